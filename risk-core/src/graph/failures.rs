//! The states after a failure: the least solution, by counting.

use std::ops::Range;

use fixedbitset::FixedBitSet;

use super::groups::Groups;
use super::id::index;
use super::{ComponentId, ComponentSet, Result, State, Structure};

/// Of so many components the owners are gathered before one is hit: their lists lie far from each other in
/// memory, and what gathers them does not wait for one before it asks for the next.
const TOGETHER: usize = 32;

/// Computes the states after one failure after another. What it needs to remember is kept from one to the next,
/// so that a failure costs no more than what it reaches.
#[derive(Debug, Clone)]
pub struct Failures<'g> {
    structure: &'g Structure,
    /// The components that are down or degraded.
    hit: FixedBitSet,
    /// Those of them that are degraded.
    degraded: FixedBitSet,
    /// The components that are hit, in the order in which they were found: those that are down first. Behind
    /// them there is room for all others and one more.
    order: Box<[u32]>,
    /// How many of them are hit.
    found: usize,
    /// How many of them are down.
    down: usize,
    /// The members of hard groups that are down or, at the end, down or degraded.
    hard: Losses,
    /// The members of soft groups that are down.
    soft: Losses,
    /// The hard groups of components that are not down which have lost members and are met, and how many
    /// members they have lost.
    redundancy_lost: Vec<(u32, u32)>,
    /// Room for owners that are about to be hit.
    owners: Vec<u32>,
    /// The only components that are looked at; all where there is none.
    scope: Option<FixedBitSet>,
    /// A hard group that counts as met whatever fails.
    spared: Option<u32>,
}

/// How many members each group has lost.
#[derive(Debug, Clone)]
struct Losses {
    of_group: Box<[u32]>,
    /// The groups that have lost any, in the order in which they did first.
    touched: Vec<u32>,
}

impl Losses {
    fn new(groups: &Groups) -> Self {
        Self {
            of_group: vec![0; groups.len()].into(),
            touched: Vec::new(),
        }
    }

    /// Counts a member that a group has lost; whether it is with this one that the group is not met.
    fn count(&mut self, group: u32, groups: &Groups) -> bool {
        let losses = &mut self.of_group[index(group)];
        if *losses == 0 {
            self.touched.push(group);
        }
        *losses += 1;
        *losses == groups.losses(group)
    }

    fn forget(&mut self) {
        for group in self.touched.drain(..) {
            self.of_group[index(group)] = 0;
        }
    }

    /// The groups that are not met.
    fn unmet<'a>(&'a self, groups: &'a Groups) -> impl Iterator<Item = u32> + 'a {
        let touched = self.touched.iter().copied();
        touched.filter(|group| self.of_group[index(*group)] >= groups.losses(*group))
    }
}

impl<'g> Failures<'g> {
    pub(super) fn new(structure: &'g Structure) -> Self {
        Self {
            structure,
            hit: FixedBitSet::with_capacity(structure.len()),
            degraded: FixedBitSet::with_capacity(structure.len()),
            order: vec![0; structure.len() + 1].into(),
            found: 0,
            down: 0,
            hard: Losses::new(&structure.hard.groups),
            soft: Losses::new(&structure.soft.groups),
            redundancy_lost: Vec::new(),
            owners: Vec::new(),
            scope: None,
            spared: None,
        }
    }

    /// The same that looks at some components alone, as if nothing else could be hit.
    pub(crate) fn within(mut self, components: &ComponentSet) -> Self {
        self.scope = Some(components.bits().clone());
        self
    }

    /// What happens when some components fail together.
    ///
    /// # Errors
    ///
    /// When one of them is of another graph.
    pub fn of(&mut self, failed: &[ComponentId]) -> Result<Outcome<'_>> {
        for component in failed {
            self.structure.graph.number(*component)?;
        }
        Ok(self.of_numbers(failed.iter().map(|component| component.number)))
    }

    pub(super) fn of_numbers(&mut self, failed: impl IntoIterator<Item = u32>) -> Outcome<'_> {
        self.forget();
        for component in failed {
            self.hit(component);
        }
        self.spread(0);
        self.down = self.found;
        self.note_redundancy_lost();
        self.hit_softly();
        self.spread(self.down);
        let degraded = &self.order[self.down..self.found];
        self.degraded.extend(degraded.iter().map(|at| index(*at)));
        self.last()
    }

    /// What happened in the failure that was looked at last.
    pub(super) fn last(&self) -> Outcome<'_> {
        Outcome {
            structure: self.structure,
            failures: self,
        }
    }

    /// Whether the failure of one component brings another down if one of the hard groups were met whatever
    /// fails. It looks no further than until it knows.
    pub(super) fn is_down_sparing(&mut self, failed: u32, group: u32, component: u32) -> bool {
        self.forget();
        self.spared = Some(group);
        self.hit(failed);
        let mut at = 0;
        while at < self.found && !self.hit.contains(index(component)) {
            self.spread_from(at..at + 1);
            at += 1;
        }
        self.hit.contains(index(component))
    }

    /// Forgets the last failure, in the time that it took.
    fn forget(&mut self) {
        for component in &self.order[..self.found] {
            self.hit.set(index(*component), false);
        }
        for component in &self.order[self.down..self.found] {
            self.degraded.set(index(*component), false);
        }
        self.found = 0;
        self.down = 0;
        self.spared = None;
        self.hard.forget();
        self.soft.forget();
        self.redundancy_lost.clear();
    }

    /// Whether a component was hit before cannot be foretold, so it takes its place in the order either way.
    fn hit(&mut self, component: u32) {
        let outside = |scope: &FixedBitSet| !scope.contains(index(component));
        if !self.scope.as_ref().is_some_and(outside) {
            self.order[self.found] = component;
            self.found += usize::from(!self.hit.put(index(component)));
        }
    }

    /// Hits whatever is hit through hard requirements by components that are, from one of them on.
    fn spread(&mut self, mut at: usize) {
        while at < self.found {
            let end = self.found.min(at + TOGETHER);
            self.spread_from(at..end);
            at = end;
        }
    }

    /// Hits what is hit through hard requirements by some of the components that are.
    fn spread_from(&mut self, places: Range<usize>) {
        let structure = self.structure;
        let layer = &structure.hard;
        let mut owners = std::mem::take(&mut self.owners);
        for component in &self.order[places.clone()] {
            owners.extend_from_slice(layer.singles.required_by.get(*component));
        }
        for owner in owners.drain(..) {
            self.hit(owner);
        }
        self.owners = owners;
        for place in places {
            for group in layer.groups.with_member(self.order[place]) {
                if self.hard.count(*group, &layer.groups) && self.spared != Some(*group) {
                    self.hit(layer.groups.owner(*group));
                }
            }
        }
    }

    /// Notes which groups are met without redundancy or with fewer of them, while nothing degraded is counted.
    fn note_redundancy_lost(&mut self) {
        let groups = &self.structure.hard.groups;
        for group in &self.hard.touched {
            let losses = self.hard.of_group[index(*group)];
            let is_met = losses < groups.losses(*group);
            if is_met && !self.hit.contains(index(groups.owner(*group))) {
                self.redundancy_lost.push((*group, losses));
            }
        }
    }

    /// Hits the owners of soft requirements of which too much is down.
    fn hit_softly(&mut self) {
        let structure = self.structure;
        let groups = &structure.soft.groups;
        for at in 0..self.down {
            let component = self.order[at];
            for owner in structure.soft.singles.required_by.get(component) {
                self.hit(*owner);
            }
            for group in groups.with_member(component) {
                if self.soft.count(*group, groups) {
                    self.hit(groups.owner(*group));
                }
            }
        }
    }
}

/// The states after a failure.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    structure: &'a Structure,
    failures: &'a Failures<'a>,
}

impl<'a> Outcome<'a> {
    /// The components that are down, those that failed among them, in the order in which they went down.
    pub fn down(self) -> impl ExactSizeIterator<Item = ComponentId> + Clone + 'a {
        let graph = self.structure.graph;
        let down = self.down_numbers().iter();
        down.map(move |component| graph.component(*component))
    }

    pub(super) fn down_numbers(self) -> &'a [u32] {
        &self.failures.order[..self.failures.down]
    }

    /// The components that are degraded, which none that are down are.
    pub fn degraded(self) -> impl ExactSizeIterator<Item = ComponentId> + Clone + 'a {
        let graph = self.structure.graph;
        let degraded = self.degraded_numbers().iter();
        degraded.map(move |component| graph.component(*component))
    }

    pub(super) fn degraded_numbers(self) -> &'a [u32] {
        &self.failures.order[self.failures.down..self.failures.found]
    }

    /// How a component is.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn state(self, component: ComponentId) -> Result<State> {
        let component = self.structure.graph.number(component)?;
        Ok(if self.is_down(component) {
            State::Down
        } else if self.is_hit(component) {
            State::Degraded
        } else {
            State::Up
        })
    }

    pub(super) fn is_down(self, component: u32) -> bool {
        let at = index(component);
        self.failures.hit.contains(at) && !self.failures.degraded.contains(at)
    }

    /// Whether a component is down or degraded.
    pub(super) fn is_hit(self, component: u32) -> bool {
        self.failures.hit.contains(index(component))
    }

    /// The hard groups of components that are not down which have lost members and are met, and how many
    /// members they have lost.
    pub(super) fn redundancy_lost(self) -> &'a [(u32, u32)] {
        &self.failures.redundancy_lost
    }

    /// The hard groups of which too many members are hit.
    pub(super) fn unmet_hard(self) -> impl Iterator<Item = u32> + 'a {
        self.failures.hard.unmet(&self.structure.hard.groups)
    }

    /// The hard groups of which too many members are down.
    pub(super) fn unmet_hard_by_down(self) -> impl Iterator<Item = u32> + 'a {
        let groups = &self.structure.hard.groups;
        self.unmet_hard().filter(move |group| {
            let members = groups.members(*group).iter();
            let down = members.filter(|member| self.is_down(**member));
            down.count() >= index(groups.losses(*group))
        })
    }

    /// The soft groups of which too many members are down.
    pub(super) fn unmet_soft(self) -> impl Iterator<Item = u32> + 'a {
        self.failures.soft.unmet(&self.structure.soft.groups)
    }
}
