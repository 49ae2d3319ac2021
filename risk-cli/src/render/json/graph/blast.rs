//! A blast radius, as JSON.

use risk_core::graph::{BlastRadius, ComponentId, Eroded, Graph, State, Through};
use schemars::JsonSchema;
use serde::Serialize;

use super::{name, names, ours};
use crate::render::graph::risks_on;
use crate::render::json::{SCHEMA_VERSION, pretty, schema_of};

/// What `risk blast --format json` writes.
#[derive(Serialize, JsonSchema)]
struct Blast<'a> {
    /// The version of this form.
    schema_version: u32,
    /// The components that fail.
    failed: Vec<String>,
    /// The components that do not work, those that fail among them.
    down: Vec<Hit>,
    /// The components that work in part.
    degraded: Vec<Hit>,
    /// The requirements that are met and have lost a spare, of components that are not down.
    eroded: Vec<Lost>,
    /// The components that run on, could have started from nothing before and could not now.
    ungrounded: Vec<Hit>,
    /// All that hard requirements reach, however many spares there are: the most that could be down.
    potential: Vec<Hit>,
    /// The components of which nobody has said what they need.
    unknown: Vec<Hit>,
    /// The risks that are not closed of all components that are down, degraded, ungrounded or eroded.
    risks: Vec<Risk<'a>>,
}

/// A component, and why it is listed.
#[derive(Serialize, JsonSchema)]
struct Hit {
    /// The component.
    component: String,
    /// Why, in words.
    because: String,
    /// What it requires on a shortest way back to a failure; null for what fails, and where there is no way.
    via: Option<String>,
}

/// A requirement that has lost a spare.
#[derive(Serialize, JsonSchema)]
struct Lost {
    /// Who requires it.
    component: String,
    /// What is left, in words.
    because: String,
    /// The requirement, as a cell has it.
    requirement: String,
    /// The members that are down.
    down: Vec<String>,
    /// How many more may go down until it is not met.
    margin: u32,
}

/// A risk on a component that is hit.
#[derive(Serialize, JsonSchema)]
struct Risk<'a> {
    /// The identity of the risk.
    key: String,
    /// The component.
    component: String,
    /// How the component is: `down`, `degraded`, `ungrounded` or `eroded`.
    state: &'static str,
    /// The label of the rating; null when the risk is unrated.
    rating: Option<&'a str>,
    /// How the component fails.
    description: &'a str,
}

/// The blast radius of a failure.
pub fn blast(graph: &Graph, blast: &BlastRadius<'_>) -> String {
    let hit = |component| Hit {
        component: name(graph, component),
        because: ours(graph.because(blast, component)),
        via: ours(blast.via(component)).map(|via| name(graph, via)),
    };
    let lost = |eroded: &Eroded| Lost {
        component: name(graph, eroded.component),
        because: ours(graph.eroded_because(blast, eroded)),
        requirement: ours(graph.need(&eroded.need)),
        down: names(graph, eroded.down.iter().copied()),
        margin: eroded.margin,
    };
    let stuck = |component| Hit {
        because: ours(graph.stuck_because(blast, component)),
        ..hit(component)
    };
    let unknown = |component| Hit {
        component: name(graph, component),
        because: "nobody has said what it needs".to_owned(),
        via: None,
    };
    let risks = risks_on(graph, blast).map(|(component, risk)| Risk {
        key: risk.key().to_string(),
        component: name(graph, component),
        state: state(blast, component),
        rating: risk.rating_label(),
        description: &risk.stated().description,
    });
    pretty(&Blast {
        schema_version: SCHEMA_VERSION,
        failed: names(graph, blast.failed().iter()),
        down: blast.down().iter().map(hit).collect(),
        degraded: blast.degraded().iter().map(hit).collect(),
        eroded: blast.eroded().iter().map(lost).collect(),
        ungrounded: blast.ungrounded().iter().map(stuck).collect(),
        potential: potential(graph, blast),
        unknown: graph.structure().unknown().iter().map(unknown).collect(),
        risks: risks.collect(),
    })
}

fn potential(graph: &Graph, blast: &BlastRadius<'_>) -> Vec<Hit> {
    let steps = blast.steps(Through::Hard);
    let hits = blast.potential().iter().map(|component| {
        let via = steps.get(&component).copied();
        Hit {
            component: name(graph, component),
            because: ours(graph.potential_because(via)),
            via: via.map(|via| name(graph, via)),
        }
    });
    hits.collect()
}

fn state(blast: &BlastRadius<'_>, component: ComponentId) -> &'static str {
    match ours(blast.state(component)) {
        State::Down => "down",
        State::Degraded => "degraded",
        State::Up if blast.ungrounded().contains(component) => "ungrounded",
        State::Up => "eroded",
    }
}

/// The schema of [`blast`].
pub fn blast_schema() -> String {
    pretty(&schema_of::<Blast<'_>>())
}
