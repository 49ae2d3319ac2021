//! Rehearsals: recorded, shown, in the text form and in workbooks.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::registers::{corrected, files, review_workbook, web_shop};
use crate::run::{Run, TODAY, command, end, risk};

/// A register of two risks of a component that is declared, and of one that is not.
fn register() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| risk(folder.path(), args).exits(0);
    run(&["init"]);
    run(&["component", "add", "Checkout", "rto=30m"]);
    run(&["add", "component=Checkout", "description=The pool runs dry"]);
    run(&["add", "component=Checkout", "description=An order is lost"]);
    folder
}

fn rehearse(folder: &Path, more: &[&str]) -> Run {
    let said = ["rehearse", "--kind", "incident", "--outcome", "partly"];
    risk(folder, &[&said, more].concat())
}

#[test]
fn one_rehearsal_is_recorded_with_every_record_that_it_is_of_and_nothing_else_is_touched() {
    let folder = register();
    let before = files(folder.path());
    rehearse(
        folder.path(),
        &[
            "r01",
            "--component",
            "checkout",
            "--date",
            "2026-05-29",
            "--detect",
            "4m",
            "--recover",
            "50m",
            "--notes",
            "Nobody had the key",
            "--link",
            "OPS-7",
        ],
    )
    .exits(0)
    .writes("R01                 rehearsals[1]  -       2026-05-29 incident, partly, detected in 4m, recovered in 50m; Nobody had the key; OPS-7")
    .says("2 files updated");
    let changed = files(folder.path()).into_iter();
    let changed = changed.zip(before).filter(|(new, old)| new != old);
    assert_eq!(changed.count(), 2);
    let text = fs::read_to_string(folder.path().join("risks/R01.toml")).unwrap();
    let entry = "{ date = \"2026-05-29\", kind = \"incident\", outcome = \"partly\", time_to_detect = \"4m\", \
                 time_to_recover = \"50m\", notes = \"Nobody had the key\", link = \"OPS-7\" }";
    assert!(text.contains(entry), "{text}");
    risk(folder.path(), &["check"]).writes(
        "recovery took 50m in the incident of 2026-05-29, and the RTO of `Checkout` is 30m",
    );
}

#[test]
fn a_rehearsal_is_shown_with_its_risk_and_told_to_programs() {
    let folder = register();
    let said = ["R01", "--component", "Checkout", "--date", "2026-05-29"];
    let more = ["--recover", "50m", "--notes", "Nobody had the key"];
    rehearse(folder.path(), &[said.as_slice(), &more].concat()).exits(0);
    risk(folder.path(), &["show", "R01"]).exits(0).writes(
        "Rehearsals\n  - 2026-05-29 incident, partly, recovered in 50m\n    Nobody had the key\n",
    );
    for args in [&["list"][..], &["show", "R01"], &["component", "list"]] {
        let run = risk(folder.path(), &[args, &["--format", "json"]].concat()).exits(0);
        let json: Value = serde_json::from_str(&run.stdout).unwrap();
        let records = if args[0] == "component" {
            "components"
        } else {
            "risks"
        };
        let rehearsal = &json[records][0]["rehearsals"][0];
        assert_eq!(rehearsal["date"], "2026-05-29", "{json}");
        assert_eq!(rehearsal["time_to_recover"], "50m");
    }
}

/// The day that it is here.
fn today() -> risk_core::Date {
    jiff::Zoned::now().date().to_string().parse().unwrap()
}

#[test]
fn a_rehearsal_without_a_date_was_today() {
    let folder = register();
    let before = today();
    let args = [
        "rehearse",
        "R01",
        "--kind",
        "game-day",
        "--outcome",
        "passed",
    ];
    end(command(folder.path()).args(args).env("RISK_TODAY", "")).exits(0);
    let after = today();
    let run = risk(folder.path(), &["show", "R01", "--format", "json"]).exits(0);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    let date = json["risks"][0]["rehearsals"][0]["date"].as_str().unwrap();
    let date: risk_core::Date = date.parse().unwrap();
    assert!((before..=after).contains(&date), "{date}");
}

#[test]
fn what_has_not_happened_yet_is_not_recorded() {
    let folder = register();
    let before = files(folder.path());
    rehearse(folder.path(), &["R01", "--date", "9999-12-31"])
        .exits(2)
        .says("error: `9999-12-31` in --date has not happened yet")
        .says("hint: today is ");
    assert_eq!(files(folder.path()), before);
    rehearse(folder.path(), &["R01", "--date", TODAY]).exits(0);
}

#[test]
fn a_record_that_is_named_more_than_once_gets_one_rehearsal() {
    let folder = register();
    let named = ["R01", "r01", "R01~1", "R02"];
    let components = ["--component", "Checkout", "--component", "checkout"];
    let run = rehearse(folder.path(), &[&named[..], &components].concat()).exits(0);
    assert_eq!(run.stdout.matches("rehearsals[1]").count(), 3, "{run:?}");
    assert!(!run.stdout.contains("rehearsals[2]"), "{run:?}");
}

#[test]
fn what_is_recorded_already_is_not_recorded_again() {
    let folder = register();
    let said = ["R02", "--date", "2026-05-29"];
    rehearse(folder.path(), &said).exits(0);
    let before = files(folder.path());
    rehearse(folder.path(), &[&["R01"][..], &said].concat())
        .exits(2)
        .says("`2026-05-29 incident, partly` is recorded already: it is rehearsals[1] of R02")
        .says("hint: if it was another one, give it notes that distinguish the two");
    assert_eq!(files(folder.path()), before);
    rehearse(
        folder.path(),
        &[&said[..], &["--notes", "at night"]].concat(),
    )
    .exits(0);
}

#[test]
fn whoever_records_a_slow_recovery_is_told_that_it_was() {
    let folder = register();
    let told = "recovery took 50m in the incident of 2026-05-29, and the RTO of `Checkout` is 30m";
    let slow = ["R01", "--date", "2026-05-29", "--recover", "50m"];
    rehearse(folder.path(), &slow).exits(0).says(told);
    for (args, sense_findings) in [
        // An older one moves the entry, and another record is none of its business.
        (&["R01", "--date", "2026-01-01"][..], ""),
        (&["R02", "--date", "2026-05-30"], ""),
        (
            &["--component", "Checkout", "--recover", "31m"],
            "and the RTO is 30m",
        ),
    ] {
        let run = rehearse(folder.path(), args).exits(0).says(sense_findings);
        assert!(!run.stderr.contains(told), "{run:?}");
    }
    let rename = ["component", "rename", "Checkout", "Till"];
    let run = risk(folder.path(), &rename).exits(0);
    assert!(!run.stderr.contains("recovery took"), "{run:?}");
}

#[test]
fn words_are_taken_as_files_have_them_and_the_others_are_told() {
    let folder = register();
    let said = ["--kind", "Game Day", "--outcome", "PASSED"];
    let run = |said: &[&str]| risk(folder.path(), &[&["rehearse", "R01"], said].concat());
    run(&said).exits(0).writes("game-day, passed");
    run(&["--kind", "gameday", "--outcome", "passed"])
        .exits(2)
        .says("tip: a similar value exists: 'game-day'");
    run(&["--help"])
        .exits(0)
        .writes("- game-day: The failure was brought about on purpose")
        .writes("- partly: It was mended, and not all as written");
    let script = risk(folder.path(), &["generate", "bash"]).exits(0);
    assert!(script.stdout.contains("tabletop game-day incident"));
}

#[test]
fn what_is_no_rehearsal_is_refused_and_nothing_is_written() {
    let folder = register();
    let before = files(folder.path());
    for (args, message) in [
        (
            &["R01", "--date", "May"][..],
            "`May` in --date is not a date",
        ),
        (
            &["R01", "--recover", ""],
            "`` in --recover is not a duration such as 30m, 4h or 2d",
        ),
        (&["R01", "--detect", "4 min"], "hint: did you mean `4m`?"),
        (&["R01", "R09"], "no risk has the reference `R09`"),
        (&["R01", "--link", "a b"], "`a b` is not a tracker link"),
        (
            &["--component", "Chekout"],
            "hint: the nearest is `Checkout`",
        ),
        (&[], "<REF|--component"),
    ] {
        rehearse(folder.path(), args).exits(2).says(message);
    }
    risk(
        folder.path(),
        &["rehearse", "R01", "--kind", "drill", "--outcome", "partly"],
    )
    .exits(2)
    .says("[possible values: tabletop, game-day, incident]");
    risk(folder.path(), &["set", "R01", "rehearsals+=x"])
        .exits(2)
        .says("hint: `risk rehearse` records one");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_component_that_is_only_named_has_to_be_declared_first() {
    let folder = tempfile::tempdir().unwrap();
    risk(folder.path(), &["init"]).exits(0);
    risk(folder.path(), &["add", "component=DNS"]).exits(0);
    rehearse(folder.path(), &["--component", "DNS"])
        .exits(2)
        .says("the component `DNS` is named but not declared")
        .says("hint: declare it with `risk component add`");
}

#[test]
fn a_workbook_without_the_sheet_has_no_place_for_a_rehearsal() {
    let folder = tempfile::tempdir().unwrap();
    review_workbook(&folder.path().join("review.xlsx"), &corrected());
    let before = files(folder.path());
    rehearse(folder.path(), &["-r", "review.xlsx", "R03"])
        .exits(2)
        .says("a workbook cannot hold R03 rehearsals: the workbook has no sheet Rehearsals")
        .says("make a new workbook with `risk export`");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_rehearsal_is_recorded_in_a_workbook_and_shown_and_changed_there() {
    let folder = register();
    rehearse(folder.path(), &["R02"]).exits(0);
    risk(folder.path(), &["export", "--to", "x.xlsx"]).exits(0);
    let workbook = |args: &[&str]| risk(folder.path(), &[&["-r", "x.xlsx"], args].concat());
    let recorded = [
        "-r",
        "x.xlsx",
        "R01",
        "--date",
        "2026-05-29",
        "--notes",
        "Late",
    ];
    rehearse(folder.path(), &recorded)
        .exits(0)
        .writes("Rehearsals!A3: (empty) → R01")
        .writes("Rehearsals!C3: (empty) → 2026-05-29")
        .writes("Rehearsals!H3: (empty) → Late");
    workbook(&["show", "R01"]).writes("2026-05-29 incident");
    workbook(&["set", "R01", "rehearsals[1].outcome=passed"])
        .exits(0)
        .writes("Rehearsals!E3: partly → passed");
    workbook(&["rename", "R01", "PAY-1"]).exits(0);
    workbook(&["show", "PAY-1"]).writes("2026-05-29 incident");
    workbook(&["set", "PAY-1", "rehearsals="])
        .exits(0)
        .writes("Rehearsals!A3: PAY-1 → (empty)");
    workbook(&["show", "R02"]).writes("incident");
}

#[test]
fn an_export_onto_a_workbook_without_the_sheet_leaves_rehearsals_in_the_register() {
    let folder = register();
    let export = || risk(folder.path(), &["export", "--to", "x.xlsx"]);
    export().exits(0);
    let said = ["R01", "R02", "--component", "Checkout"];
    rehearse(folder.path(), &said).exits(0);
    let before = files(folder.path());
    let stay = "3 rehearsals stay in the register: the workbook has no sheet Rehearsals";
    export().exits(0).says(stay).says("nothing changed");
    assert_eq!(files(folder.path()), before);
    risk(folder.path(), &["set", "R01", "notes=New"]).exits(0);
    export().exits(0).says(stay).says("1 file updated");
    // None is lost on the way back.
    risk(folder.path(), &["import", "x.xlsx", "--into", "."])
        .exits(0)
        .says("nothing changed");
    // A new workbook has the sheet, and says nothing.
    fs::remove_file(folder.path().join("x.xlsx")).unwrap();
    let run = export().exits(0);
    assert!(!run.stderr.contains("stay"), "{run:?}");
    rehearse(folder.path(), &["R01", "--date", "2020-01-01"]).exits(0);
    let run = export().exits(0).writes("Rehearsals!A5: (empty) → R01");
    assert!(!run.stderr.contains("stay"), "{run:?}");
}

#[test]
fn what_people_write_into_the_sheet_is_imported_and_nothing_else_moves() {
    let folder = register();
    rehearse(folder.path(), &["R01", "--date", "2026-05-29"]).exits(0);
    risk(folder.path(), &["export", "--to", "x.xlsx"]).exits(0);
    // The row of an earlier one is the last, and the list has it where its day is.
    rehearse(folder.path(), &["R01", "--date", "2020-01-01"]).exits(0);
    risk(folder.path(), &["export", "--to", "x.xlsx"]).exits(0);
    let before = files(folder.path());
    let import = ["import", "x.xlsx", "--into", "."];
    risk(folder.path(), &import)
        .exits(0)
        .says("nothing changed");
    assert_eq!(files(folder.path()), before);
    let set = [
        "-r",
        "x.xlsx",
        "set",
        "R01",
        "rehearsals[1].notes=From the sheet",
    ];
    risk(folder.path(), &set).exits(0);
    risk(folder.path(), &import)
        .exits(0)
        .writes("rehearsals[2].notes")
        .says("1 file updated");
    let text = fs::read_to_string(folder.path().join("risks/R01.toml")).unwrap();
    let (first, second) = text.split_once("From the sheet").unwrap();
    assert!(
        first.contains("2020-01-01") && !second.contains("2026"),
        "{text}"
    );
}

#[test]
fn csv_has_no_place_for_rehearsals() {
    let folder = register();
    rehearse(folder.path(), &["R01"]).exits(0);
    risk(folder.path(), &["export", "--to", "x.csv"])
        .exits(0)
        .says("warning: CSV has no place for rehearsals; they are left out");
}

#[test]
fn a_rehearsal_in_a_workbook_has_the_position_that_the_next_command_finds_it_at() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::copy(web_shop().with_extension("xlsx"), path.join("w.xlsx")).unwrap();
    let shown = || {
        let args = ["show", "R07", "-r", "w.xlsx", "--format", "json"];
        let shown: Value = serde_json::from_str(&risk(path, &args).exits(0).stdout).unwrap();
        shown["risks"][0]["rehearsals"].as_array().unwrap().clone()
    };
    let before = shown();
    let added = [
        "rehearse",
        "R07",
        "--kind",
        "tabletop",
        "--outcome",
        "failed",
        "--date",
        "2026-01-05",
        "-r",
        "w.xlsx",
    ];
    let entry = format!("rehearsals[{}]", before.len() + 1);
    risk(path, &added).exits(0).writes(&entry);
    let passed = format!("{entry}.outcome=passed");
    risk(path, &["set", "R07", &passed, "-r", "w.xlsx"]).exits(0);
    let after = shown();
    assert_eq!(after[..before.len()], before[..]);
    assert_eq!(after[before.len()]["date"], "2026-01-05");
    assert_eq!(after[before.len()]["outcome"], "passed");
}
