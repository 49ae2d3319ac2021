//! What formulas show: records of other sheets, and columns that are computed from others.

use risk_core::{Key, Reading};

use crate::imports::{cell, ods, row as ods_row};
use crate::reading::{reading, told};
use crate::xlsx::{Package, formula, header, row, text, workbook};

/// A cell whose formula gives an error.
fn error(reference: &str) -> String {
    format!("<c r=\"{reference}\" t=\"e\"><f>Data!A2</f><v>#N/A</v></c>")
}

/// A cell whose formula gives a text.
fn shown(reference: &str, text: &str) -> String {
    format!("<c r=\"{reference}\" t=\"str\"><f>Data!A2</f><v>{text}</v></c>")
}

/// A register of a typed risk and of a row of nothing but formulas.
fn with_row(cells: &str) -> Reading {
    let typed = text("A2", "R1") + &text("C2", "It fails") + &text("D2", "High");
    let rows = header(&["Budget"]) + &row(2, &typed) + &row(3, cells);
    reading(&Package::of_rows(&rows).build())
}

fn described(reading: &Reading) -> Vec<&str> {
    let risks = reading.register.risks();
    risks
        .map(|risk| risk.stated().description.as_str())
        .collect()
}

#[test]
fn a_risk_whose_formulas_show_an_error_or_a_number_is_one_where_something_names_it() {
    let levels = shown("D3", "High") + &shown("E3", "Low");
    let lost = with_row(&(shown("A3", "R2") + &error("B3") + &error("C3") + &error("D3")));
    assert_eq!(lost.register.risks().len(), 2);
    assert_eq!(
        told(&lost.findings, "unreadable-cell").len(),
        3,
        "{:?}",
        lost.findings
    );
    let number = formula("C3", "", "Data!A2", "404");
    let status = with_row(&(shown("A3", "R2") + &number + &levels));
    assert_eq!(described(&status), ["It fails", "404"]);
}

#[test]
fn a_row_of_formulas_that_describes_something_and_names_nothing_is_told() {
    let levels = formula("D3", "", "COUNTA(D2:D2)", "1") + &formula("E3", "", "COUNTA(E2:E2)", "1");
    for cells in [
        error("C3") + &error("D3"),
        formula("C3", "", "COUNTA(C2:C2)", "1") + &levels,
        shown("C3", "It fails again") + &shown("F3", "Alarm"),
    ] {
        let reading = with_row(&cells);
        assert_eq!(described(&reading), ["It fails"]);
        assert_eq!(
            told(&reading.findings, "row-is-no-risk").len(),
            1,
            "{cells}"
        );
    }
}

/// The budget of each risk of a sheet whose last column has formulas.
fn budgets(above: &str, formulas: [&str; 2]) -> Vec<Option<String>> {
    let columns = [
        "Reference",
        "Component",
        "Risk",
        "Likelihood",
        "Impact",
        "Budget",
    ];
    let header = columns
        .iter()
        .zip('A'..)
        .map(|(name, column)| text(&format!("{column}3"), name));
    let risk = |(number, budget): (u32, &str)| {
        let at = |column: &str| format!("{column}{number}");
        let cells = text(&at("A"), &format!("R{number}"))
            + &text(&at("B"), "API")
            + &text(&at("C"), "It fails")
            + &text(&at("D"), "High")
            + &text(&at("E"), "Low")
            + &formula(&at("F"), "", budget, "100");
        row(number, &cells)
    };
    let rows: String = (4..).zip(formulas).map(risk).collect();
    let rows = row(1, above) + &row(3, &header.collect::<String>()) + &rows;
    let reading = reading(&Package::of_rows(&rows).build());
    let budget = Key::first("Budget");
    let risks = reading.register.risks();
    let budgets = risks.map(|risk| risk.stated().extra.get(&budget).map(ToString::to_string));
    budgets.collect()
}

#[test]
fn a_column_is_a_score_by_the_formulas_of_its_own_rows_and_sheet() {
    let stated = [Some("100".to_owned()), Some("100".to_owned())];
    let counted = formula("F1", "", "COUNTIF(D4:D9,1)+COUNTIF(E4:E9,1)", "2");
    let looked_up = ["VLOOKUP(A4,Costs!A:B,2,0)", "VLOOKUP(A5,Costs!A:B,2,0)"];
    assert_eq!(budgets(&counted, looked_up), stated, "a formula above");
    let elsewhere = ["Costs!D4+Costs!E4", "Costs!D5+Costs!E5"];
    assert_eq!(budgets("", elsewhere), stated, "another sheet");
    let quoted = ["\"see D4 and E4\"&amp;\"!\"", "\"see D5 and E5\"&amp;\"!\""];
    assert_eq!(budgets("", quoted), stated, "a text");
    assert_eq!(budgets("", ["D4*E4", "Risks!D5*Risks!E5"]), [None, None]);
}

#[test]
fn levels_that_another_sheet_shows_are_levels() {
    let risk = |number: u32| {
        let level = |column: &str, of: &str, level: &str| {
            format!(
                "<c r=\"{column}{number}\" t=\"str\"><f>Data!{of}{number}</f><v>{level}</v></c>"
            )
        };
        let at = |column: &str| format!("{column}{number}");
        let cells = text(&at("A"), &format!("R{number}")) + &text(&at("C"), "It fails");
        row(
            number,
            &(cells + &level("D", "C", "High") + &level("E", "D", "Low")),
        )
    };
    let rows = header(&[]) + &risk(2) + &risk(3);
    let reading = reading(&Package::of_rows(&rows).build());
    let risks = reading.register.risks();
    let impacts: Vec<String> = risks.filter_map(|risk| risk.impact.clone()).collect();
    assert_eq!(impacts, ["Low", "Low"], "{:?}", reading.findings);
}

#[test]
fn a_formula_of_an_ods_workbook_computes_with_its_own_sheet_alone() {
    let budget = |first: &str, second: &str| {
        let headers = ["ID", "Risk", "Likelihood", "Impact", "Budget"]
            .map(cell)
            .concat();
        let formula = format!(
            "<table:table-cell table:formula=\"of:={first}*{second}\" office:value-type=\"float\" office:value=\"100\"/>"
        );
        let risk = cell("R1") + &cell("It fails") + &cell("High") + &cell("Low") + &formula;
        let reading = reading(&ods(&(ods_row(&headers) + &ods_row(&risk))));
        let risk = reading.register.risk_at(0).expect("there is one");
        risk.extra.get(&Key::first("Budget")).is_some()
    };
    assert!(!budget("[.C2]", "[.$D$2]"));
    assert!(!budget("[$Risks.C2]", "[.D2]"));
    assert!(budget("[$Costs.C2]", "[$Costs.D2]"));
}

/// A register of three risks, of which a column shows a rating that is computed from their levels.
fn rated(ratings: [&str; 3], properties: &str) -> Reading {
    let mut rows = header(&["Verdict"]);
    let impacts = ["Low", "Medium", "High"];
    for (at, (rating, impact)) in (2..).zip(ratings.into_iter().zip(impacts)) {
        let formula = format!("VLOOKUP(D{at}&amp;E{at},Matrix!A:B,2,FALSE)");
        let cells = [
            text(&format!("A{at}"), &format!("R{at}")),
            text(&format!("C{at}"), "It fails"),
            text(&format!("D{at}"), "Low"),
            text(&format!("E{at}"), impact),
            format!("<c r=\"J{at}\" t=\"str\"><f>{formula}</f><v>{rating}</v></c>"),
        ];
        rows += &row(at, &cells.concat());
    }
    let listed = workbook(properties, &[("Risks", "")]);
    reading(
        &Package::of_rows(&rows)
            .part("xl/workbook.xml", listed)
            .build(),
    )
}

#[test]
fn ratings_that_a_workbook_computes_otherwise_than_the_scale_are_found() {
    let said = |ratings: [&str; 3]| told(&rated(ratings, "").findings, "rating-differs");
    // What waits for a result shows none.
    assert_eq!(said(["Note", "", "medium"]), [""; 0]);
    let found = said(["Note", "High", "critical"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("2 formulas show another rating"),
        "{found:?}"
    );
    assert!(
        found[0].contains("J3 has `High` and is `Low`, J4 has `critical` and is `Medium`"),
        "{found:?}"
    );
}

#[test]
fn results_that_are_to_be_computed_anew_are_not_compared() {
    let reading = rated(["High", "High", "High"], "<calcPr fullCalcOnLoad=\"1\"/>");
    assert!(told(&reading.findings, "rating-differs").is_empty());
}
