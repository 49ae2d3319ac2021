//! Risks that are added, changed, renamed and removed.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::registers::{files, json_register, risk as stated, shop, workbook};
use crate::run::risk;

/// A risk as `show --format json` has it.
fn shown(folder: &Path, reference: &str) -> Value {
    let run = risk(folder, &["show", reference, "--format", "json"]).exits(0);
    let shown: Value = serde_json::from_str(&run.stdout).unwrap();
    shown["risks"][0].clone()
}

#[test]
fn a_risk_is_added_with_its_fields_under_the_next_reference() {
    let shop = shop();
    let args = [
        "add",
        "component=cdn",
        "description=Old prices stay up",
        "likelihood=low",
        "impact=MEDIUM",
        "observations+=Complaints",
        "observations[1].status=implemented",
        "observations+=Probe of the price",
        "mitigations+=Purge by tag",
        "runbook_actions+=Purge it all",
        "tracker_links+=https://trello.com/c/Hq7bW2xN",
        "status=open",
        "owner=Web",
        "review_by=2027-03-31",
        "extra.Cost=1200",
    ];
    risk(shop.path(), &args)
        .exits(0)
        .writes("R23     added")
        .says("1 file created");
    let added = shown(shop.path(), "R23");
    let expected = serde_json::json!({
        "key": "R23",
        "reference": "R23",
        "component": "CDN",
        "description": "Old prices stay up",
        "likelihood": "Low",
        "impact": "Medium",
        "rating": "Low",
        "observations": [
            {"text": "Complaints", "status": "implemented"},
            {"text": "Probe of the price", "status": "suggested"},
        ],
        "mitigations": [{"text": "Purge by tag"}],
        "runbook_actions": [{"text": "Purge it all"}],
        "notes": "",
        "tracker_links": [{
            "url": "https://trello.com/c/Hq7bW2xN",
            "tracker": "Trello",
            "key": "Hq7bW2xN",
        }],
        "status": "open",
        "owner": "Web",
        "responsible": "Web",
        "review_by": "2027-03-31",
        "acceptance": {},
        "rehearsals": [],
        "category": "",
        "finding": "",
        "extra": {"Cost": 1200},
    });
    assert_eq!(added, expected);
}

#[test]
fn the_next_reference_is_of_the_sort_that_most_are() {
    let folder = tempfile::tempdir().unwrap();
    let risks = ["PAY-009", "R1", "PAY-007"].map(|name| stated(name, "Queue", "Low", "Low"));
    json_register(&folder.path().join("x.json"), &risks);
    let add = |more: &[&str]| {
        let args = ["add", "-r", "x.json", "description=x"];
        risk(folder.path(), &[&args, more].concat())
    };
    add(&[]).exits(0).writes("PAY-010");
    add(&["--reference", "Q1"]).exits(0).writes("Q1");
    add(&[]).exits(0).writes("PAY-011");
}

#[test]
fn every_change_is_told_with_the_rating_that_came_of_it() {
    let shop = shop();
    let args = [
        "set",
        "r07",
        "likelihood=Low",
        "observations[3].status=implemented",
        "mitigations+=Limit the connections",
        "notes+=Tried in June",
        "status=",
    ];
    let run = risk(shop.path(), &args).exits(0).says("1 file updated");
    for row in [
        "R07     likelihood              High",
        "R07     observations[3].status  suggested",
        "R07     mitigations[4]          -",
        "R07     status                  in-progress",
        "R07     rating                  Critical",
    ] {
        assert!(run.stdout.contains(row), "{row}: {}", run.stdout);
    }
    let changed = shown(shop.path(), "R07");
    assert_eq!(changed["rating"], "Medium");
    assert_eq!(changed["status"], Value::Null);
    let notes = changed["notes"].as_str().unwrap();
    assert!(notes.ends_with("2 November.\nTried in June"), "{notes}");
}

#[test]
fn a_value_that_is_empty_clears_a_field_or_takes_an_entry_out() {
    let shop = shop();
    let args = [
        "set",
        "R03",
        "likelihood=",
        "notes=",
        "owner=",
        "observations[1]=",
        "mitigations=",
        "tracker_links[2]=",
    ];
    risk(shop.path(), &args).exits(0).writes("unrated");
    let changed = shown(shop.path(), "R03");
    assert_eq!(changed["likelihood"], Value::Null);
    assert_eq!(changed["notes"], "");
    assert_eq!(changed["owner"], "");
    assert_eq!(changed["observations"].as_array().unwrap().len(), 2);
    assert_eq!(changed["mitigations"].as_array().unwrap().len(), 0);
    assert_eq!(changed["tracker_links"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_so_already_is_no_change_and_no_byte_is_written() {
    let shop = shop();
    let before = files(shop.path());
    for args in [
        ["set", "R07", "likelihood=high"].as_slice(),
        &["set", "R07", "status=In-Progress", "owner= Payments "],
        &["rename", "R07", "R07"],
        &["component", "set", "CDN", "tier=1"],
        &["component", "rename", "CDN", "CDN"],
        &["scale", "use", "low-medium-high"],
    ] {
        let run = risk(shop.path(), args).exits(0).says("nothing changed");
        assert_eq!(run.stdout, "", "{args:?}");
        assert_eq!(files(shop.path()), before, "{args:?}");
    }
}

#[test]
fn a_risk_that_is_renamed_keeps_all_that_it_says() {
    let shop = shop();
    let mut before = shown(shop.path(), "R07");
    risk(shop.path(), &["rename", "r07", "PAY-1/a"])
        .exits(0)
        .writes("R07     reference  R07     PAY-1/a")
        .says("1 file created, 1 file removed");
    let after = shown(shop.path(), "PAY-1/a");
    before["key"] = "PAY-1/a".into();
    before["reference"] = "PAY-1/a".into();
    assert_eq!(after, before);
    assert!(!shop.path().join("risks/R07.toml").exists());
    risk(shop.path(), &["rename", "PAY-1/a", "pay-1/a"])
        .exits(0)
        .writes("pay-1/a");
}

#[test]
fn risks_that_are_removed_are_gone_and_all_others_are_as_they_were() {
    let shop = shop();
    let before = files(shop.path());
    risk(shop.path(), &["remove", "R05", "r12"])
        .exits(0)
        .writes("R05     removed")
        .writes("R12     removed")
        .says("2 files removed");
    let gone = ["risks/R05.toml", "risks/R12.toml"].map(|path| shop.path().join(path));
    let left: Vec<_> = before
        .into_iter()
        .filter(|(path, _)| !gone.contains(path))
        .collect();
    assert_eq!(files(shop.path()), left);
}

#[test]
fn an_edit_of_a_risk_touches_its_file_alone() {
    let shop = shop();
    let before = files(shop.path());
    risk(shop.path(), &["set", "R07", "owner=Web"]).exits(0);
    let after = files(shop.path());
    let changed: Vec<_> = before.iter().zip(&after).filter(|(a, b)| a != b).collect();
    assert_eq!((before.len(), changed.len()), (after.len(), 1));
    assert!(changed[0].1.0.ends_with("risks/R07.toml"));
}

#[test]
fn a_register_is_edited_from_below_it_and_by_any_of_its_names() {
    let shop = shop();
    let below = shop.path().join("risks");
    risk(&below, &["set", "R07", "owner=A"]).exits(0);
    risk(shop.path(), &["set", "R07", "owner=B", "-r", "."]).exits(0);
    let args = ["set", "R07", "owner=C", "-r", "../register.toml"];
    risk(&below, &args).exits(0).writes("owner  B");
    let text = fs::read_to_string(below.join("R07.toml")).unwrap();
    assert!(text.contains("owner = \"C\""), "{text}");
}

#[test]
fn values_of_ones_own_have_the_kinds_that_a_spreadsheet_would_give_them() {
    let shop = shop();
    let args = [
        "set",
        "R01",
        "extra.Cost=-0.5",
        "extra.Count=1200",
        "extra.Done=true",
        "extra.Since=2027-03-31",
        "extra.Postcode=007",
        "extra.\"a = b\"=\"5\"",
    ];
    risk(shop.path(), &args).exits(0);
    let extra = shown(shop.path(), "R01")["extra"].clone();
    let text = fs::read_to_string(shop.path().join("risks/R01.toml")).unwrap();
    assert_eq!(extra["Cost"], -0.5);
    assert_eq!(extra["Count"], 1200);
    assert_eq!(extra["Done"], true);
    assert_eq!(extra["Postcode"], "007");
    assert_eq!(extra["a = b"], "5");
    assert!(text.contains("Since = 2027-03-31\n"), "{text}");
    let args = ["set", "R02", "extra.cost=3"];
    risk(shop.path(), &args).exits(0).writes("extra.Cost");
}

#[test]
fn a_risk_is_added_to_a_sheet_without_references() {
    let folder = tempfile::tempdir().unwrap();
    let header = ["Component", "Risk", "Likelihood", "Impact"];
    let rows: [&[&str]; 1] = [&["Queue", "Backlog of hours", "Low", "High"]];
    workbook(&folder.path().join("own.xlsx"), &header, &rows);
    let add = |args: &[&str]| {
        let args = [
            &["-r", "own.xlsx", "add", "likelihood=Low", "impact=Low"],
            args,
        ]
        .concat();
        risk(folder.path(), &args)
    };
    add(&["description=It loses messages"])
        .exits(0)
        .writes("~2      added");
    add(&["description=It stops"])
        .exits(0)
        .writes("Risks!B4: (empty) → It stops");
    // One that is named has no place.
    add(&["description=It is slow", "--reference", "R9"])
        .exits(2)
        .says("has no column for R9 reference");
}

#[test]
fn each_risk_of_a_sheet_without_references_gets_one_when_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let header = ["Component", "Risk", "Likelihood", "Impact"];
    let rows: [&[&str]; 2] = [
        &["Queue", "It is full of something", "Low", "High"],
        &["Disk", "It is slow at night", "Low", "Low"],
    ];
    workbook(&path.join("risks.xlsx"), &header, &rows);
    let before = fs::read(path.join("risks.xlsx")).unwrap();
    let edit = |args: &[&str]| risk(path, &[&["-r", "risks.xlsx"], args].concat());
    edit(&["rename", "~1", "R05"])
        .exits(2)
        .says("has no column for R05 reference")
        .says("hint: pass --assign-references, and the sheet `Risks` gets a column `Reference`");
    edit(&["set", "--assign-references", "--dry-run"])
        .exits(0)
        .writes("Risks!E1: (empty) → Reference\nRisks!E2: (empty) → R01\nRisks!E3: (empty) → R02");
    assert_eq!(fs::read(path.join("risks.xlsx")).unwrap(), before);
    let assignments = ["description=It is gone", "component=Disk"];
    let add = [&["add", "--assign-references"][..], &assignments].concat();
    edit(&add).exits(0).writes("Risks!E4: (empty) → R03");
    edit(&["set", "R02", "likelihood=High"]).exits(0);
    edit(&["set"]).exits(2).says("<REF|PATH=VALUE>...");
}

#[test]
fn blank_references_of_a_folder_are_assigned_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("register.json");
    let blank = |component| stated("", component, "Low", "High");
    json_register(
        &file,
        &[blank("Queue"), stated("P-08", "Disk", "Low", "Low")],
    );
    risk(
        folder.path(),
        &[
            "-r",
            "register.json",
            "set",
            "~1",
            "impact=Low",
            "--assign-references",
        ],
    )
    .exits(0)
    .writes("P-09");
}
