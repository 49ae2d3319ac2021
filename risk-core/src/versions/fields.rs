//! What differs between two versions of a record, field by field.

#![deny(clippy::wildcard_enum_match_arm)]

use super::diff::{FieldChange, FieldDiff};
use super::words::compare_words;
use crate::edit::{Change, EntryOp, changed_fields, entry_path, replaced, stated};
use crate::record::{ComponentField, Field, RiskField};
use crate::register::{Entry, FieldValue, Record};

/// The fields in which a record differs from what it was, but for what it is called; and the entries of sets that
/// stand elsewhere, which is no difference.
pub(super) fn compare<T: Record>(old: &T, new: &T) -> (Vec<FieldDiff>, Vec<FieldDiff>) {
    let mut fields = Fields::default();
    for change in changed_fields(old, new) {
        match change {
            Change::Set {
                field,
                before,
                after,
                ..
            } => fields.set(field, &before, &after),
            Change::Entry { field, op, .. } => fields.entry(field, &op),
            Change::Title { .. }
            | Change::Scale { .. }
            | Change::Settings { .. }
            | Change::Added { .. }
            | Change::Removed { .. }
            | Change::Renamed { .. }
            | Change::Moved { .. } => {}
        }
    }
    (fields.real, fields.formal)
}

#[derive(Default)]
struct Fields {
    real: Vec<FieldDiff>,
    formal: Vec<FieldDiff>,
}

impl Fields {
    fn set(&mut self, field: Field, before: &FieldValue, after: &FieldValue) {
        match replaced(before, after) {
            Some(entries) => {
                for (at, before, after) in entries {
                    self.whole(field, at, before, after);
                }
            }
            None => {
                let [before, after] = [before, after].map(|value| stated(value.to_string()));
                let is_prose = match field {
                    Field::Risk(field) => matches!(
                        field,
                        RiskField::Description | RiskField::Notes | RiskField::AcceptanceReason
                    ),
                    Field::Component(field) => field == ComponentField::Description,
                };
                self.real
                    .push(FieldDiff::new(field.to_string(), before, after, is_prose));
            }
        }
    }

    fn entry(&mut self, field: Field, op: &EntryOp) {
        match op {
            EntryOp::Inserted { at, entry } => self.whole(field, *at, None, Some(entry)),
            EntryOp::Removed { at, entry } => self.whole(field, *at, Some(entry), None),
            EntryOp::Moved { from, to, entry } => {
                let text = || Some(entry.to_string());
                let path = |at: usize| entry_path(field, at, entry);
                let moved = FieldDiff::new(path(*to), text(), text(), false);
                let moved = moved.with_change(FieldChange::Moved).moved(path(*from));
                if is_set(entry, field) {
                    self.formal.push(moved);
                } else {
                    self.real.push(moved);
                }
            }
            EntryOp::Changed {
                from,
                to,
                before,
                after,
            } => self.parts(field, (*from, before), (*to, after)),
        }
    }

    /// Reports an entry that came or went.
    fn whole(&mut self, field: Field, at: usize, before: Option<&Entry>, after: Option<&Entry>) {
        let path = before.or(after).map(|entry| entry_path(field, at, entry));
        let [old, new] = [before, after].map(|entry| entry.map(Entry::to_string));
        let whole = FieldDiff::new(path.unwrap_or_default(), old, new, false);
        self.real.push(whole.with_change(match after {
            Some(_) => FieldChange::Added,
            None => FieldChange::Removed,
        }));
    }

    /// Reports the parts in which two versions of an entry differ.
    fn parts(&mut self, field: Field, (from, old): (usize, &Entry), (to, new): (usize, &Entry)) {
        let path = |at: usize, part: &str| format!("{}{part}", entry_path(field, at, new));
        let parts = old.parts().into_iter().zip(new.parts());
        for ((part, before), (_, after)) in parts.filter(|(old, new)| old != new) {
            // The text of an observation is what people mean by the observation.
            let (is_text, part) = match part {
                "" => (!new.is_extra(), ""),
                ".text" => (true, ""),
                part => (false, part),
            };
            let part_diff = FieldDiff::new(path(to, part), stated(before), stated(after), is_text);
            let entry = (!part.is_empty()).then(|| new.subject());
            let part_diff = FieldDiff { entry, ..part_diff };
            self.real.push(part_diff.moved(path(from, part)));
        }
    }
}

impl FieldDiff {
    pub(super) fn new(
        path: String,
        before: Option<String>,
        after: Option<String>,
        is_text: bool,
    ) -> Self {
        let words = match (&before, &after) {
            (Some(before), Some(after)) if is_text => compare_words(before, after),
            _ => Vec::new(),
        };
        let change = if words.is_empty() {
            FieldChange::Set
        } else {
            FieldChange::Reworded
        };
        Self {
            path,
            from: None,
            change,
            entry: None,
            before,
            after,
            words,
        }
    }

    fn with_change(self, change: FieldChange) -> Self {
        Self { change, ..self }
    }

    fn moved(self, from: String) -> Self {
        let from = Some(from).filter(|from| *from != self.path);
        Self { from, ..self }
    }
}

/// Whether the order of such entries means nothing.
fn is_set(entry: &Entry, field: Field) -> bool {
    match entry {
        Entry::Requirement(_) | Entry::Rehearsal(_) | Entry::Origin(_) | Entry::Extra(..) => true,
        Entry::Text(_) => field == RiskField::TrackerLinks.into(),
        Entry::Observation(_) => false,
    }
}
