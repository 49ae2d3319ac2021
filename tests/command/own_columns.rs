//! Columns of people's own: what stands in them is no field that lost its column, and stays.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Formula, Workbook};
use tempfile::TempDir;

use crate::registers::workbook;
use crate::run::risk;

const HEADER: [&str; 6] = ["Reference", "Component", "Risk", "Likelihood", "Impact", ""];
const ROWS: [[&str; 5]; 2] = [
    ["R1", "Web", "Its disk fills up", "Low", "High"],
    ["R2", "Database", "Its replica falls behind", "High", "High"],
];

/// A workbook of two risks with a column beside their levels.
fn with_column(path: &Path, header: &str, values: [&str; 2]) {
    let mut headers = HEADER;
    headers[5] = header;
    let rows = ROWS.iter().zip(values);
    let rows: Vec<Vec<&str>> = rows
        .map(|(row, value)| row.iter().copied().chain([value]).collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    workbook(path, &headers, &rows);
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn an_export_writes_no_field_into_a_column_that_only_may_be_its_own() {
    let folder = folder();
    let teams = folder.path().join("teams.xlsx");
    with_column(&folder.path().join("owners.xlsx"), "Owner", ["Ann", "Bob"]);
    with_column(&teams, "Squad", ["CC-17", "CC-18"]);
    let before = fs::read(&teams).unwrap();
    risk(folder.path(), &["import", "owners.xlsx", "--into", "r"]).exits(0);
    risk(folder.path(), &["-r", "r", "export", "--to", "teams.xlsx"])
        .exits(2)
        .says("the sheet `Risks` has no column for R1 owner");
    assert!(fs::read(&teams).unwrap() == before);
}

#[test]
fn what_stands_in_an_own_column_is_not_taken_for_a_field_whose_column_is_gone() {
    let folder = folder();
    let file = folder.path().join("w.xlsx");
    let rows: [&[&str]; 1] = [&["R1", "Web", "It fails", "Low", "High", "Ann", "Team 1"]];
    let header = [
        "Reference",
        "Component",
        "Risk",
        "Likelihood",
        "Impact",
        "Owner",
        "Team",
    ];
    workbook(&file, &header, &rows);
    risk(folder.path(), &["import", "w.xlsx", "--into", "r"]).exits(0);
    let rows: [&[&str]; 1] = [&["R1", "Web", "It fails", "Low", "High", "Team 1"]];
    let header = [
        "Reference",
        "Component",
        "Risk",
        "Likelihood",
        "Impact",
        "Team",
    ];
    workbook(&file, &header, &rows);
    risk(folder.path(), &["import", "w.xlsx", "--into", "r"])
        .exits(2)
        .says("the column `Owner`, which had the owner, is gone");
    let none = ["import", "w.xlsx", "--into", "r", "--columns", "owner="];
    risk(folder.path(), &none).exits(0);
    risk(folder.path(), &["-r", "r", "show", "R1"])
        .exits(0)
        .writes("Ann")
        .writes("Team 1");
}

#[test]
fn a_rating_that_is_computed_is_not_offered_for_a_field_whose_column_is_gone() {
    let folder = folder();
    let file = folder.path().join("w.xlsx");
    for results in ["Medium", ""] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Risks").unwrap();
        let header = [&HEADER[..5], &["Rating"]].concat();
        sheet.write_row(0, 0, header).unwrap();
        for (row, texts) in (1..).zip(ROWS) {
            sheet.write_row(row, 0, texts).unwrap();
            let formula = format!("D{0}&E{0}", row + 1);
            let formula = Formula::new(formula).set_result(results);
            sheet.write_formula(row, 5, formula).unwrap();
        }
        book.save(&file).unwrap();
        let measures = ["Fill alarm", "A second replica"];
        with_column(&folder.path().join("before.xlsx"), "Measures", measures);
        let import = ["import", "--into", "r", "--columns"];
        risk(
            folder.path(),
            &[&import[..], &["mitigations=Measures", "before.xlsx"]].concat(),
        )
        .exits(0);
        let run = risk(folder.path(), &["import", "w.xlsx", "--into", "r"]).exits(2);
        run.says("the column `Measures`, which had the mitigations, is gone")
            .says("pass --columns mitigations= (nothing after");
    }
}

#[test]
fn typed_ratings_are_left_alone_by_an_import_and_the_export_of_it() {
    for ratings in [["Medium", "Critical"], ["Medium", "Low"]] {
        let folder = folder();
        let file = folder.path().join("w.xlsx");
        with_column(&file, "Rating", ratings);
        let before = fs::read(&file).unwrap();
        risk(folder.path(), &["import", "w.xlsx", "--into", "r"]).exits(0);
        risk(folder.path(), &["-r", "r", "export", "--to", "w.xlsx"])
            .exits(0)
            .says("nothing changed");
        assert!(fs::read(&file).unwrap() == before, "{ratings:?}");
    }
}

#[test]
fn a_field_of_an_exported_workbook_is_known_by_another_word_for_it() {
    let folder = folder();
    let header = [
        "Reference",
        "Component",
        "Risk",
        "Likelihood",
        "Impact",
        "Observation",
        "Mitigation",
        "Runbook action",
        "Notes",
        "Responsible",
        "Team",
    ];
    let rows: [&[&str]; 1] = [&[
        "R1", "Web", "It fails", "Low", "High", "", "", "", "", "Ann", "Shop",
    ]];
    workbook(&folder.path().join("w.xlsx"), &header, &rows);
    let listed = [
        "-r",
        "w.xlsx",
        "list",
        "--fields",
        "owner,Team",
        "--format",
        "csv",
    ];
    risk(folder.path(), &listed).exits(0).writes("Ann,Shop");
    risk(folder.path(), &["inspect", "w.xlsx"])
        .exits(0)
        .writes("Responsible     owner");
}
