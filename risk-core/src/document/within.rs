//! A page as Markdown of a bounded length.

use super::markdown::write;
use super::{Article, Block, Document, Span};
use crate::record::text::in_a_row;

/// Room for what is told at the end: some sections by their names.
const TOLD: usize = 1_500;

/// What stands in the place of a part that is left out.
const LEFT_OUT: &str = "Left out here for its length.";

impl Document {
    /// The page as Markdown of at most so many characters, as a comment on GitHub may have 65,536. What there is no room for is
    /// left out whole, block by block: what is long by itself alone, else the rest of its section; of a long article, what is long in
    /// it. At the end it is told how much of which sections.
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
        let mut page = Within::new(self, characters);
        for block in &self.blocks {
            page.add(block);
        }
        page.text()
    }
}

/// An article may have this part of the room: what is long in one is not to cost all others theirs.
const ARTICLE: usize = 8;

/// What is longer than this part of the room and does not fit is left out alone: what follows may still have what is left.
const LONG: usize = 4;

/// A page of a bounded length that is being written.
struct Within<'d> {
    text: String,
    characters: usize,
    room: usize,
    section: &'d str,
    /// Whether the rest of the section is left out.
    is_broken: bool,
    /// How much is left out of which section.
    left_out: Vec<(&'d str, usize)>,
}

impl<'d> Within<'d> {
    fn new(document: &'d Document, characters: usize) -> Self {
        let text = document.markdown_title();
        Self {
            characters,
            room: characters.saturating_sub(TOLD + text.chars().count()),
            text,
            section: &document.title,
            is_broken: false,
            left_out: Vec::new(),
        }
    }

    fn add(&mut self, block: &'d Block) {
        // A heading is no part of what stands below it.
        let mut part = 1;
        if let Block::Section(title) = block {
            (self.section, self.is_broken, part) = (title, false, 0);
        }
        let (one, shortened) = self.written(block);
        let length = one.chars().count();
        if length <= self.room && !self.is_broken {
            self.room -= length;
            self.text.push_str(&one);
            if shortened > 0 {
                self.leave_out(shortened);
            }
            return;
        }
        // What stands below a heading that is left out would stand below another one.
        self.is_broken |= part == 0 || length <= self.characters / LONG;
        self.leave_out(part);
    }

    /// A block, and how many parts of it are left out, each with a word in its place.
    fn written(&self, block: &Block) -> (String, usize) {
        let mut one = "\n".to_owned();
        write(&mut one, block);
        let most = self.characters / ARTICLE;
        let Block::Article(article) = block else {
            return (one, 0);
        };
        if one.chars().count() <= most {
            return (one, 0);
        }
        let mut shortened = 0;
        let mut short = Article::new(article.id.clone(), article.title.clone());
        let mut length = 0;
        for part in &article.blocks {
            let mut written = String::new();
            write(&mut written, part);
            let of_part = written.chars().count();
            if length + of_part > most {
                shortened += 1;
                short
                    .blocks
                    .push(Block::Paragraph(Span::text(LEFT_OUT).into()));
            } else {
                length += of_part;
                short.blocks.push(part.clone());
            }
        }
        let mut one = "\n".to_owned();
        write(&mut one, &Block::Article(short));
        (one, shortened)
    }

    fn leave_out(&mut self, parts: usize) {
        match self.left_out.last_mut() {
            Some((of, count)) if *of == self.section => *count += parts,
            _ => self.left_out.push((self.section, parts)),
        }
    }

    /// All of it, and what is left out.
    fn text(mut self) -> String {
        if !self.left_out.is_empty() {
            let told = self.left_out.iter().map(|(section, count)| {
                let parts = if *count == 1 { "part" } else { "parts" };
                format!("{count} {parts} of “{section}”")
            });
            let told: Vec<String> = told.collect();
            let told = super::escape(&in_a_row(&told, "and"));
            self.text += &format!("\nLeft out for its length: {told}.\n");
        }
        self.text
    }
}
