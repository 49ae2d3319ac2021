//! What is stated and cannot be read is unknown, and not missing.

use std::fs;

use serde_json::{Value, json};

use crate::run::{Run, risk};

/// A register in JSON, in a folder of its own.
fn register(components: &Value, risks: &Value) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let register = json!({ "schema_version": 1, "components": components, "risks": risks });
    fs::write(folder.path().join("r.json"), register.to_string()).unwrap();
    folder
}

fn ask(folder: &tempfile::TempDir, args: &[&str]) -> Run {
    risk(folder.path(), &[args, &["-r", "r.json"]].concat())
}

fn data(folder: &tempfile::TempDir, args: &[&str]) -> Value {
    let run = ask(folder, &[args, &["--format", "json"]].concat()).exits(0);
    serde_json::from_str(&run.stdout).expect("it is JSON")
}

/// The keys of a list of risks.
fn keys<'v>(list: &'v Value, key: &str) -> Vec<&'v str> {
    let list = list.as_array().expect("it is a list").iter();
    list.map(|one| one[key].as_str().unwrap_or_default())
        .collect()
}

#[test]
fn a_component_of_which_the_container_cannot_be_read_has_unknown_dependencies() {
    let components = json!([
        { "name": "A", "requires": [] },
        { "name": "C", "within": ["A"], "requires": [] },
    ]);
    let folder = register(&components, &json!([]));
    let blast = data(&folder, &["blast", "A"]);
    assert_eq!(keys(&blast["unknown"], "component"), ["C"], "{blast}");
    let why = ask(&folder, &["why", "C", "A"]);
    why.exits(0).says("C is not known to require anything of A");
    let list = data(&folder, &["component", "list"]);
    let listed = list["components"].as_array().unwrap().iter();
    let requires: Vec<&Value> = listed.map(|one| &one["requires"]).collect();
    assert_eq!(requires, [&json!([]), &Value::Null], "{list}");
}

#[test]
fn a_day_that_is_no_text_may_be_due() {
    let risks = json!([
        { "reference": "R1", "review_by": 20_261_120 },
        { "reference": "R2", "status": "accepted", "acceptance": { "by": "Bob", "until": [1] } },
        { "reference": "R3", "acceptance": { "until": 5 } },
        { "reference": "R4", "status": "accepted", "acceptance": 5 },
    ]);
    let folder = register(&json!([]), &risks);
    let due = data(&folder, &["due"]);
    assert_eq!(keys(&due["unread"], "risk"), ["R1", "R2", "R4"]);
    assert_eq!(
        keys(&due["unread"], "decision"),
        ["review", "acceptance", "acceptance"]
    );
    ask(&folder, &["due"])
        .exits(0)
        .says("3 days are no dates, and may be due: the review of R1, the acceptance of R2");
}

#[test]
fn an_acceptance_of_which_the_status_cannot_be_read_may_be_due() {
    let acceptance = json!({ "by": "Bob", "until": "2026-11-20", "reason": "It is cheap" });
    let risks = json!([
        { "reference": "R1", "status": ["accepted"], "acceptance": acceptance },
        { "reference": "R2", "status": "open", "acceptance": acceptance },
    ]);
    let folder = register(&json!([]), &risks);
    assert_eq!(data(&folder, &["due"])["left_out"], json!(["R1"]));
    ask(&folder, &["due"]).says("1 risk left out, because what is asked for could not be read: R1");
}

#[test]
fn an_owner_that_cannot_be_read_is_nobody_elses() {
    let components = json!([{ "name": "API", "owner": "Web" }, { "name": "DB", "owner": 5 }]);
    let risks = json!([
        { "reference": "R1", "component": "API", "owner": 5, "review_by": "2026-11-24",
          "status": "accepted", "acceptance": { "by": "Ann", "until": "2026-11-26", "reason": "It is cheap" } },
        { "reference": "R2", "component": "API", "review_by": "2026-11-24" },
        { "reference": "R3", "component": "DB", "review_by": "2026-11-24" },
        { "reference": "R4" },
    ]);
    let folder = register(&components, &risks);
    for (args, meant) in [
        (&["--owner", "web"][..], &["R2"][..]),
        (&["--unowned"], &["R4"]),
        (&["--owner", "web", "--unowned"], &["R2", "R4"]),
    ] {
        let list = [&["list"], args].concat();
        assert_eq!(keys(&data(&folder, &list)["risks"], "key"), meant);
        ask(&folder, &list)
            .says("2 risks left out, because what is asked for could not be read: R1, R3");
        let next = data(&folder, &[&["next"], args].concat());
        assert_eq!(keys(&next["suggestions"], "risk"), meant, "{next}");
        ask(&folder, &[&["next"], args].concat()).says("left out, because");
    }
    let due = data(&folder, &["due", "--owner", "web"]);
    assert_eq!(keys(&due["due"], "risk"), ["R2"]);
    assert_eq!(due["left_out"], json!(["R1", "R3"]));
    ask(&folder, &["due", "--owner", "web"]).says("2 risks left out");
    let all = data(&folder, &["list"]);
    assert_eq!(keys(&all["risks"], "responsible"), ["", "Web", "", ""]);
}

#[test]
fn a_filter_leaves_out_what_could_not_be_read_and_reports_it() {
    let risks = json!([
        { "reference": "R1", "status": ["closed"] },
        { "reference": "R2", "status": "wip" },
        { "reference": "R3" },
        { "reference": "R4", "component": 7, "likelihood": 9, "impact": "High", "tracker_links": 1 },
        { "reference": "R5", "status": "closed", "component": "API", "likelihood": "High",
          "impact": "High", "tracker_links": ["OPS-1"] },
        { "reference": "R6", "likelihood": "Hihg", "impact": "High" },
    ]);
    let folder = register(&json!([]), &risks);
    for (args, meant, unknown) in [
        (["--status", "open"], &["R3", "R4", "R6"][..], "R1, R2"),
        (["--status", "closed"], &["R5"], "R1, R2"),
        (["--component", "API"], &["R5"], "R4"),
        (["--min-rating", "Low"], &["R5"], "R4, R6"),
    ] {
        let list = [&["list"][..], &args].concat();
        assert_eq!(
            keys(&data(&folder, &list)["risks"], "key"),
            meant,
            "{args:?}"
        );
        let told = format!("left out, because what is asked for could not be read: {unknown}\n");
        ask(&folder, &list).says(&told);
    }
    let list = ask(&folder, &["list"]).exits(0);
    assert!(!list.stderr.contains("left out"), "{}", list.stderr);
}

#[test]
fn what_could_not_be_read_counts_for_nothing_and_is_not_reported_as_missing() {
    let risks = json!([
        { "reference": "R1", "component": ["A"], "likelihood": "High", "impact": "High", "observations": 3,
          "mitigations": { "a": 1 }, "runbook_actions": 4, "tracker_links": 5, "owner": 6,
          "rehearsals": 7 },
        { "reference": "R2", "component": "A" },
        { "reference": "R3", "component": "A", "likelihood": 9, "impact": [] },
    ]);
    let folder = register(&json!([{ "name": "A" }]), &risks);
    let coverage = data(&folder, &["coverage"]);
    assert_eq!(coverage["unread"], json!(["R3", "R1"]));
    assert_eq!(coverage["total"]["nothing"], 2, "{coverage}");
    assert_eq!(coverage["total"]["unknown_only"], 1);
    ask(&folder, &["coverage"])
        .exits(0)
        .says("warning: 2 risks have values that could not be read: R3, R1");
    let of_a = data(&folder, &["coverage", "--component", "A"]);
    assert_eq!(of_a["unread"], json!(["R3"]));
    let next = data(&folder, &["next"]);
    assert_eq!(next["unread"], json!(["R1", "R3"]));
    ask(&folder, &["next"]).says("warning: 2 risks have values that could not be read: R1, R3");
    assert!(
        !keys(&next["suggestions"], "risk").contains(&"R1"),
        "{next}"
    );
    let check = ask(&folder, &["check", "--risk", "R1", "--format", "json"]);
    let check: Value = serde_json::from_str(&check.stdout).unwrap();
    let codes = keys(&check["findings"], "code");
    assert!(codes.len() >= 7, "{check}");
    assert!(
        codes.iter().all(|code| *code == "invalid-value"),
        "{codes:?}"
    );
}

/// Risks of a component whose owner cannot be read, with values that cannot be read or placed.
fn of_db() -> tempfile::TempDir {
    let rated = |reference: &str, more: Value| {
        let mut risk = json!({ "reference": reference, "component": "DB", "description": "It fails",
            "likelihood": "High", "impact": "High" });
        let more = more.as_object().expect("it is a table").clone();
        risk.as_object_mut().expect("it is a table").extend(more);
        risk
    };
    let seen = json!([{ "text": "An alarm", "status": "implemented" }]);
    let rehearsals = |day: &str, kind: &str| {
        json!([{ "date": "2026-11-01", "kind": "game-day", "outcome": "passed" },
            { "date": day, "kind": kind, "outcome": "failed" }])
    };
    let proven = |rehearsals| json!({ "observations": seen, "runbook_actions": ["Restart it"], "rehearsals": rehearsals });
    let risks = json!([
        rated(
            "R1",
            json!({ "observations": "x", "runbook_actions": {}, "rehearsals": 7 })
        ),
        rated(
            "R2",
            json!({ "status": ["accepted"], "acceptance": { "until": "2026-01-01" } })
        ),
        rated("R3", json!({ "component": ["DB"] })),
        rated("R4", proven(rehearsals("2026-11-31", "incident"))),
        rated(
            "R5",
            json!({ "status": "acepted", "acceptance": { "until": "2026-11-01" } })
        ),
        rated("R6", json!({ "owner": 7 })),
        rated("R7", proven(rehearsals("2026-11-02", "incidnt"))),
    ]);
    register(&json!([{ "name": "DB", "owner": 5 }]), &risks)
}

#[test]
fn a_page_calls_nothing_a_gap_that_could_not_be_read() {
    let folder = of_db();
    let page = ask(&folder, &["runbook", "--component", "DB"]).exits(0);
    for line in [
        "- **Owner:** **GAP: the owner could not be read**",
        "**GAP: the observations of R1 could not be read**",
        "**GAP: its observations, runbook_actions and rehearsals could not be read**",
        "Likelihood High, impact High; when last rehearsed is unknown.",
        "**GAP: the component of R3 could not be read: it may be this one**",
        "## Who to inform\n\n**GAP: the owner could not be read**\n\n- failed: DB\n- risks: R6\n",
    ] {
        assert!(page.stdout.contains(line), "{line}: {}", page.stdout);
    }
    assert!(!page.stdout.contains("no owner"), "{}", page.stdout);
    let of_r1 = page.stdout.split("### R").nth(1).unwrap();
    assert!(!of_r1.contains("no action"), "{of_r1}");
    assert!(
        !page.stdout.contains("R1, which has no action"),
        "{}",
        page.stdout
    );
    let plan = data(&folder, &["runbook", "--component", "DB"]);
    assert_eq!(plan["failed"][0]["unread"], json!(["owner", "rehearsals"]));
    assert_eq!(plan["unplaced"], json!(["R3"]));
    ask(&folder, &["runbook", "--all", "--out", "pages"])
        .exits(0)
        .says("on no page, as no component is known: R3");
    let index = fs::read_to_string(folder.path().join("pages/index.md")).unwrap();
    assert!(
        index.contains("| (could not be read) | 6 | Critical | **3** | **3** |"),
        "{index}"
    );
}

#[test]
fn a_failure_that_nobody_can_place_is_not_passed_by_what_may_have_been_before_it() {
    let folder = of_db();
    let coverage = data(&folder, &["coverage"]);
    assert_eq!(coverage["total"]["passed"], 0, "{coverage}");
    assert_eq!(coverage["unread"], json!(["R1", "R2", "R4", "R7", "R3"]));
    let next = data(&folder, &["next"]);
    let suggested = next["suggestions"].as_array().unwrap().iter();
    let because = suggested.filter(|one| ["R4", "R7"].iter().any(|risk| one["risk"] == *risk));
    let because: Vec<&str> = because
        .map(|one| one["because"].as_str().unwrap())
        .collect();
    assert_eq!(
        because,
        [
            "Critical; the incident on `2026-11-31`, which is no day, failed",
            "Critical; the last rehearsal, on 2026-11-02, failed",
        ]
    );
}

#[test]
fn a_choice_of_components_reports_the_risks_whose_component_could_not_be_read() {
    let folder = of_db();
    for command in ["coverage", "next"] {
        let answer = data(&folder, &[command, "--component", "DB"]);
        assert_eq!(answer["left_out"], json!(["R3"]), "{answer}");
        ask(&folder, &[command, "--component", "DB"])
            .exits(0)
            .says("left out, because what is asked for could not be read: R3");
    }
}

#[test]
fn a_report_names_what_could_not_be_read() {
    let folder = of_db();
    let page = ask(&folder, &["report", "--format", "md"]).exits(0).stdout;
    for line in [
        "whether these are accepted until the day that they state",
        "With something that could not be read, which counts for nothing",
        "| **could not be read** | 7 |",
    ] {
        assert!(page.contains(line), "{line}: {page}");
    }
    let (_, unmitigated) = page.split_once("neither mitigated nor accepted").unwrap();
    let (unmitigated, _) = unmitigated.split_once("###").unwrap();
    assert!(!unmitigated.contains("R2"), "{unmitigated}");
}

/// A register whose components state what cannot be read of what they require and live in.
fn named_by_what_is_unread() -> tempfile::TempDir {
    let components = json!([
        { "name": "A", "requires": [] },
        { "name": "B", "requires": "A" },
        { "name": "C", "within": ["A"], "requires": [] },
    ]);
    register(
        &components,
        &json!([{ "reference": "R1", "component": ["A"], "description": "x" }]),
    )
}

#[test]
fn a_component_that_goes_or_is_renamed_may_still_be_named_by_what_could_not_be_read() {
    for args in [
        &["component", "remove", "A"][..],
        &["component", "rename", "A", "Z"],
    ] {
        let folder = named_by_what_is_unread();
        ask(&folder, args).exits(0).says(
            "may still name `A`, as what they name could not be read: R1, component B, component C",
        );
    }
}

#[test]
fn an_import_leaves_what_could_not_be_read_and_reports_it() {
    let folder = named_by_what_is_unread();
    fs::write(
        folder.path().join("needs.csv"),
        "component,requires\nA,\nB,D\nD,\n",
    )
    .unwrap();
    ask(&folder, &["component", "import", "needs.csv"])
        .exits(0)
        .says("B: what it requires could not be read, and needs.csv states it");
    let text = fs::read_to_string(folder.path().join("r.json")).unwrap();
    let after: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(after["components"][1]["requires"], "A");
    assert_eq!(after["components"][3]["name"], "D");
}
