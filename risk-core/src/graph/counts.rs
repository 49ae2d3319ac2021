//! What the failure of each component alone does to others, in numbers.

use super::id::{index, number};
use super::lists::Lists;
use super::{ComponentSet, Outcome, Structure};

/// What the failure of one component alone does to others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// How many others are down.
    pub down: usize,
    /// How many others are degraded.
    pub degraded: usize,
    /// How many others run on and cannot restart.
    pub cannot_restart: usize,
}

impl Structure {
    /// The numbers of each component, in the order of the graph.
    pub(crate) fn counts(&self) -> Vec<Counts> {
        let mut all = vec![Counts::default(); self.len()];
        self.each_failure(|component, counts, _| all[index(component)] = counts);
        all
    }

    /// Reports what the failure of each component alone does, in any order. The outcome goes with it where there is a
    /// requirement with redundancy that it defeats.
    ///
    /// What only one other component needs, and needs alone, does what that one does and is down itself: so the
    /// failures of a long chain take no longer than one of them.
    pub(super) fn each_failure(&self, mut report: impl FnMut(u32, Counts, Option<Outcome<'_>>)) {
        let components = 0..number(self.len());
        let leads = |component: &u32| Some((self.sole_owner(*component)?, *component));
        let followers =
            Lists::of_pairs(self.len(), components.clone().filter_map(|one| leads(&one)));
        let (last, others): (Vec<u32>, Vec<u32>) =
            components.partition(|component| self.sole_owner(*component).is_none());
        let mut failures = self.failures();
        let mut is_done = vec![false; self.len()];
        // Of the others, those are left that lead round in a circle, or to a requirement that is defeated.
        for component in last.into_iter().chain(others) {
            if std::mem::replace(&mut is_done[index(component)], true) {
                continue;
            }
            let outcome = failures.of_numbers([component]);
            let stuck = self.stuck(component, outcome);
            let counts = Counts {
                down: outcome.down().len() - 1,
                degraded: outcome.degraded().len(),
                cannot_restart: stuck.as_ref().map_or(0, ComponentSet::len),
            };
            let defeats = outcome
                .unmet_hard()
                .chain(outcome.unmet_soft())
                .next()
                .is_some();
            report(component, counts, Some(outcome).filter(|_| defeats));
            let mut open = vec![(component, counts)];
            while let Some((owner, counts)) = open.pop().filter(|_| !defeats) {
                for follower in followers.get(owner) {
                    if !std::mem::replace(&mut is_done[index(*follower)], true) {
                        let counts = counts.before(*follower, outcome, stuck.as_ref());
                        report(*follower, counts, None);
                        open.push((*follower, counts));
                    }
                }
            }
        }
    }

    /// The only component that needs another one in any way, if it needs that one alone.
    fn sole_owner(&self, component: u32) -> Option<u32> {
        let has_more = !self.soft.singles.required_by.get(component).is_empty()
            || !self.soft.groups.with_member(component).is_empty()
            || !self.hard.groups.with_member(component).is_empty();
        match self.hard.singles.required_by.get(component) {
            [only] if !has_more => Some(*only),
            _ => None,
        }
    }
}

impl Counts {
    /// The numbers of a component that nothing needs but the one that these are of, with what happens when the last of such a
    /// row fails.
    fn before(self, component: u32, outcome: Outcome<'_>, stuck: Option<&ComponentSet>) -> Self {
        let is_down = outcome.is_down(component);
        let is_degraded = outcome.is_hit(component) && !is_down;
        let is_stuck = stuck.is_some_and(|stuck| stuck.has(component));
        Self {
            down: self.down + usize::from(!is_down),
            degraded: self.degraded - usize::from(is_degraded),
            cannot_restart: self.cannot_restart - usize::from(is_stuck),
        }
    }
}
