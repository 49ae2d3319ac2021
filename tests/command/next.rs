//! What to do next.

use std::path::Path;

use serde_json::{Value, json};

use crate::coverage::register;
use crate::registers::{json_register, web_shop};
use crate::run::{Run, risk};

fn next(folder: &Path, args: &[&str]) -> Run {
    let first = ["next", "--today", "2026-11-23"];
    risk(folder, &[&first, args].concat())
}

fn suggestions(folder: &Path, args: &[&str]) -> Vec<Value> {
    let run = next(folder, &[args, &["--format", "json"]].concat()).exits(0);
    let answer: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    answer["suggestions"].as_array().unwrap().clone()
}

#[test]
fn each_row_says_what_to_do_with_what_and_why() {
    let folder = register();
    let run = next(folder.path(), &["-r", "r.json"])
        .exits(0)
        .says_nothing();
    let expected = "\
#  Do       About              Because
1  rate     R4 (no component)  up to Critical; its likelihood and its impact are missing
2  monitor  R2 Queue           Critical; it is not monitored (1 suggested)
";
    assert_eq!(run.stdout, expected);
    next(folder.path(), &["-r", "r.json", "--within", "30d"])
        .exits(0)
        .writes("3  rehearse  R1 Queue           Note; the last game-day, on 2026-05-27, is more than 30 days ago\n");
}

#[test]
fn a_table_has_ten_rows_unless_said_and_tells_how_many_there_are() {
    let all = suggestions(&web_shop(), &[]).len();
    let run = next(&web_shop(), &[]).exits(0);
    let run = run.says(&format!("10 of {all} rows; --top 0 shows all"));
    assert_eq!(run.stdout.lines().count(), 11);
    let run = next(&web_shop(), &["--top", "0"]).exits(0).says_nothing();
    assert_eq!(run.stdout.lines().count(), all + 1);
}

#[test]
fn comma_separated_values_have_every_row_and_nothing_for_no_component() {
    let all = suggestions(&web_shop(), &[]).len();
    let run = next(&web_shop(), &["--format", "csv"])
        .exits(0)
        .says_nothing();
    assert_eq!(run.stdout.lines().count(), all + 1);
    next(&web_shop(), &["--format", "csv", "--top", "3"])
        .exits(0)
        .says("3 of");
    let folder = register();
    next(folder.path(), &["-r", "r.json", "--format", "csv"])
        .exits(0)
        .writes("\n1,rate,R4,,,up to Critical");
}

#[test]
fn a_single_point_of_failure_is_suggested_once_and_a_closed_risk_never() {
    let all = suggestions(&web_shop(), &[]);
    let points: Vec<&Value> = all
        .iter()
        .filter(|one| one["risk"] == Value::Null)
        .collect();
    // All that is known of the ninth is accepted.
    assert_eq!(points.len(), 8);
    assert!(points.iter().all(
        |one| one["action"] == "remove-single-point" && one["down"] != 0
            || one["action"] == "write-risk" && one["component"] == "eu-west-1b"
    ));
    let mut risks: Vec<&Value> = all.iter().map(|one| &one["risk"]).collect();
    risks.retain(|risk| **risk != Value::Null);
    // R04 is closed.
    assert!(!risks.contains(&&json!("R04")), "{risks:?}");
    let count = risks.len();
    risks.sort_by_key(|risk| risk.to_string());
    risks.dedup();
    assert_eq!(risks.len(), count);
}

#[test]
fn one_component_alone_has_its_risks_and_itself() {
    let found = suggestions(&web_shop(), &["--component", "postgres PRIMARY"]);
    assert!(found.len() > 1);
    assert!(
        found
            .iter()
            .all(|one| one["component"] == "Postgres primary")
    );
    next(&web_shop(), &["--component", "Postgres"])
        .exits(2)
        .says("the nearest are `Postgres primary`, `Postgres replica`");
}

#[test]
fn where_nothing_is_missing_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    json_register(&folder.path().join("r.json"), &[]);
    next(folder.path(), &["-r", "r.json"])
        .exits(0)
        .says("there is nothing to suggest");
}

#[test]
fn what_to_do_next_is_as_its_schema_says() {
    let schema = risk(&web_shop(), &["schema", "next"]).exits(0);
    let schema: Value = serde_json::from_str(&schema.stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let run = next(&web_shop(), &["--format", "json"]).exits(0);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&answer)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(
        (&answer["today"], &answer["within"]),
        (&json!("2026-11-23"), &json!("180d"))
    );
}

#[test]
fn what_an_owner_is_to_do_is_about_their_risks_and_components() {
    let of = |args: &[&str]| {
        let found = suggestions(&web_shop(), args);
        let owners = found
            .iter()
            .map(|one| one["owner"].as_str().unwrap().to_owned());
        owners.collect::<std::collections::BTreeSet<String>>()
    };
    assert_eq!(of(&["--owner", "WEB"]), ["Web".to_owned()].into());
    assert_eq!(of(&["--unowned"]), [].into());
    assert!(of(&[]).len() > 3);
    next(&web_shop(), &["--owner", "Wep"])
        .exits(2)
        .says("hint: the owners are Data platform");
}
