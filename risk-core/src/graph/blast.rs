//! What a failure does, and why.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;
use serde::Serialize;

use super::can_cold_start::can_cold_start;
use super::id::index;
use super::paths::{Paths, Step};
use super::{
    ComponentId, ComponentSet, Direction, Need, Outcome, Query, Reason, Result, Structure, Through,
};
use crate::register::Effect;

/// How a component is after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It works.
    Up,
    /// It works in part.
    Degraded,
    /// It does not work.
    Down,
}

/// How a component is after a failure, with all that people distinguishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Condition {
    /// It is one of those that failed.
    Failed,
    /// It does not work.
    Down,
    /// It works in part.
    Degraded,
    /// It runs on and cannot restart.
    CannotRestart,
    /// It is up, and something that it requires has no redundancy left.
    NoRedundancy,
    /// It is up, and something that it requires has lost redundancy.
    LessRedundancy,
    /// It is up.
    Up,
}

/// What happens when some components fail together, each with its reason.
#[derive(Debug, Clone)]
pub struct BlastRadius<'g> {
    structure: &'g Structure,
    failed: ComponentSet,
    down: ComponentSet,
    degraded: ComponentSet,
    redundancy_lost: Vec<LostRedundancy>,
    cannot_restart: ComponentSet,
    potential: ComponentSet,
    paths: Paths,
}

/// A requirement that is met with fewer members than it has: by a component that is not down.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LostRedundancy {
    /// Who requires it.
    pub component: ComponentId,
    /// The requirement.
    pub need: Need,
    /// The members that are down.
    pub down: Vec<ComponentId>,
    /// How many more may go down until it is not met.
    pub margin: u32,
}

impl<'g> BlastRadius<'g> {
    pub(super) fn new(structure: &'g Structure, failed: &[u32]) -> Self {
        let mut failures = structure.failures();
        let outcome = failures.of_numbers(failed.iter().copied());
        let potential = structure.reached(failed, Direction::Dependents);
        let set = |numbers: &[u32]| structure.set_of(numbers.iter().copied());
        let down = set(outcome.down_numbers());
        Self {
            structure,
            degraded: set(outcome.degraded_numbers()),
            redundancy_lost: redundancy_lost(structure, outcome),
            cannot_restart: structure.set_of_bits(cannot_restart(structure, &potential, &down)),
            paths: Paths::new(structure, outcome, failed),
            failed: set(failed),
            down,
            potential,
        }
    }

    /// The graph that it happened in.
    pub fn structure(&self) -> &'g Structure {
        self.structure
    }

    /// The components that failed.
    pub fn failed(&self) -> &ComponentSet {
        &self.failed
    }

    /// The components that are down, those that failed among them.
    pub fn down(&self) -> &ComponentSet {
        &self.down
    }

    /// The components that work in part.
    pub fn degraded(&self) -> &ComponentSet {
        &self.degraded
    }

    /// The requirements that have lost redundancy and are met still, in the order of their owners.
    pub fn redundancy_lost(&self) -> &[LostRedundancy] {
        &self.redundancy_lost
    }

    /// The components that are not down and that could have started from nothing before the failure, and could
    /// not after it.
    pub fn cannot_restart(&self) -> &ComponentSet {
        &self.cannot_restart
    }

    /// What hard requirements alone reach, however many spares there are: the most that could be down.
    pub fn potential(&self) -> &ComponentSet {
        &self.potential
    }

    /// How a component is.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn state(&self, component: ComponentId) -> Result<State> {
        Ok(self.state_of(self.number(component)?))
    }

    fn state_of(&self, component: u32) -> State {
        if self.down.has(component) {
            State::Down
        } else if self.degraded.has(component) {
            State::Degraded
        } else {
            State::Up
        }
    }

    /// How a component is, with what is left of its spares.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn condition(&self, component: ComponentId) -> Result<Condition> {
        let margin = || {
            self.redundancy_lost_of(component)
                .map(|one| one.margin)
                .min()
        };
        Ok(match self.state(component)? {
            _ if self.failed.contains(component) => Condition::Failed,
            State::Down => Condition::Down,
            State::Degraded => Condition::Degraded,
            State::Up if self.cannot_restart.contains(component) => Condition::CannotRestart,
            State::Up => match margin() {
                Some(0) => Condition::NoRedundancy,
                Some(_) => Condition::LessRedundancy,
                None => Condition::Up,
            },
        })
    }

    /// The requirements of a component that have lost redundancy.
    pub(super) fn redundancy_lost_of(
        &self,
        component: ComponentId,
    ) -> impl Iterator<Item = &LostRedundancy> {
        // They stand in the order of their owners.
        let first = self
            .redundancy_lost
            .partition_point(|one| one.component < component);
        let of_it = self.redundancy_lost[first..].iter();
        of_it.take_while(move |one| one.component == component)
    }

    fn number(&self, component: ComponentId) -> Result<u32> {
        self.structure.graph.number(component)
    }

    /// Whether too few members of a requirement are left.
    ///
    /// # Errors
    ///
    /// When the requirement is of another graph.
    pub fn is_unmet(&self, need: &Need) -> Result<bool> {
        let mut left = 0;
        for member in &need.members {
            left += u32::from(!self.down.has(self.number(*member)?));
        }
        Ok(left < need.need)
    }

    /// Why a component is down or degraded; else, why it cannot restart. `None` for the others.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn reason(&self, component: ComponentId) -> Result<Option<Reason>> {
        let number = self.number(component)?;
        if self.failed.has(number) {
            return Ok(Some(Reason::Failed));
        }
        match self.paths.step_to(number) {
            Some(step) => Ok(Some(self.unmet(number, step))),
            None => self.reason_to_be_stuck(component),
        }
    }

    /// Why a component cannot restart, be it degraded or not. `None` for those that could.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn reason_to_be_stuck(&self, component: ComponentId) -> Result<Option<Reason>> {
        let number = self.number(component)?;
        let is_stuck = self.cannot_restart.has(number);
        Ok(is_stuck.then(|| self.cannot_start(number)).flatten())
    }

    /// What a component that is down or degraded and has not failed is so for, on a shortest way back to a failure.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn via(&self, component: ComponentId) -> Result<Option<ComponentId>> {
        let step = self.paths.step_to(self.number(component)?);
        Ok(step.map(|step| self.structure.id(step.from)))
    }

    /// How many steps the [chain](Self::chain) of a component has, and what failed at its end.
    pub(super) fn root(&self, component: ComponentId) -> Result<Option<(usize, ComponentId)>> {
        let root = self.paths.root_of(self.number(component)?);
        Ok(root.map(|(steps, root)| (steps, self.structure.id(root))))
    }

    /// A shortest way back to a failure: the component, what it is down or degraded for, what that is, and at the
    /// end one that failed. Empty for a component that is neither.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn chain(&self, component: ComponentId) -> Result<Vec<ComponentId>> {
        let number = self.number(component)?;
        if self.state_of(number) == State::Up {
            return Ok(Vec::new());
        }
        let before = |last: &u32| self.paths.step_to(*last).map(|step| step.from);
        let chain = std::iter::successors(Some(number), before);
        Ok(chain.map(|one| self.structure.id(one)).collect())
    }

    /// For each component that requirements reach, whatever is left of them, and that has not failed: what it
    /// requires on a shortest way back to a failure. Through hard requirements these are the
    /// [potential](Self::potential).
    pub fn steps(&self, through: Through) -> HashMap<ComponentId, ComponentId> {
        let failed = self.failed.numbers().collect();
        let query = Query::new(self.structure, failed, Direction::Dependents);
        let steps = query.through(through).steps().into_iter();
        steps
            .map(|(component, step)| (component, step.from))
            .collect()
    }

    fn unmet(&self, component: u32, step: Step) -> Reason {
        let need = match step.group {
            Some(group) => Need::group(self.structure, group, step.effect),
            None => Need::single(self.structure, component, step.from, step.effect),
        };
        // What is degraded counts as lost only where the owner is degraded by a hard requirement.
        let counts = |member: &&ComponentId| match (need.effect, self.state_of(component)) {
            (Effect::Hard, State::Degraded) => self.state_of(member.number) != State::Up,
            _ => self.state_of(member.number) == State::Down,
        };
        let lost = need.members.iter().filter(counts).copied().collect();
        Reason::Unmet { need, lost }
    }

    /// The first requirement that could not be met from nothing.
    fn cannot_start(&self, component: u32) -> Option<Reason> {
        let cycles = self.structure.cycles();
        let starts = |member: ComponentId| {
            let is_lost = self.down.contains(member) || self.cannot_restart.contains(member);
            cycles.can_cold_start(member.number) && !is_lost
        };
        let needs = self.structure.needs_of(component);
        let mut hard = needs.filter(|need| need.effect == Effect::Hard);
        let need = hard.find(|need| {
            let count = need
                .members
                .iter()
                .filter(|member| starts(**member))
                .count();
            count < index(need.need)
        })?;
        let of = |is: &dyn Fn(ComponentId) -> bool| {
            let members = need.members.iter().copied();
            members.filter(|member| is(*member)).collect()
        };
        Some(Reason::CannotStart {
            down: of(&|member| self.down.contains(member)),
            stuck: of(&|member| !self.down.contains(member) && !starts(member)),
            need,
        })
    }
}

fn redundancy_lost(structure: &Structure, outcome: Outcome<'_>) -> Vec<LostRedundancy> {
    let mut groups = outcome.redundancy_lost().to_vec();
    groups.sort_unstable();
    let redundancy_lost = groups.into_iter().map(|(group, losses)| {
        let need = Need::group(structure, group, Effect::Hard);
        let members = need.members.iter().copied();
        let is_down = |member: &ComponentId| outcome.is_down(member.number);
        LostRedundancy {
            component: need.owner,
            down: members.filter(is_down).collect(),
            margin: structure.hard.groups.losses(group) - 1 - losses,
            need,
        }
    });
    redundancy_lost.collect()
}

/// What could start before and cannot after, of what is not down. What is reached has it all, as nothing else
/// requires what is down.
pub(super) fn cannot_restart(
    structure: &Structure,
    reached: &ComponentSet,
    down: &ComponentSet,
) -> FixedBitSet {
    let nothing = FixedBitSet::with_capacity(structure.len());
    if structure.hard.groups.len() == 0 || reached.bits().is_subset(down.bits()) {
        return nothing;
    }
    let cycles = structure.cycles();
    let scope: Vec<u32> = reached.numbers().collect();
    if !scope.iter().any(|component| cycles.is_fragile(*component)) {
        return nothing;
    }
    let after = can_cold_start(structure, cycles, &scope, down.bits());
    let mut lost = nothing;
    let is_lost = |component: &&u32| {
        let at = index(**component);
        cycles.can_cold_start(**component) && !after.contains(at) && !down.bits().contains(at)
    };
    let components = scope.iter().filter(is_lost);
    lost.extend(components.map(|component| index(*component)));
    lost
}
