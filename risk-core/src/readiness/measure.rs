//! What is counted of risks.

use std::str::FromStr;

use crate::enum_words::enum_words;
use crate::record::text::{fold, nearest};

/// Something that a risk should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// A likelihood and an impact that are levels of the scale.
    Rated,
    /// An observation that is implemented.
    Observed,
    /// A mitigation.
    Mitigated,
    /// A runbook action.
    Runbook,
    /// A tracker link.
    Tracked,
    /// A rehearsal of its own that counts.
    Rehearsed,
    /// A rehearsal of its own that counts and passed.
    Passed,
}

enum_words!(Measure {
    /// Every measure, in the order in which they are reported.
    ALL,
    /// The word that stands for it.
    as_str,
    Rated => "rated",
    Observed => "observed",
    Mitigated => "mitigated",
    Runbook => "runbook",
    Tracked => "tracked",
    Rehearsed => "rehearsed",
    Passed => "passed",
});

impl Measure {
    /// What a risk has that has it, in words.
    pub fn what(self) -> &'static str {
        match self {
            Self::Rated => "a rating",
            Self::Observed => "an implemented observation",
            Self::Mitigated => "a mitigation",
            Self::Runbook => "a runbook action",
            Self::Tracked => "a tracker link",
            Self::Rehearsed => "a rehearsal that counts",
            Self::Passed => "a rehearsal that counts and passed",
        }
    }
}

/// The text is no measure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{name}` is not a measure; expected rated, observed, mitigated, runbook, tracked, rehearsed or passed"
)]
#[non_exhaustive]
pub struct UnknownMeasure {
    /// The text, as given.
    pub name: String,
    /// The measure that was most likely meant.
    pub nearest: Option<&'static str>,
}

impl FromStr for Measure {
    type Err = UnknownMeasure;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let folded = fold(text);
        let found = Self::ALL.into_iter().find(|one| one.as_str() == folded);
        found.ok_or_else(|| UnknownMeasure {
            name: text.to_owned(),
            nearest: nearest(text, Self::ALL.map(Self::as_str)),
        })
    }
}
