//! Packages of hand-written parts, and what is found in them.

use std::io::{Cursor, Write};
use std::sync::Arc;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::ranges::MOST_RANGES;
use super::*;
use crate::workbook::grid::{Cell, Content};
use crate::workbook::limits::COLUMNS;
use crate::workbook::texts::Texts;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const MICROSOFT: &str = "http://schemas.microsoft.com/office/2017/10/relationships";

/// The relationships of the first sheet, and those of the workbook.
const OF_SHEET: &str = "xl/worksheets/_rels/sheet1.xml.rels";
const OF_WORKBOOK: &str = "xl/_rels/workbook.xml.rels";

/// The parts of a workbook with the sheets `Risks` and `Notes`, and more parts, which replace those
/// of the same name.
fn parts_with(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let sheets = r#"<workbook xmlns:r="r"><sheets><sheet name="Risks" sheetId="1" r:id="a"/>
        <sheet name="Notes" sheetId="2" r:id="b"/></sheets></workbook>"#;
    let mut parts: HashMap<String, String> = HashMap::new();
    let mut add = |name: &str, text: &str| _ = parts.insert(name.to_owned(), text.to_owned());
    add(
        "_rels/.rels",
        &relationships_of(&[("w", "officeDocument", "xl/workbook.xml")]),
    );
    add("xl/workbook.xml", sheets);
    add(OF_WORKBOOK, &of_workbook(&[]));
    for (name, text) in more {
        add(name, text);
    }
    parts.into_iter().collect()
}

/// The relationships of the workbook to its sheets, and more.
fn of_workbook(more: &[(&str, &str, &str)]) -> String {
    let sheets = [
        ("a", "worksheet", "worksheets/sheet1.xml"),
        ("b", "worksheet", "worksheets/sheet2.xml"),
    ];
    relationships_of(&[&sheets, more].concat())
}

/// Relationships by identifier, kind or whole type, and target.
fn relationships_of(all: &[(&str, &str, &str)]) -> String {
    let all = all.iter().map(|(id, kind, target)| {
        let kind = if kind.contains('/') {
            (*kind).to_owned()
        } else {
            format!("{OFFICE}/{kind}")
        };
        format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#)
    });
    format!("<Relationships>{}</Relationships>", all.collect::<String>())
}

fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .expect("the name is new");
        zip.write_all(content.as_bytes())
            .expect("memory takes all writes");
    }
    zip.finish().expect("memory takes all writes").into_inner()
}

/// What is found in a workbook of so many more parts.
fn found(more: &[(&str, &str)]) -> Vec<LeftBehind> {
    let limits = Limits::default();
    let bytes = zipped(&parts_with(more));
    let mut archive = Archive::open(&bytes, limits).expect("the archive is sound");
    let contents = Contents::read(&mut archive, limits).expect("the package is sound");
    parts(&mut archive, &contents, limits)
}

/// The same, a line each: the sheet, the count in words, the cells.
fn told(more: &[(&str, &str)]) -> Vec<String> {
    let tell = |left: LeftBehind| {
        let sheet = left.sheet.unwrap_or_else(|| "-".to_owned());
        let counted = left.kind.counted(left.count);
        let line = format!("{sheet}: {counted} {}", left.cells.join(" "));
        line.trim_end().to_owned()
    };
    found(more).into_iter().map(tell).collect()
}

/// What is reported of a sheet with a drawing.
fn told_of_drawing(drawing: &str) -> Vec<String> {
    told(&[
        (
            OF_SHEET,
            &relationships_of(&[("d", "drawing", "../drawings/drawing1.xml")]),
        ),
        ("xl/drawings/drawing1.xml", drawing),
    ])
}

/// An anchor at a cell, counted from 0, with something.
fn anchor(column: u32, row: u32, object: &str) -> String {
    format!(
        "<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>\
         <xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>99</xdr:col>\
         <xdr:row>99</xdr:row></xdr:to>{object}<xdr:clientData/></xdr:twoCellAnchor>"
    )
}

fn drawing_of(anchors: &[String]) -> String {
    let anchors = anchors.concat();
    format!(r#"<xdr:wsDr xmlns:xdr="x" xmlns:a="a" xmlns:mc="m">{anchors}</xdr:wsDr>"#)
}

const PICTURE: &str = "<xdr:pic><xdr:blipFill/></xdr:pic>";
const SHAPE: &str = "<xdr:sp><xdr:spPr/></xdr:sp>";
const CHART: &str = "<xdr:graphicFrame><a:graphic><a:graphicData><c:chart xmlns:c=\"c\"/>\
    </a:graphicData></a:graphic></xdr:graphicFrame>";
/// A shape that stands in for an object or a control.
const STAND_IN: &str = "<xdr:sp><xdr:nvSpPr><a:ext><a14:compatExt xmlns:a14=\"b\" spid=\"s\"/>\
    </a:ext></xdr:nvSpPr></xdr:sp>";

/// A grid whose formulas are at the given cells.
fn grid(cells: impl Iterator<Item = (u32, u32)>) -> Grid {
    let cell = |(row, column)| Cell {
        row,
        column,
        content: Content::Unreadable,
        is_bold: false,
        is_formula: true,
        is_blank: false,
        is_merged: false,
    };
    Grid {
        cells: cells.map(cell).collect(),
        ..Grid::empty("Risks", false, Arc::new(Texts::default()))
    }
}

/// The formulas of a sheet, if there are any.
fn formulas(grid: &Grid) -> Option<LeftBehind> {
    let mut all = of_cells(grid, &HashMap::new(), |_| true);
    assert!(all.len() <= 1);
    all.pop()
}

/// How many formulas are found at the given cells, and where.
fn formulas_at(cells: impl Iterator<Item = (u32, u32)>) -> (usize, String) {
    let left = formulas(&grid(cells)).expect("there are formulas");
    assert_eq!(left.kind, LeftBehindKind::Formulas);
    assert_eq!(left.sheet.as_deref(), Some("Risks"));
    (left.count, left.cells.join(" "))
}

#[test]
fn every_kind_has_a_name_and_is_counted_in_words() {
    assert_eq!(LeftBehindKind::Images.counted(1), "1 image");
    assert_eq!(LeftBehindKind::Images.counted(2), "2 images");
    assert_eq!(LeftBehindKind::Comments.counted(1), "1 comment on a cell");
    assert_eq!(LeftBehindKind::Comments.counted(3), "3 comments on cells");
    let name = |kind| serde_json::to_value(kind).unwrap();
    assert_eq!(name(LeftBehindKind::ThreadedComments), "threaded-comments");
    assert_eq!(name(LeftBehindKind::ExternalLinks), "external-links");
}

#[test]
fn formulas_below_each_other_are_one_range() {
    let cells = (2..=15).map(|row| (row, 10));
    assert_eq!(formulas_at(cells), (14, "J2:J15".to_owned()));
}

#[test]
fn a_formula_alone_is_its_cell() {
    assert_eq!(formulas_at([(3, 6)].into_iter()), (1, "F3".to_owned()));
}

#[test]
fn columns_of_the_same_rows_are_one_rectangle() {
    let cells = (2..=4).flat_map(|row| [(row, 10), (row, 11)]);
    assert_eq!(formulas_at(cells), (6, "J2:K4".to_owned()));
}

#[test]
fn columns_of_other_rows_are_ranges_of_their_own() {
    let all = (2..=4).flat_map(|row| (10..=12).map(move |column| (row, column)));
    let cells = all.filter(|cell| *cell != (4, 11));
    assert_eq!(formulas_at(cells), (8, "J2:J4 K2:K3 L2:L4".to_owned()));
}

#[test]
fn ranges_are_in_order_of_their_rows_and_end_at_a_gap() {
    let cells = [(2, 5), (3, 2), (3, 5), (5, 1), (5, 5)].into_iter();
    assert_eq!(formulas_at(cells), (5, "E2:E3 B3 A5 E5".to_owned()));
}

#[test]
fn a_sheet_without_formulas_leaves_none_behind() {
    assert_eq!(formulas(&grid(std::iter::empty())), None);
    let mut grid = grid([(1, 1)].into_iter());
    grid.cells[0].is_formula = false;
    assert_eq!(formulas(&grid), None);
}

#[test]
fn the_first_ranges_are_listed_and_all_formulas_counted() {
    // No two of them touch.
    let cells = (1..=1000).flat_map(|row| (1..=500).map(move |n| (row, 2 * n + row % 2)));
    let left = formulas(&grid(cells)).expect("there are formulas");
    assert_eq!(left.count, 500_000);
    assert_eq!(left.cells.len(), MOST_RANGES);
    assert_eq!(left.cells[0], "C1");
    assert_eq!(left.cells[1], "E1");
}

#[test]
fn a_full_sheet_of_formulas_is_one_range() {
    let cells = (1..=30).flat_map(|row| (1..=COLUMNS).map(move |column| (row, column)));
    assert_eq!(formulas_at(cells), (491_520, "A1:XFD30".to_owned()));
}

#[test]
fn a_workbook_with_nothing_else_leaves_nothing_behind() {
    assert_eq!(found(&[]), []);
}

#[test]
fn comments_are_counted_by_sheet_with_their_cells() {
    let comments = r#"<comments><authors><author>Ann</author></authors><commentList>
        <comment ref="F4" authorId="0"><text><t>b</t></text></comment>
        <comment ref="F3" authorId="0"><text><t>a</t></text></comment>
        <comment ref="B9" authorId="0"/><comment/></commentList></comments>"#;
    let lines = told(&[
        (
            OF_SHEET,
            &relationships_of(&[("c", "comments", "../comments1.xml")]),
        ),
        ("xl/comments1.xml", comments),
        (
            "xl/worksheets/_rels/sheet2.xml.rels",
            &relationships_of(&[("c", &format!("{STRICT}/comments"), "/xl/comments2.xml")]),
        ),
        (
            "xl/comments2.xml",
            r#"<x:comments xmlns:x="x"><x:comment ref="A1"/></x:comments>"#,
        ),
    ]);
    let expected = [
        "Risks: 4 comments on cells F3:F4 B9",
        "Notes: 1 comment on a cell A1",
    ];
    assert_eq!(lines, expected);
}

const THREADS: &str = r#"<ThreadedComments>
    <threadedComment ref="D2" id="{1}"><text>Is this so?</text></threadedComment>
    <threadedComment ref="D2" id="{2}" parentId="{1}"><text>Yes.</text></threadedComment>
    <threadedComment ref="D7" id="{3}"><text>Why?</text></threadedComment></ThreadedComments>"#;

const OF_THREADS: &str = r#"<comments><authors><author>Ann</author><author>tc={1}</author>
    <author>tc={3}</author></authors><commentList>
    <comment ref="D2" authorId="1"><text><t>[Threaded comment]</t></text></comment>
    <comment ref="E5" authorId="0"><text><t>[Threaded comment]</t></text></comment>
    <comment ref="D7" authorId="2"><text><t>[Threaded comment]</t></text></comment>
    </commentList></comments>"#;

/// What is reported of a sheet with comments, some of which stand in for threads.
fn told_of_threads(threads: &str) -> Vec<String> {
    let thread = format!("{MICROSOFT}/threadedComment");
    let related = relationships_of(&[
        ("c", "comments", "../comments1.xml"),
        ("t", &thread, "../threadedComments/threadedComment1.xml"),
    ]);
    told(&[
        (OF_SHEET, &related),
        ("xl/comments1.xml", OF_THREADS),
        ("xl/threadedComments/threadedComment1.xml", threads),
    ])
}

#[test]
fn the_messages_of_threads_count_and_the_comments_in_their_stead_do_not() {
    let expected = [
        "Risks: 1 comment on a cell E5",
        "Risks: 3 threaded comments D2 D7",
    ];
    assert_eq!(told_of_threads(THREADS), expected);
}

#[test]
fn comments_in_the_stead_of_threads_that_cannot_be_read_count() {
    let expected = ["Risks: 3 comments on cells D2 E5 D7"];
    assert_eq!(told_of_threads("<ThreadedComments><a>"), expected);
}

#[test]
fn images_charts_and_shapes_are_told_apart_with_the_cells_they_begin_at() {
    let lines = told_of_drawing(&drawing_of(&[
        anchor(2, 4, PICTURE),
        anchor(0, 0, CHART),
        anchor(5, 1, SHAPE),
        anchor(5, 3, "<xdr:cxnSp><xdr:spPr/></xdr:cxnSp>"),
        anchor(7, 7, "<xdr:graphicFrame><a:relIds/></xdr:graphicFrame>"),
        anchor(2, 5, PICTURE),
    ]));
    let expected = [
        "Risks: 2 images C5:C6",
        "Risks: 1 chart A1",
        "Risks: 3 shapes F2 F4 H8",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn anchors_can_have_no_prefix_one_corner_or_no_cell() {
    let lines = told_of_drawing(
        "<wsDr><oneCellAnchor><from><col>3</col><colOff>0</colOff><row> 1 </row></from><pic/>\
         </oneCellAnchor><absoluteAnchor><pos x=\"0\" y=\"0\"/><pic/></absoluteAnchor></wsDr>",
    );
    assert_eq!(lines, ["Risks: 2 images D2"]);
}

#[test]
fn a_group_is_one_shape_and_its_images_and_charts_count() {
    let group = format!(
        "<xdr:grpSp><xdr:grpSpPr/>{SHAPE}{SHAPE}<xdr:grpSp>{PICTURE}{SHAPE}</xdr:grpSp></xdr:grpSp>"
    );
    let of_images = format!("<xdr:grpSp>{PICTURE}{CHART}</xdr:grpSp>");
    let lines = told_of_drawing(&drawing_of(&[
        anchor(0, 0, &group),
        anchor(1, 8, &of_images),
    ]));
    let expected = [
        "Risks: 2 images A1 B9",
        "Risks: 1 chart B9",
        "Risks: 1 shape A1",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn what_stands_there_for_older_programs_does_not_count_again() {
    let new = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"cx1\">{CHART}</mc:Choice>\
         <mc:Fallback>{SHAPE}</mc:Fallback></mc:AlternateContent>"
    );
    let lines = told_of_drawing(&drawing_of(&[anchor(0, 0, &new)]));
    assert_eq!(lines, ["Risks: 1 chart A1"]);
}

#[test]
fn a_drawing_of_the_boxes_of_comments_is_nothing() {
    let lines = told(&[
        (
            OF_SHEET,
            &relationships_of(&[("v", "vmlDrawing", "../drawings/vmlDrawing1.vml")]),
        ),
        ("xl/drawings/vmlDrawing1.vml", "<xml><v:shape><br></xml>"),
    ]);
    assert!(lines.is_empty(), "{lines:?}");
}

/// What is reported of a sheet with so many shapes that stand in for something, and relationships.
fn told_of_stand_ins(count: u32, related: &[(&str, &str, &str)]) -> Vec<String> {
    let drawing = [("d", "drawing", "../drawings/drawing1.xml")];
    let anchors: Vec<String> = (0..count).map(|row| anchor(1, row, STAND_IN)).collect();
    told(&[
        (OF_SHEET, &relationships_of(&[&drawing, related].concat())),
        ("xl/drawings/drawing1.xml", &drawing_of(&anchors)),
    ])
}

const OBJECTS_OF_SHEET: [(&str, &str, &str); 3] = [
    ("o", "oleObject", "../embeddings/oleObject1.bin"),
    ("p", "package", "../embeddings/document1.docx"),
    ("i", "image", "../media/image1.emf"),
];

#[test]
fn embedded_objects_have_the_cells_of_their_shapes_which_do_not_count() {
    let lines = told_of_stand_ins(2, &OBJECTS_OF_SHEET);
    assert_eq!(lines, ["Risks: 2 embedded objects B1:B2"]);
}

#[test]
fn shapes_beside_those_of_embedded_objects_are_controls() {
    let lines = told_of_stand_ins(5, &OBJECTS_OF_SHEET);
    assert_eq!(lines, ["Risks: 3 shapes", "Risks: 2 embedded objects"]);
    assert_eq!(told_of_stand_ins(2, &[]), ["Risks: 2 shapes B1:B2"]);
}

#[test]
fn the_background_of_a_sheet_is_an_image() {
    let background = relationships_of(&[("i", "image", "../media/image1.png")]);
    assert_eq!(told(&[(OF_SHEET, &background)]), ["Risks: 1 image"]);
}

#[test]
fn pivot_tables_are_counted_whether_their_parts_can_be_read_or_not() {
    let related = relationships_of(&[
        ("p", "pivotTable", "../pivotTables/pivotTable1.xml"),
        ("q", "pivotTable", "../pivotTables/pivotTable2.xml"),
        ("r", "pivotTable", "../pivotTables/pivotTable3.xml"),
    ]);
    let table = r#"<pivotTableDefinition><location ref="C3:E9"/></pivotTableDefinition>"#;
    let lines = told(&[
        (OF_SHEET, &related),
        ("xl/pivotTables/pivotTable1.xml", table),
        ("xl/pivotTables/pivotTable2.xml", "<!DOCTYPE x><x/>"),
    ]);
    assert_eq!(lines, ["Risks: 3 pivot tables C3"]);
}

#[test]
fn what_is_of_the_whole_workbook_comes_last() {
    let rich = "http://schemas.microsoft.com/office/2022/10/relationships/richValueRel";
    let related = of_workbook(&[
        ("x", "externalLink", "externalLinks/externalLink1.xml"),
        ("y", "externalLink", "externalLinks/externalLink2.xml"),
        ("v", "vbaProject", "vbaProject.bin"),
        ("s", "chartsheet", "chartsheets/sheet1.xml"),
        ("r", rich, "richData/richValueRel.xml"),
    ]);
    let in_cells = relationships_of(&[("1", "image", "../media/image1.png")]);
    let background = relationships_of(&[("i", "image", "../media/image2.png")]);
    let lines = told(&[
        (OF_WORKBOOK, &related),
        ("xl/richData/_rels/richValueRel.xml.rels", &in_cells),
        ("xl/worksheets/_rels/sheet2.xml.rels", &background),
    ]);
    let expected = [
        "Notes: 1 image",
        "-: 1 image",
        "-: 1 chart",
        "-: 1 macro project",
        "-: 2 links to other workbooks",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn what_a_damaged_part_has_up_to_the_damage_counts() {
    let whole = drawing_of(&[anchor(1, 1, PICTURE), anchor(4, 4, CHART)]);
    let cut = &whole[..whole.find("<xdr:graphicFrame>").expect("it has one")];
    assert_eq!(told_of_drawing(cut), ["Risks: 1 image B2"]);
}

#[test]
fn parts_that_are_missing_or_no_xml_are_left_out() {
    let related = relationships_of(&[
        ("c", "comments", "../comments1.xml"),
        ("d", "drawing", "../drawings/drawing1.xml"),
        ("e", "drawing", "../../../../../drawing.xml"),
        ("f", "drawing", ""),
    ]);
    let lines = told(&[(OF_SHEET, &related), ("xl/comments1.xml", "\u{0}<")]);
    assert!(lines.is_empty(), "{lines:?}");
    let lines = told(&[(OF_SHEET, "<Relationships><Relationship")]);
    assert!(lines.is_empty(), "{lines:?}");
}

#[test]
fn a_drawing_nested_over_the_limit_leaves_the_workbook_readable() {
    let deep = format!(
        "{}{}",
        "<xdr:grpSp>".repeat(500),
        "</xdr:grpSp>".repeat(500)
    );
    let lines = told_of_drawing(&drawing_of(&[
        anchor(0, 0, SHAPE),
        anchor(1, 1, &deep),
        anchor(2, 2, SHAPE),
    ]));
    assert_eq!(lines, ["Risks: 1 shape A1"]);
}

#[test]
fn places_outside_of_every_sheet_are_no_places() {
    let lines = told_of_drawing(&drawing_of(&[
        anchor(16_384, 0, PICTURE),
        anchor(0, 1_048_576, PICTURE),
        anchor(u32::MAX, u32::MAX, PICTURE),
        anchor(16_383, 1_048_575, PICTURE),
    ]));
    assert_eq!(lines, ["Risks: 4 images XFD1048576"]);
}

#[test]
fn a_part_of_two_sheets_is_of_both_and_counts_once_on_each() {
    let twice = relationships_of(&[
        ("d", "drawing", "../drawings/drawing1.xml"),
        ("e", "drawing", "/XL/drawings/./Drawing1.xml"),
    ]);
    let drawing = drawing_of(&[anchor(1, 1, PICTURE)]);
    let lines = told(&[
        (OF_SHEET, &twice),
        ("xl/worksheets/_rels/sheet2.xml.rels", &twice),
        ("xl/drawings/drawing1.xml", &drawing),
    ]);
    assert_eq!(lines, ["Risks: 1 image B2", "Notes: 1 image B2"]);
}

#[test]
fn a_part_that_an_outside_address_leads_to_in_many_spellings_counts_once() {
    let spelled = |number: usize| {
        let slashes = "/".repeat(number);
        format!(
            r#"<Relationship Id="{number}" Type="{OFFICE}/drawing" TargetMode="External"
            Target="{slashes}xl\drawings/drawing1.xml"/>"#
        )
    };
    let related: String = (1..50).map(spelled).collect();
    let related = format!("<Relationships>{related}</Relationships>");
    let drawing = drawing_of(&[anchor(1, 1, PICTURE)]);
    let lines = told(&[(OF_SHEET, &related), ("xl/drawings/drawing1.xml", &drawing)]);
    assert_eq!(lines, ["Risks: 1 image B2"]);
}

#[test]
fn several_drawings_of_a_sheet_are_listed_in_order_of_the_rows() {
    let related = relationships_of(&[
        ("d", "drawing", "../drawings/drawing1.xml"),
        ("e", "drawing", "../drawings/drawing2.xml"),
    ]);
    let every_second = |from: u32| {
        let rows = (0..15).map(|row| anchor(0, from + 2 * row, PICTURE));
        drawing_of(&rows.collect::<Vec<_>>())
    };
    let left = found(&[
        (OF_SHEET, &related),
        ("xl/drawings/drawing1.xml", &every_second(40)),
        ("xl/drawings/drawing2.xml", &every_second(0)),
    ]);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].count, 30);
    assert_eq!(left[0].cells.len(), MOST_RANGES);
    assert_eq!(left[0].cells[0], "A1");
    assert_eq!(left[0].cells[19], "A49");
}
