//! The laws themselves are watched: what breaks them is found, and what does not is let be.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::told::Told;
use super::untouched::assert_untouched;
use crate::update_checker::folded;
use crate::update_checker::places::Place;
use crate::update_workbooks::fixed;

pub const SHEET: &str = "xl/worksheets/sheet1.xml";

/// A workbook with a part in which a text has become another one.
pub fn with(workbook: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("it is an archive");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let name = archive.name_for_index(index).expect("there is a part");
        let name = name.expect("it has a name").into_owned();
        if name == part {
            let mut entry = archive.by_index(index).expect("there is a part");
            let xml = std::io::read_to_string(&mut entry).expect("it is text");
            assert!(xml.contains(from), "{part} has no {from}: {xml}");
            zip.start_file(name, SimpleFileOptions::default())
                .expect("it is new");
            let written = zip.write_all(xml.replacen(from, to, 1).as_bytes());
            written.expect("memory takes all writes");
        } else {
            let entry = archive.by_index_raw(index).expect("there is a part");
            zip.raw_copy_file(entry).expect("memory takes all writes");
        }
    }
    zip.finish().expect("memory takes all writes").into_inner()
}

fn told(cells: &[&str], parts: &[&str]) -> Told {
    let cells = cells.iter().map(|cell| {
        let place = Place::parse(cell).expect("it is a cell");
        ("Risks".to_owned(), place)
    });
    Told {
        cells: cells.collect(),
        parts: parts.iter().map(|part| folded(part)).collect(),
        moved: Vec::new(),
    }
}

/// Asserts what is told of a change of the fixed workbook with a table.
fn assert_change(part: &str, from: &str, to: &str, told: &Told) {
    let before = fixed::table().make().bytes;
    let after = with(&before, part, from, to);
    assert_untouched(&before, &after, told);
}

/// The cell of the first likelihood, which is `Low`.
const CELL: &str = "<c r=\"E4\" t=\"s\">";
const CHANGED: &str = "<c r=\"E4\" s=\"1\" t=\"s\">";

#[test]
fn a_cell_that_is_told_may_change() {
    assert_change(SHEET, CELL, CHANGED, &told(&["E4"], &[]));
    let parts = [
        "xl/sharedStrings.xml",
        "xl/workbook.xml",
        "xl/tables/table1.xml",
    ];
    let told = told(&["E4"], &parts);
    assert_change(
        "xl/sharedStrings.xml",
        "</sst>",
        "<si><t>a</t></si></sst>",
        &told,
    );
    assert_change(
        "xl/workbook.xml",
        "</workbook>",
        "<calcPr/></workbook>",
        &told,
    );
    assert_change(
        "xl/tables/table1.xml",
        "<autoFilter ref=\"B3:",
        "<autoFilter ref=\"B4:",
        &told,
    );
}

#[test]
#[should_panic(expected = "xl/worksheets/sheet1.xml has changed")]
fn a_sheet_without_cells_that_are_told_may_not_change() {
    assert_change(SHEET, CELL, CHANGED, &told(&[], &[]));
}

#[test]
#[should_panic(expected = "E4 has changed")]
fn a_cell_that_is_not_told_may_not_change() {
    assert_change(SHEET, CELL, CHANGED, &told(&["E5"], &[]));
}

#[test]
#[should_panic(expected = "row 5 has changed")]
fn a_row_without_cells_that_are_told_may_not_change() {
    assert_change(
        SHEET,
        "<row r=\"5\">",
        "<row r=\"5\" ht=\"9\">",
        &told(&["E4"], &[]),
    );
}

#[test]
#[should_panic(expected = "what stands beside has changed")]
fn what_stands_beside_cells_may_not_change() {
    assert_change(
        SHEET,
        "<pageMargins left=\"0.7\"",
        "<pageMargins left=\"0.8\"",
        &told(&["E4"], &[]),
    );
}

#[test]
fn ranges_may_reach_further_where_that_is_told() {
    let told = told(&["E4"], &[SHEET]);
    assert_change(SHEET, "sqref=\"E4:E9 ", "sqref=\"E4:E10 ", &told);
    assert_change(SHEET, "<xm:sqref>Z4:Z9<", "<xm:sqref>Z4:Z10<", &told);
}

#[test]
#[should_panic(expected = " reach ")]
fn ranges_may_not_end_sooner() {
    let told = told(&["E4"], &[SHEET]);
    assert_change(SHEET, "sqref=\"E4:E9 ", "sqref=\"E4:E8 ", &told);
}

#[test]
fn a_link_of_a_cell_that_is_told_may_go() {
    assert_change(SHEET, LINK, "", &told(&["J4"], &[SHEET]));
}

#[test]
#[should_panic(expected = "links have changed")]
fn a_link_of_another_cell_may_not_go() {
    assert_change(SHEET, LINK, "", &told(&["E4"], &[SHEET]));
}

/// The link of the first notes.
const LINK: &str = "<hyperlink ref=\"J4\" r:id=\"rId1\"/>";

#[test]
#[should_panic(expected = "a tag has changed")]
fn the_tag_of_a_sheet_may_not_change() {
    assert_change(SHEET, "<worksheet ", "<worksheet  ", &told(&["E4"], &[]));
}

#[test]
#[should_panic(expected = "xl/workbook.xml has changed and is not told")]
fn a_part_that_is_not_told_may_not_change() {
    let part = "xl/workbook.xml";
    assert_change(
        part,
        "</workbook>",
        "<calcPr/></workbook>",
        &told(&["E4"], &[]),
    );
}

#[test]
#[should_panic(expected = "xl/styles.xml has changed")]
fn a_part_that_has_nothing_to_do_with_an_update_may_not_change() {
    let part = "xl/styles.xml";
    assert_change(part, "<b/>", "<b val=\"1\"/>", &told(&["E4"], &[part]));
}

#[test]
#[should_panic(expected = "xl/sharedStrings.xml has lost something")]
fn strings_may_not_go() {
    let part = "xl/sharedStrings.xml";
    assert_change(
        part,
        "<si><t>Reference</t></si>",
        "",
        &told(&["E4"], &["xl/sharedStrings.xml"]),
    );
}

#[test]
#[should_panic(expected = "xl/tables/table1.xml has changed")]
fn the_columns_of_a_table_may_not_change() {
    let part = "xl/tables/table1.xml";
    assert_change(
        part,
        "name=\"Reference\"",
        "name=\"Ref\"",
        &told(&["E4"], &[part]),
    );
}
