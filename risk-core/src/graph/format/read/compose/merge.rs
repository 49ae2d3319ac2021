//! How a later file changes what earlier ones state.
//!
//! Compose merges its files: mappings by their keys and lists by their entries, one value takes the place of another, and two tags
//! state otherwise.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::graph::format::read::yaml::Node;
use crate::graph::format::read::{Gather, counted, listed};
use crate::record::text::{quote, shown};

/// What becomes of what was stated before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// It is merged with what is stated now.
    Merged,
    /// It goes, and what is stated now comes: `!override`.
    Replaced,
    /// It goes, and so does what is stated now: `!reset`.
    Removed,
}

/// What is stated by name, in the order of the first mentions. What is taken out again leaves its place behind: to close
/// each gap would take time for all that follow.
#[derive(Debug)]
pub(super) struct Named<T> {
    places: IndexMap<String, Option<T>>,
    count: usize,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self {
            places: IndexMap::new(),
            count: 0,
        }
    }
}

impl<T: Default> Named<T> {
    /// What is stated under a name, from now on if it was not before.
    pub fn stated(&mut self, name: &str) -> &mut T {
        let place = self.places.entry(name.to_owned()).or_default();
        self.count += usize::from(place.is_none());
        place.get_or_insert_default()
    }

    pub fn has(&self, name: &str) -> bool {
        self.places.get(name).is_some_and(Option::is_some)
    }

    pub fn remove(&mut self, name: &str) {
        let place = self.places.get_mut(name);
        self.count -= usize::from(place.and_then(Option::take).is_some());
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        let all = self.places.iter();
        all.filter_map(|(name, one)| Some((name.as_str(), one.as_ref()?)))
    }

    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// The tags so far.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// How many had nothing before them to change.
    idle: usize,
    unknown: BTreeMap<String, usize>,
}

impl Tags {
    /// What the tag of a node makes of what was stated before, if that was anything.
    pub fn mode(&mut self, node: &Node, was_stated: bool) -> Mode {
        let mode = match node.tag() {
            Some("!override") => Mode::Replaced,
            Some("!reset") => Mode::Removed,
            _ => {
                self.refuse(node);
                return Mode::Merged;
            }
        };
        self.idle += usize::from(!was_stated);
        mode
    }

    /// Takes note of a tag where none is understood.
    pub fn refuse(&mut self, node: &Node) {
        if let Some(tag) = node.tag() {
            *self.unknown.entry(shown(tag)).or_default() += 1;
        }
    }

    /// Reports the tags that changed nothing.
    pub fn note(&self, gather: &mut Gather) {
        let what = [
            "tag `!override` or `!reset` changes",
            "tags `!override` and `!reset` change",
        ];
        let rest = "nothing, as nothing before states what they are about";
        gather.note_count(self.idle, what, rest);
        if !self.unknown.is_empty() {
            let tags = self.unknown.iter().map(|(tag, count)| {
                format!("{} ({})", quote(tag), counted(*count, "value", "values"))
            });
            let tags = listed(tags);
            let note = format!(
                "tags are not understood, and their values read as if they had none: {tags}"
            );
            gather.note(note);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_out_again_is_gone_and_all_of_very_many_is_in_time() {
        let names: Vec<String> = (0..200_000).map(|n| n.to_string()).collect();
        let mut all: Named<usize> = Named::default();
        for (at, name) in names.iter().enumerate() {
            *all.stated(name) = at;
        }
        let start = std::time::Instant::now();
        for name in &names {
            all.remove(name);
        }
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
        assert!(all.is_empty() && !all.has("7") && all.iter().next().is_none());
        *all.stated("9") += 1;
        assert_eq!(all.iter().collect::<Vec<_>>(), [("9", &1)]);
        assert_eq!(all.len(), 1);
    }
}
