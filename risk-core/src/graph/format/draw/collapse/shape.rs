//! How components hang together, for those that neither a kind nor a container tells apart.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::DfsPostOrder;

use super::super::{Drawing, DrawnRequirement};
use crate::register::Effect;

/// Which groups of components need which others. What a group needs of itself is left out.
pub(super) struct Shape {
    graph: DiGraph<(), ()>,
    /// What each needs, and how.
    needs: Vec<Vec<Need>>,
    /// Who needs each.
    users: Vec<Vec<usize>>,
}

/// What is needed, how much of it, and whether it is but soft.
type Need = (Vec<usize>, u32, bool);

impl Shape {
    /// That of a drawing whose components are in so many groups.
    pub fn of(drawing: &Drawing, group_of: &[usize], groups: usize) -> Self {
        let mut shape = Self {
            graph: DiGraph::new(),
            needs: vec![Vec::new(); groups],
            users: vec![Vec::new(); groups],
        };
        for _ in 0..groups {
            shape.graph.add_node(());
        }
        for requirement in &drawing.requirements {
            if let Some(owner) = group_of.get(requirement.owner) {
                shape.add(*owner, requirement, group_of);
            }
        }
        for list in &mut shape.users {
            list.sort_unstable();
            list.dedup();
        }
        for list in &mut shape.needs {
            list.sort_unstable();
            list.dedup();
        }
        shape
    }

    fn add(&mut self, owner: usize, requirement: &DrawnRequirement, group_of: &[usize]) {
        let members = requirement.members_among(group_of.len());
        let mut members: Vec<usize> = members.into_iter().map(|m| group_of[m]).collect();
        members.sort_unstable();
        members.dedup();
        members.retain(|member| *member != owner);
        for member in &members {
            let (from, to) = (NodeIndex::new(owner), NodeIndex::new(*member));
            self.graph.add_edge(from, to, ());
            self.users[*member].push(owner);
        }
        let is_soft = requirement.effect == Effect::Soft;
        self.needs[owner].push((members, requirement.need, is_soft));
    }

    /// The cycle that each stands in, by a number; what stands in none has one of its own.
    pub fn cycles(&self) -> Vec<usize> {
        let mut cycles = vec![0; self.needs.len()];
        for (number, cycle) in kosaraju_scc(&self.graph).into_iter().enumerate() {
            for node in cycle {
                cycles[node.index()] = number;
            }
        }
        cycles
    }

    /// What each needs, and who needs it: twins have both in common.
    pub fn neighbours(&self, group: usize) -> (&[Need], &[usize]) {
        (&self.needs[group], &self.users[group])
    }

    /// How many steps lead from each to what needs nothing, the longest way. A step back in a cycle counts for nothing.
    pub fn layers(&self) -> Vec<usize> {
        let mut layers: Vec<Option<usize>> = vec![None; self.needs.len()];
        let mut dfs = DfsPostOrder::empty(&self.graph);
        for start in self.graph.node_indices() {
            dfs.move_to(start);
            while let Some(node) = dfs.next(&self.graph) {
                let below = self.graph.neighbors(node);
                let below = below.filter_map(|below| layers[below.index()]);
                layers[node.index()] = Some(below.max().map_or(0, |deepest| deepest + 1));
            }
        }
        layers.into_iter().flatten().collect()
    }

    /// How often each is needed.
    pub fn uses(&self, group: usize) -> usize {
        self.users[group].len()
    }
}
