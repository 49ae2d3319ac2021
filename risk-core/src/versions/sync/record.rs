//! Records of a sync, as each of the two sides and the base have them then.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use crate::edit::{complete_record, state};
use crate::record::{Key, RecordKind};
use crate::register::{Columns, Record, RecordField};
use crate::versions::Conflict;

/// Which record something is of: one of the merged register, or one of the workbook that is not in it, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    Merged(usize),
    Theirs(usize),
}

/// What a workbook does not take: the paths of fields of a record, or none for all of it.
pub(super) type Refusals = HashMap<(RecordKind, Slot), Vec<Option<String>>>;

/// The records of one sort, in all versions of a merge.
pub(super) struct Versions<'a, T: Record> {
    /// Of each merged record, the position in the base, in ours and in theirs.
    pub rows: &'a [[Option<usize>; 3]],
    pub merged: &'a [Arc<T>],
    pub base: &'a [Arc<T>],
    pub ours: &'a [Arc<T>],
    pub theirs: &'a [Arc<T>],
    pub conflicts: HashMap<Slot, Vec<&'a Conflict>>,
    pub refused: &'a Refusals,
    /// The columns of the workbook; `None` where it has a place for everything.
    pub columns: Option<&'a Columns<T::Field>>,
}

/// The records that come of a sync.
pub(super) struct Sides<T> {
    /// Those of the workbook, with what each is of the merge.
    pub workbook: Vec<(Slot, Arc<T>)>,
    /// Of those of the workbook, by their positions among them, the fields that the register changed and of which the
    /// workbook does not know what they have: formulas without results.
    pub unknown: Vec<(usize, String)>,
    /// Those of the base.
    pub base: Vec<Arc<T>>,
    /// What ours has of the base: all that it is, but for what is open.
    pub of_ours: Vec<Arc<T>>,
    /// What theirs has of it.
    pub of_theirs: Vec<Arc<T>>,
}

impl<T> Default for Sides<T> {
    fn default() -> Self {
        Self {
            workbook: Vec::new(),
            unknown: Vec::new(),
            base: Vec::new(),
            of_ours: Vec::new(),
            of_theirs: Vec::new(),
        }
    }
}

/// The records of all sides.
pub(super) fn sides<T: Record>(versions: &Versions<'_, T>) -> Sides<T> {
    let mut sides = Sides::default();
    for (at, row) in versions.rows.iter().enumerate() {
        versions.merged_record(at, *row, &mut sides);
    }
    // What the workbook has and the merged register has not: only where that is not settled does it stay.
    let mut open: Vec<usize> = versions.open_theirs().collect();
    open.sort_unstable();
    for at in open.iter().copied() {
        let record = &versions.theirs[at];
        let slot = Slot::Theirs(at);
        sides.workbook.push((slot, Arc::clone(record)));
        let old = versions.base_of(slot, record);
        sides.base.extend(old.cloned());
        sides.of_ours.extend(old.cloned());
        sides.of_theirs.extend(old.cloned());
    }
    // What one side has and the other one took out.
    let left = |side: &[Arc<T>], version: usize, open: &[usize]| {
        let rows = versions.rows.iter().filter_map(|row| row[version]);
        let known: HashSet<usize> = rows.chain(open.iter().copied()).collect();
        let left = side.iter().enumerate();
        let left = left.filter(|(at, _)| !known.contains(at));
        let covered =
            left.map(|(_, record)| Arc::new(versions.covered((**record).clone(), None, None)));
        covered.collect::<Vec<_>>()
    };
    sides.of_ours.extend(left(versions.ours, 1, &[]));
    sides.of_theirs.extend(left(versions.theirs, 2, &open));
    sides
}

impl<T: Record> Versions<'_, T> {
    /// A record of the merged register.
    fn merged_record(&self, at: usize, row: [Option<usize>; 3], sides: &mut Sides<T>) {
        let [base, ours, theirs] = row;
        let base = base.and_then(|at| self.base.get(at));
        let ours = ours.and_then(|at| self.ours.get(at));
        let merged = &self.merged[at];
        let position = theirs.filter(|at| *at < self.theirs.len());
        if theirs.is_some() && position.is_none() {
            // It stands in another sheet, of which this one states nothing.
            sides.base.push(Arc::clone(merged));
            return sides.of_ours.extend(ours.cloned());
        }
        let theirs = position.map(|at| &self.theirs[at]);
        let slot = Slot::Merged(at);
        if self.is_whole(slot) {
            sides
                .workbook
                .extend(theirs.map(|theirs| (slot, Arc::clone(theirs))));
            sides.base.extend(base.cloned());
            sides.of_ours.extend(base.cloned());
            return sides.of_theirs.extend(base.cloned());
        }
        let none = Arc::new(T::default());
        let (old, other) = (base.unwrap_or(&none), theirs.unwrap_or(&none));
        let fields = self.conflicts.get(&slot).map_or(&[][..], Vec::as_slice);
        let refused = self.refused.get(&(T::KIND, slot));
        let refused = refused.into_iter().flatten().flatten();
        let as_side = |side: &Arc<T>, value: fn(&Conflict) -> &Value| {
            let mut record = (**merged).clone();
            for conflict in fields {
                let path = conflict.field.as_deref().unwrap_or_default();
                if state(&mut record, conflict, value(conflict)).is_err() {
                    restore(&mut record, side, path);
                }
            }
            for path in refused.clone() {
                restore(&mut record, side, path);
            }
            Arc::new(self.covered(record, Some(side), position))
        };
        let of_theirs = as_side(other, |conflict| &conflict.theirs);
        let unknown = position.and_then(|at| self.columns?.unresolved.get(&at));
        let unknown = unknown.into_iter().flat_map(|cells| &cells.fields);
        for field in unknown.filter(|field| !field.kind().is_same(&**merged, &**old)) {
            let place = (sides.workbook.len(), field.path().to_owned());
            sides.unknown.push(place);
        }
        sides.workbook.push((slot, of_theirs));
        sides.base.push(as_side(old, |conflict| &conflict.base));
        let of_side = |side: &Arc<T>| {
            let mut record = (**side).clone();
            let conflicts = fields.iter().filter_map(|conflict| conflict.field.as_ref());
            for path in conflicts.chain(refused.clone()) {
                restore(&mut record, old, path);
            }
            Arc::new(self.covered(record, Some(old), position))
        };
        sides.of_ours.extend(ours.map(of_side));
        sides.of_theirs.extend(theirs.map(of_side));
    }

    /// Whether a record as a whole stays as each side has it.
    fn is_whole(&self, slot: Slot) -> bool {
        let conflicts = self.conflicts.get(&slot).into_iter().flatten();
        let refused = self.refused.get(&(T::KIND, slot)).into_iter().flatten();
        conflicts
            .map(|conflict| conflict.field.is_none())
            .chain(refused.map(Option::is_none))
            .any(|is_whole| is_whole)
    }

    /// The records of the workbook that the merge has not and that stay there.
    fn open_theirs(&self) -> impl Iterator<Item = usize> {
        let refused = self.refused.keys().filter(|(kind, _)| *kind == T::KIND);
        let slots = self.conflicts.keys().chain(refused.map(|(_, slot)| slot));
        let open: HashSet<usize> = slots
            .filter_map(|slot| match slot {
                Slot::Theirs(at) if *at < self.theirs.len() => Some(*at),
                Slot::Theirs(_) | Slot::Merged(_) => None,
            })
            .collect();
        open.into_iter()
    }

    /// What the base has of a record of the workbook that the merge has not.
    fn base_of(&self, slot: Slot, theirs: &T) -> Option<&Arc<T>> {
        let conflicts = self.conflicts.get(&slot).into_iter().flatten();
        // What both added has nothing in the base, whatever has its name there.
        if conflicts
            .into_iter()
            .any(|conflict| conflict.base.is_null())
        {
            return None;
        }
        let mut base = self.base.iter();
        base.find(|base| base.name() == theirs.name())
    }

    /// A record with what the workbook has no column for, or does not know, as another one has it.
    fn covered(&self, mut record: T, other: Option<&T>, position: Option<usize>) -> T {
        let Some(columns) = self.columns else {
            return record;
        };
        let none = T::default();
        let other = other.unwrap_or(&none);
        complete_record(&mut record, other, columns, position.unwrap_or(usize::MAX));
        let is_covered =
            |header: &Key| columns.extra.contains(header) || other.extra().get(header).is_some();
        let beyond = record.extra().iter().map(|(header, _)| header.clone());
        let beyond: Vec<Key> = beyond.filter(|header| !is_covered(header)).collect();
        for header in &beyond {
            record.extra_mut().remove(header);
        }
        record
    }
}

/// Has a field be as another record has it, by its path or by that of one of its entries.
fn restore<T: Record>(record: &mut T, other: &T, path: &str) {
    let field = path.split('[').next().unwrap_or(path);
    if let Some(field) = T::Field::by_path(field) {
        let mut other = other.clone();
        field.kind().swap(record, &mut other);
        return;
    }
    let Some(header) = path.strip_prefix("extra.") else {
        return;
    };
    let header = Key::parse(header);
    record.extra_mut().remove(&header);
    if let Some(value) = other.extra().get(&header) {
        record.extra_mut().insert(header, value.clone());
    }
}
