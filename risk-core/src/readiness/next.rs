//! What to do next.

use std::cmp::Reverse;

use super::downs::Downs;
use super::lack::Lack;
use super::live::live_risks;
use super::worst::{highest, worst_possible};
use super::{Action, Window, words};
use crate::graph::{ComponentId, Graph};
use crate::register::{Date, Key, Level, RiskView};

/// One thing to do, and why.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Suggestion<'r> {
    /// What to do.
    pub action: Action,
    /// The risk that it is about; `None` where it is about the component.
    pub risk: Option<RiskView<'r>>,
    /// The component, or that of the risk; `None` where the risk names none.
    pub component: Option<ComponentId>,
    /// The rating that it counts as.
    pub rating: Level,
    /// How many others are down when the component fails.
    pub down: usize,
    /// Why, in words: the rating and what is lacking.
    pub because: String,
    /// Since when something is overdue or was not rehearsed; `None` where it was never done.
    since: Option<Date>,
}

impl Suggestion<'_> {
    /// The identity of what it is about: that of the risk, else that of the component.
    pub fn subject(&self, graph: &Graph<'_>) -> Key {
        let risk = self.risk.map(|risk| risk.key());
        let component = || self.component.map(|component| graph.key(component));
        // One of the two is always there.
        risk.or_else(component).unwrap_or_else(|| Key::first(""))
    }
}

/// What to do next, what matters most first: see [the rule](super#what-to-do-next).
pub fn next<'r>(graph: &Graph<'r>, window: Window) -> Vec<Suggestion<'r>> {
    let mut downs = Downs::new(graph.structure());
    let mut found: Vec<Suggestion<'r>> = live_risks(graph)
        .filter_map(|(risk, component)| {
            let down = component.map_or(0, |component| downs.of(component));
            for_risk(risk, component, down, graph, window)
        })
        .collect();
    let components = graph.structure().components();
    found.extend(components.filter_map(|component| {
        let down = downs.of(component);
        (down > 0).then(|| for_component(component, down, graph))
    }));
    // The sort is stable, so equals stay in the order of the register.
    found.sort_by_key(|one| {
        let importance = (Reverse(one.rating), Reverse(one.down));
        (importance, one.action, one.since)
    });
    found
}

/// What to do about a risk, if there is anything.
fn for_risk<'r>(
    risk: RiskView<'r>,
    component: Option<ComponentId>,
    down: usize,
    graph: &Graph<'r>,
    window: Window,
) -> Option<Suggestion<'r>> {
    let lack = Lack::of(risk, window)?;
    let scale = graph.register().scale();
    let rating = worst_possible(risk, scale);
    let label = scale.rating().label(rating);
    Some(Suggestion {
        action: lack.action(),
        risk: Some(risk),
        component,
        rating,
        down,
        because: words::of_risk(risk, lack, label, down, window),
        since: lack.since(),
    })
}

/// What to do about a component that brings others down.
fn for_component<'r>(component: ComponentId, down: usize, graph: &Graph<'r>) -> Suggestion<'r> {
    let scale = graph.register().scale();
    let worst = graph.worst_rating(component);
    let label = worst.map(|worst| scale.rating().label(worst));
    let has_risks = graph.risks(component).any(|risk| !risk.is_closed());
    Suggestion {
        action: Action::RemoveSinglePoint,
        risk: None,
        component: Some(component),
        rating: worst.unwrap_or_else(|| highest(scale)),
        down,
        because: words::of_component(down, label, has_risks),
        since: None,
    }
}
