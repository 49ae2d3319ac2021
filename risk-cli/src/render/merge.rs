//! What a merge leaves to a person.

use risk_core::versions::{Conflict, MergeNote, in_words};
use serde_json::Value;

use super::table::Table;
use super::text::beginning;

/// What not both sides can have.
pub fn conflicts(conflicts: &[Conflict]) -> Table {
    let mut table = Table::new(&["Conflict", "Field", "Base", "Ours", "Theirs", "Reason"]);
    for conflict in conflicts {
        let field = conflict.field.clone();
        table.row([
            conflict.record.to_string(),
            field.unwrap_or_else(|| conflict.record.kind().to_string()),
            shown(&conflict.base),
            shown(&conflict.ours),
            shown(&conflict.theirs),
            conflict.reason.clone(),
        ]);
    }
    table
}

/// A conflict in a line.
pub fn conflict_line(conflict: &Conflict) -> String {
    let field = conflict.field.as_ref().map(|field| format!(" {field}"));
    let (ours, theirs) = (shown(&conflict.ours), shown(&conflict.theirs));
    let (record, reason) = (&conflict.record, &conflict.reason);
    let field = field.unwrap_or_default();
    format!("{record}{field}: ours {ours}, theirs {theirs}: {reason}")
}

/// A note of a merge in a line.
pub fn note_line(note: &MergeNote) -> String {
    let field = note.field.as_ref().map(|field| format!(" {field}"));
    let field = field.unwrap_or_default();
    format!("{}{field}: {}", note.record, note.message)
}

/// A value is to be known again: half a line of a terminal says which one it is.
const LONGEST: usize = 40;

fn shown(value: &Value) -> String {
    beginning(&in_words(value), LONGEST)
}
