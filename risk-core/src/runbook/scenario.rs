//! What fails.

use std::collections::BTreeSet;

use crate::graph::{ComponentId, Graph};
use crate::register::{RiskView, UnknownComponent};

/// What a runbook is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scenario {
    /// Some components fail, all at once.
    Components(Vec<String>),
    /// A component fails in one way: a risk, by its reference.
    Risk(String),
}

/// There is nothing of that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoScenario {
    /// No component is named so.
    #[error(transparent)]
    Component(#[from] UnknownComponent),
    /// No risk has the reference.
    #[error("no risk has the reference `{reference}`")]
    Risk {
        /// The reference.
        reference: String,
        /// The references most like it.
        nearest: Vec<String>,
    },
    /// No component was named at all.
    #[error("no component is named")]
    Empty,
}

impl Scenario {
    /// Some components fail, all at once.
    pub fn components(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::Components(names.into_iter().map(Into::into).collect())
    }

    /// A component fails in one way.
    pub fn risk(reference: impl Into<String>) -> Self {
        Self::Risk(reference.into())
    }
}

/// What a scenario means in a register.
pub(super) struct Found<'r> {
    pub failed: BTreeSet<ComponentId>,
    pub risk: Option<RiskView<'r>>,
}

/// Finds what a scenario names.
pub(super) fn find<'r>(graph: &'r Graph, scenario: &Scenario) -> Result<Found<'r>, NoScenario> {
    match scenario {
        Scenario::Components(names) if names.is_empty() => Err(NoScenario::Empty),
        Scenario::Components(names) => {
            let found = names.iter().map(|name| graph.find(name));
            Ok(Found {
                failed: found.collect::<Result<_, _>>()?,
                risk: None,
            })
        }
        Scenario::Risk(reference) => {
            let risk = find_risk(graph, reference)?;
            let component = graph.find(&risk.stated().component).ok();
            Ok(Found {
                failed: component.into_iter().collect(),
                risk: Some(risk),
            })
        }
    }
}

/// The risk that a reference means: exactly, else the only one that differs in case alone.
fn find_risk<'r>(graph: &'r Graph, reference: &str) -> Result<RiskView<'r>, NoScenario> {
    let register = graph.register();
    register.find_risk(reference).ok_or_else(|| {
        let nearest = register.references_nearest(reference).into_iter();
        NoScenario::Risk {
            reference: reference.to_owned(),
            nearest: nearest.map(str::to_owned).collect(),
        }
    })
}
