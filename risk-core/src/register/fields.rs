//! Records as tables of values.

use serde::Serialize;
use serde_json::{Map, Value};

/// A record as a table of values, in the order of its fields.
pub(crate) type Fields = Map<String, Value>;

/// What a record states.
pub(crate) fn fields<T: Serialize>(record: &T) -> Fields {
    match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        _ => unreachable!("records are tables of values that JSON has forms for"),
    }
}
