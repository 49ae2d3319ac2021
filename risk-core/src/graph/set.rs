//! Sets of components.

use fixedbitset::FixedBitSet;

use super::id::{GraphId, index, number};
use super::{ComponentId, Result};

/// Some of the components of a graph, in their order. Sets of one graph can be combined; those of different graphs
/// are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentSet {
    graph: GraphId,
    bits: FixedBitSet,
}

impl ComponentSet {
    pub(super) fn new(graph: GraphId, bits: FixedBitSet) -> Self {
        Self { graph, bits }
    }

    pub(super) fn graph(&self) -> GraphId {
        self.graph
    }

    pub(super) fn bits(&self) -> &FixedBitSet {
        &self.bits
    }

    pub(super) fn has(&self, component: u32) -> bool {
        self.bits.contains(index(component))
    }

    /// The numbers of the components, in the order of the graph.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.bits.ones().map(number)
    }

    /// Whether a component is among them, as none of another graph is.
    pub fn contains(&self, component: ComponentId) -> bool {
        let number = self.graph.number(component);
        number.is_ok_and(|number| self.has(number))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.bits.count_ones(..)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bits.is_clear()
    }

    /// The components, in the order of the graph.
    pub fn iter(&self) -> impl Iterator<Item = ComponentId> + '_ {
        self.numbers().map(|number| self.graph.component(number))
    }

    /// Those of either.
    ///
    /// # Errors
    ///
    /// When the other is of another graph.
    pub fn union(&self, other: &Self) -> Result<Self> {
        self.combine(other, FixedBitSet::union_with)
    }

    /// Those of both.
    ///
    /// # Errors
    ///
    /// When the other is of another graph.
    pub fn intersection(&self, other: &Self) -> Result<Self> {
        self.combine(other, FixedBitSet::intersect_with)
    }

    /// Those that are not of the other.
    ///
    /// # Errors
    ///
    /// When the other is of another graph.
    pub fn difference(&self, other: &Self) -> Result<Self> {
        self.combine(other, FixedBitSet::difference_with)
    }

    /// Those of one of the two, and not of both.
    ///
    /// # Errors
    ///
    /// When the other is of another graph.
    pub fn symmetric_difference(&self, other: &Self) -> Result<Self> {
        self.combine(other, FixedBitSet::symmetric_difference_with)
    }

    fn combine(&self, other: &Self, with: fn(&mut FixedBitSet, &FixedBitSet)) -> Result<Self> {
        self.graph.check(other.graph)?;
        let mut combined = self.clone();
        with(&mut combined.bits, &other.bits);
        Ok(combined)
    }

    /// Whether all of them are of the other.
    ///
    /// # Errors
    ///
    /// When the other is of another graph.
    pub fn is_subset(&self, other: &Self) -> Result<bool> {
        self.graph.check(other.graph)?;
        Ok(self.bits.is_subset(&other.bits))
    }
}
