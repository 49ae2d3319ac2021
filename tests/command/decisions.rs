//! Decisions and their days: what is accepted, and what comes up.

use std::path::Path;

use serde_json::{Value, json};

use crate::registers::{shop, web_shop};
use crate::run::{Run, risk};

/// A gate on a day.
fn check(folder: &Path, day: &str) -> Value {
    let args = ["check", "--today", day, "--format", "json"];
    serde_json::from_str(&risk(folder, &args).exits(1).stdout).unwrap()
}

/// The codes of the findings that fail a gate, each as often as it is found.
fn failing(answer: &Value) -> Vec<&str> {
    let findings = answer["findings"].as_array().unwrap().iter();
    let failing = findings.filter(|finding| finding["severity"] != "note");
    let mut codes: Vec<&str> = failing.map(|it| it["code"].as_str().unwrap()).collect();
    codes.sort_unstable();
    codes
}

#[test]
fn a_year_later_the_only_finding_that_is_new_to_a_gate_is_the_acceptance_that_ended() {
    let now = check(&web_shop(), "2026-11-23");
    let later = check(&web_shop(), "2027-11-23");
    let mut expected = failing(&now);
    assert!(!expected.contains(&"acceptance-expired"));
    expected.push("acceptance-expired");
    expected.sort_unstable();
    assert_eq!(failing(&later), expected);
}

fn accept(folder: &Path, more: &[&str]) -> Run {
    let args = [
        "accept",
        "R08",
        "r10",
        "--by",
        " Board ",
        "--reason",
        "It is cheap",
    ];
    risk(folder, &[&args, more].concat())
}

#[test]
fn several_risks_are_accepted_by_one_decision() {
    let shop = shop();
    accept(shop.path(), &["--until", "2027-06-30"])
        .exits(0)
        .says("2 files updated");
    for reference in ["R08", "R10"] {
        let run = risk(shop.path(), &["show", reference, "--format", "json"]).exits(0);
        let shown: Value = serde_json::from_str(&run.stdout).unwrap();
        let shown = &shown["risks"][0];
        assert_eq!(shown["status"], "accepted");
        let rating = &shown["rating"];
        let expected = json!({
            "by": "Board", "until": "2027-06-30", "reason": "It is cheap", "rating": rating,
        });
        assert_eq!(shown["acceptance"], expected);
    }
    risk(shop.path(), &["due", "--within", "365d"])
        .exits(0)
        .writes("2027-06-30  219 days  acceptance  R08  High      Payments");
}

#[test]
fn a_decision_without_a_name_or_a_reason_is_none() {
    let shop = shop();
    for (by, reason, missing) in [(" ", "x", "--by is empty"), ("x", "", "--reason is empty")] {
        let args = [
            "accept",
            "R08",
            "--until",
            "2027-06-30",
            "--by",
            by,
            "--reason",
            reason,
        ];
        risk(shop.path(), &args).exits(2).says(missing);
    }
}

#[test]
fn a_day_that_has_passed_is_reported_when_it_is_typed() {
    let shop = shop();
    accept(shop.path(), &["--until", "2026-11-22", "--dry-run"])
        .exits(0)
        .says(
            "R08 acceptance.until: error[acceptance-expired]: the acceptance ended on 2026-11-22",
        );
    let args = ["set", "R03", "review_by=2026-01-01", "--dry-run"];
    risk(shop.path(), &args)
        .exits(0)
        .says("R03 review_by: note[review-overdue]");
    let run = risk(
        shop.path(),
        &["set", "R03", "review_by=2026-11-23", "--dry-run"],
    )
    .exits(0);
    assert!(!run.stderr.contains("review-overdue"), "{run:?}");
    risk(shop.path(), &["set", "R03", "status=accepted", "--dry-run"])
        .exits(0)
        .says("note[acceptance-incomplete]: the risk is accepted, and it is not stated by whom, until when and why");
}

#[test]
fn the_day_is_that_of_the_option_or_of_the_environment() {
    let due = |args: &[&str], day: &str| {
        let mut command = crate::run::command(&web_shop());
        command.arg("due").args(args).env("RISK_TODAY", day);
        crate::run::end(&mut command)
    };
    due(&[], "2027-02-01").exits(0).says("9 overdue, 0 due");
    due(&["--today", "2027-01-31"], "2027-02-01").says("0 overdue, 9 due within 30 days");
    due(&[], "soon")
        .exits(2)
        .says("`soon` in RISK_TODAY is not a date in the form 2027-03-31");
    due(&[], "").exits(0);
}

#[test]
fn whoever_accepts_what_is_not_rated_is_told_that_nobody_will_ask_again() {
    let shop = shop();
    let args = [
        "accept",
        "R15",
        "R08",
        "--by",
        "Ann",
        "--until",
        "2027-06-30",
    ];
    risk(
        shop.path(),
        &[&args[..], &["--reason", "It is rare"]].concat(),
    )
    .exits(0)
    .says("warning: accepted without a rating: R15\n")
    .says("hint: give it likelihood and impact");
}
