//! Records of a sync, as each of the two sides and the base have them then.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::called::{Called, Named, Names};
use crate::edit::{completed, restore, state_as};
use crate::record::{Key, RecordKind};
use crate::register::{Columns, Record, RecordField};
use crate::versions::{Conflict, Side};

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
    /// Which record of the base each one of theirs is.
    pub of_theirs: &'a [Option<usize>],
    pub conflicts: HashMap<Slot, Vec<&'a Conflict>>,
    pub refused: &'a Refusals,
    /// The columns of the workbook; `None` where it has a place for everything.
    pub columns: Option<&'a Columns<T::Field>>,
}

/// The records that come of a sync.
pub(super) struct Sides<T> {
    /// Those of the workbook, with what each is of the merge: in the order of the workbook, and what is new to it last.
    pub workbook: Vec<(Slot, Named<T>)>,
    /// Of those of the workbook, what the register changed and of which the workbook does not know what it has: formulas
    /// without results.
    pub unknown: Vec<(Slot, String)>,
    /// Those of the base.
    pub base: Vec<Named<T>>,
    /// What records are called in the workbook and in the base.
    pub called: [Called; 2],
}

impl<T> Default for Sides<T> {
    fn default() -> Self {
        Self {
            workbook: Vec::new(),
            unknown: Vec::new(),
            base: Vec::new(),
            called: Default::default(),
        }
    }
}

/// A record of the merged register, in the versions that have it.
struct Row<'v, T> {
    slot: Slot,
    merged: &'v Arc<T>,
    base: Option<&'v Arc<T>>,
    ours: Option<&'v Arc<T>>,
    theirs: Option<&'v Arc<T>>,
    /// Its position in the workbook, which knows of some cells alone what they have.
    position: Option<usize>,
    /// Whether it stands in another sheet, of which this one states nothing.
    is_elsewhere: bool,
}

impl<'v, T: Record> Versions<'v, T> {
    /// The records of the workbook and of the base.
    pub fn sides(&self) -> Sides<T> {
        let mut sides = Sides::default();
        for row in self.rows() {
            self.add(&row, &mut sides);
        }
        // What the workbook has and the merged register has not: only where that is not settled does it stay.
        for at in self.open_theirs() {
            let (slot, record) = (Slot::Theirs(at), &self.theirs[at]);
            let names = self.names_as_it_stands(slot);
            sides.workbook.push((slot, (names, Arc::clone(record))));
            let base = self.base_of(at);
            sides.base.extend(base.map(|base| (Names::Own, base)));
        }
        sides.workbook.sort_by_key(|(slot, _)| {
            let at = match slot {
                Slot::Merged(at) => self.rows[*at][2],
                Slot::Theirs(at) => Some(*at),
            };
            at.map_or((1, 0), |at| (0, at))
        });
        sides
    }

    /// Adds a record of the merged register to both.
    fn add(&self, row: &Row<'_, T>, sides: &mut Sides<T>) {
        let [of_workbook, of_base] = &mut sides.called;
        if row.is_elsewhere {
            sides.base.push((Names::Merged, Arc::clone(row.merged)));
        } else if self.is_whole(row.slot) {
            if let Some(theirs) = row.theirs {
                of_workbook.push(theirs, [Some(row.merged), row.theirs]);
                let names = self.names_as_it_stands(row.slot);
                sides.workbook.push((row.slot, (names, Arc::clone(theirs))));
            }
            if let Some(base) = row.base {
                of_base.push(base, [Some(row.merged), row.base]);
                sides.base.push((Names::Own, Arc::clone(base)));
            }
        } else {
            let places = self.unknown(row).into_iter();
            sides.unknown.extend(places.map(|path| (row.slot, path)));
            let theirs = self.as_side(row, row.theirs, |conflict| &conflict.theirs);
            of_workbook.push(&theirs, [Some(row.merged), row.theirs]);
            sides.workbook.push((row.slot, (Names::Merged, theirs)));
            let base = self.as_side(row, row.base, |conflict| &conflict.base);
            of_base.push(&base, [Some(row.merged), row.base]);
            sides.base.push((Names::Merged, base));
        }
    }

    /// What one side alone has of the base: all that it is, and of what is open what was there before. And what it calls
    /// records.
    pub fn of_side(&self, side: Side) -> (Vec<Named<T>>, Called) {
        let (mut records, mut called) = (Vec::new(), Called::default());
        for row in self.rows() {
            let own = side.of(row.ours, row.theirs);
            let record = if row.is_elsewhere {
                own.cloned()
            } else if self.is_whole(row.slot) {
                row.base.cloned()
            } else {
                own.map(|own| self.of_one_side(&row, own))
            };
            if let Some(record) = record {
                called.push(&record, [None, own]);
                records.push((Names::Own, record));
            }
        }
        let open: BTreeSet<usize> = self.open_theirs();
        let old = open.iter().filter_map(|at| self.base_of(*at));
        records.extend(old.map(|old| (Names::Own, old)));
        // What this side has and the other one took out.
        let (all, version) = side.of((self.ours, 1), (self.theirs, 2));
        let known: HashSet<usize> = self.rows.iter().filter_map(|row| row[version]).collect();
        let is_open = |at: &usize| side == Side::Theirs && open.contains(at);
        let none = Arc::default();
        for (at, record) in all.iter().enumerate() {
            if !known.contains(&at) && !is_open(&at) {
                records.push((Names::Own, self.covered(record, &none, None)));
            }
        }
        (records, called)
    }

    /// A record of a side, with what is open as the base has it.
    fn of_one_side(&self, row: &Row<'_, T>, own: &Arc<T>) -> Arc<T> {
        let none = Arc::default();
        let base = row.base.unwrap_or(&none);
        let mut record = Arc::clone(own);
        let conflicts = self.conflicts(row.slot).iter();
        let conflicts = conflicts.filter_map(|conflict| conflict.field.as_ref());
        for path in conflicts.chain(self.refused(row.slot)) {
            restore(Arc::make_mut(&mut record), base, path);
        }
        self.covered(&record, base, row.position)
    }

    fn rows(&self) -> impl Iterator<Item = Row<'v, T>> {
        let (merged, base) = (self.merged, self.base);
        let (ours, theirs) = (self.ours, self.theirs);
        let rows = self.rows.iter().enumerate();
        rows.map(move |(at, [of_base, of_ours, of_theirs])| {
            let position = of_theirs.filter(|at| *at < theirs.len());
            Row {
                slot: Slot::Merged(at),
                merged: &merged[at],
                base: of_base.and_then(|at| base.get(at)),
                ours: of_ours.and_then(|at| ours.get(at)),
                theirs: position.map(|at| &theirs[at]),
                position,
                is_elsewhere: of_theirs.is_some() && position.is_none(),
            }
        })
    }

    /// A merged record as a side is to have it: with what that states in the conflicts and in what the workbook refuses.
    fn as_side(
        &self,
        row: &Row<'_, T>,
        side: Option<&Arc<T>>,
        value: fn(&Conflict) -> &Value,
    ) -> Arc<T> {
        let none = Arc::default();
        let side = side.unwrap_or(&none);
        let mut record = Arc::clone(row.merged);
        for conflict in self.conflicts(row.slot) {
            state_as(
                Arc::make_mut(&mut record),
                conflict,
                (value(conflict), &**side),
            );
        }
        for path in self.refused(row.slot) {
            restore(Arc::make_mut(&mut record), side, path);
        }
        self.covered(&record, side, row.position)
    }

    /// The paths of what the register changed where the workbook does not know what it has.
    fn unknown(&self, row: &Row<'_, T>) -> Vec<String> {
        let Some(cells) = self.unresolved(row.position) else {
            return Vec::new();
        };
        let none = Arc::default();
        let base = row.base.unwrap_or(&none);
        let is_changed = |field: &&T::Field| !field.kind().is_same(&**row.merged, &**base);
        let fields = cells.fields.iter().filter(is_changed);
        let fields = fields.map(|field| field.path().to_owned());
        let is_changed = |key: &&Key| row.merged.extra().get(key) != base.extra().get(key);
        let extra = cells.extra.iter().filter(is_changed);
        fields
            .chain(extra.map(|key| format!("extra.{key}")))
            .collect()
    }

    fn unresolved(&self, position: Option<usize>) -> Option<&Columns<T::Field>> {
        self.columns?.unresolved.get(&position?)
    }

    fn conflicts(&self, slot: Slot) -> &[&Conflict] {
        self.conflicts.get(&slot).map_or(&[], Vec::as_slice)
    }

    /// The paths of the fields that the workbook refuses.
    fn refused(&self, slot: Slot) -> impl Iterator<Item = &String> {
        let refused = self.refused.get(&(T::KIND, slot));
        refused.into_iter().flatten().flatten()
    }

    /// Whether a record as a whole stays as each side has it.
    fn is_whole(&self, slot: Slot) -> bool {
        let refused = self.refused.get(&(T::KIND, slot));
        self.conflicts(slot)
            .iter()
            .any(|conflict| conflict.field.is_none())
            || refused.is_some_and(|refused| refused.contains(&None))
    }

    /// The records of the workbook that the merge has not and that stay there.
    fn open_theirs(&self) -> BTreeSet<usize> {
        let refused = self.refused.keys().filter(|(kind, _)| *kind == T::KIND);
        let slots = self.conflicts.keys().chain(refused.map(|(_, slot)| slot));
        let open = slots.filter_map(|slot| match slot {
            Slot::Theirs(at) if *at < self.theirs.len() => Some(*at),
            Slot::Theirs(_) | Slot::Merged(_) => None,
        });
        open.collect()
    }

    /// What the base has of a record of the workbook that the merge has not.
    fn base_of(&self, at: usize) -> Option<Arc<T>> {
        let origin = self.of_theirs.get(at).copied().flatten()?;
        self.base.get(origin).cloned()
    }

    /// How a record names others that stays as the workbook has it: nothing can be written where all of it is refused.
    fn names_as_it_stands(&self, slot: Slot) -> Names {
        let refused = self.refused.get(&(T::KIND, slot));
        if refused.is_some_and(|refused| refused.contains(&None)) {
            Names::Fixed
        } else {
            Names::Own
        }
    }

    /// A record with what the workbook has no column for, or does not know, as another one has it: that one itself, where
    /// nothing else differs.
    fn covered(&self, record: &Arc<T>, other: &Arc<T>, position: Option<usize>) -> Arc<T> {
        let Some(columns) = self.columns else {
            return Arc::clone(record);
        };
        completed(record, other, columns, position)
    }
}
