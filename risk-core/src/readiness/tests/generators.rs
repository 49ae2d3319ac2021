//! Registers of a few components and risks.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::readiness::Window;
use crate::register::{
    Component, Date, Duration, Mitigation, Observation, ObservationStatus, Outcome, Register,
    Rehearsal, RehearsalKind, Requirement, Risk, RunbookAction, Scale, Stated, TrackerLink,
};

/// Some days, and how many of them ago each is from the first day of [`window`]'s.
pub const DAYS: [(&str, i64); 9] = [
    ("2026-11-24", -1),
    ("2026-11-23", 0),
    ("2026-11-22", 1),
    ("2026-11-21", 2),
    ("2026-05-27", 180),
    ("2026-05-26", 181),
    ("2024-02-29", 998),
    ("2027-01-01", -39),
    ("last spring", i64::MIN),
];

const NAMES: [&str; 6] = ["A", "B", "C", "a", "D", ""];
const LEVELS: [&str; 5] = ["Low", "Medium", "High", "5", "Hgih"];
const STATUSES: [&str; 5] = ["open", "in-progress", "accepted", "closed", "whatever"];

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// The days before 2026-11-23, of which one that has only begun counts as whole.
pub fn window(days: u64) -> Window {
    let mut window = Window::up_to(date("2026-11-23"));
    window.within = Duration::from_minutes(days * 24 * 60);
    window
}

pub fn windows() -> impl Strategy<Value = Window> {
    select(&[0, 1, 2, 180, 100_000][..]).prop_map(window)
}

fn day() -> impl Strategy<Value = Stated<Date>> {
    select(&DAYS[..]).prop_map(|(text, _)| Stated::parse(text))
}

fn rehearsal() -> impl Strategy<Value = Rehearsal> {
    let outcome = option::of(select(&["passed", "partly", "failed", "who knows"][..]));
    let kind = select(&["game-day", "incident", "tabletop", "tabletop", "talk"][..]);
    (day(), kind, outcome).prop_map(|(day, kind, outcome)| {
        let mut rehearsal = Rehearsal::new(date("2026-11-23"), RehearsalKind::GameDay);
        rehearsal.date = day;
        rehearsal.kind = Stated::parse(kind);
        rehearsal.outcome = outcome.map(Stated::<Outcome>::parse);
        rehearsal
    })
}

fn observation() -> impl Strategy<Value = Observation> {
    let statuses = [
        ObservationStatus::Implemented,
        ObservationStatus::Suggested,
        ObservationStatus::Unknown,
    ];
    select(statuses.to_vec()).prop_map(|status| Observation::new("x", status))
}

fn risk() -> impl Strategy<Value = Risk> {
    let level = || option::weighted(0.8, select(&LEVELS[..]).prop_map(str::to_owned));
    let rated = (select(&NAMES[..]), level(), level());
    let lists = (
        vec(observation(), 0..3),
        vec(Just(Mitigation::from("x")), 0..2),
        vec(Just(RunbookAction::from("x")), 0..2),
        vec(Just(TrackerLink::new("x")), 0..2),
        vec(rehearsal(), 0..4),
    );
    let status = option::weighted(0.5, select(&STATUSES[..]));
    let days = (option::weighted(0.3, day()), option::weighted(0.5, day()));
    (rated, lists, status, days).prop_map(|(rated, lists, status, days)| {
        let mut risk = Risk::new("R");
        risk.component = rated.0.to_owned();
        (risk.likelihood, risk.impact) = (rated.1, rated.2);
        (risk.observations, risk.mitigations) = (lists.0, lists.1);
        (risk.runbook_actions, risk.tracker_links) = (lists.2, lists.3);
        risk.rehearsals = lists.4;
        risk.status = status.map(Stated::parse);
        (risk.review_by, risk.acceptance.until) = days;
        risk
    })
}

/// Risks that are alike but for what was done when.
fn nearly_ready() -> impl Strategy<Value = Risk> {
    risk().prop_map(|mut risk| {
        (risk.likelihood, risk.impact) = (Some("5".into()), Some("5".into()));
        risk.observations = vec![Observation::implemented("x")];
        risk.runbook_actions = vec![RunbookAction::from("x")];
        risk
    })
}

fn component() -> impl Strategy<Value = Component> {
    let members = vec(select(&NAMES[..5]), 1..3);
    let requires = vec((members, 1_u32..3), 0..2);
    let parts = (select(&NAMES[..4]), requires, vec(rehearsal(), 0..2));
    parts.prop_map(|(name, requires, rehearsals)| {
        let mut component = Component::new(name);
        let requires = requires.into_iter();
        let requires = requires.map(|(members, need)| Requirement::some_of(need, members));
        component.requires = Some(requires.collect());
        component.rehearsals = rehearsals;
        component
    })
}

/// Registers in which names repeat and differ in case, and levels, days and words make no sense.
pub fn registers() -> impl Strategy<Value = Register> {
    let parts = (
        select(&Scale::BUILT_IN[..]),
        vec(component(), 0..5),
        vec(prop_oneof![risk(), nearly_ready()], 0..10),
    );
    parts.prop_map(|(scale, components, risks)| {
        Register::new("", Scale::built_in(scale).unwrap(), components, risks).unwrap()
    })
}
