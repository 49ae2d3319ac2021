//! Cut sets.

use serde::Serialize;

use crate::graph::{CutSets, Graph, KnownNeeds, Result, SearchEnd};
use crate::record::Key;

/// The minimal cut sets of a component.
///
/// ```
/// use risk_core::graph::{CutsAnswer, Graph};
/// use risk_core::{Component, Register, Requirement, Scale};
///
/// let mut shop = Component::new("Shop");
/// shop.requires = Some(vec![Requirement::some_of(1, ["Cache A", "Cache B"])]);
/// let register = Register::new("Trips", Scale::default(), vec![shop], Vec::new())?;
/// let graph = Graph::new(&register);
/// let cuts = graph.structure().cut_sets(graph.find("Shop")?, 2)?;
/// let json = serde_json::to_value(CutsAnswer::new(&graph, &cuts)?)?;
/// assert_eq!(json["cut_sets"][0][1], "Cache B");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CutsAnswer {
    /// How much is known of what the components of the register need.
    pub needs: KnownNeeds,
    /// The component that the failures bring down.
    pub component: Key,
    /// Whether the sets are of components alone that have no hard requirement.
    pub leaves: bool,
    /// Every minimal cut set of at most so many components is there.
    pub complete_to: usize,
    /// Why the search ended: before the order that was asked for where it is not complete.
    pub ended: SearchEnd,
    /// The sets of components that bring it down together and of which none can be left out, smaller ones first.
    pub cut_sets: Vec<Vec<Key>>,
}

impl CutsAnswer {
    /// The minimal cut sets that bring a component down.
    ///
    /// # Errors
    ///
    /// When they are of another graph.
    pub fn new(graph: &Graph, cuts: &CutSets) -> Result<Self> {
        let sets = cuts.sets.iter();
        let sets = sets.map(|set| graph.keys_of(set.iter().copied()));
        Ok(Self {
            needs: KnownNeeds::new(graph),
            component: graph.key(cuts.component)?,
            leaves: cuts.leaves,
            complete_to: cuts.complete_to,
            ended: cuts.ended,
            cut_sets: sets.collect::<Result<_>>()?,
        })
    }
}
