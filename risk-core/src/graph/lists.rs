//! Lists of numbers in one piece of memory.

use super::id::{index, number};

/// A list of numbers for each number from 0. Where all are empty it takes no memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lists {
    /// Where each list begins, and where the last one ends.
    begins: Box<[u32]>,
    values: Box<[u32]>,
}

impl Lists {
    /// The lists of pairs of a key, which is less than `keys`, and a value: each in the order of the pairs.
    pub fn of_pairs(keys: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut begins = vec![0_u32; keys + 1];
        let mut count = 0;
        for (key, _) in pairs.clone() {
            begins[index(key) + 1] += 1;
            count += 1;
        }
        if count == 0 {
            return Self::default();
        }
        for key in 0..keys {
            begins[key + 1] += begins[key];
        }
        let mut values = vec![0; count];
        let mut next = begins.clone();
        for (key, value) in pairs {
            let place = &mut next[index(key)];
            values[index(*place)] = value;
            *place += 1;
        }
        Self {
            begins: begins.into(),
            values: values.into(),
        }
    }

    /// The same numbers the other way round: for each value the keys that have it, in order.
    pub fn reversed(&self, keys: usize) -> Self {
        let pairs = (0..self.len()).flat_map(|key| {
            let key = number(key);
            self.get(key).iter().map(move |value| (*value, key))
        });
        Self::of_pairs(keys, pairs)
    }

    /// The list of a key.
    #[inline]
    pub fn get(&self, key: u32) -> &[u32] {
        self.range(key, key + 1)
    }

    /// The lists of some keys that follow each other, as one: from the first to before the last.
    #[inline]
    pub fn range(&self, first: u32, end: u32) -> &[u32] {
        if self.begins.is_empty() {
            return &[];
        }
        let (begin, end) = (self.begins[index(first)], self.begins[index(end)]);
        &self.values[index(begin)..index(end)]
    }

    /// How many numbers there are in all lists.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// How many lists there are; none where all are empty.
    fn len(&self) -> usize {
        self.begins.len().saturating_sub(1)
    }

    /// The bytes of memory that the lists take.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.begins) + size_of_val(&*self.values)
    }
}

/// Lists both ways.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Relation {
    /// For each component, those that it requires.
    pub requires: Lists,
    /// For each component, those that require it.
    pub required_by: Lists,
}

impl Relation {
    /// The relation of pairs of owner and member, each of which is there once, in order.
    pub fn new(components: usize, pairs: &[(u32, u32)]) -> Self {
        let requires = Lists::of_pairs(components, pairs.iter().copied());
        Self {
            required_by: requires.reversed(components),
            requires,
        }
    }

    pub fn bytes(&self) -> usize {
        self.requires.bytes() + self.required_by.bytes()
    }
}
