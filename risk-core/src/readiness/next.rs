//! What to do next.

use std::cmp::Reverse;

use super::downs::Downs;
use super::known::Known;
use super::lack::Lack;
use super::live::live_risks;
use super::worst::worst_possible;
use super::{Action, Window, words};
use crate::graph::{Answer, ComponentId, Graph};
use crate::record::Key;
use crate::register::{Date, Level, RiskView};

/// One thing to do, and why.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Suggestion<'r> {
    /// What to do.
    pub action: Action,
    /// What it is about.
    pub subject: Subject<'r>,
    /// The rating that it counts as.
    pub rating: Level,
    /// How many others are down when the component fails.
    pub down: usize,
    /// Why, in words: the rating and what is lacking.
    pub because: String,
    /// Since when something is overdue or was not rehearsed; `None` where it was never done.
    since: Option<Date>,
}

/// What a suggestion is about.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'r> {
    /// A risk.
    Risk {
        /// The risk.
        risk: RiskView<'r>,
        /// Its component; `None` where it names none.
        component: Option<ComponentId>,
    },
    /// A component.
    Component(ComponentId),
}

impl<'r> Subject<'r> {
    /// Its identity.
    ///
    /// # Errors
    ///
    /// When it is a component of another graph.
    pub fn key(&self, graph: &Graph) -> Answer<Key> {
        match self {
            Self::Risk { risk, .. } => Ok(risk.key()),
            Self::Component(component) => graph.key(*component),
        }
    }

    /// The risk, where it is one.
    pub fn risk(&self) -> Option<RiskView<'r>> {
        match self {
            Self::Risk { risk, .. } => Some(*risk),
            Self::Component(_) => None,
        }
    }

    /// The component, or that of the risk; `None` where the risk names none.
    pub fn component(&self) -> Option<ComponentId> {
        match self {
            Self::Risk { component, .. } => *component,
            Self::Component(component) => Some(*component),
        }
    }
}

/// What to do next, what matters most first: see [the rule](super#what-to-do-next).
pub fn next(graph: &Graph, window: Window) -> Vec<Suggestion<'_>> {
    let mut downs = Downs::new(graph.structure());
    let mut found: Vec<Suggestion<'_>> = live_risks(graph)
        .filter_map(|(risk, component)| {
            let down = component.map_or(0, |component| downs.of(component));
            for_risk(risk, component, down, graph, window)
        })
        .collect();
    let components = graph.structure().components();
    found.extend(components.filter_map(|component| {
        let down = downs.of(component);
        for_component(component, down, graph, window)
    }));
    // The sort is stable, so equals stay in the order of the register.
    found.sort_by_key(|one| {
        let importance = (Reverse(one.rating), one.action.group(), Reverse(one.down));
        (importance, one.action, one.since)
    });
    found
}

/// What to do about a risk, if there is anything.
fn for_risk<'r>(
    risk: RiskView<'r>,
    component: Option<ComponentId>,
    down: usize,
    graph: &'r Graph,
    window: Window,
) -> Option<Suggestion<'r>> {
    let lack = Lack::of(risk, window)?;
    let scale = graph.register().scale();
    let rating = worst_possible(risk, scale);
    let label = scale.rating().label(rating);
    Some(Suggestion {
        action: lack.action(),
        subject: Subject::Risk { risk, component },
        rating,
        down,
        because: words::of_risk(risk, lack, label, down, window),
        since: lack.since(),
    })
}

/// What to do about a component, if its failure brings others down.
fn for_component(
    component: ComponentId,
    down: usize,
    graph: &Graph,
    window: Window,
) -> Option<Suggestion<'_>> {
    let known = Known::of(component, graph);
    if down == 0 || known.is_accepted(window.today) {
        return None;
    }
    let scale = graph.register().scale();
    Some(Suggestion {
        action: known.action(),
        subject: Subject::Component(component),
        rating: known.rating(scale),
        down,
        because: words::of_component(down, &known, scale.rating()),
        since: None,
    })
}
