//! Cut sets, as a table.

use risk_core::graph::{CutSets, Graph};

use crate::render::table::Table;

/// The smallest sets of failures that bring a component down.
pub fn cuts(graph: &Graph<'_>, cuts: &CutSets) -> Table {
    let mut table = Table::new(&["Order", "Failures"]);
    for set in &cuts.sets {
        let names = set
            .iter()
            .map(|component| graph.key(*component).to_string());
        let names: Vec<String> = names.collect();
        table.row([set.len().to_string(), names.join(" + ")]);
    }
    table
}
