//! Putting a record into a JSON text: what does not differ, and what nothing is known of, stays as it
//! was written.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::fields::{Fields, Unreadable, all_read, same};
use crate::edit::OfTheirs;

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

impl Default for Part<'_> {
    fn default() -> Self {
        Self::Table(PartTable::default())
    }
}

impl<'a> Part<'a> {
    /// The object that it is; an empty one where nothing is stated.
    pub fn opened(self) -> Option<PartTable<'a>> {
        match self {
            Self::Raw(raw) if raw.get() == "null" => Some(PartTable::default()),
            Self::Raw(raw) => {
                let table: RawTable<'a> = serde_json::from_str(raw.get()).ok()?;
                let table = table.into_iter();
                Some(table.map(|(key, raw)| (key, Self::Raw(raw))).collect())
            }
            Self::New(Json::Object(fields)) => {
                let fields = fields.into_iter();
                Some(fields.map(|(key, value)| (key, Self::New(value))).collect())
            }
            Self::Table(table) => Some(table),
            Self::New(_) | Self::List(_) => None,
        }
    }
}

/// An object that is to be.
pub(super) type PartTable<'a> = IndexMap<String, Part<'a>>;

/// An object as it stands, its values unread.
pub(super) type RawTable<'a> = IndexMap<String, &'a RawValue>;

/// The object that a text is; an empty one of any other text.
pub(super) fn raw_table(text: &str) -> RawTable<'_> {
    serde_json::from_str(text).unwrap_or_default()
}

/// The records of a list as they stand; none where there is no list of the key.
pub(super) fn raw_list<'a>(
    table: &RawTable<'a>,
    key: &str,
) -> Result<Vec<&'a RawValue>, Unreadable> {
    match table.get(key) {
        Some(raw) if raw.get() != "null" => {
            serde_json::from_str(raw.get()).map_err(|_| Unreadable::of(key))
        }
        _ => Ok(Vec::new()),
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
        let part = match (raw.get(key), old.get(key)) {
            (Some(raw), Some(old)) if same(old, value) => Part::Raw(raw),
            (Some(raw), old) => changed(key, raw, old, value)?,
            (None, _) => Part::New(value.clone()),
        };
        merged.insert(key.clone(), part);
    }
    for (key, raw) in raw.iter().filter(|(key, _)| !new.contains_key(*key)) {
        match old.get(key) {
            None => _ = merged.insert(key.clone(), Part::Raw(raw)),
            Some(old) => {
                let rest = rest(key, raw, old)?;
                merged.extend(rest.map(|rest| (key.clone(), rest)));
            }
        }
    }
    Ok(merged)
}

/// Sets the keys that are as another version has them.
pub(super) fn set_keys<'a>(
    table: &mut PartTable<'a>,
    theirs: &'a OfTheirs,
) -> Result<(), Unreadable> {
    for (path, json) in &theirs.keys {
        let value = json
            .as_deref()
            .and_then(|json| serde_json::from_str(json).ok());
        set(table, path, value)?;
    }
    Ok(())
}

fn set<'a>(
    table: &mut PartTable<'a>,
    path: &[String],
    value: Option<&'a RawValue>,
) -> Result<(), Unreadable> {
    match (path, value) {
        ([], _) => {}
        ([key], Some(value)) => _ = table.insert(key.clone(), Part::Raw(value)),
        ([key], None) => _ = table.shift_remove(key),
        ([key, ..], None) if !table.contains_key(key) => {}
        ([key, rest @ ..], value) => {
            let part = table.entry(key.clone()).or_default();
            let inner = std::mem::take(part).opened();
            let mut inner = inner.ok_or_else(|| Unreadable::of(key))?;
            set(&mut inner, rest, value)?;
            *part = Part::Table(inner);
        }
    }
    Ok(())
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
        return merge(&raw_table(raw.get()), old, new).map(Part::Table);
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
    let rest = merge(&raw_table(raw.get()), old, &Fields::new())?;
    Ok((!rest.is_empty()).then_some(Part::Table(rest)))
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
