//! Names that a sync would give to two records of a workbook.

use std::collections::{BTreeSet, HashMap};

use super::record::Slot;
use super::{Outcome, Sync};
use crate::edit::named_by;
use crate::error::Error;
use crate::record::{RecordId, RecordKind, RiskField};
use crate::register::{Component, Record, RecordField, Register, Risk};
use crate::versions::renames::count_names;

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
    let [components, risks] = &outcome.slots;
    let slots = match T::KIND {
        RecordKind::Component => components,
        RecordKind::Risk | RecordKind::Register => risks,
    };
    (slots, outcome.workbook.lineage.of_sort::<T>())
}

/// The records of one sort that cannot have their names. What one of them keeps may be the name that another one would
/// get, which then cannot have it either.
fn of_sort<T: Record>(outcome: &Outcome, merged: &Register) -> Vec<Clash> {
    let edited = &outcome.workbook;
    let (slots, origins) = of_kind::<T>(outcome);
    let (before, after) = (T::shared(&edited.before), T::shared(&edited.after));
    // The name that each record has in the workbook, and those that are to get another one, by that.
    let old = |at: usize| Some(before.get(origins[at]?)?.name().trim());
    let mut renamed: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, record) in after.iter().enumerate() {
        if old(at) != Some(record.name().trim()) {
            let name = T::fold_name(record.name());
            renamed.entry(name).or_default().push(at);
        }
    }
    if renamed.is_empty() {
        return Vec::new();
    }
    let count = |register| count_names::<T>(T::all(register).map(T::name));
    let mut then = count(&edited.after);
    let mut open: Vec<String> = renamed.keys().cloned().collect();
    open.retain(|name| then[name] > 1);
    if open.is_empty() {
        return Vec::new();
    }
    let known = [count(&edited.before), count(merged)];
    let mut clashing = BTreeSet::new();
    while let Some(name) = open.pop() {
        let count = then.get(&name).copied().unwrap_or_default();
        let mut sides = known.iter().filter_map(|known| known.get(&name));
        if name.is_empty() || count < 2 || sides.any(|known| *known >= count) {
            continue;
        }
        for at in renamed.remove(&name).unwrap_or_default() {
            clashing.insert(at);
            let stays = old(at).map(T::fold_name).unwrap_or_default();
            *then.entry(stays.clone()).or_default() += 1;
            open.push(stays);
        }
    }
    let clash = |at: usize| {
        let shown = match (origins[at], slots[at]) {
            (Some(origin), _) => T::id_at(&edited.before, origin),
            (None, Slot::Merged(at)) => T::id_at(merged, at),
            (None, Slot::Theirs(_)) => T::id_at(&edited.after, at),
        };
        let (kind, field, name) = (T::KIND, T::Field::NAME, after[at].name().trim());
        Clash {
            id: T::id_at(&edited.after, at),
            record: shown,
            field: old(at).map(|_| field.path().to_owned()),
            reason: format!("another {kind} has the {field} `{name}` in the workbook"),
        }
    };
    clashing.into_iter().map(clash).collect()
}
