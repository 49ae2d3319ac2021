//! What can be repaired only together.

use std::collections::HashMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::graph::id::number;
use crate::graph::{ComponentId, ComponentSet, Structure};

/// The sets of components that are down of which none can start before the others, in the order in which they can
/// be repaired, each in the order of the graph.
pub(super) fn bundles(structure: &Structure, down: &ComponentSet) -> Vec<Vec<ComponentId>> {
    let mut start = Start::new(structure, down);
    start.run();
    let mut bundles = Vec::new();
    // The sets of components that wait for each other, what can start first at the end.
    let mut open = vec![down.numbers().collect::<Vec<u32>>()];
    while let Some(mut waiting) = open.pop() {
        waiting.retain(|component| !start.is_back(*component));
        if waiting.is_empty() {
            continue;
        }
        let mut circles = start.circles(&waiting);
        if circles.len() > 1 {
            // Those that wait for nobody else come first.
            circles.reverse();
            open.append(&mut circles);
            continue;
        }
        waiting.sort_unstable();
        for component in &waiting {
            start.set_back(*component);
        }
        start.run();
        bundles.push(waiting.into_iter().map(|one| structure.id(one)).collect());
    }
    bundles
}

/// What is back so far, whenever that was.
struct Start<'g> {
    structure: &'g Structure,
    /// For each component that is not back, how many of its requirements are not met.
    pending: HashMap<u32, u32>,
    /// For each group that is not met, how many members it needs still.
    missing: HashMap<u32, u32>,
    /// The components that are back of which nobody has been told.
    ready: Vec<u32>,
}

impl<'g> Start<'g> {
    fn new(structure: &'g Structure, down: &ComponentSet) -> Self {
        let mut start = Self {
            structure,
            pending: HashMap::new(),
            missing: HashMap::new(),
            ready: Vec::new(),
        };
        let layer = &structure.hard;
        let is_down = |member: &&u32| down.has(**member);
        for component in down.numbers() {
            let singles = layer.singles.requires.get(component).iter();
            let mut pending = number(singles.filter(is_down).count());
            for group in layer.groups.of(component) {
                let members = layer.groups.members(group);
                let there = members.len() - members.iter().filter(is_down).count();
                let missing = layer.groups.need(group).saturating_sub(number(there));
                if missing > 0 {
                    start.missing.insert(group, missing);
                    pending += 1;
                }
            }
            start.pending.insert(component, pending);
            if pending == 0 {
                start.set_back(component);
            }
        }
        start
    }

    fn is_back(&self, component: u32) -> bool {
        !self.pending.contains_key(&component)
    }

    fn set_back(&mut self, component: u32) {
        if self.pending.remove(&component).is_some() {
            self.ready.push(component);
        }
    }

    /// Starts whatever can.
    fn run(&mut self) {
        let layer = &self.structure.hard;
        while let Some(component) = self.ready.pop() {
            for owner in layer.singles.required_by.get(component) {
                self.meet(*owner);
            }
            for group in layer.groups.with_member(component) {
                let Some(missing) = self.missing.get_mut(group) else {
                    continue;
                };
                *missing -= 1;
                if *missing == 0 {
                    self.missing.remove(group);
                    self.meet(layer.groups.owner(*group));
                }
            }
        }
    }

    /// Counts a requirement of a component that is met.
    fn meet(&mut self, owner: u32) {
        if let Some(pending) = self.pending.get_mut(&owner) {
            *pending -= 1;
            if *pending == 0 {
                self.set_back(owner);
            }
        }
    }

    /// Those among some components that wait for each other, those first that wait for no others.
    fn circles(&self, waiting: &[u32]) -> Vec<Vec<u32>> {
        let mut graph = DiGraph::<u32, ()>::with_capacity(waiting.len(), waiting.len());
        let nodes = waiting
            .iter()
            .map(|component| (*component, graph.add_node(*component)));
        let places: HashMap<u32, NodeIndex> = nodes.collect();
        let layer = &self.structure.hard;
        for component in waiting {
            let place = places[component];
            let singles = layer.singles.requires.get(*component);
            let groups = layer.groups.of(*component);
            let unmet = groups.filter(|group| self.missing.contains_key(group));
            let members = unmet.flat_map(|group| layer.groups.members(group));
            for member in singles.iter().chain(members) {
                if let Some(member) = places.get(member) {
                    graph.add_edge(place, *member, ());
                }
            }
        }
        let circles = kosaraju_scc(&graph).into_iter();
        circles
            .map(|circle| {
                circle
                    .into_iter()
                    .map(|place| waiting[place.index()])
                    .collect()
            })
            .collect()
    }
}
