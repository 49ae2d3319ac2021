//! How a failure reaches a component, as JSON.

use risk_core::graph::{BlastRadius, ComponentId, Graph, State};
use schemars::JsonSchema;
use serde::Serialize;

use super::{name, names, ours};
use crate::render::Steps;
use crate::render::json::{SCHEMA_VERSION, pretty, schema_of};

/// What `risk why --format json` writes.
#[derive(Serialize, JsonSchema)]
struct Why {
    /// The version of this form.
    schema_version: u32,
    /// The component that was asked about.
    component: String,
    /// The components that fail.
    failed: Vec<String>,
    /// How the component is: `up`, `degraded` or `down`.
    state: &'static str,
    /// Whether the component runs on and could not start again.
    ungrounded: bool,
    /// A shortest way from what fails to the component; where nothing reaches it, the component alone.
    steps: Vec<Step>,
}

/// A component on the way.
#[derive(Serialize, JsonSchema)]
struct Step {
    /// The component.
    component: String,
    /// How it is: `up`, `degraded` or `down`.
    state: &'static str,
    /// Why, in words.
    because: String,
}

/// How a failure reaches a component.
pub fn why(graph: &Graph, blast: &BlastRadius<'_>, steps: &Steps) -> String {
    let step = |(at, component): (usize, &ComponentId)| Step {
        component: name(graph, *component),
        state: state(blast, *component),
        because: steps.because(graph, blast, at),
    };
    pretty(&Why {
        schema_version: SCHEMA_VERSION,
        component: name(graph, steps.component),
        failed: names(graph, blast.failed().iter()),
        state: state(blast, steps.component),
        ungrounded: blast.ungrounded().contains(steps.component),
        steps: steps.way.iter().enumerate().map(step).collect(),
    })
}

fn state(blast: &BlastRadius<'_>, component: ComponentId) -> &'static str {
    match ours(blast.state(component)) {
        State::Up => "up",
        State::Degraded => "degraded",
        State::Down => "down",
    }
}

/// The schema of [`why`].
pub fn why_schema() -> String {
    pretty(&schema_of::<Why>())
}
