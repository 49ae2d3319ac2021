//! What can be repaired only together.

use std::collections::HashMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::graph::missing::{Missing, Pending};
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
        let mut cycles = start.cycles(&waiting);
        if cycles.len() > 1 {
            // Those that wait for nobody else come first.
            cycles.reverse();
            open.append(&mut cycles);
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
    missing: Missing<'g>,
    /// The components that are not back.
    pending: Pending,
    /// The components that are back whose owners have not been looked at.
    ready: Vec<u32>,
}

impl<'g> Start<'g> {
    fn new(structure: &'g Structure, down: &ComponentSet) -> Self {
        let mut start = Self {
            structure,
            missing: Missing::new(structure),
            pending: Pending::default(),
            ready: Vec::new(),
        };
        for component in down.numbers() {
            let unmet = start.missing.expect(component, |member| !down.has(member));
            start.pending.add(component, unmet);
            if start.pending.end_if_met(component) {
                start.ready.push(component);
            }
        }
        start
    }

    fn is_back(&self, component: u32) -> bool {
        !self.pending.has(component)
    }

    fn set_back(&mut self, component: u32) {
        if self.pending.end(component) {
            self.ready.push(component);
        }
    }

    /// Starts whatever can.
    fn run(&mut self) {
        while let Some(component) = self.ready.pop() {
            let owners = self.missing.come(component).map(|(owner, _)| owner);
            let back = owners.filter(|owner| self.pending.meet(*owner));
            self.ready.extend(back);
        }
    }

    /// Those among some components that wait for each other, those first that wait for no others.
    fn cycles(&self, waiting: &[u32]) -> Vec<Vec<u32>> {
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
            let unmet = groups.filter(|group| self.missing.has(*group));
            let members = unmet.flat_map(|group| layer.groups.members(group));
            for member in singles.iter().chain(members) {
                if let Some(member) = places.get(member) {
                    graph.add_edge(place, *member, ());
                }
            }
        }
        let components =
            |cycle: Vec<NodeIndex>| cycle.into_iter().map(|place| graph[place]).collect();
        kosaraju_scc(&graph).into_iter().map(components).collect()
    }
}
