//! Cut sets, as JSON.

use risk_core::graph::{CutSets, Graph};
use schemars::JsonSchema;
use serde::Serialize;

use super::{name, names};
use crate::render::json::{SCHEMA_VERSION, pretty, schema_of};

/// What `risk cuts --format json` writes.
#[derive(Serialize, JsonSchema)]
struct Cuts {
    /// The version of this form.
    schema_version: u32,
    /// The component that the failures bring down.
    component: String,
    /// Every smallest set of at most so many components is there.
    complete_to: usize,
    /// The sets of components that bring it down together and of which none can be left out, smaller ones first.
    sets: Vec<Vec<String>>,
}

/// The smallest sets of failures that bring a component down.
pub fn cuts(graph: &Graph, cuts: &CutSets) -> String {
    let sets = cuts.sets.iter();
    pretty(&Cuts {
        schema_version: SCHEMA_VERSION,
        component: name(graph, cuts.component),
        complete_to: cuts.complete_to,
        sets: sets.map(|set| names(graph, set.iter().copied())).collect(),
    })
}

/// The schema of [`cuts`].
pub fn cuts_schema() -> String {
    pretty(&schema_of::<Cuts>())
}
