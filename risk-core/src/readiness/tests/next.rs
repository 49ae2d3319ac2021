//! Suggestions and their order.

use proptest::prelude::*;

use super::generators::{registers, window, windows};
use super::naive;
use crate::graph::{ComponentId, Graph};
use crate::readiness::{Action, NextAnswer, Suggestion, Window};
use crate::record::Key;
use crate::register::{
    Component, Level, Register, Requirement, Risk, RiskView, Scale, Stated, Status,
};

/// A suggestion by the naive rule, and how long ago what it is about was done.
#[derive(Debug, Clone, PartialEq)]
struct Expected {
    action: Action,
    subject: Key,
    is_component: bool,
    rating: Level,
    is_confirmed: bool,
    down: usize,
    age: i64,
}

/// All suggestions, in the order of the register.
fn all(graph: &Graph, window: Window) -> Vec<Expected> {
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
            is_confirmed: naive::is_confirmed(risk),
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
        let Some((action, rating)) = about(graph, component, window) else {
            continue;
        };
        all.push(Expected {
            action,
            subject: graph.key(component).unwrap(),
            is_component: true,
            rating,
            is_confirmed: register.risks().any(|risk| {
                naive::component(graph, risk) == Some(component)
                    && !naive::is(risk, Status::Closed)
                    && naive::is_confirmed(risk)
            }),
            down,
            age: 0,
        });
    }
    all
}

/// What is suggested for a single point of failure, and the rating that it counts as.
fn about(graph: &Graph, component: ComponentId, window: Window) -> Option<(Action, Level)> {
    let register = graph.register();
    let of_it = register
        .risks()
        .filter(|risk| naive::component(graph, *risk) == Some(component));
    let of_it: Vec<RiskView<'_>> = of_it.collect();
    let closed = of_it
        .iter()
        .filter(|risk| naive::is(**risk, Status::Closed))
        .count();
    let in_force = |risk: &&RiskView<'_>| naive::is_in_force(**risk, window);
    let accepted = of_it.iter().filter(in_force).count();
    let nobody_knows = naive::worst(nobody().risk_at(0).unwrap(), register.scale());
    if of_it.is_empty() {
        return Some((Action::WriteRisk, nobody_knows));
    }
    if accepted > 0 && closed + accepted == of_it.len() {
        return None;
    }
    let asked = of_it
        .iter()
        .filter(|risk| closed == of_it.len() || !naive::is(**risk, Status::Closed));
    let worst = asked.filter_map(|risk| risk.rating()).max();
    let lowest = register.scale().rating().iter().map(|(level, _)| level);
    let lowest = lowest.min().unwrap();
    let is_over = closed == of_it.len();
    let unrated = if is_over { lowest } else { nobody_knows };
    Some((Action::RemoveSinglePoint, worst.unwrap_or(unrated)))
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
        let confirmed = first.iter().any(|one| one.is_confirmed);
        first.retain(|one| one.is_confirmed == confirmed);
        let last = [Action::RemoveSinglePoint, Action::WriteRisk];
        for about_components in last {
            if first.iter().any(|one| one.action != about_components) {
                first.retain(|one| one.action != about_components);
            }
        }
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

/// What it is about: the risk, or else the component.
fn subject(suggestion: &Suggestion) -> &Key {
    let risk = suggestion.risk.as_ref();
    risk.or(suggestion.component.as_ref()).unwrap()
}

fn found(suggestion: &Suggestion) -> (Action, Key, bool, Level, usize) {
    (
        suggestion.action,
        subject(suggestion).clone(),
        suggestion.risk.is_none(),
        suggestion.level,
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
        let suggested = NextAnswer::new(&graph, window).suggestions;
        let suggested: Vec<_> = suggested.iter().map(found).collect();
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
        for one in NextAnswer::new(&graph, window).suggestions {
            let rating = register.scale().rating().label(one.level);
            prop_assert_eq!(rating, &one.rating);
            let begins = match one.action {
                Action::Rate => format!("up to {rating}"),
                Action::WriteRisk | Action::RemoveSinglePoint => "its failure alone brings down".to_owned(),
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
    let next = NextAnswer::new(&graph, window(180)).suggestions;
    let order: Vec<String> = next.iter().map(|one| subject(one).to_string()).collect();
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

/// A shop that requires a zone, and risks of the zone; what is suggested, and why.
fn of_zone(risks: Vec<Risk>) -> Vec<(Action, String)> {
    let mut shop = Component::new("Shop");
    shop.requires = Some(vec![Requirement::of("Zone")]);
    let register = Register::new("", Scale::default(), vec![shop], risks).unwrap();
    let graph = Graph::new(&register);
    let next = NextAnswer::new(&graph, window(180)).suggestions;
    next.into_iter()
        .map(|one| (one.action, one.because))
        .collect()
}

/// A risk of something, that lacks an observation.
fn risk_of(component: &str, level: &str) -> Risk {
    let mut risk = Risk::new(component);
    risk.component = component.to_owned();
    (risk.likelihood, risk.impact) = (Some(level.into()), Some(level.into()));
    risk
}

#[test]
fn how_a_single_point_fails_is_to_be_written_down_after_what_is_known_of_that_rating() {
    let actions = |risks| -> Vec<Action> {
        of_zone(risks)
            .into_iter()
            .map(|(action, _)| action)
            .collect()
    };
    let (medium, high) = (risk_of("Shop", "Medium"), risk_of("Shop", "High"));
    assert_eq!(actions(vec![medium]), [Action::WriteRisk, Action::Monitor]);
    assert_eq!(actions(vec![high]), [Action::Monitor, Action::WriteRisk]);
    assert_eq!(
        of_zone(Vec::new())[0].1,
        "its failure alone brings down 1 other; it has no risk in the register"
    );
}

#[test]
fn what_is_known_stands_before_a_single_point_of_the_same_rating_whatever_that_brings_down() {
    let found = of_zone(vec![risk_of("Shop", "High"), risk_of("Zone", "High")]);
    let actions: Vec<Action> = found.iter().map(|(action, _)| *action).collect();
    assert_eq!(
        actions,
        [Action::Monitor, Action::Monitor, Action::RemoveSinglePoint]
    );
    assert!(found[0].1.contains("brings 1 other down"), "{found:?}");
}

#[test]
fn a_single_point_of_which_all_risks_are_closed_counts_as_the_worst_of_these_or_last() {
    let closed = |level| {
        let mut risk = risk_of("Zone", level);
        risk.status = Some(Stated::Known(Status::Closed));
        risk
    };
    let low = risk_of("Shop", "Low");
    let found = of_zone(vec![closed("Medium"), low.clone()]);
    assert_eq!(
        found[0],
        (
            Action::RemoveSinglePoint,
            "its failure alone brings down 1 other; its risks are all closed, the worst of them is \
             Medium"
                .to_owned()
        )
    );
    let found = of_zone(vec![closed("nonsense"), low]);
    assert_eq!(
        found[1].1,
        "its failure alone brings down 1 other; its risks are all closed, none of them is rated"
    );
}

#[test]
fn a_single_point_of_which_all_risks_are_accepted_is_left_alone_until_that_ends() {
    let has_point = |until: Option<&str>, status| {
        let mut risk = risk_of("Zone", "High");
        risk.status = Some(Stated::Known(status));
        risk.acceptance.until = until.map(Stated::parse);
        let found = of_zone(vec![risk]);
        found
            .iter()
            .any(|(action, _)| *action == Action::RemoveSinglePoint)
    };
    assert!(!has_point(None, Status::Accepted));
    assert!(!has_point(Some("2026-11-23"), Status::Accepted));
    assert!(has_point(Some("2026-11-22"), Status::Accepted));
    assert!(has_point(None, Status::Open));
}
