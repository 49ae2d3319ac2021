//! Rows that come and go: forms whose cells are merged, totals below the table, formulas that rows share.

use risk_core::edit::{Assignment, Editor};
use risk_core::workbook::{ReadOptions, Update, Workbook, read};
use risk_core::{Error, Remedy};

use crate::xlsx::{Package, formula, header, row, sheet, text, value};

const PART: &str = "xl/worksheets/sheet1.xml";

/// A workbook of the rows below a header of the usual columns and `Score`, and what stands behind them.
fn workbook(rows: &str, behind: &str) -> Vec<u8> {
    let sheet = sheet(&(header(&["Score"]) + rows));
    let sheet = sheet.replace("</sheetData>", &format!("</sheetData>{behind}"));
    Package::of_rows("").part(PART, sheet).build()
}

/// A row of a risk, with more cells behind it.
fn risk(number: u32, more: &str) -> String {
    let cells =
        ["A", "B", "C"].map(|column| text(&format!("{column}{number}"), &format!("R{number}")));
    row(number, &(cells.concat() + more))
}

/// The update of an edit; what is put is read back.
fn edit(bytes: Vec<u8>, change: impl FnOnce(&mut Editor)) -> Result<Update, Error> {
    let opened = Workbook::open(bytes, &ReadOptions::default());
    let (workbook, reading) = opened.expect("it is a register");
    let mut editor = Editor::new(reading.register).in_scope(&reading.scope);
    change(&mut editor);
    let edited = editor.finish().expect("it is a register");
    let update = workbook.put(&edited)?;
    let again = read(&update.bytes, &ReadOptions::default()).expect("it is a register");
    assert_eq!(again.register.risks().len(), edited.after.risks().len());
    Ok(update)
}

fn add(editor: &mut Editor) {
    let texts = ["component=Queue", "description=It is full"].map(str::parse::<Assignment>);
    let assignments: Vec<Assignment> = texts.into_iter().map(Result::unwrap).collect();
    editor.add_risk(&assignments, None).expect("it is allowed");
}

fn cells(update: &Update) -> Vec<String> {
    update.cells.iter().map(ToString::to_string).collect()
}

fn part(update: &Update, name: &str) -> String {
    let bytes = std::io::Cursor::new(&update.bytes);
    let mut archive = zip::ZipArchive::new(bytes).expect("it is a package");
    let part = archive.by_name(name).expect("it has the part");
    std::io::read_to_string(part).expect("it is text")
}

#[test]
fn a_risk_is_added_into_a_form_whose_cells_are_merged_sideways() {
    let merges = "<mergeCells><mergeCell ref=\"C2:C2\"/><mergeCell ref=\"K3:M3\"/>\
        <mergeCell ref=\"I3:J3\"/></mergeCells>";
    let update = edit(workbook(&risk(2, ""), merges), add).expect("its cells are free");
    let expected = [
        "A3: (empty) → R3",
        "B3: (empty) → Queue",
        "C3: (empty) → It is full",
    ];
    assert_eq!(cells(&update), expected.map(|cell| format!("Risks!{cell}")));
}

#[test]
fn an_empty_row_that_is_merged_into_one_cell_is_passed_over() {
    let merges = "<mergeCells><mergeCell ref=\"A3:J3\"/></mergeCells>";
    let update = edit(workbook(&risk(2, ""), merges), add).expect("the row below is free");
    assert!(cells(&update).contains(&"Risks!C4: (empty) → It is full".to_owned()));
}

#[test]
fn a_row_among_cells_merged_over_rows_is_refused_with_a_way_out() {
    let merges = "<mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells>";
    let error = edit(workbook(&risk(2, ""), merges), add).expect_err("they would hide it");
    let remedy = Remedy::Unmerge {
        sheet: "Risks".into(),
        cells: "B2:B3".into(),
    };
    assert_eq!(error.remedy(), Some(remedy));
}

#[test]
fn a_total_moves_down_and_reaches_the_new_row_as_where_a_row_is_free() {
    let risks = risk(2, &value("J2", "", "3")) + &risk(3, &value("J3", "", "4"));
    let total = |number: u32| {
        row(
            number,
            &formula(&format!("J{number}"), "", "SUM(J2:J3)", "7"),
        )
    };
    let kept = formula("J5", "", "SUM(J2:J4)", "7");
    for number in [4, 5] {
        let update = edit(workbook(&(risks.clone() + &total(number)), ""), add);
        let update = update.expect("row 4 is free, or becomes so");
        let last = "Risks!J5: =SUM(J2:J3) → =SUM(J2:J4)";
        assert_eq!(cells(&update).last().map(String::as_str), Some(last));
        assert!(
            part(&update, PART).contains(&kept),
            "the result stays until it is computed"
        );
    }
}

#[test]
fn a_formula_that_cells_share_goes_on_where_its_first_row_is_removed() {
    let first = "<c r=\"J2\"><f t=\"shared\" ref=\"J2:J5\" si=\"0\">LEN(C2)+$A$1</f><v>1</v></c>";
    let other = |number: u32| {
        let cell = format!("<c r=\"J{number}\"><f t=\"shared\" si=\"0\"/><v>1</v></c>");
        risk(number, &cell)
    };
    let rows = risk(2, first) + &other(3) + &other(4) + &other(5);
    let update = edit(workbook(&rows, ""), |editor| {
        for risk in ["R2", "R3"] {
            editor.remove_risk(risk).expect("it is there");
        }
    });
    let update = update.expect("the formula goes on");
    let sheet = part(&update, PART);
    let moved = "<c r=\"J4\"><f t=\"shared\" ref=\"J4:J5\" si=\"0\">LEN(C4)+$A$1</f><v>1</v></c>";
    assert!(sheet.contains(moved), "{sheet}");
    assert!(sheet.contains("<c r=\"J5\"><f t=\"shared\" si=\"0\"/><v>1</v></c>"));
    assert!(!sheet.contains("ref=\"J2:J5\""));
}

#[test]
fn an_array_formula_of_one_cell_goes_on_and_one_of_several_is_noted() {
    let array = |area: &str| {
        let cell =
            format!("<c r=\"J2\"><f t=\"array\" ref=\"{area}\">SUM(LEN(A2:C2))</f><v>6</v></c>");
        workbook(&risk(2, &cell), "")
    };
    let update = edit(array("J2"), add).expect("the row is free");
    let below = "<c r=\"J3\"><f t=\"array\" ref=\"J3\">SUM(LEN(A3:C3))</f></c>";
    assert!(part(&update, PART).contains(below));
    assert!(update.notes.is_empty());
    let update = edit(array("J2:K2"), add).expect("the row is free");
    let notes: Vec<String> = update.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        ["Risks!J3: the formula of the row above does not go on here"]
    );
}

#[test]
fn a_formula_of_columns_elsewhere_goes_on_where_it_stands_in_two_rows() {
    let cell = |number: u32, formula_of: &str| {
        risk(number, &formula(&format!("J{number}"), "", formula_of, "7"))
    };
    let goes_on = |rows: &str| {
        let update = edit(workbook(rows, ""), add).expect("the row is free");
        part(&update, PART).matches("<f>").count() - rows.matches("<f>").count()
    };
    assert_eq!(goes_on(&cell(2, "SUM(Data!C:C)")), 0, "of one row");
    let two = |formula: &str| cell(2, formula) + &cell(3, formula);
    assert_eq!(goes_on(&two("SUM(Data!C:C)")), 1);
    assert_eq!(goes_on(&cell(2, "C:C")), 1, "the cell of its row");
}
