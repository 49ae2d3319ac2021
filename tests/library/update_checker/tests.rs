//! Each rule tells what breaks it, and no rule tells anything of a workbook that is sound.

mod beside;
mod cells;
mod parts;

use super::problems;
use crate::create_examples::{empty, everything, workbook_of};
use crate::create_folders::example;
use crate::xlsx::{Package, relationship, relationships};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The part of the only sheet.
const SHEET: &str = "xl/worksheets/sheet1.xml";

/// Two rows, of which the second has a formula and a shared string.
const ROWS: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Risk</t></is></c><c r="B1" s="1"/></row>
    <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>"#;

const STRINGS: &str = r#"count="1" uniqueCount="1"><si><t>It fails</t></si>"#;

const NAMES: &str = r#"<definedName name="Own">Risks!$A$1</definedName>
    <definedName name="Own" localSheetId="0">Risks!$A$2</definedName>"#;

const CHAIN: &str = r#"<c r="B2" i="7"/>"#;

/// A sound workbook, in which a test may replace any part.
fn sound() -> Package {
    sound_with("", ROWS, "")
}

/// The same with the rows of its sheet, and with what stands before and behind them.
fn sound_with(before: &str, rows: &str, behind: &str) -> Package {
    let related = [
        relationship(1, "worksheet", "worksheets/sheet1.xml"),
        relationship(2, "sharedStrings", "sharedStrings.xml"),
        relationship(3, "styles", "styles.xml"),
        relationship(4, "calcChain", "calcChain.xml"),
    ];
    let styles = "<cellXfs><xf/><xf/></cellXfs><dxfs><dxf/></dxfs>";
    Package::empty()
        .part(
            "[Content_Types].xml",
            r#"<Types><Default Extension="rels" ContentType="a"/>
            <Default Extension="xml" ContentType="b"/></Types>"#,
        )
        .part(
            "_rels/.rels",
            relationships(&[relationship(1, "officeDocument", "xl/workbook.xml")]),
        )
        .part("xl/_rels/workbook.xml.rels", relationships(&related))
        .part("xl/workbook.xml", book(NAMES))
        .part(
            "xl/sharedStrings.xml",
            format!(r#"<sst xmlns="{MAIN}" {STRINGS}</sst>"#),
        )
        .part(
            "xl/styles.xml",
            format!(r#"<styleSheet xmlns="{MAIN}">{styles}</styleSheet>"#),
        )
        .part(
            "xl/calcChain.xml",
            format!(r#"<calcChain xmlns="{MAIN}">{CHAIN}</calcChain>"#),
        )
        .part(
            SHEET,
            format!(
                r#"<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}
                <sheetData>{rows}</sheetData>{behind}</worksheet>"#
            ),
        )
}

fn book(names: &str) -> String {
    format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>
        <sheet name="Risks" sheetId="7" r:id="rId1"/></sheets>
        <definedNames>{names}</definedNames></workbook>"#
    )
}

/// Asserts that just one thing is told, and that it is said of a part.
fn assert_told(package: &Package, part: &str, what: &str) {
    assert_eq!(problems(&package.build()), [format!("{part}: {what}")]);
}

/// Asserts what is told of a sheet, other rows being as they are.
fn assert_rows(rows: &str, what: &str) {
    assert_told(&sound_with("", &format!("{ROWS}{rows}"), ""), SHEET, what);
}

/// Asserts what is told of a sheet with something behind its rows.
fn assert_behind(behind: &str, what: &str) {
    assert_told(&sound_with("", ROWS, behind), SHEET, what);
}

#[test]
fn a_sound_workbook_has_no_problem() {
    assert_eq!(problems(&sound().build()), [""; 0]);
    let more = r#"<row><c t="b"><v>1</v></c><c/></row><row r="9"/>"#;
    let rows = format!("{ROWS}{more}");
    let dimension = r#"<dimension ref="A1:B3"/>"#;
    let beside = r#"<autoFilter ref="A1:B3"/><mergeCells><mergeCell ref="A3:B3"/></mergeCells>
        <conditionalFormatting sqref="A1 B2:B9 C:D"><cfRule dxfId="0"/></conditionalFormatting>"#;
    assert_eq!(
        problems(&sound_with(dimension, &rows, beside).build()),
        [""; 0]
    );
}

#[test]
fn new_workbooks_have_no_problem() {
    let (everything, settings) = everything();
    let example = example();
    for workbook in [
        workbook_of(&everything, &settings),
        workbook_of(&empty(), &settings),
        workbook_of(&example.register, &example.settings),
    ] {
        assert_eq!(problems(&workbook), [""; 0]);
    }
}
