//! How a failure reaches a component.

use risk_core::graph::{BlastRadius, ComponentId, Graph, State, Through};
use schemars::JsonSchema;
use serde::Serialize;

use super::blast::state;
use super::{name, names, ours};
use crate::render::table::{Cell, Table};

/// What `risk why --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct Why {
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

impl Why {
    /// How a failure reaches a component.
    pub fn new(graph: &Graph, blast: &BlastRadius<'_>, steps: &Steps) -> Self {
        let plain = |component| match ours(blast.state(component)) {
            State::Up => "up",
            State::Degraded => "degraded",
            State::Down => "down",
        };
        let step = |(at, component): (usize, &ComponentId)| Step {
            component: name(graph, *component),
            state: plain(*component),
            because: steps.because(graph, blast, at),
        };
        Self {
            component: name(graph, steps.component),
            failed: names(graph, blast.failed().iter()),
            state: plain(steps.component),
            ungrounded: blast.ungrounded().contains(steps.component),
            steps: steps.way.iter().enumerate().map(step).collect(),
        }
    }

    /// The steps as a table, from what failed on.
    pub fn table(&self, blast: &BlastRadius<'_>, steps: &Steps) -> Table {
        let mut table = Table::new(&["State", "Component", "Because"]);
        for (step, component) in self.steps.iter().zip(&steps.way) {
            table.row([
                state(blast, *component),
                Cell::from(step.component.as_str()),
                step.because.as_str().into(),
            ]);
        }
        table
    }
}

/// The steps from what failed to a component.
pub struct Steps {
    pub component: ComponentId,
    /// The components on a shortest way, from what failed to the one that is asked about; that one alone where
    /// there is no way.
    pub way: Vec<ComponentId>,
}

impl Steps {
    /// The way on which a failure hits a component; else the one on which it would if nothing stood in.
    pub fn of(blast: &BlastRadius<'_>, component: ComponentId) -> Self {
        let mut way = ours(blast.chain(component));
        if way.is_empty() {
            way.push(component);
            let hard = blast.steps(Through::Hard);
            let is_hard = hard.contains_key(&component);
            let steps = if is_hard {
                hard
            } else {
                blast.steps(Through::All)
            };
            while let Some(next) = way.last().and_then(|last| steps.get(last)) {
                way.push(*next);
            }
        }
        way.reverse();
        Self { component, way }
    }

    /// Whether there is a way.
    pub fn is_reached(&self) -> bool {
        self.way.len() > 1
    }

    /// Why a step is as it is.
    pub fn because(&self, graph: &Graph, blast: &BlastRadius<'_>, at: usize) -> String {
        let component = self.way[at];
        let words = ours(graph.because_of_step(blast, component));
        if !words.is_empty() {
            return words;
        }
        let mut eroded = blast.eroded().iter();
        if let Some(eroded) = eroded.find(|eroded| eroded.component == component) {
            return ours(graph.eroded_because(blast, eroded));
        }
        match at.checked_sub(1).map(|before| self.way[before]) {
            Some(before) => {
                let name = ours(graph.key(before));
                match ours(blast.state(before)) {
                    State::Up => format!("it requires {name}, which is up"),
                    State::Degraded => format!("it uses {name}, which is degraded and not down"),
                    State::Down => format!("it uses {name} and others, of which enough are left"),
                }
            }
            None => "nothing of what fails is required by it".to_owned(),
        }
    }
}
