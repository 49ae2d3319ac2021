//! What a field states, as a value of its own.

#![deny(clippy::wildcard_enum_match_arm)]

use std::fmt;

use super::{
    ComponentOrigin, Date, Duration, Extra, ExtraValue, Kind, Observation, Record, RecordField,
    Rehearsal, Requirement, Stated, Status, TrackerLink, format_requirements,
};
use crate::record::Key;

/// What a field states.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    /// Text; empty where nothing is stated.
    Text(String),
    /// A level, as it is stated.
    Level(Option<String>),
    /// A status.
    Status(Option<Stated<Status>>),
    /// A date.
    Date(Option<Stated<Date>>),
    /// A duration.
    Duration(Option<Stated<Duration>>),
    /// The entries of a list. That nothing is stated, and that a list is empty, are two only for what
    /// a component requires.
    List(Option<Vec<Entry>>),
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A mitigation, a runbook action or a tracker link.
    Text(String),
    /// An observation.
    Observation(Observation),
    /// A rehearsal.
    Rehearsal(Rehearsal),
    /// A requirement.
    Requirement(Requirement),
    /// What a component is in a source.
    Origin(ComponentOrigin),
    /// A value beyond the model, and its header.
    Extra(Key, ExtraValue),
}

/// A value that a field cannot have, as it is of another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WrongKind;

/// All entries of a list as those of one sort.
macro_rules! all {
    ($entries:expr, $of:pat => $value:expr) => {
        $entries
            .into_iter()
            .map(|entry| {
                if let $of = entry {
                    Ok($value)
                } else {
                    Err(WrongKind)
                }
            })
            .collect::<Result<Vec<_>, _>>()
    };
}

impl<T: Record> Kind<T> {
    /// What a record states.
    pub fn get(&self, record: &T) -> FieldValue {
        match self {
            Self::Text(_, at) | Self::Notes(at, _) => FieldValue::Text(at.get(record).clone()),
            Self::Level(_, at) => FieldValue::Level(at.get(record).clone()),
            Self::Status(at) => FieldValue::Status(at.get(record).clone()),
            Self::Date(at) => FieldValue::Date(at.get(record).clone()),
            Self::Duration(at) => FieldValue::Duration(at.get(record).clone()),
            Self::Observations(at) => list(at.get(record), Entry::Observation),
            Self::Mitigations(at) => list(at.get(record), |entry| Entry::Text(entry.text)),
            Self::RunbookActions(at) => list(at.get(record), |entry| Entry::Text(entry.text)),
            Self::TrackerLinks(at) => {
                list(at.get(record), |link| Entry::Text(link.url().to_owned()))
            }
            Self::Rehearsals(at) => list(at.get(record), Entry::Rehearsal),
            Self::Requires(at) => match at.get(record) {
                Some(requirements) => list(requirements, Entry::Requirement),
                None => FieldValue::List(None),
            },
            Self::Origins(at) => list(at.get(record), Entry::Origin),
            Self::Extra => {
                let values = record.extra().iter();
                let entries = values.map(|(key, value)| Entry::Extra(key.clone(), value.clone()));
                FieldValue::List(Some(entries.collect()))
            }
        }
    }

    /// Has a record state something else.
    pub fn set(&self, record: &mut T, value: FieldValue) -> Result<(), WrongKind> {
        match (self, value) {
            (Self::Text(_, at) | Self::Notes(at, _), FieldValue::Text(text)) => {
                at.set(record, text);
            }
            (Self::Level(_, at), FieldValue::Level(level)) => at.set(record, level),
            (Self::Status(at), FieldValue::Status(status)) => at.set(record, status),
            (Self::Date(at), FieldValue::Date(date)) => at.set(record, date),
            (Self::Duration(at), FieldValue::Duration(duration)) => at.set(record, duration),
            (Self::Requires(at), FieldValue::List(None)) => at.set(record, None),
            (_, FieldValue::List(entries)) => {
                return self.set_list(record, entries.unwrap_or_default());
            }
            _ => return Err(WrongKind),
        }
        Ok(())
    }

    fn set_list(&self, record: &mut T, entries: Vec<Entry>) -> Result<(), WrongKind> {
        match self {
            Self::Observations(at) => {
                at.set(record, all!(entries, Entry::Observation(one) => one)?);
            }
            Self::Mitigations(at) => {
                at.set(record, all!(entries, Entry::Text(text) => text.into())?);
            }
            Self::RunbookActions(at) => {
                at.set(record, all!(entries, Entry::Text(text) => text.into())?);
            }
            Self::TrackerLinks(at) => {
                at.set(
                    record,
                    all!(entries, Entry::Text(url) => TrackerLink::new(url))?,
                );
            }
            Self::Rehearsals(at) => at.set(record, all!(entries, Entry::Rehearsal(one) => one)?),
            Self::Requires(at) => {
                at.set(record, Some(all!(entries, Entry::Requirement(one) => one)?));
            }
            Self::Origins(at) => at.set(record, all!(entries, Entry::Origin(one) => one)?),
            Self::Extra => {
                let mut extra = Extra::default();
                for (key, value) in all!(entries, Entry::Extra(key, value) => (key, value))? {
                    extra.insert(key, value);
                }
                *record.extra_mut() = extra;
            }
            Self::Text(..)
            | Self::Notes(..)
            | Self::Level(..)
            | Self::Status(_)
            | Self::Date(_)
            | Self::Duration(_) => return Err(WrongKind),
        }
        Ok(())
    }
}

/// The first entry without a text, of a list whose entries have to have one: the field and the position.
pub(crate) fn blank_entry<T: Record>(record: &T) -> Option<(T::Field, usize)> {
    let blank = |text: &str| text.trim().is_empty();
    let mut fields = T::Field::ALL.iter().copied();
    fields.find_map(|field| {
        let position = match field.kind() {
            Kind::Observations(at) => at.get(record).iter().position(|one| blank(&one.text)),
            Kind::Mitigations(at) => at.get(record).iter().position(|one| blank(&one.text)),
            Kind::RunbookActions(at) => at.get(record).iter().position(|one| blank(&one.text)),
            Kind::TrackerLinks(at) => at.get(record).iter().position(|one| blank(one.url())),
            Kind::Text(..)
            | Kind::Notes(..)
            | Kind::Level(..)
            | Kind::Status(_)
            | Kind::Date(_)
            | Kind::Duration(_)
            | Kind::Rehearsals(_)
            | Kind::Requires(_)
            | Kind::Origins(_)
            | Kind::Extra => None,
        };
        Some((field, position?))
    })
}

fn list<E: Clone>(entries: &[E], entry: impl Fn(E) -> Entry) -> FieldValue {
    FieldValue::List(Some(entries.iter().cloned().map(entry).collect()))
}

impl Entry {
    /// Whether it is a value beyond the model.
    pub(crate) fn is_extra(&self) -> bool {
        matches!(self, Self::Extra(..))
    }

    /// What distinguishes one entry from another: its text, its header, or when it was.
    pub(crate) fn subject(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Observation(observation) => observation.text.clone(),
            Self::Rehearsal(rehearsal) => format!("{} {}", rehearsal.date, rehearsal.kind),
            Self::Requirement(requirement) => {
                format_requirements(std::slice::from_ref(requirement))
            }
            Self::Origin(origin) => origin.to_string(),
            Self::Extra(key, _) => key.to_string(),
        }
    }

    /// The entry in words: what stands behind its position in a path, and the words.
    pub(crate) fn parts(&self) -> Vec<(&'static str, String)> {
        fn stated<T: ToString>(value: Option<&T>) -> String {
            value.map(T::to_string).unwrap_or_default()
        }
        match self {
            Self::Text(_) | Self::Requirement(_) | Self::Origin(_) => vec![("", self.subject())],
            Self::Extra(_, value) => vec![("", value.to_string())],
            Self::Observation(Observation { text, status }) => {
                vec![(".text", text.clone()), (".status", status.to_string())]
            }
            Self::Rehearsal(rehearsal) => vec![
                (".date", rehearsal.date.to_string()),
                (".kind", rehearsal.kind.to_string()),
                (".outcome", stated(rehearsal.outcome.as_ref())),
                (".time_to_detect", stated(rehearsal.time_to_detect.as_ref())),
                (
                    ".time_to_recover",
                    stated(rehearsal.time_to_recover.as_ref()),
                ),
                (".notes", rehearsal.notes.clone()),
                (".link", rehearsal.url().to_owned()),
            ],
        }
    }
}

/// The entry in words.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) | Self::Requirement(_) | Self::Origin(_) => f.write_str(&self.subject()),
            Self::Extra(_, value) => value.fmt(f),
            Self::Observation(Observation { text, status }) => write!(f, "{text} ({status})"),
            Self::Rehearsal(rehearsal) => {
                let words = [&rehearsal.to_string(), &rehearsal.notes, rehearsal.url()];
                let words: Vec<&str> = words.into_iter().filter(|text| !text.is_empty()).collect();
                f.write_str(&words.join("; "))
            }
        }
    }
}

impl FieldValue {
    /// The level, where it is one that is stated.
    #[cfg(feature = "trackers")]
    pub(crate) fn level(&self) -> Option<&str> {
        if let Self::Level(level) = self {
            level.as_deref()
        } else {
            None
        }
    }
}

/// The value in words; nothing where nothing is stated.
impl fmt::Display for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn stated<T: fmt::Display>(value: Option<&T>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            value.map_or(Ok(()), |value| value.fmt(f))
        }
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Level(level) => stated(level.as_ref(), f),
            Self::Status(status) => stated(status.as_ref(), f),
            Self::Date(date) => stated(date.as_ref(), f),
            Self::Duration(duration) => stated(duration.as_ref(), f),
            Self::List(None) => Ok(()),
            Self::List(Some(entries)) if entries.is_empty() => f.write_str("none"),
            Self::List(Some(entries)) => {
                let words: Vec<String> = entries.iter().map(Entry::to_string).collect();
                f.write_str(&words.join("; "))
            }
        }
    }
}
