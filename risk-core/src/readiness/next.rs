//! What to do next.

use std::cmp::Reverse;

use serde::Serialize;

use super::known::Known;
use super::lack::Lack;
use super::live::{live_risks, risks_unread};
use super::worst::worst_possible;
use super::{Action, Window, words};
use crate::graph::{EachAlone, Graph, Ours};
use crate::record::{ComponentField, Key, RiskField};
use crate::register::{Date, Level, Owners};

/// What to do next.
///
/// ```
/// use risk_core::graph::Graph;
/// use risk_core::readiness::{NextAnswer, Window};
/// use risk_core::{Date, Register, Risk, Scale};
///
/// let register = Register::new("Trips", Scale::default(), Vec::new(), vec![Risk::new("R01")])?;
/// let window = Window::up_to(Date::new(2026, 11, 23).unwrap());
/// let answer = NextAnswer::new(&Graph::new(&register), window);
/// let json = serde_json::to_value(&answer)?;
/// assert_eq!(json["within"], "180d");
/// assert_eq!(json["suggestions"][0]["action"], "rate");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NextAnswer {
    /// What it was asked for.
    #[serde(flatten)]
    pub window: Window,
    /// What to do, what matters most first.
    pub suggestions: Vec<Suggestion>,
    /// The risks and components that a choice of owners or components left out, because what it asks for could not be read.
    pub left_out: Vec<Key>,
    /// The risks of the register with something that could not be read: nobody knows whether they lack it.
    pub unread: Vec<Key>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Suggestion {
    /// What to do: `rate`, `monitor`, `write-action`, `rehearse`, `review`, `write-risk` or `remove-single-point`.
    pub action: Action,
    /// The risk that it is about; null where it is about the component.
    pub risk: Option<Key>,
    /// The component, or that of the risk; null where the risk names none.
    pub component: Option<Key>,
    /// Who answers for the risk, or for the component; empty where nobody is stated.
    pub owner: String,
    /// The label of the rating that it counts as: where there is none, of the worst that is possible.
    pub rating: String,
    /// How many others are down when the component fails.
    pub down: usize,
    /// Whether an incident or a game day that failed has shown that the risk, or one of the component, does happen.
    pub confirmed: bool,
    /// Why, in words.
    pub because: String,
    /// The rating that it counts as, as a level of the scale. It is not in the JSON form.
    #[serde(skip)]
    pub level: Level,
    /// Since when something is overdue or was not rehearsed; `None` where it was never done.
    #[serde(skip)]
    since: Option<Date>,
    #[serde(skip)]
    is_owner_unread: bool,
    #[serde(skip)]
    is_component_unread: bool,
}

impl NextAnswer {
    /// What to do next, what matters most first: see [the rule](super#what-to-do-next).
    pub fn new(graph: &Graph, window: Window) -> Self {
        let mut failures = graph.structure().each_alone().without_stuck();
        Self::with(graph, window, &mut failures)
    }

    /// The same with failures of the graph of which some may have been looked at.
    pub(crate) fn with(graph: &Graph, window: Window, failures: &mut EachAlone<'_>) -> Self {
        let mut suggestions = about_risks(graph, window, failures);
        suggestions.extend(about_components(graph, window, failures));
        // The sort is stable, so equals stay in the order of the register.
        suggestions.sort_by_key(|one| {
            let rank = (Reverse(one.level), Reverse(one.confirmed));
            let importance = (rank, one.action.group(), Reverse(one.down));
            (importance, one.action, one.since)
        });
        Self {
            window,
            suggestions,
            left_out: Vec::new(),
            unread: risks_unread(graph),
        }
    }

    /// What is to be done by some owners alone.
    #[must_use]
    pub fn of_owners(mut self, owners: &Owners) -> Self {
        let suggestions = &mut self.suggestions;
        let unknown = owners.retain(suggestions, |one| (&one.owner, one.is_owner_unread));
        let unknown = unknown
            .into_iter()
            .filter_map(|one| one.risk.or(one.component));
        self.left_out.extend(unknown);
        self
    }

    /// The answer for some of the components and their risks alone.
    #[must_use]
    pub fn only(mut self, components: &[Key]) -> Self {
        let is_named = |key: &Key| components.contains(key);
        let is_of = |one: &Suggestion| one.component.as_ref().is_some_and(is_named);
        let unknown = self
            .suggestions
            .iter()
            .filter(|one| one.is_component_unread);
        let unknown: Vec<Key> = unknown.filter_map(|one| one.risk.clone()).collect();
        self.left_out.extend(unknown);
        self.suggestions.retain(is_of);
        self
    }
}

/// What to do about risks.
fn about_risks(graph: &Graph, window: Window, failures: &mut EachAlone<'_>) -> Vec<Suggestion> {
    let scale = graph.register().scale();
    let suggested = live_risks(graph).filter_map(|(risk, component)| {
        let lack = Lack::of(risk, window)?;
        let down = component.map_or(0, |component| failures.of(component).ours().down);
        let level = worst_possible(risk, scale);
        let rating = scale.rating().label(level);
        Some(Suggestion {
            action: lack.action(),
            risk: Some(risk.key()),
            component: component.map(|component| graph.key(component).ours()),
            owner: risk.responsible().to_owned(),
            rating: rating.to_owned(),
            down,
            confirmed: risk.confirmed_by(window.today).is_some(),
            because: words::of_risk(risk, lack, rating, down, window),
            level,
            since: lack.since(),
            is_owner_unread: risk.is_responsible_unread(),
            is_component_unread: risk.is_unread(RiskField::Component),
        })
    });
    suggested.collect()
}

/// What to do about components of which the failure brings others down.
fn about_components(
    graph: &Graph,
    window: Window,
    failures: &mut EachAlone<'_>,
) -> Vec<Suggestion> {
    let scale = graph.register().scale();
    let suggested = graph.structure().components().filter_map(|component| {
        let (down, known) = (
            failures.of(component).ours().down,
            Known::of(component, graph),
        );
        if down == 0 || known.is_accepted(window.today) {
            return None;
        }
        let level = known.rating(scale);
        let owner = graph.stated(component).ours();
        Some(Suggestion {
            action: known.action(),
            risk: None,
            component: Some(graph.key(component).ours()),
            owner: owner.map_or_else(String::new, |stated| stated.owner.trim().to_owned()),
            rating: scale.rating().label(level).to_owned(),
            down,
            confirmed: known.is_confirmed(window.today),
            because: words::of_component(down, &known, scale.rating()),
            level,
            since: None,
            is_owner_unread: owner.is_some_and(|stated| stated.is_unread(ComponentField::Owner)),
            is_component_unread: false,
        })
    });
    suggested.collect()
}
