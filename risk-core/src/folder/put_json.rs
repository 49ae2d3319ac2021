//! Putting a record into a JSON text: what does not differ, and what nothing is known of, stays as it
//! was written.

use std::collections::HashMap;

use serde::{Serialize, Serializer};
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::fields::{Fields, Unreadable, all_read, same};

/// A part of a JSON text that is to be.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Part<'a> {
    /// As it stands.
    Raw(&'a RawValue),
    New(Json),
    Table(PartTable<'a>),
    List(Vec<Part<'a>>),
}

/// An object that is to be.
#[derive(Debug, Default)]
pub(super) struct PartTable<'a> {
    entries: Vec<(String, Part<'a>)>,
}

impl<'a> PartTable<'a> {
    /// Sets the value of a key, in its place if there is one already.
    pub fn set(&mut self, key: &str, part: Part<'a>) {
        match self.entries.iter_mut().find(|(known, _)| known == key) {
            Some((_, old)) => *old = part,
            None => self.entries.push((key.to_owned(), part)),
        }
    }

    fn push(&mut self, key: &str, part: Part<'a>) {
        self.entries.push((key.to_owned(), part));
    }
}

impl Serialize for PartTable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.entries.iter().map(|(key, part)| (key, part)))
    }
}

/// An object as it stands, its values unread.
pub(super) struct RawTable<'a> {
    values: HashMap<String, &'a RawValue>,
}

impl<'a> RawTable<'a> {
    /// The object that a text is; an empty one of any other text.
    pub fn new(text: &'a str) -> Self {
        let values = serde_json::from_str(text).unwrap_or_default();
        Self { values }
    }

    /// The keys and their values, in the order of the text.
    fn entries(&self) -> Vec<(&String, &'a RawValue)> {
        let mut entries: Vec<_> = self.values.iter().map(|(key, raw)| (key, *raw)).collect();
        // The values are parts of one text.
        entries.sort_unstable_by_key(|(_, raw)| raw.get().as_ptr());
        entries
    }
}

/// The records of a list as they stand.
pub(super) struct RawList<'a> {
    records: Vec<&'a RawValue>,
}

impl<'a> RawList<'a> {
    /// The list of a key, empty where there is none.
    pub fn new(table: &RawTable<'a>, key: &str) -> Result<Self, Unreadable> {
        let records = match table.values.get(key) {
            Some(raw) if raw.get() != "null" => serde_json::from_str(raw.get()),
            _ => Ok(Vec::new()),
        };
        let records = records.map_err(|_| Unreadable::of(key))?;
        Ok(Self { records })
    }

    pub fn get(&self, position: usize) -> Option<&'a RawValue> {
        self.records.get(position).copied()
    }
}

/// Puts fields into an object. `old` is what it states, as it was read.
pub(super) fn merge<'a>(
    raw: &RawTable<'a>,
    old: &Fields,
    new: &Fields,
) -> Result<PartTable<'a>, Unreadable> {
    let mut merged = PartTable::default();
    for (key, value) in new {
        let part = match (raw.values.get(key), old.get(key)) {
            (Some(raw), Some(old)) if same(old, value) => Part::Raw(raw),
            (Some(raw), old) => changed(key, raw, old, value)?,
            (None, _) => Part::New(value.clone()),
        };
        merged.push(key, part);
    }
    let kept = raw.entries().into_iter();
    for (key, raw) in kept.filter(|(key, _)| !new.contains_key(*key)) {
        match old.get(key) {
            None => merged.push(key, Part::Raw(raw)),
            Some(old) => {
                if let Some(rest) = rest(key, raw, old)? {
                    merged.push(key, rest);
                }
            }
        }
    }
    Ok(merged)
}

/// A value that differs from what stands there.
fn changed<'a>(
    key: &str,
    raw: &'a RawValue,
    old: Option<&Json>,
    new: &Json,
) -> Result<Part<'a>, Unreadable> {
    if let Json::Object(new) = new
        && raw.get().starts_with('{')
    {
        let nothing = Fields::new();
        let old = old.and_then(Json::as_object).unwrap_or(&nothing);
        return merge(&RawTable::new(raw.get()), old, new).map(Part::Table);
    }
    // What stands there instead of a list or a table was not read; null states nothing.
    let is_other = new.is_object() || new.is_array() && !is_list(raw);
    if is_other && old.is_none() && raw.get() != "null" {
        return Err(Unreadable::of(key));
    }
    list_read(key, raw, old)?;
    Ok(Part::New(new.clone()))
}

fn is_list(raw: &RawValue) -> bool {
    raw.get().starts_with('[')
}

/// What is left of a value that is not stated any more: the keys that nothing is known of.
fn rest<'a>(key: &str, raw: &'a RawValue, old: &Json) -> Result<Option<Part<'a>>, Unreadable> {
    let Json::Object(old) = old else {
        list_read(key, raw, Some(old))?;
        return Ok(None);
    };
    let rest = merge(&RawTable::new(raw.get()), old, &Fields::new())?;
    Ok((!rest.entries.is_empty()).then_some(Part::Table(rest)))
}

/// Checks that all of what stands there could be read, if it is a list.
fn list_read(key: &str, raw: &RawValue, old: Option<&Json>) -> Result<(), Unreadable> {
    let Ok(entries) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else {
        return Ok(());
    };
    // A list without entries is left out of what was read.
    let read = old.and_then(Json::as_array).map_or(0, Vec::len);
    all_read(key, entries.len(), read)
}
