//! Coverage, as JSON.

use risk_core::graph::Graph;
use risk_core::readiness::{ComponentCounts, Gap, Report};
use schemars::JsonSchema;
use serde::Serialize;

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

/// How many risks that are not closed have what they should have.
#[derive(Serialize, JsonSchema)]
struct Counts {
    /// The risks that are not closed.
    risks: usize,
    /// Those with a likelihood and an impact that are levels of the scale.
    rated: usize,
    /// Those with an observation that is implemented.
    observed: usize,
    /// Those without one, but with one that is suggested.
    suggested_only: usize,
    /// Those with neither, but with one of which nobody knows whether it is implemented.
    unknown_only: usize,
    /// Those without any observation.
    unobserved: usize,
    /// Those with a mitigation.
    mitigated: usize,
    /// Those with a runbook action.
    runbook: usize,
    /// Those with a tracker link of their own.
    tracked: usize,
    /// Those with a rehearsal of their own that counts.
    rehearsed: usize,
}

/// The counts of the risks of a component.
#[derive(Serialize, JsonSchema)]
struct Counted<'a> {
    /// The component; null for the risks that name none.
    component: Option<String>,
    /// The counts of its risks.
    #[serde(flatten)]
    counts: Counts,
    /// The label of the highest rating among its gaps; null where none is rated.
    worst_gap: Option<&'a str>,
    /// The day of the latest rehearsal of the component itself; null where there was none.
    last_rehearsal: Option<String>,
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
    /// How many others are down when the component fails.
    down: usize,
    /// What there is instead of an implemented observation: `suggested`, `unknown` or `nothing`.
    instead: &'static str,
}

/// What the risks have of what they should have.
pub fn coverage(graph: &Graph<'_>, report: &Report<'_>) -> String {
    let ratings = graph.register().scale().rating();
    let key = |component| graph.key(component).to_string();
    let component = |one: &ComponentCounts| Counted {
        component: one.component.map(key),
        counts: counts(&one.counts),
        worst_gap: one.worst_gap.map(|level| ratings.label(level)),
        last_rehearsal: one.last_rehearsal.map(|day| day.to_string()),
    };
    let gap = |gap: &Gap<'_>| Unnoticed {
        risk: gap.risk.key().to_string(),
        component: gap.component.map(key),
        rating: gap.risk.rating().map(|level| ratings.label(level)),
        down: gap.down,
        instead: gap.instead.as_str(),
    };
    pretty(&Coverage {
        schema_version: SCHEMA_VERSION,
        today: report.window.today.to_string(),
        within: report.window.within.to_string(),
        total: counts(&report.total),
        components: report.components.iter().map(component).collect(),
        gaps: report.gaps.iter().map(gap).collect(),
    })
}

fn counts(counts: &risk_core::readiness::Counts) -> Counts {
    Counts {
        risks: counts.risks,
        rated: counts.rated,
        observed: counts.observed,
        suggested_only: counts.suggested_only,
        unknown_only: counts.unknown_only,
        unobserved: counts.unobserved,
        mitigated: counts.mitigated,
        runbook: counts.runbook,
        tracked: counts.tracked,
        rehearsed: counts.rehearsed,
    }
}

/// The schema of [`coverage`].
pub fn coverage_schema() -> String {
    pretty(&schema_of::<Coverage<'_>>())
}
