//! Parts, relationships and names.

use super::*;

#[test]
fn a_name_is_there_once_and_about_a_sheet_that_is() {
    let with = |names: &str| sound().part("xl/workbook.xml", book(names));
    let part = "xl/workbook.xml";
    assert_told(
        &with(&format!(
            r#"{NAMES}<definedName name="OWN">1</definedName>"#
        )),
        part,
        "the name own is there twice, for the workbook",
    );
    assert_told(
        &with(r#"<definedName name="a">'No one'!A1</definedName>"#),
        part,
        "the name a is about No one, which is not there",
    );
    assert_told(
        &with(r#"<definedName name="a" localSheetId="1">1</definedName>"#),
        part,
        "the name a is for a sheet that is not there",
    );
    assert_eq!(
        problems(&with("<definedName name=\"a\">#REF!A1</definedName>").build()),
        [""; 0]
    );
}

#[test]
fn parts_have_a_type_and_are_called_once_and_related_to_what_is_there() {
    assert_told(
        &sound().part("xl/a.bin", ""),
        "xl/a.bin",
        "it has no content type",
    );
    assert_told(
        &sound().part("xl/Styles.xml", "<a/>"),
        "xl/styles.xml",
        "it is called like xl/Styles.xml",
    );
    let rels = "xl/worksheets/_rels/sheet1.xml.rels";
    let with = |all: &[String]| sound().part(rels, relationships(all));
    assert_told(
        &with(&[relationship(1, "drawing", "../drawing1.xml")]),
        rels,
        "rId1 leads to xl/drawing1.xml, which is missing",
    );
    let outside = r#"<Relationship Id="rId1" Type="a/b" Target="c" TargetMode="External"/>"#;
    assert_eq!(problems(&with(&[outside.to_owned()]).build()), [""; 0]);
    assert_told(
        &with(&[outside.to_owned(), outside.to_owned()]),
        rels,
        "rId1 is there twice",
    );
    assert_behind(
        r#"<legacyDrawing r:id="rId9"/>"#,
        &format!("r:id is rId9, which {rels} has not"),
    );
}

#[test]
fn what_is_no_package_is_told() {
    for bytes in [&b""[..], b"PK", b"text"] {
        assert_eq!(problems(bytes).len(), 1);
    }
    assert!(!problems(&Package::empty().build()).is_empty());
    let damaged = sound().part(SHEET, "<worksheet><sheetData>");
    assert!(problems(&damaged.build())[0].starts_with("xl/worksheets/sheet1.xml: "));
    let deep = sound().part(SHEET, "<a>".repeat(100_000));
    assert!(!problems(&deep.build()).is_empty());
}
