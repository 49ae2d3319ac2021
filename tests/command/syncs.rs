//! A register and a workbook that are both edited, and stay the same.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Formula, Workbook};
use serde_json::Value;
use tempfile::TempDir;

use crate::git::{commit, committed, git};
use crate::registers::{copy, files, web_shop};
use crate::run::{Run, risk};

/// A folder with the register, and the workbook that a sync made of it.
pub fn room() -> TempDir {
    let room = tempfile::tempdir().unwrap();
    copy(&web_shop(), &room.path().join("register"));
    sync(room.path(), "risks.xlsx").exits(0);
    room
}

pub fn sync(room: &Path, workbook: &str) -> Run {
    risk(room, &["sync", workbook, "-r", "register"])
}

pub fn set(room: &Path, register: &str, reference: &str, what: &str) {
    risk(room, &["set", reference, what, "-r", register]).exits(0);
}

/// What a register has of a risk.
pub fn stated(room: &Path, register: &str, reference: &str, field: &str) -> Value {
    let run = risk(
        room,
        &["show", reference, "-r", register, "--format", "json"],
    )
    .exits(0);
    let risk: Value = serde_json::from_str(&run.stdout).unwrap();
    risk["risks"][0][field].clone()
}

pub fn assert_same(room: &Path, workbook: &str) {
    let run = risk(room, &["diff", "register", workbook, "--format", "json"]).exits(0);
    let diff: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(diff["records"], Value::Array(Vec::new()), "{diff:#}");
}

#[test]
fn what_either_side_changed_goes_to_the_other_one() {
    let room = room();
    let room = room.path();
    set(room, "risks.xlsx", "R06", "impact=Low");
    set(room, "register", "R05", "mitigations+=Expire the tree");
    risk(room, &["remove", "R09", "-r", "register"]).exits(0);
    let run = sync(room, "risks.xlsx").exits(0);
    assert!(
        run.stdout.contains("workbook    R09     removed"),
        "{run:?}"
    );
    assert_same(room, "risks.xlsx");
    assert_eq!(stated(room, "register", "R06", "impact"), "Low");
    let before = files(room);
    sync(room, "risks.xlsx").exits(0).says("are the same");
    assert!(files(room) == before, "a second sync changes nothing");
}

#[test]
fn a_conflict_is_left_on_both_sides_until_somebody_decides() {
    for (take, expected) in [("ours", "Platform"), ("theirs", "Ada")] {
        let room = room();
        let room = room.path();
        set(room, "risks.xlsx", "R08", "owner=Ada");
        set(room, "register", "R08", "owner=Platform");
        for _ in 0..2 {
            sync(room, "risks.xlsx").exits(1).says("1 conflict");
            assert_eq!(stated(room, "register", "R08", "owner"), "Platform");
            assert_eq!(stated(room, "risks.xlsx", "R08", "owner"), "Ada");
        }
        risk(room, &["check", "-r", "register"])
            .exits(1)
            .writes("unresolved-conflict");
        risk(room, &["resolve", "R08", "owner", take, "-r", "register"]).exits(0);
        sync(room, "risks.xlsx").exits(0);
        assert_eq!(stated(room, "register", "R08", "owner"), expected, "{take}");
        assert_same(room, "risks.xlsx");
        assert!(!room.join("register/conflicts.toml").exists());
    }
}

#[test]
fn a_decision_for_what_was_edited_again_since_decides_nothing() {
    let room = room();
    let room = room.path();
    set(room, "risks.xlsx", "R08", "owner=Ada");
    set(room, "register", "R08", "owner=Platform");
    sync(room, "risks.xlsx").exits(1);
    risk(room, &["resolve", "R08", "owner", "ours", "-r", "register"]).exits(0);
    set(room, "risks.xlsx", "R08", "owner=Grace");
    sync(room, "risks.xlsx").exits(1).writes("Grace");
    assert_eq!(stated(room, "risks.xlsx", "R08", "owner"), "Grace");
}

#[test]
fn an_old_copy_under_another_name_takes_nothing_back() {
    let room = room();
    let room = room.path();
    fs::copy(room.join("risks.xlsx"), room.join("risks (1).xlsx")).unwrap();
    set(room, "register", "R06", "impact=Low");
    sync(room, "risks.xlsx").exits(0);
    set(room, "risks (1).xlsx", "R08", "owner=Ada");
    sync(room, "risks (1).xlsx").exits(0);
    assert_eq!(stated(room, "register", "R06", "impact"), "Low");
    assert_eq!(stated(room, "register", "R08", "owner"), "Ada");
    assert_same(room, "risks (1).xlsx");
    sync(room, "risks.xlsx").exits(0);
    assert_same(room, "risks.xlsx");
}

#[test]
fn a_workbook_that_names_no_base_is_asked_about_unless_both_are_the_same() {
    let room = room();
    let room = room.path();
    let export = |name: &str| {
        risk(room, &["export", "-r", "register", "--to", name]).exits(0);
    };
    export("same.xlsx");
    sync(room, "same.xlsx").exits(0);
    set(room, "same.xlsx", "R08", "owner=Ada");
    sync(room, "same.xlsx").exits(0);
    assert_eq!(stated(room, "register", "R08", "owner"), "Ada");

    export("other.xlsx");
    set(room, "register", "R08", "owner=Grace");
    let before = files(room);
    sync(room, "other.xlsx")
        .exits(1)
        .says("nothing was written");
    assert!(files(room) == before);
    risk(
        room,
        &["sync", "other.xlsx", "-r", "register", "--base", "none"],
    )
    .exits(1)
    .writes("Grace");
    assert_eq!(stated(room, "other.xlsx", "R08", "owner"), "Ada");

    export("third.xlsx");
    set(room, "register", "R06", "impact=Low");
    risk(
        room,
        &["sync", "third.xlsx", "-r", "register", "--base", "latest"],
    )
    .exits(0);
    assert_eq!(stated(room, "third.xlsx", "R06", "impact"), "Low");
}

#[test]
fn neither_a_dry_run_nor_a_status_writes_anything() {
    let room = room();
    let room = room.path();
    let status = ["sync", "risks.xlsx", "-r", "register", "--status"];
    risk(room, &status).exits(0);
    set(room, "risks.xlsx", "R06", "impact=Low");
    set(room, "register", "R08", "owner=Ada");
    let before = files(room);
    risk(room, &status)
        .exits(1)
        .says("1 change to the register");
    risk(room, &["sync", "risks.xlsx", "-r", "register", "--dry-run"])
        .exits(0)
        .writes("R06     impact");
    risk(room, &["sync", "new.xlsx", "-r", "register", "--dry-run"]).exits(0);
    assert!(files(room) == before);
}

/// A workbook whose first owner is a formula, and a register in JSON of the same.
fn with_formula(room: &Path) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Risks").unwrap();
    let rows = [
        [
            "Reference",
            "Component",
            "Risk",
            "Likelihood",
            "Impact",
            "Owner",
        ],
        ["R1", "DNS", "The zone is gone", "Low", "High", "Ada"],
        [
            "R2",
            "CDN",
            "The certificate expires",
            "Medium",
            "Low",
            "Ada",
        ],
    ];
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(texts) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    let formula = Formula::new("=\"A\"&\"da\"").set_result("Ada");
    sheet.write_formula(1, 5, formula).unwrap();
    workbook.save(room.join("risks.xlsx")).unwrap();
    risk(room, &["import", "risks.xlsx", "--into", "register.json"]).exits(0);
}

#[test]
fn a_cell_with_a_formula_stays_and_is_shown_at_every_sync_and_all_else_goes_through() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    with_formula(room);
    let sync = || risk(room, &["sync", "risks.xlsx", "-r", "register.json"]);
    sync().exits(0);
    set(room, "register.json", "R1", "owner=Grace");
    set(room, "register.json", "R2", "owner=Grace");
    for _ in 0..2 {
        sync()
            .exits(1)
            .says("R1 owner stays as it is there")
            .says("Risks!F2");
    }
    assert_eq!(stated(room, "risks.xlsx", "R1", "owner"), "Ada");
    assert_eq!(stated(room, "risks.xlsx", "R2", "owner"), "Grace");
    assert_eq!(stated(room, "register.json", "R1", "owner"), "Grace");
    set(room, "register.json", "R1", "owner=Ada");
    sync().exits(0);
}

#[test]
fn a_column_that_vanished_is_one_question_and_no_blank_in_every_row() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    with_formula(room);
    let sync = |more: &[&str]| {
        risk(
            room,
            &[&["sync", "risks.xlsx", "-r", "register.json"], more].concat(),
        )
    };
    sync(&[]).exits(0);
    // The same workbook with another column in its place.
    let python = "import openpyxl; b = openpyxl.load_workbook('risks.xlsx'); b['Risks'].delete_cols(6); b.save('risks.xlsx')";
    if !crate::libreoffice::are_installed() {
        return;
    }
    let mut command = std::process::Command::new("python3");
    assert!(
        command
            .args(["-c", python])
            .current_dir(room)
            .status()
            .unwrap()
            .success()
    );
    sync(&[]).exits(1).says("no column for owner any more");
    assert_eq!(stated(room, "register.json", "R2", "owner"), "Ada");
    sync(&["--without", "owner"]).exits(0);
    sync(&[]).exits(0);
    assert_eq!(stated(room, "register.json", "R2", "owner"), "Ada");
}

#[test]
fn two_branches_sync_copies_of_their_own_and_neither_is_taken_back_when_they_come_back() {
    let room = room();
    let room = room.path();
    for copy in ["a.xlsx", "b.xlsx"] {
        fs::copy(room.join("risks.xlsx"), room.join(copy)).unwrap();
    }
    committed(room);
    for (branch, reference) in [("a", "R06"), ("b", "R08")] {
        git(room, &["checkout", "--quiet", "-b", branch, "main"]);
        let workbook = format!("{branch}.xlsx");
        set(room, &workbook, reference, "owner=Ada");
        set(room, "register", reference, "impact=Low");
        sync(room, &workbook).exits(0);
        commit(room, branch);
    }
    git(room, &["checkout", "--quiet", "main"]);
    for branch in ["a", "b"] {
        git(room, &["merge", "--quiet", "--squash", branch]);
        commit(room, branch);
    }
    for workbook in ["b.xlsx", "a.xlsx", "risks.xlsx"] {
        sync(room, workbook).exits(0);
        assert_same(room, workbook);
        for reference in ["R06", "R08"] {
            assert_eq!(stated(room, "register", reference, "owner"), "Ada");
            assert_eq!(stated(room, "register", reference, "impact"), "Low");
        }
    }
}

#[test]
fn import_and_export_refuse_to_take_back_what_the_other_side_changed_since() {
    let room = room();
    let room = room.path();
    set(room, "register", "R06", "impact=Low");
    let import = ["import", "risks.xlsx", "--into", "register"];
    risk(room, &import)
        .exits(2)
        .says("R06 impact")
        .says("risk sync");
    set(room, "risks.xlsx", "R08", "owner=Ada");
    let export = ["export", "-r", "register", "--to", "risks.xlsx"];
    risk(room, &export)
        .exits(2)
        .says("R08 owner")
        .says("risk sync");
    sync(room, "risks.xlsx").exits(0);
    risk(room, &import).exits(0);
    risk(room, &export).exits(0);
    assert_same(room, "risks.xlsx");
}

#[test]
fn two_risks_of_one_reference_are_one_conflict_and_not_mixed() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    with_formula(room);
    set(
        room,
        "register.json",
        "R2",
        "description=The registrar locks the account",
    );
    set(room, "register.json", "R2", "component=Q");
    set(room, "risks.xlsx", "R2", "impact=High");
    let args = [
        "sync",
        "risks.xlsx",
        "-r",
        "register.json",
        "--base",
        "none",
    ];
    risk(room, &args)
        .exits(1)
        .writes("both sides added a risk of this reference");
    assert_eq!(stated(room, "register.json", "R2", "impact"), "Low");
}

/// A folder of which one risk is in conflict with a workbook, and that workbook.
pub fn in_conflict(workbooks: &[(&str, &str)]) -> TempDir {
    let room = room();
    for (workbook, _) in workbooks {
        sync(room.path(), workbook).exits(0);
    }
    for (workbook, owner) in workbooks {
        set(room.path(), workbook, "R08", &format!("owner={owner}"));
    }
    set(room.path(), "register", "R08", "owner=Platform");
    for (workbook, _) in workbooks {
        sync(room.path(), workbook).exits(1);
    }
    room
}

#[test]
fn a_dry_run_names_the_file_of_conflicts() {
    let room = room();
    let room = room.path();
    set(room, "risks.xlsx", "R08", "owner=Ada");
    set(room, "register", "R08", "owner=Platform");
    let run = |more: &[&str]| {
        let args = ["sync", "risks.xlsx", "-r", "register", "--format", "json"];
        let run = risk(room, &[&args, more].concat()).exits(1);
        let answer: Value = serde_json::from_str(&run.stdout).unwrap();
        answer["files"].clone()
    };
    let dry = run(&["--dry-run"]);
    assert!(!room.join("register/conflicts.toml").exists());
    assert_eq!(dry, run(&[]));
}

#[test]
fn of_two_workbooks_in_conflict_over_one_thing_one_is_chosen() {
    let room = in_conflict(&[("a.xlsx", "Ada"), ("b.xlsx", "Grace")]);
    let room = room.path();
    let list = ["resolve", "-r", "register"];
    let listed = risk(room, &list).exits(1);
    for workbook in ["a.xlsx", "b.xlsx"] {
        assert!(listed.stdout.contains(workbook), "{listed:?}");
    }
    let theirs = ["resolve", "R08", "owner", "theirs", "-r", "register"];
    risk(room, &theirs).exits(2).says("add `--workbook a.xlsx`");
    let of = |workbook| [&theirs[..], &["--workbook", workbook]].concat();
    risk(room, &of("b.xlsx")).exits(0).says("1 conflict left");
    assert_eq!(stated(room, "register", "R08", "owner"), "Grace");
    risk(room, &theirs).exits(0);
    assert_eq!(stated(room, "register", "R08", "owner"), "Ada");
    for workbook in ["a.xlsx", "b.xlsx"] {
        sync(room, workbook).exits(0);
        assert_same(room, workbook);
    }
}

#[test]
fn a_workbook_under_another_name_leaves_no_conflict_under_the_old_one() {
    let room = in_conflict(&[("a.xlsx", "Ada")]);
    let room = room.path();
    fs::rename(room.join("a.xlsx"), room.join("a (1).xlsx")).unwrap();
    sync(room, "a (1).xlsx").exits(1);
    risk(room, &["resolve", "-r", "register"])
        .exits(1)
        .says("1 conflict to resolve");
    set(room, "register", "R08", "owner=Ada");
    sync(room, "a (1).xlsx").exits(0);
    risk(room, &["resolve", "-r", "register"]).exits(0);
}

#[test]
fn a_conflict_of_another_workbook_follows_a_record_that_this_one_renames() {
    let room = in_conflict(&[("a.xlsx", "Ada")]);
    let room = room.path();
    risk(room, &["rename", "R08", "X8", "-r", "risks.xlsx"]).exits(0);
    sync(room, "risks.xlsx").exits(0);
    risk(
        room,
        &["resolve", "X8", "owner", "theirs", "-r", "register"],
    )
    .exits(0);
    assert_eq!(stated(room, "register", "X8", "owner"), "Ada");
}

/// A register whose scale has the name of the built-in one and another matrix.
fn with_other_matrix(folder: &Path) {
    let scale = r#"
[scale]
name = "low-medium-high"
likelihood = [{ label = "Low" }, { label = "Medium" }, { label = "High" }]
impact = [{ label = "Low" }, { label = "Medium" }, { label = "High" }]
rating = [{ label = "Note" }, { label = "Low" }, { label = "Medium" }, { label = "High" }, { label = "Critical" }]
matrix = [["Note", "Low", "Critical"], ["Low", "Medium", "High"], ["Medium", "High", "Critical"]]
"#;
    let file = folder.join("register.toml");
    let text = fs::read_to_string(&file).unwrap();
    let without = text.replace("scale = \"low-medium-high\"\n", "");
    assert_ne!(text, without);
    fs::write(file, without + scale).unwrap();
}

#[test]
fn another_matrix_of_the_workbook_shows_what_it_rates_otherwise() {
    let room = room();
    let room = room.path();
    let other = room.join("other");
    copy(&web_shop(), &other);
    with_other_matrix(&other);
    let diff = risk(room, &["diff", "register", "other"])
        .exits(0)
        .says("4 worse; the register itself");
    let lines = |run: &Run| {
        let lines = run.stdout.lines().map(str::to_owned);
        lines
            .filter(|line| line.contains("Medium → Critical"))
            .count()
    };
    assert_eq!(lines(&diff), 4, "{diff:?}");
    fs::remove_file(room.join("risks.xlsx")).unwrap();
    risk(room, &["export", "-r", "other", "--to", "risks.xlsx"]).exits(0);
    let args = ["sync", "risks.xlsx", "-r", "register", "--base", "latest"];
    let json = risk(room, &[&args[..], &["--dry-run", "--json"]].concat()).exits(0);
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    let rated: Vec<&Value> = json["ratings"].as_array().unwrap().iter().collect();
    assert_eq!(rated.len(), 4, "{json:#}");
    assert_eq!(
        (&rated[0]["before"], &rated[0]["after"]),
        (&"Medium".into(), &"Critical".into())
    );
    let run = risk(room, &args).exits(0);
    assert!(run.stdout.contains("register  scale.matrix"), "{run:?}");
    assert!(
        run.stdout.contains("register    R01       rating"),
        "{run:?}"
    );
}
