//! Columns beyond the model, formulas, rows that are no risks, and what the workbook has no place
//! for.

use risk_core::{ExtraValue, Key, RecordId, RiskField, SourceScope};

use crate::reading::{extra, reading, risk, risks, today, told};
use crate::xlsx::{Package, formula, header, row, text, value};

/// A register whose rows are the given ones, with more headers from column J on.
fn package(more: &[&str], rows: &str) -> Package {
    Package::of_rows(&(header(more) + rows))
}

fn extras(package: &Package) -> Vec<(String, ExtraValue)> {
    let risk = risk(&package.build());
    let extras = risk.extra.iter();
    extras
        .map(|(key, value)| (key.to_string(), value.clone()))
        .collect()
}

#[test]
fn what_the_model_does_not_know_is_kept_under_its_header() {
    let cells = text("C2", "It fails")
        + &text("J2", " as it stands\n")
        + &value("K2", "", "1.5")
        + &value("L2", "t=\"b\"", "0")
        + &value("M2", "t=\"e\"", "#N/A");
    let package = package(&[" Team ", "Cost", "Cost", "Ürsache"], &row(2, &cells));
    assert_eq!(
        extras(&package),
        [
            (
                "Team".to_owned(),
                ExtraValue::Text(" as it stands\n".to_owned())
            ),
            ("Cost".to_owned(), ExtraValue::Float(1.5)),
            ("Cost~2".to_owned(), ExtraValue::Boolean(false)),
            ("Ürsache".to_owned(), ExtraValue::Error("#N/A".to_owned())),
        ]
    );
}

#[test]
fn a_column_without_a_header_is_kept_by_its_occurrence() {
    let cells = text("C2", "It fails") + &text("J2", "a") + &text("L2", "b");
    let package = package(&["", "Team", " "], &row(2, &cells));
    let keys: Vec<String> = extras(&package).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["~1", "~2"]);
}

#[test]
fn a_header_may_be_a_number() {
    let header = header(&[]).replace("</row>", &(value("J1", "", "2026") + "</row>"));
    let rows = header + &row(2, &(text("C2", "It fails") + &text("J2", "plan")));
    let plan = extra(&Package::of_rows(&rows).build(), "2026");
    assert_eq!(plan, Some(ExtraValue::Text("plan".to_owned())));
}

#[test]
fn a_column_of_scores_is_left_out() {
    for score in [
        "D2*E2",
        "IF($D2=\"\",\"\",$D$2*E2)",
        "VLOOKUP(d2&amp;e2,Scale!A:B,2)",
        "T[[#This Row],[Likelihood]]*T[[#This Row],[impact]]",
    ] {
        let cells = text("C2", "It fails") + &formula("J2", "", score, "6");
        let package = package(&["Score"], &row(2, &cells));
        assert_eq!(extras(&package), [], "{score}");
        let SourceScope::Columns { risks, .. } = reading(&package.build()).scope else {
            panic!("a workbook has columns");
        };
        assert_eq!(risks.extra, []);
    }
}

#[test]
fn the_value_of_any_other_formula_is_kept() {
    let cells = text("C2", "It fails")
        + &formula("J2", "", "D2*2", "6")
        + &formula("K2", "t=\"str\"", "UPPER(C2)", "IT FAILS")
        + &formula("L2", "t=\"b\"", "D2&gt;E2", "1");
    let rows = row(2, &cells) + &row(3, &(text("C3", "It stops") + &value("L3", "t=\"b\"", "0")));
    let package = package(&["Double", "Loud", "Worse"], &rows);
    let risks = risks(&package.build());
    let get = |risk: usize, header: &str| risks[risk].extra.get(&Key::first(header)).cloned();
    assert_eq!(get(0, "Double"), Some(ExtraValue::Integer(6)));
    assert_eq!(
        get(0, "Loud"),
        Some(ExtraValue::Text("IT FAILS".to_owned()))
    );
    // A column that also has values of its own is not computed.
    assert_eq!(get(0, "Worse"), Some(ExtraValue::Boolean(true)));
    assert_eq!(get(1, "Worse"), Some(ExtraValue::Boolean(false)));
}

#[test]
fn a_shared_formula_computes_its_whole_column() {
    let rows = row(2, &(text("C2", "a") + &formula("J2", "", "D2*E2", "1")))
        + &row(
            3,
            &(text("C3", "b") + "<c r=\"J3\"><f t=\"shared\" si=\"0\"/><v>2</v></c>"),
        );
    let risks = risks(&package(&["Score"], &rows).build());
    assert!(risks.iter().all(|risk| risk.extra.is_empty()));
}

#[test]
fn a_row_of_nothing_but_formulas_and_blanks_is_skipped() {
    let rows = row(2, &text("C2", "It fails"))
        + &row(
            3,
            &(formula("A3", "t=\"str\"", "A2&amp;1", "R2") + &text("C3", " \n ")),
        )
        + &row(4, "<c r=\"A4\" s=\"1\"/>")
        + &row(6, &text("C6", "It stops"));
    let package = package(&[], &rows);
    assert_eq!(risks(&package.build()).len(), 2);
    assert_eq!(reading(&package.build()).findings, []);
}

#[test]
fn a_row_with_content_only_beside_the_model_is_told_and_left_alone() {
    let rows =
        row(2, &text("C2", "It fails")) + &row(3, &(value("J3", "", "12") + &text("K3", "x")));
    let package = package(&["Total"], &rows);
    let reading = reading(&package.build());
    assert_eq!(reading.register.risks().len(), 1);
    assert_eq!(
        told(&reading.findings, "row-is-no-risk"),
        ["Risks!J3 the row has nothing in a column of the register and is left alone"]
    );
    assert_eq!(reading.findings[0].data.found.as_deref(), Some("12"));
    assert_eq!(reading.findings[0].record, RecordId::Register);
}

#[test]
fn a_level_that_is_none_is_told_at_its_cell_with_the_one_that_was_meant() {
    let rows = row(
        7,
        &(text("C7", "It fails") + &text("D7", "Hgih") + &text("E7", " low ")),
    );
    let reading = reading(&package(&[], &rows).build());
    let findings = reading.check(today());
    let unknown = findings
        .iter()
        .find(|finding| finding.code() == "unknown-level")
        .unwrap();
    assert_eq!(unknown.location.to_string(), "Risks!D7");
    assert_eq!(unknown.data.found.as_deref(), Some("Hgih"));
    assert_eq!(unknown.data.suggestion.as_deref(), Some("High"));
    assert_eq!(
        unknown.message,
        "invalid likelihood `Hgih`; expected Low, Medium or High"
    );
    let risk = reading.register.risk_at(0).unwrap();
    assert_eq!(
        risk.likelihood.as_deref(),
        Some("Hgih"),
        "it is kept as it was found"
    );
}

#[test]
fn the_coverage_is_the_columns_that_there_are() {
    let rows = row(
        1,
        &(text("B1", "Risk") + &text("A1", "ID") + &text("D1", "Team") + &text("C1", "Notes")),
    ) + &row(2, &text("B2", "It fails"));
    let reading = reading(&Package::of_rows(&rows).build());
    let SourceScope::Columns {
        risks, components, ..
    } = reading.scope
    else {
        panic!("a workbook has columns");
    };
    assert_eq!(
        risks.fields,
        [
            RiskField::Reference,
            RiskField::Description,
            RiskField::Notes,
            RiskField::TrackerLinks
        ]
    );
    assert_eq!(risks.extra, [Key::first("Team")]);
    assert_eq!(components, None);
}

#[test]
fn lists_are_read_by_their_layout() {
    let cells = text("G2", "- Retry\n  with backoff\n* Warm it")
        + &text("H2", "1. Page the owner\n2) Restart")
        + &text(
            "I2",
            "On, but manual\nCards: https://trello.com/c/a & https://trello.com/c/b\nend",
        );
    let risk = risk(&package(&[], &row(2, &cells)).build());
    let mitigations: Vec<&str> = risk.mitigations.iter().map(|m| m.text.as_str()).collect();
    assert_eq!(mitigations, ["Retry\nwith backoff", "Warm it"]);
    let actions: Vec<&str> = risk
        .runbook_actions
        .iter()
        .map(|a| a.text.as_str())
        .collect();
    assert_eq!(actions, ["Page the owner", "Restart"]);
    assert_eq!(risk.notes, "On, but manual\nend");
    let links: Vec<&str> = risk.tracker_links.iter().map(|link| link.url()).collect();
    assert_eq!(links, ["https://trello.com/c/a", "https://trello.com/c/b"]);
}
