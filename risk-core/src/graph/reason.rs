//! Why a failure does what it does.

use super::{ComponentId, Structure};
use crate::register::Effect;

/// A requirement of a graph: so many of some components.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Need {
    /// Who requires it.
    pub owner: ComponentId,
    /// The components of which some or all are needed, in order.
    pub members: Vec<ComponentId>,
    /// How many of them are.
    pub need: u32,
    /// What happens to the owner when too few are left.
    pub effect: Effect,
}

impl Need {
    pub(super) fn single(structure: &Structure, owner: u32, member: u32, effect: Effect) -> Self {
        Self {
            owner: structure.id(owner),
            members: vec![structure.id(member)],
            need: 1,
            effect,
        }
    }

    pub(super) fn group(structure: &Structure, group: u32, effect: Effect) -> Self {
        let groups = &structure.layer(effect).groups;
        let members = groups.members(group).iter();
        Self {
            owner: structure.id(groups.owner(group)),
            members: members.map(|member| structure.id(*member)).collect(),
            need: groups.need(group),
            effect,
        }
    }
}

/// Why a component is as it is after a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It is one of those that failed.
    Failed,
    /// A requirement is not met.
    Unmet {
        /// The requirement.
        need: Need,
        /// The members that are down or, where the owner is degraded through a hard requirement, degraded.
        lost: Vec<ComponentId>,
    },
    /// A requirement is met as long as nothing is restarted, and could not be met from nothing.
    CannotStart {
        /// The requirement.
        need: Need,
        /// The members that are down.
        down: Vec<ComponentId>,
        /// The members that are not down and cannot start either.
        stuck: Vec<ComponentId>,
    },
}
