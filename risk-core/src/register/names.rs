//! Where the records of a name stand.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::OnceLock;

use crate::record::Key;

/// Positions by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    first: HashMap<Box<str>, usize>,
    /// The same by names without regard to case: made when somebody asks, as most names are right to the
    /// letter.
    alike: OnceLock<HashMap<String, Vec<usize>>>,
    /// The positions of the second and later occurrences, by name.
    repeated: HashMap<Box<str>, Vec<usize>>,
    /// The occurrence at each position where it is not the first.
    occurrences: HashMap<usize, u32>,
}

impl Names {
    pub fn new<'a>(names: impl ExactSizeIterator<Item = &'a String>) -> Self {
        let mut index = Self::default();
        index.first.reserve(names.len());
        for (position, name) in names.enumerate() {
            match index.first.entry(name.as_str().into()) {
                Entry::Vacant(first) => _ = first.insert(position),
                Entry::Occupied(_) => {
                    let repeats = index.repeated.entry(name.as_str().into()).or_default();
                    repeats.push(position);
                    let occurrence = u32::try_from(repeats.len()).map_or(u32::MAX, |n| n + 1);
                    index.occurrences.insert(position, occurrence);
                }
            }
        }
        index
    }

    pub fn find(&self, key: &Key) -> Option<usize> {
        match key.occurrence() {
            1 => self.first(key.name()),
            n => {
                let repeats = self.repeated.get(key.name())?;
                repeats.get(usize::try_from(n).ok()? - 2).copied()
            }
        }
    }

    pub fn first(&self, name: &str) -> Option<usize> {
        self.first.get(name).copied()
    }

    /// The positions of the first records of all names that are a folded one without regard to case.
    pub fn alike(&self, folded: &str, fold: fn(&str) -> String) -> &[usize] {
        let alike = self.alike.get_or_init(|| {
            let mut alike: HashMap<String, Vec<usize>> = HashMap::new();
            for (name, position) in &self.first {
                alike.entry(fold(name)).or_default().push(*position);
            }
            for positions in alike.values_mut() {
                positions.sort_unstable();
            }
            alike
        });
        alike.get(folded).map_or(&[], Vec::as_slice)
    }

    pub fn count(&self, name: &str) -> usize {
        let repeats = self.repeated.get(name).map_or(0, Vec::len);
        repeats + usize::from(self.first.contains_key(name))
    }

    pub fn occurrence(&self, position: usize) -> u32 {
        self.occurrences.get(&position).copied().unwrap_or(1)
    }
}
