//! What brings a component down, as a fault tree: of events, some of which together are enough.

use std::collections::BTreeSet;

use petgraph::algo::kosaraju_scc;
use petgraph::visit::NodeFiltered;

use super::SearchEnd;
use super::families::{Families, NEVER};
use super::meter::Meter;
use super::singles::singles;
use crate::graph::Structure;
use crate::graph::id::{index, number};
use crate::graph::view::View;

/// What a component is down with, up to the events. Components that require each other through single requirements
/// are down together, so a gate of the tree is such a cycle: most are of one component.
pub struct Tree<'g> {
    structure: &'g Structure,
    component: u32,
    /// The cycle of the component that is asked about. It brings nothing down on the way to being down itself, so
    /// what the others need of it is met.
    top: u32,
    /// The other cycles, what they require first, but for what requires each other through groups.
    gates: Vec<u32>,
    /// The place of each of them there; the last number there is for others.
    ranks: Vec<u32>,
    /// The components that may fail, by the numbers of their events.
    components: Vec<u32>,
    /// The event of each component, where it may fail.
    events: Vec<Option<u32>>,
}

impl<'g> Tree<'g> {
    pub fn new(structure: &'g Structure, component: u32, leaves: bool) -> Self {
        let cycles = structure.cycles();
        let top = cycles.of(component);
        let needed = structure.needed(component);
        let groups = true;
        let others = NodeFiltered::from_fn(View { structure, groups }, |other| {
            needed.has(other) && cycles.of(other) != top
        });
        let mut tree = Self {
            structure,
            component,
            top,
            gates: Vec::new(),
            ranks: vec![u32::MAX; structure.len()],
            components: Vec::new(),
            events: vec![None; structure.len()],
        };
        for other in kosaraju_scc(&others).into_iter().flatten() {
            let gate = cycles.of(other);
            let rank = &mut tree.ranks[index(gate)];
            if *rank == u32::MAX {
                *rank = number(tree.gates.len());
                tree.gates.push(gate);
            }
        }
        // What requires others has the earlier events: so a chain shares what is below each of its links.
        for gate in [top].iter().chain(tree.gates.iter().rev()) {
            for other in cycles.components(*gate) {
                let is_leaf = structure.hard.members(*other).next().is_none();
                if *other != component && (is_leaf || !leaves) {
                    tree.events[index(*other)] = Some(number(tree.components.len()));
                    tree.components.push(*other);
                }
            }
        }
        tree
    }

    /// Takes a component for one that never fails of itself.
    pub fn spare(&mut self, component: u32) {
        self.events[index(component)] = None;
    }

    /// The component of an event.
    pub fn component(&self, event: u32) -> u32 {
        self.components[index(event)]
    }

    /// The events that are enough alone, each as a set.
    pub fn singles(&self, meter: &mut Meter<'_>) -> Result<Vec<Vec<u32>>, SearchEnd> {
        let singles = singles(self.structure, self.component, meter)?;
        let events = (0..).zip(&self.components);
        let enough = events.filter(|(_, component)| singles.contains(index(**component)));
        Ok(enough.map(|(event, _)| vec![event]).collect())
    }

    /// What the component is down with: the least solution, found by looking again at what requires something of which
    /// more is known. What is required is looked at first, so only what requires each other is looked at twice.
    pub fn solve(&self, families: &mut Families<'_, '_>) -> Result<u32, SearchEnd> {
        let cycles = self.structure.cycles();
        let mut down = vec![NEVER; self.structure.len()];
        let mut open: BTreeSet<u32> = (0..number(self.gates.len())).collect();
        while let Some(rank) = open.pop_first() {
            let gate = self.gates[index(rank)];
            let family = self.gate(gate, &down, families)?;
            if family == down[index(gate)] {
                continue;
            }
            down[index(gate)] = family;
            let members = cycles.components(gate).iter();
            let owners = members.flat_map(|member| self.structure.hard.owners(*member));
            let owners = owners
                .map(|owner| cycles.of(owner))
                .filter(|owner| *owner != gate);
            let ranks = owners.map(|owner| self.ranks[index(owner)]);
            open.extend(ranks.filter(|rank| self.gates.get(index(*rank)).is_some()));
        }
        self.gate(self.top, &down, families)
    }

    /// What the components of a cycle are down with, while this is known of the other ones.
    fn gate(
        &self,
        gate: u32,
        down: &[u32],
        families: &mut Families<'_, '_>,
    ) -> Result<u32, SearchEnd> {
        let cycles = self.structure.cycles();
        let layer = &self.structure.hard;
        // A cycle is not down because it is down.
        let down = |member: &u32| {
            let other = cycles.of(*member);
            if other == gate {
                NEVER
            } else {
                down[index(other)]
            }
        };
        let mut any = Vec::new();
        for component in cycles.components(gate) {
            let event = self.events[index(*component)];
            any.extend(event.map(|event| families.single(event)));
            any.extend(layer.singles.requires.get(*component).iter().map(down));
            for group in layer.groups.of(*component) {
                let members = layer.groups.members(group).iter().map(down);
                let mut members: Vec<u32> = members.filter(|member| *member != NEVER).collect();
                in_order(&mut members, families);
                let losses = index(layer.groups.losses(group));
                any.push(families.at_least(losses, &members)?);
            }
        }
        in_order(&mut any, families);
        any.into_iter()
            .try_fold(NEVER, |all, family| families.or(family, all))
    }
}

/// Puts families of late events first, so that each one comes before all that there is already.
fn in_order(families: &mut [u32], of: &Families<'_, '_>) {
    families.sort_by_key(|family| std::cmp::Reverse((of.event(*family), *family)));
}
