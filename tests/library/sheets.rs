//! Which sheet has the register, where its header is, and which column has which field.

use risk_core::workbook::{ReadOptions, read};
use risk_core::{Answer, Error, Remedy, RiskField};

use crate::reading::{error, reading, risks, today};
use crate::xlsx::{
    HEADERS, Package, header, relationship, relationships, row, sheet, text, value, workbook,
};

fn register(reference: &str) -> String {
    header(&[]) + &row(2, &(text("A2", reference) + &text("C2", "It fails")))
}

fn references(workbook: &[u8]) -> Vec<String> {
    let risks = risks(workbook);
    risks.into_iter().map(|risk| risk.reference).collect()
}

#[test]
fn the_sheet_with_a_table_of_risks_is_found_whatever_its_name() {
    let legend = row(1, &text("A1", "Likelihood: Low, Medium, High"));
    let workbook = Package::of_sheets(&[("Legend", &legend), ("FMEA 2026", &register("R1"))]);
    assert_eq!(references(&workbook.build()), ["R1"]);
}

/// The answers to the question that an error asks.
fn answers_to(error: &Error) -> Vec<Answer> {
    match error.remedy() {
        Some(Remedy::Answer { answers, more: 0 }) => answers,
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_sheets_with_risks_are_a_question() {
    let package = Package::of_sheets(&[("Old", &register("R1")), ("New", &register("R2"))]);
    let error = error(&package.build());
    assert_eq!(
        error.to_string(),
        "the sheets Old, New all have a table of risks"
    );
    let answers = ["Old", "New"].map(|name| Answer::Sheet(name.to_owned()));
    assert_eq!(answers_to(&error), answers);
    let mut options = ReadOptions::default();
    options.sheet = Some("new".to_owned());
    let reading = read(&package.build(), &options).unwrap();
    assert_eq!(reading.register.risk_at(0).unwrap().reference, "R2");
}

#[test]
fn a_hidden_sheet_is_no_rival_but_is_read_where_it_is_the_only_one() {
    for state in ["hidden", "veryHidden"] {
        let hide = format!("state=\"{state}\"");
        let both = Package::of_sheets(&[("Old", &register("R1")), ("New", &register("R2"))]).part(
            "xl/workbook.xml",
            workbook("", &[("Old", &hide), ("New", "")]),
        );
        assert_eq!(references(&both.build()), ["R2"]);
        let only = Package::of_sheets(&[("Old", &register("R1"))])
            .part("xl/workbook.xml", workbook("", &[("Old", &hide)]));
        assert_eq!(references(&only.build()), ["R1"]);
    }
}

#[test]
fn a_chart_sheet_is_passed_over() {
    let rels = relationships(&[
        relationship(1, "chartsheet", "chartsheets/sheet1.xml"),
        relationship(2, "worksheet", "worksheets/sheet1.xml"),
    ]);
    let package = Package::of_sheets(&[("Risks", &register("R1"))])
        .part(
            "xl/workbook.xml",
            workbook("", &[("Chart", ""), ("Risks", "")]),
        )
        .part("xl/_rels/workbook.xml.rels", rels)
        .part("xl/chartsheets/sheet1.xml", "<chartsheet/>");
    assert_eq!(references(&package.build()), ["R1"]);
}

#[test]
fn a_sheet_that_is_not_there_is_told_with_those_that_are() {
    let mut options = ReadOptions::default();
    options.sheet = Some("Rsks".to_owned());
    let package = Package::of_sheets(&[("Legend", ""), ("Risks", &register("R1"))]);
    let error = read(&package.build(), &options).unwrap_err();
    assert_eq!(error.to_string(), "the workbook has no sheet `Rsks`");
    let nearest = vec!["Risks".to_owned(), "Legend".to_owned()];
    assert_eq!(error.remedy(), Some(Remedy::Sheet { nearest }));
}

#[test]
fn a_workbook_without_risks_is_told_with_what_a_table_of_risks_has() {
    let package = Package::of_sheets(&[("Budget", &row(1, &text("A1", "Cost"))), ("Notes", "")]);
    let error = error(&package.build());
    assert_eq!(
        error.to_string(),
        "no sheet has a table of risks (looked at Budget, Notes)"
    );
    assert_eq!(error.remedy(), Some(Remedy::Headers));
}

#[test]
fn of_a_sheet_that_was_named_only_that_one_is_told() {
    let mut options = ReadOptions::default();
    options.sheet = Some("Notes".to_owned());
    let package = Package::of_sheets(&[("Risks", &register("R1")), ("Notes", "")]);
    let error = read(&package.build(), &options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no sheet has a table of risks (looked at Notes)"
    );
}

#[test]
fn the_header_may_stand_anywhere() {
    let rows = row(1, &text("B1", "Risk register of the shop"))
        + &row(3, &text("B3", "Likelihood: how often"))
        + &row(
            7,
            &(text("C7", "ID")
                + &text("D7", " RISK\n(failure mode):")
                + &text("F7", "Likelihood (1\u{2013}5)")),
        )
        + &row(
            9,
            &(text("C9", "R1") + &text("D9", "It fails") + &text("F9", "Hgh")),
        );
    let reading = reading(&Package::of_rows(&rows).build());
    assert_eq!(reading.register.risk_at(0).unwrap().description, "It fails");
    let findings = reading.check(today());
    let unknown = findings
        .iter()
        .find(|finding| finding.code() == "unknown-level")
        .unwrap();
    assert_eq!(unknown.location.to_string(), "Risks!F9");
}

/// A header of another layout than the one that this crate gives a sheet.
fn other_header(more: &[&str]) -> String {
    header(more).replace("Reference", "Ref.")
}

#[test]
fn two_columns_for_one_field_are_a_question_that_names_both() {
    let rows = other_header(&["Consequence"]) + &row(2, &text("C2", "It fails"));
    let package = Package::of_rows(&rows);
    let error = error(&package.build());
    assert_eq!(
        error.to_string(),
        "in the sheet `Risks` the columns E (`Impact`) and J (`Consequence`) could both be the \
         impact"
    );
    let answers = ["E", "J"].map(|column| Answer::Column {
        field: RiskField::Impact,
        column: column.to_owned(),
    });
    assert_eq!(answers_to(&error), answers);
}

#[test]
fn a_question_about_columns_is_answered_by_letters_or_by_the_header() {
    let cells = text("C2", "It fails") + &text("E2", "Low") + &text("J2", "High");
    let rows = other_header(&["Consequence"]) + &row(2, &cells);
    for (column, impact, other) in [("J", "High", "Impact"), ("impact", "Low", "Consequence")] {
        let mut options = ReadOptions::default();
        options.columns.insert(RiskField::Impact, column.to_owned());
        let reading = read(&Package::of_rows(&rows).build(), &options).unwrap();
        let risk = reading.register.risk_at(0).unwrap();
        assert_eq!(risk.impact.as_deref(), Some(impact));
        let (key, _) = risk.extra.iter().next().unwrap();
        assert_eq!(key.to_string(), other);
    }
}

#[test]
fn a_column_that_is_not_there_is_told() {
    let mut options = ReadOptions::default();
    options
        .columns
        .insert(RiskField::Impact, "Damage".to_owned());
    let error = read(&Package::of_rows(&register("R1")).build(), &options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "in the sheet `Risks` no column is headed `Damage`, as was specified for impact"
    );
}

#[test]
fn a_column_given_for_two_fields_is_told() {
    let mut options = ReadOptions::default();
    options.columns.insert(RiskField::Impact, "D".to_owned());
    options
        .columns
        .insert(RiskField::Likelihood, "D".to_owned());
    let error = read(&Package::of_rows(&register("R1")).build(), &options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "in the sheet `Risks` the column D is given for both likelihood and impact"
    );
    let answer = "give each field a column of its own".to_owned();
    assert_eq!(answers_to(&error), [Answer::Words(answer)]);
}

#[test]
fn of_two_columns_called_risk_the_one_with_levels_is_the_rating() {
    let rows = row(
        1,
        &(text("A1", "ID") + &text("B1", "Description") + &text("C1", "Risk")),
    ) + &row(
        2,
        &(text("A2", "R1") + &text("B2", "It fails") + &text("C2", "High")),
    ) + &row(
        3,
        &(text("A3", "R2") + &text("B3", "It stops") + &text("C3", "Critical")),
    );
    let risks = risks(&Package::of_rows(&rows).build());
    assert_eq!(risks[1].description, "It stops");
    assert_eq!(risks[1].extra.iter().count(), 1);
}

#[test]
fn a_sheet_as_large_as_a_sheet_can_be_takes_no_more_than_its_cells() {
    let rows = register("R1") + &row(1_048_576, &value("XFD1048576", "", "1"));
    let reading = reading(&Package::of_rows(&rows).build());
    assert_eq!(reading.register.risks().len(), 1);
    let found: Vec<String> = reading
        .findings
        .iter()
        .map(|f| f.location.to_string())
        .collect();
    // Far beyond the table, the cell stands beside it.
    assert_eq!(found, ["Risks!XFD1"]);
}

#[test]
fn an_empty_sheet_has_no_risks_and_no_error_if_it_is_not_the_register() {
    let package = Package::of_sheets(&[("Empty", ""), ("Risks", &register("R1"))])
        .part("xl/worksheets/sheet1.xml", sheet(""));
    assert_eq!(references(&package.build()), ["R1"]);
}

#[test]
fn a_header_in_another_order_begins_another_table_wherever_it_stands() {
    let risk = |at: u32| {
        row(
            at,
            &(text(&format!("A{at}"), "R") + &text(&format!("C{at}"), "It fails")),
        )
    };
    let below = |at: u32| {
        let order = ["A", "B", "C", "D", "F", "E", "H", "G"].map(|column| format!("{column}{at}"));
        let words = HEADERS.iter().zip(order);
        let mut cells: Vec<(String, &str)> = words.map(|(word, cell)| (cell, *word)).collect();
        cells.sort();
        let cells = cells.iter().map(|(cell, word)| text(cell, word));
        row(at, &cells.collect::<String>())
    };
    // A header far below is none that is looked for among the first rows.
    for at in [3, 400] {
        let above = (2..at).map(risk).collect::<String>();
        let rows = header(&[]) + &above + &below(at) + &risk(at + 1);
        let package = Package::of_rows(&rows).build();
        let question = error(&package);
        assert_eq!(
            question.to_string(),
            format!("the sheet `Risks` has two tables of risks, headed in the rows 1 and {at}")
        );
        let Some(Remedy::Answer { answers, .. }) = question.remedy() else {
            panic!("{question:?}")
        };
        let mut options = ReadOptions::default();
        options.answer(&answers[0]);
        let reading = read(&package, &options).unwrap();
        assert_eq!(reading.register.risks().len(), at as usize - 2);
    }
}

#[test]
fn the_table_of_a_header_that_is_named_ends_where_the_same_header_stands_apart() {
    let risk = |at: u32| {
        row(
            at,
            &(text(&format!("A{at}"), &format!("R{at}")) + &text(&format!("C{at}"), "It fails")),
        )
    };
    let again = |at: u32| header(&[]).replace("1\"", &format!("{at}\""));
    let apart = header(&[]) + &risk(2) + &again(5) + &risk(6);
    let package = Package::of_rows(&apart).build();
    let of = |workbook: &[u8], header: Option<u32>| {
        let mut options = ReadOptions::default();
        options.header_row = header;
        let reading = read(workbook, &options).unwrap();
        let risks = reading.register.risks();
        risks.map(|risk| risk.reference.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of(&package, None), ["R2", "R6"]);
    assert_eq!(of(&package, Some(1)), ["R2"]);
    assert_eq!(of(&package, Some(5)), ["R6"]);
    // On the next page, it goes on.
    let paged = header(&[]) + &risk(2) + &again(3) + &risk(4);
    assert_eq!(of(&Package::of_rows(&paged).build(), Some(1)), ["R2", "R4"]);
}
