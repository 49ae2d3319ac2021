//! A register that a real review left, where one is given.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::registers::files_inside;
use crate::run::risk;

/// The workbook, where one is given.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
pub fn workbook() -> Option<PathBuf> {
    let path = std::env::var_os("RISK_REVIEW_REGISTER");
    if path.is_none() {
        eprintln!("skipped: RISK_REVIEW_REGISTER names no workbook");
    }
    path.map(PathBuf::from)
}

/// A risk of `list --format json` in the form of the file beside the workbook.
fn as_reviewed(risk: &Value) -> Value {
    let texts = |list: &Value| -> Value {
        let list = list.as_array().unwrap();
        list.iter().map(|entry| entry["text"].clone()).collect()
    };
    let observations = risk["observations"].as_array().unwrap().iter();
    let observations: Value = observations
        .map(|o| json!({ "text": o["text"], "implemented": o["status"] == "implemented" }))
        .collect();
    let links = risk["tracker_links"].as_array().unwrap().iter();
    let links: Value = links.map(|link| link["url"].clone()).collect();
    json!({
        "reference": risk["reference"],
        "component": risk["component"],
        "risk": risk["description"],
        "likelihood": risk["likelihood"],
        "impact": risk["impact"],
        "observations": observations,
        "mitigations": texts(&risk["mitigations"]),
        "runbook_actions": texts(&risk["runbook_actions"]),
        "notes": risk["notes"],
        "tracker_links": links,
    })
}

/// Needs a workbook and, with the ending `.json`, what is in it.
#[test]
fn the_workbook_of_a_review_is_read_field_by_field() {
    let Some(path) = workbook() else { return };
    let expected = std::fs::read_to_string(path.with_extension("json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let args = ["list", "-r", path.to_str().unwrap(), "--format", "json"];
    let run = risk(&std::env::temp_dir(), &args).exits(0);
    let listed: Value = serde_json::from_str(&run.stdout).unwrap();
    let listed = listed["risks"].as_array().unwrap();
    let expected = expected["risks"].as_array().unwrap();
    assert_eq!((listed.len(), expected.len()), (14, 14));
    for risk in expected {
        let found = listed
            .iter()
            .find(|listed| listed["reference"] == risk["reference"])
            .expect("every risk is listed");
        assert_eq!(as_reviewed(found), *risk);
    }
    let critical: Vec<&Value> = listed
        .iter()
        .filter(|risk| risk["rating"] == "Critical")
        .map(|risk| &risk["reference"])
        .collect();
    assert_eq!(critical, ["R03", "R05", "R12"]);
}

#[test]
fn a_register_of_a_review_is_the_same_text_after_a_way_through_a_new_workbook() {
    let Some(path) = workbook() else { return };
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| risk(folder.path(), args).exits(0);
    run(&["import", path.to_str().unwrap(), "--into", "a"]);
    for name in ["new.xlsx", "again.xlsx"] {
        run(&["export", "-r", "a", "--to", name]);
    }
    let read = |name| std::fs::read(folder.path().join(name)).unwrap();
    assert!(read("new.xlsx") == read("again.xlsx"), "other bytes");
    run(&["import", "new.xlsx", "--into", "b"]);
    // The first keeps which columns the review's workbook has.
    let file = folder.path().join("a/register.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let (before, columns) = text.split_once("\n[columns]\n").expect("they are kept");
    assert!(
        columns.contains("\nlikelihood = \"Likelihood\"\n"),
        "{columns}"
    );
    std::fs::write(&file, before).unwrap();
    let [a, b] = ["a", "b"].map(|name| files_inside(&folder.path().join(name)));
    assert!(a.len() > 14);
    assert_eq!(a, b);
    run(&["import", "new.xlsx", "--into", "a"]).says("nothing changed");
}

#[test]
fn the_first_hour_from_a_review_to_what_a_database_brings_down_takes_eight_commands() {
    let Some(workbook) = workbook() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let workbook = workbook.to_str().unwrap();
    let commands: [&[&str]; 7] = [
        &[
            "import",
            workbook,
            "--into",
            "register",
            "--declare-components",
        ],
        &[
            "component",
            "add",
            "Aurora",
            "kind=database",
            "-r",
            "register",
        ],
        &[
            "component",
            "add",
            "Reports",
            "requires=Aurora",
            "-r",
            "register",
        ],
        &[
            "component",
            "add",
            "Nightly jobs",
            "requires=Aurora; SSR Lambda",
            "-r",
            "register",
        ],
        &[
            "component",
            "add",
            "Admin",
            "requires=Aurora",
            "-r",
            "register",
        ],
        &[
            "component",
            "set",
            "API Lambda (Django / Zappa)",
            "SSR Lambda",
            "requires+=Aurora",
            "-r",
            "register",
        ],
        &["blast", "Aurora", "-r", "register", "--format", "json"],
    ];
    let runs = commands.map(|args| risk(folder.path(), args).exits(0));
    let answer: serde_json::Value = serde_json::from_str(&runs[6].stdout).unwrap();
    let down = answer["down"].as_array().unwrap();
    let others = down.iter().filter(|one| one["component"] != "Aurora");
    assert_eq!(others.count(), 5, "{answer}");
}
