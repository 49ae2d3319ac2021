//! What is to be drawn, as plain data.

use super::containment::Containment;
use super::{DrawingFormat, Mark, csv, dot, graphml, json, mermaid};
use crate::register::Effect;

/// A picture to be: components and requirements, with what a failure does to them.
///
/// An index that names no component is ignored.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Drawing {
    /// What stands above the picture; may be empty.
    pub title: String,
    /// The components. Requirements and containers name them by index.
    pub components: Vec<DrawnComponent>,
    /// What they need to work.
    pub requirements: Vec<DrawnRequirement>,
}

/// One component, or several alike that are drawn as one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DrawnComponent {
    /// What it is called; no other component of the drawing is called so.
    pub name: String,
    /// What sort of thing it is; empty where it is not stated.
    pub kind: String,
    /// Who answers for it; empty where it is not stated.
    pub owner: String,
    /// The index of the region, zone or other container that it lives in.
    pub within: Option<usize>,
    /// What the failure that is drawn does to it.
    pub mark: Option<Mark>,
    /// The label of the worst rating of its risks.
    pub worst: Option<String>,
    /// How many components it stands for: 1, or more when collapsed.
    pub count: usize,
    /// Of how many of those it stands for nobody has stated what they need, be it nothing.
    pub unknown: usize,
}

/// What a component needs to work: some of a group of components.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DrawnRequirement {
    /// The index of the component that has the need.
    pub owner: usize,
    /// The indices of the components in the group.
    pub members: Vec<usize>,
    /// How many of them must be up.
    pub need: u32,
    /// What happens to the owner when too few are up.
    pub effect: Effect,
    /// The source that it was imported from, while nobody has confirmed it.
    pub assumed_from: Option<String>,
    /// Whether too few members are up after the failure that is drawn.
    pub is_unmet: bool,
}

impl Drawing {
    /// An empty drawing with a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// The drawing as text of a format. The same drawing always gives the same text, and no name
    /// in it can be anything but a name there.
    ///
    /// DOT and Mermaid draw no container for components whose containers form a cycle, and nest
    /// containers to a depth of 16: [`not_nested`](Self::not_nested) has those that are drawn elsewhere.
    /// CSV has a container as a hard requirement, and states nothing of a component without
    /// requirements whose needs are unknown. `GraphML` replaces characters that XML cannot hold.
    pub fn write(&self, format: DrawingFormat) -> String {
        match format {
            DrawingFormat::Dot => dot::write(self),
            DrawingFormat::Mermaid => mermaid::write(self),
            DrawingFormat::GraphMl => graphml::write(self),
            DrawingFormat::Json => json::write(self),
            DrawingFormat::Csv => csv::write(self),
        }
    }

    /// The indices of the components that DOT, Mermaid and a [picture](Self::picture) do not draw right inside the
    /// container that they live in, as such containers form a cycle or nest too deep.
    pub fn not_nested(&self) -> Vec<usize> {
        let containment = Containment::of(self);
        let components = self.components.iter().enumerate();
        let elsewhere = components.filter(|(index, component)| {
            let is_stated = self.container(component).is_some();
            is_stated && containment.parent(*index) != component.within
        });
        elsewhere.map(|(index, _)| index).collect()
    }

    /// The container of a component as it was stated, if there is one.
    pub(super) fn container(&self, component: &DrawnComponent) -> Option<&DrawnComponent> {
        self.components.get(component.within?)
    }
}

impl DrawnComponent {
    /// A component with a name, whose needs nobody knows.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            kind: String::new(),
            owner: String::new(),
            within: None,
            mark: None,
            worst: None,
            count: 1,
            unknown: 1,
        }
    }
}

impl DrawnRequirement {
    /// A hard and met requirement of all the given components.
    pub fn new(owner: usize, members: impl IntoIterator<Item = usize>) -> Self {
        let members: Vec<usize> = members.into_iter().collect();
        Self {
            owner,
            need: u32::try_from(members.len()).unwrap_or(u32::MAX),
            members,
            effect: Effect::Hard,
            assumed_from: None,
            is_unmet: false,
        }
    }

    /// The members that are components of a drawing of so many, each once, in their order.
    pub(super) fn members_among(&self, components: usize) -> Vec<usize> {
        let mut seen = std::collections::HashSet::new();
        let members = self.members.iter().copied();
        members
            .filter(|member| *member < components && seen.insert(*member))
            .collect()
    }

    /// Whether some of the members are enough. A need of all is the same as a need of each.
    pub(super) fn is_choice(&self) -> bool {
        self.members.len() > 1 && usize::try_from(self.need) != Ok(self.members.len())
    }
}
