//! Proof that a failure was met, or practised.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Date, Duration, Stated, TrackerLink};
use crate::enum_words::enum_words;

/// One time that a failure was talked through, brought about on purpose, or met for real.
///
/// Risks and components have rehearsals in every form. A workbook has a sheet of them, a row for each; one without that
/// sheet keeps none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Rehearsal {
    /// The day it was on.
    pub date: Stated<Date>,
    /// What it was.
    pub kind: Stated<RehearsalKind>,
    /// How it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Stated<Outcome>>,
    /// From the failure until somebody knew of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_to_detect: Option<Stated<Duration>>,
    /// From the failure until everything worked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_to_recover: Option<Stated<Duration>>,
    /// What was learned.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Where to read more, such as a review of the incident.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<TrackerLink>,
}

impl Rehearsal {
    /// The keys that an entry in a file may have.
    pub(crate) const KEYS: [&str; 7] = [
        "date",
        "kind",
        "outcome",
        "time_to_detect",
        "time_to_recover",
        "notes",
        "link",
    ];

    /// A rehearsal of which nothing more is known.
    pub fn new(date: Date, kind: RehearsalKind) -> Self {
        Self {
            date: date.into(),
            kind: kind.into(),
            outcome: None,
            time_to_detect: None,
            time_to_recover: None,
            notes: String::new(),
            link: None,
        }
    }

    /// The address of the link; empty where there is none.
    pub(crate) fn url(&self) -> &str {
        self.link.as_ref().map_or("", TrackerLink::url)
    }

    /// The latest of some rehearsals, up to a day and however long ago: of several on one day, the last. With each may come what it
    /// is of. One that is still to come has not been, and one of which the day is not understood is not known to have.
    pub(crate) fn latest<'a, T>(
        rehearsals: impl IntoIterator<Item = (&'a Self, T)>,
        today: Date,
    ) -> Option<(&'a Self, T)> {
        let past = rehearsals
            .into_iter()
            .filter(|(one, _)| one.day().is_some_and(|day| day <= today));
        past.max_by_key(|(one, _)| one.day())
    }

    /// The day it was on, where it is understood.
    pub fn day(&self) -> Option<Date> {
        self.date.known().copied()
    }

    /// Whether it shows that the failure does happen: an incident however it went, and a game day that failed.
    pub fn confirms(&self) -> bool {
        match self.kind.known() {
            Some(RehearsalKind::Incident) => true,
            Some(RehearsalKind::GameDay) => self.known_outcome() == Some(Outcome::Failed),
            Some(RehearsalKind::Tabletop) | None => false,
        }
    }

    /// How it went, where somebody has said and it is understood.
    pub fn known_outcome(&self) -> Option<Outcome> {
        self.outcome.as_ref()?.known().copied()
    }

    /// How long it took until everything worked again, where somebody has said and it is understood.
    pub fn recovered_in(&self) -> Option<Duration> {
        self.time_to_recover.as_ref()?.known().copied()
    }

    /// The same where something had failed: talk measures nothing.
    #[cfg(feature = "trackers")]
    pub(crate) fn measured(&self) -> Option<Duration> {
        match self.kind.known()? {
            RehearsalKind::GameDay | RehearsalKind::Incident => self.recovered_in(),
            RehearsalKind::Tabletop => None,
        }
    }
}

/// Such as `2026-05-02 game-day, passed, detected in 4m, recovered in 25m`: all but notes and link.
impl fmt::Display for Rehearsal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.date, self.kind)?;
        if let Some(outcome) = &self.outcome {
            write!(f, ", {outcome}")?;
        }
        if let Some(time) = &self.time_to_detect {
            write!(f, ", detected in {time}")?;
        }
        if let Some(time) = &self.time_to_recover {
            write!(f, ", recovered in {time}")?;
        }
        Ok(())
    }
}

/// What a rehearsal was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "kebab-case", inline))]
pub enum RehearsalKind {
    /// People talked it through.
    Tabletop,
    /// The failure was brought about on purpose.
    GameDay,
    /// It happened for real.
    Incident,
}

enum_words!(RehearsalKind {
    /// Every kind, the least real first.
    ALL,
    /// The word that files and messages have for it.
    as_str,
    Tabletop => "tabletop",
    GameDay => "game-day",
    Incident => "incident",
} parsed or ParseRehearsalKindError);

/// How a rehearsal went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "kebab-case", inline))]
pub enum Outcome {
    /// It was noticed and mended as written.
    Passed,
    /// It was mended, and not all as written.
    Partly,
    /// What is written did not do.
    Failed,
}

enum_words!(Outcome {
    /// Every outcome, the best first.
    ALL,
    /// The word that files and messages have for it.
    as_str,
    Passed => "passed",
    Partly => "partly",
    Failed => "failed",
} parsed or ParseOutcomeError);

/// The text is no kind of a rehearsal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of rehearsal: tabletop, game-day or incident")]
pub struct ParseRehearsalKindError;

/// The text is no outcome of a rehearsal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an outcome: passed, partly or failed")]
pub struct ParseOutcomeError;
