//! What changed between two registers of which the records of one came from those of the other.

#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::assign::Edits;
use super::{Change, EntryOp, Lineage};
use crate::record::align::{Alignment, in_order};
use crate::record::{Field, Key, RecordId};
use crate::register::{Component, Entry, FieldValue, Kind, Record, RecordField, Register, Risk};

/// What changed, in the order of the records: the register itself, the components, the risks, and
/// of either those that are gone at the end.
pub(super) fn changes(before: &Register, after: &Register, lineage: &Lineage) -> Vec<Change> {
    let mut changes = Vec::new();
    if before.title() != after.title() {
        changes.push(Change::Title {
            before: before.title().to_owned(),
            after: after.title().to_owned(),
        });
    }
    if before.scale() != after.scale() {
        changes.push(Change::Scale {
            before: before.scale().clone(),
            after: after.scale().clone(),
        });
    }
    compare_records::<Component>(&mut changes, before, after, &lineage.components);
    compare_records::<Risk>(&mut changes, before, after, &lineage.risks);
    changes
}

fn compare_records<T: Edits>(
    changes: &mut Vec<Change>,
    before: &Register,
    after: &Register,
    origins: &[Option<usize>],
) {
    let (old, new) = (T::shared(before), T::shared(after));
    let stays: HashSet<usize> = in_order(origins).into_iter().collect();
    for (at, record) in new.iter().enumerate() {
        let origin = origins
            .get(at)
            .copied()
            .flatten()
            .filter(|from| *from < old.len());
        let Some(from) = origin else {
            changes.push(Change::Added {
                id: T::id_at(after, at),
                at,
                record: T::any(Arc::clone(record)),
            });
            continue;
        };
        let id = || T::id_at(before, from);
        if !stays.contains(&at) {
            changes.push(Change::Moved {
                id: id(),
                from,
                to: at,
            });
        }
        if !Arc::ptr_eq(&old[from], record) && old[from] != *record {
            let to = || T::id_at(after, at);
            compare_fields(changes, (id(), &*old[from]), (to, &**record));
        }
    }
    let kept: HashSet<usize> = origins.iter().flatten().copied().collect();
    for (at, record) in old.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
        changes.push(Change::Removed {
            id: T::id_at(before, at),
            at,
            record: T::any(Arc::clone(record)),
        });
    }
}

/// The fields in which two records differ, but for what they are called. The ids say nothing.
#[cfg(feature = "trackers")]
pub(crate) fn changed_fields<T: Record>(old: &T, new: &T) -> Vec<Change> {
    let mut changes = Vec::new();
    let id = RecordId::Register;
    compare_fields(&mut changes, (id.clone(), old), (|| id.clone(), new));
    changes.retain(|change| !matches!(change, Change::Renamed { .. }));
    changes
}

fn compare_fields<T: Record>(
    changes: &mut Vec<Change>,
    (id, old): (RecordId, &T),
    (to, new): (impl Fn() -> RecordId, &T),
) {
    for field in T::Field::ALL.iter().copied() {
        let kind = field.kind();
        if kind.is_same(old, new) {
            continue;
        }
        if field == T::Field::NAME {
            let (from, to) = (id.clone(), to());
            changes.push(Change::Renamed { from, to });
            continue;
        }
        let name: Field = field.into();
        match (kind.get(old), kind.get(new)) {
            // That nothing is required is a statement of its own, which no entry has.
            (FieldValue::List(Some(old)), FieldValue::List(Some(new)))
                if !matches!(kind, Kind::Requires(_)) || !old.is_empty() && !new.is_empty() =>
            {
                let ops = compare_lists(&old, &new).into_iter();
                changes.extend(ops.map(|op| Change::Entry {
                    id: id.clone(),
                    field: name,
                    op,
                }));
            }
            (before, after) => changes.push(Change::Set {
                id: id.clone(),
                field: name,
                before,
                after,
            }),
        }
    }
}

/// What became of the entries of a list: in the order of the list as it is, and then those that are
/// gone, from the first.
fn compare_lists(old: &[Entry], new: &[Entry]) -> Vec<EntryOp> {
    let origins = origins(old, new);
    let stays: HashSet<usize> = in_order(&origins).into_iter().collect();
    let mut ops = Vec::new();
    for (to, (entry, origin)) in new.iter().zip(&origins).enumerate() {
        let entry = entry.clone();
        match origin {
            None => ops.push(EntryOp::Inserted { at: to, entry }),
            Some(from) if old[*from] != entry => ops.push(EntryOp::Changed {
                from: *from,
                to,
                before: old[*from].clone(),
                after: entry,
            }),
            Some(from) if !stays.contains(&to) => {
                ops.push(EntryOp::Moved {
                    from: *from,
                    to,
                    entry,
                });
            }
            Some(_) => {}
        }
    }
    let kept: HashSet<usize> = origins.into_iter().flatten().collect();
    let gone = old.iter().enumerate().filter(|(at, _)| !kept.contains(at));
    ops.extend(gone.map(|(at, entry)| EntryOp::Removed {
        at,
        entry: entry.clone(),
    }));
    ops
}

/// Which entry each of the new ones was: a value beyond the model that of its header, any other
/// the one that it is most like.
fn origins(old: &[Entry], new: &[Entry]) -> Vec<Option<usize>> {
    fn header(entry: &Entry) -> Option<&Key> {
        match entry {
            Entry::Extra(key, _) => Some(key),
            Entry::Text(_)
            | Entry::Observation(_)
            | Entry::Rehearsal(_)
            | Entry::Requirement(_)
            | Entry::Origin(_) => None,
        }
    }
    if old.iter().chain(new).any(|entry| header(entry).is_some()) {
        let known: HashMap<Option<&Key>, usize> = old.iter().map(header).zip(0..).collect();
        return new
            .iter()
            .map(|entry| known.get(&header(entry)).copied())
            .collect();
    }
    Alignment::of_entries(old, new, |entry| (entry.subject(), entry.to_string())).origins
}
