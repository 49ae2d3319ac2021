//! How a file of a page is known again, so that none of anything else is written over.

use super::PageKind;

impl PageKind {
    /// What it is called in a file.
    fn name(self) -> &'static str {
        match self {
            Self::Plain => "risk",
            Self::Report => "risk report",
            Self::Runbook => "risk runbook",
        }
    }

    /// The first line in the head of its pages of HTML.
    pub(super) fn html_mark(self) -> String {
        format!("<meta name=\"generator\" content=\"{}\"/>", self.name())
    }

    /// The first line of its pages of Markdown, which nobody sees; `None` where there is none: a runbook has its mark at the end,
    /// as that also says what was generated.
    pub(super) fn markdown_mark(self) -> Option<String> {
        (self == Self::Report).then(|| format!("<!-- {} -->", self.name()))
    }

    /// Whether a text begins as a page of HTML of the kind does.
    ///
    /// ```
    /// use risk_core::document::{Document, PageKind};
    ///
    /// let mut page = Document::new("Risks");
    /// page.kind = PageKind::Report;
    /// assert!(PageKind::Report.is_html(&page.html()));
    /// assert!(!PageKind::Runbook.is_html(&page.html()));
    /// ```
    pub fn is_html(self, text: &str) -> bool {
        let mark = self.html_mark();
        // Lines, as git may have given them other ends.
        let mut lines = text.lines();
        lines.next() == Some("<!DOCTYPE html>") && lines.nth(2) == Some(&mark)
    }

    /// Whether a text begins as a page of Markdown of the kind does. Of a kind whose pages do not begin in a way of their own none
    /// does.
    pub fn is_markdown(self, text: &str) -> bool {
        let mark = self.markdown_mark();
        mark.is_some_and(|mark| text.lines().next() == Some(&mark))
    }
}
