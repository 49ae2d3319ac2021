//! The hard requirements as petgraph sees them, for its algorithms to run on the compact form.

use fixedbitset::FixedBitSet;
use petgraph::Direction;
use petgraph::visit::{
    GraphBase, GraphRef, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, Visitable,
};

use super::Structure;
use super::id::number;
use super::layer::Neighbors;

/// The hard requirements of a structure: an edge from each owner to each member.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'g> {
    pub structure: &'g Structure,
    /// Whether members of groups count, however many are needed; else single requirements alone do.
    pub groups: bool,
}

impl GraphBase for View<'_> {
    type NodeId = u32;
    type EdgeId = ();
}

impl GraphRef for View<'_> {}

impl<'g> IntoNeighbors for View<'g> {
    type Neighbors = Neighbors<'g>;

    fn neighbors(self, component: u32) -> Neighbors<'g> {
        self.neighbors_directed(component, Direction::Outgoing)
    }
}

impl<'g> IntoNeighborsDirected for View<'g> {
    type NeighborsDirected = Neighbors<'g>;

    fn neighbors_directed(self, component: u32, direction: Direction) -> Neighbors<'g> {
        let layer = &self.structure.hard;
        let neighbors = match direction {
            Direction::Outgoing => layer.members(component),
            Direction::Incoming => layer.owners(component),
        };
        if self.groups {
            neighbors
        } else {
            neighbors.of_singles()
        }
    }
}

impl IntoNodeIdentifiers for View<'_> {
    type NodeIdentifiers = std::ops::Range<u32>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        0..number(self.structure.len())
    }
}

impl Visitable for View<'_> {
    type Map = FixedBitSet;

    fn visit_map(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.structure.len())
    }

    fn reset_map(&self, map: &mut FixedBitSet) {
        map.clear();
    }
}
