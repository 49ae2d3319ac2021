//! Merges between forms of which one has less room than the other.

use std::fs;
use std::path::Path;

use risk_core::disk::{read_folder, write_workbook};
use risk_core::workbook::ReadOptions;
use risk_core::{Reading, WriteOptions};
use tempfile::TempDir;

use crate::registers::{copy, web_shop};
use crate::run::{Run, risk};

/// The web shop as a folder, and twice as a workbook of it without a sheet of rehearsals.
fn shop() -> TempDir {
    let around = tempfile::tempdir().unwrap();
    copy(&web_shop(), &around.path().join("register"));
    for name in ["base.xlsx", "sheet.xlsx"] {
        let Reading {
            register, settings, ..
        } = read_folder(&web_shop()).unwrap();
        let register = register.without_rehearsals();
        let (read, options) = (ReadOptions::default(), WriteOptions::default());
        write_workbook(
            &around.path().join(name),
            &register,
            &settings,
            &read,
            options,
        )
        .unwrap();
    }
    around
}

fn set(folder: &Path, register: &str, assignments: &[&str]) {
    let args = [&["set", "R04", "-r", register], assignments].concat();
    risk(folder, &args).exits(0);
}

fn merge(folder: &Path, ours: &str, theirs: &str) -> Run {
    risk(
        folder,
        &["merge", "base.xlsx", ours, theirs, "--into", ours],
    )
}

#[test]
fn a_folder_gets_what_was_edited_in_a_workbook_and_keeps_what_that_has_no_place_for() {
    let around = shop();
    set(around.path(), "sheet.xlsx", &["likelihood=High"]);
    set(around.path(), "register", &["impact=High"]);
    let run = merge(around.path(), "register", "sheet.xlsx").exits(0);
    run.says("R04: it is rated Critical, which neither side chose");
    let args = ["show", "R04", "-r", "register", "--format", "json"];
    risk(around.path(), &args)
        .exits(0)
        .writes("\"rating\": \"Critical\"");
    // Rehearsals are in the folder alone.
    let args = ["show", "R07", "-r", "register", "--format", "json"];
    risk(around.path(), &args)
        .exits(0)
        .writes("\"kind\": \"incident\"");
}

#[test]
fn a_workbook_gets_what_was_edited_in_a_folder_and_reports_what_it_has_no_place_for() {
    let around = shop();
    set(around.path(), "sheet.xlsx", &["likelihood=High"]);
    let card = "tracker_links+=https://trello.com/c/Zz9plQE1";
    set(around.path(), "register", &["impact=High", card]);
    let run = merge(around.path(), "sheet.xlsx", "register").exits(0);
    run.says(
        "left out, as ours has no place for it: rehearsals of components, rehearsals of risks",
    );
    let show = ["show", "R04", "-r", "sheet.xlsx", "--format", "json"];
    let show = risk(around.path(), &show).exits(0);
    assert!(
        show.stdout.contains("Zz9plQE1") && show.stdout.contains("Critical"),
        "{show:?}"
    );
    // Merged once more, nothing is left to do.
    let again = merge(around.path(), "sheet.xlsx", "register").exits(0);
    again.says("nothing changed");
}

#[test]
fn what_is_refused_leaves_no_file_behind() {
    let around = shop();
    let args = [
        "merge",
        "base.xlsx",
        "sheet.xlsx",
        "register",
        "--into",
        "register",
    ];
    risk(around.path(), &args)
        .exits(2)
        .says("register exists already");
    let args = [
        "merge",
        "base.xlsx",
        "sheet.xlsx",
        "no-such",
        "--into",
        "out.xlsx",
    ];
    risk(around.path(), &args)
        .exits(2)
        .says("neither a path nor a revision");
    assert!(!around.path().join("out.xlsx").exists());
}

/// An entry that cannot be read is no entry that somebody removed.
#[test]
fn what_cannot_be_read_of_one_side_is_not_taken_for_removed() {
    let around = shop();
    let folder = around.path();
    copy(&folder.join("register"), &folder.join("theirs"));
    set(folder, "theirs", &["likelihood=High"]);
    let file = folder.join("theirs/risks/R04.toml");
    let text = fs::read_to_string(&file).unwrap();
    let known = "status = \"implemented\" }";
    let more = text.replacen(known, "status = \"implemented\", since = 2025 }", 1);
    assert_ne!(text, more);
    fs::write(&file, more).unwrap();
    let run = merge(folder, "register", "theirs");
    assert_eq!(run.code, 2, "{run:#?}");
    let expected = "theirs has there what cannot be read and would be lost: unknown field `since`";
    assert!(run.stderr.contains(expected), "{run:#?}");
}

#[test]
fn comments_and_keys_that_ours_has_no_place_for_are_named() {
    let around = shop();
    let folder = around.path();
    risk(folder, &["export", "-r", "register", "--to", "ours.json"]).exits(0);
    copy(&folder.join("register"), &folder.join("theirs"));
    let file = folder.join("theirs/risks/R04.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\n# As decided\nteam = \"Ops\"\n")).unwrap();
    let comments = "R04: its comments are left out, as ours has no place for them";
    for (ours, key) in [
        (
            "sheet.xlsx",
            "R04 team: left out, as ours has no place for it",
        ),
        ("ours.json", ""),
    ] {
        let run = risk(
            folder,
            &["merge", "register", ours, "theirs", "--into", ours],
        )
        .exits(0);
        run.says(comments).says(key);
    }
    let json = fs::read_to_string(folder.join("ours.json")).unwrap();
    assert!(json.contains("\"team\": \"Ops\""));
}

#[test]
fn settings_that_a_workbook_has_no_place_for_are_reported() {
    let around = shop();
    let folder = around.path();
    set(folder, "register", &["impact=High"]);
    let file = folder.join("register/register.toml");
    let more = "\n[thresholds]\nacceptance_notice = \"14d\"\n\n[[suppress]]\ncode = \"no-runbook-action\"\n\
                record = \"R01\"\nreason = \"It is bought\"\n";
    let text = fs::read_to_string(&file).unwrap() + more;
    fs::write(&file, text).unwrap();
    merge(folder, "sheet.xlsx", "register").exits(0).says(
        "left out, as ours has no place for it: rehearsals of components, rehearsals of risks, suppressions, thresholds",
    );
}
