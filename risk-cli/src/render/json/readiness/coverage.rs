//! Coverage, as JSON.

use risk_core::graph::Graph;
use risk_core::readiness::{ComponentCounts, Counts, Gap, Report};
use schemars::JsonSchema;
use serde::Serialize;

use crate::render::graph::name;
use crate::render::json::{SCHEMA_VERSION, pretty, schema_of};

/// What `risk coverage --format json` writes.
#[derive(Serialize, JsonSchema)]
struct Coverage<'a> {
    /// The version of this form.
    schema_version: u32,
    /// The day that it is for.
    today: String,
    /// For how long a rehearsal counts, such as `180d`.
    within: String,
    /// The counts of all risks.
    total: Counts,
    /// The components: those with the worst gap first, those without a risk last.
    components: Vec<Counted<'a>>,
    /// The risks that nothing implemented would notice, the worst first.
    gaps: Vec<Unnoticed<'a>>,
}

/// The counts of the risks of a component.
#[derive(Serialize, JsonSchema)]
struct Counted<'a> {
    /// The component; null for the risks that name none.
    component: Option<String>,
    /// The counts of its risks.
    #[serde(flatten)]
    counts: Counts,
    /// The label of the highest rating among its gaps, where the unrated count as the worst that they could get; null
    /// where there is none.
    worst_gap: Option<&'a str>,
    /// The day of the latest rehearsal of the component itself; null where there was none.
    last_rehearsal: Option<String>,
    /// How many rehearsals of it and of its risks are still to come.
    to_come: usize,
}

/// A risk that nothing implemented would notice.
#[derive(Serialize, JsonSchema)]
struct Unnoticed<'a> {
    /// The risk.
    risk: String,
    /// Its component; null where it names none.
    component: Option<String>,
    /// The label of its rating; null where it is unrated.
    rating: Option<&'a str>,
    /// The label of the rating that it counts as: where it is unrated, of the worst that it could get.
    counts_as: &'a str,
    /// Whether it is accepted.
    accepted: bool,
    /// How many others are down when the component fails.
    down: usize,
    /// What there is instead of an implemented observation: `suggested`, `unknown` or `nothing`.
    instead: &'static str,
}

/// What the risks have of what they should have.
pub fn coverage(graph: &Graph, report: &Report<'_>) -> String {
    let ratings = graph.register().scale().rating();
    let key = |component| name(graph, component);
    let component = |one: &ComponentCounts| Counted {
        component: one.component.map(key),
        counts: one.counts,
        worst_gap: one.worst_gap.map(|level| ratings.label(level)),
        last_rehearsal: one.last_rehearsal.map(|day| day.to_string()),
        to_come: one.to_come,
    };
    let gap = |gap: &Gap<'_>| Unnoticed {
        risk: gap.risk.key().to_string(),
        component: gap.component.map(key),
        rating: gap.risk.rating().map(|level| ratings.label(level)),
        counts_as: ratings.label(gap.rating),
        accepted: gap.risk.is_accepted(),
        down: gap.down,
        instead: gap.instead.as_str(),
    };
    pretty(&Coverage {
        schema_version: SCHEMA_VERSION,
        today: report.window.today.to_string(),
        within: report.window.within.to_string(),
        total: report.total,
        components: report.components.iter().map(component).collect(),
        gaps: report.gaps.iter().map(gap).collect(),
    })
}

/// The schema of [`coverage`].
pub fn coverage_schema() -> String {
    pretty(&schema_of::<Coverage<'_>>())
}
