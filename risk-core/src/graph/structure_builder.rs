//! What a graph is made of, one requirement after the other.

use fixedbitset::FixedBitSet;

use super::groups::{Group, Groups};
use super::id::number;
use super::layer::Layer;
use super::lists::Relation;
use super::{ComponentId, Structure};
use crate::register::Effect;

/// Collects components and their requirements, to be [frozen](Self::freeze).
#[derive(Debug, Clone, Default)]
pub struct StructureBuilder {
    /// The components of which nobody has said what they need.
    unknown: Vec<bool>,
    hard: Collected,
    soft: Collected,
}

/// The requirements of one effect so far.
#[derive(Debug, Clone, Default)]
struct Collected {
    /// Owners and members of requirements of which each member is needed.
    singles: Vec<(u32, u32)>,
    groups: Vec<Group>,
}

impl Collected {
    fn freeze(mut self, components: usize) -> Layer {
        self.singles.sort_unstable();
        self.singles.dedup();
        Layer {
            singles: Relation::new(components, &self.singles),
            groups: Groups::new(components, self.groups),
        }
    }
}

/// A requirement needs none of its members, or more than there are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a need of {need} is not from 1 to {members}, the number of members")]
#[non_exhaustive]
pub struct BadNeed {
    /// How many members are needed.
    pub need: u32,
    /// How many different members there are.
    pub members: usize,
}

impl StructureBuilder {
    /// Components numbered from 0, of which nobody has said what they need.
    pub fn new(components: usize) -> Self {
        Self {
            unknown: vec![true; components],
            ..Self::default()
        }
    }

    /// The component at a position from 0, if there is one.
    pub fn component(&self, position: usize) -> Option<ComponentId> {
        (position < self.unknown.len()).then(|| ComponentId(number(position)))
    }

    /// Says that what a component needs is known: nothing but what is required.
    ///
    /// # Panics
    ///
    /// When the component is of another graph, which has more of them.
    pub fn know(&mut self, component: ComponentId) {
        self.unknown[component.index()] = false;
    }

    /// Requires so many of some components, of which each counts once. That a component requires itself alone says
    /// nothing and is left out.
    ///
    /// # Errors
    ///
    /// When fewer than one or more than all of them are needed. Then it is not known what the owner needs.
    ///
    /// # Panics
    ///
    /// When a component is of another graph, which has more of them.
    pub fn require(
        &mut self,
        owner: ComponentId,
        members: &[ComponentId],
        need: u32,
        effect: Effect,
    ) -> Result<(), BadNeed> {
        let is_here = |component: &ComponentId| component.index() < self.unknown.len();
        assert!(
            is_here(&owner) && members.iter().all(is_here),
            "components are of this graph"
        );
        let mut members: Vec<u32> = members.iter().map(|member| member.0).collect();
        members.sort_unstable();
        members.dedup();
        if need < 1 || need > number(members.len()) {
            self.unknown[owner.index()] = true;
            let members = members.len();
            return Err(BadNeed { need, members });
        }
        let collected = match effect {
            Effect::Hard => &mut self.hard,
            Effect::Soft => &mut self.soft,
        };
        if need < number(members.len()) {
            collected.groups.push(Group {
                owner: owner.0,
                members: members.into(),
                need,
            });
        } else {
            let others = members.into_iter().filter(|member| *member != owner.0);
            collected
                .singles
                .extend(others.map(|member| (owner.0, member)));
        }
        Ok(())
    }

    /// The compact form, in which requirements that are the same are one.
    pub fn freeze(self) -> Structure {
        let components = self.unknown.len();
        let mut unknown = FixedBitSet::with_capacity(components);
        unknown.extend((0..components).filter(|at| self.unknown[*at]));
        let [hard, soft] = [self.hard, self.soft].map(|layer| layer.freeze(components));
        Structure::new(unknown, hard, soft)
    }
}
