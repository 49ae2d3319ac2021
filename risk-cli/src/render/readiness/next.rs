//! What to do next, as a table.

use risk_core::graph::Graph;
use risk_core::readiness::Suggestion;

use super::name;
use crate::cli::Format;
use crate::render::graph::ours;
use crate::render::table::Table;

/// What to do next, what matters most first.
pub fn next(graph: &Graph, suggestions: &[Suggestion<'_>], format: Format) -> Table {
    let mut table = Table::new(&["#", "Do", "What", "Component", "Because"]);
    for (number, one) in (1..).zip(suggestions) {
        table.row([
            format!("{number}"),
            one.action.to_string(),
            ours(one.subject.key(graph)).to_string(),
            name(graph, one.subject.component(), format.is_for_people()),
            one.because.clone(),
        ]);
    }
    table
}
