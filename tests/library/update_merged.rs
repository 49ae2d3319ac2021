//! Cells that are merged over several risks: all of these have what stands in them, and they get
//! another value where all are to have it.

use risk_core::Error;
use risk_core::edit::Editor;
use risk_core::workbook::{ReadOptions, Update, Workbook, read};

use crate::xlsx::{Package, row, sheet, text};

/// Three failure modes, of which the first two have one component.
fn workbook() -> (Workbook, Editor) {
    let headers = [
        ("A1", "Component"),
        ("B1", "Failure mode"),
        ("C1", "Remarks"),
    ];
    let headers: String = headers.map(|(cell, header)| text(cell, header)).concat();
    let rows = row(1, &headers)
        + &row(2, &(text("A2", "Fans") + &text("B2", "They do not start")))
        + &row(
            3,
            &(text("B3", "They do not stop") + &text("C3", "Easy to stop by hand")),
        )
        + &row(
            4,
            &(text("A4", "Sensors") + &text("B4", "They measure nothing")),
        );
    let merged = "<mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells>";
    let sheet = sheet(&rows).replace("</sheetData>", &format!("</sheetData>{merged}"));
    let package = Package::of_rows("").part("xl/worksheets/sheet1.xml", sheet);
    let opened = Workbook::open(package.build(), &ReadOptions::default());
    let (workbook, reading) = opened.expect("it is a register");
    (workbook, Editor::new(reading.register))
}

fn components(bytes: &[u8]) -> Vec<String> {
    let reading = read(bytes, &ReadOptions::default()).expect("it is a register");
    let risks = reading.register.risks();
    risks.map(|risk| risk.component.clone()).collect()
}

fn put(workbook: &Workbook, editor: Editor) -> Result<Update, Error> {
    workbook.put(&editor.finish().expect("the register is valid"))
}

#[test]
fn what_is_merged_over_two_risks_is_of_both() {
    let (workbook, _) = workbook();
    assert_eq!(components(workbook.bytes()), ["Fans", "Fans", "Sensors"]);
}

#[test]
fn all_risks_of_a_merged_cell_can_have_another_value_at_once() {
    let (workbook, mut editor) = workbook();
    editor.rename_component("Fans", "Fan").expect("it is named");
    let update = put(&workbook, editor).expect("all have the same");
    let cells: Vec<String> = update.cells.iter().map(ToString::to_string).collect();
    assert_eq!(cells, ["Risks!A2: Fans → Fan"]);
    assert_eq!(components(&update.bytes), ["Fan", "Fan", "Sensors"]);
}

#[test]
fn one_risk_of_a_merged_cell_cannot_have_another_value_alone() {
    for key in ["~1", "~2"] {
        let (workbook, mut editor) = workbook();
        let component = ["component=Fan".parse().expect("it is an assignment")];
        editor
            .set_risk(key, &component)
            .expect("there is such a risk");
        let error = put(&workbook, editor).expect_err("the other would change too");
        assert!(error.to_string().contains("merged"), "{error}");
    }
}

#[test]
fn a_merged_cell_stays_where_another_one_of_its_rows_changes() {
    let (workbook, mut editor) = workbook();
    let notes = ["notes=At night".parse().expect("it is an assignment")];
    editor.set_risk("~1", &notes).expect("there is such a risk");
    let update = put(&workbook, editor).expect("the cell is free");
    let cells: Vec<String> = update.cells.iter().map(ToString::to_string).collect();
    assert_eq!(cells, ["Risks!C2: (empty) → At night"]);
    assert_eq!(components(&update.bytes), ["Fans", "Fans", "Sensors"]);
}
