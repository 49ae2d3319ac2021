//! Exposure, as a table.

use risk_core::graph::{Exposure, Graph};

use super::{name, ours};
use crate::render::components::rating_cell;
use crate::render::table::{Cell, Table};

/// Components by what their failure takes down and by their risks.
pub fn exposure(graph: &Graph, exposure: &[Exposure]) -> Table {
    let stuck = exposure.iter().any(|one| one.cannot_restart > 0);
    let mut header = vec!["Component", "Down"];
    header.extend(stuck.then_some("Cannot restart"));
    header.extend(["Degraded", "Worst", "Risks", "Owner"]);
    let mut table = Table::new(&header);
    for one in exposure {
        let owner = ours(graph.stated(one.component)).map(|stated| stated.owner.clone());
        let mut cells = vec![
            Cell::from(name(graph, one.component)),
            one.down.to_string().into(),
        ];
        cells.extend(stuck.then(|| one.cannot_restart.to_string().into()));
        cells.extend([
            one.degraded.to_string().into(),
            rating_cell(graph.register(), one.worst),
            one.risks.to_string().into(),
            owner.unwrap_or_default().into(),
        ]);
        table.row(cells);
    }
    table
}
