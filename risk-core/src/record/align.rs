//! Which entry of a list is which of another version of that list.
//!
//! Edits, text files and cells all ask this, so that what a person is shown as reworded is also what
//! keeps its comment and its layout.

use std::collections::HashMap;
use std::hash::Hash;

use similar::TextDiff;

/// Texts are the same entry, reworded, when so much of their words is in common: more than half, so that an entry
/// which shares only its stock phrases with another one counts as new.
const ALIKE: f32 = 0.6;

/// Lists of more pairs that have nothing in common are not compared word by word: that takes long,
/// and nobody rewords so many entries at once.
pub(crate) const MOST_PAIRS: usize = 2_000;

/// Nor are lists of longer texts, the bytes of the one times those of the other: comparing two texts may
/// take the product of their lengths, and this much takes a fraction of a second.
pub(crate) const MOST_BYTES: usize = 20_000 * 20_000;

/// An entry of a list: what it states, and all that it states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Item<'a, R> {
    pub text: &'a str,
    /// What it states beside its text.
    pub rest: R,
}

/// For each of the new entries, which of the old ones it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alignment {
    /// The entry that it was, perhaps reworded or elsewhere; `None` where it is new.
    pub origins: Vec<Option<usize>>,
    /// The entry whose place it has, for comments and layout: its own, unless it moved, else one that
    /// went from there. Those of two entries are in order.
    pub places: Vec<Option<usize>>,
}

impl Alignment {
    /// Pairs entries that are texts and nothing else.
    #[cfg(any(feature = "workbook", test))]
    pub fn of_texts(old: &[&str], new: &[&str]) -> Self {
        Self::of(&plain(old), &plain(new))
    }

    /// Pairs entries of any kind: `pair` gives the text of one, and all that it states.
    pub fn of_entries<T>(old: &[T], new: &[T], pair: impl Fn(&T) -> (String, String)) -> Self {
        let pairs = |entries: &[T]| entries.iter().map(&pair).collect::<Vec<_>>();
        let (old, new) = (pairs(old), pairs(new));
        Self::of(&items(&old), &items(&new))
    }

    /// The entry whose layout a new one has: its own, else the one whose place it has.
    #[cfg(feature = "workbook")]
    pub fn layout(&self, new: usize) -> Option<usize> {
        self.origins[new].or(self.places[new])
    }

    /// Pairs entries: equal ones first, then those of equal text, the first with the first; then what
    /// is left by how many words they have in common, the most alike first.
    pub fn of<R: Eq + Hash + Copy>(old: &[Item<'_, R>], new: &[Item<'_, R>]) -> Self {
        let mut pairs = Pairs::new(old.len(), new.len());
        // Of a repeated entry, the ones at the ends of the list stay.
        let shorter = old.len().min(new.len());
        let before = (0..shorter).take_while(|n| old[*n] == new[*n]).count();
        (0..before).for_each(|n| pairs.pair(n, n));
        let (last_old, last_new) = (old.len(), new.len());
        (1..=shorter - before)
            .take_while(|n| old[last_old - n] == new[last_new - n])
            .for_each(|n| pairs.pair(last_old - n, last_new - n));
        pairs.equal(|at| Some(old[at]), |at| Some(new[at]));
        pairs.equal(|at| Some(old[at].text), |at| Some(new[at].text));
        pairs.alike(|at| old[at].text, |at| new[at].text);
        let places = pairs.places();
        Self {
            origins: pairs.of_new,
            places,
        }
    }
}

#[cfg(any(feature = "workbook", test))]
fn plain<'a>(texts: &[&'a str]) -> Vec<Item<'a, ()>> {
    texts.iter().map(|text| Item { text, rest: () }).collect()
}

fn items(pairs: &[(String, String)]) -> Vec<Item<'_, &str>> {
    let items = pairs.iter().map(|(text, rest)| Item {
        text,
        rest: rest.as_str(),
    });
    items.collect()
}

/// How alike two texts are by the words that they have in common, where that makes one of them the other,
/// reworded.
pub(crate) fn likeness(old: &str, new: &str) -> Option<f32> {
    let likeness = TextDiff::from_words(old, new).ratio();
    (likeness >= ALIKE).then_some(likeness)
}

/// Whether texts are so few, and so short, that each can be compared with each.
pub(crate) fn are_few<'a>(
    old: impl Iterator<Item = &'a str>,
    new: impl Iterator<Item = &'a str>,
) -> bool {
    let sizes = |texts: &mut dyn Iterator<Item = &'a str>| {
        texts.fold((0_usize, 0_usize), |(count, bytes), text| {
            (count + 1, bytes + text.len())
        })
    };
    let (mut old, mut new) = (old, new);
    let ((old, old_bytes), (new, new_bytes)) = (sizes(&mut old), sizes(&mut new));
    old.saturating_mul(new) <= MOST_PAIRS && old_bytes.saturating_mul(new_bytes) <= MOST_BYTES
}

/// The pairs found so far.
pub(crate) struct Pairs {
    pub of_new: Vec<Option<usize>>,
    pub of_old: Vec<Option<usize>>,
}

impl Pairs {
    pub fn new(old: usize, new: usize) -> Self {
        Self {
            of_new: vec![None; new],
            of_old: vec![None; old],
        }
    }

    pub fn pair(&mut self, old: usize, new: usize) {
        self.of_new[new] = Some(old);
        self.of_old[old] = Some(new);
    }

    /// Whether nothing is left on one side.
    #[cfg(feature = "trackers")]
    pub fn all_paired(&self) -> bool {
        let is_done = |pairs: &[Option<usize>]| Self::left(pairs).next().is_none();
        is_done(&self.of_old) || is_done(&self.of_new)
    }

    pub fn left(pairs: &[Option<usize>]) -> impl DoubleEndedIterator<Item = usize> {
        let all = pairs.iter().enumerate();
        all.filter(|(_, pair)| pair.is_none()).map(|(at, _)| at)
    }

    /// Pairs what is left and has the same key, the first with the first. What has none stays.
    pub fn equal<K: Eq + Hash>(
        &mut self,
        old: impl Fn(usize) -> Option<K>,
        new: impl Fn(usize) -> Option<K>,
    ) {
        let mut by_key: HashMap<K, Vec<usize>> = HashMap::new();
        for at in Self::left(&self.of_old).rev() {
            if let Some(key) = old(at) {
                by_key.entry(key).or_default().push(at);
            }
        }
        for at in Self::left(&self.of_new).collect::<Vec<_>>() {
            let known = new(at).and_then(|key| by_key.get_mut(&key)?.pop());
            if let Some(old) = known {
                self.pair(old, at);
            }
        }
    }

    /// Pairs what is left and is the only one of a key on both sides. What has none stays.
    #[cfg(feature = "trackers")]
    pub fn only<K: Eq + Hash>(
        &mut self,
        old: impl Fn(usize) -> Option<K>,
        new: impl Fn(usize) -> Option<K>,
    ) {
        let mut by_key: HashMap<K, [Vec<usize>; 2]> = HashMap::new();
        for (at, key) in Self::left(&self.of_old).filter_map(|at| Some((at, old(at)?))) {
            by_key.entry(key).or_default()[0].push(at);
        }
        for (at, key) in Self::left(&self.of_new).filter_map(|at| Some((at, new(at)?))) {
            by_key.entry(key).or_default()[1].push(at);
        }
        for places in by_key.into_values() {
            if let [[old], [new]] = [places[0].as_slice(), places[1].as_slice()] {
                self.pair(*old, *new);
            }
        }
    }

    /// Pairs what is left and has most of its words in common, the most alike first.
    fn alike<'a>(&mut self, old: impl Fn(usize) -> &'a str, new: impl Fn(usize) -> &'a str) {
        let left: Vec<usize> = Self::left(&self.of_old).collect();
        let added: Vec<usize> = Self::left(&self.of_new).collect();
        if !are_few(
            left.iter().map(|at| old(*at)),
            added.iter().map(|at| new(*at)),
        ) {
            return;
        }
        let mut ranked = Vec::new();
        for before in &left {
            for after in &added {
                if let Some(likeness) = likeness(old(*before), new(*after)) {
                    ranked.push((likeness, *before, *after));
                }
            }
        }
        // Ties keep their order, which is that of the positions.
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (_, before, after) in ranked {
            if self.of_old[before].is_none() && self.of_new[after].is_none() {
                self.pair(before, after);
            }
        }
    }

    /// The places of the new entries: of those that did not move, and, between two of these, of what
    /// took the place of something that is gone.
    fn places(&self) -> Vec<Option<usize>> {
        let mut places = vec![None; self.of_new.len()];
        let mut next_old = 0;
        let mut gap_start = 0;
        let stays = in_order(&self.of_new);
        let ends = stays.iter().map(|at| (*at, self.of_new[*at]));
        for (at, old) in ends.chain([(self.of_new.len(), None)]) {
            let end = old.unwrap_or(self.of_old.len());
            let gone = (next_old..end).filter(|old| self.of_old[*old].is_none());
            let come = (gap_start..at).filter(|new| self.of_new[*new].is_none());
            for (new, old) in come.zip(gone) {
                places[new] = Some(old);
            }
            if let Some(old) = old {
                places[at] = Some(old);
                next_old = old + 1;
                gap_start = at + 1;
            }
        }
        places
    }
}

/// Where each of so many positions went, of those that have an origin.
pub(crate) fn inverse(origins: &[Option<usize>], count: usize) -> Vec<Option<usize>> {
    let mut back = vec![None; count];
    for (now, before) in origins.iter().enumerate() {
        if let Some(place) = before.and_then(|before| back.get_mut(before)) {
            *place = Some(now);
        }
    }
    back
}

/// The most of the positions that have an origin such that these are in order: the others moved. Where
/// either of two could have moved, it is the later one.
pub(crate) fn in_order(origins: &[Option<usize>]) -> Vec<usize> {
    // From the end: the first position of the best run of each length so far, and what follows it.
    let mut starts: Vec<usize> = Vec::new();
    let mut next: Vec<Option<usize>> = vec![None; origins.len()];
    for (at, origin) in origins.iter().enumerate().rev() {
        if origin.is_none() {
            continue;
        }
        let length = starts.partition_point(|start| origins[*start] > *origin);
        next[at] = length.checked_sub(1).map(|last| starts[last]);
        if length == starts.len() {
            starts.push(at);
        } else {
            starts[length] = at;
        }
    }
    std::iter::successors(starts.last().copied(), |at| next[*at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_entries_are_paired_wherever_they_stand() {
        let moved = Alignment::of_texts(&["a", "b", "c"], &["c", "a", "b"]);
        assert_eq!(moved.origins, [Some(2), Some(0), Some(1)]);
        assert_eq!(moved.places, [None, Some(0), Some(1)]);
        let swapped = Alignment::of_texts(&["a", "b"], &["b", "a"]);
        assert_eq!(swapped.places, [Some(1), None]);
        assert_eq!(
            Alignment::of_texts(&["b", "a", "b"], &["a", "b"]).origins,
            [Some(1), Some(2)]
        );
        assert_eq!(Alignment::of_texts(&[], &["a"]).origins, [None]);
        assert_eq!(Alignment::of_texts(&["a"], &[]).origins, []);
    }

    #[test]
    fn a_reworded_entry_is_the_one_that_it_is_most_like() {
        let old = [
            "Alarm on 80 waiting connections",
            "Dashboard of slow queries",
        ];
        let new = [
            "Dashboard of all slow queries",
            "Alarm on 40 waiting connections",
        ];
        assert_eq!(Alignment::of_texts(&old, &new).origins, [Some(1), Some(0)]);
    }

    #[test]
    fn what_has_little_in_common_is_another_entry_in_its_place() {
        let replaced =
            Alignment::of_texts(&["a", "Add a pool", "c"], &["a", "Page the owner", "c"]);
        assert_eq!(replaced.origins, [Some(0), None, Some(2)]);
        assert_eq!(replaced.places, [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn of_equal_texts_the_one_that_states_the_same_is_paired() {
        let item = |rest| Item { text: "a", rest };
        let pairs = Alignment::of(&[item(1), item(2)], &[item(2)]);
        assert_eq!(pairs.origins, [Some(1)]);
    }

    #[test]
    fn long_lists_without_anything_in_common_are_paired_by_place() {
        let (old, new) = (vec!["a"; 2_000], vec!["b"; 2_001]);
        let pairs = Alignment::of_texts(&old, &new);
        assert_eq!(pairs.origins[0], None);
        assert_eq!(
            (pairs.places[1_999], pairs.places[2_000]),
            (Some(1_999), None)
        );
    }
}
