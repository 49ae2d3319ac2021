//! What a cell of each field is to have.

#![deny(clippy::wildcard_enum_match_arm)]

use std::borrow::Cow;

use crate::register::{
    Date, ExtraValue, Kind, Observation, Record, RecordField, Stated, Text, TrackerLink,
    format_requirements,
};

/// What a cell is to have.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wanted<'a> {
    /// Text of which every character is content.
    Prose(&'a str),
    /// Text whose outer white space is layout; empty where nothing is stated.
    Name(Cow<'a, str>),
    Date(Option<&'a Stated<Date>>),
    Observations(&'a [Observation]),
    Entries(Vec<&'a str>),
    /// The notes, and the links that stand among them.
    Notes(&'a str, &'a [TrackerLink]),
    /// A value of a column that the model does not know.
    Value(Option<&'a ExtraValue>),
}

impl Wanted<'_> {
    /// Whether nothing is stated.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Prose(text) => text.is_empty(),
            Self::Name(text) => text.is_empty(),
            Self::Date(date) => date.is_none(),
            Self::Observations(list) => list.is_empty(),
            Self::Entries(list) => list.is_empty(),
            Self::Notes(notes, links) => notes.is_empty() && links.is_empty(),
            Self::Value(value) => value.is_none(),
        }
    }
}

/// What the cell of a field is to have. Links are part of the notes.
pub(super) fn wanted<T: Record>(field: T::Field, record: &T) -> Wanted<'_> {
    match field.kind() {
        Kind::Text(Text::Prose, at) => Wanted::Prose(at.get(record)),
        Kind::Text(
            Text::Name | Text::Line | Text::Component | Text::Container | Text::Finding,
            at,
        ) => Wanted::Name(Cow::Borrowed(at.get(record))),
        Kind::Notes(at, links) => Wanted::Notes(at.get(record), links.get(record)),
        Kind::Level(_, at) => {
            Wanted::Name(Cow::Borrowed(at.get(record).as_deref().unwrap_or_default()))
        }
        Kind::Status(at) => stated(at.get(record).as_ref()),
        Kind::Date(at) => Wanted::Date(at.get(record).as_ref()),
        Kind::Duration(at) => stated(at.get(record).as_ref()),
        Kind::Observations(at) => Wanted::Observations(at.get(record)),
        Kind::Mitigations(at) => {
            Wanted::Entries(at.get(record).iter().map(|m| m.text.as_str()).collect())
        }
        Kind::RunbookActions(at) => {
            Wanted::Entries(at.get(record).iter().map(|a| a.text.as_str()).collect())
        }
        Kind::Requires(at) => {
            let text = at
                .get(record)
                .as_ref()
                .map(|list| format_requirements(list));
            Wanted::Name(Cow::Owned(text.unwrap_or_default()))
        }
        // These have no column; rehearsals have a sheet.
        Kind::TrackerLinks(_) | Kind::Rehearsals(_) | Kind::Origins(_) | Kind::Extra => {
            Wanted::Value(None)
        }
    }
}

pub(super) fn stated<T: ToString>(value: Option<&T>) -> Wanted<'static> {
    Wanted::Name(Cow::Owned(value.map(T::to_string).unwrap_or_default()))
}
