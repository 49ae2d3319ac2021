//! Exposure, as a table.

use risk_core::graph::{Exposure, Graph};

use crate::render::components::rating_cell;
use crate::render::table::{Cell, Table};

/// Components by what their failure takes down and by their risks.
pub fn exposure(graph: &Graph<'_>, exposure: &[Exposure]) -> Table {
    let mut table = Table::new(&["Component", "Down", "Degraded", "Worst", "Risks", "Owner"]);
    for one in exposure {
        let owner = graph
            .stated(one.component)
            .map(|stated| stated.owner.clone());
        table.row([
            Cell::from(graph.key(one.component).to_string()),
            one.down.to_string().into(),
            one.degraded.to_string().into(),
            rating_cell(graph.register(), one.worst),
            one.risks.to_string().into(),
            owner.unwrap_or_default().into(),
        ]);
    }
    table
}
