//! The compact form of a graph, which all questions are answered on.

use std::sync::OnceLock;

use fixedbitset::FixedBitSet;

use super::circles::Circles;
use super::id::number;
use super::layer::Layer;
use super::{
    BlastRadius, ComponentId, ComponentSet, Direction, Failures, Need, Query, StructureBuilder,
    Through,
};
use crate::register::Effect;

/// Components by number and their requirements, both ways, in a few pieces of memory.
///
/// It is made by a [`StructureBuilder`], or of a register by [`Graph::new`](super::Graph::new), and never
/// changes. Requirements of all members stand as one requirement of each.
#[derive(Debug, Clone)]
pub struct Structure {
    unknown: FixedBitSet,
    pub(super) hard: Layer,
    pub(super) soft: Layer,
    circles: OnceLock<Circles>,
}

impl Structure {
    /// A builder of so many components.
    pub fn builder(components: usize) -> StructureBuilder {
        StructureBuilder::new(components)
    }

    pub(super) fn new(unknown: FixedBitSet, hard: Layer, soft: Layer) -> Self {
        Self {
            unknown,
            hard,
            soft,
            circles: OnceLock::new(),
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
        (0..number(self.len())).map(ComponentId)
    }

    /// The component at a position from 0, if there is one.
    pub fn component(&self, position: usize) -> Option<ComponentId> {
        (position < self.len()).then(|| ComponentId(number(position)))
    }

    /// Whether somebody has said what a component needs, and it could be understood.
    pub fn is_known(&self, component: ComponentId) -> bool {
        !self.unknown.contains(component.index())
    }

    /// The components of which nobody has said what they need.
    pub fn unknown(&self) -> ComponentSet {
        ComponentSet::of_bits(self.unknown.clone())
    }

    /// What a component requires: hard before soft, single components before groups, each in order.
    pub fn needs(&self, owner: ComponentId) -> Vec<Need> {
        let layers = [(&self.hard, Effect::Hard), (&self.soft, Effect::Soft)];
        let needs = layers.into_iter().flat_map(|(layer, effect)| {
            let singles = layer.singles.requires.get(owner.0).iter();
            let singles =
                singles.map(move |member| Need::single(owner, ComponentId(*member), effect));
            let groups = layer.groups.of(owner.0);
            singles.chain(groups.map(move |group| Need::group(layer, group, effect)))
        });
        needs.collect()
    }

    /// All that a component requires, each member of a group among it: hard before soft.
    #[cfg(feature = "trackers")]
    pub(crate) fn requires(
        &self,
        owner: ComponentId,
    ) -> impl Iterator<Item = ComponentId> + use<'_> {
        let layers = self.layers(Through::All);
        let members = layers.flat_map(move |layer| layer.members(owner.0));
        members.map(ComponentId)
    }

    /// The requirements of an effect: hard before soft.
    pub(super) fn layers(&self, through: Through) -> impl Iterator<Item = &Layer> {
        let hard = (through != Through::Soft).then_some(&self.hard);
        let soft = (through != Through::Hard).then_some(&self.soft);
        hard.into_iter().chain(soft)
    }

    /// A set of some of the components.
    pub fn set(&self, components: impl IntoIterator<Item = ComponentId>) -> ComponentSet {
        let mut bits = FixedBitSet::with_capacity(self.len());
        for component in components {
            bits.insert(component.index());
        }
        ComponentSet::of_bits(bits)
    }

    /// Asks what some components require, or what requires them, over any number of steps.
    pub fn query(
        &self,
        from: impl IntoIterator<Item = ComponentId>,
        direction: Direction,
    ) -> Query<'_> {
        Query::new(self, from.into_iter().collect(), direction)
    }

    /// What happens when some components fail together.
    pub fn fail(&self, failed: impl IntoIterator<Item = ComponentId>) -> BlastRadius<'_> {
        BlastRadius::new(self, failed)
    }

    /// Tells the states after one failure after another, with the memory of the one before.
    pub fn failures(&self) -> Failures<'_> {
        Failures::new(self)
    }

    /// What can start only together, found when it is first asked for.
    pub(super) fn circles(&self) -> &Circles {
        self.circles.get_or_init(|| Circles::new(self))
    }

    /// The bytes of memory that the requirements take, both ways, without what answers keep.
    pub fn bytes(&self) -> usize {
        size_of_val(self.unknown.as_slice()) + self.hard.bytes() + self.soft.bytes()
    }
}
