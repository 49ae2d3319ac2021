//! What could start from nothing.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;

use super::Structure;
use super::circles::Circles;
use super::id::{index, number};

/// The components of a scope that could start from nothing while some are down. The scope has whatever
/// requires, through hard requirements, any of its own; outside of it everything is as before the failure.
///
/// It is the least set into which a circle without a component that is down enters when each of its
/// requirements has enough members in the set or in the circle.
pub(super) fn grounded(
    structure: &Structure,
    circles: &Circles,
    scope: &[u32],
    down: &FixedBitSet,
) -> FixedBitSet {
    let mut inside = FixedBitSet::with_capacity(structure.len());
    inside.extend(scope.iter().map(|component| index(*component)));
    let mut starting = Starting {
        structure,
        circles,
        inside,
        missing: HashMap::new(),
        pending: HashMap::new(),
    };
    let up = |component: &&u32| !down.contains(index(**component));
    for component in scope.iter().filter(up) {
        starting.expect(*component);
    }
    starting.run(scope.iter().filter(up).copied())
}

/// The start of everything, circle after circle.
struct Starting<'a> {
    structure: &'a Structure,
    circles: &'a Circles,
    /// The scope.
    inside: FixedBitSet,
    /// For each group that is not met yet, how many members it still needs.
    missing: HashMap<u32, u32>,
    /// For each circle, how many of its requirements are not met yet.
    pending: HashMap<u32, u32>,
}

impl Starting<'_> {
    /// Whether a member is there for an owner before anything of the scope has started.
    fn is_there(&self, member: u32, circle: u32) -> bool {
        if self.inside.contains(index(member)) {
            self.circles.of(member) == circle
        } else {
            self.circles.is_grounded(member)
        }
    }

    /// Counts what a component waits for.
    fn expect(&mut self, component: u32) {
        let circle = self.circles.of(component);
        let layer = &self.structure.hard;
        let singles = layer.singles.requires.get(component).iter();
        let waiting = singles
            .filter(|member| !self.is_there(**member, circle))
            .count();
        let mut pending = number(waiting);
        for group in layer.groups.of(component) {
            let members = layer.groups.members(group).iter();
            let there = members
                .filter(|member| self.is_there(**member, circle))
                .count();
            let missing = layer.groups.need(group).saturating_sub(number(there));
            if missing > 0 {
                self.missing.insert(group, missing);
                pending += 1;
            }
        }
        *self.pending.entry(circle).or_default() += pending;
    }

    /// Starts what waits for nothing, and then what has waited for that.
    fn run(mut self, up: impl Iterator<Item = u32>) -> FixedBitSet {
        let mut started = FixedBitSet::with_capacity(self.structure.len());
        let mut ready: Vec<u32> = Vec::new();
        for component in up {
            let circle = self.circles.of(component);
            if self.pending.get(&circle) == Some(&0) {
                self.pending.remove(&circle);
                ready.push(circle);
            }
        }
        while let Some(circle) = ready.pop() {
            for component in self.circles.components(circle) {
                started.insert(index(*component));
                self.tell_owners(*component, &mut ready);
            }
        }
        started
    }

    /// Tells those who wait for a component that it has started.
    fn tell_owners(&mut self, component: u32, ready: &mut Vec<u32>) {
        let own = self.circles.of(component);
        let layer = &self.structure.hard;
        for owner in layer.singles.required_by.get(component) {
            let circle = self.circles.of(*owner);
            if circle != own {
                self.tell(circle, ready);
            }
        }
        for group in layer.groups.with_member(component) {
            let circle = self.circles.of(layer.groups.owner(*group));
            let Some(missing) = self.missing.get_mut(group).filter(|_| circle != own) else {
                continue;
            };
            *missing -= 1;
            if *missing == 0 {
                self.missing.remove(group);
                self.tell(circle, ready);
            }
        }
    }

    /// Tells a circle that one of its requirements is met.
    fn tell(&mut self, circle: u32, ready: &mut Vec<u32>) {
        // Nobody waits in a circle of which something is down, or which is outside of the scope.
        if let Some(pending) = self.pending.get_mut(&circle) {
            *pending -= 1;
            if *pending == 0 {
                self.pending.remove(&circle);
                ready.push(circle);
            }
        }
    }
}
