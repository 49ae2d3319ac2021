//! What stands beside the cells of a sheet.

use super::*;

#[test]
fn merged_cells_do_not_overlap_and_hide_nothing() {
    let merged = |ranges: &[&str]| {
        let ranges = ranges
            .iter()
            .map(|range| format!(r#"<mergeCell ref="{range}"/>"#));
        format!("<mergeCells>{}</mergeCells>", ranges.collect::<String>())
    };
    assert_behind(&merged(&["A1:A2"]), "the merged cells A1:A2 hide A2");
    assert_behind(
        &merged(&["A3:C4", "C4:D4"]),
        "the merged cells C4:D4 overlap A3:C4",
    );
    assert_behind(
        &merged(&["B2:A1"]),
        "a mergeCell is about \"B2:A1\", which is no range",
    );
}

#[test]
fn what_stands_beside_cells_is_about_ranges() {
    for (name, attribute) in [
        ("hyperlink", "ref"),
        ("autoFilter", "ref"),
        ("dataValidation", "sqref"),
        ("conditionalFormatting", "sqref"),
    ] {
        for stated in ["", "A", "A1:B0", "A1:#REF!"] {
            let what = format!("a {name} is about {stated:?}, which is no range");
            assert_behind(&format!(r#"<{name} {attribute}="{stated}"/>"#), &what);
        }
    }
    let later = "<extLst><x14:dataValidation xmlns:x14=\"a\" xmlns:xm=\"b\"><xm:sqref>A1 B</xm:sqref>\
        </x14:dataValidation></extLst>";
    assert_behind(
        later,
        "a dataValidation is about \"A1 B\", which is no range",
    );
}

/// A sound workbook with tables, each of a range and more XML; the last row has headers.
fn tabled(tables: &[(&str, &str)]) -> Package {
    let related = tables
        .iter()
        .enumerate()
        .map(|(number, _)| relationship(number, "table", &format!("../tables/table{number}.xml")));
    let related: Vec<String> = related.collect();
    let rows = r#"<row r="3"><c r="A3" t="str"><v>One</v></c><c r="B3" t="s"><v>0</v></c></row>"#;
    let mut package = sound_with("", &format!("{ROWS}{rows}"), "")
        .part(
            "xl/worksheets/_rels/sheet1.xml.rels",
            relationships(&related),
        )
        .part(
            "xl/sharedStrings.xml",
            "<sst><si><t>It fails</t></si></sst>",
        );
    for (number, (range, within)) in tables.iter().enumerate() {
        let xml = format!(
            r#"<table xmlns="{MAIN}" id="{number}" displayName="T{number}" ref="{range}">{within}</table>"#
        );
        package = package.part(&format!("xl/tables/table{number}.xml"), xml);
    }
    package
}

#[test]
fn a_table_is_headed_as_its_columns_are_called_and_stands_by_itself() {
    let columns = |names: &[&str]| {
        let columns = names
            .iter()
            .map(|name| format!(r#"<tableColumn name="{name}"/>"#));
        columns.collect::<String>()
    };
    let both = columns(&["One", "It fa_x0069_ls"]);
    let part = "xl/tables/table0.xml";
    assert_eq!(problems(&tabled(&[("A3:B4", &both)]).build()), [""; 0]);
    assert_told(
        &tabled(&[("A3:B4", &columns(&["One", "It fell"]))]),
        part,
        "B3 is \"It fails\" and its column \"It fell\"",
    );
    assert_told(
        &tabled(&[("A3:B4", &columns(&["One"]))]),
        part,
        "it has 1 columns and is about A3:B4",
    );
    let filtered = |filter: &str| format!(r#"<autoFilter ref="{filter}"/>{both}"#);
    assert_eq!(
        problems(&tabled(&[("A3:B4", &filtered("A3:B4"))]).build()),
        [""; 0]
    );
    assert_told(
        &tabled(&[("A3:B4", &filtered("A3:B5"))]),
        part,
        "its filter A3:B5 is not within A3:B4",
    );
    assert_told(
        &tabled(&[("A3:B4", &both), ("A3:B5", &both)]),
        "xl/tables/table1.xml",
        "A3:B5 overlaps xl/tables/table0.xml",
    );
    assert_told(
        &tabled(&[("A3", "")]),
        part,
        "it has 0 columns and is about A3:A3",
    );
}
