//! A field of a record as another record has it.

use serde_json::Value;

use super::lines::list_and_entry;
use super::resolve::state;
use crate::record::Key;
use crate::register::{FieldValue, Record, RecordField};
use crate::versions::Conflict;

/// Has a record state in a conflict what a side does: the field as it is there, where the record has neither, or where the
/// last entry goes from a list that the side does not state at all.
pub(crate) fn state_as<T: Record>(
    record: &mut T,
    conflict: &Conflict,
    (value, side): (&Value, &T),
) {
    let path = conflict.field.as_deref().unwrap_or_default();
    if state(record, conflict, value).is_err() || is_emptied(record, side, path) {
        restore(record, side, path);
    }
}

/// Whether a list has no entry any more that another record does not state at all.
fn is_emptied<T: Record>(record: &T, other: &T, path: &str) -> bool {
    let (field, _) = list_and_entry(path);
    let list = |record: &T| match T::Field::by_path(field)?.kind().get(record) {
        FieldValue::List(entries) => Some(entries.map(|entries| entries.len())),
        _ => None,
    };
    list(record) == Some(Some(0)) && list(other) == Some(None)
}

/// Has a field be as another record has it, by its path or by that of one of its entries.
pub(crate) fn restore<T: Record>(record: &mut T, other: &T, path: &str) {
    let (field, _) = list_and_entry(path);
    if let Some(field) = T::Field::by_path(field) {
        let mut other = other.clone();
        field.kind().swap(record, &mut other);
        return;
    }
    let Some(header) = path.strip_prefix("extra.") else {
        return;
    };
    let header = Key::parse(header);
    record.extra_mut().remove(&header);
    if let Some(value) = other.extra().get(&header) {
        record.extra_mut().insert(header, value.clone());
    }
}
