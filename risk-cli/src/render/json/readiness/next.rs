//! What to do next, as JSON.

use risk_core::graph::Graph;
use risk_core::readiness::{Suggestion, Window};
use schemars::JsonSchema;
use serde::Serialize;

use crate::render::graph::name;
use crate::render::json::{SCHEMA_VERSION, pretty, schema_of};

/// What `risk next --format json` writes.
#[derive(Serialize, JsonSchema)]
struct Next<'a> {
    /// The version of this form.
    schema_version: u32,
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

/// What to do next.
pub fn next(graph: &Graph, window: Window, suggestions: &[Suggestion<'_>]) -> String {
    let ratings = graph.register().scale().rating();
    let suggestions = suggestions.iter().map(|one| Suggested {
        action: one.action.as_str(),
        risk: one.subject.risk().map(|risk| risk.key().to_string()),
        component: one
            .subject
            .component()
            .map(|component| name(graph, component)),
        rating: ratings.label(one.rating),
        down: one.down,
        because: &one.because,
    });
    pretty(&Next {
        schema_version: SCHEMA_VERSION,
        today: window.today.to_string(),
        within: window.within.to_string(),
        suggestions: suggestions.collect(),
    })
}

/// The schema of [`next`].
pub fn next_schema() -> String {
    pretty(&schema_of::<Next<'_>>())
}
