//! Records as tables of values, which is what the two text forms have in common.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::check::Location;
use crate::error::Error;

/// A record as a table of values, in the order of its fields.
pub(super) type Fields = Map<String, Json>;

/// A list has an entry that could not be read, so it cannot be rewritten.
#[derive(Debug)]
pub(super) struct UnreadableList {
    pub key: String,
}

/// What a record states.
pub(super) fn fields<T: Serialize>(record: &T) -> Fields {
    match serde_json::to_value(record) {
        Ok(Json::Object(fields)) => fields,
        _ => unreachable!("records are tables of values that JSON has forms for"),
    }
}

/// Whether two values are the same, and their keys in the same order: that of the columns beyond
/// the model is part of what a record states.
pub(super) fn same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len()
                && (a.iter().zip(b)).all(|((key, a), (other, b))| key == other && same(a, b))
        }
        (a, b) => a == b,
    }
}

/// The error of a list that cannot be rewritten.
pub(super) fn refused(record: String, unreadable: UnreadableList) -> Error {
    Error::Refused {
        location: Location::Record {
            record,
            field: Some(unreadable.key),
        },
        reason: "an entry of the list cannot be read and would be lost; mend it first".to_owned(),
    }
}
