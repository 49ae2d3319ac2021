//! Names that a sync would give to two records of a workbook.

use std::collections::HashMap;

use super::record::Slot;
use super::{Outcome, Sync};
use crate::edit::named_by;
use crate::error::Error;
use crate::record::{RecordId, RecordKind, RiskField};
use crate::register::{Component, Record, RecordField, Register, Risk};

/// A record that cannot have its name in the workbook yet, as another one has it there.
#[derive(Debug, Clone)]
pub(crate) struct Clash {
    /// What it is called once it has the name.
    pub(crate) id: RecordId,
    /// What it is called in the workbook, or in the register where that alone has it.
    pub(crate) record: RecordId,
    /// The field of the name; `None` of a new record.
    pub(crate) field: Option<String>,
    /// Why, in words.
    pub(crate) reason: String,
}

/// The components that a record names, and where.
type NamesOf<T> = fn(&T) -> Vec<(<T as Record>::Field, &String)>;

impl Sync<'_> {
    /// The records that would get the name of another one of the workbook, where that is not settled: neither side has
    /// two of the name.
    ///
    /// # Errors
    ///
    /// Those of [`to_workbook`](Self::to_workbook).
    pub(crate) fn clashes(&self) -> Result<Vec<Clash>, Error> {
        let outcome = self.outcome()?;
        let merged = &self.merge.edited.after;
        let mut clashes = of_sort::<Component>(outcome, merged);
        clashes.extend(of_sort::<Risk>(outcome, merged));
        if clashes.is_empty() {
            clashes.extend(
                self.of_users::<Component>(outcome, |component| named_by(component).collect()),
            );
            clashes.extend(self.of_users::<Risk>(outcome, |risk| {
                vec![(RiskField::Component, &risk.component)]
            }));
        }
        Ok(clashes)
    }

    /// What names a component that the workbook does not get yet, whose name is that of another one there.
    fn of_users<T: Record>(&self, outcome: &Outcome, names: NamesOf<T>) -> Vec<Clash> {
        let merged = &self.merge.edited.after;
        let left_out = |kind, slot| {
            let refused = self.refused.get(&(kind, slot));
            refused.is_some_and(|refused| refused.contains(&None))
        };
        let is_left_out = |name: &str| {
            let component = merged.find_component(name);
            component.is_some_and(|component| {
                left_out(RecordKind::Component, Slot::Merged(component.position()))
            })
        };
        if self.refused.is_empty() {
            return Vec::new();
        }
        let (before, after) = (&outcome.workbook.before, &outcome.workbook.after);
        let (slots, origins) = of_kind::<T>(outcome);
        let rows = slots.iter().zip(origins).enumerate();
        let clashes = rows.filter_map(|(at, (slot, origin))| {
            let Slot::Merged(place) = *slot else {
                return None;
            };
            let refused = self.refused.get(&(T::KIND, *slot));
            let is_refused =
                |path: &Option<String>| refused.is_some_and(|refused| refused.contains(path));
            let old = origin.and_then(|at| T::shared(before).get(at));
            let path = |field: T::Field| old.map(|_| field.path().to_owned());
            // What the workbook names already is not refused.
            let is_new = |field: T::Field| {
                let now = &T::shared(after)[at];
                old.is_none_or(|old| !field.kind().is_same(&**old, &**now))
            };
            let named = names(T::shared(merged).get(place)?).into_iter();
            let (field, name) = named
                .filter(|(_, name)| is_left_out(name))
                .find(|(field, _)| !is_refused(&path(*field)) && is_new(*field))?;
            Some(Clash {
                id: T::id_at(after, at),
                record: T::id_at(merged, place),
                field: path(field),
                reason: format!("another component is called `{name}` in the workbook"),
            })
        });
        clashes.collect()
    }
}

/// What the records of one sort of the workbook are of the merge, and where they were.
fn of_kind<T: Record>(outcome: &Outcome) -> (&[Slot], &[Option<usize>]) {
    let lineage = &outcome.workbook.lineage;
    match T::KIND {
        RecordKind::Component => (&outcome.slots[0], &lineage.components),
        RecordKind::Risk | RecordKind::Register => (&outcome.slots[1], &lineage.risks),
    }
}

fn of_sort<T: Record>(outcome: &Outcome, merged: &Register) -> Vec<Clash> {
    let edited = &outcome.workbook;
    let (slots, origins) = of_kind::<T>(outcome);
    let (before, after) = (T::shared(&edited.before), T::shared(&edited.after));
    let count = |register| {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for record in T::all(register) {
            *counts.entry(record.name().trim()).or_default() += 1;
        }
        counts
    };
    let then = count(&edited.after);
    let twice = |name: &str| !name.is_empty() && then[name] > 1;
    if !after.iter().any(|record| twice(record.name().trim())) {
        return Vec::new();
    }
    let known = [count(&edited.before), count(merged)];
    let rows = after.iter().zip(origins).enumerate();
    let clashes = rows.filter_map(|(at, (record, origin))| {
        let name = record.name().trim();
        let is_known = known
            .iter()
            .any(|known| known.get(name).is_some_and(|count| *count >= then[name]));
        let old = origin.and_then(|origin| before.get(origin));
        if !twice(name) || is_known || old.is_some_and(|old| old.name().trim() == name) {
            return None;
        }
        let shown = match (origin, slots[at]) {
            (Some(origin), _) => T::id_at(&edited.before, *origin),
            (None, Slot::Merged(at)) => T::id_at(merged, at),
            (None, Slot::Theirs(_)) => T::id_at(&edited.after, at),
        };
        let (kind, field) = (T::KIND, T::Field::NAME);
        Some(Clash {
            id: T::id_at(&edited.after, at),
            record: shown,
            field: old.map(|_| field.path().to_owned()),
            reason: format!("another {kind} has the {field} `{name}` in the workbook"),
        })
    });
    clashes.collect()
}
