//! What is stated of each suggestion.

use super::generators::{date, window};
use crate::graph::Graph;
use crate::readiness::NextAnswer;
use crate::register::{
    Component, Date, Observation, Outcome, Register, Rehearsal, RehearsalKind, Requirement, Risk,
    Scale, Stated, Status,
};

/// A risk that lacks nothing but a rehearsal.
fn unrehearsed() -> Risk {
    let mut risk = Risk::new("R1");
    (risk.likelihood, risk.impact) = (Some("High".into()), Some("High".into()));
    risk.observations = vec![Observation::implemented("Alarm")];
    risk.runbook_actions = vec!["Restart".into()];
    risk
}

fn on(day: &str, outcome: Option<Outcome>) -> Rehearsal {
    let mut rehearsal = Rehearsal::new(date(day), RehearsalKind::GameDay);
    rehearsal.outcome = outcome.map(Stated::Known);
    rehearsal
}

fn known(day: &str) -> Stated<Date> {
    Stated::Known(date(day))
}

/// What is stated of a risk on 2026-11-23, where there is anything.
#[track_caller]
fn because(risk: Risk) -> Option<String> {
    let register = Register::new("", Scale::default(), Vec::new(), vec![risk]).unwrap();
    let graph = Graph::new(&register);
    let next = NextAnswer::new(&graph, window(180)).suggestions;
    assert!(next.len() < 2);
    next.into_iter().next().map(|one| one.because)
}

#[track_caller]
fn says(change: impl Fn(&mut Risk), expected: &str) {
    let mut risk = unrehearsed();
    change(&mut risk);
    assert_eq!(because(risk).as_deref(), Some(expected));
}

#[test]
fn what_is_missing_of_a_rating_is_named() {
    says(
        |risk| risk.likelihood = None,
        "up to Critical; its likelihood is missing",
    );
    says(
        |risk| risk.impact = Some("Hgih".into()),
        "up to Critical; its impact `Hgih` is invalid",
    );
    says(
        |risk| (risk.likelihood, risk.impact) = (None, Some("a\nb".into())),
        "up to Critical; its likelihood is missing and its impact `a b` is invalid",
    );
    says(
        |risk| (risk.likelihood, risk.impact) = (None, None),
        "up to Critical; its likelihood and its impact are missing",
    );
}

#[test]
fn observations_that_are_not_in_place_are_counted() {
    let with = |observations: &[Observation], expected| {
        says(|risk| risk.observations = observations.to_vec(), expected);
    };
    let (suggested, unknown) = (Observation::suggested("x"), Observation::unknown("x"));
    with(&[], "Critical; it is not monitored");
    with(
        &[suggested.clone(), suggested.clone()],
        "Critical; it is not monitored (2 suggested)",
    );
    with(
        &[unknown, suggested],
        "Critical; it is not monitored (1 suggested, 1 unknown)",
    );
}

#[test]
fn the_last_rehearsal_is_told_with_its_day_and_how_it_went() {
    let with = |rehearsals: &[Rehearsal], expected| {
        says(|risk| risk.rehearsals = rehearsals.to_vec(), expected);
    };
    let (passed, failed) = (Some(Outcome::Passed), Some(Outcome::Failed));
    with(&[], "Critical; it was never exercised");
    with(
        &[on("2026-11-24", passed)],
        "Critical; it was never exercised",
    );
    with(
        &[on("2026-11-01", failed), on("2026-09-01", passed)],
        "Critical; the last game-day, on 2026-11-01, failed",
    );
    with(
        &[on("2026-11-01", Some(Outcome::Partly))],
        "Critical; the last game-day, on 2026-11-01, passed only partly",
    );
    with(
        &[on("2026-01-01", passed)],
        "Critical; the last game-day, on 2026-01-01, is more than 180 days ago",
    );
    with(
        &[on("2026-01-01", failed)],
        "Critical; the last game-day, on 2026-01-01, failed and is more than 180 days ago",
    );
    let mut talk = on("2026-01-01", None);
    talk.kind = Stated::Unrecognised("talk".into());
    with(
        &[talk],
        "Critical; the last rehearsal, on 2026-01-01, is more than 180 days ago",
    );
}

#[test]
fn what_failed_is_settled_by_doing_it_and_not_by_talking_of_it() {
    let with = |rehearsals: &[Rehearsal]| {
        let mut risk = unrehearsed();
        risk.rehearsals = rehearsals.to_vec();
        because(risk)
    };
    let talk = |day| {
        let mut talk = on(day, Some(Outcome::Passed));
        talk.kind = RehearsalKind::Tabletop.into();
        talk
    };
    let failed = on("2026-10-01", Some(Outcome::Failed));
    let told =
        "Critical; the game-day on 2026-10-01 failed, and no incident or game-day has passed since";
    assert_eq!(
        with(&[failed.clone(), talk("2026-11-01")]).as_deref(),
        Some(told)
    );
    let passed = on("2026-11-02", Some(Outcome::Passed));
    assert_eq!(with(&[passed, failed.clone(), talk("2026-11-01")]), None);
    // What has not been yet resolves nothing.
    let to_come = on("2026-12-01", Some(Outcome::Passed));
    assert!(with(&[failed, to_come]).is_some());
}

#[test]
fn an_outcome_that_is_not_understood_proves_nothing() {
    let mut unclear = on("2026-11-01", None);
    unclear.outcome = Some(Stated::Unrecognised("who knows".into()));
    says(
        |risk| risk.rehearsals = vec![unclear.clone()],
        "Critical; the last game-day, on 2026-11-01, has no known outcome, `who knows`",
    );
    let failed = on("2026-10-01", Some(Outcome::Partly));
    says(
        |risk| risk.rehearsals = vec![unclear.clone(), failed.clone()],
        "Critical; the game-day on 2026-10-01 passed only partly, and no incident or game-day has passed since",
    );
}

#[test]
fn a_rehearsal_of_which_nobody_says_how_it_went_is_enough() {
    let mut risk = unrehearsed();
    risk.rehearsals = vec![on("2026-11-01", None)];
    assert_eq!(because(risk), None);
}

#[test]
fn what_was_to_be_looked_at_is_told_by_the_day_that_passed_first() {
    let ended = |until: &'static str| {
        move |risk: &mut Risk| {
            risk.status = Some(Stated::Known(Status::Accepted));
            (risk.review_by, risk.acceptance.until) =
                (Some(known("2026-11-22")), Some(known(until)));
        }
    };
    says(
        ended("2026-11-23"),
        "Critical; its review was due on 2026-11-22, 1 day ago",
    );
    says(
        ended("2026-11-20"),
        "Critical; its acceptance ended on 2026-11-20, 3 days ago",
    );
}

#[test]
fn a_look_that_is_overdue_hides_nothing_and_is_told_with_what_is_worse() {
    let overdue = |risk: &mut Risk| risk.review_by = Some(known("2026-11-22"));
    says(
        overdue,
        "Critical; it was never exercised; its review was due on 2026-11-22",
    );
    says(
        |risk| {
            overdue(risk);
            risk.runbook_actions.clear();
        },
        "Critical; it has no runbook action; its review was due on 2026-11-22",
    );
    says(
        |risk| {
            overdue(risk);
            risk.rehearsals = vec![on("2026-11-01", Some(Outcome::Passed))];
        },
        "Critical; its review was due on 2026-11-22, 1 day ago",
    );
}

#[test]
fn an_accepted_risk_has_to_be_noticed_and_met_and_needs_no_rehearsal() {
    for until in [
        None,
        Some(known("2026-11-23")),
        Some(Stated::Unrecognised("soon".into())),
    ] {
        let mut risk = unrehearsed();
        risk.status = Some(Stated::Known(Status::Accepted));
        risk.acceptance.until = until;
        assert_eq!(because(risk.clone()), None);
        risk.runbook_actions.clear();
        let told = "Critical; it has no runbook action";
        assert_eq!(because(risk.clone()).as_deref(), Some(told));
        risk.observations.clear();
        let told = "Critical; it is not monitored";
        assert_eq!(because(risk).as_deref(), Some(told));
    }
    // Nor does the end of the acceptance hide that.
    says(
        |risk| {
            risk.status = Some(Stated::Known(Status::Accepted));
            risk.acceptance.until = Some(known("2026-11-20"));
            risk.observations.clear();
        },
        "Critical; it is not monitored; its acceptance ended on 2026-11-20",
    );
    // One that is not accepted has no acceptance that could end.
    says(
        |risk| risk.acceptance.until = Some(known("2026-11-20")),
        "Critical; it was never exercised",
    );
}

#[test]
fn what_the_failure_brings_down_is_part_of_the_reason() {
    let requiring = |name: &str| {
        let mut component = Component::new(name);
        component.requires = Some(vec![Requirement::of("Database")]);
        component
    };
    let mut risk = unrehearsed();
    risk.component = "Database".to_owned();
    risk.runbook_actions.clear();
    let components = ["Shop", "Login"].map(requiring).to_vec();
    let register = Register::new("", Scale::default(), components, vec![risk]).unwrap();
    let graph = Graph::new(&register);
    let next = NextAnswer::new(&graph, window(180)).suggestions;
    let reasons: Vec<&str> = next.iter().map(|one| one.because.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "Critical, its component brings 2 others down, and it has no runbook action",
            "its failure alone brings down 2 others; the worst of its risks is Critical",
        ]
    );
}
