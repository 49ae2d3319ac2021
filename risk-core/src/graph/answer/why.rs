//! How a failure reaches a component.

use serde::Serialize;

use crate::graph::{
    BlastRadius, ComponentId, ComponentSet, Condition, Direction, Graph, Result, State, Through,
};
use crate::record::Key;

/// How a failure reaches a component.
///
/// ```
/// use risk_core::graph::{Graph, WhyAnswer};
/// use risk_core::{Component, Register, Requirement, Scale};
///
/// let mut shop = Component::new("Shop");
/// shop.requires = Some(vec![Requirement::of("Database")]);
/// let register = Register::new("Trips", Scale::default(), vec![shop], Vec::new())?;
/// let graph = Graph::new(&register);
/// let blast = graph.fail([graph.find("Database")?])?;
/// let answer = WhyAnswer::new(&graph, &blast, graph.find("Shop")?)?;
/// assert!(answer.is_reached());
/// let json = serde_json::to_value(&answer)?;
/// assert_eq!(json["state"], "down");
/// assert_eq!(json["steps"][0]["because"], "it has failed");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WhyAnswer {
    /// The component that was asked about.
    pub component: Key,
    /// The components that fail.
    pub failed: Vec<Key>,
    /// How the component is: `up`, `degraded` or `down`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub state: State,
    /// Whether the component runs on and cannot restart.
    pub cannot_restart: bool,
    /// A shortest way from what fails to the component; where nothing reaches it, the component alone.
    pub steps: Vec<WhyStep>,
    /// The components of which their dependencies are unknown, of the component itself and all that it is known to
    /// require: what fails may be required there, too.
    pub unknown: Vec<Key>,
}

/// A component on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WhyStep {
    /// The component.
    pub component: Key,
    /// How it is: `up`, `degraded` or `down`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub state: State,
    /// Why, in words.
    pub because: String,
    /// How it is, with all that people tell apart but for spares, which are on no way. It is not in the JSON form.
    #[serde(skip)]
    pub condition: Condition,
}

impl WhyAnswer {
    /// How a failure reaches a component: the way on which it hits the component; else the one on which it would if
    /// nothing stood in.
    ///
    /// # Errors
    ///
    /// When the failure is one in another graph, or the component is of another one.
    pub fn new(graph: &Graph, blast: &BlastRadius<'_>, component: ComponentId) -> Result<Self> {
        let mut steps = Vec::new();
        for one in way(blast, component)? {
            steps.push(WhyStep {
                component: graph.key(one)?,
                state: blast.state(one)?,
                because: because(graph, blast, one, steps.last())?,
                condition: match blast.condition(one)? {
                    Condition::NoRedundancy | Condition::LessRedundancy => Condition::Up,
                    condition => condition,
                },
            });
        }
        Ok(Self {
            component: graph.key(component)?,
            failed: graph.keys(blast.failed())?.collect(),
            state: blast.state(component)?,
            cannot_restart: blast.cannot_restart().contains(component),
            steps,
            unknown: graph.keys(&unknown(graph, blast, component)?)?.collect(),
        })
    }

    /// Whether requirements lead from the component to what fails.
    pub fn is_reached(&self) -> bool {
        self.steps.len() > 1
    }

    /// How the component is, with all that people tell apart but for spares.
    pub fn condition(&self) -> Condition {
        let last = self.steps.last();
        last.map_or(Condition::Up, |step| step.condition)
    }
}

/// The components on a shortest way, from what failed to the one that is asked about; that one alone where there is no
/// way.
fn way(blast: &BlastRadius<'_>, component: ComponentId) -> Result<Vec<ComponentId>> {
    let mut way = blast.chain(component)?;
    if way.is_empty() {
        way.push(component);
        let mut steps = blast.steps(Through::Hard);
        if !steps.contains_key(&component) {
            steps = blast.steps(Through::All);
        }
        while let Some(next) = way.last().and_then(|last| steps.get(last)) {
            way.push(*next);
        }
    }
    way.reverse();
    Ok(way)
}

/// Of what a component requires, over any number of steps, the components whose dependencies are unknown, but for what
/// has failed itself.
fn unknown(graph: &Graph, blast: &BlastRadius<'_>, component: ComponentId) -> Result<ComponentSet> {
    let structure = graph.structure();
    let needed = structure.query([component], Direction::Requirements)?;
    let unknown = needed.resolve().intersection(&structure.unknown())?;
    unknown.difference(blast.failed())
}

/// Why a step is as it is, by what is before it on the way.
fn because(
    graph: &Graph,
    blast: &BlastRadius<'_>,
    component: ComponentId,
    before: Option<&WhyStep>,
) -> Result<String> {
    let words = graph.because_of_step(blast, component)?;
    if !words.is_empty() {
        return Ok(words);
    }
    if let Some(redundancy_lost) = blast.redundancy_lost_of(component).next() {
        return graph.redundancy_lost_because(blast, redundancy_lost);
    }
    let Some(before) = before else {
        let is_known = graph.structure().is_known(component)?;
        let known = if is_known { "" } else { "known to be " };
        return Ok(format!("nothing of what fails is {known}required by it"));
    };
    let name = &before.component;
    Ok(match before.state {
        State::Up => format!("it requires {name}, which is up"),
        State::Degraded => format!("it uses {name}, which is degraded and not down"),
        State::Down => format!("it uses {name} and others, of which enough are left"),
    })
}
