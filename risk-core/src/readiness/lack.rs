//! What a risk lacks first.

use super::{Action, Instead, Window};
use crate::record::RiskField;
use crate::register::{Date, Rehearsal, RiskView, Stated};

/// The first thing that a risk lacks.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lack<'r> {
    /// A rating.
    Rating,
    /// An implemented observation.
    Observation,
    /// A runbook action.
    RunbookAction,
    /// A rehearsal that counts and passed; the one that decides.
    Rehearsal(Option<&'r Rehearsal>),
    /// A look that is overdue.
    Review(Overdue),
}

/// What should have been done by a day that has passed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Overdue {
    /// The risk was to be looked at again.
    Review(Date),
    /// The acceptance has ended.
    Acceptance(Date),
}

impl Overdue {
    /// What of a risk is overdue, and longest where there are two.
    pub(super) fn of(risk: RiskView<'_>, today: Date) -> Option<Self> {
        let review = risk.review_day().map(Self::Review);
        let acceptance = risk.accepted_until().map(Self::Acceptance);
        [review, acceptance]
            .into_iter()
            .flatten()
            .filter(|overdue| overdue.since() < today)
            .min_by_key(|overdue| overdue.since())
    }

    /// Whether a risk was accepted until a day that has passed.
    pub(super) fn has_acceptance_ended(risk: RiskView<'_>, today: Date) -> bool {
        let until = risk.stated().acceptance.until.as_ref();
        until
            .and_then(Stated::known)
            .is_some_and(|day| *day < today)
    }

    /// The day that has passed.
    pub(super) fn since(self) -> Date {
        match self {
            Self::Review(day) | Self::Acceptance(day) => day,
        }
    }
}

impl<'r> Lack<'r> {
    /// What a risk lacks first; `None` where it has everything. One that is accepted wants no rehearsal.
    pub(super) fn of(risk: RiskView<'r>, window: Window) -> Option<Self> {
        if risk.rating().is_none() {
            return Some(Self::Rating);
        }
        // What could not be read is mended first, and nobody knows what it lacks.
        if Instead::of(risk.stated()).is_some() && !risk.is_unread(RiskField::Observations) {
            return Some(Self::Observation);
        }
        if !risk.has_runbook_action() && !risk.is_unread(RiskField::RunbookActions) {
            return Some(Self::RunbookAction);
        }
        let rehearsals = &risk.stated().rehearsals;
        let is_wanted = !risk.is_accepted() && !risk.is_unread(RiskField::Rehearsals);
        if is_wanted && !window.is_proven(rehearsals) {
            return Some(Self::Rehearsal(window.telling(rehearsals)));
        }
        Overdue::of(risk, window.today).map(Self::Review)
    }

    /// What is to be done about it.
    pub(super) fn action(self) -> Action {
        match self {
            Self::Rating => Action::Rate,
            Self::Review(_) => Action::Review,
            Self::Observation => Action::Monitor,
            Self::RunbookAction => Action::WriteAction,
            Self::Rehearsal(_) => Action::Rehearse,
        }
    }

    /// Since when it lacks it, to put the oldest first; `None`, which is before any day, where it always did.
    pub(super) fn since(self) -> Option<Date> {
        match self {
            Self::Review(overdue) => Some(overdue.since()),
            Self::Rehearsal(telling) => telling.and_then(Rehearsal::day),
            Self::Rating | Self::Observation | Self::RunbookAction => None,
        }
    }
}
