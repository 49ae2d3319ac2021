//! Which rehearsals count.

use crate::register::{Date, Duration, Rehearsal};

/// Which day it is, and for how long a rehearsal counts.
///
/// Whole days are counted: a rehearsal counts when it was on the day itself or at most so many days before. A length
/// of time with a part of a day is that of the next whole day, so that `36h` are two days. A rehearsal after the day, or of
/// which the day is not understood, does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The day that the answer is for.
    pub today: Date,
    /// For how long a rehearsal counts.
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
        let days = rehearsals
            .iter()
            .filter_map(|one| Some((one.day()?, one)))
            .filter(|(day, _)| *day <= self.today);
        days.max_by_key(|(day, _)| *day).map(|(_, one)| one)
    }

    /// Whether a rehearsal counts.
    pub fn has(self, rehearsal: &Rehearsal) -> bool {
        let ago = rehearsal.day().map(|day| day.days_until(self.today));
        // A day that is to come is a negative number of days ago.
        let ago = ago.and_then(|days| u64::try_from(days).ok());
        ago.is_some_and(|days| days <= self.within.days_rounded_up())
    }
}
