//! The records of one sort as they are to be.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::EditError;
use crate::record::Key;
use crate::record::text::three_nearest;
use crate::register::{Headers, Record};

/// The records of one sort as they are to be, in order, found by their names.
///
/// A record keeps its place however many others go, so that finding, changing and removing one
/// takes the same time however many there are.
#[derive(Debug, Clone)]
pub(super) struct Table<T> {
    rows: Vec<Row<T>>,
    /// The places of the records of each name, in order.
    by_name: HashMap<String, Vec<usize>>,
    /// The names that there are, by what is the same in those that mean the same.
    spellings: HashMap<String, Vec<String>>,
    /// The headers that records have beyond the model, as soon as somebody asks.
    headers: OnceLock<Headers>,
}

/// What a stated name means: two that mean the same are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Meant<'a> {
    /// The record of a name.
    Record(&'a str),
    /// None that is there, or not clearly one: the name without that in which two of them may differ.
    Unknown(String),
}

#[derive(Debug, Clone)]
struct Row<T> {
    /// Shared with the register before, as long as it is the same.
    record: Arc<T>,
    /// The position from 0 that the record had in the register before.
    origin: Option<usize>,
    removed: bool,
}

impl<T: Record> Table<T> {
    pub fn new(records: &[Arc<T>]) -> Self {
        let mut table = Self {
            rows: Vec::new(),
            by_name: HashMap::new(),
            spellings: HashMap::new(),
            headers: OnceLock::new(),
        };
        for (position, record) in records.iter().enumerate() {
            table.insert(Arc::clone(record), Some(position));
        }
        table
    }

    /// Puts a new record at the end, and returns its place.
    pub fn push(&mut self, record: T) -> usize {
        self.insert(Arc::new(record), None)
    }

    fn insert(&mut self, record: Arc<T>, origin: Option<usize>) -> usize {
        let place = self.rows.len();
        self.index(record.name().to_owned(), place);
        if let Some(headers) = self.headers.get_mut() {
            headers.add(record.extra());
        }
        self.rows.push(Row {
            record,
            origin,
            removed: false,
        });
        place
    }

    /// The record at a place that was found in this table.
    pub fn get(&self, place: usize) -> &T {
        &self.rows[place].record
    }

    /// The same, to change anything but its name.
    pub fn get_mut(&mut self, place: usize) -> &mut T {
        self.headers.take();
        Arc::make_mut(&mut self.rows[place].record)
    }

    /// Puts a record in the place of the one of its name.
    pub fn put(&mut self, place: usize, record: T) {
        let old = &mut self.rows[place].record;
        if let Some(headers) = self.headers.get_mut() {
            headers.remove(old.extra());
            headers.add(record.extra());
        }
        *old = Arc::new(record);
    }

    pub fn rename(&mut self, place: usize, name: &str) {
        self.unindex(place);
        let record = Arc::make_mut(&mut self.rows[place].record);
        name.clone_into(record.name_mut());
        self.index(name.to_owned(), place);
    }

    pub fn remove(&mut self, place: usize) {
        self.unindex(place);
        let row = &mut self.rows[place];
        row.removed = true;
        if let Some(headers) = self.headers.get_mut() {
            headers.remove(row.record.extra());
        }
    }

    /// The headers that records have beyond the model.
    pub fn headers(&self) -> &Headers {
        let extra = || self.iter().map(|(_, record)| record.extra());
        self.headers.get_or_init(|| Headers::of(extra()))
    }

    fn index(&mut self, name: String, place: usize) {
        if let Some(places) = self.by_name.get_mut(&name) {
            let at = places.partition_point(|other| *other < place);
            places.insert(at, place);
            return;
        }
        let folded = T::fold_name(&name);
        self.spellings.entry(folded).or_default().push(name.clone());
        self.by_name.insert(name, vec![place]);
    }

    fn unindex(&mut self, place: usize) {
        let name = self.rows[place].record.name();
        if let Some(places) = self.by_name.get_mut(name) {
            if let Ok(at) = places.binary_search(&place) {
                places.remove(at);
            }
            if places.is_empty() {
                self.by_name.remove(name);
                if let Some(spellings) = self.spellings.get_mut(&T::fold_name(name)) {
                    spellings.retain(|other| other != name);
                }
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The records in order, each with its place.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| !row.removed)
            .map(|(place, row)| (place, &*row.record))
    }

    /// The records in order, to change anything but their names.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.headers.take();
        let rows = self.rows.iter_mut().filter(|row| !row.removed);
        rows.map(|row| Arc::make_mut(&mut row.record))
    }

    /// The places of the records of exactly this name.
    pub fn named(&self, name: &str) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The names that a text may mean, if it is that of no record; none where it is blank.
    pub fn spellings(&self, text: &str) -> &[String] {
        let folded = T::fold_name(text);
        let spellings = self.spellings.get(&folded).filter(|_| !folded.is_empty());
        spellings.map_or(&[], Vec::as_slice)
    }

    /// The name that a text means: itself, else the only one that differs in case alone.
    pub fn resolve<'a>(&'a self, text: &'a str) -> Option<&'a str> {
        if !text.trim().is_empty() && self.by_name.contains_key(text) {
            return Some(text);
        }
        match self.spellings(text) {
            [only] => Some(only),
            _ => None,
        }
    }

    /// What a stated name means, to compare it with others.
    pub fn meant<'a>(&'a self, name: &'a str) -> Meant<'a> {
        let known = self.resolve(name).map(Meant::Record);
        known.unwrap_or_else(|| Meant::Unknown(T::fold_name(name)))
    }

    /// The identity of the record at a place.
    pub fn key(&self, place: usize) -> Key {
        let name = self.get(place).name();
        let before = self.named(name).partition_point(|other| *other < place);
        let occurrence = u32::try_from(before + 1).unwrap_or(u32::MAX);
        Key::new(name, occurrence)
    }

    /// The place of the record that a text means: that of its key, else of its name, else the
    /// only one that differs in case alone.
    pub fn find(&self, text: &str) -> Result<usize, EditError> {
        let key = Key::parse(text);
        let states_occurrence = key.name() != text;
        if states_occurrence && let Some(place) = self.nth(&key) {
            return Ok(place);
        }
        let exact = self.named(text);
        let alike = self.spelt_alike(text);
        match (exact, alike.as_slice()) {
            ([only], _) if !text.is_empty() => Ok(*only),
            ([], [only]) => Ok(*only),
            ([], []) if states_occurrence => self.find_occurrence(text, &key),
            ([], []) => Err(self.unknown(text)),
            ([], alike) => Err(self.ambiguous(text, alike)),
            (several, _) => Err(self.ambiguous(text, several)),
        }
    }

    /// The place of the record of a key.
    pub fn nth(&self, key: &Key) -> Option<usize> {
        let nth = usize::try_from(key.occurrence()).ok()?.checked_sub(1)?;
        self.named(key.name()).get(nth).copied()
    }

    /// The places of the records whose names a text may mean.
    fn spelt_alike(&self, text: &str) -> Vec<usize> {
        let spellings = self.spellings(text).iter();
        spellings
            .flat_map(|name| self.named(name))
            .copied()
            .collect()
    }

    /// What `r03~2` means, where no record has a name that differs from that in case alone.
    fn find_occurrence(&self, text: &str, key: &Key) -> Result<usize, EditError> {
        let spelling = self.resolve(key.name()).unwrap_or(key.name());
        if let Some(place) = self.nth(&Key::new(spelling, key.occurrence())) {
            return Ok(place);
        }
        let alike = match self.named(spelling) {
            [] => self.spelt_alike(key.name()),
            exact => exact.to_vec(),
        };
        if alike.len() > 1 {
            Err(self.ambiguous(key.name(), &alike))
        } else {
            let nearest = self.nearest(key.name());
            Err(unknown::<T>(text, nearest))
        }
    }

    /// The place of another record that has a name, to the letter or but for case.
    pub fn other_named(&self, name: &str, except: Option<usize>) -> Option<usize> {
        let alike = self.spelt_alike(name);
        let exact = self.named(name).iter().copied();
        exact.chain(alike).find(|place| Some(*place) != except)
    }

    fn ambiguous(&self, text: &str, places: &[usize]) -> EditError {
        EditError::Ambiguous {
            kind: T::KIND,
            name: text.to_owned(),
            keys: places.iter().map(|place| self.key(*place)).collect(),
        }
    }

    /// The error of a name that no record has.
    pub fn unknown(&self, text: &str) -> EditError {
        unknown::<T>(text, self.nearest(text))
    }

    fn nearest(&self, text: &str) -> Vec<String> {
        let names = self.iter().map(|(_, record)| record.name());
        let names = names.filter(|name| !name.trim().is_empty());
        let nearest = three_nearest(text, names);
        nearest.into_iter().map(str::to_owned).collect()
    }

    /// The records in order, and where each one came from.
    pub fn into_parts(self) -> (Vec<Arc<T>>, Vec<Option<usize>>) {
        let rows = self.rows.into_iter().filter(|row| !row.removed);
        rows.map(|row| (row.record, row.origin)).unzip()
    }
}

fn unknown<T: Record>(text: &str, nearest: Vec<String>) -> EditError {
    EditError::Unknown {
        kind: T::KIND,
        name: text.to_owned(),
        nearest,
    }
}
