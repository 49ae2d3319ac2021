//! Answers of the graph, as JSON.

mod blast;
mod cuts;
mod exposure;
mod points;
mod recovery;
mod why;

use risk_core::graph::{ComponentId, Graph};

use crate::render::graph::{name, ours};

pub use blast::{blast, blast_schema};
pub use cuts::{cuts, cuts_schema};
pub use exposure::{exposure, exposure_schema};
pub use points::{spof, spof_of, spof_schema};
pub use recovery::{recovery, recovery_schema};
pub use why::{why, why_schema};

/// The names of components, as keys.
fn names(graph: &Graph, components: impl IntoIterator<Item = ComponentId>) -> Vec<String> {
    let components = components.into_iter();
    components.map(|component| name(graph, component)).collect()
}
