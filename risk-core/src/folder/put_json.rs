//! Putting a record into a JSON text: what does not differ, and what nothing is known of, stays as it
//! was written.

use indexmap::IndexMap;
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::fields::{Depth, Fields, Unreadable, all_read, ordered, same};
use super::json_layout::ToText;
use super::put_list::places;
use crate::edit::OfTheirs;
use crate::record::text::offset_of;

/// A part of a JSON text that is to be.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// As it stands.
    Raw(&'a str),
    New(Json),
    /// A record that is new. It may be one of very many, and is written from what it is.
    Record(&'a dyn ToText),
    Table(Table<'a>),
    List(List<'a>),
}

impl<'a> Part<'a> {
    /// The object that it is; an empty one where nothing is stated.
    fn opened(self) -> Option<Table<'a>> {
        match self {
            Self::Raw("null") => Some(Table::default()),
            Self::Raw(raw) if raw.starts_with('{') => Some(Table::of(raw)),
            Self::Record(record) => Self::New(record.to_json()).opened(),
            Self::New(Json::Object(fields)) => {
                let fields = fields.into_iter();
                let fields = fields.map(|(key, value)| (key, Slot::new(None, Self::New(value))));
                let entries = fields.collect();
                let stands = None;
                Some(Table { stands, entries })
            }
            Self::Table(table) => Some(table),
            Self::Raw(_) | Self::New(_) | Self::List(_) => None,
        }
    }

    /// The same with the keys that are as another version has them.
    pub fn with_keys(self, theirs: &'a OfTheirs) -> Option<Result<Self, Unreadable>> {
        let mut table = self.opened()?;
        Some(set_keys(&mut table, theirs).map(|()| Self::Table(table)))
    }
}

/// An object that is to be, in place of one that stands there.
#[derive(Debug, Default)]
pub(super) struct Table<'a> {
    pub stands: Option<Stands<'a>>,
    pub entries: IndexMap<String, Slot<'a>>,
}

/// A list that is to be, in place of one that stands there.
#[derive(Debug)]
pub(super) struct List<'a> {
    pub stands: Option<Stands<'a>>,
    pub entries: Vec<Slot<'a>>,
}

/// An entry that is to be, and which of those that stand there has its place.
#[derive(Debug)]
pub(super) struct Slot<'a> {
    pub place: Option<usize>,
    pub part: Part<'a>,
}

impl<'a> Slot<'a> {
    pub fn new(place: Option<usize>, part: Part<'a>) -> Self {
        Self { place, part }
    }
}

/// An object or a list as it stands.
#[derive(Debug)]
pub(super) struct Stands<'a> {
    pub text: &'a str,
    values: Vec<&'a RawValue>,
}

impl<'a> Stands<'a> {
    /// Where a part of the text starts and ends.
    fn span(&self, at: usize) -> Option<(usize, usize)> {
        let value = self.values.get(at)?.get();
        // The values are parts of the text, unread.
        let start = offset_of(self.text, value);
        Some((start, start + value.len()))
    }

    /// What stands between an entry and the value before it, and then, where it has one, its key up to its value.
    pub fn lead(&self, at: usize) -> Option<(&'a str, &'a str)> {
        let before = at.checked_sub(1).and_then(|before| self.span(before));
        let lead = &self.text[before.map_or(1, |(_, end)| end)..self.span(at)?.0];
        Some(lead.split_at(lead.find('"').unwrap_or(lead.len())))
    }

    /// What stands between the last value and the end.
    pub fn close(&self) -> &'a str {
        let last = self.values.len().checked_sub(1);
        let end = last
            .and_then(|last| self.span(last))
            .map_or(1, |(_, end)| end);
        &self.text[end..self.text.len() - 1]
    }

    /// Whether the objects and lists in it stand on one line each.
    pub fn has_entries_on_lines(&self) -> bool {
        let is_filled = |value: &&str| value.starts_with(['{', '[']) && value.len() > 2;
        let values = self.values.iter().map(|value| value.get());
        values
            .filter(|value| is_filled(value))
            .take(1)
            .any(|value| !value.contains('\n'))
    }
}

impl<'a> Table<'a> {
    /// An object as it stands.
    fn of(text: &'a str) -> Self {
        let raw = raw_table(text);
        let stands = Some(stands(text, raw.values()));
        let slots = raw.into_iter().enumerate();
        let slots = slots.map(|(at, (key, raw))| (key, Slot::new(Some(at), Part::Raw(raw.get()))));
        let entries = slots.collect();
        Self { stands, entries }
    }
}

fn stands<'v, 'a: 'v>(text: &'a str, values: impl Iterator<Item = &'v &'a RawValue>) -> Stands<'a> {
    let values = values.copied().collect();
    Stands { text, values }
}

/// An object as it stands, its values unread.
type RawTable<'a> = IndexMap<String, &'a RawValue>;

/// The object that a text is; an empty one of any other text.
fn raw_table(text: &str) -> RawTable<'_> {
    serde_json::from_str(text).unwrap_or_default()
}

/// The list that a table has at a key as it stands, with its entries; without any where there is none.
pub(super) fn raw_list<'a>(
    table: &Table<'a>,
    key: &str,
) -> Result<(Option<Stands<'a>>, Vec<&'a str>), Unreadable> {
    match table.entries.get(key).map(|slot| &slot.part) {
        Some(Part::Raw(raw)) if *raw != "null" => {
            let list: Vec<&RawValue> =
                serde_json::from_str(raw).map_err(|_| Unreadable::of(key))?;
            let values = list.iter().map(|value| value.get()).collect();
            Ok((Some(stands(raw, list.iter())), values))
        }
        _ => Ok((None, Vec::new())),
    }
}

/// Puts fields into an object. `old` is what it states, as it was read.
pub(super) fn merge<'a>(
    text: &'a str,
    old: &Fields,
    new: &Fields,
    depth: Depth,
) -> Result<Table<'a>, Unreadable> {
    let raw = raw_table(text);
    let mut entries = IndexMap::new();
    for (key, value) in new {
        let is_same = old.get(key).is_some_and(|old| same(old, value));
        let part = match raw.get_full(key) {
            Some((at, _, raw)) if is_same => Slot::new(Some(at), Part::Raw(raw.get())),
            Some((at, _, raw)) => {
                Slot::new(Some(at), changed(key, raw, old.get(key), value, depth)?)
            }
            // What is so without being stated stays unstated.
            None if is_same => continue,
            None => Slot::new(None, Part::New(value.clone())),
        };
        entries.insert(key.clone(), part);
    }
    for (at, (key, raw)) in raw.iter().enumerate() {
        if new.contains_key(key) {
            continue;
        }
        let part = match old.get(key) {
            None => Some(Part::Raw(raw.get())),
            Some(old) => rest(key, raw, old)?,
        };
        entries.extend(part.map(|part| (key.clone(), Slot::new(Some(at), part))));
    }
    let there = raw.keys().filter(|key| entries.contains_key(*key));
    let order = ordered(there.cloned().collect(), old, new);
    let ranks: IndexMap<&String, usize> = order.iter().zip(0..).collect();
    entries.sort_by(|a, _, b, _| ranks.get(a).cmp(&ranks.get(b)));
    let stands = Some(stands(text, raw.values()));
    Ok(Table { stands, entries })
}

/// Sets the keys that are as another version has them.
pub(super) fn set_keys<'a>(table: &mut Table<'a>, theirs: &'a OfTheirs) -> Result<(), Unreadable> {
    for (path, json) in &theirs.keys {
        let value = json
            .as_deref()
            .and_then(|json| serde_json::from_str(json).ok());
        set(table, path, value)?;
    }
    Ok(())
}

fn set<'a>(
    table: &mut Table<'a>,
    path: &[String],
    value: Option<&'a RawValue>,
) -> Result<(), Unreadable> {
    let entries = &mut table.entries;
    let place = |key: &String| entries.get(key).and_then(|slot| slot.place);
    match (path, value) {
        ([], _) => {}
        ([key], Some(value)) => {
            let slot = Slot::new(place(key), Part::Raw(value.get()));
            entries.insert(key.clone(), slot);
        }
        ([key], None) => _ = entries.shift_remove(key),
        ([key, ..], None) if !entries.contains_key(key) => {}
        ([key, rest @ ..], value) => {
            let place = place(key);
            let part = entries
                .get_mut(key)
                .map(|slot| std::mem::replace(&mut slot.part, NOTHING));
            let inner = part.unwrap_or(NOTHING).opened();
            let mut inner = inner.ok_or_else(|| Unreadable::of(key))?;
            set(&mut inner, rest, value)?;
            entries.insert(key.clone(), Slot::new(place, Part::Table(inner)));
        }
    }
    Ok(())
}

const NOTHING: Part<'_> = Part::Raw("null");

/// A value that differs from what stands there.
fn changed<'a>(
    key: &str,
    raw: &'a RawValue,
    old: Option<&Json>,
    new: &Json,
    depth: Depth,
) -> Result<Part<'a>, Unreadable> {
    if let Json::Object(new) = new
        && raw.get().starts_with('{')
        && (depth != Depth::Within || old.is_some())
    {
        let depth = depth.within(old);
        let nothing = Fields::new();
        let old = old.and_then(Json::as_object).unwrap_or(&nothing);
        let inner = merge(raw.get(), old, new, depth);
        let inner = inner.map_err(|unreadable| unreadable.within(key))?;
        return Ok(Part::Table(inner));
    }
    if old.is_none() && depth != Depth::Entry && !states_nothing(raw) {
        return Err(Unreadable::of(key));
    }
    list_read(key, raw, old)?;
    match new {
        Json::Array(new) if is_list(raw) => entries(raw.get(), old, new).map(Part::List),
        _ => Ok(Part::New(new.clone())),
    }
}

/// A list with other entries, of which those that stay are as they stand.
fn entries<'a>(text: &'a str, old: Option<&Json>, new: &[Json]) -> Result<List<'a>, Unreadable> {
    let raw: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
    let old = old.and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    let entry = |(new, place): (&Json, Option<usize>)| {
        let stands = place.and_then(|at| Some((*raw.get(at)?, old.get(at)?)));
        let part = match (stands, new) {
            (Some((raw, old)), new) if same(old, new) => Part::Raw(raw.get()),
            (Some((raw, Json::Object(old))), Json::Object(new)) if raw.get().starts_with('{') => {
                Part::Table(merge(raw.get(), old, new, Depth::Entry)?)
            }
            _ => Part::New(new.clone()),
        };
        Ok(Slot::new(place, part))
    };
    let slots = new.iter().zip(places(old, new)).map(entry);
    Ok(List {
        entries: slots.collect::<Result<_, _>>()?,
        stands: Some(stands(text, raw.iter())),
    })
}

/// Whether a value can be replaced though it was not read: what is empty is not read either.
fn states_nothing(raw: &RawValue) -> bool {
    match raw.get().as_bytes() {
        [b'[' | b'{', within @ .., _] => within.trim_ascii().is_empty(),
        text => matches!(text, b"null" | b"\"\""),
    }
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
    let rest = merge(raw.get(), old, &Fields::new(), Depth::Within)?;
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
