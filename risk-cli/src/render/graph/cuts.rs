//! Cut sets.

use risk_core::graph::{CutSets, Graph};
use schemars::JsonSchema;
use serde::Serialize;

use super::{name, names};
use crate::render::table::Table;

/// What `risk cuts --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct Cuts {
    /// The component that the failures bring down.
    component: String,
    /// Every smallest set of at most so many components is there.
    complete_to: usize,
    /// The sets of components that bring it down together and of which none can be left out, smaller ones first.
    sets: Vec<Vec<String>>,
}

impl Cuts {
    /// The smallest sets of failures that bring a component down.
    pub fn new(graph: &Graph, cuts: &CutSets) -> Self {
        let sets = cuts.sets.iter();
        Self {
            component: name(graph, cuts.component),
            complete_to: cuts.complete_to,
            sets: sets.map(|set| names(graph, set.iter().copied())).collect(),
        }
    }

    /// The sets as a table.
    pub fn table(&self) -> Table {
        let mut table = Table::new(&["Order", "Failures"]);
        for set in &self.sets {
            table.row([set.len().to_string(), set.join(" + ")]);
        }
        table
    }
}
