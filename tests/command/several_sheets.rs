//! Workbooks with risks in several sheets, of which one is changed: the others are not forgotten.

use std::path::Path;

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use crate::registers::{REHEARSALS, sheet};
use crate::run::risk;

const HEADER: [&str; 5] = ["Reference", "Component", "Risk", "Likelihood", "Impact"];

/// The risks of the first sheet.
const WEB: [&[&str]; 2] = [
    &["R1", "Site", "It is down for hours", "Low", "High"],
    &["R2", "Site", "Its certificate expires", "High", "High"],
];

/// Two sheets of risks, their components, and a rehearsal of a risk of the second one.
fn two_sheets() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    let data: [&[&str]; 2] = [
        &["R3", "Database", "Its disk is full of logs", "Low", "High"],
        &["R4", "Database", "Its replica falls behind", "High", "High"],
    ];
    sheet(workbook.add_worksheet(), "Web", &HEADER, &WEB);
    sheet(workbook.add_worksheet(), "Data", &HEADER, &data);
    let components: [&[&str]; 2] = [&["Site", "Ann"], &["Database", "Bob"]];
    let header = ["Name", "Owner"];
    sheet(workbook.add_worksheet(), "Components", &header, &components);
    let of_r4: [&[&str]; 1] = [&["R4", "", "2026-09-10", "incident", "failed"]];
    sheet(workbook.add_worksheet(), "Rehearsals", &REHEARSALS, &of_r4);
    workbook.save(folder.path().join("w.xlsx")).unwrap();
    folder
}

fn in_web(folder: &Path, args: &[&str]) -> crate::run::Run {
    risk(
        folder,
        &[&["-r", "w.xlsx", "--sheet", "Web"], args].concat(),
    )
}

#[test]
fn a_component_that_another_sheet_names_is_neither_renamed_nor_removed_from_one() {
    let folder = two_sheets();
    for args in [
        &["component", "rename", "Database", "Store"][..],
        &["component", "remove", "Database"],
        &["component", "same", "Site", "Database"],
    ] {
        in_web(folder.path(), args)
            .exits(2)
            .says("risks in another sheet are of the component `Database`");
    }
    in_web(folder.path(), &["component", "rename", "Site", "Shop"]).exits(0);
}

#[test]
fn a_reference_of_another_sheet_is_not_free() {
    let folder = two_sheets();
    for args in [
        &["rename", "R1", "r4"][..],
        &["add", "--reference", "R4", "description=It is slow"],
    ] {
        in_web(folder.path(), args)
            .exits(2)
            .says("` is the reference of a risk in another sheet");
    }
    in_web(
        folder.path(),
        &["add", "component=Site", "description=It is slow"],
    )
    .exits(0)
    .writes("R5");
}

#[test]
fn a_rehearsal_of_a_risk_in_another_sheet_is_no_mistake() {
    let folder = two_sheets();
    in_web(folder.path(), &["check", "--rule", "unreadable-cell"])
        .exits(0)
        .says("no findings");
}

#[test]
fn an_export_into_one_of_several_sheets_leaves_the_risks_of_the_others_where_they_are() {
    let folder = two_sheets();
    let path = folder.path();
    risk(path, &["import", "w.xlsx", "--into", "r", "--all-sheets"]).exits(0);
    risk(path, &["-r", "r", "set", "R3", "likelihood=High"]).exits(0);
    let to_data = ["-r", "r", "export", "--to", "w.xlsx", "--sheet", "Data"];
    let run = risk(path, &to_data).exits(0);
    let run = run
        .writes("Data!D2: Low → High")
        .says("2 risks stand in other sheets of the workbook, and stay as they are");
    assert!(!run.stderr.contains("is only for workbooks"), "{run:?}");
    risk(path, &["import", "w.xlsx", "--into", "r", "--all-sheets"])
        .exits(0)
        .says("nothing changed");
}

#[test]
fn a_sync_with_one_of_several_sheets_is_refused_where_it_would_double_the_risks_of_the_others() {
    let folder = two_sheets();
    let path = folder.path();
    risk(path, &["import", "w.xlsx", "--into", "r", "--all-sheets"]).exits(0);
    let sync = [
        "-r", "r", "sync", "w.xlsx", "--sheet", "Data", "--base", "none",
    ];
    risk(path, &sync)
        .exits(2)
        .says("R1: it stands in another sheet of the workbook");
}

#[test]
fn risks_of_another_sheet_that_are_rated_far_below_are_not_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    sheet(workbook.add_worksheet(), "Web", &HEADER, &WEB);
    let texts: Vec<[String; 2]> = (1..=300)
        .map(|number| {
            [
                format!("D{number}"),
                format!("It fails in the way {number}"),
            ]
        })
        .collect();
    let data = texts.iter().enumerate().map(|(at, [reference, text])| {
        let level = if at < 250 { "" } else { "High" };
        [reference, "Database", text, level, level]
    });
    let data: Vec<[&str; 5]> = data.collect();
    let data: Vec<&[&str]> = data.iter().map(|row| &row[..]).collect();
    sheet(workbook.add_worksheet(), "Data", &HEADER, &data);
    workbook.save(folder.path().join("w.xlsx")).unwrap();
    in_web(folder.path(), &["rename", "R1", "D299"])
        .exits(2)
        .says("`D299` is the reference of a risk in another sheet");
}

#[test]
fn neither_a_diff_nor_a_merge_takes_risks_of_other_sheets_for_removed() {
    let folder = two_sheets();
    let folder = folder.path();
    let import = ["import", "w.xlsx", "--all-sheets", "--into"];
    for register in ["base", "ours"] {
        risk(folder, &[&import[..], &[register]].concat()).exits(0);
    }
    for (old, new) in [("ours", "w.xlsx"), ("w.xlsx", "ours")] {
        let diff = ["diff", old, new, "--sheet", "Web", "--exit-code"];
        risk(folder, &diff)
            .exits(0)
            .says("not compared: 2 risks of other sheets of the workbook");
    }
    let change = ["set", "R3", "owner=Ann", "-r", "ours"];
    risk(folder, &change).exits(0);
    in_web(folder, &["set", "R1", "likelihood=High"]).exits(0);
    let sides = ["merge", "base", "ours", "w.xlsx", "--into", "ours"];
    risk(folder, &[&sides[..], &["--sheet", "Web"]].concat())
        .exits(0)
        .says("left as before: 2 risks of other sheets of the workbook");
    let listed = risk(folder, &["list", "-r", "ours", "--format", "csv"]).exits(0);
    for shown in ["R1", "R2", "R3", "R4", "Ann"] {
        assert!(listed.stdout.contains(shown), "{listed:?}");
    }
}
