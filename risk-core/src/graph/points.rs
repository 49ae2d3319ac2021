//! Single points of failure.

use super::blast::cannot_restart;
use super::id::{index, number};
use super::{
    ComponentId, ComponentSet, Direction, Failures, Need, Outcome, Query, Result, Structure,
    Through,
};
use crate::register::Effect;

/// What the failure of one component alone does to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PointOfFailure {
    /// The component that fails.
    pub component: ComponentId,
    /// How many others are down then.
    pub down: usize,
    /// How many others run on then and cannot restart.
    pub cannot_restart: usize,
}

/// A requirement that has redundancy and that one failure defeats all the same, because the spares fail with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Defeated {
    /// The requirement.
    pub need: Need,
    /// The component of which the failure defeats it.
    pub by: ComponentId,
}

/// The single points of failure of a graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PointsOfFailure {
    /// The components of which the failure alone brings others down or leaves them unable to start again: those
    /// first that bring most down, then those that leave most unable to start, then in the order of the graph.
    pub points: Vec<PointOfFailure>,
    /// The requirements with redundancy that one failure defeats, where the owner would not fail with it anyway: in
    /// the order of the owners.
    pub defeated: Vec<Defeated>,
}

/// How the failure of one component alone hits another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hit {
    /// It is down.
    Down,
    /// It runs on and cannot restart.
    CannotRestart,
}

impl Structure {
    /// The components of which the failure alone brings down a component, or leaves it unable to start again,
    /// in the order of the graph.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn points_of_failure_of(&self, component: ComponentId) -> Result<Vec<(ComponentId, Hit)>> {
        let component = self.graph.number(component)?;
        let needed = self.needed(component);
        let mut failures = self.failures().within(&needed);
        let mut points = Vec::new();
        for other in needed.numbers().filter(|other| *other != component) {
            let outcome = failures.of_numbers([other]);
            if outcome.is_down(component) {
                points.push((self.id(other), Hit::Down));
                continue;
            }
            let down = self.set_of(outcome.down_numbers().iter().copied());
            let reached = self.dependents(other).intersection(&needed)?;
            if cannot_restart(self, &reached, &down).contains(index(component)) {
                points.push((self.id(other), Hit::CannotRestart));
            }
        }
        Ok(points)
    }

    /// The single points of failure of the whole graph.
    pub fn points_of_failure(&self) -> PointsOfFailure {
        let mut found = PointsOfFailure::default();
        let mut anyway = Anyway::new(self);
        let mut each = self.each_alone();
        for component in 0..number(self.len()) {
            let counts = each.of_number(component);
            if counts.down + counts.cannot_restart > 0 {
                found.points.push(PointOfFailure {
                    component: self.id(component),
                    down: counts.down,
                    cannot_restart: counts.cannot_restart,
                });
            }
            if let Some(outcome) = each.defeating(component) {
                anyway.add_defeated(component, outcome, &mut found.defeated);
            }
        }
        found.points.sort_by(|a, b| {
            let size = |point: &PointOfFailure| (point.down, point.cannot_restart);
            size(b).cmp(&size(a)).then(a.component.cmp(&b.component))
        });
        let requirement = |one: &Defeated| (one.need.owner, one.need.members.clone(), one.by);
        found.defeated.sort_by_cached_key(requirement);
        found
    }

    /// The components that run on after a failure and cannot restart, if there may be any.
    pub(super) fn stuck(&self, failed: u32, outcome: Outcome<'_>) -> Option<ComponentSet> {
        // A look that costs nothing where no group closes a circle.
        if outcome.redundancy_lost().is_empty() {
            return None;
        }
        let down = self.set_of(outcome.down_numbers().iter().copied());
        let reached = self.dependents(failed);
        Some(self.set_of_bits(cannot_restart(self, &reached, &down)))
    }

    /// What the failure of one component alone does to others: which are down, and which run on and cannot restart, each
    /// in the order of the graph.
    pub(super) fn affected(
        &self,
        failures: &mut Failures<'_>,
        component: ComponentId,
    ) -> Result<(Vec<ComponentId>, Vec<ComponentId>)> {
        let outcome = failures.of(&[component])?;
        let others = outcome.down().filter(|one| *one != component);
        let mut down: Vec<ComponentId> = others.collect();
        down.sort_unstable();
        let stuck = self.stuck(component.number, outcome);
        Ok((down, stuck.iter().flat_map(ComponentSet::iter).collect()))
    }

    /// All that a component needs, itself among it.
    pub(super) fn needed(&self, component: u32) -> ComponentSet {
        self.reached(&[component], Direction::Requirements)
    }

    /// All that needs a component, itself among it.
    fn dependents(&self, component: u32) -> ComponentSet {
        self.reached(&[component], Direction::Dependents)
    }

    /// What hard requirements alone reach from some components, these among it.
    pub(super) fn reached(&self, from: &[u32], direction: Direction) -> ComponentSet {
        let query = Query::new(self, from.to_vec(), direction);
        query.through(Through::Hard).resolve()
    }
}

/// Reports whether a component would fail anyway, whatever became of one of its requirements.
struct Anyway<'g> {
    structure: &'g Structure,
    /// When each component went down, in the failure that is looked at; of no meaning for the others.
    turns: Box<[u32]>,
    failures: Failures<'g>,
}

impl<'g> Anyway<'g> {
    fn new(structure: &'g Structure) -> Self {
        Self {
            structure,
            turns: vec![0; structure.len()].into(),
            failures: structure.failures(),
        }
    }

    /// Adds the groups that a failure defeats.
    fn add_defeated(&mut self, failed: u32, outcome: Outcome<'_>, defeated: &mut Vec<Defeated>) {
        for (turn, component) in (0..).zip(outcome.down_numbers()) {
            self.turns[index(*component)] = turn;
        }
        let structure = self.structure;
        let mut add = |group, effect| {
            let need = Need::group(structure, group, effect);
            let by = structure.id(failed);
            defeated.push(Defeated { need, by });
        };
        for group in outcome.unmet_hard_by_down() {
            let owner = structure.hard.groups.owner(group);
            if owner != failed && !self.fails_anyway(failed, outcome, group) {
                add(group, Effect::Hard);
            }
        }
        for group in outcome.unmet_soft() {
            if !outcome.is_down(structure.soft.groups.owner(group)) {
                add(group, Effect::Soft);
            }
        }
    }

    /// Whether the owner of a hard group would be down if the group were met.
    fn fails_anyway(&mut self, failed: u32, outcome: Outcome<'_>, group: u32) -> bool {
        let layer = &self.structure.hard;
        let owner = layer.groups.owner(group);
        let is_unmet = |lost: &dyn Fn(&&u32) -> bool| {
            let mut others = layer.groups.of(owner).filter(|other| *other != group);
            layer
                .singles
                .requires
                .get(owner)
                .iter()
                .any(|member| lost(&member))
                || others.any(|other| {
                    let members = layer.groups.members(other).iter();
                    members.filter(lost).count() >= index(layer.groups.losses(other))
                })
        };
        // What was down before the owner is not down because of it, nor is what does not require it.
        let turn = self.turns[index(owner)];
        let is_down = |member: &&u32| outcome.is_down(**member);
        let cycles = self.structure.cycles();
        let is_down_anyway = |member: &&u32| {
            let is_before = self.turns[index(**member)] < turn;
            is_down(member) && (is_before || !cycles.require_each_other(**member, owner))
        };
        if is_unmet(&is_down_anyway) {
            return true;
        }
        // Where another requirement is not met either, the one may be for the other.
        is_unmet(&is_down) && self.failures.is_down_sparing(failed, group, owner)
    }
}
