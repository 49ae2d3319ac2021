//! Which rehearsals count.

use serde::Serialize;

use crate::register::{Date, Duration, Outcome, Rehearsal, RehearsalKind};

/// Which day it is, and for how long a rehearsal counts.
///
/// Whole days are counted: a rehearsal counts when it was on the day itself or at most so many days before. A length
/// of time with a part of a day is that of the next whole day, so that `36h` are two days. A rehearsal after the day, or of
/// which the day is not understood, does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Window {
    /// The day that it is for.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub today: Date,
    /// For how long a rehearsal counts, such as `180d`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub within: Duration,
}

impl Window {
    /// For how long a rehearsal counts unless somebody says: 180 days.
    pub const WITHIN: Duration = Duration::from_minutes(180 * 24 * 60);

    /// The half year up to a day.
    pub fn up_to(today: Date) -> Self {
        Self {
            today,
            within: Self::WITHIN,
        }
    }

    /// The latest rehearsal up to the day, however long ago: of several on one day, the one that is stated last.
    pub fn last(self, rehearsals: &[Rehearsal]) -> Option<&Rehearsal> {
        let rehearsals = rehearsals.iter().map(|one| (one, ()));
        Rehearsal::latest(rehearsals, self.today).map(|(one, ())| one)
    }

    /// The rehearsal that tells how well a failure is met: the latest up to the day, however long ago. But where an
    /// incident or a game day failed or passed in part only, and none after it passed, it is that one: what did not
    /// work is settled by doing it and not by talking of it. What is of a kind that is not understood may have been
    /// either: it settles nothing, and is to be settled. So is what failed on a day that is not understood.
    pub fn telling(self, rehearsals: &[Rehearsal]) -> Option<&Rehearsal> {
        let days = rehearsals.iter().filter_map(|one| Some((one.day()?, one)));
        let mut past: Vec<(Date, &Rehearsal)> =
            days.filter(|(day, _)| *day <= self.today).collect();
        // The sort is stable, so those of one day stay as they are stated.
        past.sort_by_key(|(day, _)| *day);
        let mut unsettled = None;
        for (_, one) in past.iter().filter(|(_, one)| !is_talk(one)) {
            if is_unpassed(one) {
                unsettled = Some(*one);
            } else if is_passed(one) && one.kind.known().is_some() {
                unsettled = None;
            }
        }
        let mut undated = rehearsals.iter().filter(|one| one.day().is_none());
        undated
            .find(|one| !is_talk(one) && is_unpassed(one))
            .or(unsettled)
            .or_else(|| past.last().map(|(_, one)| *one))
    }

    /// Whether the rehearsal that tells counts and passed; one of which nobody says how it went is taken as passed,
    /// and one of which the outcome is not understood is not.
    pub fn is_proven(self, rehearsals: &[Rehearsal]) -> bool {
        let telling = self.telling(rehearsals);
        telling.is_some_and(|one| self.has(one) && is_passed(one))
    }

    /// Whether a rehearsal is still to come.
    pub fn is_to_come(self, rehearsal: &Rehearsal) -> bool {
        rehearsal.day().is_some_and(|day| day > self.today)
    }

    /// Whether a rehearsal counts.
    pub fn has(self, rehearsal: &Rehearsal) -> bool {
        let ago = rehearsal.day().map(|day| day.days_until(self.today));
        // A day that is to come is a negative number of days ago.
        let ago = ago.and_then(|days| u64::try_from(days).ok());
        ago.is_some_and(|days| days <= self.days())
    }

    /// For how many days a rehearsal counts.
    pub fn days(self) -> u64 {
        self.within.days_rounded_up()
    }
}

/// Whether a failure was only talked through.
fn is_talk(rehearsal: &Rehearsal) -> bool {
    rehearsal.kind.known() == Some(&RehearsalKind::Tabletop)
}

/// Whether somebody said of a rehearsal that it did not pass.
fn is_unpassed(rehearsal: &Rehearsal) -> bool {
    let outcome = rehearsal.known_outcome();
    matches!(outcome, Some(Outcome::Partly | Outcome::Failed))
}

/// Whether a rehearsal passed, or nobody says how it went.
pub(super) fn is_passed(rehearsal: &Rehearsal) -> bool {
    rehearsal.outcome.is_none() || rehearsal.known_outcome() == Some(Outcome::Passed)
}
