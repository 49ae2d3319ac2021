//! Changes in words.

use std::collections::BTreeMap;

#[cfg(feature = "trackers")]
use super::onto::words;
use super::path::Path;
use super::quote::in_double_quotes;
use super::{Change, ChangeLine, EntryOp};
use crate::record::{Field, RecordId};
use crate::register::{Entry, ExtraValue, FieldValue, ScaleAnswer};

/// The changes in words, one line for each thing that a person would say of them. Where records and
/// columns stand is no such thing.
pub(super) fn lines(changes: &[Change]) -> impl Iterator<Item = ChangeLine> {
    let of_one_list = |a: &Change, b: &Change| match (a, b) {
        (
            Change::Entry { id, field, .. },
            Change::Entry {
                id: other,
                field: of,
                ..
            },
        ) => (id, field) == (other, of),
        _ => false,
    };
    changes.chunk_by(of_one_list).flat_map(|changes| {
        let mut lines = Lines {
            record: changes[0].record(),
            lines: Vec::new(),
        };
        match &changes[0] {
            Change::Entry { field, .. } => lines.entries(*field, changes),
            change => lines.change(change),
        }
        lines.lines
    })
}

/// The lines of one record, or of one list of it.
struct Lines {
    record: RecordId,
    lines: Vec<ChangeLine>,
}

impl Lines {
    fn push(&mut self, path: Option<String>, before: Option<String>, after: Option<String>) {
        self.lines.push(ChangeLine {
            record: self.record.clone(),
            path,
            before,
            after,
        });
    }

    fn change(&mut self, change: &Change) {
        let name = |id: &RecordId| {
            id.key()
                .map(|key| key.name().to_owned())
                .filter(|n| !n.is_empty())
        };
        match change {
            Change::Title { before, after } => {
                let [before, after] = [before, after].map(|title| stated(title.clone()));
                self.push(Some("title".to_owned()), before, after);
            }
            Change::Scale { before, after } => {
                let [before, after] =
                    [before, after].map(|scale| ScaleAnswer::new(scale).in_words());
                // Another name says it; under the same one, only its parts show what is other.
                let parts = if before[0] == after[0] {
                    before.len()
                } else {
                    1
                };
                for ((part, before), (_, after)) in before.into_iter().zip(after).take(parts) {
                    if before != after {
                        self.push(Some(part.to_owned()), Some(before), Some(after));
                    }
                }
            }
            #[cfg(feature = "trackers")]
            Change::Settings { before, after } => {
                let pairs = words(before).into_iter().zip(words(after));
                for ((key, before), (_, after)) in pairs.filter(|(before, after)| before != after) {
                    self.push(Some(key.to_owned()), stated(before), stated(after));
                }
            }
            Change::Added { record, .. } => self.push(None, None, Some(record.summary())),
            Change::Removed { record, .. } => self.push(None, Some(record.summary()), None),
            Change::Renamed { from, to } => {
                let path = from.kind().name_field().to_owned();
                self.push(Some(path), name(from), name(to));
            }
            Change::Set {
                field,
                before,
                after,
                ..
            } => self.set(*field, before, after),
            // Nothing of what they state changed.
            Change::Moved { .. } | Change::Entry { .. } => {}
        }
    }

    fn set(&mut self, field: Field, before: &FieldValue, after: &FieldValue) {
        match replaced(before, after) {
            Some(entries) => {
                for (at, before, after) in entries {
                    self.entry(field, at, before, after);
                }
            }
            None => self.push(
                Some(field.to_string()),
                stated(before.to_string()),
                stated(after.to_string()),
            ),
        }
    }

    /// Reports what became of the entries of a list, by their positions. One that went and one that
    /// came in its place are reported as one that was replaced; columns that came stand last.
    fn entries(&mut self, field: Field, changes: &[Change]) {
        let ops = changes.iter().filter_map(|change| match change {
            Change::Entry { op, .. } => Some(op),
            _ => None,
        });
        let mut places: BTreeMap<usize, (Option<&Entry>, Option<&Entry>)> = BTreeMap::new();
        let mut added = Vec::new();
        let mut changed = Vec::new();
        for op in ops {
            match op {
                EntryOp::Inserted { entry, .. } if entry.is_extra() => added.push(entry),
                EntryOp::Inserted { at, entry } => places.entry(*at).or_default().1 = Some(entry),
                EntryOp::Removed { at, entry } => places.entry(*at).or_default().0 = Some(entry),
                EntryOp::Moved { entry, .. } if entry.is_extra() => {}
                EntryOp::Moved { from, to, entry } => {
                    changed.push((*from, Some(entry), None));
                    changed.push((*to, None, Some(entry)));
                }
                EntryOp::Changed {
                    from,
                    to,
                    before,
                    after,
                } => {
                    let at = if after.is_extra() { from } else { to };
                    changed.push((*at, Some(before), Some(after)));
                }
            }
        }
        let replaced = places
            .into_iter()
            .map(|(at, (before, after))| (at, before, after));
        changed.extend(replaced);
        changed.sort_by_key(|(at, ..)| *at);
        changed.extend(added.into_iter().map(|entry| (0, None, Some(entry))));
        for (at, before, after) in changed {
            match (before, after) {
                (Some(before), Some(after)) => self.parts(field, at, before, after),
                (before, after) => self.entry(field, at, before, after),
            }
        }
    }

    /// Reports an entry that came or went.
    fn entry(&mut self, field: Field, at: usize, before: Option<&Entry>, after: Option<&Entry>) {
        let path = before.or(after).map(|entry| entry_path(field, at, entry));
        let [before, after] = [before, after].map(|entry| entry.map(Entry::to_string));
        self.push(path, before, after);
    }

    /// Reports the parts in which two entries differ.
    fn parts(&mut self, field: Field, at: usize, before: &Entry, after: &Entry) {
        let path = entry_path(field, at, after);
        if let (Entry::Extra(_, old), Entry::Extra(_, new)) = (before, after) {
            // The number 5 and the text 5 differ in nothing that a reader could see otherwise.
            let is_typed = old.to_string() == new.to_string();
            let words = |value: &ExtraValue| match value {
                ExtraValue::Text(text) if is_typed => in_double_quotes(text),
                other => other.to_string(),
            };
            return self.push(Some(path), Some(words(old)), Some(words(new)));
        }
        for ((part, before), (_, after)) in before.parts().into_iter().zip(after.parts()) {
            if before != after {
                self.push(Some(format!("{path}{part}")), stated(before), stated(after));
            }
        }
    }
}

/// The entries of two lists of which one takes the place of the other: those that go, and those that come. `None` where
/// they are no lists of entries, which are neither that nothing is required nor that nobody has said.
pub(crate) fn replaced<'v>(
    before: &'v FieldValue,
    after: &'v FieldValue,
) -> Option<impl Iterator<Item = (usize, Option<&'v Entry>, Option<&'v Entry>)>> {
    let (FieldValue::List(before), FieldValue::List(after)) = (before, after) else {
        return None;
    };
    let is_empty = |list: &Option<Vec<Entry>>| list.as_ref().is_some_and(Vec::is_empty);
    if is_empty(before) || is_empty(after) {
        return None;
    }
    let gone = before.iter().flatten().enumerate();
    let come = after.iter().flatten().enumerate();
    let gone = gone.map(|(at, entry)| (at, Some(entry), None));
    Some(gone.chain(come.map(|(at, entry)| (at, None, Some(entry)))))
}

/// An empty text states nothing.
pub(crate) fn stated(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// The field that a path is of, or one of whose entries, and the position of that from 0; the other way round.
#[cfg(feature = "folder")]
pub(crate) fn list_and_entry(path: &str) -> (&str, Option<usize>) {
    match path.split_once('[') {
        None => (path, None),
        Some((list, rest)) => {
            let position = rest.trim_end_matches(']').parse::<usize>().ok();
            (list, position.and_then(|position| position.checked_sub(1)))
        }
    }
}

/// The path of an entry: by its position, from 1, or by its header.
pub(crate) fn entry_path(field: Field, at: usize, entry: &Entry) -> String {
    match entry {
        Entry::Extra(key, _) => Path::Extra(key.clone()).to_string(),
        Entry::Text(_)
        | Entry::Observation(_)
        | Entry::Rehearsal(_)
        | Entry::Requirement(_)
        | Entry::Origin(_) => {
            format!("{field}[{}]", at + 1)
        }
    }
}
