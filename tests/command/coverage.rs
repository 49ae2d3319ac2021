//! What the risks have of what they should have.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::registers::{json_register, risk as stated, web_shop};
use crate::review::workbook;
use crate::run::{Run, risk};

/// A register of four risks, one of them closed and one of no component.
pub fn register() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut noticed = stated("R1", "Queue", "Low", "Low");
    noticed["observations"] = json!([{ "text": "Alarm", "status": "implemented" }]);
    noticed["runbook_actions"] = json!(["Restart"]);
    noticed["rehearsals"] =
        json!([{ "date": "2026-05-27", "kind": "game-day", "outcome": "passed" }]);
    let mut planned = stated("R2", "Queue", "High", "High");
    planned["observations"] = json!([{ "text": "Age of messages", "status": "suggested" }]);
    let mut closed = stated("R3", "Queue", "High", "High");
    closed["status"] = "closed".into();
    let nowhere = json!({ "reference": "R4", "description": "x" });
    let path = folder.path().join("r.json");
    json_register(&path, &[noticed, planned, closed, nowhere]);
    folder
}

fn coverage(folder: &Path, register: &str, args: &[&str]) -> Run {
    let first = ["coverage", "-r", register, "--today", "2026-11-23"];
    risk(folder, &[&first, args].concat())
}

fn data(folder: &Path, register: &str, args: &[&str]) -> Value {
    let args = [args, &["--format", "json"]].concat();
    let run = coverage(folder, register, &args).exits(0);
    serde_json::from_str(&run.stdout).expect("it is JSON")
}

#[test]
fn risks_that_are_not_closed_are_counted_by_component_and_in_all() {
    let folder = register();
    let answer = data(folder.path(), "r.json", &[]);
    let total = json!({
        "risks": 3, "accepted": 0, "confirmed": 0, "rated": 2, "observed": 1, "gaps": 2, "suggested_only": 1,
        "unknown_only": 0, "nothing": 1, "mitigated": 0, "accepted_unmitigated": 0, "runbook": 1,
        "tracked": 0, "accepted_untracked": 0, "rehearsed": 1, "passed": 1,
    });
    assert_eq!(answer["total"], total);
    let components = answer["components"].as_array().unwrap();
    assert_eq!(components.len(), 2);
    assert_eq!(components[0]["component"], "Queue");
    assert_eq!(
        (&components[0]["risks"], &components[0]["rehearsed"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(components[0]["worst_gap"], "Critical");
    assert_eq!(components[1]["component"], Value::Null);
    let gaps: Vec<_> = answer["gaps"].as_array().unwrap().iter().collect();
    let gaps: Vec<_> = gaps
        .iter()
        .map(|gap| (&gap["risk"], &gap["instead"]))
        .collect();
    assert_eq!(
        gaps,
        [
            (&json!("R2"), &json!("suggested")),
            (&json!("R4"), &json!("nothing"))
        ]
    );
    let unrated = &answer["gaps"][1];
    assert_eq!(
        (&unrated["rating"], &unrated["counts_as"]),
        (&Value::Null, &json!("Critical"))
    );
}

#[test]
fn a_rehearsal_counts_for_as_long_as_is_said() {
    let folder = register();
    let rehearsed = |args: &[&str]| {
        let answer = data(folder.path(), "r.json", args);
        answer["total"]["rehearsed"].as_u64().unwrap()
    };
    assert_eq!(rehearsed(&["--within", "180d"]), 1);
    assert_eq!(rehearsed(&["--within", "179d"]), 0);
    assert_eq!(rehearsed(&["--within", "179d1h"]), 1);
}

#[test]
fn the_table_has_the_gaps_then_the_components_and_what_they_sum_up_to() {
    let folder = register();
    let run = coverage(folder.path(), "r.json", &[]).exits(0);
    let expected = "\
Rating    Ref  Component       What exists
Critical  R2   Queue           suggested: Age of messages
unrated   R4   (no component)  nothing

Component       Risks  Rated  Observed  Gaps  Suggested  Nothing  Mitigated  Runbook  Tracked  Rehearsed  Passed
Queue           2      2      1         1     1          0        0          1        0        1          1
(no component)  1      0      0         1     0          1        0          0        0        0          0
All (1)         3      2      1         2     1          1        0          1        0        1          1
All (%)                66 %   33 %      66 %  33 %       33 %     0 %        33 %     0 %      33 %       33 %
";
    assert_eq!(run.stdout, expected);
    run.says("3 risks, 2 without an implemented observation; a rehearsal counts for 180 days, up to 2026-11-23");
}

#[test]
fn comma_separated_values_have_every_count_of_every_component_and_no_sums() {
    let folder = register();
    let run = coverage(folder.path(), "r.json", &["--format", "csv"]).exits(0);
    let expected = "\
Component,Risks,Accepted,Confirmed,Rated,Observed,Gaps,Suggested,Unknown,Nothing,Mitigated,Runbook,Tracked,Rehearsed,Passed,Component rehearsed
Queue,2,0,0,2,1,1,1,0,0,0,1,0,1,1,
,1,0,0,0,0,1,0,0,1,0,0,0,0,0,
";
    assert_eq!(run.stdout, expected);
}

#[test]
fn comma_separated_values_have_every_component_unless_somebody_says() {
    let folder = tempfile::tempdir().unwrap();
    let risks: Vec<Value> = (0..60)
        .map(|n| stated(&format!("R{n}"), &format!("C{n}"), "Low", "Low"))
        .collect();
    json_register(&folder.path().join("r.json"), &risks);
    let rows = |args: &[&str]| {
        let run = coverage(folder.path(), "r.json", args).exits(0);
        run.stdout.lines().count() - 1
    };
    assert_eq!(rows(&["--format", "csv"]), 60);
    assert_eq!(rows(&["--format", "csv-safe"]), 60);
    assert_eq!(rows(&["--format", "csv", "--top", "3"]), 3);
}

#[test]
fn what_an_accepted_risk_does_not_need_is_not_held_against_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut accepted = stated("R1", "Queue", "High", "High");
    accepted["status"] = "accepted".into();
    let mut mitigated = stated("R2", "Queue", "Low", "Low");
    mitigated["mitigations"] = json!(["Retry"]);
    json_register(&folder.path().join("r.json"), &[accepted, mitigated]);
    let run = coverage(
        folder.path(),
        "r.json",
        &["--fail-under", "mitigated=100", "--fail-under", "tracked=1"],
    );
    let run = run
        .exits(1)
        .writes("R1   Queue      accepted; nothing\n")
        .says("2 risks, 1 accepted, 2 without an implemented observation")
        .says("\ntracked: 0 % of 1 risk has a tracker link, under 1 %\n");
    assert!(!run.stderr.contains("mitigated:"), "{run:#?}");
}

#[test]
fn a_rehearsal_that_failed_counts_and_one_that_is_to_come_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut failed = stated("R1", "Queue", "High", "High");
    failed["rehearsals"] = json!([
        { "date": "2026-11-20", "kind": "incident", "outcome": "failed" },
        { "date": "2026-11-21", "kind": "tabletop", "outcome": "passed" },
        { "date": "2026-11-24", "kind": "game-day", "outcome": "passed" },
    ]);
    json_register(&folder.path().join("r.json"), &[failed]);
    let args = [
        "--fail-under",
        "rehearsed=100",
        "--fail-under",
        "passed=100",
    ];
    let run = coverage(folder.path(), "r.json", &args)
        .exits(1)
        .says("\n1 rehearsal is still to come\n")
        .says("passed: 0 % of 1 risk has a rehearsal that counts and passed, under 100 %");
    assert!(!run.stderr.contains("rehearsed:"), "{run:#?}");
}

#[test]
fn the_days_that_are_counted_are_told_and_no_day_is_refused() {
    for (within, told) in [("36h", "for 2 days, up"), ("1h", "for 1 day, up")] {
        coverage(&web_shop(), ".", &["--within", within])
            .exits(0)
            .says(told);
    }
    for within in ["0d", "0m", "6m", "soon"] {
        let run = coverage(&web_shop(), ".", &["--within", within]).exits(2);
        assert_eq!(run.stdout, "", "{within}");
    }
}

#[test]
fn what_looks_like_markup_is_inert_on_a_page_and_in_markdown() {
    let folder = tempfile::tempdir().unwrap();
    let markup = "<script>x</script> [a](b) `c` | d";
    let mut risk = stated(markup, markup, "High", "High");
    risk["observations"] = json!([{ "text": markup, "status": "suggested" }]);
    let register = json!({ "schema_version": 1, "title": markup, "risks": [risk] });
    fs::write(folder.path().join("r.json"), register.to_string()).unwrap();
    let page = coverage(folder.path(), "r.json", &["--format", "html"]).exits(0);
    assert!(!page.stdout.contains("<script"), "{}", page.stdout);
    // The title twice, the reference, the component in both tables, the observation.
    assert_eq!(
        page.stdout.matches("&lt;script&gt;x").count(),
        6,
        "{}",
        page.stdout
    );
    let tables = coverage(folder.path(), "r.json", &["--format", "md"]).exits(0);
    assert!(!tables.stdout.contains("<script"), "{}", tables.stdout);
    let inert = "&lt;script&gt;x&lt;/script&gt; \\[a\\](b) \\`c\\` \\| d";
    assert_eq!(tables.stdout.matches(inert).count(), 4, "{}", tables.stdout);
}

#[test]
fn a_page_has_every_row_whatever_is_said_of_the_most() {
    let folder = register();
    let page =
        |top| coverage(folder.path(), "r.json", &["--format", "html", "--top", top]).exits(0);
    assert_eq!(page("1").stdout, page("0").stdout);
    assert!(page("1").stdout.contains("R4"));
}

#[test]
fn a_table_that_is_cut_short_says_so_and_still_sums_up_everything() {
    let folder = register();
    let run = coverage(folder.path(), "r.json", &["--top", "1"]).exits(0);
    let run = run
        .says("1 of 2 gaps; --top 0 shows all")
        .says("1 of 2 components");
    assert!(run.stdout.contains("All (1)    3"), "{}", run.stdout);
    assert!(!run.stdout.contains("R4"), "{}", run.stdout);
}

#[test]
fn one_component_alone_is_counted_alone() {
    let folder = register();
    let answer = data(folder.path(), "r.json", &["--component", "queue"]);
    assert_eq!(answer["total"]["risks"], 2);
    assert_eq!(answer["gaps"].as_array().unwrap().len(), 1);
    coverage(folder.path(), "r.json", &["--component", "Quue"])
        .exits(2)
        .says("no component is named `Quue`")
        .says("the nearest is `Queue`");
}

#[test]
fn a_measure_that_is_under_what_is_asked_for_fails_and_each_has_its_line() {
    let folder = register();
    let asked = |args: &[&str]| {
        let args: Vec<&str> = args
            .iter()
            .flat_map(|text| ["--fail-under", text])
            .collect();
        coverage(folder.path(), "r.json", &args)
    };
    // Two of three are 66.7 %.
    asked(&["rated=66", "Observed = 33%", "mitigated=0"]).exits(0);
    let run = asked(&["rated=67", "observed=33", "runbook=34", "tracked=1"])
        .exits(1)
        .says("\nrated: 66 % of 3 risks have a rating, under 67 %\n")
        .says("\nrunbook: 33 % of 3 risks have a runbook action, under 34 %\n")
        .says("\ntracked: 0 % of 3 risks have a tracker link, under 1 %\n");
    assert!(!run.stderr.contains("observed:"), "{run:#?}");
    coverage(
        folder.path(),
        "r.json",
        &["--format", "json", "--fail-under", "rehearsed=100"],
    )
    .exits(1)
    .says("rehearsed: 33 % of 3 risks have a rehearsal that counts, under 100 %");
}

#[test]
fn no_risks_at_all_are_not_under_anything() {
    let folder = tempfile::tempdir().unwrap();
    json_register(&folder.path().join("r.json"), &[]);
    coverage(folder.path(), "r.json", &["--fail-under", "runbook=100"])
        .exits(0)
        .says("of no risks, none is missing what --fail-under asks for");
}

#[test]
fn what_is_no_measure_or_no_percentage_is_refused() {
    for (said, told, hint) in [
        (
            "runbok=80",
            "`runbok` is not a measure",
            "did you mean `runbook`?",
        ),
        ("runbook", "has no percentage", "MEASURE=PERCENT"),
        (
            "runbook=101",
            "not a whole percentage from 0 to 100",
            "runbook=80",
        ),
        ("runbook=-1", "not a whole percentage", "runbook=80"),
        ("runbook=79.5", "not a whole percentage", "runbook=80"),
    ] {
        let run = coverage(&web_shop(), ".", &["--fail-under", said]).exits(2);
        let run = run.says(told).says(hint);
        assert_eq!(run.stdout, "", "{said}");
    }
}

#[test]
fn coverage_is_as_its_schema_says() {
    let schema = risk(&web_shop(), &["schema", "coverage"]).exits(0);
    let schema: Value = serde_json::from_str(&schema.stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let folder = register();
    let answers = [
        data(&web_shop(), ".", &[]),
        data(folder.path(), "r.json", &[]),
    ];
    for answer in answers {
        let errors: Vec<String> = validator
            .iter_errors(&answer)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

/// Needs a workbook and, with the ending `.json`, what is in it.
#[test]
fn a_register_of_a_review_is_counted_as_what_is_in_it_says() {
    let Some(path) = workbook() else { return };
    let expected = fs::read_to_string(path.with_extension("json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let risks = expected["risks"].as_array().unwrap();
    let has = |list: &str| {
        let entries = |risk: &&Value| !risk[list].as_array().unwrap().is_empty();
        risks.iter().filter(entries).count()
    };
    let observations = |risk: &Value| risk["observations"].as_array().unwrap().clone();
    let is_observed = |risk: &Value| {
        observations(risk)
            .iter()
            .any(|one| one["implemented"] == true)
    };
    let observed = risks.iter().filter(|risk| is_observed(risk)).count();
    let unobserved = risks.len() - has("observations");
    let folder = tempfile::tempdir().unwrap();
    let answer = data(folder.path(), path.to_str().unwrap(), &[]);
    let total = json!({
        "risks": 14, "accepted": 0, "confirmed": 0, "rated": 14, "observed": observed,
        "gaps": risks.len() - observed, "accepted_unmitigated": 0, "accepted_untracked": 0,
        "suggested_only": risks.len() - observed - unobserved,
        "unknown_only": 0, "nothing": unobserved, "mitigated": has("mitigations"),
        "runbook": has("runbook_actions"), "tracked": has("tracker_links"), "rehearsed": 0,
        "passed": 0,
    });
    assert_eq!(answer["total"], total);
    let known = ["mitigated", "runbook", "tracked"].map(|count| &answer["total"][count]);
    assert_eq!(known, [12, 8, 14].map(|count| json!(count)).each_ref());
    let under = ["--fail-under", "runbook=80"];
    coverage(folder.path(), path.to_str().unwrap(), &under)
        .exits(1)
        .says("runbook: 57 % of 14 risks have a runbook action, under 80 %");
}
