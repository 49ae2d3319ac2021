//! References for risks that have none: in the blank cells of their column, or in a column that the sheet gets.

use risk_core::edit::{Assignment, Edited, Editor};
use risk_core::workbook::{ReadOptions, Update, Workbook, read};
use risk_core::{Error, Remedy};
use rust_xlsxwriter::{Format, Table, TableColumn, Workbook as Book, Worksheet};

use crate::update_checker::problems;
use crate::xlsx::{Package, formula, header, row, sheet, text, value};

const HEADERS: [&str; 4] = ["Component", "Risk", "Likelihood", "Impact"];

/// A workbook of three risks without references, in the rows 2 to 4.
fn without(change: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Risks").unwrap();
    let bold = Format::new().set_bold();
    for (column, header) in (0..).zip(HEADERS) {
        sheet
            .write_with_format(0, column, header, &bold)
            .expect("it fits");
    }
    for (row, component) in (1..).zip(["Queue", "Disk", "Pump"]) {
        for (column, text) in (0..).zip([component, "It is full of something", "Low", "High"]) {
            sheet.write(row, column, text).expect("it fits");
        }
    }
    change(sheet);
    book.save_to_buffer().expect("it is a workbook")
}

/// An edit of a workbook after which every risk has a reference, and the update of it.
fn assign(bytes: Vec<u8>, more: impl FnOnce(&mut Editor)) -> (Edited, Result<Update, Error>) {
    let opened = Workbook::open(bytes, &ReadOptions::default());
    let (workbook, reading) = opened.expect("it is a register");
    let mut editor = Editor::new(reading.register).in_scope(&reading.scope);
    editor.assign_references();
    more(&mut editor);
    let edited = editor.finish().expect("it is a register");
    let update = workbook.put_with_references(&edited);
    (edited, update)
}

/// The same, which is sound and states what was to be stated, of which the second time changes nothing.
fn assigned(bytes: Vec<u8>, more: impl FnOnce(&mut Editor)) -> Update {
    let known = problems(&bytes);
    let (edited, update) = assign(bytes, more);
    let update = update.expect("there is room");
    assert_eq!(problems(&update.bytes), known);
    let again = read(&update.bytes, &ReadOptions::default()).expect("it is a register");
    assert_eq!(again.register, edited.after);
    let (_, second) = assign(update.bytes.clone(), |_| ());
    assert_eq!(second.expect("nothing is to do").bytes, update.bytes);
    update
}

fn refused(bytes: Vec<u8>) -> (String, Option<Remedy>) {
    let (_, update) = assign(bytes, |_| ());
    let error = update.expect_err("there is no room");
    (error.to_string(), error.remedy())
}

fn cells(update: &Update) -> Vec<String> {
    let cells = update.cells.iter().map(ToString::to_string);
    cells
        .map(|cell| cell.trim_start_matches("Risks!").to_owned())
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("it is a package");
    let part = archive.by_name(name).expect("it has the part");
    std::io::read_to_string(part).expect("it is text")
}

fn add(editor: &mut Editor) {
    let assignment: Assignment = "description=It is empty".parse().expect("it is one");
    editor.add_risk(&[assignment], None).expect("it is allowed");
}

fn add_column() -> Remedy {
    let (sheet, header) = ("Risks".to_owned(), "Reference".to_owned());
    Remedy::AddColumn { sheet, header }
}

#[test]
fn a_sheet_without_references_gets_a_column_of_them_behind_its_last_header() {
    let update = assigned(without(|_| ()), |_| ());
    let expected = [
        "E1: (empty) → Reference",
        "E2: (empty) → R01",
        "E3: (empty) → R02",
        "E4: (empty) → R03",
    ];
    assert_eq!(cells(&update), expected);
    let sheet = part(&update.bytes, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("<c r=\"E1\" s=\"1\" t=\"s\">"),
        "it looks like the header beside it: {sheet}"
    );
}

#[test]
fn without_being_asked_for_no_column_is_added() {
    let opened = Workbook::open(without(|_| ()), &ReadOptions::default());
    let (workbook, reading) = opened.expect("it is a register");
    let mut editor = Editor::new(reading.register);
    editor.assign_references();
    let edited = editor.finish().expect("it is a register");
    let error = workbook.put(&edited).expect_err("there is no column");
    let sheet = "Risks".to_owned();
    assert_eq!(error.remedy(), Some(Remedy::ReferenceColumn { sheet }));
}

#[test]
fn a_new_risk_gets_the_reference_behind_those_of_the_others() {
    let update = assigned(without(|_| ()), add);
    assert!(cells(&update).ends_with(&["E5: (empty) → R04".to_owned()]));
}

#[test]
fn a_table_takes_the_column_in_with_new_rows() {
    let columns = HEADERS.map(|header| TableColumn::new().set_header(header));
    let table = Table::new().set_columns(&columns);
    let bytes = without(|sheet| {
        sheet.add_table(0, 0, 3, 3, &table).expect("it is free");
    });
    let update = assigned(bytes, add);
    let table = part(&update.bytes, "xl/tables/table1.xml");
    assert!(
        table.contains("ref=\"A1:E5\"") && !table.contains("D4"),
        "{table}"
    );
    assert!(table.contains("count=\"5\""), "{table}");
    assert!(table.contains("<tableColumn id=\"5\" name=\"Reference\"/></tableColumns>"));
}

#[test]
fn a_filter_and_its_name_take_the_column_in_with_new_rows() {
    let bytes = without(|sheet| {
        sheet.autofilter(0, 0, 3, 3).expect("it is free");
    });
    let update = assigned(bytes, add);
    let sheet = part(&update.bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<autoFilter ref=\"A1:E5\""), "{sheet}");
    let workbook = part(&update.bytes, "xl/workbook.xml");
    assert!(workbook.contains("Risks!$A$1:$E$5<"), "{workbook}");
}

#[test]
fn a_column_in_which_something_stands_is_not_taken() {
    let bytes = without(|sheet| {
        sheet.write(2, 4, "why?").expect("it fits");
    });
    let (error, remedy) = refused(bytes);
    assert_eq!(
        error,
        "refused to change Risks!E3: the references would stand here, and the cell has something in it"
    );
    assert_eq!(remedy, Some(add_column()));
    let bytes = without(|sheet| {
        sheet.set_column_hidden(4).expect("it is a column");
    });
    let (error, remedy) = refused(bytes);
    assert!(
        error.contains("Risks!E1") && error.contains("hidden"),
        "{error}"
    );
    assert_eq!(remedy, Some(add_column()));
}

#[test]
fn a_table_beside_the_risks_is_not_written_over() {
    let bytes = without(|sheet| {
        let table = Table::new().set_header_row(false);
        sheet.add_table(1, 4, 3, 5, &table).expect("it is free");
    });
    let (error, remedy) = refused(bytes);
    assert!(error.contains("the table E2:F4 has no room"), "{error}");
    assert_eq!(remedy, Some(add_column()));
}

#[test]
fn blank_cells_get_the_next_references_and_repeated_ones_stay() {
    let risk = |number: u32, reference: &str| {
        let reference = match reference {
            "" => String::new(),
            reference => text(&format!("A{number}"), reference),
        };
        row(
            number,
            &(reference + &text(&format!("C{number}"), "It is full")),
        )
    };
    let rows = ["SEC-007", "", "SEC-007", ""];
    let rows = (2..)
        .zip(rows)
        .map(|(number, reference)| risk(number, reference));
    let rows = header(&[]) + &rows.collect::<String>();
    let update = assigned(Package::of_rows(&rows).build(), |_| ());
    let expected = ["A3: (empty) → SEC-008", "A5: (empty) → SEC-009"];
    assert_eq!(cells(&update), expected);
}

#[test]
fn a_column_of_numbers_goes_on_with_numbers() {
    let first = value("A2", "", "1") + &text("C2", "It is full");
    let rows = header(&[]) + &row(2, &first) + &row(3, &text("C3", "It is empty"));
    let update = assigned(Package::of_rows(&rows).build(), |_| ());
    let sheet = part(&update.bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<c r=\"A3\"><v>2</v></c>"), "{sheet}");
}

#[test]
fn a_formula_in_the_place_of_a_reference_is_refused() {
    let rows = header(&[])
        + &row(2, &(text("A2", "R1") + &text("C2", "It is full")))
        + &row(
            3,
            &(formula("A3", "t=\"str\"", "IF(B3=\"\",\"\",\"R2\")", "")
                + &text("C3", "It is empty")),
        );
    let (error, remedy) = refused(Package::of_rows(&rows).build());
    assert!(
        error.contains("Risks!A3: a formula stands there"),
        "{error}"
    );
    assert!(matches!(remedy, Some(Remedy::ChangeFormula { .. })));
}

#[test]
fn a_risk_over_several_rows_gets_one_and_what_is_no_risk_none() {
    let headers = [
        ("A1", "Component"),
        ("B1", "Failure mode"),
        ("C1", "Mitigation"),
    ];
    let rows = row(
        1,
        &headers.map(|(cell, header)| text(cell, header)).concat(),
    ) + &row(
        2,
        &(text("A2", "Fans") + &text("B2", "They do not start") + &text("C2", "Two of them")),
    ) + &row(3, &text("C3", "An alarm"))
        + &row(
            4,
            &(text("A4", "Disk") + &text("B4", "It is full of something")),
        )
        + &row(6, &text("A6", "Last changed in May"));
    let merged =
        "<mergeCells count=\"2\"><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/></mergeCells>";
    let sheet = sheet(&rows).replace("</sheetData>", &format!("</sheetData>{merged}"));
    let package = Package::of_rows("").part("xl/worksheets/sheet1.xml", sheet);
    let update = assigned(package.build(), |_| ());
    let expected = [
        "D1: (empty) → Reference",
        "D2: (empty) → R01",
        "D4: (empty) → R02",
    ];
    assert_eq!(cells(&update), expected);
}
