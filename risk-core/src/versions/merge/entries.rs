//! Lists of two sides, merged entry by entry.

use std::collections::{HashMap, HashSet, VecDeque};

use indexmap::IndexMap;

use super::conflict::{Side, Three, of_entry};
use super::values::three;
use crate::record::align::{Alignment, in_order, inverse};
use crate::register::{Entry, Observation};

/// A list of both sides.
#[derive(Debug, Default)]
pub(super) struct Merged {
    pub entries: Vec<Entry>,
    /// What not both can be: the position in the list that it is about, what one of the versions has there, what all
    /// state, and why.
    pub conflicts: Vec<(usize, Entry, Three, &'static str)>,
    /// What nobody decided: the position, if it is about an entry.
    pub notes: Vec<(Option<usize>, &'static str)>,
}

/// An entry by where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Item {
    Base(usize),
    Added(Side, usize),
}

/// A list of one side, as what became of another one.
struct Edition<'a> {
    side: Side,
    entries: &'a [Entry],
    items: Vec<Item>,
    /// For each entry of the base, which of this list it is.
    kept: Vec<Option<usize>>,
    /// Whether entries that were there stand in another order.
    is_moved: bool,
}

impl<'a> Edition<'a> {
    fn new(side: Side, base: &[Entry], entries: &'a [Entry]) -> Self {
        let words = |entry: &Entry| (entry.subject(), entry.to_string());
        let origins = Alignment::of_entries(base, entries, words).origins;
        let kept = inverse(&origins, base.len());
        let of_base = origins.iter().flatten().count();
        let is_moved = in_order(&origins).len() < of_base;
        let items = origins.into_iter().enumerate();
        let items = items.map(|(at, origin)| origin.map_or(Item::Added(side, at), Item::Base));
        Self {
            side,
            entries,
            items: items.collect(),
            kept,
            is_moved,
        }
    }

    fn of(&self, base: usize) -> Option<&'a Entry> {
        Some(&self.entries[self.kept[base]?])
    }
}

/// Merges lists whose order means something. Entries of a side are those of the base by their words.
pub(super) fn merge(
    base: &[Entry],
    ours: &[Entry],
    theirs: &[Entry],
    prefer: Option<Side>,
) -> Merged {
    let (ours, theirs) = (
        Edition::new(Side::Ours, base, ours),
        Edition::new(Side::Theirs, base, theirs),
    );
    let mut merge = Merge {
        entries: HashMap::new(),
        conflicts: Vec::new(),
        notes: Vec::new(),
        prefer,
    };
    for (at, entry) in base.iter().enumerate() {
        merge.entry(at, entry, ours.of(at), theirs.of(at));
    }
    merge.additions(&ours, &theirs);
    merge.finish(&ours, &theirs)
}

struct Merge {
    /// The entries that there are.
    entries: HashMap<Item, Entry>,
    conflicts: Vec<(Item, Entry, Three, &'static str)>,
    notes: Vec<(Option<Item>, &'static str)>,
    prefer: Option<Side>,
}

impl Merge {
    /// What becomes of an entry of the base.
    fn entry(&mut self, at: usize, base: &Entry, ours: Option<&Entry>, theirs: Option<&Entry>) {
        let item = Item::Base(at);
        let both = ours.zip(theirs);
        if let Some(entry) = both.and_then(|(ours, theirs)| of_both(base, ours, theirs)) {
            let note = "one side changed the text and the other one the status";
            self.notes.push((Some(item), note));
            self.entries.insert(item, entry);
            return;
        }
        let sides = [Some(base), ours, theirs];
        let (side, conflict) = choose(sides, PartialEq::eq, self.prefer);
        if let Some(reason) = conflict {
            self.conflict(item, sides, reason);
        }
        if let Some(entry) = side.of(ours, theirs) {
            self.entries.insert(item, entry.clone());
        }
    }

    /// What both sides added: what is the same is there once.
    fn additions(&mut self, ours: &Edition<'_>, theirs: &Edition<'_>) {
        let mut added: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, item) in ours.items.iter().enumerate() {
            if let Item::Added(..) = item {
                let entry = &ours.entries[at];
                added.entry(entry.subject()).or_default().push_back(at);
                self.entries.insert(*item, entry.clone());
            }
        }
        for (at, item) in theirs.items.iter().enumerate() {
            let Item::Added(..) = item else { continue };
            let entry = &theirs.entries[at];
            let same = added
                .get_mut(&entry.subject())
                .and_then(VecDeque::pop_front);
            match same.map(|at| (Item::Added(Side::Ours, at), &ours.entries[at])) {
                None => {
                    self.entries.insert(*item, entry.clone());
                }
                Some((_, own)) if own == entry => {}
                // The same words in another state.
                Some((own_item, own)) => match self.prefer {
                    Some(Side::Theirs) => {
                        self.entries.insert(own_item, entry.clone());
                    }
                    Some(Side::Ours) => {}
                    None => {
                        let reason = "both sides added it, each in another state";
                        self.conflict(own_item, [None, Some(own), Some(entry)], reason);
                    }
                },
            }
        }
    }

    fn conflict(&mut self, item: Item, sides: [Option<&Entry>; 3], reason: &'static str) {
        if let Some((entry, values)) = three_entries(sides) {
            self.conflicts.push((item, entry, values, reason));
        }
    }

    /// The entries in order: in that of the side that moved some, else in ours. What the other side has beside stands
    /// behind what it stood behind there, and additions of ours before those of theirs.
    fn finish(mut self, ours: &Edition<'_>, theirs: &Edition<'_>) -> Merged {
        let is_theirs = theirs.is_moved && !ours.is_moved;
        let (main, other) = if is_theirs {
            (theirs, ours)
        } else {
            (ours, theirs)
        };
        let is_there = |item: &&Item| self.entries.contains_key(*item);
        let leading: Vec<Item> = main.items.iter().filter(is_there).copied().collect();
        let known: HashSet<Item> = leading.iter().copied().collect();
        let mut beside: HashMap<Option<Item>, Vec<Item>> = HashMap::new();
        let mut anchor = None;
        for item in other.items.iter().filter(is_there) {
            if known.contains(item) {
                anchor = Some(*item);
            } else {
                beside.entry(anchor).or_default().push(*item);
            }
        }
        let mut order = Vec::with_capacity(self.entries.len());
        let mut waiting = beside.remove(&None).unwrap_or_default();
        for item in leading {
            let is_addition = matches!(item, Item::Added(..));
            if !(is_addition && main.side == Side::Ours) {
                order.append(&mut waiting);
            }
            order.push(item);
            waiting.extend(beside.remove(&Some(item)).unwrap_or_default());
        }
        order.append(&mut waiting);
        if ours.is_moved && theirs.is_moved && order_of(ours) != order_of(theirs) {
            let note = "both sides moved entries; they stand as in ours";
            self.notes.push((None, note));
        }
        self.in_order(&order)
    }

    fn in_order(mut self, order: &[Item]) -> Merged {
        let places: HashMap<Item, usize> = order.iter().copied().zip(0..).collect();
        let place = |item: Item| match (places.get(&item), item) {
            (Some(place), _) => *place,
            // What is gone would stand behind what stood before it.
            (None, Item::Base(at)) => order
                .iter()
                .filter(|other| matches!(other, Item::Base(k) if *k < at))
                .count(),
            (None, Item::Added(..)) => order.len(),
        };
        let entries = order.iter().filter_map(|item| self.entries.remove(item));
        Merged {
            entries: entries.collect(),
            conflicts: self
                .conflicts
                .into_iter()
                .map(|(item, entry, values, reason)| (place(item), entry, values, reason))
                .collect(),
            notes: self
                .notes
                .into_iter()
                .map(|(item, note)| (item.map(place), note))
                .collect(),
        }
    }
}

fn order_of(edition: &Edition<'_>) -> Vec<Item> {
    let items = edition.items.iter().copied();
    items.filter(|item| matches!(item, Item::Base(_))).collect()
}

/// An observation of which one side changed the text and the other one the status.
fn of_both(base: &Entry, ours: &Entry, theirs: &Entry) -> Option<Entry> {
    let (Entry::Observation(old), Entry::Observation(one), Entry::Observation(other)) =
        (base, ours, theirs)
    else {
        return None;
    };
    let text = three(&old.text, &one.text, &other.text)?;
    let status = three(&old.status, &one.status, &other.status)?;
    let entry = Entry::Observation(Observation::new(text, *status));
    (entry != *ours && entry != *theirs).then_some(entry)
}

/// What three versions have of an entry, and the entry as one of them has it.
fn three_entries(entries: [Option<&Entry>; 3]) -> Option<(Entry, Three)> {
    let values = Three::of(entries.each_ref(), |entry| {
        entry.map(of_entry).unwrap_or_default()
    });
    let entry = entries.into_iter().rev().flatten().next()?;
    Some((entry.clone(), values))
}

/// Merges sets: what has the same key is the same entry, and the order means nothing.
pub(super) fn merge_set(
    base: &[Entry],
    ours: &[Entry],
    theirs: &[Entry],
    key: impl Fn(&Entry) -> String,
    is_same: impl Fn(&Entry, &Entry) -> bool,
    prefer: Option<Side>,
) -> Merged {
    // What repeats is told apart by how often it was there before.
    let [old, one, other] = [base, ours, theirs].map(|entries| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let keyed = entries.iter().map(|entry| {
            let key = key(entry);
            let count = counts.entry(key.clone()).or_default();
            *count += 1;
            ((key, *count), entry)
        });
        keyed.collect::<IndexMap<_, _>>()
    });
    let mut merged = Merged::default();
    let mut seen = HashSet::new();
    for key in one.keys().chain(other.keys()).chain(old.keys()) {
        if !seen.insert(key) {
            continue;
        }
        let sides = [&old, &one, &other].map(|entries| entries.get(key).copied());
        let (side, conflict) = choose(sides, &is_same, prefer);
        if let Some(reason) = conflict
            && let Some((entry, values)) = three_entries(sides)
        {
            let at = merged.entries.len();
            merged.conflicts.push((at, entry, values, reason));
        }
        merged.entries.extend(side.of(sides[1], sides[2]).cloned());
    }
    merged
}

/// Whose value it becomes that versions have or have not, and why not both sides can have theirs.
pub(super) fn choose<V: ?Sized>(
    [base, ours, theirs]: [Option<&V>; 3],
    is_same: impl Fn(&V, &V) -> bool,
    prefer: Option<Side>,
) -> (Side, Option<&'static str>) {
    let same = |a: Option<&V>, b: Option<&V>| match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => is_same(a, b),
        _ => false,
    };
    if same(ours, theirs) || same(theirs, base) {
        return (Side::Ours, None);
    }
    if same(ours, base) {
        return (Side::Theirs, None);
    }
    let reason = match (ours, theirs, prefer) {
        (None, ..) => "ours removed it and theirs changed it",
        (_, None, _) => "ours changed it and theirs removed it",
        (.., Some(side)) => return (side, None),
        (.., None) => "both sides changed it",
    };
    (Side::Ours, Some(reason))
}
