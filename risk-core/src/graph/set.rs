//! Sets of components.

use fixedbitset::FixedBitSet;

use super::ComponentId;
use super::id::number;

/// Some of the components of a graph, in their order. Sets of one graph can be combined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentSet {
    bits: FixedBitSet,
}

impl ComponentSet {
    pub(super) fn of_bits(bits: FixedBitSet) -> Self {
        Self { bits }
    }

    pub(super) fn bits(&self) -> &FixedBitSet {
        &self.bits
    }

    /// Whether a component is among them.
    pub fn contains(&self, component: ComponentId) -> bool {
        self.bits.contains(component.index())
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
        self.bits.ones().map(|at| ComponentId(number(at)))
    }

    /// Those of either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::of_bits(&self.bits | &other.bits)
    }

    /// Those of both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        Self::of_bits(&self.bits & &other.bits)
    }

    /// Those that are not of the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let mut bits = self.bits.clone();
        bits.difference_with(&other.bits);
        Self::of_bits(bits)
    }

    /// Those of one of the two, and not of both.
    #[must_use]
    pub fn symmetric_difference(&self, other: &Self) -> Self {
        Self::of_bits(&self.bits ^ &other.bits)
    }

    /// Whether all of them are of the other.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.bits.is_subset(&other.bits)
    }
}
