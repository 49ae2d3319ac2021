//! What is affected when components fail, asked of the command.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::registers::{REVIEW, review_workbook, web_shop};
use crate::run::{Run, risk};

/// What a command writes as JSON.
fn data(folder: &Path, args: &[&str]) -> Value {
    let args = [args, &["--format", "json"]].concat();
    let run = risk(folder, &args).exits(0);
    serde_json::from_str(&run.stdout).expect("it is JSON")
}

/// The components that a list of an answer has.
fn components(list: &Value) -> Vec<&str> {
    let list = list.as_array().expect("it is a list").iter();
    list.map(|entry| entry["component"].as_str().expect("it has a component"))
        .collect()
}

/// A register of components in JSON, in a folder of its own.
fn register(components: &Value) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let register = json!({ "schema_version": 1, "title": "Test", "components": components });
    fs::write(folder.path().join("r.json"), register.to_string()).unwrap();
    folder
}

/// The command on that register.
fn ask(folder: &tempfile::TempDir, args: &[&str]) -> Run {
    risk(folder.path(), &[args, &["-r", "r.json"]].concat())
}

fn any_of() -> tempfile::TempDir {
    register(&json!([
        { "name": "A", "requires": [{ "of": ["B", "C"], "need": 1 }] },
        { "name": "B", "requires": [] },
        { "name": "C", "requires": [] },
    ]))
}

#[test]
fn one_of_two_leaves_the_owner_up_without_a_spare_and_both_bring_it_down() {
    let folder = any_of();
    let one = data(folder.path(), &["-r", "r.json", "blast", "B"]);
    assert_eq!(components(&one["down"]), ["B"]);
    assert_eq!(one["redundancy_lost"][0]["component"], "A");
    assert_eq!(one["redundancy_lost"][0]["margin"], 0);
    assert_eq!(components(&one["potential"]), ["A", "B"]);
    ask(&folder, &["blast", "b"])
        .exits(0)
        .writes("no redundancy  A          it needs 1 of (B, C); B has failed, which leaves no redundancy")
        .says("1 component down, 1 with no redundancy left, 2 would be down if nothing had redundancy");
    ask(&folder, &["blast", "B", "C"])
        .exits(0)
        .writes("down    A          it needs 1 of (B, C), and B and C have failed");
}

#[test]
fn what_keeps_itself_up_is_told_to_be_unable_to_start_again() {
    let folder = register(&json!([
        { "name": "A", "requires": [{ "of": ["B", "C"], "need": 1 }] },
        { "name": "B", "requires": [] },
        { "name": "C", "requires": ["A"] },
    ]));
    let one = data(folder.path(), &["-r", "r.json", "blast", "B"]);
    assert_eq!(components(&one["down"]), ["B"]);
    assert_eq!(components(&one["cannot_restart"]), ["A", "C"]);
    ask(&folder, &["blast", "B"]).exits(0).writes(
        "cannot restart  A          it still runs but cannot restart: it needs 1 of (B, C), \
         B has failed and C cannot start either (A → C → A)",
    );
    ask(&folder, &["spof", "A"])
        .exits(0)
        .writes("cannot restart");
}

#[test]
fn the_answer_has_every_list_with_reasons_and_the_risks_that_are_touched() {
    let answer = data(&web_shop(), &["blast", "Postgres primary"]);
    let expected = ["Checkout API", "Login", "Order worker", "Postgres primary"];
    assert_eq!(components(&answer["down"]), expected);
    for list in [
        "down",
        "degraded",
        "redundancy_lost",
        "potential",
        "unknown",
    ] {
        for entry in answer[list].as_array().unwrap() {
            assert!(!entry["because"].as_str().unwrap().is_empty(), "{entry}");
        }
    }
    assert_eq!(answer["cannot_restart"], json!([]));
    assert_eq!(components(&answer["unknown"]), ["Warehouse integration"]);
    let checkout = &answer["down"][0];
    assert_eq!(
        checkout["because"],
        "it needs Postgres primary, which has failed"
    );
    assert_eq!(checkout["via"], "Postgres primary");
    let risks: Vec<&str> = answer["risks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|risk| risk["key"].as_str().unwrap())
        .collect();
    assert!(
        risks.contains(&"R11") && risks.contains(&"R07"),
        "{risks:?}"
    );
    // R04 is closed.
    assert!(!risks.contains(&"R04"));
}

#[test]
fn the_json_of_every_question_is_of_its_schema() {
    let questions: [&[&str]; 8] = [
        &["blast", "eu-west-1b"],
        &["why", "Storefront", "DNS"],
        &["why", "DNS", "Storefront"],
        &["spof"],
        &["spof", "Checkout API"],
        &["cuts", "Storefront"],
        &["exposure"],
        &["recovery", "eu-west-1b"],
    ];
    for question in questions {
        let schema = risk(&web_shop(), &["schema", question[0]]).exits(0);
        let schema: Value = serde_json::from_str(&schema.stdout).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let answer = data(&web_shop(), question);
        let errors: Vec<String> = validator
            .iter_errors(&answer)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{question:?}: {errors:?}");
    }
}

#[test]
fn single_points_of_failure_are_ranked_by_what_they_bring_down() {
    let answer = data(&web_shop(), &["spof"]);
    let points = answer["spof"].as_array().unwrap();
    assert_eq!(points[0]["component"], "eu-west-1");
    let counts = points.iter().map(|point| point["down"].as_u64().unwrap());
    let counts: Vec<u64> = counts.collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    // Both caches and what uses them live in the region, and would fail with it anyway.
    assert_eq!(answer["defeated"], json!([]));
    let rows = risk(&web_shop(), &["spof", "--top", "2"])
        .exits(0)
        .says("2 of 9 rows");
    assert_eq!(rows.stdout.lines().count(), 3);
}

#[test]
fn spares_that_fail_together_are_told() {
    let folder = register(&json!([
        { "name": "API", "requires": [{ "of": ["Cache A", "Cache B"], "need": 1 }] },
        { "name": "Cache A", "requires": ["Switch"] },
        { "name": "Cache B", "requires": ["Switch"] },
        { "name": "Switch", "requires": [] },
    ]));
    ask(&folder, &["spof"])
        .exits(0)
        .writes("API        1 of (Cache A, Cache B)  Switch")
        .says("1 requirement with redundancy that one failure defeats");
}

#[test]
fn cut_sets_say_to_which_order_they_are_complete() {
    let answer = data(&web_shop(), &["cuts", "Storefront", "--order", "2"]);
    assert_eq!(answer["complete_to"], 2);
    let sets = answer["cut_sets"].as_array().unwrap();
    assert!(sets.contains(&json!(["Redis A", "Redis B"])), "{sets:?}");
    assert!(sets.contains(&json!(["DNS"])));
    risk(&web_shop(), &["cuts", "Storefront", "--order", "0"])
        .exits(2)
        .says("--order 1");
}

/// A component that needs one of two chains of so many links.
fn two_chains(links: usize) -> tempfile::TempDir {
    let mut all = vec![json!({ "name": "Top", "requires": [{ "of": ["A1", "B1"], "need": 1 }] })];
    for chain in ["A", "B"] {
        let link = |at| json!({ "name": format!("{chain}{at}"), "requires": [format!("{chain}{}", at + 1)] });
        all.extend((1..links).map(link));
    }
    register(&json!(all))
}

#[test]
fn cut_sets_of_leaves_have_no_component_that_requires_another() {
    let folder = two_chains(3);
    let answer = data(folder.path(), &["-r", "r.json", "cuts", "Top", "--leaves"]);
    assert_eq!(answer["leaves"], true);
    assert_eq!(answer["cut_sets"], json!([["A3", "B3"]]));
    ask(&folder, &["cuts", "Top", "--leaves"])
        .exits(0)
        .says("1 minimal cut set of failures of leaves that bring down Top; complete to order 2");
}

#[test]
fn a_search_for_cut_sets_that_ends_early_shows_why() {
    let folder = two_chains(3_000);
    let too_many = ask(&folder, &["cuts", "Top", "--format", "json"])
        .exits(0)
        .says("warning: there are too many sets of 2 components to list");
    let answer: Value = serde_json::from_str(&too_many.stdout).unwrap();
    assert_eq!(answer["ended"], "too-many-sets");
    assert_eq!(answer["complete_to"], 1);
    ask(&folder, &["cuts", "Top", "--within", "0s"])
        .exits(0)
        .says("complete to order 0")
        .says("warning: the time was over before all sets of 1 component were found");
    ask(&folder, &["cuts", "Top", "--budget", "10"])
        .exits(0)
        .says("warning: the search took 10 steps and had not found all sets of 1 component")
        .says("hint: pass a larger --budget");
    for wrong in ["soon", "10", "-5s"] {
        ask(&folder, &["cuts", "Top", &format!("--within={wrong}")])
            .exits(2)
            .says("expected a duration such as 10s or 2m");
    }
}

#[test]
fn a_recovery_tells_what_is_back_when_and_which_promises_are_broken() {
    let answer = data(&web_shop(), &["recovery", "Postgres primary"]);
    let checkout = &answer["recovered"][2];
    assert_eq!(checkout["component"], "Checkout API");
    assert_eq!(
        (&checkout["minutes"], &checkout["rto_status"]),
        (&json!(55), &json!("missed"))
    );
    assert_eq!(
        answer["critical_chain"],
        json!(["Postgres primary", "Login"])
    );
    risk(&web_shop(), &["recovery", "Postgres primary"])
        .exits(0)
        .says("4 components back after 1h: Postgres primary (45m) → Login (15m)")
        .says("warning: 1 RTO missed");
    risk(&web_shop(), &["check"])
        .exits(1)
        .writes("the RTO is 30m, and when `DNS` fails it takes 55m; 3 other failures miss it too");
}

#[test]
fn a_mistyped_component_is_refused_with_the_nearest_names() {
    for command in ["blast", "spof", "cuts", "recovery"] {
        risk(&web_shop(), &[command, "Postgres"])
            .exits(2)
            .says("no component is named `Postgres`")
            .says("the nearest are `Postgres primary`, `Postgres replica`");
    }
    risk(&web_shop(), &["why", "DNS", "Storefornt"])
        .exits(2)
        .says("Storefront");
    risk(&web_shop(), &["graph", "--failed", "Redis"])
        .exits(2)
        .says("Redis A");
}

#[test]
fn components_that_only_risks_name_can_be_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    review_workbook(&folder.path().join("review.xlsx"), &REVIEW);
    let answer = data(folder.path(), &["-r", "review.xlsx", "blast", "dns"]);
    assert_eq!(components(&answer["down"]), ["DNS"]);
    assert_eq!(answer["risks"][0]["key"], "R01");
    assert_eq!(answer["unknown"].as_array().unwrap().len(), 6);
}

#[test]
fn a_graph_that_is_written_as_data_is_read_back_the_same() {
    for format in ["json", "csv"] {
        let folder = tempfile::tempdir().unwrap();
        let written = risk(&web_shop(), &["graph", "--format", format]).exits(0);
        let file = format!("shop.{format}");
        fs::write(folder.path().join(&file), &written.stdout).unwrap();
        risk(folder.path(), &["init", "r.json"]).exits(0);
        risk(
            folder.path(),
            &["-r", "r.json", "component", "import", &file],
        )
        .exits(0);
        let listed = data(&web_shop(), &["component", "list"]);
        for component in components_named(&listed) {
            let expected = data(&web_shop(), &["blast", &component]);
            let found = data(folder.path(), &["-r", "r.json", "blast", &component]);
            for list in ["down", "degraded", "potential"] {
                let [expected, found] =
                    [&expected, &found].map(|answer| components_sorted(&answer[list]));
                assert_eq!(found, expected, "{format}: {list} of {component}");
            }
        }
    }
}

fn components_named(listed: &Value) -> Vec<String> {
    let all = listed["components"].as_array().unwrap().iter();
    all.map(|component| component["name"].as_str().unwrap().to_owned())
        .collect()
}

fn components_sorted(list: &Value) -> Vec<&str> {
    let mut components = components(list);
    components.sort_unstable();
    components
}

#[test]
fn a_picture_that_would_be_too_large_is_collapsed_with_counts() {
    let whole = risk(&web_shop(), &["graph", "--format", "mermaid"])
        .exits(0)
        .says_nothing();
    assert!(
        whole.stdout.contains("Postgres primary<br>"),
        "{}",
        whole.stdout
    );
    let small = risk(
        &web_shop(),
        &["graph", "--format", "mermaid", "--most", "6"],
    )
    .exits(0);
    let small = small
        .says("21 components are drawn as")
        .says("--around COMPONENT");
    assert!(
        small.stdout.contains("Postgres primary#44;"),
        "{}",
        small.stdout
    );
    let near = ["graph", "--around", "Login", "--format", "csv"];
    let near = risk(&web_shop(), &near)
        .exits(0)
        .says("the graph is not complete");
    assert!(
        near.stdout.contains("Login,Postgres primary,hard,,"),
        "{}",
        near.stdout
    );
    assert!(!near.stdout.contains("CDN,DNS"), "{}", near.stdout);
}

#[test]
fn a_requirement_that_cannot_be_read_leaves_it_unknown_what_its_owner_needs() {
    let folder = register(&json!([
        { "name": "A", "requires": ["B", { "of": ["C"], "need": -1 }] },
        { "name": "B", "requires": [] },
        { "name": "C", "requires": [] },
    ]));
    let answer = data(folder.path(), &["-r", "r.json", "blast", "C"]);
    assert_eq!(components(&answer["unknown"]), ["A"]);
    let answer = data(folder.path(), &["-r", "r.json", "blast", "B"]);
    assert_eq!(components(&answer["down"]), ["A", "B"]);
}

#[test]
fn two_spellings_of_one_component_are_no_two_members() {
    let folder = register(&json!([
        { "name": "A", "requires": [{ "of": ["B", "b"], "need": 2 }] },
        { "name": "B", "requires": [] },
    ]));
    ask(&folder, &["check"])
        .exits(1)
        .writes("the requirement names `B` twice, also as `b`");
}

#[test]
fn what_is_degraded_and_cannot_start_is_told_why_it_cannot() {
    let folder = register(&json!([
        { "name": "A", "requires": [{ "of": ["B", "C"], "need": 1 }, { "of": ["B"], "effect": "soft" }] },
        { "name": "B", "requires": [] },
        { "name": "C", "requires": ["A"] },
    ]));
    let answer = data(folder.path(), &["-r", "r.json", "spof", "A"]);
    let point = &answer["spof"][0];
    assert_eq!(point["cannot_restart"], 1);
    let because = point["because"].as_str().unwrap();
    assert!(
        because.starts_with("it still runs but cannot restart"),
        "{because}"
    );
}

#[test]
fn what_nobody_declared_is_unknown_and_not_up() {
    let args = ["why", "Warehouse integration", "Postgres primary"];
    risk(&web_shop(), &args)
        .exits(0)
        .says("Warehouse integration is not known to require anything of Postgres primary")
        .says("dependencies unknown: Warehouse integration");
    let answer = data(&web_shop(), &args);
    assert_eq!(
        answer["unknown"],
        serde_json::json!(["Warehouse integration"])
    );
    let page = risk(
        &web_shop(),
        &["runbook", "--component", "Warehouse integration"],
    )
    .exits(0);
    page.writes(
        "## What may be the cause\n\n**GAP: its dependencies are unknown**\n\n- [ ] **eu-west-1b**",
    );
    let known = data(&web_shop(), &["why", "Storefront", "DNS"]);
    assert_eq!(known["unknown"], serde_json::json!([]));
}
