//! Names that both sides gave: whoever names a record follows the name that is kept.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::registers::{copy, web_shop};
use crate::run::{Run, risk};

/// Three folders that are the same.
fn versions() -> TempDir {
    let room = tempfile::tempdir().unwrap();
    for version in ["base", "ours", "theirs"] {
        copy(&web_shop(), &room.path().join(version));
    }
    room
}

/// A folder and the workbook that a sync made of it.
fn synced() -> TempDir {
    let room = tempfile::tempdir().unwrap();
    copy(&web_shop(), &room.path().join("register"));
    sync(room.path()).exits(0);
    room
}

fn sync(room: &Path) -> Run {
    risk(room, &["sync", "risks.xlsx", "-r", "register"])
}

fn on(room: &Path, register: &str, words: &[&str]) {
    let args = [words, &["-r", register]].concat();
    risk(room, &args).exits(0);
}

fn merge(room: &Path, options: &[&str]) -> Run {
    let args = ["merge", "base", "ours", "theirs", "--into", "out"];
    risk(room, &[&args, options].concat())
}

/// The component of a risk.
fn component_of(room: &Path, register: &str, reference: &str) -> String {
    let args = ["show", reference, "-r", register, "--format", "json"];
    let shown: Value = serde_json::from_str(&risk(room, &args).exits(0).stdout).unwrap();
    shown["risks"][0]["component"].as_str().unwrap().to_owned()
}

/// Both state the same, every name is declared, and no name is there twice.
fn assert_same(room: &Path) {
    for register in ["register", "risks.xlsx"] {
        assert_sound(room, register);
    }
    risk(room, &["diff", "register", "risks.xlsx", "--exit-code"]).exits(0);
    sync(room).exits(0).says("are the same");
    let status = ["sync", "risks.xlsx", "-r", "register", "--status"];
    risk(room, &status).exits(0);
}

fn assert_sound(room: &Path, register: &str) {
    let rules = [
        "unknown-component",
        "duplicate-reference",
        "duplicate-component",
    ];
    for rule in rules {
        risk(room, &["check", "-r", register, "--rule", rule])
            .exits(0)
            .says("no findings");
    }
}

#[test]
fn who_names_a_component_whose_new_name_the_other_side_took_follows_the_name_it_keeps() {
    let room = versions();
    let room = room.path();
    on(room, "ours", &["component", "rename", "Redis A", "N"]);
    on(
        room,
        "theirs",
        &["component", "rename", "Email provider", "N"],
    );
    let merged = merge(room, &[]).exits(1);
    assert!(
        merged.stdout.contains("both sides gave the name `N`"),
        "{merged:?}"
    );
    assert!(!merged.stdout.contains("requires"), "{merged:?}");
    assert_eq!(component_of(room, "out", "R18"), "Email provider");
    assert_eq!(component_of(room, "out", "R13"), "N");
}

#[test]
fn who_names_a_renamed_component_follows_where_the_other_side_added_one_of_the_name() {
    let room = versions();
    let room = room.path();
    on(room, "ours", &["component", "add", "N"]);
    on(
        room,
        "theirs",
        &["component", "rename", "Email provider", "N"],
    );
    merge(room, &[]).exits(1);
    assert_eq!(component_of(room, "out", "R18"), "Email provider");
}

#[test]
fn what_names_an_added_component_whose_name_another_one_has_is_a_conflict() {
    let room = versions();
    let room = room.path();
    on(room, "ours", &["component", "rename", "Redis A", "N"]);
    on(room, "theirs", &["component", "add", "N", "kind=queue"]);
    on(room, "theirs", &["set", "R18", "component=N"]);
    merge(room, &[])
        .exits(1)
        .writes("theirs names the component `N` that it added");
}

#[test]
fn who_names_a_component_follows_where_the_name_of_theirs_is_taken() {
    for by in ["prefer", "resolve"] {
        let room = versions();
        let room = room.path();
        on(room, "ours", &["component", "rename", "Redis A", "X"]);
        on(room, "theirs", &["component", "rename", "Redis A", "Y"]);
        if by == "prefer" {
            merge(room, &["--prefer", "theirs"]).exits(0);
        } else {
            merge(room, &[]).exits(1);
            on(room, "out", &["resolve", "component X", "name", "theirs"]);
        }
        assert_eq!(component_of(room, "out", "R13"), "Y", "{by}");
        assert_sound(room, "out");
    }
}

#[test]
fn a_sync_writes_no_name_twice_and_ours_gives_the_other_one_its_name_back() {
    let sort =
        |command: &'static str| -> Vec<&'static str> { command.split_whitespace().collect() };
    for (command, ours, theirs, conflict) in [
        (
            "component rename",
            "Redis A",
            "Email provider",
            "component Email provider",
        ),
        ("rename", "R01", "R02", "R02"),
    ] {
        let room = synced();
        let room = room.path();
        on(
            room,
            "register",
            &[&sort(command)[..], &[ours, "N1"]].concat(),
        );
        on(
            room,
            "risks.xlsx",
            &[&sort(command)[..], &[theirs, "N1"]].concat(),
        );
        for _ in 0..2 {
            sync(room).exits(1).says("stays as it is there");
            assert_sound(room, "register");
            assert_sound(room, "risks.xlsx");
            assert_ne!(component_of(room, "risks.xlsx", "R13"), "N1");
        }
        risk(room, &["resolve", conflict, "theirs", "-r", "register"])
            .exits(2)
            .says("give that one another name first");
        on(room, "register", &["resolve", conflict, "ours"]);
        sync(room).exits(0);
        assert_same(room);
    }
}

#[test]
fn while_a_name_is_in_conflict_each_side_names_the_component_as_it_is_called_there() {
    let room = synced();
    let room = room.path();
    on(room, "register", &["component", "rename", "Redis A", "X"]);
    on(room, "risks.xlsx", &["component", "rename", "Redis A", "Y"]);
    sync(room).exits(1);
    assert_eq!(component_of(room, "register", "R13"), "X");
    assert_eq!(component_of(room, "risks.xlsx", "R13"), "Y");
    assert_sound(room, "risks.xlsx");
}

#[test]
fn two_names_for_one_record_are_settled_by_either_decision() {
    for take in ["ours", "theirs"] {
        for (command, record, conflict) in [
            (&["component", "rename"][..], "Redis A", "component X1"),
            (&["rename"][..], "R05", "X1"),
        ] {
            let room = synced();
            let room = room.path();
            on(room, "register", &[command, &[record, "X1"]].concat());
            on(room, "risks.xlsx", &[command, &[record, "Y1"]].concat());
            sync(room).exits(1);
            on(room, "register", &["resolve", conflict, take]);
            sync(room).exits(0);
            assert_same(room);
        }
    }
}

#[test]
fn a_risk_that_a_workbook_added_under_a_taken_reference_is_taken_once_or_not_at_all() {
    for (take, count) in [("ours", 22), ("both", 23)] {
        let room = synced();
        let room = room.path();
        on(room, "register", &["rename", "R01", "X17"]);
        let added = [
            "add",
            "--reference",
            "X17",
            "component=CDN",
            "description=new",
        ];
        on(room, "risks.xlsx", &added);
        sync(room).exits(1);
        assert_sound(room, "risks.xlsx");
        on(room, "register", &["resolve", "X17", take]);
        sync(room).exits(0);
        assert_same(room);
        let list = ["list", "-r", "risks.xlsx", "--format", "json"];
        let listed: Value = serde_json::from_str(&risk(room, &list).exits(0).stdout).unwrap();
        assert_eq!(listed["risks"].as_array().unwrap().len(), count, "{take}");
    }
}

#[test]
fn an_open_conflict_follows_its_record_in_every_form() {
    for form in ["", ".json", ".xlsx"] {
        let room = tempfile::tempdir().unwrap();
        let room = room.path();
        let names = ["base", "ours", "theirs"].map(|name| format!("{name}{form}"));
        for name in &names {
            if form.is_empty() {
                copy(&web_shop(), &room.join(name));
            } else {
                let shop = web_shop();
                risk(
                    room,
                    &["export", "-r", shop.to_str().unwrap(), "--to", name],
                )
                .exits(0);
            }
        }
        let [base, ours, theirs] = names.each_ref().map(String::as_str);
        on(room, ours, &["set", "R10", "likelihood=Low"]);
        on(room, theirs, &["set", "R10", "likelihood=High"]);
        risk(room, &["merge", base, ours, theirs, "--into", ours]).exits(1);
        risk(room, &["remove", "R10", "-r", ours])
            .exits(2)
            .says("a conflict")
            .says("`risk resolve` lists the conflicts");
        on(room, ours, &["rename", "R10", "PAY-1"]);
        on(room, ours, &["rename", "R22", "R10"]);
        risk(
            room,
            &["resolve", "R10", "likelihood", "theirs", "-r", ours],
        )
        .exits(2)
        .says("there is PAY-1 likelihood");
        risk(
            room,
            &["resolve", "PAY-1", "likelihood", "theirs", "-r", ours],
        )
        .exits(0)
        .writes("PAY-1   likelihood  Low     High");
        on(room, ours, &["remove", "PAY-1"]);
    }
}

#[test]
fn an_open_conflict_names_a_component_as_it_is_called_now() {
    let room = versions();
    let room = room.path();
    on(room, "ours", &["set", "R13", "component=CDN"]);
    on(room, "theirs", &["set", "R13", "component=Login"]);
    merge(room, &[]).exits(1);
    on(room, "out", &["component", "rename", "CDN", "Edge"]);
    on(room, "out", &["component", "rename", "Login", "Sign-in"]);
    on(room, "out", &["resolve", "R13", "component", "theirs"]);
    assert_eq!(component_of(room, "out", "R13"), "Sign-in");
}

#[test]
fn risks_that_get_references_stay_the_rows_that_state_the_same() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    crate::registers::workbook(
        &room.join("own.xlsx"),
        &["Component", "Risk", "Likelihood", "Impact", "Notes"],
        &[
            &[
                "Web",
                "Certificate expires",
                "Medium",
                "Medium",
                "about the shop",
            ],
            &[
                "Web",
                "Certificate expires",
                "Medium",
                "Low",
                "about the blog",
            ],
        ],
    );
    // Neither has a reference, which is a finding.
    risk(room, &["import", "own.xlsx", "--into", "register"]).exits(1);
    let sync = ["sync", "own.xlsx", "-r", "register"];
    risk(room, &sync).exits(0);
    on(room, "register", &["set", "--assign-references"]);
    let before = fs::read(room.join("own.xlsx")).unwrap();
    for _ in 0..2 {
        risk(room, &sync).exits(0).says("are the same");
    }
    assert!(fs::read(room.join("own.xlsx")).unwrap() == before);
}

#[test]
fn another_order_of_rows_is_no_change_of_a_sync() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    let header = ["Reference", "Component", "Risk", "Likelihood", "Impact"];
    let rows = [
        ["R02", "DB", "Disk full", "High", "Low"],
        ["R01", "Web", "It hangs", "Low", "Low"],
    ];
    crate::registers::workbook(
        &room.join("own.xlsx"),
        &header,
        &rows.each_ref().map(|row| &row[..]),
    );
    risk(room, &["import", "own.xlsx", "--into", "register"]).exits(0);
    let sync = ["sync", "own.xlsx", "-r", "register"];
    let status = [&sync[..], &["--status"]].concat();
    risk(room, &sync).exits(0).says("are the same");
    risk(room, &status).exits(0);
    on(room, "own.xlsx", &["rename", "R01", "Z9"]);
    risk(room, &sync).exits(0);
    risk(room, &status).exits(0);
    let before = crate::registers::files(room);
    risk(room, &sync).exits(0).says("are the same");
    assert!(crate::registers::files(room) == before);
}
