//! How many risks have what.

use std::iter::Sum;
use std::ops::AddAssign;

use serde::Serialize;

use super::{Instead, Measure, Window};
use crate::register::RiskView;

/// How many risks that are not closed have what they should have.
///
/// Each risk counts in exactly one of `observed`, `suggested_only`, `unknown_only` and `nothing`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Counts {
    /// The risks that are not closed.
    pub risks: usize,
    /// Those that are accepted.
    pub accepted: usize,
    /// Those that an incident or a game day that failed has shown to happen, up to the day.
    pub confirmed: usize,
    /// Those with a likelihood and an impact that are levels of the scale.
    pub rated: usize,
    /// Those with an observation that is implemented.
    pub observed: usize,
    /// Those without one, the sum of the next three.
    pub gaps: usize,
    /// Those without one, but with one that is suggested.
    pub suggested_only: usize,
    /// Those with neither, but with one of which nobody knows whether it is implemented, or that could not be read.
    pub unknown_only: usize,
    /// Those without any observation.
    pub nothing: usize,
    /// Those with a mitigation.
    pub mitigated: usize,
    /// Those without one that are accepted, and so need none.
    pub accepted_unmitigated: usize,
    /// Those with a runbook action.
    pub runbook: usize,
    /// Those with a tracker link of their own; a link in prose does not count.
    pub tracked: usize,
    /// Those without one that are accepted, and so need none.
    pub accepted_untracked: usize,
    /// Those with a rehearsal of their own that counts. One of the component does not: a game day of one failure
    /// mode proves nothing of the others.
    pub rehearsed: usize,
    /// Those whose decisive rehearsal counts and passed.
    pub passed: usize,
}

impl Counts {
    /// What one risk counts for.
    pub(crate) fn of(risk: RiskView<'_>, window: Window) -> Self {
        let instead = Instead::of(risk.stated());
        let is = |wanted| usize::from(instead == wanted);
        let (is_mitigated, is_tracked) = (risk.is_mitigated(), !risk.tracker_links.is_empty());
        let is_accepted = risk.is_accepted();
        let rehearsals = &risk.stated().rehearsals;
        Self {
            risks: 1,
            accepted: usize::from(is_accepted),
            confirmed: usize::from(risk.confirmed_by(window.today).is_some()),
            rated: usize::from(risk.rating().is_some()),
            observed: is(None),
            gaps: usize::from(instead.is_some()),
            suggested_only: is(Some(Instead::Suggested)),
            unknown_only: is(Some(Instead::Unknown)),
            nothing: is(Some(Instead::Nothing)),
            mitigated: usize::from(is_mitigated),
            accepted_unmitigated: usize::from(is_accepted && !is_mitigated),
            runbook: usize::from(risk.has_runbook_action()),
            tracked: usize::from(is_tracked),
            accepted_untracked: usize::from(is_accepted && !is_tracked),
            rehearsed: usize::from(rehearsals.iter().any(|one| window.has(one))),
            passed: usize::from(window.is_proven(rehearsals)),
        }
    }

    /// How many risks have what a measure asks for.
    pub fn having(&self, measure: Measure) -> usize {
        match measure {
            Measure::Rated => self.rated,
            Measure::Observed => self.observed,
            Measure::Mitigated => self.mitigated,
            Measure::Runbook => self.runbook,
            Measure::Tracked => self.tracked,
            Measure::Rehearsed => self.rehearsed,
            Measure::Passed => self.passed,
        }
    }

    /// How many risks should have it: all, without those that are accepted and need no mitigation or tracker link.
    pub fn wanting(&self, measure: Measure) -> usize {
        match measure {
            Measure::Mitigated => self.risks - self.accepted_unmitigated,
            Measure::Tracked => self.risks - self.accepted_untracked,
            _ => self.risks,
        }
    }

    /// Whether less than so many percent of the risks that should have what a measure asks for have it, to the risk.
    /// Of no risks, none is missing.
    pub fn is_under(&self, measure: Measure, percent: u8) -> bool {
        self.having(measure) * 100 < self.wanting(measure) * usize::from(percent)
    }

    /// How many percent of the risks that should have it have it, without the part of a percent, so that 100 are all
    /// of them; `None` where there is none.
    pub fn percent(&self, measure: Measure) -> Option<usize> {
        (self.having(measure) * 100).checked_div(self.wanting(measure))
    }

    /// How many percent of all risks some of them are, likewise.
    pub fn share(&self, some: usize) -> Option<usize> {
        (some * 100).checked_div(self.risks)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.risks += other.risks;
        self.accepted += other.accepted;
        self.confirmed += other.confirmed;
        self.rated += other.rated;
        self.observed += other.observed;
        self.gaps += other.gaps;
        self.suggested_only += other.suggested_only;
        self.unknown_only += other.unknown_only;
        self.nothing += other.nothing;
        self.mitigated += other.mitigated;
        self.accepted_unmitigated += other.accepted_unmitigated;
        self.runbook += other.runbook;
        self.tracked += other.tracked;
        self.accepted_untracked += other.accepted_untracked;
        self.rehearsed += other.rehearsed;
        self.passed += other.passed;
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, one| {
            sum += one;
            sum
        })
    }
}
