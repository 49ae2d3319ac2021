//! The list of all pages of a register.

use super::checklist::has_no_action;
use super::plan::{FailedComponent, FailureMode, Plan};
use super::words::is_unread;
use crate::document::{Document, Row, Span, Spans};
use crate::record::RiskField;

/// A page as the list of all pages has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    revision: String,
    row: Row,
}

impl IndexEntry {
    /// The page of a plan, in a file of the same folder.
    pub fn new(plan: &Plan, file: &str) -> Self {
        Self {
            revision: plan.revision.clone(),
            row: row(plan, file),
        }
    }
}

/// The list of the pages of a register.
pub(super) fn index(register: &str, pages: &[IndexEntry]) -> Document {
    let title = match register.trim() {
        "" => "Runbooks".to_owned(),
        register => format!("Runbooks: {register}"),
    };
    let mut page = Document::new(title);
    if let Some(IndexEntry { revision, .. }) = pages.first() {
        page.paragraph(Span::text(format!("Revision {revision} of the register.")));
    }
    let rows = pages.iter().map(|entry| entry.row.clone());
    let header = [
        "When this fails",
        "Owner",
        "Failure modes",
        "Worst",
        "Without action",
        "Unobserved",
        "Down with it",
        "Last rehearsal",
    ];
    page.table(&header, rows.collect());
    page
}

fn row(plan: &Plan, file: &str) -> Row {
    let names: Vec<&str> = plan.failed.iter().map(|f| f.component.as_str()).collect();
    let link = Span::Page {
        text: names.join(" and "),
        file: file.to_owned(),
    };
    let owners = plan.failed.iter().map(|f| match f.owner.trim() {
        "" if is_unread(&f.unread, RiskField::Owner) => "(could not be read)",
        owner => owner,
    });
    let owners: Vec<&str> = owners.collect();
    let modes = &plan.failure_modes;
    let missing = |count: usize| -> Spans {
        match count {
            0 => Span::text("0").into(),
            count => Span::strong(count.to_string()).into(),
        }
    };
    let worst = modes.first().map(|mode| mode.rating.as_deref());
    let worst = worst.map_or("", |rating| rating.unwrap_or("unrated"));
    let last = plan.failed.iter().find_map(|f| f.last_rehearsal.as_ref());
    let is_unknown = |f: &FailedComponent| is_unread(&f.unread, RiskField::Rehearsals);
    let last = match last {
        Some(last) => last.date.as_str(),
        None if plan.failed.iter().any(is_unknown) => "unknown",
        None => "never",
    };
    let is_blind = |mode: &&FailureMode| {
        !mode.is_observed && !is_unread(&mode.unread, RiskField::Observations)
    };
    vec![
        link.into(),
        Span::text(owners.join(", ")).into(),
        Span::text(modes.len().to_string()).into(),
        Span::text(worst).into(),
        missing(modes.iter().filter(|mode| has_no_action(mode)).count()),
        missing(modes.iter().filter(is_blind).count()),
        Span::text(plan.down.len().to_string()).into(),
        Span::text(last).into(),
    ]
}
