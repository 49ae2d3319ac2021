//! What to do next.

use risk_core::graph::Graph;
use risk_core::readiness::{Suggestion, Window};
use schemars::JsonSchema;
use serde::Serialize;

use super::name;
use crate::cli::Format;
use crate::render::graph;
use crate::render::table::Table;

/// What `risk next --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct Next<'a> {
    /// The day that it is for.
    today: String,
    /// For how long a rehearsal counts, such as `180d`.
    within: String,
    /// What to do, what matters most first.
    suggestions: Vec<Suggested<'a>>,
}

/// One thing to do.
#[derive(Serialize, JsonSchema)]
struct Suggested<'a> {
    /// What to do: `rate`, `monitor`, `write-action`, `rehearse`, `review`, `write-risk` or `remove-single-point`.
    action: &'static str,
    /// The risk that it is about; null where it is about the component.
    risk: Option<String>,
    /// The component, or that of the risk; null where the risk names none.
    component: Option<String>,
    /// The label of the rating that it counts as: where there is none, of the worst that is possible.
    rating: &'a str,
    /// How many others are down when the component fails.
    down: usize,
    /// Why, in words.
    because: &'a str,
}

impl<'a> Next<'a> {
    /// What to do next.
    pub fn new(graph: &'a Graph, window: Window, suggestions: &'a [Suggestion<'_>]) -> Self {
        let ratings = graph.register().scale().rating();
        let suggestions = suggestions.iter().map(|one| Suggested {
            action: one.action.as_str(),
            risk: one.subject.risk().map(|risk| risk.key().to_string()),
            component: (one.subject.component()).map(|component| graph::name(graph, component)),
            rating: ratings.label(one.rating),
            down: one.down,
            because: &one.because,
        });
        Self {
            today: window.today.to_string(),
            within: window.within.to_string(),
            suggestions: suggestions.collect(),
        }
    }

    /// The suggestions as a table.
    pub fn table(&self, format: Format) -> Table {
        let mut table = Table::new(&["#", "Do", "What", "Component", "Because"]);
        for (number, one) in (1..).zip(&self.suggestions) {
            let component = one.component.as_deref();
            table.row([
                &format!("{number}"),
                one.action,
                one.risk.as_deref().or(component).unwrap_or_default(),
                name(component, format.is_for_people()),
                one.because,
            ]);
        }
        table
    }
}
