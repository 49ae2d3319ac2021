//! What changed in a list: entries that are the same at its beginning and its end are left out.

use super::changes::Log;
use crate::record::Field;
use crate::register::{
    Kind, Observation, Record, RecordField, Rehearsal, Requirement, TrackerLink,
    format_requirements,
};

/// An entry of a list in words.
#[derive(Debug, PartialEq)]
pub(super) struct Entry {
    whole: String,
    /// What is told by itself when it changes: what follows the position in its path, and the
    /// words.
    parts: Vec<(&'static str, String)>,
}

/// The entries of a field that is a list; the inner `None` where nothing was stated, the outer where
/// it is no list.
pub(super) fn entries<T: Record>(field: T::Field, record: &T) -> Option<Option<Vec<Entry>>> {
    Some(match field.kind() {
        Kind::Observations(at) => filled(at.get(record).iter().map(observation)),
        Kind::Mitigations(at) => filled(at.get(record).iter().map(|m| text(&m.text))),
        Kind::RunbookActions(at) => filled(at.get(record).iter().map(|a| text(&a.text))),
        Kind::TrackerLinks(at) => filled(at.get(record).iter().map(|link| text(link.url()))),
        Kind::Rehearsals(at) => filled(at.get(record).iter().map(rehearsal)),
        Kind::Requires(at) => {
            let requires = at.get(record).as_ref();
            requires.map(|list| list.iter().map(requirement).collect())
        }
        Kind::Text(..)
        | Kind::Notes(..)
        | Kind::Level(..)
        | Kind::Status(_)
        | Kind::Date(_)
        | Kind::Duration(_)
        | Kind::Extra => return None,
    })
}

/// The entries, where there are any.
fn filled(entries: impl Iterator<Item = Entry>) -> Option<Vec<Entry>> {
    Some(entries.collect()).filter(|entries: &Vec<Entry>| !entries.is_empty())
}

fn text(text: &str) -> Entry {
    Entry {
        whole: text.to_owned(),
        parts: vec![("", text.to_owned())],
    }
}

fn observation(observation: &Observation) -> Entry {
    let Observation { text, status } = observation;
    Entry {
        whole: format!("{text} ({status})"),
        parts: vec![(".text", text.clone()), (".status", status.to_string())],
    }
}

fn requirement(requirement: &Requirement) -> Entry {
    text(&format_requirements(std::slice::from_ref(requirement)))
}

fn rehearsal(rehearsal: &Rehearsal) -> Entry {
    let link = rehearsal.link.as_ref().map_or("", TrackerLink::url);
    let words = [&rehearsal.to_string(), &rehearsal.notes, link];
    let words: Vec<&str> = words.into_iter().filter(|text| !text.is_empty()).collect();
    Entry {
        whole: words.join("; "),
        parts: vec![
            (".date", rehearsal.date.to_string()),
            (".kind", rehearsal.kind.to_string()),
            (".outcome", stated(rehearsal.outcome.as_ref())),
            (".time_to_detect", stated(rehearsal.time_to_detect.as_ref())),
            (
                ".time_to_recover",
                stated(rehearsal.time_to_recover.as_ref()),
            ),
            (".notes", rehearsal.notes.clone()),
            (".link", link.to_owned()),
        ],
    }
}

/// A value, or nothing.
fn stated<T: ToString>(value: Option<&T>) -> String {
    value.map(T::to_string).unwrap_or_default()
}

/// Tells what changed in a list.
pub(super) fn compare_lists(
    log: &mut Log,
    field: Field,
    old: Option<Vec<Entry>>,
    new: Option<Vec<Entry>>,
) {
    let stated_empty = |list: &Option<Vec<Entry>>| list.as_ref().is_some_and(Vec::is_empty);
    if old == new {
        return;
    }
    // That nothing is required is a statement of its own, which no entry tells.
    if stated_empty(&old) || stated_empty(&new) {
        log.changed(field.path(), old.map(in_words), new.map(in_words));
        return;
    }
    compare_entries(
        log,
        field,
        &old.unwrap_or_default(),
        &new.unwrap_or_default(),
    );
}

fn in_words(entries: Vec<Entry>) -> String {
    let words: Vec<String> = entries.into_iter().map(|entry| entry.whole).collect();
    if words.is_empty() {
        "none".to_owned()
    } else {
        words.join("; ")
    }
}

fn compare_entries(log: &mut Log, field: Field, old: &[Entry], new: &[Entry]) {
    let start = same(old.iter().zip(new));
    let (old, new) = (&old[start..], &new[start..]);
    let end = same(old.iter().rev().zip(new.iter().rev()));
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    let path = |index: usize| format!("{field}[{}]", start + index + 1);
    if old.len() == new.len() {
        for (index, (old, new)) in old.iter().zip(new).enumerate() {
            let parts = old.parts.iter().zip(&new.parts);
            for ((part, before), (_, after)) in parts.filter(|(old, new)| old != new) {
                let path = path(index) + part;
                // An empty text states nothing.
                let stated = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
                log.changed(path, stated(before), stated(after));
            }
        }
        return;
    }
    for (index, entry) in old.iter().enumerate() {
        log.changed(path(index), Some(entry.whole.clone()), None);
    }
    for (index, entry) in new.iter().enumerate() {
        log.changed(path(index), None, Some(entry.whole.clone()));
    }
}

/// How many pairs at the beginning are of equals.
fn same<'a>(pairs: impl Iterator<Item = (&'a Entry, &'a Entry)>) -> usize {
    pairs.take_while(|(old, new)| old == new).count()
}
