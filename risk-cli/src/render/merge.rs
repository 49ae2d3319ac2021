//! What a merge leaves to a person.

use std::collections::BTreeSet;
use std::fmt::Display;

use risk_core::versions::{Conflict, MergeNote, in_words};
use serde_json::Value;

use super::table::Table;
use super::text::beginning;

/// What not both sides can have.
pub fn conflicts(conflicts: &[Conflict]) -> Table {
    let workbooks: BTreeSet<_> = conflicts.iter().map(|one| &one.workbook).collect();
    if workbooks.len() > 1 {
        return of_workbooks(conflicts);
    }
    let mut table = Table::new(&["Conflict", "Field", "Base", "Ours", "Theirs", "Reason"]);
    for conflict in conflicts {
        table.row(cells(conflict));
    }
    table
}

/// The same of several workbooks, with the workbook that has theirs of each.
fn of_workbooks(conflicts: &[Conflict]) -> Table {
    let headers = [
        "Conflict", "Field", "Base", "Ours", "Theirs", "Workbook", "Reason",
    ];
    let mut table = Table::new(&headers);
    for conflict in conflicts {
        let [record, field, base, ours, theirs, reason] = cells(conflict);
        let workbook = conflict.workbook.clone().unwrap_or_default();
        table.row([record, field, base, ours, theirs, workbook, reason]);
    }
    table
}

fn cells(conflict: &Conflict) -> [String; 6] {
    let field = conflict.field.clone();
    [
        conflict.record.to_string(),
        field.unwrap_or_else(|| conflict.record.kind().to_string()),
        shown(&conflict.base),
        shown(&conflict.ours),
        shown(&conflict.theirs),
        conflict.reason.clone(),
    ]
}

/// A conflict in a line.
pub fn conflict_line(conflict: &Conflict) -> String {
    let (ours, theirs) = (shown(&conflict.ours), shown(&conflict.theirs));
    let place = place(&conflict.record, conflict.field.as_deref());
    format!("{place}: ours {ours}, theirs {theirs}: {}", conflict.reason)
}

/// A note of a merge in a line.
pub fn note_line(note: &MergeNote) -> String {
    let place = place(&note.record, note.field.as_deref());
    format!("{place}: {}", note.message)
}

/// A record, and its field where one is meant.
pub fn place(record: impl Display, field: Option<&str>) -> String {
    match field {
        Some(field) => format!("{record} {field}"),
        None => record.to_string(),
    }
}

/// What theirs changed of a workbook and the result has as ours, in a line.
pub fn left_out_line(what: &str) -> String {
    format!("theirs changed {what}, which is as in ours: bring it over by hand")
}

/// A value is to be known again: half a line of a terminal says which one it is.
const LONGEST: usize = 40;

fn shown(value: &Value) -> String {
    beginning(&in_words(value), LONGEST)
}
