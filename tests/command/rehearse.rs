//! Rehearsals: recorded, shown, and kept out of workbooks.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::registers::{corrected, files, review_workbook};
use crate::run::{Run, risk};

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
    rehearse(folder.path(), &["R01"]).exits(0);
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
    rehearse(folder.path(), &["R01", "--date", &today().to_string()]).exits(0);
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
fn a_workbook_has_no_place_for_a_rehearsal() {
    let folder = tempfile::tempdir().unwrap();
    review_workbook(&folder.path().join("review.xlsx"), &corrected());
    let before = files(folder.path());
    let run = rehearse(folder.path(), &["-r", "review.xlsx", "R03"])
        .exits(2)
        .says("a workbook cannot hold R03 rehearsals: it has no place for them")
        .says("hint: keep the register as text, with `risk import FILE.xlsx --into FOLDER`");
    assert!(!run.stderr.contains("--without"), "{run:?}");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_workbook_is_made_and_updated_without_rehearsals_where_that_is_said() {
    let folder = register();
    let export = |more: &[&str]| {
        let args = [&["export", "--to", "x.xlsx"], more].concat();
        risk(folder.path(), &args)
    };
    let without = ["--without", "rehearsals"];
    export(&[]).exits(0);
    let said = ["R01", "R02", "--component", "Checkout"];
    rehearse(folder.path(), &said).exits(0);
    let refusal = "rehearsals: it has no place for them";
    export(&[])
        .exits(2)
        .says(refusal)
        .says("hint: pass --without rehearsals to leave them out");
    export(&without)
        .exits(0)
        .says("3 rehearsals left out")
        .says("nothing changed");
    fs::remove_file(folder.path().join("x.xlsx")).unwrap();
    export(&[]).exits(2).says(refusal);
    assert!(!folder.path().join("x.xlsx").exists());
    let run = risk(
        folder.path(),
        &[&["export", "--to", "none/x.xlsx"][..], &without].concat(),
    );
    assert!(!run.exits(2).stderr.contains("left out"));
    export(&without).exits(0).says("3 rehearsals left out");
}

#[test]
fn rehearsals_stay_when_a_workbook_without_them_is_imported() {
    let folder = register();
    let said = ["R01", "--component", "Checkout"];
    rehearse(folder.path(), &said).exits(0);
    let args = ["export", "--to", "x.xlsx", "--without", "rehearsals"];
    risk(folder.path(), &args).exits(0);
    let before = files(folder.path());
    let import = ["import", "x.xlsx", "--into", "."];
    risk(folder.path(), &import).says("nothing changed");
    assert_eq!(files(folder.path()), before);
    risk(
        folder.path(),
        &["-r", "x.xlsx", "set", "R01", "notes=From the sheet"],
    )
    .exits(0);
    risk(folder.path(), &import).says("1 file updated");
    risk(folder.path(), &["show", "R01"])
        .writes("From the sheet")
        .writes("incident, partly");
}

#[test]
fn rehearsals_are_not_left_out_where_there_is_a_place_for_them() {
    let folder = register();
    rehearse(folder.path(), &["R01"]).exits(0);
    for to in ["x", "x.json"] {
        risk(
            folder.path(),
            &["export", "--to", to, "--without", "rehearsals"],
        )
        .exits(2)
        .says("--without is for workbooks and CSV");
        risk(folder.path(), &["export", "--to", to]).exits(0);
        risk(folder.path(), &["-r", to, "show", "R01"]).writes("incident, partly");
    }
    risk(folder.path(), &["export", "--to", "x.csv"])
        .exits(0)
        .says("warning: CSV has no place for rehearsals; they are left out");
    let args = ["export", "--to", "y.csv", "--without", "rehearsals"];
    let run = risk(folder.path(), &args)
        .exits(0)
        .says("1 rehearsal left out");
    assert!(!run.stderr.contains("warning"), "{run:?}");
}
