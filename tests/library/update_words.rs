//! What an edit writes is in the words that the workbook uses: a drop-down and its formulas know no others.

use risk_core::edit::{Assignment, Editor};
use risk_core::workbook::{ReadOptions, Update, Workbook, read};

use crate::xlsx::{Package, header, row, sheet, text};

/// A register of two risks in the words of a drop-down, which stand on another sheet, and of cells.
fn workbook() -> Vec<u8> {
    let risk = |number: u32, likelihood: &str, impact: &str, status: &str| {
        let cells = [
            ("A", &*format!("R{number}")),
            ("B", "Queue"),
            ("C", "It is full"),
            ("D", likelihood),
            ("E", impact),
            ("J", status),
        ];
        let cells = cells.map(|(column, value)| text(&format!("{column}{number}"), value));
        row(number, &cells.concat())
    };
    let rows = header(&["Status"])
        + &risk(2, "low", "Moderate", "Open")
        + &risk(3, "LOW", "Moderate", "Closed")
        + &risk(4, "LOW", "medium", "Open")
        + &risk(5, "HIGH", "Low", "In Progress");
    let list = "<dataValidations><dataValidation type=\"list\" sqref=\"E2:E9\">\
        <formula1>Lists!$A$1:$A$3</formula1></dataValidation>\
        <dataValidation type=\"list\" sqref=\"B2:B9\"><formula1>\"Queue,Login\"</formula1>\
        </dataValidation></dataValidations>";
    let words = ["Low", "Moderate", "HIGH"].into_iter().zip(1..);
    let words = words.map(|(word, at)| row(at, &text(&format!("A{at}"), word)));
    let sheet = sheet(&rows).replace("</sheetData>", &format!("</sheetData>{list}"));
    Package::of_sheets(&[("Risks", ""), ("Lists", &words.collect::<String>())])
        .part("xl/worksheets/sheet1.xml", sheet)
        .build()
}

/// The update of an edit, which is read back as the register after it.
fn put(edit: impl FnOnce(&mut Editor, &[Assignment]), assignments: &[&str]) -> Update {
    let opened = Workbook::open(workbook(), &ReadOptions::default());
    let (workbook, reading) = opened.expect("it is a register");
    let mut editor = Editor::new(reading.register).in_scope(&reading.scope);
    let parsed = assignments.iter().map(|text| text.parse());
    let parsed: Result<Vec<Assignment>, _> = parsed.collect();
    edit(&mut editor, &parsed.expect("they are assignments"));
    let edited = editor.finish().expect("it is a register");
    let update = workbook.put(&edited).expect("it can be updated");
    let again = read(&update.bytes, &ReadOptions::default()).expect("it is a register");
    assert_eq!(again.register, edited.after);
    update
}

fn set(risk: &str, assignments: &[&str]) -> Vec<String> {
    let edit = |editor: &mut Editor, assignments: &[Assignment]| {
        editor.set_risk(risk, assignments).expect("it is allowed");
    };
    let update = put(edit, assignments);
    update.cells.iter().map(ToString::to_string).collect()
}

#[test]
fn a_level_and_a_status_are_written_in_the_words_of_their_column() {
    let edits = ["likelihood=Low", "impact=High", "status=open"];
    let cells = [
        "Risks!D5: HIGH → LOW",
        "Risks!E5: Low → HIGH",
        "Risks!J5: In Progress → Open",
    ];
    assert_eq!(set("R5", &edits), cells);
    // No cell of the column has the level.
    assert_eq!(
        set("R5", &["likelihood=medium"]),
        ["Risks!D5: HIGH → Medium"]
    );
}

#[test]
fn a_word_that_the_column_has_stays_as_it_was_typed() {
    assert_eq!(set("R5", &["likelihood=low"]), ["Risks!D5: HIGH → low"]);
    assert_eq!(set("R5", &["impact=medium"]), ["Risks!E5: Low → medium"]);
    assert_eq!(set("R5", &["impact=Medium"]), ["Risks!E5: Low → Moderate"]);
}

#[test]
fn a_new_risk_has_the_words_of_its_columns() {
    let edit = |editor: &mut Editor, assignments: &[Assignment]| {
        editor.add_risk(assignments, None).expect("it is allowed");
    };
    let edits = [
        "component=Queue",
        "likelihood=Low",
        "impact=Medium",
        "status=closed",
    ];
    let update = put(edit, &edits);
    let after = update.cells.iter().filter_map(|cell| cell.after.as_deref());
    let after: Vec<&str> = after.collect();
    assert_eq!(after, ["R6", "Queue", "LOW", "Moderate", "Closed"]);
}

#[test]
fn a_value_that_its_drop_down_does_not_have_is_written_and_noted() {
    let edit = |editor: &mut Editor, assignments: &[Assignment]| {
        editor.set_risk("R2", assignments).expect("it is allowed");
        editor.add_risk(assignments, None).expect("it is allowed");
    };
    let notes = |component: &str| -> Vec<String> {
        let update = put(edit, &[component]);
        update.notes.iter().map(ToString::to_string).collect()
    };
    let what = "`Mailer` is not in the drop-down list of the cell: Queue, Login";
    let expected = ["B2", "B6"].map(|cell| format!("Risks!{cell}: {what}"));
    assert_eq!(notes("component=Mailer"), expected);
    assert!(notes("component=Login").is_empty());
}
