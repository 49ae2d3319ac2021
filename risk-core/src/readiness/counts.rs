//! How many risks have what.

use std::iter::Sum;
use std::ops::AddAssign;

use super::{Instead, Measure, Window};
use crate::register::RiskView;

/// How many risks that are not closed have what they should have.
///
/// Each risk counts in exactly one of `observed`, `suggested_only`, `unknown_only` and `unobserved`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// The risks that are not closed.
    pub risks: usize,
    /// Those with a likelihood and an impact that are levels of the scale.
    pub rated: usize,
    /// Those with an observation that is implemented.
    pub observed: usize,
    /// Those without one, but with one that is suggested.
    pub suggested_only: usize,
    /// Those with neither, but with one of which nobody knows whether it is implemented.
    pub unknown_only: usize,
    /// Those without any observation.
    pub unobserved: usize,
    /// Those with a mitigation.
    pub mitigated: usize,
    /// Those with a runbook action.
    pub runbook: usize,
    /// Those with a tracker link of their own; a link in prose does not count.
    pub tracked: usize,
    /// Those with a rehearsal of their own that counts. One of the component does not: a game day of one failure
    /// mode proves nothing of the others.
    pub rehearsed: usize,
}

impl Counts {
    /// What one risk counts for.
    pub(super) fn of(risk: RiskView<'_>, window: Window) -> Self {
        let instead = Instead::of(risk.stated());
        let is = |wanted| usize::from(instead == wanted);
        Self {
            risks: 1,
            rated: usize::from(risk.rating().is_some()),
            observed: is(None),
            suggested_only: is(Some(Instead::Suggested)),
            unknown_only: is(Some(Instead::Unknown)),
            unobserved: is(Some(Instead::Nothing)),
            mitigated: usize::from(!risk.mitigations.is_empty()),
            runbook: usize::from(!risk.runbook_actions.is_empty()),
            tracked: usize::from(!risk.tracker_links.is_empty()),
            rehearsed: usize::from(risk.rehearsals.iter().any(|one| window.has(one))),
        }
    }

    /// How many risks nothing implemented would notice.
    pub fn gaps(&self) -> usize {
        self.risks - self.observed
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
        }
    }

    /// Whether less than so many percent of the risks have what a measure asks for, to the risk. Of no risks, none
    /// is missing.
    pub fn is_under(&self, measure: Measure, percent: u8) -> bool {
        self.having(measure) * 100 < self.risks * usize::from(percent)
    }

    /// How many percent of the risks some of them are, without the part of a percent, so that 100 are all of them;
    /// `None` where there is no risk.
    pub fn percent(&self, some: usize) -> Option<usize> {
        (some * 100).checked_div(self.risks)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.risks += other.risks;
        self.rated += other.rated;
        self.observed += other.observed;
        self.suggested_only += other.suggested_only;
        self.unknown_only += other.unknown_only;
        self.unobserved += other.unobserved;
        self.mitigated += other.mitigated;
        self.runbook += other.runbook;
        self.tracked += other.tracked;
        self.rehearsed += other.rehearsed;
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
