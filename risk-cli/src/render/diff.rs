//! What differs between two versions.

use anstyle::{AnsiColor, Style};
use risk_core::RecordId;
use risk_core::versions::{Diff, FieldChange, FieldDiff, RecordChange, RecordDiff};

use super::table::{Cell, Table};
use super::text::beginning;
use crate::cli::Format;

/// A title is to be known again, and not to be read: it takes two lines of a terminal.
const LONGEST_TITLE: usize = 90;

/// The records that differ, each with the fields in which it does.
pub fn diff(records: &[RecordDiff], format: Format) -> Table {
    let mut table = Table::new(&["Record", "Field", "Change"]);
    for record in records {
        let id = record.record.to_string();
        // A program has each row by itself.
        let again = if format.is_for_people() { "" } else { &id };
        let mut first = Some(id.as_str());
        let mut row = |field: Cell, change: Cell| {
            table.row([first.take().unwrap_or(again).into(), field, change]);
        };
        let (word, style) = word(record.change);
        if let RecordId::Risk(_) = record.record {
            row(Cell::styled(word, style), title(record).into());
        } else if is_whole(record) {
            row(Cell::styled(word, style), String::new().into());
        }
        if let Some(previous) = &record.previous {
            let change = format!("{} → {}", name(previous), name(&record.record));
            row("renamed".into(), change.into());
        }
        if is_whole(record) {
            continue;
        }
        if let Some(rating) = &record.rating {
            let label = |label: &Option<String>| label.clone().unwrap_or_else(|| "unrated".into());
            let change = format!("{} → {}", label(&rating.before), label(&rating.after));
            row("rating".into(), Cell::styled(change, style));
        }
        for field in &record.fields {
            row(field.path.clone().into(), change(field));
        }
    }
    table
}

/// Whether a record came or went, so that nobody reads each of its fields.
fn is_whole(record: &RecordDiff) -> bool {
    matches!(
        record.change,
        RecordChange::New | RecordChange::Removed | RecordChange::Moved
    )
}

/// A line for each record that differs.
pub fn diff_stat(records: &[RecordDiff]) -> Table {
    let mut table = Table::new(&["Record", "Change", "Fields", "Summary"]);
    for record in records {
        let (word, style) = word(record.change);
        table.row([
            record.record.to_string().into(),
            Cell::styled(word, style),
            record.fields.len().to_string().into(),
            title(record).into(),
        ]);
    }
    table
}

/// The findings that only one version has.
pub fn diff_findings(diff: &Diff) -> Table {
    let mut table = Table::new(&["Finding", "Severity", "Code", "Record", "Message"]);
    let new = diff.new_findings.iter().map(|finding| ("new", finding));
    let gone = diff.gone_findings.iter().map(|finding| ("gone", finding));
    for (word, finding) in new.chain(gone) {
        table.row([
            word.to_owned(),
            finding.severity.to_string(),
            finding.code().to_owned(),
            finding.record.to_string(),
            finding.message.clone(),
        ]);
    }
    table
}

/// What became of a record, in a word.
fn word(change: RecordChange) -> (&'static str, Style) {
    let (bad, good) = (AnsiColor::Red.on_default(), AnsiColor::Green.on_default());
    match change {
        RecordChange::New => ("new", Style::new().bold()),
        RecordChange::Removed => ("removed", Style::new().bold()),
        RecordChange::Closed => ("closed", good),
        RecordChange::Worse => ("worse", bad),
        RecordChange::Better => ("better", good),
        RecordChange::Moved => ("moved", Style::new()),
        _ => ("edited", Style::new()),
    }
}

/// What tells a reader which record it is, and how one that came or went is rated.
fn title(record: &RecordDiff) -> String {
    let summary = match record.component.as_str() {
        "" => record.summary.clone(),
        component => format!("{component}: {}", record.summary),
    };
    let mut title = beginning(&summary, LONGEST_TITLE);
    let rating = record
        .rating
        .as_ref()
        .and_then(|rating| match record.change {
            RecordChange::New => rating.after.as_ref(),
            RecordChange::Removed => rating.before.as_ref(),
            _ => None,
        });
    if let Some(rating) = rating {
        title.push_str(&format!(" ({rating})"));
    }
    title
}

fn name(id: &RecordId) -> String {
    id.key().map_or_else(|| id.to_string(), ToString::to_string)
}

fn change(field: &FieldDiff) -> Cell {
    let style = match field.change {
        FieldChange::Added => AnsiColor::Green.on_default(),
        FieldChange::Removed => AnsiColor::Red.on_default(),
        _ => Style::new(),
    };
    Cell::styled(field.told(), style)
}
