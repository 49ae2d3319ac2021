//! Suggestions and their order.

use proptest::prelude::*;

use super::generators::{registers, window, windows};
use super::naive;
use crate::graph::Graph;
use crate::readiness::{Action, Suggestion, Window, next};
use crate::register::{Component, Key, Level, Register, Requirement, Risk, Scale, Status};

/// A suggestion by the naive rule, and how long ago what it is about was done.
#[derive(Debug, Clone, PartialEq)]
struct Expected {
    action: Action,
    subject: Key,
    is_component: bool,
    rating: Level,
    down: usize,
    age: i64,
}

/// All suggestions, in the order of the register.
fn all(graph: &Graph<'_>, window: Window) -> Vec<Expected> {
    let register = graph.register();
    let mut all = Vec::new();
    for risk in register
        .risks()
        .filter(|risk| !naive::is(*risk, Status::Closed))
    {
        let Some(action) = naive::action(risk, window) else {
            continue;
        };
        all.push(Expected {
            action,
            subject: risk.key(),
            is_component: false,
            rating: naive::worst(risk, register.scale()),
            down: naive::down(graph, naive::component(graph, risk)),
            age: naive::age(risk, action),
        });
    }
    let points = graph.structure().points_of_failure().points;
    for component in graph.structure().components() {
        let point = points.iter().find(|point| point.component == component);
        let Some(down) = point.map(|point| point.down).filter(|down| *down > 0) else {
            continue;
        };
        let nobody_knows = naive::worst(nobody().risk_at(0).unwrap(), register.scale());
        all.push(Expected {
            action: Action::RemoveSinglePoint,
            subject: graph.key(component),
            is_component: true,
            rating: graph.worst_rating(component).unwrap_or(nobody_knows),
            down,
            age: 0,
        });
    }
    all
}

/// A register of a risk of which nothing is known.
fn nobody() -> Register {
    Register::new("", Scale::default(), Vec::new(), vec![Risk::new("")]).unwrap()
}

/// Takes out what stands first, by one thing after another, until nothing is left.
fn in_order(mut all: Vec<Expected>) -> Vec<Expected> {
    let mut ordered = Vec::new();
    while !all.is_empty() {
        let mut first: Vec<Expected> = all.clone();
        let rating = first.iter().map(|one| one.rating).max().unwrap();
        first.retain(|one| one.rating == rating);
        let down = first.iter().map(|one| one.down).max().unwrap();
        first.retain(|one| one.down == down);
        let mut actions = Action::ALL.into_iter();
        let action = actions.find(|action| first.iter().any(|one| one.action == *action));
        first.retain(|one| Some(one.action) == action);
        let age = first.iter().map(|one| one.age).max().unwrap();
        first.retain(|one| one.age == age);
        let at = all.iter().position(|one| *one == first[0]).unwrap();
        ordered.push(all.remove(at));
    }
    ordered
}

fn found(graph: &Graph<'_>, suggestion: &Suggestion<'_>) -> (Action, Key, bool, Level, usize) {
    (
        suggestion.action,
        suggestion.subject(graph),
        suggestion.risk.is_none(),
        suggestion.rating,
        suggestion.down,
    )
}

proptest! {
    #[test]
    fn what_is_suggested_and_its_order_are_those_of_the_rule(
        register in registers(),
        window in windows(),
    ) {
        let graph = Graph::new(&register);
        let suggested = next(&graph, window);
        let suggested: Vec<_> = suggested.iter().map(|one| found(&graph, one)).collect();
        let expected = in_order(all(&graph, window)).into_iter();
        let expected: Vec<_> = expected
            .map(|one| (one.action, one.subject, one.is_component, one.rating, one.down))
            .collect();
        prop_assert_eq!(suggested, expected);
    }

    #[test]
    fn every_reason_is_a_line_that_tells_the_rating_or_the_failure(
        register in registers(),
        window in windows(),
    ) {
        let graph = Graph::new(&register);
        for one in next(&graph, window) {
            let rating = register.scale().rating().label(one.rating);
            let begins = match one.action {
                Action::Rate => format!("up to {rating}"),
                Action::RemoveSinglePoint => "its failure alone brings down".to_owned(),
                _ => rating.to_owned(),
            };
            prop_assert!(one.because.starts_with(&begins), "{}", one.because);
            prop_assert!(!one.because.contains('\n') && !one.because.ends_with('.'), "{}", one.because);
        }
    }
}

#[test]
fn an_unrated_risk_stands_with_the_worst_that_it_could_get() {
    let rated = |reference: &str, likelihood: Option<&str>, impact: Option<&str>| {
        let mut risk = Risk::new(reference);
        risk.likelihood = likelihood.map(str::to_owned);
        risk.impact = impact.map(str::to_owned);
        risk
    };
    let risks = vec![
        rated("medium", Some("Low"), Some("High")),
        rated("low-and-unknown", Some("Low"), None),
        rated("critical", Some("High"), Some("High")),
        rated("unknown-and-medium", Some("Hgih"), Some("Medium")),
        rated("unknown", None, None),
    ];
    let register = Register::new("", Scale::default(), Vec::new(), risks).unwrap();
    let graph = Graph::new(&register);
    let next = next(&graph, window(180));
    let order: Vec<String> = next
        .iter()
        .map(|one| one.subject(&graph).to_string())
        .collect();
    // Of one rating what has to be rated stands before what has to be noticed.
    assert_eq!(
        order,
        [
            "unknown",
            "critical",
            "unknown-and-medium",
            "low-and-unknown",
            "medium"
        ]
    );
    assert_eq!(next[3].because, "up to Medium; its impact is missing");
}

#[test]
fn a_single_point_without_a_rated_risk_stands_as_the_highest() {
    let mut shop = Component::new("Shop");
    shop.requires = Some(vec![Requirement::of("Zone")]);
    let mut risk = Risk::new("R1");
    risk.component = "Shop".to_owned();
    (risk.likelihood, risk.impact) = (Some("High".into()), Some("Medium".into()));
    let register = Register::new("", Scale::default(), vec![shop], vec![risk]).unwrap();
    let graph = Graph::new(&register);
    let next = next(&graph, window(180));
    assert_eq!(next[0].action, Action::RemoveSinglePoint);
    assert_eq!(next[0].subject(&graph), Key::first("Zone"));
    assert_eq!(
        next[0].because,
        "its failure alone brings down 1 other, nobody has written down how it fails"
    );
}
