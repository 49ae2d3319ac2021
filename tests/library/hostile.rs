//! Workbooks made to exhaust memory or time, and damaged ones. Each is an error that a person can
//! act on, at once.

use risk_core::workbook::{ReadOptions, read};

use crate::reading::{message, risk};
use crate::xlsx::{
    Package, header, relationship, relationships, row, sheet, text, value, workbook,
};

/// A register with a text and a number.
pub fn package() -> Package {
    Package::of_risk(&(value("A2", "", "7") + &text("C2", "It fails")))
}

/// The message of the error of a damaged workbook, without what they all begin with.
pub fn damage(workbook: &[u8]) -> String {
    let message = message(workbook);
    let reason = message.strip_prefix("not a workbook that can be read: ");
    reason.unwrap_or_else(|| panic!("{message}")).to_owned()
}

#[test]
fn a_part_packed_too_well_is_refused() {
    let spaces = vec![b' '; 64 << 20];
    let workbook = package().part("xl/media/image1.png", spaces).build();
    assert_eq!(
        message(&workbook),
        "how often xl/media/image1.png is larger than it is packed is over the limit of 500"
    );
}

#[test]
fn what_is_over_a_limit_is_told_with_the_limit() {
    let of = |set: fn(&mut ReadOptions)| {
        let mut options = ReadOptions::default();
        set(&mut options);
        read(&package().build(), &options).unwrap_err().to_string()
    };
    assert_eq!(
        of(|options| options.limits.file_bytes = 100),
        "the size of the file in bytes is over the limit of 100"
    );
    assert_eq!(
        of(|options| options.limits.parts = 3),
        "the number of parts is over the limit of 3"
    );
    assert_eq!(
        of(|options| options.limits.part_bytes = 100),
        "the size of _rels/.rels in bytes is over the limit of 100"
    );
    assert_eq!(
        of(|options| options.limits.total_bytes = 1000),
        "the size of all parts in bytes is over the limit of 1000"
    );
    assert_eq!(
        of(|options| options.limits.cells = 9),
        "the number of cells of Risks is over the limit of 9"
    );
    assert_eq!(
        of(|options| options.limits.text_bytes = 20),
        "the length of all texts of Risks in bytes is over the limit of 20"
    );
}

#[test]
fn too_many_parts_are_refused() {
    let mut package = package();
    for number in 0..10_001 {
        package = package.new_part(&format!("{number}"), "");
    }
    assert_eq!(
        message(&package.build()),
        "the number of parts is over the limit of 10000"
    );
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let workbook = package()
        .part("XL/Workbook.xml", workbook("", &[("Other", "")]))
        .build();
    assert_eq!(
        damage(&workbook),
        "the part XL/Workbook.xml stands in it twice"
    );
    // The same name, byte for byte.
    let workbook = package().part("xl/workbooj.xml", "").build();
    let workbook = replaced(&workbook, b"xl/workbooj.xml", b"xl/workbook.xml");
    assert_eq!(damage(&workbook), "two of its parts have the same name");
}

#[test]
fn a_part_that_is_two_sheets_is_refused() {
    let twice = workbook("", &[("A", ""), ("B", "")]).replace("rId2", "rId1");
    let workbook = package().part("xl/workbook.xml", twice).build();
    assert_eq!(
        damage(&workbook),
        "xl/worksheets/sheet1.xml is the part of two sheets"
    );
}

#[test]
fn a_part_that_lies_about_its_size_is_refused() {
    let rows = sheet(&(header(&[]) + &row(2, &text("C2", &"x".repeat(100_000)))));
    let size = u32::try_from(rows.len()).unwrap();
    let workbook = package().part("xl/worksheets/sheet1.xml", rows).build();
    for lie in [100, size - 1, 0x3FFF_FFFF_u32] {
        let workbook = replaced(&workbook, &size.to_le_bytes(), &lie.to_le_bytes());
        let message = message(&workbook);
        assert!(
            message.contains("xl/worksheets/sheet1.xml"),
            "{lie}: {message}"
        );
    }
}

#[test]
fn a_document_type_is_refused_and_no_entity_expanded() {
    let bomb = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">]>";
    for part in [
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "_rels/.rels",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
    ] {
        let workbook = package().part(part, format!("{bomb}<w>&b;</w>")).build();
        assert_eq!(
            damage(&workbook),
            format!("{part} declares a document type")
        );
    }
}

#[test]
fn deep_xml_is_refused() {
    let deep = "<a>".repeat(100_000);
    let cell = format!("<c r=\"C2\"><is>{deep}</is></c>");
    assert_eq!(
        message(&Package::of_risk(&cell).build()),
        "how deep the XML of xl/worksheets/sheet1.xml is nested is over the limit of 64"
    );
}

#[test]
fn a_lie_about_the_number_of_shared_strings_does_no_harm() {
    let lie = "<sst uniqueCount=\"4000000000\"><si><t>It fails</t></si></sst>";
    let cells = value("A2", "", "7") + &value("C2", "t=\"s\"", "0");
    let package = Package::of_risk(&cells).shared(&["<t>It fails</t>"]);
    assert_eq!(
        message(&package.clone().part("xl/sharedStrings.xml", lie).build()),
        "uniqueCount of the shared strings is over the limit of 12"
    );
    // A part that no relationship names is not read, whatever it is called.
    let package = package.renamed("xl/sharedStrings.xml", "xl/texts.xml");
    let rels = relationships(&[
        relationship(1, "worksheet", "worksheets/sheet1.xml"),
        relationship(2, "sharedStrings", "texts.xml"),
    ]);
    let package = package
        .part("xl/_rels/workbook.xml.rels", rels)
        .part("xl/sharedStrings.xml", lie);
    let risk = risk(&package.build());
    assert_eq!(
        (risk.reference, risk.description),
        ("7".into(), "It fails".into())
    );
}

#[test]
fn a_shared_string_that_is_none_is_told_at_its_cell() {
    for number in ["1", "-1", "99999999999", "one", "0x0"] {
        let package = Package::of_risk(&value("C2", "t=\"s\"", number)).shared(&["<t>a</t>"]);
        assert_eq!(
            damage(&package.build()),
            format!("Risks!C2 has the shared string `{number}`, which is none")
        );
    }
}

#[test]
fn a_reference_outside_of_every_sheet_is_told() {
    for reference in [
        "XFE1",
        "A1048577",
        "A0",
        "1",
        "AAAAAAAA1",
        "A99999999999",
        "C2:D3",
    ] {
        assert_eq!(
            damage(&Package::of_risk(&text(reference, "x")).build()),
            format!("the sheet Risks has a cell at `{reference}`, which no sheet has")
        );
    }
    for number in ["0", "1048577", "99999999999", "one"] {
        let rows = header(&[]) + &row(2, "").replace("\"2\"", &format!("\"{number}\""));
        assert_eq!(
            damage(&Package::of_rows(&rows).build()),
            format!("the sheet Risks has a row `{number}`, which no sheet has")
        );
    }
}

#[test]
fn a_cell_that_stands_twice_is_told() {
    let cells = text("C2", "It fails") + &value("A2", "", "1") + &value("C2", "", "7");
    assert_eq!(
        damage(&Package::of_risk(&cells).build()),
        "the cell Risks!C2 stands in it twice"
    );
}

#[test]
fn a_text_that_a_million_cells_share_counts_in_each_of_them() {
    let cells: String = (2..20_000)
        .map(|r| row(r, &value(&format!("C{r}"), "t=\"s\"", "0")))
        .collect();
    let long = format!("<t>{}</t>", "x".repeat(100_000));
    let workbook = Package::of_rows(&(header(&[]) + &cells))
        .shared(&[&long])
        .build();
    assert_eq!(
        message(&workbook),
        "the length of all texts of Risks in bytes is over the limit of 1073741824"
    );
}

/// The bytes with every occurrence of some bytes replaced by as many others.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let mut count = 0;
    for at in 0..=bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
            count += 1;
        }
    }
    assert!(count > 0, "there was something to replace");
    bytes
}
