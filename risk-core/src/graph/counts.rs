//! What the failure of each component alone does to others, in numbers.

use std::collections::HashSet;

use super::id::index;
use super::{ComponentId, ComponentSet, Failures, Outcome, Result, Structure};

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

/// Finds what the failure of each component alone does, in numbers, when it is asked for.
///
/// What only one other component needs, and needs alone, does what that one does and is down itself. So a row of such
/// components takes one failure, that of its last one, however long it is.
#[derive(Debug, Clone)]
pub(crate) struct EachAlone<'g> {
    structure: &'g Structure,
    failures: Failures<'g>,
    known: Vec<Option<Known>>,
    /// Whether what cannot restart is counted, which takes longer than all else; else it is 0.
    counts_stuck: bool,
    /// The last one of a row of which the failure was looked at last, and what runs on then and cannot restart.
    at: Option<(u32, Option<ComponentSet>)>,
}

/// What is known of a component.
#[derive(Debug, Clone, Copy)]
struct Known {
    counts: Counts,
    /// The last component of its row.
    last: u32,
    /// Whether the failure defeats any requirement that has redundancy.
    defeats: bool,
}

impl Structure {
    /// What the failure of each component alone does.
    pub(crate) fn each_alone(&self) -> EachAlone<'_> {
        EachAlone {
            structure: self,
            failures: self.failures(),
            known: vec![None; self.len()],
            counts_stuck: true,
            at: None,
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

impl EachAlone<'_> {
    /// The same without what cannot restart.
    pub(crate) fn without_stuck(mut self) -> Self {
        self.counts_stuck = false;
        self
    }

    /// What the failure of a component does.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub(crate) fn of(&mut self, component: ComponentId) -> Result<Counts> {
        Ok(self.of_number(self.structure.graph.number(component)?))
    }

    pub(super) fn of_number(&mut self, component: u32) -> Counts {
        self.known(component).counts
    }

    /// The failure of a component, where it defeats a requirement that has redundancy.
    pub(super) fn defeating(&mut self, component: u32) -> Option<Outcome<'_>> {
        let defeats = self.known(component).defeats;
        defeats.then(|| {
            self.at = None;
            self.failures.of_numbers([component])
        })
    }

    fn known(&mut self, component: u32) -> Known {
        // From the component to one that is known, or to the last of the row, or until it closes a circle.
        let (mut row, mut last) = (Vec::new(), component);
        let mut seen = HashSet::new();
        while self.known[index(last)].is_none()
            && let Some(next) = self.structure.sole_owner(last)
            && seen.insert(last)
        {
            row.push(last);
            last = next;
        }
        let mut known = self.known[index(last)].unwrap_or_else(|| self.look_at(last));
        for component in row.into_iter().rev() {
            known = self.before(component, known);
        }
        known
    }

    /// What is known of the last component of a row, once it has failed.
    fn look_at(&mut self, last: u32) -> Known {
        let outcome = self.failures.of_numbers([last]);
        let counts_stuck = self.counts_stuck;
        let stuck = counts_stuck
            .then(|| self.structure.stuck(last, outcome))
            .flatten();
        let known = Known {
            counts: Counts {
                down: outcome.down().len() - 1,
                degraded: outcome.degraded().len(),
                cannot_restart: stuck.as_ref().map_or(0, ComponentSet::len),
            },
            last,
            defeats: outcome
                .unmet_hard()
                .chain(outcome.unmet_soft())
                .next()
                .is_some(),
        };
        self.at = Some((last, stuck));
        self.known[index(last)] = Some(known);
        known
    }

    /// What is known of the component before another one in its row.
    fn before(&mut self, component: u32, after: Known) -> Known {
        if self.at.as_ref().is_none_or(|(at, _)| *at != after.last) {
            self.look_at(after.last);
        }
        let outcome = self.failures.last();
        let stuck = self.at.as_ref().and_then(|(_, stuck)| stuck.as_ref());
        let known = Known {
            counts: after.counts.before(component, outcome, stuck),
            ..after
        };
        self.known[index(component)] = Some(known);
        known
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
