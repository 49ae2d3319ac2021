//! What CSV has no place for.

use crate::graph::{ComponentId, ComponentSet, Graph, Ours, Result, Source};
use crate::record::Key;
use crate::register::Effect;

/// What CSV has no place for, of the components that are drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotInCsv {
    /// The components that have no row, as nobody knows what they need or what needs them.
    pub without_row: Vec<Key>,
    /// The components of which their dependencies are unknown, and which in CSV need their container alone.
    pub housed: Vec<Key>,
    /// The components of which CSV has the dependencies that are known, and others could not be read or make no sense.
    pub incomplete: Vec<Key>,
}

impl NotInCsv {
    /// What CSV has no place for, of some components.
    ///
    /// # Errors
    ///
    /// When the components are of another graph.
    pub fn of(graph: &Graph, drawn: &ComponentSet) -> Result<Self> {
        let structure = graph.structure();
        let unknown = structure.unknown().intersection(drawn)?;
        let is_alone = |one: &ComponentId| {
            let number = structure.graph.number(*one).ours();
            let mut near = [Effect::Hard, Effect::Soft].into_iter().flat_map(|effect| {
                let layer = structure.layer(effect);
                layer.members(number).chain(layer.owners(number))
            });
            !near.any(|other| other != number && drawn.has(other))
        };
        let has_edges = |one: &ComponentId| {
            let sources = graph.sources(*one).ours();
            let needs = structure.needs(*one).ours();
            let mut stated = needs
                .iter()
                .filter(|need| sources.of(need) != Source::Within);
            stated.any(|need| need.members.iter().any(|member| drawn.contains(*member)))
        };
        let is_housed = |one: &ComponentId| {
            let stated = graph.stated(*one).ours();
            stated.is_some_and(|stated| !stated.within.is_empty())
        };
        let (incomplete, others): (Vec<_>, Vec<_>) = unknown.iter().partition(has_edges);
        let others = || others.iter().copied();
        Ok(Self {
            without_row: graph.keys_of(others().filter(is_alone))?,
            housed: graph.keys_of(others().filter(is_housed))?,
            incomplete: graph.keys_of(incomplete)?,
        })
    }
}
