//! What stands on a page.

use super::today;
use crate::check::Settings;
use crate::graph::Graph;
use crate::register::*;
use crate::runbook::{Page, Plan, Scenario, plan};

/// A database that a service needs, with one risk that nobody watches or knows what to do about.
fn shop() -> Register {
    let mut risk = Risk::new("R1");
    risk.component = "DB".to_owned();
    risk.description = "Disk fills".to_owned();
    risk.observations = vec![
        Observation::suggested("Alarm at 80 %"),
        Observation::unknown("Somebody may look"),
    ];
    let mut api = Component::new("API");
    api.requires = Some(vec![Requirement::of("DB")]);
    api.owner = "Ann".to_owned();
    api.rto = Some(Duration::from_minutes(10).into());
    api.restore = Some(Duration::from_minutes(5).into());
    let mut db = Component::new("DB");
    db.requires = Some(vec![]);
    db.restore = Some(Duration::from_minutes(20).into());
    Register::new("Shop", Scale::default(), vec![api, db], vec![risk]).unwrap()
}

fn of(component: &str) -> Plan {
    let register = shop();
    let scenario = Scenario::components([component]);
    plan(
        &Graph::new(&register),
        &Settings::default(),
        &scenario,
        today(),
    )
    .unwrap()
}

#[test]
fn what_is_missing_is_a_visible_gap_and_never_a_text() {
    let page = Page::checklist(&of("DB")).markdown();
    for gap in [
        "**GAP: no action is written down**",
        "**GAP: nothing that is known to be in place would show R1**",
        "**GAP: no owner**",
    ] {
        assert!(page.contains(gap), "{gap}\n{page}");
    }
    let page = Page::checklist(&of("API")).markdown();
    assert!(
        page.contains("**GAP: no failure mode is written down, and no action**"),
        "{page}"
    );
}

#[test]
fn what_is_not_in_place_is_to_be_checked_by_hand() {
    let page = Page::checklist(&of("DB")).markdown();
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}\n{page}"));
    assert!(at("### Not monitored, check by hand") < at("Alarm at 80 %"));
    assert!(at("### Perhaps not monitored, check by hand") < at("Somebody may look"));
    assert!(!page.contains("### In place"));
}

#[test]
fn a_promise_that_is_not_kept_stands_out() {
    let page = Page::checklist(&of("DB")).markdown();
    let expected = "takes 5m, back after 25m; **RTO missed, 10m**";
    assert!(page.contains(expected), "{page}");
}

#[test]
fn the_form_of_a_rehearsal_has_its_parts() {
    let page = Page::rehearsal(&of("DB")).markdown();
    for part in [
        "## Hypothesis",
        "- down: API",
        "## Steady state",
        "## Stop at once when",
        "### Who can abort",
        "| Component | Expected | Seen | Back after |",
        "| API | down |  |  |",
        "## Findings",
        "To be repeated on: ________",
        "--kind game-day",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn a_word_that_a_shell_would_take_apart_is_quoted_in_a_command() {
    let mut risk = Risk::new("~1");
    risk.component = "it's; rm -rf $HOME".to_owned();
    let register = Register::new("", Scale::default(), vec![], vec![risk]).unwrap();
    let scenario = Scenario::components(["it's; rm -rf $HOME"]);
    let plan = plan(
        &Graph::new(&register),
        &Settings::default(),
        &scenario,
        today(),
    )
    .unwrap();
    let commands: Vec<&str> = plan.afterwards.iter().map(|a| a.command.as_str()).collect();
    let quoted = r"'it'\''s; rm -rf $HOME'";
    assert!(commands[0].contains(quoted), "{commands:?}");
    assert!(
        commands.iter().any(|command| command.contains("'~1~1'")),
        "{commands:?}"
    );
}
