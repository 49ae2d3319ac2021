//! What two sides make of a register: each scenario as a folder, as JSON, as a workbook, and in several forms.

mod forms;
mod resolved;
mod room;
mod scenarios;

use serde_json::Value;

use self::room::{Form, Room};
use self::scenarios::Outcome::{Clean, Conflict};
use self::scenarios::{SCENARIOS, Scenario};
use crate::run::risk;

fn merge(room: &Room, base: &str, ours: &str, theirs: &str, out: &str) -> (i32, Value) {
    let args = [
        "merge", base, ours, theirs, "--into", out, "--format", "json",
    ];
    let run = risk(room.around.path(), &args);
    assert!(run.code < 2, "{run:#?}");
    (run.code, serde_json::from_str(&run.stdout).unwrap())
}

/// The record and the field of each conflict or note.
fn places(found: &Value) -> Vec<(String, String)> {
    let found = found.as_array().unwrap().iter();
    let place = |one: &Value| {
        let key = one["record"]["key"].as_str().unwrap_or_default();
        let kind = if one["record"]["kind"] == "component" {
            "component "
        } else {
            ""
        };
        let field = one["field"].as_str().unwrap_or_default();
        (format!("{kind}{key}"), field.to_owned())
    };
    found.map(place).collect()
}

fn check(scenario: &Scenario, [of_base, of_ours, of_theirs]: [Form; 3]) {
    let forms = [of_base, of_ours, of_theirs];
    let room = Room::new(&forms);
    if let Some(reason) = scenario.refused
        && forms.contains(&Form::Workbook)
    {
        return assert_refused(&room, scenario, reason);
    }
    let base = room.version("base", of_base, &[]);
    let ours = room.version("ours", of_ours, scenario.ours);
    let theirs = room.version("theirs", of_theirs, scenario.theirs);
    let out = &*of_ours.named("out");
    let (code, answer) = merge(&room, &base, &ours, &theirs, out);
    let name = scenario.name;
    let conflicts = places(&answer["conflicts"]);
    match &scenario.outcome {
        Clean(edits, note) => {
            assert_eq!((code, conflicts), (0, Vec::new()), "{name}: {answer:#}");
            let expected = room.version("expected", Form::Json, edits);
            assert_eq!(room.state(out), room.state(&expected), "{name}");
            let notes = answer["notes"].as_array().unwrap().iter();
            let notes: Vec<String> = notes
                .map(|note| note["message"].as_str().unwrap().to_owned())
                .collect();
            let told = places(&answer["notes"]).into_iter().zip(notes);
            let told = told.map(|((key, field), message)| match field.as_str() {
                "" => format!("{key}: {message}"),
                field => format!("{key} {field}: {message}"),
            });
            let told: Vec<String> = told.collect();
            let expected: Vec<&str> = Some(*note)
                .filter(|note| !note.is_empty())
                .into_iter()
                .collect();
            assert_eq!(told, expected, "{name}");
        }
        Conflict(record, field) => {
            let expected = [((*record).to_owned(), (*field).to_owned())];
            assert_eq!(
                (code, conflicts.as_slice()),
                (1, &expected[..]),
                "{name}: {answer:#}"
            );
            resolved::check(&room, scenario, out, &answer["conflicts"][0]);
        }
    }
    // What is there still answers.
    for command in ["list", "check", "runbook"] {
        let args: &[&str] = match command {
            "runbook" => &["runbook", "--component", "Redis", "-r", out],
            command => &[command, "-r", out],
        };
        let run = risk(room.around.path(), args);
        assert!(run.code < 2, "{name}: {run:#?}");
    }
}

/// That a workbook cannot have an edit of a scenario is so, for the reason that the scenario has.
fn assert_refused(room: &Room, scenario: &Scenario, reason: &str) {
    let name = scenario.name;
    let workbook = room.unedited("edited", Form::Workbook);
    let edits = scenario.ours.iter().chain(scenario.theirs);
    let runs = edits.map(|edit| risk(room.around.path(), &[*edit, &["-r", &workbook]].concat()));
    let refused: Vec<String> = runs
        .filter(|run| run.code == 2)
        .map(|run| run.stderr)
        .collect();
    let is_told = refused.iter().any(|told| told.contains(reason));
    assert!(is_told, "{name}: {refused:#?}");
}

/// Checks every scenario, and tells all that fail.
fn each(check: impl Fn(&Scenario) + std::panic::RefUnwindSafe) {
    let failed = SCENARIOS.iter().filter(|scenario| {
        let check = std::panic::AssertUnwindSafe(|| check(scenario));
        std::panic::catch_unwind(check).is_err()
    });
    let failed: Vec<&str> = failed.map(|scenario| scenario.name).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn each_scenario_is_merged_rightly_as_folders() {
    each(|scenario| check(scenario, [Form::Folder; 3]));
}

#[test]
fn each_scenario_is_merged_rightly_as_json() {
    each(|scenario| check(scenario, [Form::Json; 3]));
}

#[test]
fn each_scenario_is_merged_rightly_as_workbooks() {
    each(|scenario| check(scenario, [Form::Workbook; 3]));
}

#[test]
fn scenarios_are_merged_rightly_in_mixed_forms() {
    for scenario in SCENARIOS.iter().step_by(8) {
        check(scenario, [Form::Json, Form::Folder, Form::Json]);
        check(scenario, [Form::Folder, Form::Json, Form::Folder]);
        check(scenario, [Form::Json, Form::Workbook, Form::Folder]);
        check(scenario, [Form::Workbook, Form::Folder, Form::Workbook]);
    }
}
