//! Proof that a failure was met, or practised.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Date, Duration, Stated, TrackerLink};
use crate::record::text::fold;

/// One time that a failure was talked through, brought about on purpose, or met for real.
///
/// Text forms and JSON have rehearsals, of risks and of components; a workbook has no place for them.
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
    /// Where more of it is written, such as a review of the incident.
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

    /// The day it was on, where it is understood.
    pub fn day(&self) -> Option<Date> {
        self.date.known().copied()
    }

    /// How it went, where somebody has said and it is understood.
    pub fn known_outcome(&self) -> Option<Outcome> {
        self.outcome.as_ref()?.known().copied()
    }

    /// How long it took until everything worked again, where somebody has said and it is understood.
    pub fn recovered_in(&self) -> Option<Duration> {
        self.time_to_recover.as_ref()?.known().copied()
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

impl RehearsalKind {
    /// Every kind, the least real first.
    pub const ALL: [Self; 3] = [Self::Tabletop, Self::GameDay, Self::Incident];

    /// The word that files and messages have for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tabletop => "tabletop",
            Self::GameDay => "game-day",
            Self::Incident => "incident",
        }
    }
}

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

impl Outcome {
    /// Every outcome, the best first.
    pub const ALL: [Self; 3] = [Self::Passed, Self::Partly, Self::Failed];

    /// The word that files and messages have for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Partly => "partly",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for RehearsalKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The text is no kind of a rehearsal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of rehearsal: tabletop, game-day or incident")]
pub struct ParseRehearsalKindError;

/// The text is no outcome of a rehearsal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an outcome: passed, partly or failed")]
pub struct ParseOutcomeError;

impl FromStr for RehearsalKind {
    type Err = ParseRehearsalKindError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let folded = fold(text);
        let found = Self::ALL
            .into_iter()
            .find(|kind| fold(kind.as_str()) == folded);
        found.ok_or(ParseRehearsalKindError)
    }
}

impl FromStr for Outcome {
    type Err = ParseOutcomeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let folded = fold(text);
        let found = Self::ALL
            .into_iter()
            .find(|outcome| outcome.as_str() == folded);
        found.ok_or(ParseOutcomeError)
    }
}
