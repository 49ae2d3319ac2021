//! Who states that something is required.

use std::collections::HashMap;

use super::id::index;
use super::{ComponentId, Graph, Need, Result};
use crate::register::{Component, Effect, Origin};

/// Who states that something is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source<'r> {
    /// A person, in the register.
    Declared,
    /// A person, who stated that the owner lives within the member.
    Within,
    /// The named source that it was imported from; nobody has confirmed it.
    Assumed(&'r str),
}

impl Graph {
    /// Who states that something is required; what is declared goes before what is assumed.
    ///
    /// # Errors
    ///
    /// When the requirement is of another graph.
    pub fn source(&self, need: &Need) -> Result<Source<'_>> {
        Ok(self.sources(need.owner)?.of(need))
    }

    /// Who states each of the requirements of a component. To find all takes no longer than to find one.
    pub(super) fn sources(&self, owner: ComponentId) -> Result<Sources<'_>> {
        let owner = self.stated(owner)?;
        Ok(owner.map_or_else(Sources::default, |owner| Sources::new(self, owner)))
    }
}

/// Who states the requirements of a component.
#[derive(Default)]
pub(super) struct Sources<'r> {
    /// By how many of which members are needed, in order, and what happens else.
    stated: HashMap<(Effect, u32, Vec<ComponentId>), Source<'r>>,
    container: Option<ComponentId>,
}

impl<'r> Sources<'r> {
    fn new(graph: &'r Graph, owner: &'r Component) -> Self {
        let mut sources = Self {
            stated: HashMap::new(),
            container: graph.named(&owner.within),
        };
        for requirement in owner.requires.iter().flatten() {
            let names = requirement.members.iter();
            let mut members: Vec<_> = names.filter_map(|name| graph.named(name)).collect();
            members.sort_unstable();
            members.dedup();
            let source = match &requirement.origin {
                Origin::Declared => Source::Declared,
                Origin::Assumed(from) => Source::Assumed(from),
            };
            let (effect, need) = (requirement.effect, requirement.need);
            // A requirement of all stands in the graph as one of each.
            if members.len() == index(need) {
                for member in members {
                    sources.add((effect, 1, vec![member]), source);
                }
            } else {
                sources.add((effect, need, members), source);
            }
        }
        sources
    }

    fn add(&mut self, requirement: (Effect, u32, Vec<ComponentId>), source: Source<'r>) {
        let known = self.stated.entry(requirement).or_insert(source);
        if source == Source::Declared {
            *known = source;
        }
    }

    /// Who states one of them.
    pub(super) fn of(&self, need: &Need) -> Source<'r> {
        let is_container = need.effect == Effect::Hard
            && matches!(need.members.as_slice(), [only] if self.container == Some(*only));
        let stated = (need.effect, need.need, need.members.clone());
        match self.stated.get(&stated) {
            Some(Source::Declared) => Source::Declared,
            _ if is_container => Source::Within,
            Some(source) => *source,
            None => Source::Declared,
        }
    }
}
