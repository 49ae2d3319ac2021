//! Requirements that are to be a graph.

use std::collections::HashSet;

use petgraph::graph::{DiGraph, NodeIndex};
use risk_core::Effect;
use risk_core::graph::{ComponentId, Structure, StructureBuilder};

/// How many components an owner requires in the graphs that are made here.
const MEMBERS: usize = 5;

/// Components by number, and what they require.
#[derive(Clone)]
pub struct Plan {
    pub components: usize,
    pub requirements: Vec<Wanted>,
    /// What the requirements are of: the graph is built of a clone of it.
    pub builder: StructureBuilder,
}

/// A requirement that is to be.
#[derive(Clone)]
pub struct Wanted {
    pub owner: ComponentId,
    pub members: Vec<ComponentId>,
    pub need: u32,
    pub effect: Effect,
}

impl Plan {
    /// Twenty layers: each component above the lowest requires some of the two layers just below its own.
    pub fn layered(components: usize) -> Self {
        let layer = (components / 20).max(MEMBERS);
        Self::random(components, layer, |owner, random| {
            let floor = owner / layer * layer;
            let lowest = floor.saturating_sub(2 * layer);
            random.distinct(|random| lowest + random.below(floor - lowest))
        })
    }

    /// Each component requires some of those before it: those rather that many require.
    pub fn scale_free(components: usize) -> Self {
        // Everything stands here once for itself, and once for each that requires it.
        let mut tickets: Vec<usize> = (0..MEMBERS).collect();
        Self::random(components, MEMBERS, |owner, random| {
            let members = random.distinct(|random| tickets[random.below(tickets.len())]);
            tickets.extend(members);
            tickets.push(owner);
            members
        })
    }

    /// All components from the first owner on require some others: a tenth of them one, the others all.
    fn random(
        components: usize,
        first_owner: usize,
        mut members: impl FnMut(usize, &mut Random) -> [usize; MEMBERS],
    ) -> Self {
        let builder = Structure::builder(components);
        let ids = ids(&builder, components);
        let mut random = Random(1);
        let requirements = (first_owner..components).map(|owner| Wanted {
            owner: ids[owner],
            members: members(owner, &mut random).map(|at| ids[at]).to_vec(),
            need: if random.below(10) == 0 { 1 } else { 5 },
            effect: Effect::Hard,
        });
        Self {
            components,
            requirements: requirements.collect(),
            builder,
        }
    }

    /// The same where each member of a hard requirement is needed, and there are no others.
    pub fn no_redundancy(&self) -> Self {
        let mut plan = self.clone();
        plan.requirements
            .retain(|wanted| wanted.effect == Effect::Hard);
        for wanted in &mut plan.requirements {
            wanted.need = u32::try_from(wanted.members.len()).expect("there are few");
        }
        plan
    }

    pub fn build(&self) -> Structure {
        let mut builder = self.builder.clone();
        for wanted in &self.requirements {
            builder.know(wanted.owner).expect("it is of the graph");
            builder
                .require(wanted.owner, &wanted.members, wanted.need, wanted.effect)
                .expect("no more are needed than there are");
        }
        builder.freeze()
    }

    /// The hard requirements as petgraph has them: an edge from each owner to each member.
    pub fn plain(&self) -> DiGraph<(), ()> {
        let mut graph = DiGraph::with_capacity(self.components, self.pairs());
        for _ in 0..self.components {
            graph.add_node(());
        }
        for wanted in &self.requirements {
            for member in &wanted.members {
                if wanted.effect == Effect::Hard {
                    graph.add_edge(node(wanted.owner), node(*member), ());
                }
            }
        }
        graph
    }

    /// How many pairs of owner and member there are.
    pub fn pairs(&self) -> usize {
        let members = self.requirements.iter().map(|wanted| wanted.members.len());
        members.sum()
    }
}

/// The components of a graph of so many.
pub fn ids(builder: &StructureBuilder, components: usize) -> Vec<ComponentId> {
    let id = |at| builder.component(at).expect("there are so many");
    (0..components).map(id).collect()
}

pub fn node(component: ComponentId) -> NodeIndex {
    NodeIndex::new(component.index())
}

/// Numbers that are the same in each run: splitmix64.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another one.
    pub fn below(&mut self, end: usize) -> usize {
        let scaled = u128::from(self.next()) * u128::try_from(end).expect("it is smaller");
        usize::try_from(scaled >> 64).expect("it is below the end")
    }

    /// Different numbers of a source.
    fn distinct(&mut self, mut source: impl FnMut(&mut Self) -> usize) -> [usize; MEMBERS] {
        let mut seen = HashSet::new();
        [(); MEMBERS].map(|()| {
            loop {
                let number = source(self);
                if seen.insert(number) {
                    return number;
                }
            }
        })
    }
}
