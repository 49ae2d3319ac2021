//! The sorts of values that fields hold.

#![deny(clippy::wildcard_enum_match_arm)]
#![cfg_attr(
    not(all(feature = "folder", feature = "workbook")),
    allow(dead_code, reason = "each form asks for something else")
)]

use super::record::Record;
use super::{
    ComponentOrigin, Date, Duration, Levels, Mitigation, Observation, Rehearsal, Requirement,
    RunbookAction, Scale, Stated, Status, TrackerLink,
};

/// What a field holds: the few sorts of values that a form treats each in its own way. A new field is
/// of one of them, and so is in every form.
pub(crate) enum Kind<T> {
    Text(Text, At<T, String>),
    /// Prose that shares a cell of a workbook with tracker links.
    Notes(At<T, String>, At<T, Vec<TrackerLink>>),
    /// A level of an axis of the scale.
    Level(fn(&Scale) -> &Levels, At<T, Option<String>>),
    Status(At<T, Option<Stated<Status>>>),
    Date(At<T, Option<Stated<Date>>>),
    Duration(At<T, Option<Stated<Duration>>>),
    Observations(At<T, Vec<Observation>>),
    Mitigations(At<T, Vec<Mitigation>>),
    RunbookActions(At<T, Vec<RunbookAction>>),
    TrackerLinks(At<T, Vec<TrackerLink>>),
    Rehearsals(At<T, Vec<Rehearsal>>),
    Requires(At<T, Option<Vec<Requirement>>>),
    Origins(At<T, Vec<ComponentOrigin>>),
    /// What is beyond the model.
    Extra,
}

#[cfg(feature = "workbook")]
impl<T> Kind<T> {
    /// Whether it holds what records are called.
    pub fn is_of_names(&self) -> bool {
        use Text::{Component, Container, Name};
        matches!(
            self,
            Self::Text(Name | Component | Container, _) | Self::Requires(_)
        )
    }
}

/// What sort of text a field holds; empty where nothing is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    /// What the record is called.
    Name,
    /// One line, whose outer white space means nothing.
    Line,
    /// The name of the component that something is of.
    Component,
    /// The name of the component that another one lives in.
    Container,
    /// The question of a review that the record came from, in one line.
    Finding,
    /// Several lines.
    Prose,
}

/// Where in a record a value is.
pub(crate) struct At<T, V> {
    pub(super) get: fn(&T) -> &V,
    pub(super) get_mut: fn(&mut T) -> &mut V,
}

impl<T, V> At<T, V> {
    pub fn get<'t>(&self, record: &'t T) -> &'t V {
        (self.get)(record)
    }

    pub fn get_mut<'t>(&self, record: &'t mut T) -> &'t mut V {
        (self.get_mut)(record)
    }

    pub fn set(&self, record: &mut T, value: V) {
        *self.get_mut(record) = value;
    }

    fn swap(&self, a: &mut T, b: &mut T) {
        std::mem::swap(self.get_mut(a), self.get_mut(b));
    }
}

/// The same of every kind: of where its value is, and of what is beyond the model.
macro_rules! each {
    ($kind:expr, $at:ident => $value:expr, Extra => $extra:expr) => {
        match $kind {
            Kind::Text(_, $at) | Kind::Notes($at, _) => $value,
            Kind::Level(_, $at) => $value,
            Kind::Status($at) => $value,
            Kind::Date($at) => $value,
            Kind::Duration($at) => $value,
            Kind::Observations($at) => $value,
            Kind::Mitigations($at) => $value,
            Kind::RunbookActions($at) => $value,
            Kind::TrackerLinks($at) => $value,
            Kind::Rehearsals($at) => $value,
            Kind::Requires($at) => $value,
            Kind::Origins($at) => $value,
            Kind::Extra => $extra,
        }
    };
}

impl<T: Record> Kind<T> {
    /// Exchanges what two records state.
    pub fn swap(&self, a: &mut T, b: &mut T) {
        each!(self, at => at.swap(a, b), Extra => std::mem::swap(a.extra_mut(), b.extra_mut()));
    }

    /// Whether two records state the same.
    pub fn is_same(&self, a: &T, b: &T) -> bool {
        each!(self, at => at.get(a) == at.get(b), Extra => a.extra().is_same(b.extra()))
    }
}
