//! Workbooks that have to be asked about, and the answers.

use std::path::Path;

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use crate::registers::{HEADER, REVIEW, sheet, workbook};
use crate::run::risk;

const ROWS: [&[&str]; 1] = [&["R1", "Queue", "Backlog of hours", "High", "Low", "Unlikely"]];

/// A workbook in which two columns could be the likelihood.
fn two_likelihoods(folder: &Path) {
    let header = [
        "Ref",
        "Component",
        "Risk",
        "Likelihood",
        "Impact",
        "Probability",
    ];
    workbook(&folder.join("two.xlsx"), &header, &ROWS);
}

/// A workbook in which two sheets have risks.
fn two_sheets() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    sheet(workbook.add_worksheet(), "2025", &HEADER, &[&REVIEW[0]]);
    sheet(workbook.add_worksheet(), "2026", &HEADER, &[&REVIEW[1]]);
    workbook.save(folder.path().join("years.xlsx")).unwrap();
    folder
}

#[test]
fn two_columns_for_one_field_are_a_question_that_columns_answers() {
    let folder = tempfile::tempdir().unwrap();
    two_likelihoods(folder.path());
    risk(folder.path(), &["list", "-r", "two.xlsx"])
        .exits(2)
        .says("could both be the likelihood")
        .says("hint: pass --columns likelihood=D or likelihood=F");
    for answer in ["likelihood=D", "likelihood=Likelihood"] {
        risk(
            folder.path(),
            &["list", "-r", "two.xlsx", "--columns", answer],
        )
        .exits(0)
        .writes("Medium  R1   High        Low");
    }
}

#[test]
fn headers_in_other_words_are_said_by_columns() {
    let folder = tempfile::tempdir().unwrap();
    let header = ["Was", "Wo", "Wie oft", "Wie schlimm"];
    let rows: [&[&str]; 1] = [&["Backlog of hours", "Queue", "High", "High"]];
    workbook(&folder.path().join("other.xlsx"), &header, &rows);
    risk(folder.path(), &["list", "-r", "other.xlsx"])
        .exits(2)
        .says("no sheet has a table of risks")
        .says("--columns");
    let columns = "description=Was,component=Wo,likelihood=C,impact=D";
    risk(
        folder.path(),
        &["list", "-r", "other.xlsx", "--columns", columns],
    )
    .exits(0)
    .writes("Critical")
    .writes("Queue");
}

#[test]
fn columns_that_name_no_field_are_refused_with_the_fields() {
    let folder = tempfile::tempdir().unwrap();
    two_likelihoods(folder.path());
    let args = ["list", "-r", "two.xlsx", "--columns", "chance=D"];
    risk(folder.path(), &args)
        .exits(2)
        .says("`chance=D` in --columns does not begin with a field")
        .says("likelihood");
}

#[test]
fn two_sheets_of_risks_are_a_question_that_sheet_answers() {
    let folder = two_sheets();
    risk(folder.path(), &["list", "-r", "years.xlsx"])
        .exits(2)
        .says("the sheets 2025, 2026 all have a table of risks")
        .says("hint: pass --sheet");
    risk(
        folder.path(),
        &["list", "-r", "years.xlsx", "--sheet", "2026"],
    )
    .exits(0)
    .writes("R02");
    risk(
        folder.path(),
        &["list", "-r", "years.xlsx", "--sheet", "2027"],
    )
    .exits(2)
    .says("no sheet `2027`")
    .says("2026");
}

#[test]
fn the_scale_of_a_workbook_is_said_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let rows: [&[&str]; 1] = [&["R1", "Queue", "Backlog", "Almost certain", "Severe"]];
    workbook(&folder.path().join("five.xlsx"), &HEADER[..5], &rows);
    let with = |scale: &str| {
        let args = [
            "list",
            "-r",
            "five.xlsx",
            "--scale",
            scale,
            "--format",
            "csv",
        ];
        risk(folder.path(), &args)
    };
    with("five-by-five").exits(0).writes("Critical,R1");
    with("low-medium-high").exits(0).writes("unrated,R1");
    with("six-by-six").exits(2).says("five-by-five");
}

#[test]
fn what_is_said_of_workbooks_is_not_silently_ignored_elsewhere() {
    let folder = crate::registers::web_shop();
    risk(&folder, &["list", "--sheet", "Risks"])
        .exits(0)
        .says("warning: --sheet is only for workbooks");
}
