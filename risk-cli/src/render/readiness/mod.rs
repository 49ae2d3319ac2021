//! How ready a register is, as tables.

mod coverage;
mod next;

use risk_core::graph::{ComponentId, Graph};

pub use coverage::{coverage, gaps};
pub use next::next;

/// The name of a component; a dash where a risk names none.
fn name(graph: &Graph<'_>, component: Option<ComponentId>) -> String {
    component.map_or_else(
        || "-".to_owned(),
        |component| graph.key(component).to_string(),
    )
}
