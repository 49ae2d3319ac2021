//! Damaged workbooks, and files that are none.

use risk_core::{Error, Remedy};

use crate::hostile::{damage, package};
use crate::reading::{chain, error, message};
use crate::xlsx::{header, inline, row, sheet};

#[test]
fn xml_that_ends_early_or_is_none_is_told_with_its_part() {
    for (xml, reason) in [
        (
            "<worksheet><sheetData>",
            "the XML of xl/worksheets/sheet1.xml ends too early",
        ),
        (
            "<worksheet><sheetData></row>",
            "the XML of xl/worksheets/sheet1.xml is not well-formed",
        ),
        (
            "<worksheet",
            "the XML of xl/worksheets/sheet1.xml is not well-formed",
        ),
    ] {
        assert_eq!(
            damage(&package().part("xl/worksheets/sheet1.xml", xml).build()),
            reason
        );
    }
    let workbook = package()
        .part("xl/workbook.xml", vec![0xFF, b'<', 0x80])
        .build();
    assert_eq!(
        damage(&workbook),
        "the part xl/workbook.xml is neither UTF-8 nor UTF-16"
    );
}

#[test]
fn a_package_without_what_it_needs_says_what() {
    let workbook = package().renamed("xl/workbook.xml", "xl/gone.xml").build();
    assert_eq!(damage(&workbook), "the part xl/workbook.xml is missing");
    let workbook = package()
        .renamed("xl/worksheets/sheet1.xml", "xl/gone.xml")
        .build();
    assert_eq!(
        damage(&workbook),
        "the part xl/worksheets/sheet1.xml is missing"
    );
    let workbook = package().renamed("_rels/.rels", "gone.rels").build();
    assert_eq!(
        damage(&workbook),
        "it does not name the part that is the workbook"
    );
    let workbook = package()
        .renamed("xl/_rels/workbook.xml.rels", "gone.rels")
        .build();
    assert_eq!(message(&workbook), "the workbook has no worksheet");
}

#[test]
fn a_file_cut_short_is_damaged() {
    let workbook = package().build();
    for length in [4, 100, workbook.len() / 2, workbook.len() - 1] {
        assert_eq!(
            damage(&workbook[..length]),
            "its ZIP archive is damaged",
            "{length}"
        );
    }
}

#[test]
fn a_file_that_is_no_workbook_is_told_with_what_is_one() {
    let lock = b"\x05Owner                                                  ";
    for bytes in [b"".as_slice(), b"P", b"hello", b"{}", b"%PDF-1.7", lock] {
        let error = error(bytes);
        assert_eq!(
            error.to_string(),
            "not a register: the file is not a workbook"
        );
        assert_eq!(error.remedy(), Some(Remedy::NameRegister));
    }
}

#[test]
fn a_damaged_part_is_told_by_its_name() {
    let stored = inline("C2", "<t>It fails</t>");
    let rows = header(&[]) + &row(2, &stored);
    let workbook = package()
        .part("xl/worksheets/sheet1.xml", sheet(&rows))
        .build();
    let name = workbook
        .windows(24)
        .position(|w| w == b"xl/worksheets/sheet1.xml")
        .unwrap();
    let mut damaged = workbook.clone();
    for byte in &mut damaged[name + 60..name + 80] {
        *byte ^= 0x55;
    }
    let error = error(&damaged);
    assert!(matches!(error, Error::Package { .. }));
    assert!(
        chain(&error).starts_with(
            "not a workbook that can be read: the part xl/worksheets/sheet1.xml is damaged: "
        ),
        "{}",
        chain(&error)
    );
}
