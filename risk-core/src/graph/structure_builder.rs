//! What a graph is made of, one requirement after the other.

use fixedbitset::FixedBitSet;

use super::groups::{Group, Groups};
use super::id::{GraphId, index, number};
use super::layer::Layer;
use super::lists::Relation;
use super::{ComponentId, ForeignComponent, Result, Structure};
use crate::register::Effect;

/// Collects components and their requirements, to be [frozen](Self::freeze).
#[derive(Debug, Clone)]
pub struct StructureBuilder {
    pub(super) graph: GraphId,
    /// The components of which their dependencies are unknown.
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
        // Nearly always they come in the order of their owners, and then nothing is left to be sorted but this.
        let of_owners = self.singles.chunk_by_mut(|a, b| a.0 == b.0);
        of_owners.for_each(|members| members.sort_unstable());
        self.singles.sort_unstable();
        self.singles.dedup();
        Layer {
            singles: Relation::new(components, &self.singles),
            groups: Groups::new(components, self.groups),
        }
    }
}

/// A requirement makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadRequirement {
    /// It needs none of its members, or more than there are.
    #[error("a need of {need} is not from 1 to {members}, the number of members")]
    #[non_exhaustive]
    Need {
        /// How many members are needed.
        need: u32,
        /// How many different members there are.
        members: usize,
    },
    /// The owner or a member is of another graph.
    #[error(transparent)]
    Foreign(#[from] ForeignComponent),
}

impl StructureBuilder {
    /// Components numbered from 0, of which their dependencies are unknown.
    pub fn new(components: usize) -> Self {
        Self {
            graph: GraphId::next(),
            unknown: vec![true; components],
            hard: Collected::default(),
            soft: Collected::default(),
        }
    }

    /// The component at a position from 0, if there is one.
    pub fn component(&self, position: usize) -> Option<ComponentId> {
        (position < self.unknown.len()).then(|| self.graph.component(number(position)))
    }

    /// Reports that what a component needs is known: nothing but what is required.
    ///
    /// # Errors
    ///
    /// When the component is of another graph.
    pub fn know(&mut self, component: ComponentId) -> Result<()> {
        self.graph.number(component)?;
        self.unknown[component.index()] = false;
        Ok(())
    }

    /// Requires so many of some components, of which each counts once. That a component requires itself alone states
    /// nothing and is left out.
    ///
    /// # Errors
    ///
    /// When fewer than one or more than all of them are needed. Then it is not known what the owner needs. And when a
    /// component is of another graph, which changes nothing.
    pub fn require(
        &mut self,
        owner: ComponentId,
        members: &[ComponentId],
        need: u32,
        effect: Effect,
    ) -> Result<(), BadRequirement> {
        let graph = self.graph;
        let owner = graph.number(owner)?;
        let members = members.iter().map(|member| graph.number(*member));
        let mut members = members.collect::<Result<Vec<u32>>>()?;
        self.require_numbers(owner, &mut members, need, effect)
    }

    /// The same by numbers, of which some may be of components that are [added](Self::grow) later.
    pub(super) fn require_numbers(
        &mut self,
        owner: u32,
        members: &mut Vec<u32>,
        need: u32,
        effect: Effect,
    ) -> Result<(), BadRequirement> {
        members.sort_unstable();
        members.dedup();
        if need < 1 || need > number(members.len()) {
            self.unknown[index(owner)] = true;
            let members = members.len();
            return Err(BadRequirement::Need { need, members });
        }
        let collected = match effect {
            Effect::Hard => &mut self.hard,
            Effect::Soft => &mut self.soft,
        };
        if need < number(members.len()) {
            collected.groups.push(Group {
                owner,
                members: members.as_slice().into(),
                need,
            });
        } else {
            let others = members.iter().filter(|member| **member != owner);
            let singles = others.map(|member| (owner, *member));
            collected.singles.extend(singles);
        }
        Ok(())
    }

    /// Adds components of which their dependencies are unknown, up to so many.
    pub(super) fn grow(&mut self, components: usize) {
        self.unknown.resize(components, true);
    }

    /// The compact form, in which requirements that are the same are one.
    pub fn freeze(self) -> Structure {
        let components = self.unknown.len();
        let mut unknown = FixedBitSet::with_capacity(components);
        unknown.extend((0..components).filter(|at| self.unknown[*at]));
        let [hard, soft] = [self.hard, self.soft].map(|layer| layer.freeze(components));
        Structure::new(self.graph, unknown, hard, soft)
    }
}
