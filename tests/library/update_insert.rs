//! A row that is inserted for a new risk where something stands right below the last one.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use risk_core::edit::{Assignment, Editor};
use risk_core::workbook::{ReadOptions, Update, Workbook, read};
use risk_core::{Error, Remedy};

use crate::update_checker::{Package as Checked, problems};
use crate::xlsx::{Package, formula, header, relationship, relationships, row, sheet, text, value};

const PART: &str = "xl/worksheets/sheet1.xml";

/// A workbook of two risks in the rows 2 and 3, of rows below them, and of what stands behind the rows.
fn package(below: &str, behind: &str) -> Package {
    let risks = risk(2) + &risk(3);
    let sheet = sheet(&(header(&["Score"]) + &risks + below));
    let sheet = sheet.replace("</sheetData>", &format!("</sheetData>{behind}"));
    Package::of_sheets(&[("Risks", ""), ("Other", "")]).part(PART, sheet)
}

fn risk(number: u32) -> String {
    let cells = ["A", "B", "C"];
    let cells = cells.map(|column| text(&format!("{column}{number}"), &format!("R{number}")));
    row(
        number,
        &(cells.concat() + &value(&format!("J{number}"), "", "3")),
    )
}

/// The update that so many more risks make.
fn add(package: &Package, count: usize) -> Result<Update, Error> {
    let opened = Workbook::open(package.build(), &ReadOptions::default());
    let (workbook, reading) = opened.expect("it is a register");
    let mut editor = Editor::new(reading.register).in_scope(&reading.scope);
    let texts = ["component=Queue", "description=It is full"];
    let assignments: Vec<Assignment> = texts.map(|text| text.parse().unwrap()).into();
    for _ in 0..count {
        editor.add_risk(&assignments, None).expect("it is allowed");
    }
    let edited = editor.finish().expect("it is a register");
    let update = workbook.put(&edited)?;
    let again = read(&update.bytes, &ReadOptions::default()).expect("it is a register");
    assert_eq!(again.register.risks().len(), 2 + count);
    assert_eq!(problems(&update.bytes), problems(&package.build()));
    Ok(update)
}

fn part(update: &Update, name: &str) -> String {
    let bytes = std::io::Cursor::new(&update.bytes);
    let mut archive = zip::ZipArchive::new(bytes).expect("it is a package");
    let part = archive.by_name(name).expect("it has the part");
    std::io::read_to_string(part).expect("it is text")
}

/// Asserts that a sheet has something below its risks, which becomes something else where a risk is added.
#[track_caller]
fn assert_moves(below: &str, behind: &str, expected: &[&str]) {
    let update = add(&package(below, behind), 1).expect("a row is inserted");
    let sheet = part(&update, PART);
    for expected in expected {
        assert!(sheet.contains(expected), "{expected} in {sheet}");
    }
}

fn total(more: &str) -> String {
    row(4, &(formula("J4", "", "SUM(J2:J3)", "6") + more))
}

#[test]
fn several_risks_get_a_row_each() {
    let update = add(&package(&total(""), ""), 3).expect("rows are inserted");
    let last = update.cells.last().map(ToString::to_string);
    assert_eq!(last.as_deref(), Some("Risks!J7: =SUM(J2:J3) → =SUM(J2:J6)"));
    let moved = update.parts.first().map(ToString::to_string);
    let expected = "xl/worksheets/sheet1.xml: what stood from row 4 on is 3 lower";
    assert_eq!(moved.as_deref(), Some(expected));
}

#[test]
fn the_answer_says_that_totals_reach_the_new_row() {
    let update = add(&package(&total(""), ""), 1).expect("a row is inserted");
    let notes: Vec<String> = update.notes.iter().map(ToString::to_string).collect();
    let expected = "Risks!A4: what stood below moved down, and totals of the rows above have the \
        new ones, too";
    assert_eq!(notes, [expected]);
}

#[test]
fn every_total_near_the_risks_reaches_the_new_row() {
    let counts = row(5, &formula("J5", "", "COUNTIF(J2:J3,3)", "2"))
        + &row(6, &formula("J6", "", "MAX($J$2:$J$3)", "3"));
    let expected = ["SUM(J2:J4)", "COUNTIF(J2:J4,3)", "MAX($J$2:$J$4)"];
    assert_moves(&(total("") + &counts), "", &expected);
}

#[test]
fn rows_keep_what_they_state_of_themselves() {
    let tall = total("").replace("<row r=\"4\"", "<row r=\"4\" ht=\"40\" customHeight=\"1\"");
    assert_moves(&tall, "", &["<row r=\"5\" ht=\"40\" customHeight=\"1\">"]);
}

#[test]
fn formulas_that_cells_share_are_their_own_where_their_cells_move() {
    let first = "<c r=\"K4\"><f t=\"shared\" ref=\"K4:K5\" si=\"3\">J3+$J$9+J4</f></c>";
    let second = row(5, "<c r=\"K5\"><f t=\"shared\" si=\"3\"/></c>");
    let expected = [
        "<c r=\"K5\"><f>J3+$J$10+J5</f></c>",
        "<c r=\"K6\"><f>J5+$J$10+J6</f></c>",
    ];
    assert_moves(&(total(first) + &second), "", &expected);
}

#[test]
fn ranges_beside_the_cells_move_and_grow() {
    let behind = "<mergeCells><mergeCell ref=\"L2:M4\"/><mergeCell ref=\"L6:M6\"/></mergeCells>\
        <dataValidations><dataValidation sqref=\"D2:D9 E5\"><formula1>$A$7:$A$8</formula1>\
        </dataValidation></dataValidations><rowBreaks><brk id=\"3\" max=\"16383\"/>\
        <brk id=\"7\" max=\"16383\"/></rowBreaks><colBreaks><brk id=\"7\"/></colBreaks>";
    let expected = [
        "<mergeCell ref=\"L2:M5\"/><mergeCell ref=\"L7:M7\"/>",
        "sqref=\"D2:D10 E6\"><formula1>$A$8:$A$9</formula1>",
        "<brk id=\"3\" max=\"16383\"/><brk id=\"8\" max=\"16383\"/></rowBreaks>",
        "<colBreaks><brk id=\"7\"/>",
    ];
    assert_moves(&total(""), behind, &expected);
}

#[test]
fn other_sheets_follow_and_keep_what_is_their_own() {
    let own = row(
        1,
        &formula("A1", "", "Risks!J4+J4+Risks!J2:J9+Other!J4", "1"),
    );
    let package = package(&total(""), "").part("xl/worksheets/sheet2.xml", sheet(&own));
    let update = add(&package, 1).expect("a row is inserted");
    let other = part(&update, "xl/worksheets/sheet2.xml");
    assert!(
        other.contains("<f>Risks!J5+J4+Risks!J2:J10+Other!J4</f>"),
        "{other}"
    );
}

#[test]
fn a_pivot_table_of_the_risks_keeps_its_source() {
    let cache = |range: &str| {
        format!(
            "<pivotCacheDefinition xmlns=\"x\"><cacheSource type=\"worksheet\">\
             <worksheetSource ref=\"{range}\" sheet=\"Risks\"/></cacheSource></pivotCacheDefinition>"
        )
    };
    let relations = relationships(&[relationship(1, "pivotCacheDefinition", "../cache.xml")]);
    let package = package(&total(""), "")
        .part("xl/worksheets/_rels/sheet2.xml.rels", relations)
        .part("xl/cache.xml", cache("A1:J4"));
    let update = add(&package, 1).expect("a row is inserted");
    assert_eq!(part(&update, "xl/cache.xml"), cache("A1:J5"));
}

#[test]
fn a_note_stays_at_its_cell() {
    let relations = relationships(&[
        relationship(1, "comments", "../comments1.xml"),
        relationship(2, "vmlDrawing", "../drawing1.vml"),
    ]);
    let comments = |row: u32| {
        let cells = [2, row].map(|row| format!("<comment ref=\"A{row}\" authorId=\"0\"/>"));
        format!(
            "<comments xmlns=\"x\"><commentList>{}</commentList></comments>",
            cells.concat()
        )
    };
    let drawing = |row: u32, anchor: &str| {
        format!(
            "<xml xmlns:x=\"x\"><x:ClientData><x:Anchor>{anchor}</x:Anchor><x:Row>{row}</x:Row>\
             <x:Column>0</x:Column></x:ClientData></xml>"
        )
    };
    let package = package(&total(""), "")
        .part("xl/worksheets/_rels/sheet1.xml.rels", relations)
        .part("xl/comments1.xml", comments(6))
        .part("xl/drawing1.vml", drawing(5, "1, 15, 4, 2, 3, 15, 8, 4"));
    let update = add(&package, 1).expect("a row is inserted");
    assert_eq!(part(&update, "xl/comments1.xml"), comments(7));
    assert_eq!(
        part(&update, "xl/drawing1.vml"),
        drawing(6, "1, 15, 5, 2, 3, 15, 9, 4")
    );
}

#[test]
fn cells_that_are_named_in_a_text_are_noted() {
    let named = row(6, &formula("J6", "", "INDIRECT(\"J4\")", "6"));
    let update = add(&package(&(total("") + &named), ""), 1).expect("a row is inserted");
    let notes: Vec<String> = update.notes.iter().map(ToString::to_string).collect();
    let expected = "Risks!J6: names cells in a text, which does not follow inserted rows";
    assert!(notes.contains(&expected.to_owned()), "{notes:?}");
}

#[test]
fn what_cannot_follow_is_refused_with_its_cell_and_a_way_out() {
    let array = "<c r=\"L3\"><f t=\"array\" ref=\"L3:L5\">ROW(A1:A3)</f></c></row>";
    let spanned = package(&total(""), "");
    let (_, content) = spanned.part_at(3);
    assert!(!content.is_empty());
    let sheet_text = sheet(&(header(&["Score"]) + &risk(2) + &risk(3) + &total("")));
    let at = sheet_text.find("<row r=\"4\"").expect("it is there") - "</row>".len();
    let with_array = format!("{}{array}{}", &sheet_text[..at], &sheet_text[at + 6..]);
    let over_sheets = sheet(
        &(header(&["Score"])
            + &risk(2)
            + &risk(3)
            + &total(&formula("L4", "", "SUM(Risks:Other!J4)", "1"))),
    );
    for (text, cell, reason) in [
        (with_array, "Risks!L3", "one formula gives the cells L3:L5"),
        (over_sheets, "Risks!L4", "is about several sheets"),
    ] {
        let error = add(&spanned.clone().part(PART, text), 1).expect_err("it cannot follow");
        let told = error.to_string();
        assert!(told.contains(cell) && told.contains(reason), "{told}");
        let remedy = error.remedy();
        assert!(
            matches!(remedy, Some(Remedy::ChangeFormula { .. })),
            "{remedy:?}"
        );
    }
}

/// The cells of a sheet by their places, each with what it has.
fn cells(workbook: &[u8]) -> BTreeMap<(u32, String), String> {
    let package = Checked::open(workbook).expect("it is a package");
    let root = package.tree(PART).expect("it is XML");
    let cells = root.all("c").into_iter().map(|cell| {
        let place = cell.get("r").expect("it states its place");
        let column = place.trim_end_matches(|c: char| c.is_ascii_digit());
        let row = place[column.len()..].parse().expect("a row");
        let children = ["f", "v", "t"].map(|name| {
            let found = cell.all(name);
            let texts = found.iter().map(|one| one.text.clone());
            texts.collect::<String>()
        });
        (
            (row, column.to_owned()),
            format!("{:?} {children:?}", cell.get("t")),
        )
    });
    cells.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands below the risks, it stands there as it was, so many rows lower, and nothing else changes but
    /// the new rows.
    #[test]
    fn below_the_new_rows_everything_is_as_it_was(
        rows in prop::collection::vec(prop::collection::vec("[ -~]{0,6}", 0..5), 1..8),
        count in 1_usize..4,
    ) {
        let columns = ["G", "K", "L", "N"];
        let below: String = rows.iter().zip(4..).map(|(cells, number)| {
            let cells = cells.iter().zip(columns);
            let cells: String = cells
                .map(|(cell, column)| text(&format!("{column}{number}"), &format!("{cell}.")))
                .collect();
            row(number, &cells)
        }).collect();
        let package = package(&below, "");
        let before = package.build();
        let Ok((_, reading)) = Workbook::open(before.clone(), &ReadOptions::default()) else {
            return Ok(());
        };
        prop_assume!(reading.register.risks().len() == 2);
        let update = add(&package, count).expect("rows are inserted where they are needed");
        let new: BTreeSet<u32> = update.cells.iter().map(|cell| cell.row).collect();
        let mut left = cells(&update.bytes);
        // Such as "what stood from row 4 on is 2 lower".
        let told = update.parts.iter().find(|part| part.what.ends_with(" lower"));
        let numbers: Vec<u32> = told.into_iter()
            .flat_map(|part| part.what.split(' ').filter_map(|word| word.parse().ok()))
            .collect();
        for ((row, column), cell) in cells(&before) {
            let at = match numbers[..] {
                [first, by] if row >= first => row + by,
                _ => row,
            };
            prop_assert_eq!(left.remove(&(at, column)), Some(cell));
        }
        for (row, _) in left.keys() {
            prop_assert!(new.contains(row), "row {}", row);
        }
    }
}
