//! Records of two sides, merged one by one.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use serde_json::Value;

use super::conflict::{Conflict, MergeNote, Side, Three};
use super::fields::{MergedRecord, Rules};
use super::names::{self, Names};
use crate::record::align::inverse;
use crate::record::{Location, RecordId, RecordKind};
use crate::register::{Component, Record, RecordField, Register, Risk};
use crate::versions::pairing::in_other_sheets;

/// Which record a conflict or a note is of: one of the merged register, by its position, or one that it does not have,
/// with its position in theirs where that has it.
#[derive(Debug, Clone)]
pub(crate) enum Of {
    Merged(RecordKind, usize),
    Other(
        RecordId,
        #[cfg_attr(
            not(feature = "folder"),
            expect(dead_code, reason = "a sync asks for it")
        )]
        Option<usize>,
    ),
}

/// A record of the merged register, and where it comes from: the positions in the three versions.
#[derive(Debug)]
pub(super) struct Row<T> {
    pub record: Arc<T>,
    pub base: Option<usize>,
    pub ours: Option<usize>,
    pub theirs: Option<usize>,
}

impl<T> Row<T> {
    /// The positions in the three versions.
    pub fn versions(&self) -> [Option<usize>; 3] {
        [self.base, self.ours, self.theirs]
    }
}

/// What is found while records are merged.
#[derive(Default)]
pub(super) struct Found {
    pub conflicts: Vec<(Of, Option<String>, Three, String)>,
    pub notes: Vec<(Of, Option<String>, String)>,
}

impl Found {
    fn record<T: Record>(&mut self, at: usize, merged: MergedRecord<T>) -> Arc<T> {
        let of = || Of::Merged(T::KIND, at);
        for (path, values, reason) in merged.conflicts {
            self.conflicts.push((of(), Some(path), values, reason));
        }
        for (path, note) in merged.notes {
            self.notes.push((of(), Some(path), note));
        }
        Arc::new(merged.record)
    }

    fn whole<T: Record>(&mut self, of: Of, [base, ours, theirs]: [Option<&T>; 3], reason: String) {
        let [base, ours, theirs] = [base, ours, theirs].map(json);
        let values = Three { base, ours, theirs };
        self.conflicts.push((of, None, values, reason));
    }

    /// What theirs states and ours has no place for.
    pub fn left_out(&mut self, fields: BTreeSet<String>) {
        if !fields.is_empty() {
            let fields: Vec<String> = fields.into_iter().collect();
            let note = format!(
                "left out, as ours has no place for it: {}",
                fields.join(", ")
            );
            self.notes
                .push((Of::Merged(RecordKind::Register, 0), None, note));
        }
    }

    /// That risks of the base stand in other sheets of a side, by how many do of each.
    pub fn in_other_sheets(&mut self, counts: [usize; 2]) {
        for count in counts.into_iter().filter(|count| *count > 0) {
            let note = in_other_sheets(count, "left as before");
            self.notes
                .push((Of::Merged(RecordKind::Register, 0), None, note));
        }
    }

    /// What both sides changed of the register itself.
    pub fn of_register(&mut self, path: &str, values: Three) {
        let of = Of::Merged(RecordKind::Register, 0);
        let reason = "both sides changed it".to_owned();
        let conflict = (of, Some(path.to_owned()), values, reason);
        self.conflicts.push(conflict);
    }

    /// The positions of the records of the merged register that a conflict is of.
    pub fn in_conflict(&self, kind: RecordKind) -> HashSet<usize> {
        let places = self.conflicts.iter().filter_map(|(of, ..)| match of {
            Of::Merged(of, place) if *of == kind => Some(*place),
            Of::Merged(..) | Of::Other(..) => None,
        });
        places.collect()
    }

    /// The same of its fields, with their paths.
    pub fn fields_in_conflict(&self, kind: RecordKind) -> HashSet<(usize, Option<String>)> {
        let places = self.conflicts.iter().filter_map(|(of, path, ..)| match of {
            Of::Merged(of, place) if *of == kind => Some((*place, path.clone())),
            Of::Merged(..) | Of::Other(..) => None,
        });
        places.collect()
    }

    /// By what the records are called in the merged register.
    pub fn named(self, register: &Register) -> (Vec<Conflict>, Vec<MergeNote>) {
        let id = |of: Of| match of {
            Of::Merged(RecordKind::Risk, at) => Risk::id_at(register, at),
            Of::Merged(RecordKind::Component, at) => Component::id_at(register, at),
            Of::Merged(RecordKind::Register, _) => RecordId::Register,
            Of::Other(id, _) => id,
        };
        let conflicts = self
            .conflicts
            .into_iter()
            .map(|(of, field, values, reason)| {
                let Three { base, ours, theirs } = values;
                Conflict {
                    record: id(of),
                    field,
                    base,
                    ours,
                    theirs,
                    reason,
                    workbook: None,
                    take: None,
                    applied: None,
                }
            });
        let notes = self
            .notes
            .into_iter()
            .map(|(of, field, message)| MergeNote {
                record: id(of),
                field,
                message,
            });
        (conflicts.collect(), notes.collect())
    }
}

/// The fields in which a record differs from what it was, in words.
fn changed<T: Record>(old: &T, new: &T) -> String {
    let fields = T::Field::ALL.iter().copied();
    let changed = fields.filter(|field| !field.kind().is_same(old, new));
    let changed: Vec<&str> = changed.map(RecordField::path).collect();
    changed.join(", ")
}

/// A record as JSON has it; null where there is none.
fn json<T: Record>(record: Option<&T>) -> Value {
    let value = record.and_then(|record| serde_json::to_value(record).ok());
    value.unwrap_or_default()
}

/// Merges the records of one sort: in the order of ours, and what only theirs added last.
pub(super) fn merge<T: Record>(
    rules: &Rules<'_>,
    [of_ours, of_theirs]: [&[Option<usize>]; 2],
    names: &Names,
    found: &mut Found,
) -> Vec<Row<T>> {
    let mut merging = Merging {
        rules,
        names,
        base: T::shared(rules.base.register),
        ours: T::shared(rules.ours.register),
        theirs: T::shared(rules.theirs.register),
        found,
        rows: Vec::new(),
        added: HashMap::new(),
        left_alone: match T::KIND {
            RecordKind::Risk => [rules.ours, rules.theirs].map(|side| side.rows_left_alone()),
            RecordKind::Component | RecordKind::Register => Default::default(),
        },
    };
    let [in_ours, in_theirs] = [of_ours, of_theirs].map(|of| inverse(of, merging.base.len()));
    for (at, origin) in of_ours.iter().enumerate() {
        match origin {
            None => merging.added_by_ours(at),
            Some(base) => match in_theirs[*base] {
                Some(theirs) => merging.kept(*base, at, theirs),
                None => merging.removed_by_theirs(*base, at),
            },
        }
    }
    for (at, origin) in of_theirs.iter().enumerate() {
        match origin {
            None => merging.added_by_theirs(at),
            Some(base) if in_ours[*base].is_none() => merging.removed_by_ours(*base, at),
            Some(_) => {}
        }
    }
    merging.rows
}

struct Merging<'a, T> {
    rules: &'a Rules<'a>,
    names: &'a Names,
    base: &'a [Arc<T>],
    ours: &'a [Arc<T>],
    theirs: &'a [Arc<T>],
    found: &'a mut Found,
    rows: Vec<Row<T>>,
    /// The places of the records that ours added, by their names, folded.
    added: HashMap<String, VecDeque<usize>>,
    /// The rows of ours and of theirs that are no risks there, by their texts.
    left_alone: [HashMap<&'a str, &'a Location>; 2],
}

impl<T: Record> Merging<'_, T> {
    fn push(
        &mut self,
        record: Arc<T>,
        base: Option<usize>,
        ours: Option<usize>,
        theirs: Option<usize>,
    ) {
        self.rows.push(Row {
            record,
            base,
            ours,
            theirs,
        });
    }

    fn kept(&mut self, base: usize, ours: usize, theirs: usize) {
        let [old, one, other] = [&self.base[base], &self.ours[ours], &self.theirs[theirs]];
        if let Some((values, reason)) = self.names.conflicts.get(&base) {
            let of = Of::Merged(T::KIND, self.rows.len());
            let path = Some(T::Field::NAME.path().to_owned());
            let conflict = (of, path, values.clone(), reason.clone());
            self.found.conflicts.push(conflict);
        }
        let is_shared = Arc::ptr_eq(other, old) || other == old || other == one;
        let record = if is_shared && self.rules.mapping.is_none() {
            Arc::clone(one)
        } else {
            let merged = self.rules.merge(&**old, &**one, &**other);
            self.found.record(self.rows.len(), merged)
        };
        self.push(record, Some(base), Some(ours), Some(theirs));
    }

    fn added_by_ours(&mut self, at: usize) {
        let record = &self.ours[at];
        let places = self.added.entry(T::fold_name(record.name())).or_default();
        places.push_back(self.rows.len());
        let merged = self.rules.added(&**record, Side::Ours);
        let record = self.found.record(self.rows.len(), merged);
        self.push(record, None, Some(at), None);
    }

    /// Why a record is not gone that a side has not any more: a row that is left alone has what it is.
    fn left_alone(&self, base: usize, side: Side) -> Option<String> {
        let old = Risk::shared(self.rules.base.register).get(base)?;
        let rows = side.of(&self.left_alone[0], &self.left_alone[1]);
        let location = rows.get(old.description.trim())?;
        let other = side.other().as_str();
        Some(format!(
            "{} has it in a row that is left alone, {location}, and {other} as a risk; give the row its reference, or remove it",
            side.as_str(),
        ))
    }

    fn removed_by_theirs(&mut self, base: usize, at: usize) {
        let (old, own) = (&self.base[base], &self.ours[at]);
        if let Some(reason) = self.left_alone(base, Side::Theirs) {
            let of = Of::Merged(T::KIND, self.rows.len());
            self.found
                .whole(of, [Some(&**old), Some(own), None], reason);
            return self.push(Arc::clone(own), Some(base), Some(at), None);
        }
        let mut changed = changed(&**old, &**own);
        if self.rules.is_untouched(&**own, &**old, Side::Ours) {
            let (was, is) = (&self.rules.base, &self.rules.ours);
            let keys = is.keys_beside(T::at(at), was, T::at(base)).join(", ");
            if keys.is_empty() || was.beside(T::at(base)).is_none() {
                let of = Of::Other(T::id_at(&self.names.before[0], base), None);
                let note = if !keys.is_empty() {
                    format!("theirs removed it, and with it what nothing is known of: {keys}")
                } else if is.has_else_beside(T::at(at), was, T::at(base)) {
                    "theirs removed it; ours changed only what stands beside its fields".to_owned()
                } else {
                    "theirs removed it".to_owned()
                };
                return self.found.notes.push((of, None, note));
            }
            changed = keys;
        }
        let of = Of::Merged(T::KIND, self.rows.len());
        let reason = format!("ours changed {changed} and theirs removed it");
        self.found
            .whole(of, [Some(&**old), Some(own), None], reason);
        self.push(Arc::clone(own), Some(base), Some(at), None);
    }

    fn removed_by_ours(&mut self, base: usize, at: usize) {
        let (old, other) = (&self.base[base], &self.theirs[at]);
        let of = Of::Other(T::id_at(&self.names.before[1], at), Some(at));
        if let Some(reason) = self.left_alone(base, Side::Ours) {
            return self
                .found
                .whole(of, [Some(&**old), None, Some(other)], reason);
        }
        let mut changed = changed(&**old, &**other);
        if self.rules.is_untouched(&**other, &**old, Side::Theirs) {
            let (was, is) = (&self.rules.base, &self.rules.theirs);
            let keys = is.keys_beside(T::at(at), was, T::at(base)).join(", ");
            if keys.is_empty() || was.beside(T::at(base)).is_none() {
                if is.has_else_beside(T::at(at), was, T::at(base)) {
                    let note = "ours removed it; theirs changed only what stands beside its fields";
                    self.found.notes.push((of, None, note.to_owned()));
                }
                return;
            }
            changed = keys;
        }
        let reason = format!("ours removed it and theirs changed {changed}");
        self.found
            .whole(of, [Some(&**old), None, Some(other)], reason);
    }

    /// A record of theirs is that of the same name that ours added, where both state the same; components are merged
    /// field by field. Two risks of one reference are two, and one of them needs another reference.
    fn added_by_theirs(&mut self, at: usize) {
        let other = &self.theirs[at];
        let places = self.added.get_mut(&T::fold_name(other.name()));
        let rows = &self.rows;
        let is_same = |place: &usize| {
            rows[*place]
                .ours
                .is_some_and(|own| self.rules.is_same(&*self.ours[own], &**other))
        };
        let same = places
            .as_ref()
            .and_then(|places| places.iter().position(is_same));
        let is_named = !other.name().trim().is_empty();
        let place = match (places, same) {
            (Some(places), Some(same)) => {
                if let Some(place) = places.remove(same) {
                    self.rows[place].theirs = Some(at);
                }
                return;
            }
            (Some(places), None) if is_named => places.pop_front(),
            _ => None,
        };
        let Some((place, own)) = place.and_then(|place| Some((place, self.rows[place].ours?)))
        else {
            let name = other.name().trim();
            if self.names.left_out.contains(&T::fold_name(name)) {
                let of = Of::Other(T::id_at(&self.names.before[1], at), Some(at));
                let reason = names::reason::<T>(name);
                return self.found.whole(of, [None, None, Some(&**other)], reason);
            }
            let merged = self.rules.added(&**other, Side::Theirs);
            let record = self.found.record(self.rows.len(), merged);
            return self.push(record, None, None, Some(at));
        };
        match T::KIND {
            RecordKind::Component => {
                let mut none = T::default();
                other.name().clone_into(none.name_mut());
                let merged = self.rules.merge(&none, &*self.ours[own], &**other);
                self.rows[place].record = self.found.record(place, merged);
                self.rows[place].theirs = Some(at);
            }
            RecordKind::Risk | RecordKind::Register => {
                let of = Of::Merged(T::KIND, place);
                let reason = format!("both sides added a {} of this {}", T::KIND, T::Field::NAME);
                self.found
                    .whole(of, [None, Some(&*self.ours[own]), Some(&**other)], reason);
                self.rows[place].theirs = Some(at);
            }
        }
    }
}
