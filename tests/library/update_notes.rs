//! What an update leaves as it is and a person should look at; and dates, which get the look of their column.

use risk_core::edit::Editor;
use risk_core::workbook::{ReadOptions, Update, Workbook, read};

use crate::xlsx::{Package, formula, header, row, sheet, text, value, workbook};

const PART: &str = "xl/worksheets/sheet1.xml";

/// A risk in row 2, with more cells.
fn risk(more: &str) -> String {
    let cells = [
        ("A2", "R1"),
        ("B2", "Queue"),
        ("C2", "It is full"),
        ("D2", "High"),
        ("E2", "Low"),
    ];
    row(
        2,
        &(cells.map(|(cell, value)| text(cell, value)).concat() + more),
    )
}

/// The update that sets a field of the first risk; what is put is read back.
fn set(package: &Package, assignment: &str) -> Update {
    let opened = Workbook::open(package.build(), &ReadOptions::default());
    let (workbook, reading) = opened.expect("it is a register");
    let mut editor = Editor::new(reading.register).in_scope(&reading.scope);
    let assignments = [assignment.parse().expect("it is an assignment")];
    editor.set_risk("R1", &assignments).expect("it is allowed");
    let edited = editor.finish().expect("it is a register");
    let update = workbook.put(&edited).expect("it can be updated");
    let again = read(&update.bytes, &ReadOptions::default()).expect("it is a register");
    assert_eq!(again.register, edited.after);
    update
}

fn notes(update: &Update) -> Vec<String> {
    update.notes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_score_that_was_typed_beside_a_level_that_changes_is_noted() {
    let more = ["Risk Score", "Rang", "Punkte", "Residual rating", "Rating"];
    let cells = value("J2", "", "3")
        + &text("K2", "Medium")
        + &value("L2", "", "3")
        + &text("M2", "Medium")
        + &formula("N2", "t=\"str\"", "D2&amp;E2", "HighLow");
    let package = Package::of_rows(&(header(&more) + &risk(&cells)));
    let expected = [
        "J2: stays as typed (3)",
        "K2: stays as typed (Medium)",
        "L2: stays as typed (3)",
    ];
    let expected = expected.map(|note| format!("Risks!{note}"));
    assert_eq!(notes(&set(&package, "likelihood=Low")), expected);
    assert!(notes(&set(&package, "notes=At night")).is_empty());
}

#[test]
fn a_protected_sheet_and_a_workbook_to_be_read_only_are_changed_and_noted() {
    let sheet = sheet(&(header(&[]) + &risk("")));
    let protected = "</sheetData><sheetProtection sheet=\"1\"/>";
    let sharing = "<fileSharing readOnlyRecommended=\"1\"/>";
    let package = Package::of_rows("")
        .part(PART, sheet.replace("</sheetData>", protected))
        .part("xl/workbook.xml", workbook(sharing, &[("Risks", "")]));
    let update = set(&package, "likelihood=Low");
    let expected = [
        "Risks: the sheet is protected; it is changed all the same, and stays protected",
        "Risks: its author recommends to open the workbook as read-only",
    ];
    assert_eq!(notes(&update), expected);
}

#[test]
fn a_date_in_a_blank_cell_gets_the_format_of_the_nearest_date_of_its_column() {
    let formats = "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"15\"/>";
    let other = |number: u32, style: u32| {
        let reference = text(&format!("A{number}"), &format!("Q{number}"));
        let date = value(&format!("J{number}"), &format!("s=\"{style}\""), "46000");
        row(
            number,
            &(reference + &text(&format!("C{number}"), "It is slow") + &date),
        )
    };
    let rows =
        header(&["Review by"]) + &risk("<c r=\"J2\" s=\"0\"/>") + &other(3, 1) + &other(4, 2);
    let package = Package::of_rows(&rows).styles("", "<font/>", formats);
    let update = set(&package, "review_by=2026-12-24");
    let opened = zip::ZipArchive::new(std::io::Cursor::new(&update.bytes));
    let mut archive = opened.expect("it is a package");
    let part = archive.by_name(PART).expect("it has a sheet");
    let sheet = std::io::read_to_string(part).expect("it is text");
    assert!(sheet.contains(&value("J2", "s=\"1\"", "46380")), "{sheet}");
}

#[test]
fn the_dimension_stays_where_no_cell_is_new() {
    let narrow = "<dimension ref=\"A1\"/><sheetData>";
    let sheet = sheet(&(header(&[]) + &risk(""))).replace("<sheetData>", narrow);
    let update = set(&Package::of_rows("").part(PART, sheet), "likelihood=Low");
    let bytes = zip::ZipArchive::new(std::io::Cursor::new(&update.bytes));
    let mut archive = bytes.expect("it is a package");
    let part = archive.by_name(PART).expect("it has a sheet");
    let sheet = std::io::read_to_string(part).expect("it is text");
    assert!(sheet.contains("<dimension ref=\"A1\"/>"));
}
