//! When everything is back, one after the other.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::Recovered;
use crate::graph::id::number;
use crate::graph::missing::{Missing, Pending};
use crate::graph::{ComponentId, ComponentSet, Structure};
use crate::register::Duration;

/// When each component that is down is back, in the order in which they are.
pub(super) fn run(
    structure: &Structure,
    down: &ComponentSet,
    bundles: &[Vec<ComponentId>],
    restore: impl Fn(ComponentId) -> Option<Duration>,
) -> Vec<Recovered> {
    let mut clock = Clock::new(structure, down, bundles, restore);
    let mut recovered = Vec::new();
    while let Some(Reverse((minutes, unit))) = clock.next.pop() {
        let one = &clock.units[unit];
        for component in &one.components {
            recovered.push(Recovered {
                component: structure.id(*component),
                time: Duration::from_minutes(minutes),
                is_at_least: one.is_at_least,
                wave: one.wave,
                waits_for: one.waits_for.map(|before| structure.id(before)),
                bundle: one.bundle,
            });
        }
        clock.tell_owners(unit, minutes);
    }
    recovered
}

/// What is repaired at once: a component or a bundle.
struct Unit {
    components: Vec<u32>,
    bundle: Option<usize>,
    /// The sum of the times to repair.
    minutes: u64,
    is_at_least: bool,
    /// When the last of those that are met was.
    start: u64,
    waits_for: Option<u32>,
    wave: usize,
    is_back: bool,
}

struct Clock<'g> {
    structure: &'g Structure,
    units: Vec<Unit>,
    unit_of: HashMap<u32, usize>,
    missing: Missing<'g>,
    /// The units that are not ready to be repaired.
    pending: Pending,
    /// What is back next, and when.
    next: BinaryHeap<Reverse<(u64, usize)>>,
}

impl<'g> Clock<'g> {
    fn new(
        structure: &'g Structure,
        down: &ComponentSet,
        bundles: &[Vec<ComponentId>],
        restore: impl Fn(ComponentId) -> Option<Duration>,
    ) -> Self {
        let mut clock = Self {
            structure,
            units: Vec::new(),
            unit_of: HashMap::new(),
            missing: Missing::new(structure),
            pending: Pending::default(),
            next: BinaryHeap::new(),
        };
        for (bundle, components) in bundles.iter().enumerate() {
            clock.add(components, Some(bundle), &restore);
        }
        for component in down.iter() {
            if !clock.unit_of.contains_key(&component.number) {
                clock.add(&[component], None, &restore);
            }
        }
        for unit in 0..clock.units.len() {
            clock.expect(unit);
        }
        clock
    }

    fn add(
        &mut self,
        components: &[ComponentId],
        bundle: Option<usize>,
        restore: impl Fn(ComponentId) -> Option<Duration>,
    ) {
        let times: Vec<Option<Duration>> = components.iter().map(|one| restore(*one)).collect();
        let minutes = times.iter().flatten().map(|time| time.minutes());
        for component in components {
            self.unit_of.insert(component.number, self.units.len());
        }
        self.units.push(Unit {
            components: components
                .iter()
                .map(|component| component.number)
                .collect(),
            bundle,
            minutes: minutes.fold(0, u64::saturating_add),
            is_at_least: times.contains(&None),
            is_back: false,
            start: 0,
            waits_for: None,
            wave: 1,
        });
    }

    /// Counts what a unit waits for.
    fn expect(&mut self, unit: usize) {
        // What is up is there, and so is the rest of a bundle.
        let bundle = self.units[unit].bundle.map(|_| unit);
        let is_there = |member: u32| {
            let other = self.unit_of.get(&member).copied();
            other.is_none() || other == bundle
        };
        for component in &self.units[unit].components {
            let unmet = self.missing.expect(*component, is_there);
            self.pending.add(number(unit), unmet);
        }
        if self.pending.end_if_met(number(unit)) {
            self.start(unit);
        }
    }

    fn start(&mut self, unit: usize) {
        let one = &self.units[unit];
        let back = one.start.saturating_add(one.minutes);
        self.next.push(Reverse((back, unit)));
    }

    /// Counts what is back for all that need it.
    fn tell_owners(&mut self, unit: usize, minutes: u64) {
        self.units[unit].is_back = true;
        for at in 0..self.units[unit].components.len() {
            let component = self.units[unit].components[at];
            let met: Vec<_> = self.missing.come(component).collect();
            for (owner, group) in met {
                let owner = self.unit_of.get(&owner).copied();
                if let Some(owner) = owner.filter(|owner| *owner != unit) {
                    self.meet(owner, group, component, minutes);
                }
            }
        }
    }

    /// Counts a requirement that is met: one of a component, or a group, of which it is the last member that is needed.
    fn meet(&mut self, unit: usize, group: Option<u32>, by: u32, minutes: u64) {
        let groups = &self.structure.hard.groups;
        let members = group.map_or(std::slice::from_ref(&by), |group| groups.members(group));
        let units = members.iter().filter_map(|member| self.unit_of.get(member));
        let back = units
            .map(|unit| &self.units[*unit])
            .filter(|one| one.is_back);
        let (is_at_least, wave) = back.fold((false, 0), |(is_at_least, wave), one| {
            (is_at_least || one.is_at_least, wave.max(one.wave))
        });
        let one = &mut self.units[unit];
        if one.waits_for.is_none() || minutes > one.start {
            one.start = minutes;
            one.waits_for = Some(by);
        }
        one.is_at_least |= is_at_least;
        one.wave = one.wave.max(wave + 1);
        if self.pending.meet(number(unit)) {
            self.start(unit);
        }
    }
}
