//! What a cell of each field is to have.

use std::borrow::Cow;

use crate::register::representable::{Misfit, misfits_of_component, misfits_of_risk};
use crate::register::{
    Component, Date, Extra, ExtraValue, Field, Observation, Risk, Stated, TrackerLink, Trackers,
    format_requirements,
};
use crate::workbook::create;

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

/// A record that has a row in a sheet.
pub(super) trait Rowed: Clone + Default + PartialEq {
    /// Before the key of a record, in a message.
    const CALLED: &'static str;
    /// The header that a column of a field usually has.
    fn header(field: Field) -> &'static str;
    /// Its fields, extra values aside.
    fn fields() -> impl Iterator<Item = Field>;
    /// What the cell of a field is to have. Links are part of the notes.
    fn wanted(&self, field: Field) -> Wanted<'_>;
    fn extra(&self) -> &Extra;
    /// What of it no cell can hold.
    fn misfits(&self, trackers: &Trackers) -> Vec<Misfit>;
}

fn stated<T: ToString>(value: Option<&T>) -> Wanted<'static> {
    Wanted::Name(Cow::Owned(value.map(T::to_string).unwrap_or_default()))
}

fn name(text: &str) -> Wanted<'_> {
    Wanted::Name(Cow::Borrowed(text))
}

impl Rowed for Risk {
    const CALLED: &'static str = "";

    fn header(field: Field) -> &'static str {
        create::header_of_risks(field)
    }

    fn fields() -> impl Iterator<Item = Field> {
        let apart = [Field::Extra, Field::TrackerLinks];
        Field::OF_RISK
            .into_iter()
            .filter(move |field| field.has_column() && !apart.contains(field))
    }

    fn wanted(&self, field: Field) -> Wanted<'_> {
        match field {
            Field::Reference => name(&self.reference),
            Field::Component => name(&self.component),
            Field::Description => Wanted::Prose(&self.description),
            Field::Likelihood => name(self.likelihood.as_deref().unwrap_or_default()),
            Field::Impact => name(self.impact.as_deref().unwrap_or_default()),
            Field::Observations => Wanted::Observations(&self.observations),
            Field::Mitigations => {
                Wanted::Entries(self.mitigations.iter().map(|m| m.text.as_str()).collect())
            }
            Field::RunbookActions => {
                let actions = self.runbook_actions.iter();
                Wanted::Entries(actions.map(|action| action.text.as_str()).collect())
            }
            Field::Notes => Wanted::Notes(&self.notes, &self.tracker_links),
            Field::Status => stated(self.status.as_ref()),
            Field::Owner => name(&self.owner),
            Field::ReviewBy => Wanted::Date(self.review_by.as_ref()),
            Field::AcceptedBy => name(&self.acceptance.by),
            Field::AcceptedUntil => Wanted::Date(self.acceptance.until.as_ref()),
            Field::AcceptanceReason => Wanted::Prose(&self.acceptance.reason),
            // A sheet of risks has no other fields.
            _ => Wanted::Value(None),
        }
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn misfits(&self, trackers: &Trackers) -> Vec<Misfit> {
        misfits_of_risk(self, trackers)
    }
}

impl Rowed for Component {
    const CALLED: &'static str = "component ";

    fn header(field: Field) -> &'static str {
        create::header_of_components(field)
    }

    fn fields() -> impl Iterator<Item = Field> {
        Field::OF_COMPONENT
            .into_iter()
            .filter(|field| field.has_column() && *field != Field::Extra)
    }

    fn wanted(&self, field: Field) -> Wanted<'_> {
        match field {
            Field::Name => name(&self.name),
            Field::Kind => name(&self.kind),
            Field::Owner => name(&self.owner),
            Field::Tier => name(&self.tier),
            Field::Description => Wanted::Prose(&self.description),
            Field::Restore => stated(self.restore.as_ref()),
            Field::Rto => stated(self.rto.as_ref()),
            Field::Rpo => stated(self.rpo.as_ref()),
            Field::Within => name(&self.within),
            Field::Requires => Wanted::Name(Cow::Owned(match &self.requires {
                Some(requirements) => format_requirements(requirements),
                None => String::new(),
            })),
            // A sheet of components has no other fields.
            _ => Wanted::Value(None),
        }
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn misfits(&self, _: &Trackers) -> Vec<Misfit> {
        misfits_of_component(self)
    }
}
