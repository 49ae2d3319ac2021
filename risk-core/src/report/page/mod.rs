//! A report as a page: first what is worst, then what somebody has to decide, and at the end all of it.
//!
//! What is listed is bounded, so that a page of 100,000 risks opens; each list says how many it leaves out.

mod affected;
mod changes;
mod decisions;
mod people;
mod readiness;
mod risks;
mod top;
mod trend;

use std::collections::HashMap;

use super::Report;
use crate::document::{Block, Document, PageKind, Shade, Span, Spans, beginning, counted};
use crate::record::Key;
use crate::register::Levels;

/// So many rows has a table that is there to be looked at: about a screen.
const ROWS: usize = 20;

/// So many risks are listed whole: a file of some megabytes, which a browser shows at once.
const WHOLE: usize = 2_000;

/// Texts in tables are to be known again: whole, they stand with their risks.
const LETTERS: usize = 140;

/// So much of the name of a register stands above its page, and of that of a version: both may be of any length.
const TITLE: usize = 200;
const NAME: usize = 60;

impl Report<'_> {
    /// The most characters that a comment on a pull request of GitHub may have.
    pub const COMMENT: usize = 65_536;

    /// The report as a page.
    pub fn document(&self) -> Document {
        ReportPage::new(self).document()
    }
}

/// A report, and what its parts have in common.
struct ReportPage<'a> {
    report: &'a Report<'a>,
    ratings: &'a Levels,
    /// The ids of the risks that are listed whole.
    ids: HashMap<&'a Key, String>,
}

impl<'a> ReportPage<'a> {
    fn new(report: &'a Report<'a>) -> Self {
        let risks = report.risks.iter().take(WHOLE).zip(1..);
        Self {
            report,
            ratings: report.scale.rating(),
            ids: risks
                .map(|(risk, at)| (&risk.key, id(&risk.key, at)))
                .collect(),
        }
    }

    fn document(&self) -> Document {
        let title = match self.report.title.trim() {
            "" => "Risks",
            title => title,
        };
        let mut page = Document::new(beginning(title, TITLE));
        page.kind = PageKind::Report;
        self.top(&mut page);
        self.decisions(&mut page);
        self.changes(&mut page);
        self.readiness(&mut page);
        self.affected(&mut page);
        self.people(&mut page);
        self.trend(&mut page);
        self.risks(&mut page);
        page
    }

    /// A risk by its reference, which leads to where it is listed whole.
    fn risk(&self, key: &Key) -> Span {
        let id = self.ids.get(key).cloned().unwrap_or_default();
        Span::mention(beginning(&key.to_string(), 40), id)
    }

    /// The risks of which something could not be read, and what that means for them.
    fn risks_unread(&self, what: &str, risks: &[Key], page: &mut Document) {
        if risks.is_empty() {
            return;
        }
        let mut spans = vec![Span::text(format!("{what}: "))];
        for (at, key) in risks.iter().take(ROWS).enumerate() {
            spans.extend((at > 0).then(|| Span::text(", ")));
            spans.push(self.risk(key));
        }
        let more = risks.len().saturating_sub(ROWS);
        spans.extend((more > 0).then(|| Span::text(format!(" and {more} more"))));
        spans.push(Span::text("."));
        page.paragraph(spans);
    }

    /// The label of a rating.
    fn rating(&self, label: Option<&str>) -> Spans {
        let Some(label) = label else {
            return Span::text("unrated").into();
        };
        Span::Level {
            text: label.to_owned(),
            shade: Shade::of_label(self.ratings, label),
        }
        .into()
    }

    /// Adds a table of the first rows, and says how many there are where that is not all.
    fn table<T>(
        page: &mut Document,
        header: &[&str],
        all: &[T],
        most: usize,
        row: impl FnMut(&T) -> Vec<Spans>,
    ) {
        page.table(header, all.iter().take(most).map(row).collect());
        if all.len() > most {
            page.paragraph(Span::text(format!("{most} of {} are listed.", all.len())));
        }
    }

    /// The same of numbers, behind a first column of texts.
    fn numbers<T>(
        page: &mut Document,
        header: &[&str],
        all: &[T],
        most: usize,
        row: impl FnMut(&T) -> Vec<Spans>,
    ) {
        let before = page.blocks.len();
        Self::table(page, header, all, most, row);
        if let Some(Block::Table { is_of_numbers, .. }) = page.blocks.get_mut(before) {
            *is_of_numbers = true;
        }
    }
}

/// What identifies a risk in a page: its reference where that is plain, else its place.
fn id(key: &Key, at: usize) -> String {
    let text = key.to_string();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if text.len() <= 40 && text.chars().all(is_plain) {
        format!("risk-{text}")
    } else {
        format!("row-{at}")
    }
}

/// A text.
fn text(text: impl Into<String>) -> Spans {
    Span::text(text).into()
}

/// A text that stays on one line.
fn whole(text: impl Into<String>) -> Spans {
    Span::Whole(text.into()).into()
}

/// The beginning of a text on one line.
fn short(text: &str) -> Spans {
    let line: Vec<&str> = text.split_whitespace().collect();
    Span::text(beginning(&line.join(" "), LETTERS)).into()
}

/// Adds what is told in place of a list that would be empty.
fn nothing(page: &mut Document, told: &str) {
    page.blocks.push(Block::Paragraph(text(told)));
}
