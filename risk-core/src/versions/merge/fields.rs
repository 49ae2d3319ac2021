//! A record of two sides, merged field by field.

#![deny(clippy::wildcard_enum_match_arm)]

use serde_json::Value;

use super::conflict::{Conflict, Side, Three, of_field};
use super::entries::{self, Merged};
use super::scale::Mapping;
use crate::edit::entry_path;
use crate::register::{Entry, FieldValue, Kind, Levels, Record, RecordField, Scale, TrackerLink};
use crate::versions::meaning::{Version, harmonise};

/// What came of a record of both sides.
pub(super) struct MergedRecord<T> {
    pub record: T,
    /// The paths of what not both can be, what the sides state there, and why.
    pub conflicts: Vec<(String, Three, String)>,
    /// What nobody decided: the path, and what came of both sides.
    pub notes: Vec<(String, String)>,
}

/// How records are merged.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    pub base: Version<'a>,
    pub ours: Version<'a>,
    pub theirs: Version<'a>,
    /// The side that goes before where both changed something.
    pub prefer: Option<Side>,
    /// How the levels of the side that kept the scale follow the other one.
    pub mapping: Option<&'a Mapping>,
    /// What was found to be decided when the two were merged before.
    #[cfg_attr(
        not(feature = "folder"),
        expect(dead_code, reason = "a sync knows of it")
    )]
    pub known: &'a [Conflict],
}

impl Rules<'_> {
    /// What a side states.
    pub fn side(&self, side: Side) -> Version<'_> {
        side.of(self.ours, self.theirs)
    }

    /// A record in the words of the base, where it means the same.
    pub fn in_words_of_base<T: Record>(&self, record: &T, base: &T, side: Side) -> T {
        let mut record = record.clone();
        harmonise(&mut record, base, (self.side(side), self.base));
        record
    }

    /// Whether a side states of a record what the base does.
    pub fn is_untouched<T: Record>(&self, record: &T, base: &T, side: Side) -> bool {
        record == base || self.in_words_of_base(record, base, side) == *base
    }

    /// Whether both sides state the same.
    pub fn is_same<T: Record>(&self, ours: &T, theirs: &T) -> bool {
        let mut theirs = theirs.clone();
        harmonise(&mut theirs, ours, (self.theirs, self.ours));
        theirs == *ours
    }

    /// Merges what both sides made of a record.
    pub fn merge<T: Record>(&self, base: &T, ours: &T, theirs: &T) -> MergedRecord<T> {
        let mut in_words = theirs.clone();
        harmonise(&mut in_words, ours, (self.theirs, self.ours));
        let mut merging = Merging {
            rules: self,
            texts: [
                self.in_words_of_base(ours, base, Side::Ours),
                self.in_words_of_base(theirs, base, Side::Theirs),
                in_words,
            ],
            merged: MergedRecord {
                record: ours.clone(),
                conflicts: Vec::new(),
                notes: Vec::new(),
            },
        };
        for field in T::Field::ALL.iter().copied() {
            merging.field(field, [base, ours, theirs]);
        }
        merging.merged
    }
}

struct Merging<'a, T> {
    rules: &'a Rules<'a>,
    /// Ours and theirs in the words of the base, and theirs in the words of ours.
    texts: [T; 3],
    merged: MergedRecord<T>,
}

impl<T: Record> Merging<'_, T> {
    fn field(&mut self, field: T::Field, [base, ours, theirs]: [&T; 3]) {
        let kind = field.kind();
        if kind.is_same(theirs, base) {
            return self.level_of(field, [base, ours], Side::Ours);
        }
        let [ours_in_words, theirs_in_words, theirs_as_ours] = &self.texts;
        let is_untouched = kind.is_same(ours, base)
            || !kind.is_same(theirs_in_words, base) && kind.is_same(ours_in_words, base);
        if is_untouched {
            self.take(field, kind.get(theirs));
            return self.level_of(field, [base, theirs], Side::Theirs);
        }
        let is_decided = kind.is_same(theirs_in_words, base) || kind.is_same(theirs_as_ours, ours);
        if is_decided {
            return;
        }
        self.both(field, [base, ours, theirs]);
    }

    fn take(&mut self, field: T::Field, value: FieldValue) {
        let set = field.kind().set(&mut self.merged.record, value);
        debug_assert!(set.is_ok(), "{field} has values of one kind");
    }

    /// Both sides changed a field, each in another way.
    fn both(&mut self, field: T::Field, records: [&T; 3]) {
        let kind = field.kind();
        let [base, ours, theirs] = records.map(|record| kind.get(record));
        match kind {
            Kind::Notes(..) => self.lines(field, [&base, &ours, &theirs]),
            Kind::Level(levels, _) if self.rules.mapping.is_some() => {
                self.level(field, levels, [&base, &ours, &theirs]);
            }
            Kind::Requires(_) if !are_all_lists([&ours, &theirs]) => {
                self.conflict(field, [&base, &ours, &theirs], "both sides changed it");
            }
            Kind::Observations(_) | Kind::Mitigations(_) | Kind::RunbookActions(_) => {
                let [base, ours, theirs] = [base, ours, theirs].map(entries_of);
                let merged = entries::merge(&base, &ours, &theirs, self.rules.prefer);
                self.list(field, merged);
            }
            Kind::TrackerLinks(_)
            | Kind::Rehearsals(_)
            | Kind::Requires(_)
            | Kind::Origins(_)
            | Kind::Extra => {
                let [base, ours, theirs] = [base, ours, theirs].map(entries_of);
                let rules = self.rules;
                let is_same = |a: &Entry, b: &Entry| a == b || matches!(a, Entry::Text(_));
                let key = |entry: &Entry| rules.key(entry);
                let merged = entries::merge_set(&base, &ours, &theirs, key, is_same, rules.prefer);
                self.list(field, merged);
            }
            Kind::Text(..)
            | Kind::Level(..)
            | Kind::Status(_)
            | Kind::Date(_)
            | Kind::Duration(_) => {
                self.conflict(field, [&base, &ours, &theirs], "both sides changed it");
            }
        }
    }

    fn conflict(&mut self, field: T::Field, values: [&FieldValue; 3], reason: &str) {
        match self.rules.prefer {
            Some(Side::Ours) => {}
            Some(Side::Theirs) => self.take(field, values[2].clone()),
            None => {
                let values = Three::of(values, of_field);
                let conflict = (field.path().to_owned(), values, reason.to_owned());
                self.merged.conflicts.push(conflict);
            }
        }
    }

    /// Merges texts line by line, as git does: lines side by side that both changed cannot be told apart.
    fn lines(&mut self, field: T::Field, values: [&FieldValue; 3]) {
        let texts = values.map(|value| {
            let text = value.to_string();
            // Where the last line ends is nothing that a text says.
            let end = if text.is_empty() || text.ends_with('\n') {
                ""
            } else {
                "\n"
            };
            text + end
        });
        match diffy::merge(&texts[0], &texts[1], &texts[2]) {
            Ok(text) => {
                let is_ended = |value: &FieldValue| value.to_string().ends_with('\n');
                let is_ended = is_ended(values[1]) || is_ended(values[2]);
                let text = if is_ended {
                    &text
                } else {
                    text.strip_suffix('\n').unwrap_or(&text)
                };
                self.take(field, FieldValue::Text(text.to_owned()));
            }
            Err(_) => self.conflict(field, values, "both sides changed the same lines"),
        }
    }

    fn list(&mut self, field: T::Field, merged: Merged) {
        self.take(field, FieldValue::List(Some(merged.entries.clone())));
        for (at, entry, values, reason) in merged.conflicts {
            let path = entry_path(field.into(), at, &entry);
            let conflict = (path, values, reason.to_owned());
            self.merged.conflicts.push(conflict);
        }
        for (at, note) in merged.notes {
            let entry = at.and_then(|at| Some((at, merged.entries.get(at)?)));
            let path = entry.map(|(at, entry)| entry_path(field.into(), at, entry));
            let path = path.unwrap_or_else(|| field.path().to_owned());
            self.merged.notes.push((path, note.to_owned()));
        }
    }

    /// A level of the side that kept the scale, in the words of the new one.
    fn level_of(&mut self, field: T::Field, [base, changed]: [&T; 2], side: Side) {
        let kind = field.kind();
        // What the side did not change, the other one has mapped.
        if kind.is_same(base, changed) {
            return;
        }
        if let Some(unmapped) = self
            .rules
            .follow_scale(&mut self.merged.record, field, side)
        {
            let [base, changed] = [base, changed].map(|record| kind.get(record));
            let values = side.of([&base, &changed, &base], [&base, &base, &changed]);
            let conflict = (
                field.path().to_owned(),
                Three::of(values, of_field),
                unmapped,
            );
            self.merged.conflicts.push(conflict);
        }
    }

    /// A level that one side gave in the old scale, where the other side has another scale.
    fn level(&mut self, field: T::Field, levels: fn(&Scale) -> &Levels, values: [&FieldValue; 3]) {
        let Some(mapping) = self.rules.mapping else {
            return;
        };
        let (ours, theirs) = (values[1], values[2]);
        let (kept, mapped) = mapping.kept.of((ours, theirs), (theirs, ours));
        let new = |value: &FieldValue| {
            let level = value.level()?;
            mapping.level(field.into(), levels, level)
        };
        let is_mapped_alone = new(values[0]).is_some_and(|new| mapped.level() == Some(new));
        match new(kept) {
            Some(level) if is_mapped_alone => {
                self.take(field, FieldValue::Level(Some(level.to_owned())));
            }
            _ => self.conflict(
                field,
                values,
                "one side changed it and the other one the scale",
            ),
        }
    }
}

impl Rules<'_> {
    /// Gives a level of the side that kept the scale the word of the new scale. Returns why that cannot be.
    fn follow_scale<T: Record>(
        &self,
        record: &mut T,
        field: T::Field,
        side: Side,
    ) -> Option<String> {
        let mapping = self.mapping.filter(|mapping| mapping.kept == side)?;
        let Kind::Level(levels, at) = field.kind() else {
            return None;
        };
        let level = at.get(record).as_ref()?;
        match mapping.level(field.into(), levels, level) {
            Some(new) => {
                at.set(record, Some(new.to_owned()));
                None
            }
            None => Some(format!("no level of the new scale is known for `{level}`")),
        }
    }

    /// A record that one side added, with its levels on the scale of the other one where that changed it.
    pub fn added<T: Record>(&self, added: &T, side: Side) -> MergedRecord<T> {
        let mut merged = MergedRecord {
            record: added.clone(),
            conflicts: Vec::new(),
            notes: Vec::new(),
        };
        for field in T::Field::ALL.iter().copied() {
            if let Some(unmapped) = self.follow_scale(&mut merged.record, field, side) {
                let level = of_field(&field.kind().get(added));
                let (ours, theirs) = side.of((level.clone(), Value::Null), (Value::Null, level));
                let base = Value::Null;
                let values = Three { base, ours, theirs };
                merged
                    .conflicts
                    .push((field.path().to_owned(), values, unmapped));
            }
        }
        merged
    }

    /// What identifies an entry of a set.
    fn key(&self, entry: &Entry) -> String {
        match entry {
            Entry::Text(url) => self.ours.card(&TrackerLink::new(url.clone())),
            Entry::Observation(observation) => observation.text.clone(),
            Entry::Rehearsal(rehearsal) => {
                let outcome = rehearsal.outcome.as_ref();
                let outcome = outcome.map(ToString::to_string).unwrap_or_default();
                format!("{} {} {outcome}", rehearsal.date, rehearsal.kind)
            }
            Entry::Requirement(requirement) => self.ours.members(requirement).join("\0"),
            Entry::Origin(origin) => origin.to_string(),
            Entry::Extra(header, _) => header.to_string(),
        }
    }
}

/// Whether both have requirements: that there are none, and that nobody has said, are no lists of entries.
fn are_all_lists(values: [&FieldValue; 2]) -> bool {
    let is_list = |value: &FieldValue| matches!(value, FieldValue::List(Some(entries)) if !entries.is_empty());
    values.into_iter().all(is_list)
}

fn entries_of(value: FieldValue) -> Vec<Entry> {
    match value {
        FieldValue::List(entries) => entries.unwrap_or_default(),
        FieldValue::Text(_)
        | FieldValue::Level(_)
        | FieldValue::Status(_)
        | FieldValue::Date(_)
        | FieldValue::Duration(_) => Vec::new(),
    }
}
