//! How ready a register is, as tables.

mod coverage;
mod next;

use risk_core::graph::{ComponentId, Graph};

use crate::render::graph;

pub use coverage::{coverage, gaps};
pub use next::next;

/// The name of a component; where a risk names none nothing, which people are told.
fn name(graph: &Graph, component: Option<ComponentId>, is_for_people: bool) -> String {
    match component {
        Some(component) => graph::name(graph, component),
        None if is_for_people => "(no component)".to_owned(),
        None => String::new(),
    }
}
