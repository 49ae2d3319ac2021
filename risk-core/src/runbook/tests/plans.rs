//! What a plan has.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::generate::register;
use super::today;
use crate::check::Settings;
use crate::graph::{ComponentId, Graph, State};
use crate::register::*;
use crate::runbook::{CauseEffect, LastRehearsal, NoScenario, Planner, Scenario, plan};

fn named(graph: &Graph, components: impl Iterator<Item = ComponentId>) -> BTreeSet<String> {
    components
        .map(|one| graph.key(one).unwrap().to_string())
        .collect()
}

proptest! {
    #[test]
    fn what_is_hit_and_repaired_is_what_the_graph_tells(register in register()) {
        let (graph, settings) = (Graph::new(&register), Settings::default());
        let planner = Planner::new(&graph, &settings, today());
        for component in graph.structure().components() {
            let plan = planner.plan_components([component]).unwrap();
            let blast = graph.fail([component]).unwrap();
            let told = |hits: &[crate::runbook::Hit]| -> BTreeSet<String> {
                hits.iter().map(|hit| hit.component.clone()).collect()
            };
            let others = blast.down().iter().filter(|one| *one != component);
            prop_assert_eq!(told(&plan.down), named(&graph, others));
            prop_assert_eq!(told(&plan.degraded), named(&graph, blast.degraded().iter()));
            let repaired = plan.recovery.iter().flat_map(|wave| &wave.components);
            let repaired: BTreeSet<String> = repaired.map(|one| one.component.clone()).collect();
            prop_assert_eq!(repaired, named(&graph, blast.down().iter()));
            let told = plan.contacts.iter().flat_map(|contact| &contact.components);
            prop_assert_eq!(told.count(), blast.down().len() + blast.degraded().len());
        }
    }

    #[test]
    fn a_cause_does_what_is_said_of_it(register in register()) {
        let (graph, settings) = (Graph::new(&register), Settings::default());
        let planner = Planner::new(&graph, &settings, today());
        let failed: Vec<ComponentId> = graph.structure().components().take(2).collect();
        let plan = planner.plan_components(failed.iter().copied()).unwrap();
        for cause in &plan.causes {
            let blast = graph.fail([graph.find(&cause.component).unwrap()]).unwrap();
            let states: Vec<State> = failed.iter().map(|one| blast.state(*one).unwrap()).collect();
            let is_all_down = states.iter().all(|state| *state == State::Down);
            prop_assert_eq!(cause.effect == CauseEffect::AllDown, is_all_down);
            let is_hit = states.iter().any(|state| *state != State::Up);
            prop_assert_eq!(cause.effect != CauseEffect::NotAlone, is_hit);
            prop_assert_eq!(cause.path.last(), Some(&cause.component));
        }
    }

    #[test]
    fn every_step_has_an_id_of_its_own(register in register()) {
        let (graph, settings) = (Graph::new(&register), Settings::default());
        let all = graph.structure().components();
        let plan = Planner::new(&graph, &settings, today()).plan_components(all).unwrap();
        let modes = plan.failure_modes.iter().flat_map(|mode| &mode.actions);
        let ids = modes.map(|action| &action.id);
        let ids = ids.chain(plan.checks.iter().map(|check| &check.id));
        let ids = ids.chain(plan.causes.iter().map(|cause| &cause.id));
        let ids: Vec<&String> = ids.chain(plan.contacts.iter().map(|one| &one.id)).collect();
        prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }
}

fn risk(reference: &str, likelihood: &str, actions: &[&str]) -> Risk {
    let mut risk = Risk::new(reference);
    risk.component = "API".to_owned();
    risk.likelihood = Some(likelihood.to_owned());
    risk.impact = Some("High".to_owned());
    risk.runbook_actions = actions.iter().map(|text| (*text).into()).collect();
    risk
}

fn api(risks: Vec<Risk>) -> Register {
    Register::new("Shop", Scale::default(), vec![], risks).unwrap()
}

fn plan_of(register: &Register, scenario: &Scenario) -> crate::runbook::Plan {
    plan(
        &Graph::new(register),
        &Settings::default(),
        scenario,
        today(),
    )
    .unwrap()
}

#[test]
fn ways_to_fail_stand_by_rating_and_closed_ones_are_left_out() {
    let mut closed = risk("R3", "High", &[]);
    closed.status = Some(Status::Closed.into());
    let mut unrated = risk("R4", "?", &[]);
    unrated.impact = None;
    let risks = vec![
        risk("R1", "Low", &[]),
        unrated,
        closed,
        risk("R2", "High", &[]),
    ];
    let plan = plan_of(&api(risks), &Scenario::components(["api"]));
    let order: Vec<&str> = plan.failure_modes.iter().map(|m| m.risk.as_str()).collect();
    assert_eq!(order, ["R2", "R1", "R4"]);
    assert_eq!(plan.left_out, ["R3"]);
}

#[test]
fn the_plan_of_a_risk_is_about_that_one_also_when_it_is_closed() {
    let mut closed = risk("R3", "High", &["Wait"]);
    closed.status = Some(Status::Closed.into());
    let plan = plan_of(
        &api(vec![risk("R1", "Low", &[]), closed]),
        &Scenario::risk("r3"),
    );
    assert_eq!(plan.risk.as_deref(), Some("R3"));
    assert_eq!(plan.failure_modes.len(), 1);
    assert_eq!(plan.left_out, ["R1"]);
    assert_eq!(plan.failed[0].component, "API");
}

#[test]
fn an_action_keeps_its_id_when_the_rating_changes_and_others_come_and_go() {
    let ids = |register: &Register| -> Vec<String> {
        let plan = plan_of(register, &Scenario::components(["API"]));
        let modes = plan.failure_modes.iter().find(|mode| mode.risk == "R1");
        modes
            .unwrap()
            .actions
            .iter()
            .map(|a| a.id.clone())
            .collect()
    };
    let before = ids(&api(vec![risk("R1", "Low", &["Look", "Restart", "Look"])]));
    let others = risk("R0", "High", &["Look"]);
    let after = ids(&api(vec![
        others,
        risk("R1", "High", &["Restart", "New", "Look"]),
    ]));
    assert_eq!(before[1], after[0]);
    assert_eq!(before[0], after[2]);
    assert_ne!(before[0], before[2], "the same text twice is two steps");
}

#[test]
fn the_revision_is_of_the_content_and_not_of_the_order() {
    let revision = |risks| plan_of(&api(risks), &Scenario::components(["API"])).revision;
    let (one, other) = (risk("R1", "Low", &[]), risk("R2", "Low", &[]));
    let there = revision(vec![one.clone(), other.clone()]);
    assert_eq!(there, revision(vec![other.clone(), one.clone()]));
    let mut changed = one;
    changed.notes = "!".to_owned();
    assert_ne!(there, revision(vec![changed, other]));
}

#[test]
fn what_does_not_exist_is_told_with_what_is_near() {
    let register = api(vec![risk("R1", "Low", &[])]);
    let graph = Graph::new(&register);
    let error = |scenario| plan(&graph, &Settings::default(), &scenario, today()).unwrap_err();
    let component = error(Scenario::components(["APO"]));
    assert!(matches!(component, NoScenario::Component(unknown) if unknown.nearest == ["API"]));
    let risk = error(Scenario::risk("R7"));
    assert!(matches!(risk, NoScenario::Risk { nearest, .. } if nearest == ["R1"]));
    let nothing: [&str; 0] = [];
    assert_eq!(error(Scenario::components(nothing)), NoScenario::Empty);
}

#[test]
fn the_latest_rehearsal_of_a_component_may_be_one_of_its_risks() {
    let day = |text: &str| text.parse().unwrap();
    let mut component = Component::new("API");
    component.rehearsals = vec![Rehearsal::new(day("2026-01-02"), RehearsalKind::Tabletop)];
    let mut risk = risk("R1", "Low", &[]);
    risk.rehearsals = vec![Rehearsal::new(day("2026-03-04"), RehearsalKind::GameDay)];
    let register = Register::new("", Scale::default(), vec![component], vec![risk]).unwrap();
    let plan = plan_of(&register, &Scenario::components(["API"]));
    let last = plan.failed[0].last_rehearsal.clone().unwrap();
    assert_eq!(
        (last.date.as_str(), last.kind.as_str()),
        ("2026-03-04", "game-day")
    );
    assert_eq!(last.risk.as_deref(), Some("R1"));
}

#[test]
fn a_rehearsal_that_is_still_to_come_is_not_the_last_one() {
    let mut component = Component::new("A");
    let rehearsal = |day| Rehearsal::new(day, RehearsalKind::GameDay);
    component.rehearsals = vec![rehearsal(Date::new(2026, 12, 24).unwrap())];
    let mut risk = Risk::new("R1");
    risk.component = "A".to_owned();
    risk.rehearsals = vec![
        rehearsal(today()),
        rehearsal(Date::new(2026, 11, 24).unwrap()),
    ];
    let register = Register::new("", Scale::default(), vec![component], vec![risk]).unwrap();
    let graph = Graph::new(&register);
    let last = |day: Date| {
        let plan = plan(
            &graph,
            &Settings::default(),
            &Scenario::components(["A"]),
            day,
        );
        let plan = plan.unwrap();
        let date = |last: &Option<LastRehearsal>| last.as_ref().map(|one| one.date.clone());
        let of_risk = date(&plan.failure_modes[0].last_rehearsal);
        (date(&plan.failed[0].last_rehearsal), of_risk)
    };
    let both = |day: &str| (Some(day.to_owned()), Some(day.to_owned()));
    assert_eq!(last(today()), both("2026-11-23"));
    assert_eq!(last(Date::new(2026, 11, 22).unwrap()), (None, None));
    assert_eq!(last(Date::new(2026, 11, 24).unwrap()), both("2026-11-24"));
}
