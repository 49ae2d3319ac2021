//! The compact form of a graph, which all questions are answered on.

use std::sync::OnceLock;

use fixedbitset::FixedBitSet;

use super::cycles::Cycles;
use super::id::{GraphId, index, number};
use super::layer::Layer;
use super::{
    BlastRadius, ComponentId, ComponentSet, Direction, Failures, Need, Query, Result,
    StructureBuilder, Through,
};
use crate::register::Effect;

/// Components by number and their requirements, both ways, in a few pieces of memory.
///
/// It is made by a [`StructureBuilder`], or of a register by [`Graph::new`](super::Graph::new), and never
/// changes. Requirements of all members stand as one requirement of each.
///
/// It answers about its own components, and refuses those of another graph: see [`ComponentId`].
#[derive(Debug, Clone)]
pub struct Structure {
    pub(super) graph: GraphId,
    unknown: FixedBitSet,
    pub(super) hard: Layer,
    pub(super) soft: Layer,
    cycles: OnceLock<Cycles>,
}

impl Structure {
    /// A builder of so many components.
    pub fn builder(components: usize) -> StructureBuilder {
        StructureBuilder::new(components)
    }

    pub(super) fn new(graph: GraphId, unknown: FixedBitSet, hard: Layer, soft: Layer) -> Self {
        Self {
            graph,
            unknown,
            hard,
            soft,
            cycles: OnceLock::new(),
        }
    }

    /// How many components there are.
    pub fn len(&self) -> usize {
        self.unknown.len()
    }

    /// Whether there are no components.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The components, in order.
    pub fn components(&self) -> impl ExactSizeIterator<Item = ComponentId> + use<> {
        let graph = self.graph;
        (0..number(self.len())).map(move |number| graph.component(number))
    }

    /// The component at a position from 0, if there is one.
    pub fn component(&self, position: usize) -> Option<ComponentId> {
        (position < self.len()).then(|| self.id(number(position)))
    }

    /// The component of a number, of which there are so many.
    pub(super) fn id(&self, number: u32) -> ComponentId {
        self.graph.component(number)
    }

    /// The numbers of some components.
    fn numbers(&self, components: impl IntoIterator<Item = ComponentId>) -> Result<Vec<u32>> {
        let components = components.into_iter();
        let numbers = components.map(|component| self.graph.number(component));
        numbers.collect()
    }

    /// Whether somebody has stated what a component needs, and it could be understood.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn is_known(&self, component: ComponentId) -> Result<bool> {
        self.graph.number(component)?;
        Ok(!self.unknown.contains(component.index()))
    }

    /// The components of which their dependencies are unknown.
    pub fn unknown(&self) -> ComponentSet {
        self.set_of_bits(self.unknown.clone())
    }

    /// How many requirements there are.
    pub(super) fn count_requirements(&self) -> usize {
        let layers = [&self.hard, &self.soft].into_iter();
        layers
            .map(|layer| layer.singles.requires.count() + layer.groups.len())
            .sum()
    }

    /// What a component requires: hard before soft, single components before groups, each in order.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn needs(&self, owner: ComponentId) -> Result<Vec<Need>> {
        Ok(self.needs_of(self.graph.number(owner)?).collect())
    }

    pub(super) fn needs_of(&self, owner: u32) -> impl Iterator<Item = Need> + '_ {
        [Effect::Hard, Effect::Soft]
            .into_iter()
            .flat_map(move |effect| {
                let layer = self.layer(effect);
                let singles = layer.singles.requires.get(owner).iter();
                let singles = singles.map(move |member| Need::single(self, owner, *member, effect));
                let groups = layer.groups.of(owner);
                singles.chain(groups.map(move |group| Need::group(self, group, effect)))
            })
    }

    /// The requirements of an effect.
    pub(super) fn layer(&self, effect: Effect) -> &Layer {
        match effect {
            Effect::Hard => &self.hard,
            Effect::Soft => &self.soft,
        }
    }

    /// The requirements that are followed: hard before soft.
    pub(super) fn layers(&self, through: Through) -> impl Iterator<Item = &Layer> {
        let hard = (through != Through::Soft).then_some(&self.hard);
        let soft = (through != Through::Hard).then_some(&self.soft);
        hard.into_iter().chain(soft)
    }

    /// A set of some of the components.
    ///
    /// # Errors
    ///
    /// When one of them is of another graph.
    pub fn set(&self, components: impl IntoIterator<Item = ComponentId>) -> Result<ComponentSet> {
        Ok(self.set_of(self.numbers(components)?))
    }

    /// The set of all components.
    pub fn all(&self) -> ComponentSet {
        self.set_of(0..number(self.len()))
    }

    pub(super) fn set_of(&self, numbers: impl IntoIterator<Item = u32>) -> ComponentSet {
        let mut bits = FixedBitSet::with_capacity(self.len());
        for number in numbers {
            bits.insert(index(number));
        }
        self.set_of_bits(bits)
    }

    pub(super) fn set_of_bits(&self, bits: FixedBitSet) -> ComponentSet {
        ComponentSet::new(self.graph, bits)
    }

    /// Asks what some components require, or what requires them, over any number of steps.
    ///
    /// # Errors
    ///
    /// When one of them is of another graph.
    pub fn query(
        &self,
        from: impl IntoIterator<Item = ComponentId>,
        direction: Direction,
    ) -> Result<Query<'_>> {
        Ok(Query::new(self, self.numbers(from)?, direction))
    }

    /// The components that are at most so many steps away from some, in both directions. With a member of a group
    /// that one of them requires, all of its members are there, as half of a group would look like the whole.
    ///
    /// # Errors
    ///
    /// When one of them is of another graph.
    pub fn around(
        &self,
        components: impl IntoIterator<Item = ComponentId>,
        depth: usize,
    ) -> Result<ComponentSet> {
        let near = self.query(components, Direction::Both)?;
        let near = near.depth(depth).resolve();
        let needs = near.numbers().flat_map(|one| self.needs_of(one));
        let split = needs.filter(|need| need.members.iter().any(|one| near.contains(*one)));
        near.union(&self.set(split.flat_map(|need| need.members))?)
    }

    /// What happens when some components fail together.
    ///
    /// # Errors
    ///
    /// When one of them is of another graph.
    pub fn fail(&self, failed: impl IntoIterator<Item = ComponentId>) -> Result<BlastRadius<'_>> {
        Ok(BlastRadius::new(self, &self.numbers(failed)?))
    }

    /// Computes the states after one failure after another, with the memory of the one before.
    pub fn failures(&self) -> Failures<'_> {
        Failures::new(self)
    }

    /// What can start only together, found when it is first asked for.
    pub(super) fn cycles(&self) -> &Cycles {
        self.cycles.get_or_init(|| Cycles::new(self))
    }

    /// The bytes of memory that the requirements take, both ways, without what answers keep.
    pub fn bytes(&self) -> usize {
        size_of_val(self.unknown.as_slice()) + self.hard.bytes() + self.soft.bytes()
    }
}
