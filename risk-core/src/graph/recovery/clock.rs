//! When everything is back, one after the other.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::Recovered;
use crate::graph::id::number;
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
    /// How many requirements are not met.
    pending: u32,
    /// When the last of those that are met was.
    start: u64,
    waits_for: Option<u32>,
    wave: usize,
}

/// A group that is not met.
struct Missing {
    members: u32,
    is_at_least: bool,
    wave: usize,
}

struct Clock<'g> {
    structure: &'g Structure,
    units: Vec<Unit>,
    unit_of: HashMap<u32, usize>,
    missing: HashMap<u32, Missing>,
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
            missing: HashMap::new(),
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
            clock.start_if_ready(unit);
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
            pending: 0,
            start: 0,
            waits_for: None,
            wave: 1,
        });
    }

    /// Counts what a unit waits for.
    fn expect(&mut self, unit: usize) {
        let layer = &self.structure.hard;
        // What is up is there, and so is the rest of a bundle.
        let bundle = self.units[unit].bundle.map(|_| unit);
        let is_there = |member: &u32| {
            let other = self.unit_of.get(member).copied();
            other.is_none() || other == bundle
        };
        let mut pending = 0;
        for component in &self.units[unit].components {
            let singles = layer.singles.requires.get(*component).iter();
            pending += number(singles.filter(|member| !is_there(member)).count());
            for group in layer.groups.of(*component) {
                let members = layer.groups.members(group).iter();
                let there = number(members.filter(|member| is_there(member)).count());
                let missing = layer.groups.need(group).saturating_sub(there);
                if missing > 0 {
                    pending += 1;
                    let missing = Missing {
                        members: missing,
                        is_at_least: false,
                        wave: 0,
                    };
                    self.missing.insert(group, missing);
                }
            }
        }
        self.units[unit].pending = pending;
    }

    fn start_if_ready(&mut self, unit: usize) {
        let one = &self.units[unit];
        if one.pending == 0 {
            let back = one.start.saturating_add(one.minutes);
            self.next.push(Reverse((back, unit)));
        }
    }

    /// Tells all that need what is back.
    fn tell_owners(&mut self, unit: usize, minutes: u64) {
        let layer = &self.structure.hard;
        let (is_at_least, wave) = (self.units[unit].is_at_least, self.units[unit].wave);
        for at in 0..self.units[unit].components.len() {
            let component = self.units[unit].components[at];
            for owner in layer.singles.required_by.get(component) {
                let met = Met {
                    by: component,
                    minutes,
                    is_at_least,
                    wave,
                };
                self.meet(*owner, unit, &met);
            }
            for group in layer.groups.with_member(component) {
                let owner = layer.groups.owner(*group);
                if self.unit_of.get(&owner) == Some(&unit) {
                    continue;
                }
                let Some(missing) = self.missing.get_mut(group) else {
                    continue;
                };
                missing.members -= 1;
                missing.is_at_least |= is_at_least;
                missing.wave = missing.wave.max(wave);
                if missing.members == 0 {
                    let met = Met {
                        by: component,
                        minutes,
                        is_at_least: missing.is_at_least,
                        wave: missing.wave,
                    };
                    self.missing.remove(group);
                    self.meet(owner, unit, &met);
                }
            }
        }
    }

    /// Counts a requirement that is met, and by what.
    fn meet(&mut self, owner: u32, by: usize, met: &Met) {
        let Some(unit) = self.unit_of.get(&owner).copied().filter(|unit| *unit != by) else {
            return;
        };
        let one = &mut self.units[unit];
        if one.waits_for.is_none() || met.minutes > one.start {
            one.start = met.minutes;
            one.waits_for = Some(met.by);
        }
        one.is_at_least |= met.is_at_least;
        one.wave = one.wave.max(met.wave + 1);
        one.pending -= 1;
        self.start_if_ready(unit);
    }
}

/// How a requirement was met: by its last member, of those it needs.
struct Met {
    by: u32,
    minutes: u64,
    is_at_least: bool,
    wave: usize,
}
