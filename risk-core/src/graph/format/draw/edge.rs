//! Requirements as edges, for the formats that are data.

use super::Drawing;
use crate::register::Effect;

/// That one component requires another, alone or as one of a group.
pub(super) struct Edge<'a> {
    pub source: usize,
    pub target: usize,
    pub effect: Effect,
    /// What the edges of a group have in common where some of its members are enough.
    pub group: Option<Group>,
    pub assumed_from: Option<&'a str>,
    pub is_unmet: bool,
}

/// The group that an edge belongs to.
#[derive(Clone)]
pub(super) struct Group {
    /// Unique among the groups of the owner.
    pub label: String,
    pub need: u32,
}

/// The edges in the order of the requirements.
pub(super) fn edges(drawing: &Drawing) -> Vec<Edge<'_>> {
    let count = drawing.components.len();
    let mut groups = vec![0_usize; count];
    let mut edges = Vec::new();
    for requirement in &drawing.requirements {
        let Some(groups) = groups.get_mut(requirement.owner) else {
            continue;
        };
        let group = requirement.is_choice().then(|| {
            *groups += 1;
            Group {
                label: format!("g{groups}"),
                need: requirement.need,
            }
        });
        let members = requirement.members_among(count).into_iter();
        edges.extend(members.map(|target| Edge {
            source: requirement.owner,
            target,
            effect: requirement.effect,
            group: group.clone(),
            assumed_from: requirement.assumed_from.as_deref(),
            is_unmet: requirement.is_unmet,
        }));
    }
    edges
}

/// Whether it is stated and understood what a component needs, and whether that is nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    Unknown,
    None,
    Stated,
}

impl Needs {
    /// The needs of each component.
    pub fn of(drawing: &Drawing, edges: &[Edge<'_>]) -> Vec<Self> {
        let needs = drawing
            .components
            .iter()
            .map(|component| match component.unknown {
                0 => Self::None,
                _ => Self::Unknown,
            });
        let mut needs: Vec<Self> = needs.collect();
        // Where something could not be read, what is drawn is not all.
        for edge in edges {
            if needs[edge.source] == Self::None {
                needs[edge.source] = Self::Stated;
            }
        }
        needs
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::None => "none",
            Self::Stated => "stated",
        }
    }
}
