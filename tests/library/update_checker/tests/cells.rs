//! Rows, cells, their strings and their formulas.

use super::*;

#[test]
fn rows_and_cells_stand_in_order_and_once() {
    assert_rows(r#"<row r="2"/>"#, "row 2 stands behind row 2");
    assert_rows(r#"<row r="4"/><row r="3"/>"#, "row 3 stands behind row 4");
    assert_rows(r#"<row r="0"/>"#, "there is no row Some(\"0\")");
    assert_rows(
        r#"<row r="3"><c r="B3"/><c r="A3"/></row>"#,
        "A3 stands behind B3",
    );
    assert_rows(
        r#"<row r="3"><c r="B3"/><c r="B3"/></row>"#,
        "B3 stands behind B3",
    );
    assert_rows(r#"<row r="3"><c r="A4"/></row>"#, "A4 stands in row 3");
    assert_rows(r#"<row><c r="A4"/></row>"#, "A4 stands in row 3");
    assert_rows(
        r#"<row r="3"><c r="XFE3"/></row>"#,
        "there is no cell Some(\"XFE3\")",
    );
}

#[test]
fn cells_stand_within_the_dimension_that_is_stated() {
    let rows = format!("{ROWS}{}", r#"<row r="3"><c r="C3"/></row>"#);
    let with = |range: &str| sound_with(&format!(r#"<dimension ref="{range}"/>"#), &rows, "");
    assert_eq!(problems(&with("A1:C3").build()), [""; 0]);
    assert_told(&with("A1:B3"), SHEET, "C3 is outside of A1:B3");
    assert_told(&with("A1:?"), SHEET, "the dimension \"A1:?\" is no range");
}

#[test]
fn formats_are_those_that_there_are() {
    assert_rows(
        r#"<row r="3"><c r="A3" s="2"/></row>"#,
        "A3 has a format that is none",
    );
    assert_rows(r#"<row r="3" s="x"/>"#, "row 3 has a format that is none");
    let columns = r#"<cols><col min="2" max="2" style="2"/></cols>"#;
    let package = sound_with(columns, ROWS, "");
    assert_told(&package, SHEET, "column 2 has a format that is none");
    assert_behind(
        r#"<conditionalFormatting sqref="A1"><cfRule dxfId="1"/></conditionalFormatting>"#,
        "a conditional format has a look that is none",
    );
}

#[test]
fn strings_are_there_and_counted_and_not_too_long() {
    let with = |strings: &str| {
        let xml = format!(r#"<x:sst xmlns:x="{MAIN}" {strings}</x:sst>"#);
        sound().part("xl/sharedStrings.xml", xml)
    };
    let part = "xl/sharedStrings.xml";
    let one = "<x:si><x:t>a</x:t></x:si>";
    assert_eq!(problems(&with(&format!(">{one}{one}")).build()), [""; 0]);
    let counted = with(&format!(r#"uniqueCount="2">{one}"#));
    assert_told(&counted, part, "uniqueCount is 2 and should be 1");
    let counted = with(&format!(r#"count="2">{one}"#));
    assert_told(&counted, part, "count is 2 and should be 1");
    assert_told(&with(">"), SHEET, "A2 has a string that is none");
    let long = "a".repeat(32_768);
    let text = |text: &str| with(&format!("><x:si><x:r><x:t>{text}</x:t></x:r></x:si>"));
    assert_told(&text(&long), part, "string 0 is too long");
    assert_eq!(problems(&text(&long[1..]).build()), [""; 0]);
    assert_eq!(problems(&text(&"_x0041_".repeat(5000)).build()), [""; 0]);
    let cell = format!(r#"<row r="3"><c r="A3" t="inlineStr"><is><t>{long}</t></is></c></row>"#);
    assert_rows(&cell, "A3 has a text that is too long");
}

#[test]
fn the_order_of_calculation_has_just_the_formulas() {
    let with = |entries: &str| {
        let xml = format!(r#"<calcChain xmlns="{MAIN}">{entries}</calcChain>"#);
        sound().part("xl/calcChain.xml", xml)
    };
    let part = "xl/calcChain.xml";
    assert_told(
        &with(r#"<c r="B2" i="7"/><c r="A2"/>"#),
        part,
        "A2 of sheet 7 has no formula",
    );
    assert_told(
        &with(r#"<c r="B2" i="7"/><c r="B2"/>"#),
        part,
        "B2 of sheet 7 is there twice",
    );
    assert_told(
        &with(""),
        part,
        "B2 of sheet 7 has a formula and is not there",
    );
}

#[test]
fn a_shared_formula_has_one_master() {
    // Without an order of calculation, which would have to have these.
    let with = |formulas: &str| {
        let related = [
            relationship(1, "worksheet", "worksheets/sheet1.xml"),
            relationship(2, "sharedStrings", "sharedStrings.xml"),
            relationship(3, "styles", "styles.xml"),
        ];
        let rows = format!(r#"{ROWS}<row r="3">{formulas}</row>"#);
        sound_with("", &rows, "").part("xl/_rels/workbook.xml.rels", relationships(&related))
    };
    let master = r#"<c r="A3"><f t="shared" si="0" ref="A3:B3">1+1</f></c>"#;
    let other = r#"<c r="B3"><f t="shared" si="0"/></c>"#;
    assert_eq!(
        problems(&with(&format!("{master}{other}")).build()),
        [""; 0]
    );
    assert_told(
        &with(other),
        SHEET,
        "B3 has the shared formula 0, which is nowhere",
    );
    assert_told(
        &with(&format!("{master}{}", master.replace("\"A3\"", "\"B3\""))),
        SHEET,
        "B3 shares formula 0, as A3 does",
    );
    assert_told(
        &with(&format!("{master}{}", other.replace("B3", "C3"))),
        SHEET,
        "C3 has the formula of A3, which is shared in A3:B3",
    );
}
