//! What CSV has no place for.

use crate::graph::{ComponentId, ComponentSet, Direction, Graph, Ours, Result};
use crate::record::Key;

/// What CSV has no place for, of the components that are drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotInCsv {
    /// The components that have no row, as nobody knows what they need or what needs them.
    pub without_row: Vec<Key>,
    /// The components of which their dependencies are unknown, and which in CSV need their container alone.
    pub housed: Vec<Key>,
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
            let near = structure.query([*one], Direction::Both).ours();
            near.depth(1).resolve().len() == 1
        };
        let is_housed = |one: &ComponentId| {
            let stated = graph.stated(*one).ours();
            stated.is_some_and(|stated| !stated.within.is_empty())
        };
        Ok(Self {
            without_row: graph.keys_of(unknown.iter().filter(is_alone))?,
            housed: graph.keys_of(unknown.iter().filter(is_housed))?,
        })
    }
}
