//! Exposure, as JSON.

use risk_core::graph::{Exposure, Graph};
use schemars::JsonSchema;
use serde::Serialize;

use super::{name, ours};
use crate::render::json::{SCHEMA_VERSION, pretty, schema_of};

/// What `risk exposure --format json` writes.
#[derive(Serialize, JsonSchema)]
struct List<'a> {
    /// The version of this form.
    schema_version: u32,
    /// The components: those first of which the failure brings most down, then those with the worst rating.
    components: Vec<Exposed<'a>>,
}

/// What depends on a component, and how bad its risks are.
#[derive(Serialize, JsonSchema)]
struct Exposed<'a> {
    /// The component.
    component: String,
    /// How many others are down when it fails.
    down: usize,
    /// How many others are degraded when it fails.
    degraded: usize,
    /// How many others run on when it fails and could not start again.
    cannot_restart: usize,
    /// The label of the worst rating of its risks that are not closed; null when none is rated.
    worst_rating: Option<&'a str>,
    /// How many risks it has that are not closed.
    risks: usize,
    /// Who answers for it.
    owner: &'a str,
}

/// Components by what their failure takes down and by their risks.
pub fn exposure(graph: &Graph, exposure: &[Exposure]) -> String {
    let ratings = graph.register().scale().rating();
    let components = exposure.iter().map(|one| Exposed {
        component: name(graph, one.component),
        down: one.down,
        degraded: one.degraded,
        cannot_restart: one.cannot_restart,
        worst_rating: one.worst.map(|level| ratings.label(level)),
        risks: one.risks,
        owner: ours(graph.stated(one.component)).map_or("", |stated| &stated.owner),
    });
    pretty(&List {
        schema_version: SCHEMA_VERSION,
        components: components.collect(),
    })
}

/// The schema of [`exposure`].
pub fn exposure_schema() -> String {
    pretty(&schema_of::<List<'_>>())
}
