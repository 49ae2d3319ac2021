//! What other programs see of a row that is inserted for a new risk: all that stood below stands one row lower, and
//! whatever refers to it still does.

use std::fs;
use std::path::Path;
use std::process::Command;

use risk_core::edit::Editor;
use risk_core::workbook::{ReadOptions, Update, Workbook};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::untouched::assigned;
use super::validity::errors;
use super::{are_installed, converted, python, python_of};

/// A workbook of openpyxl with something below the risks, and the same with a risk more.
fn books(folder: &TempDir, kind: &str) -> (Vec<u8>, Update) {
    let path = folder.path().join("before.xlsx");
    let script = include_str!("inserted_make.py");
    let made = Command::new("python3")
        .args(["-c", script])
        .arg(&path)
        .arg(kind)
        .status();
    assert!(made.expect("python3 runs").success());
    let before = fs::read(path).expect("it is made");
    let opened = Workbook::open(before.clone(), &ReadOptions::default());
    let (workbook, reading) = opened.expect("it is a register");
    let mut editor = Editor::new(reading.register);
    let texts = [
        "component=API",
        "description=New",
        "likelihood=High",
        "impact=Low",
        "extra.Cost=9",
    ];
    editor
        .add_risk(&assigned(&texts), None)
        .expect("it is allowed");
    let edited = editor.finish().expect("it is a register");
    let update = workbook.put(&edited).expect("a row is inserted");
    fs::write(folder.path().join("after.xlsx"), &update.bytes).expect("it is written");
    (before, update)
}

/// What openpyxl sees differ, but for the row of the new risk.
fn differences(folder: &TempDir, at: u32) -> Value {
    let paths = ["before.xlsx", "after.xlsx"].map(|name| folder.path().join(name));
    let at = at.to_string();
    let mut seen = python_of(
        include_str!("inserted.py"),
        &[&paths[0], &paths[1], Path::new(&at)],
    );
    let cells = seen["cells"].as_array_mut().expect("a list");
    cells.retain(|cell| !is_in_row(cell.as_str().expect("a text"), &at));
    seen
}

fn is_in_row(cell: &str, row: &str) -> bool {
    let (sheet, place) = cell.split_once('!').expect("a place");
    sheet == "Risks" && place.trim_start_matches(char::is_alphabetic) == row
}

/// The values that LibreOffice computes.
fn values(folder: &TempDir, file: &str) -> Value {
    let recalculated = converted(folder.path(), file, "xlsx");
    let path = folder.path().join(format!("computed-{file}"));
    fs::write(&path, recalculated).expect("it is written");
    python(include_str!("inserted_values.py"), &path)
}

/// The cells of the other sheet that refer to what moved.
const REFERRING: [&str; 2] = ["Other sheet!A1", "Other sheet!A2"];

#[test]
fn what_stands_below_the_risks_is_seen_one_row_lower_by_other_programs() {
    if !are_installed() {
        return;
    }
    // The ranges that ended in the last risk reach the new one, as where its row was free.
    let formats = json!([
        [["A11:C13", [["$A11=1"]]], ["F2:F5", [["$J$11"]]]],
        [["A11:C13", [["$A11=1"]]], ["F2:F6", [["$J$11"]]]]
    ]);
    let totals: &[&str] = &["Risks!F7", "Risks!F8", "Risks!G7"];
    for (kind, at, changed) in [("totals", 6, totals), ("legend", 6, &[]), ("table", 6, &[])] {
        let folder = TempDir::new().expect("a folder");
        let (before, update) = books(&folder, kind);
        let seen = differences(&folder, at);
        let expected: Vec<&str> = REFERRING.iter().chain(changed).copied().collect();
        assert_eq!(seen["cells"], json!(expected), "{kind}");
        let sorted = |side: &Value| {
            let mut all: Vec<String> = (side.as_array().expect("a list").iter())
                .map(ToString::to_string)
                .collect();
            all.sort();
            all
        };
        let (found, wanted) = (&seen["beside"]["formats"], &formats);
        for side in [0, 1] {
            assert_eq!(sorted(&found[side]), sorted(&wanted[side]), "{kind}");
        }
        let names = &seen["beside"]["names"];
        assert_eq!(names[1]["costs"], "Risks!$F$2:$F$6", "{kind}");
        assert_eq!(names[0]["factor"], names[1]["factor"], "{kind}");
        let beside = seen["beside"].as_object().expect("an object");
        assert_eq!(
            beside.keys().collect::<Vec<_>>(),
            ["formats", "names"],
            "{kind}"
        );
        assert_eq!(errors(&before), errors(&update.bytes), "{kind}");
    }
}

#[test]
fn libreoffice_computes_totals_with_the_new_risk_and_all_else_as_before() {
    if !are_installed() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    books(&folder, "totals");
    let [before, after] = ["before.xlsx", "after.xlsx"].map(|file| values(&folder, file));
    // A total of the costs and one of the scores, and the number of high likelihoods.
    let totals = |values: &Value, cells: [&str; 3]| cells.map(|cell| values[cell].clone());
    let old = totals(&before, ["Risks!F6", "Risks!G6", "Risks!F7"]);
    let new = totals(&after, ["Risks!F7", "Risks!G7", "Risks!F8"]);
    assert_eq!(old, [json!(14), json!(28), json!(2)]);
    assert_eq!(new, [json!(23), json!(46), json!(3)]);
    assert_eq!(after["Risks!G6"], json!(18), "the new score");
    for (old, new) in [
        ("Risks!J11", "Risks!J12"),
        ("Other sheet!A1", "Other sheet!A1"),
    ] {
        assert_eq!(before[old], after[new], "{old}");
        assert!(after[new].is_number(), "{old}");
    }
    // A sum that reached over the totals has the new risk in it, and the higher totals.
    assert_eq!(before["Other sheet!A2"], json!(30));
    assert_eq!(after["Other sheet!A2"], json!(49));
}

#[test]
fn a_title_of_a_second_section_stays_above_its_risks() {
    if !are_installed() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let (before, update) = books(&folder, "title");
    let seen = differences(&folder, 8);
    assert_eq!(seen, json!({"cells": REFERRING, "beside": {}}));
    assert_eq!(errors(&before), errors(&update.bytes));
    let after = values(&folder, "after.xlsx");
    assert_eq!(after["Risks!A6"], "Risks of the second half");
    assert_eq!(after["Risks!C8"], "New");
    assert_eq!(after["Risks!G8"], json!(18));
    assert_eq!(after["Risks!A9"], "Risks of the next year");
}
