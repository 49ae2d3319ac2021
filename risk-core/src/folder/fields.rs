//! What the two text forms have in common: records as tables of values, and lists that cannot be
//! rewritten.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::error::Error;
use crate::record::Location;

/// A record as a table of values, in the order of its fields.
pub(super) type Fields = Map<String, Json>;

/// Where a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// In the record itself. What is a table in JSON is one in TOML only here.
    Record,
    /// In a table of it, whose values stay on their lines.
    Within,
    /// In an entry of a list, which is read as a whole or not at all. A key that is there and was not read states what
    /// is so without it.
    Entry,
}

impl Depth {
    /// That of the keys of a table, which was read as this: what is a word in its shortest form, as a built-in scale
    /// is, was read as a whole.
    pub fn within(self, old: Option<&Json>) -> Self {
        match (self, old) {
            (Self::Entry, _) => Self::Entry,
            (_, Some(old)) if !old.is_object() => Self::Entry,
            _ => Self::Within,
        }
    }
}

/// What a record states.
pub(super) fn fields<T: Serialize>(record: &T) -> Fields {
    match serde_json::to_value(record) {
        Ok(Json::Object(fields)) => fields,
        _ => unreachable!("records are tables of values that JSON has forms for"),
    }
}

/// A list has an entry that could not be read, or a value is of another sort than its key takes, so it cannot be
/// rewritten.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub key: String,
}

impl Unreadable {
    /// What stands at a key.
    pub fn of(key: &str) -> Self {
        Self {
            key: key.to_owned(),
        }
    }

    /// The same in the table of a key.
    pub fn within(self, table: &str) -> Self {
        Self {
            key: format!("{table}.{}", self.key),
        }
    }
}

/// Checks that all entries of a list that stands there could be read, as only then what is left out is
/// left out on purpose.
pub(super) fn all_read(key: &str, stand: usize, read: usize) -> Result<(), Unreadable> {
    (stand == read)
        .then_some(())
        .ok_or_else(|| Unreadable::of(key))
}

/// Whether two values are the same, and their keys in the same order: that of the columns beyond
/// the model is part of what a record states.
pub(super) fn same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Object(a), Json::Object(b)) => same_fields(a, b),
        (a, b) => a == b,
    }
}

/// The same of two tables.
pub(super) fn same_fields(a: &Fields, b: &Fields) -> bool {
    let mut pairs = a.iter().zip(b);
    a.len() == b.len() && pairs.all(|((key, a), (other, b))| key == other && same(a, b))
}

/// Whether the keys that both have are in the same order.
pub(super) fn in_order(old: &Fields, new: &Fields) -> bool {
    let left = old.keys().filter(|key| new.contains_key(*key));
    left.eq(new.keys().filter(|key| old.contains_key(*key)))
}

/// The order of keys: those that were there stay in theirs, and each new one follows the last of its predecessors.
pub(super) fn ordered(there: Vec<String>, old: &Fields, new: &Fields) -> Vec<String> {
    let mut order = there;
    if !in_order(old, new) {
        order.sort_by_key(|name| new.keys().position(|key| key == name));
        let unknown = order.partition_point(|name| !new.contains_key(name));
        order.rotate_left(unknown);
    }
    let mut place = 0;
    for key in new.keys() {
        if let Some(at) = order.iter().position(|name| name == key) {
            place = place.max(at + 1);
        } else {
            order.insert(place, key.clone());
            place += 1;
        }
    }
    order
}

/// The error of what cannot be rewritten.
pub(super) fn refused(record: String, unreadable: Unreadable) -> Error {
    Error::Refused {
        location: Location::Record {
            record,
            field: Some(unreadable.key),
        },
        reason: "not all that stands there can be read, and the rest would be lost; mend it first"
            .to_owned(),
        // The reason has it.
        remedy: None,
    }
}
