//! Answers of the graph, as JSON.

mod blast;
mod cuts;
mod exposure;
mod points;
mod recovery;
mod why;

use risk_core::graph::{ComponentId, Graph};

pub use blast::{blast, blast_schema};
pub use cuts::{cuts, cuts_schema};
pub use exposure::{exposure, exposure_schema};
pub use points::{spof, spof_of, spof_schema};
pub use recovery::{recovery, recovery_schema};
pub use why::{why, why_schema};

/// The names of components, as keys.
fn names(graph: &Graph<'_>, components: impl IntoIterator<Item = ComponentId>) -> Vec<String> {
    let components = components.into_iter();
    components
        .map(|component| graph.key(component).to_string())
        .collect()
}
