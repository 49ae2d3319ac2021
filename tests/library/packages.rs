//! Packages that are legal and that few producers write.

use crate::reading::{observations, reading, risk, risks, today};
use crate::xlsx::{
    Package, header, inline, relationship, relationships, row, sheet, text, value, workbook,
};

/// A register of one risk whose text is shared and bold, and which has a number.
fn package() -> Package {
    let cells = value("A2", "", "7") + &value("F2", "s=\"1\" t=\"s\"", "0");
    Package::of_risk(&cells)
        .shared(&["<t>Alarm</t>"])
        .with_bold_style()
}

/// Checks that a package is read as [`package`] is.
fn check(package: &Package) {
    let workbook = package.build();
    assert_eq!(risk(&workbook).reference, "7");
    assert_eq!(observations(&workbook), ["implemented: Alarm"]);
}

#[test]
fn targets_may_be_absolute_or_have_backslashes() {
    check(&package());
    for base in ["/xl/", "../xl/", "./", "worksheets\\..\\"] {
        let sheet = format!("{base}worksheets/sheet1.xml")
            .replace('/', if base.contains('\\') { "\\" } else { "/" });
        let rels = relationships(&[
            relationship(1, "worksheet", &sheet),
            relationship(2, "sharedStrings", &format!("{base}sharedStrings.xml")),
            relationship(3, "styles", &format!("{base}styles.xml")),
        ]);
        check(&package().part("xl/_rels/workbook.xml.rels", rels));
    }
}

#[test]
fn names_of_parts_may_have_backslashes_a_slash_in_front_and_any_case() {
    let package = package()
        .renamed("xl/workbook.xml", "xl\\workbook.xml")
        .renamed("xl/worksheets/sheet1.xml", "/XL/Worksheets/Sheet1.xml")
        .renamed("xl/sharedStrings.xml", "xl\\SharedStrings.xml")
        .renamed("xl/styles.xml", "xl\\STYLES.xml");
    check(&package);
}

#[test]
fn the_workbook_may_be_anywhere() {
    let rels = relationships(&[relationship(5, "officeDocument", "/office/book.xml")]);
    let package = package()
        .part("_rels/.rels", rels)
        .renamed("xl/workbook.xml", "office/book.xml")
        .renamed("xl/_rels/workbook.xml.rels", "office/_rels/book.xml.rels")
        .renamed("xl/worksheets/sheet1.xml", "office/worksheets/sheet1.xml")
        .renamed("xl/sharedStrings.xml", "office/sharedStrings.xml")
        .renamed("xl/styles.xml", "office/styles.xml");
    check(&package);
}

#[test]
fn elements_may_have_a_prefix() {
    let prefixed = |xml: &str| {
        xml.replace("</", "</x:")
            .replace('<', "<x:")
            .replace("<x:/x:", "</x:")
            .replace("xmlns=", "xmlns:x=")
    };
    let cells = value("A2", "", "7") + &inline("F2", "<r><rPr><b/></rPr><t>Alarm</t></r>");
    let rows = header(&[]) + &row(2, &cells);
    let styles = "<styleSheet xmlns=\"urn:x\"><fonts><font/></fonts></styleSheet>";
    let package = package()
        .part("xl/worksheets/sheet1.xml", prefixed(&sheet(&rows)))
        .part("xl/workbook.xml", prefixed(&workbook("", &[("Risks", "")])))
        .part("xl/styles.xml", prefixed(styles));
    check(&package);
}

#[test]
fn the_strict_edition_is_read_too() {
    let strict = |xml: &str| {
        xml.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    };
    let rels = relationships(&[
        relationship(1, "worksheet", "worksheets/sheet1.xml"),
        relationship(2, "sharedStrings", "sharedStrings.xml"),
        relationship(3, "styles", "styles.xml"),
    ]);
    let root = relationships(&[relationship(1, "officeDocument", "xl/workbook.xml")]);
    let package = package()
        .part("_rels/.rels", strict(&root))
        .part("xl/_rels/workbook.xml.rels", strict(&rels))
        .part("xl/workbook.xml", strict(&workbook("", &[("Risks", "")])));
    check(&package);
}

#[test]
fn rows_and_cells_may_leave_their_references_out() {
    let without = |xml: String| {
        let parts: Vec<&str> = xml.split(" r=\"").collect();
        let rest = parts[1..]
            .iter()
            .map(|part| part.split_once('"').unwrap().1);
        std::iter::once(parts[0]).chain(rest).collect::<String>()
    };
    let cells: String = ["A", "B", "C", "D", "E"]
        .iter()
        .map(|c| text(&format!("{c}2"), c))
        .collect();
    let rows = without(header(&[]) + "<row r=\"2\"></row>" + &row(3, &cells));
    let risks = risks(&Package::of_rows(&rows).build());
    assert_eq!(risks.len(), 1);
    assert_eq!(risks[0].component, "B");
    assert_eq!(risks[0].impact.as_deref(), Some("E"));
    let reading = reading(&Package::of_rows(&rows).build());
    let told = reading.check(today());
    assert!(
        told.iter().any(|f| f.location.to_string() == "Risks!D3"),
        "{told:?}"
    );
}

#[test]
fn cells_and_rows_may_stand_out_of_order() {
    let rows = row(3, &text("C3", "second"))
        + &row(2, &(text("C2", "first") + &text("A2", "R1")))
        + &header(&[]);
    let risks = risks(&Package::of_rows(&rows).build());
    let stated: Vec<&str> = risks.iter().map(|risk| risk.description.as_str()).collect();
    assert_eq!(stated, ["first", "second"]);
}

#[test]
fn parts_may_be_utf_16_or_have_a_byte_order_mark() {
    let cells = value("A2", "", "7") + &inline("F2", "<r><rPr><b/></rPr><t>Ala\u{e9}😀</t></r>");
    let xml = sheet(&(header(&[]) + &row(2, &cells)));
    let declared = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{xml}");
    let units = || std::iter::once(0xFEFF).chain(declared.encode_utf16());
    let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
    let marked = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>{xml}").into_bytes();
    for bytes in [little, big, marked] {
        let workbook = package().part("xl/worksheets/sheet1.xml", bytes).build();
        assert_eq!(risk(&workbook).reference, "7");
        assert_eq!(observations(&workbook), ["implemented: Ala\u{e9}😀"]);
    }
}

#[test]
fn the_title_is_that_of_the_document() {
    let rels = relationships(&[
        relationship(1, "officeDocument", "xl/workbook.xml"),
        relationship(2, "metadata/core-properties", "docProps/core.xml"),
    ]);
    let core = "<cp:coreProperties><dc:title>Shop &amp; more</dc:title></cp:coreProperties>";
    let workbook = package()
        .part("_rels/.rels", rels)
        .part("docProps/core.xml", core)
        .build();
    assert_eq!(reading(&workbook).register.title(), "Shop & more");
}
