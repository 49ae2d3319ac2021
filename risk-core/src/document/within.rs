//! A page as Markdown of a bounded length.

use super::markdown::write;
use super::{Block, Document};
use crate::record::text::in_a_row;

/// Room for what is told at the end: some sections by their names.
const TOLD: usize = 1_500;

impl Document {
    /// The page as Markdown of at most so many characters, as a comment on GitHub may have 65,536. What there is no room for is
    /// left out whole, block by block: the rest of its section, and at the end it is told how much of which sections.
    ///
    /// ```
    /// use risk_core::document::{Document, Span};
    ///
    /// let mut page = Document::new("Risks");
    /// page.section("Short");
    /// page.paragraph(Span::text("It fits."));
    /// page.section("Long");
    /// page.paragraph(Span::text("It does not. ".repeat(1_000)));
    /// let text = page.markdown_within(4_000);
    /// assert!(text.contains("It fits.") && !text.contains("It does not."));
    /// assert!(text.ends_with("Left out for its length: 1 part of “Long”.\n"));
    /// ```
    pub fn markdown_within(&self, characters: usize) -> String {
        let mut text = self.markdown_title();
        let mut room = characters.saturating_sub(TOLD + text.chars().count());
        let mut left_out: Vec<(&str, usize)> = Vec::new();
        let mut section = self.title.as_str();
        for block in &self.blocks {
            let mut one = "\n".to_owned();
            write(&mut one, block);
            let length = one.chars().count();
            // A heading is no part of what stands below it.
            let mut part = 1;
            if let Block::Section(title) = block {
                (section, part) = (title, 0);
            }
            let is_broken = left_out.last().is_some_and(|(of, _)| *of == section);
            if length <= room && !is_broken {
                room -= length;
                text.push_str(&one);
                continue;
            }
            match left_out.last_mut().filter(|(of, _)| *of == section) {
                Some((_, count)) => *count += part,
                None => left_out.push((section, part)),
            }
        }
        if !left_out.is_empty() {
            let told = left_out.iter().map(|(section, count)| {
                let parts = if *count == 1 { "part" } else { "parts" };
                format!("{count} {parts} of “{section}”")
            });
            let told: Vec<String> = told.collect();
            let told = super::escape(&in_a_row(&told, "and"));
            text += &format!("\nLeft out for its length: {told}.\n");
        }
        text
    }
}
