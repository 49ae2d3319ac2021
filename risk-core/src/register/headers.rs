//! Which of the columns beyond the model a person means by a header.

use std::collections::HashMap;
use std::fmt;

use super::{Extra, ExtraValue};
use crate::record::Key;
use crate::record::text::fold;

/// A header of people's own column, and how else records spell it: with other letters, white space or hyphens, as files
/// of several people do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    key: Key,
    /// Of these, no record has two.
    others: Vec<Key>,
}

impl Header {
    /// A header that is spelled in one way.
    pub(crate) fn new(key: Key) -> Self {
        let others = Vec::new();
        Self { key, others }
    }

    /// The header as it was typed, where a record spells it so; else as the first does that has it.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The spelling that a record has, and its value.
    pub(crate) fn find<'a>(&self, extra: &'a Extra) -> Option<(&'a Key, &'a ExtraValue)> {
        let is_meant = |key: &Key| *key == self.key || self.others.contains(key);
        extra.iter().find(|(key, _)| is_meant(key))
    }
}

impl fmt::Display for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.key.fmt(f)
    }
}

/// The headers that records have, with those together that differ in case, white space or hyphens alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Headers {
    all: Vec<Alike>,
    /// The place among all of each header as it is spelled: to fold a header takes longer than to find it.
    by_key: HashMap<Key, usize>,
    /// The same by what those alike have in common.
    by_fold: HashMap<String, usize>,
}

#[derive(Debug, Clone, Default)]
struct Alike {
    /// The spellings in the order in which they came, and how many records have each.
    spellings: Vec<(Key, usize)>,
    /// How many records have several of them.
    several: usize,
}

impl Headers {
    pub fn of<'a>(records: impl Iterator<Item = &'a Extra>) -> Self {
        let mut headers = Self::default();
        for extra in records {
            headers.add(extra);
        }
        headers
    }

    /// Counts the headers of one more record.
    pub fn add(&mut self, extra: &Extra) {
        self.count(extra, |count| *count += 1);
    }

    /// Takes those of a record that was counted out again.
    pub fn remove(&mut self, extra: &Extra) {
        self.count(extra, |count| *count -= 1);
    }

    /// Changes how many records have each of some headers. One that none has any more keeps its place: it may come again.
    fn count(&mut self, extra: &Extra, change: impl Fn(&mut usize)) {
        let mut places: Vec<usize> = extra.iter().map(|(key, _)| self.place(key)).collect();
        for ((key, _), place) in extra.iter().zip(&places) {
            let spellings = &mut self.all[*place].spellings;
            let at = spellings.iter().position(|(known, _)| known == key);
            let at = at.unwrap_or_else(|| {
                spellings.push((key.clone(), 0));
                spellings.len() - 1
            });
            change(&mut spellings[at].1);
        }
        for place in repeated(&mut places) {
            change(&mut self.all[place].several);
        }
    }

    /// The place of those that a header is one of.
    fn place(&mut self, key: &Key) -> usize {
        if let Some(known) = self.by_key.get(key) {
            return *known;
        }
        let next = self.all.len();
        let place = *self.by_fold.entry(fold(&key.to_string())).or_insert(next);
        if place == next {
            self.all.push(Alike::default());
        }
        self.by_key.insert(key.clone(), place);
        place
    }

    /// The header that is meant, if a record has it. Where one record has several that are alike, they are columns of
    /// their own, and the one that is spelled so is meant alone.
    ///
    /// # Errors
    ///
    /// When a record has several, and none is spelled so: which is meant, nobody knows. All that are alike, in the order of
    /// their letters.
    pub fn meant(&self, typed: &Key) -> Result<Option<Header>, Vec<Key>> {
        let place = match self.by_key.get(typed) {
            Some(place) => Some(place),
            None => self.by_fold.get(&fold(&typed.to_string())),
        };
        let Some(Alike { spellings, several }) = place.map(|place| &self.all[*place]) else {
            return Ok(None);
        };
        let spellings = spellings.iter().filter(|(_, count)| *count > 0);
        let mut keys: Vec<Key> = spellings.map(|(key, _)| key.clone()).collect();
        match keys.iter().position(|key| key == typed) {
            Some(at) if *several > 0 => return Ok(Some(Header::new(keys.swap_remove(at)))),
            Some(at) => keys[..=at].rotate_right(1),
            None if *several > 0 => {
                keys.sort_unstable();
                return Err(keys);
            }
            None => {}
        }
        let mut keys = keys.into_iter();
        let first = keys.next();
        Ok(first.map(|key| Header {
            key,
            others: keys.collect(),
        }))
    }
}

/// The places that stand there more than once, each once.
fn repeated(places: &mut [usize]) -> impl Iterator<Item = usize> {
    places.sort_unstable();
    let groups = places.chunk_by(|one, other| one == other);
    let repeated = groups.filter(|group| group.len() > 1);
    repeated.map(|group| group[0])
}
