//! Exposure.

use risk_core::graph::{Exposure, Graph};
use schemars::JsonSchema;
use serde::Serialize;

use super::{name, ours};
use crate::render::table::{Cell, Table};
use crate::render::text::rating_cell;

/// What `risk exposure --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct List<'a> {
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

impl<'a> List<'a> {
    /// Components by what their failure takes down and by their risks.
    pub fn new(graph: &'a Graph, exposure: &[Exposure]) -> Self {
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
        Self {
            components: components.collect(),
        }
    }

    /// The components as a table.
    pub fn table(&self, graph: &Graph) -> Table {
        let ratings = graph.register().scale().rating();
        let mut table = Table::new(&[
            "Component",
            "Down",
            "Cannot restart",
            "Degraded",
            "Worst",
            "Risks",
            "Owner",
        ]);
        for one in &self.components {
            table.row([
                Cell::from(one.component.as_str()),
                one.down.to_string().into(),
                one.cannot_restart.to_string().into(),
                one.degraded.to_string().into(),
                rating_cell(ratings, one.worst_rating, "-"),
                one.risks.to_string().into(),
                one.owner.into(),
            ]);
        }
        table.without_unused(&["Cannot restart"], &["0"])
    }
}
