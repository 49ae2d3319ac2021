//! What can start only together.

use fixedbitset::FixedBitSet;
use petgraph::algo::kosaraju_scc;

use super::Structure;
use super::can_cold_start::can_cold_start;
use super::id::{index, number};
use super::lists::Lists;
use super::view::View;

/// Which components require each other, and what of the graph could start from nothing.
#[derive(Debug, Clone)]
pub(super) struct Cycles {
    /// For each component the cycle that it is of: those that require each other through single
    /// requirements, of which most are one component alone.
    of: Box<[u32]>,
    /// The same where groups count, too, by another number: those that may have a part in each other's failure.
    through_groups: Box<[u32]>,
    /// The components of each cycle.
    components: Lists,
    /// The components that may run on after a failure and not be able to start again: those in a cycle that a
    /// group closes, and those with a group of which a member could never start from nothing. Where a failure
    /// reaches none of them, everything that is not down could start.
    fragile: FixedBitSet,
    /// The components that could start from nothing while nothing has failed.
    can_cold_start: FixedBitSet,
}

impl Cycles {
    pub fn new(structure: &Structure) -> Self {
        let components = structure.len();
        let scc = |groups| kosaraju_scc(View { structure, groups });
        let of = numbered(components, &scc(false));
        let pairs = of.iter().enumerate();
        let pairs = pairs.map(|(component, cycle)| (*cycle, number(component)));
        let through_groups = scc(true);
        let mut cycles = Self {
            through_groups: numbered(components, &through_groups),
            components: Lists::of_pairs(components, pairs),
            fragile: FixedBitSet::with_capacity(components),
            can_cold_start: FixedBitSet::with_capacity(components),
            of,
        };
        for cycle in through_groups {
            let first = cycles.of(cycle[0]);
            if cycle.iter().any(|component| cycles.of(*component) != first) {
                let members = cycle.into_iter().map(index);
                cycles.fragile.extend(members);
            }
        }
        let everything: Vec<u32> = (0..number(components)).collect();
        let nothing = FixedBitSet::with_capacity(components);
        cycles.can_cold_start = can_cold_start(structure, &cycles, &everything, &nothing);
        let groups = &structure.hard.groups;
        for group in 0..number(groups.len()) {
            let mut members = groups.members(group).iter();
            if !members.all(|member| cycles.can_cold_start(*member)) {
                cycles.fragile.insert(index(groups.owner(group)));
            }
        }
        cycles
    }

    pub fn of(&self, component: u32) -> u32 {
        self.of[index(component)]
    }

    /// Whether each of two components requires the other one, through whatever groups.
    pub fn require_each_other(&self, one: u32, other: u32) -> bool {
        self.through_groups[index(one)] == self.through_groups[index(other)]
    }

    pub fn components(&self, cycle: u32) -> &[u32] {
        self.components.get(cycle)
    }

    /// Whether a component may run on after a failure that reaches it and not be able to start again.
    pub fn is_fragile(&self, component: u32) -> bool {
        self.fragile.contains(index(component))
    }

    /// Whether a component could start from nothing while nothing has failed.
    pub fn can_cold_start(&self, component: u32) -> bool {
        self.can_cold_start.contains(index(component))
    }
}

/// The number of the cycle of each component.
fn numbered(components: usize, cycles: &[Vec<u32>]) -> Box<[u32]> {
    let mut of = vec![0; components];
    for (number_of, cycle) in (0..).zip(cycles) {
        for component in cycle {
            of[index(*component)] = number_of;
        }
    }
    of.into()
}
