//! The paths on which a failure reaches what it hits.

use fixedbitset::FixedBitSet;

use super::id::{index, number};
use super::layer::Layer;
use super::{Outcome, Structure};
use crate::register::Effect;

/// The last step of a shortest path from a failure to a component.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub from: u32,
    pub effect: Effect,
    /// The group over which it was; `None` for a single requirement.
    pub group: Option<u32>,
}

/// Shortest paths from what failed to everything that is hit.
#[derive(Debug, Clone)]
pub(super) struct Paths {
    /// For each component, one more than the place of the step to it; 0 where there is none.
    places: Box<[u32]>,
    /// The steps in the order in which they were taken; `None` to what failed.
    steps: Vec<Option<Step>>,
    /// For each step, how many there are back to what failed, and what that is.
    roots: Vec<(usize, u32)>,
}

impl Paths {
    pub fn new(structure: &Structure, outcome: Outcome<'_>, failed: &[u32]) -> Self {
        let mut search = Search {
            outcome,
            order: Vec::new(),
            paths: Self {
                places: vec![0; structure.len()].into(),
                steps: Vec::new(),
                roots: Vec::new(),
            },
        };
        for component in failed {
            search.take(*component, None);
        }
        let hard = bits(structure.hard.groups.len(), outcome.unmet_hard());
        let soft = bits(structure.soft.groups.len(), outcome.unmet_soft());
        let mut at = 0;
        while let Some(from) = search.order.get(at).copied() {
            search.follow(&structure.hard, Effect::Hard, &hard, from);
            // What is degraded does nothing to what only uses it.
            if outcome.is_down(from) {
                search.follow(&structure.soft, Effect::Soft, &soft, from);
            }
            at += 1;
        }
        search.paths
    }

    /// How many steps there are from a component that is hit back to what failed, and what that is.
    pub fn root_of(&self, component: u32) -> Option<(usize, u32)> {
        let place = self.places[index(component)].checked_sub(1)?;
        Some(self.roots[index(place)])
    }

    /// The last step to a component, if it is hit and has not failed.
    pub fn step_to(&self, component: u32) -> Option<Step> {
        let place = self.places[index(component)].checked_sub(1)?;
        self.steps[index(place)]
    }
}

/// The search for paths from what failed, shortest first.
struct Search<'a> {
    outcome: Outcome<'a>,
    /// The components to which there is a step, in the order of the steps.
    order: Vec<u32>,
    paths: Paths,
}

impl Search<'_> {
    /// Takes the steps from a component over requirements of one effect, some groups of which are not met.
    fn follow(&mut self, layer: &Layer, effect: Effect, unmet: &FixedBitSet, from: u32) {
        let step = |group| Step {
            from,
            effect,
            group,
        };
        for owner in layer.singles.required_by.get(from) {
            self.reach(*owner, step(None));
        }
        for group in layer.groups.with_member(from) {
            let owner = layer.groups.owner(*group);
            if unmet.contains(index(*group)) && self.is_way(layer, *group, owner) {
                self.reach(owner, step(Some(*group)));
            }
        }
    }

    /// Whether a group that is not met explains how its owner is: of what is down, enough members are; of what
    /// is degraded, some may be degraded.
    fn is_way(&self, layer: &Layer, group: u32, owner: u32) -> bool {
        let is_down = |member: u32| self.outcome.is_down(member);
        let members = layer.groups.members(group).iter();
        let down = members.filter(|member| is_down(**member));
        !is_down(owner) || down.count() >= index(layer.groups.losses(group))
    }

    /// Takes a step, unless the component was reached before or the step explains nothing: what is degraded
    /// brings nothing down.
    fn reach(&mut self, owner: u32, step: Step) {
        let is_new = self.paths.places[index(owner)] == 0;
        if !is_new || !self.outcome.is_hit(owner) {
            return;
        }
        let is_down = self.outcome.is_down(owner);
        let explains = match step.effect {
            Effect::Hard => !is_down || self.outcome.is_down(step.from),
            Effect::Soft => !is_down,
        };
        if explains {
            self.take(owner, Some(step));
        }
    }

    fn take(&mut self, component: u32, step: Option<Step>) {
        let before = step.and_then(|step| self.paths.root_of(step.from));
        let own = (0, component);
        let root = before.map_or(own, |(steps, root)| (steps + 1, root));
        self.paths.roots.push(root);
        self.paths.steps.push(step);
        self.paths.places[index(component)] = number(self.paths.steps.len());
        self.order.push(component);
    }
}

fn bits(count: usize, numbers: impl Iterator<Item = u32>) -> FixedBitSet {
    let mut bits = FixedBitSet::with_capacity(count);
    bits.extend(numbers.map(index));
    bits
}
