//! Sheets as people lay them out: what stands among and below the records, and how that looks.

use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::registers::sheet;
use crate::run::risk;

const HEADER: [&str; 6] = [
    "Reference",
    "Component",
    "Risk",
    "Likelihood",
    "Impact",
    "Mitigation",
];
const RISKS: [&[&str]; 2] = [
    &["R1", "Web", "Its disk fills up", "Low", "High", "Clean it"],
    &["R2", "Web", "Its host fails", "High", "High", "Move it"],
];

fn saved(path: &Path, change: impl FnOnce(&mut Workbook)) {
    let mut workbook = Workbook::new();
    sheet(workbook.add_worksheet(), "Risks", &HEADER, &RISKS);
    change(&mut workbook);
    workbook.save(path.join("w.xlsx")).unwrap();
}

#[test]
fn totals_and_footers_of_a_sheet_of_components_are_no_components() {
    let folder = tempfile::tempdir().unwrap();
    saved(folder.path(), |workbook| {
        let rows: [&[&str]; 6] = [
            &["Web", "Ann"],
            &["Totals of teams", "Ann"],
            &["Total", "2"],
            &[],
            &["Legend: owner is who answers"],
            &["Prepared by Zoe, 2026-10-01"],
        ];
        let header = ["Name", "Owner"];
        sheet(workbook.add_worksheet(), "Components", &header, &rows);
    });
    let run = risk(
        folder.path(),
        &["-r", "w.xlsx", "component", "list", "--format", "csv"],
    );
    let names: Vec<String> = run.stdout.lines().skip(1).map(str::to_owned).collect();
    let names: Vec<&str> = names
        .iter()
        .filter_map(|line| line.split(',').next())
        .collect();
    assert_eq!(names, ["Web", "Totals of teams"], "{run:?}");
    risk(
        folder.path(),
        &["-r", "w.xlsx", "check", "--rule", "row-is-no-risk"],
    )
    .exits(0)
    .writes("Components!A4")
    .writes("Components!A6")
    .writes("Components!A7");
    // A new one goes above them.
    risk(folder.path(), &["-r", "w.xlsx", "component", "add", "Mail"])
        .exits(0)
        .writes("Components!A4: (empty) → Mail");
}

/// How the cells of a row of the sheet of risks look when it is read again: whether each is struck through.
fn struck(sheet: &mut Worksheet, row: u32) {
    let format = Format::new().set_font_strikethrough();
    for (column, text) in (0..).zip(RISKS[row as usize - 1]) {
        sheet
            .write_with_format(row, column, *text, &format)
            .unwrap();
    }
}

#[test]
fn what_is_new_is_not_struck_through_as_what_stands_above_it() {
    let folder = tempfile::tempdir().unwrap();
    saved(folder.path(), |workbook| {
        struck(workbook.worksheet_from_index(0).unwrap(), 2);
    });
    let add = [
        "-r",
        "w.xlsx",
        "add",
        "component=Web",
        "description=It is slow",
    ];
    risk(folder.path(), &add).exits(0);
    let more = ["-r", "w.xlsx", "set", "R2", "mitigations+=Buy another one"];
    risk(folder.path(), &more).exits(0);
    risk(folder.path(), &["import", "w.xlsx", "--into", "r"])
        .exits(0)
        .says("6 cells with text struck through, which is read as any other in Risks (A3:F3)");
}
