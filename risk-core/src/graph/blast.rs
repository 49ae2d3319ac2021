//! What a failure does, and why.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use super::grounded::grounded;
use super::id::index;
use super::ways::{Step, Ways};
use super::{
    ComponentId, ComponentSet, Direction, Need, Outcome, Query, Reason, Structure, Through,
};
use crate::register::Effect;

/// How a component is after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It works.
    Up,
    /// It works in part.
    Degraded,
    /// It does not work.
    Down,
}

/// What happens when some components fail together, each with its reason.
#[derive(Debug, Clone)]
pub struct BlastRadius<'g> {
    structure: &'g Structure,
    failed: ComponentSet,
    down: ComponentSet,
    degraded: ComponentSet,
    eroded: Vec<Eroded>,
    ungrounded: ComponentSet,
    potential: ComponentSet,
    ways: Ways,
}

/// A requirement that is met with fewer members than it has: by a component that is not down.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Eroded {
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
    pub(super) fn new(
        structure: &'g Structure,
        failed: impl IntoIterator<Item = ComponentId>,
    ) -> Self {
        let failed: Vec<ComponentId> = failed.into_iter().collect();
        let mut failures = structure.failures();
        let outcome = failures.of(&failed);
        let potential = Query::new(structure, failed.clone(), Direction::Dependents)
            .through(Through::Hard)
            .resolve();
        let down = structure.set(outcome.down());
        Self {
            structure,
            degraded: structure.set(outcome.degraded()),
            eroded: eroded(structure, outcome),
            ungrounded: ComponentSet::of_bits(ungrounded(structure, &potential, &down)),
            ways: Ways::new(structure, outcome, &failed),
            failed: structure.set(failed),
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

    /// The requirements that have lost a spare and are met still, in the order of their owners.
    pub fn eroded(&self) -> &[Eroded] {
        &self.eroded
    }

    /// The components that are not down and that could have started from nothing before the failure, and could
    /// not after it.
    pub fn ungrounded(&self) -> &ComponentSet {
        &self.ungrounded
    }

    /// What hard requirements alone reach, however many spares there are: the most that could be down.
    pub fn potential(&self) -> &ComponentSet {
        &self.potential
    }

    /// How a component is.
    pub fn state(&self, component: ComponentId) -> State {
        if self.down.contains(component) {
            State::Down
        } else if self.degraded.contains(component) {
            State::Degraded
        } else {
            State::Up
        }
    }

    /// Whether too few members of a requirement are left.
    pub fn is_unmet(&self, need: &Need) -> bool {
        let members = need.members.iter();
        let left = members.filter(|member| !self.down.contains(**member));
        left.count() < index(need.need)
    }

    /// Why a component is down or degraded; else, why it could not start again. `None` for the others.
    pub fn reason(&self, component: ComponentId) -> Option<Reason> {
        if self.failed.contains(component) {
            return Some(Reason::Failed);
        }
        match self.ways.step_to(component) {
            Some(step) => Some(self.unmet(component, step)),
            None => self.reason_to_be_stuck(component),
        }
    }

    /// Why a component could not start again, be it degraded or not. `None` for those that could.
    pub fn reason_to_be_stuck(&self, component: ComponentId) -> Option<Reason> {
        let is_stuck = self.ungrounded.contains(component);
        is_stuck.then(|| self.cannot_start(component)).flatten()
    }

    /// What a component that is down or degraded and has not failed is so for, on a shortest way back to a failure.
    pub fn via(&self, component: ComponentId) -> Option<ComponentId> {
        self.ways.step_to(component).map(|step| step.from)
    }

    /// How many steps the [chain](Self::chain) of a component has, and what failed at its end.
    pub(super) fn root(&self, component: ComponentId) -> Option<(usize, ComponentId)> {
        self.ways.root_of(component)
    }

    /// A shortest way back to a failure: the component, what it is down or degraded for, what that is, and at the
    /// end one that failed. Empty for a component that is neither.
    pub fn chain(&self, component: ComponentId) -> Vec<ComponentId> {
        if self.state(component) == State::Up {
            return Vec::new();
        }
        let mut chain = vec![component];
        let mut last = component;
        while let Some(step) = self.ways.step_to(last) {
            last = step.from;
            chain.push(last);
        }
        chain
    }

    /// For each component that requirements reach, whatever is left of them, and that has not failed: what it
    /// requires on a shortest way back to a failure. Through hard requirements these are the
    /// [potential](Self::potential).
    pub fn steps(&self, through: Through) -> HashMap<ComponentId, ComponentId> {
        let mut steps = HashMap::new();
        let mut order: Vec<ComponentId> = self.failed.iter().collect();
        let mut at = 0;
        while let Some(from) = order.get(at).copied() {
            let layers = self.structure.layers(through);
            for owner in layers
                .flat_map(|layer| layer.owners(from.0))
                .map(ComponentId)
            {
                if !self.failed.contains(owner) && !steps.contains_key(&owner) {
                    steps.insert(owner, from);
                    order.push(owner);
                }
            }
            at += 1;
        }
        steps
    }

    fn unmet(&self, component: ComponentId, step: Step) -> Reason {
        let need = self.need(component, step);
        // What is degraded counts as lost only where the owner is degraded by a hard requirement.
        let counts = |member: &&ComponentId| match (need.effect, self.state(component)) {
            (Effect::Hard, State::Degraded) => self.state(**member) != State::Up,
            _ => self.state(**member) == State::Down,
        };
        let lost = need.members.iter().filter(counts).copied().collect();
        Reason::Unmet { need, lost }
    }

    fn need(&self, owner: ComponentId, step: Step) -> Need {
        let layer = match step.effect {
            Effect::Hard => &self.structure.hard,
            Effect::Soft => &self.structure.soft,
        };
        match step.group {
            Some(group) => Need::group(layer, group, step.effect),
            None => Need::single(owner, step.from, step.effect),
        }
    }

    /// The first requirement that could not be met from nothing.
    fn cannot_start(&self, component: ComponentId) -> Option<Reason> {
        let circles = self.structure.circles();
        let starts = |member: ComponentId| {
            let is_lost = self.down.contains(member) || self.ungrounded.contains(member);
            circles.is_grounded(member.0) && !is_lost
        };
        let needs = self.structure.needs(component).into_iter();
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

fn eroded(structure: &Structure, outcome: Outcome<'_>) -> Vec<Eroded> {
    let mut groups = outcome.eroded().to_vec();
    groups.sort_unstable();
    let layer = &structure.hard;
    let eroded = groups.into_iter().map(|(group, losses)| {
        let need = Need::group(layer, group, Effect::Hard);
        let members = need.members.iter().copied();
        Eroded {
            component: need.owner,
            down: members.filter(|member| outcome.is_down(*member)).collect(),
            margin: layer.groups.losses(group) - 1 - losses,
            need,
        }
    });
    eroded.collect()
}

/// What could start before and cannot after, of what is not down. What is reached has it all, as nothing else
/// requires what is down.
pub(super) fn ungrounded(
    structure: &Structure,
    reached: &ComponentSet,
    down: &ComponentSet,
) -> FixedBitSet {
    let nothing = FixedBitSet::with_capacity(structure.len());
    if structure.hard.groups.len() == 0 || reached.is_subset(down) {
        return nothing;
    }
    let circles = structure.circles();
    let scope: Vec<u32> = reached.iter().map(|component| component.0).collect();
    if !scope.iter().any(|component| circles.is_fragile(*component)) {
        return nothing;
    }
    let after = grounded(structure, circles, &scope, down.bits());
    let mut lost = nothing;
    let is_lost = |component: &&u32| {
        let at = index(**component);
        circles.is_grounded(**component) && !after.contains(at) && !down.bits().contains(at)
    };
    let components = scope.iter().filter(is_lost);
    lost.extend(components.map(|component| index(*component)));
    lost
}
