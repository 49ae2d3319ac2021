//! Cut sets, as a table.

use risk_core::graph::{CutSets, Graph};

use super::name;
use crate::render::table::Table;

/// The smallest sets of failures that bring a component down.
pub fn cuts(graph: &Graph, cuts: &CutSets) -> Table {
    let mut table = Table::new(&["Order", "Failures"]);
    for set in &cuts.sets {
        let names = set.iter().map(|component| name(graph, *component));
        let names: Vec<String> = names.collect();
        table.row([set.len().to_string(), names.join(" + ")]);
    }
    table
}
