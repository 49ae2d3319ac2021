//! How much is known of what components need.

use serde::Serialize;

use crate::graph::Graph;

/// How much is known of what components need. Where it is not known of many, an answer that nothing fails with a
/// component may mean only that nobody has stated it.
///
/// ```
/// use risk_core::graph::{Graph, KnownNeeds};
/// use risk_core::{Component, Register, Requirement, Scale};
///
/// let mut shop = Component::new("Shop");
/// shop.requires = Some(vec![Requirement::of("Database")]);
/// let register = Register::new("Trips", Scale::default(), vec![shop], Vec::new())?;
/// let known = KnownNeeds::new(&Graph::new(&register));
/// assert_eq!((known.components, known.unknown, known.requirements), (2, 1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct KnownNeeds {
    /// How many components there are, those among them that are named and not declared.
    pub components: usize,
    /// For how many of them nobody has stated what they need.
    pub unknown: usize,
    /// How many requirements are stated, containers among them.
    pub requirements: usize,
}

impl KnownNeeds {
    /// How much a register states.
    pub fn new(graph: &Graph) -> Self {
        let structure = graph.structure();
        Self {
            components: structure.len(),
            unknown: structure.unknown().len(),
            requirements: structure.count_requirements(),
        }
    }
}
