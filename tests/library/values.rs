//! Numbers, dates, booleans and errors, in columns of the model and in others.

use proptest::prelude::*;
use risk_core::{ExtraValue, RecordId, Stated};

use crate::reading::{cases, extra, reading, risk, today, told};
use crate::xlsx::{Package, formula, header, row, text, value, workbook};

/// Number formats: 1 is a date, 2 a date and time of our own, 3 a length of time, 4 a number.
fn package(cells: &str) -> Package {
    let rows = header(&["Extra"]) + &row(2, &(text("C2", "It fails") + cells));
    Package::of_rows(&rows).styles(
        "<numFmt numFmtId=\"164\" formatCode=\"[$-409]yyyy\\-mm\\-dd\\ hh:mm;@\"/>\
         <numFmt numFmtId=\"165\" formatCode=\"#,##0.0&quot; days&quot;\"/>",
        "<font/>",
        "<xf/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"46\"/>\
         <xf numFmtId=\"165\"/>",
    )
}

/// The extra value of a cell.
fn of(attributes: &str, content: &str) -> Option<ExtraValue> {
    extra(&package(&value("J2", attributes, content)).build(), "Extra")
}

fn date(text: &str) -> ExtraValue {
    ExtraValue::DateTime(text.parse().unwrap())
}

#[test]
fn a_number_is_whole_where_it_is_whole() {
    assert_eq!(of("", "5"), Some(ExtraValue::Integer(5)));
    assert_eq!(of("t=\"n\"", "5.0"), Some(ExtraValue::Integer(5)));
    assert_eq!(of("", "1E3"), Some(ExtraValue::Integer(1000)));
    assert_eq!(of("", "-0.5"), Some(ExtraValue::Float(-0.5)));
    assert_eq!(of("s=\"4\"", "2.5"), Some(ExtraValue::Float(2.5)));
    assert_eq!(of("s=\"99\"", " 7 "), Some(ExtraValue::Integer(7)));
    assert_eq!(of("s=\"\"", "7"), Some(ExtraValue::Integer(7)));
    assert_eq!(of("", "0.1"), Some(ExtraValue::Float(0.1)));
}

#[test]
fn a_number_shown_as_a_date_is_a_date() {
    assert_eq!(of("s=\"1\"", "45000"), Some(date("2023-03-15")));
    assert_eq!(of("s=\"2\"", "45000.75"), Some(date("2023-03-15T18:00:00")));
    assert_eq!(of("s=\"1\"", "1"), Some(date("1900-01-01")));
    assert_eq!(of("s=\"1\"", "61"), Some(date("1900-03-01")));
    assert_eq!(of("s=\"1\"", "2958465"), Some(date("9999-12-31")));
}

#[test]
fn what_is_shown_as_a_date_and_is_none_stays_a_number() {
    assert_eq!(of("s=\"1\"", "60"), Some(ExtraValue::Integer(60)));
    assert_eq!(of("s=\"1\"", "-1"), Some(ExtraValue::Integer(-1)));
    assert_eq!(
        of("s=\"1\"", "3000000"),
        Some(ExtraValue::Integer(3_000_000))
    );
    assert_eq!(of("s=\"3\"", "1.5"), Some(ExtraValue::Float(1.5)));
}

#[test]
fn dates_may_count_from_1904() {
    let book = |properties: &str| {
        package(&value("J2", "s=\"1\"", "43538"))
            .part("xl/workbook.xml", workbook(properties, &[("Risks", "")]))
            .build()
    };
    for properties in [
        "<workbookPr date1904=\"1\"/>",
        "<workbookPr date1904=\"true\"/>",
    ] {
        assert_eq!(extra(&book(properties), "Extra"), Some(date("2023-03-15")));
    }
    assert_eq!(
        extra(&book("<workbookPr date1904=\"0\"/>"), "Extra"),
        Some(date("2019-03-14"))
    );
}

#[test]
fn dates_may_stand_as_iso_has_them() {
    assert_eq!(
        of("t=\"d\"", "2027-03-31T00:00:00.000Z"),
        Some(date("2027-03-31"))
    );
    assert_eq!(of("t=\"d\"", "2027-03-31"), Some(date("2027-03-31")));
    assert_eq!(
        of("t=\"d\"", "2027-03-31T16:30:00"),
        Some(date("2027-03-31T16:30:00"))
    );
    let time = ExtraValue::Text("10:10:10".to_owned());
    assert_eq!(of("t=\"d\"", "10:10:10"), Some(time));
}

#[test]
fn booleans_and_errors_are_values_of_their_own() {
    assert_eq!(of("t=\"b\"", "1"), Some(ExtraValue::Boolean(true)));
    assert_eq!(of("t=\"b\"", "0"), Some(ExtraValue::Boolean(false)));
    let error = |text: &str| Some(ExtraValue::Error(text.to_owned()));
    assert_eq!(of("t=\"e\"", "#DIV/0!"), error("#DIV/0!"));
    assert_eq!(of("t=\"e\"", "#SPILL!"), error("#SPILL!"));
}

#[test]
fn an_empty_value_is_none() {
    for (attributes, content) in [
        ("", ""),
        ("t=\"n\"", " "),
        ("t=\"b\"", ""),
        ("t=\"str\"", ""),
    ] {
        assert_eq!(of(attributes, content), None);
    }
}

#[test]
fn a_value_that_is_none_of_its_type_is_a_finding_at_its_cell() {
    for (attributes, content) in [("", "five"), ("", "NaN"), ("t=\"b\"", "2"), ("", "1e999")] {
        let reading = reading(&package(&value("J2", attributes, content)).build());
        assert_eq!(
            told(&reading.findings, "unreadable-cell"),
            ["Risks!J2 the value of the cell cannot be read"]
        );
    }
}

#[test]
fn values_in_columns_of_the_model_are_read_as_a_person_would_write_them() {
    let cells = value("A2", "", "1") + &text("C2", "It fails") + &value("D2", "", "5.0");
    let cells = cells + &value("E2", "t=\"b\"", "1") + &value("I2", "s=\"1\"", "45000");
    let package = package("").part(
        "xl/worksheets/sheet1.xml",
        crate::xlsx::sheet(&(header(&[]) + &row(2, &cells))),
    );
    let risk = risk(&package.build());
    assert_eq!(risk.reference, "1");
    assert_eq!(risk.likelihood.as_deref(), Some("5"));
    assert_eq!(risk.impact.as_deref(), Some("TRUE"));
    assert_eq!(risk.notes, "2023-03-15");
}

#[test]
fn a_date_column_takes_dates_texts_and_nothing_else() {
    let of = |cell: &str| {
        let rows = header(&["Review by"]) + &row(2, &(text("C2", "It fails") + cell));
        let styles = "<xf/><xf numFmtId=\"14\"/>";
        risk(
            &Package::of_rows(&rows)
                .styles("", "<font/>", styles)
                .build(),
        )
        .review_by
    };
    let day = "2023-03-15".parse().unwrap();
    assert_eq!(
        of(&value("J2", "s=\"1\"", "45000")),
        Some(Stated::Known(day))
    );
    assert_eq!(of(&text("J2", " 2023-03-15 ")), Some(Stated::Known(day)));
    let unrecognised = |text: &str| Some(Stated::Unrecognised(text.to_owned()));
    assert_eq!(of(&text("J2", "Q1 2026")), unrecognised("Q1 2026"));
    assert_eq!(of(&value("J2", "", "45000")), unrecognised("45000"));
}

#[test]
fn an_error_in_a_column_of_the_model_is_a_finding_and_kept() {
    let cells = text("C2", "It fails") + &formula("D2", "t=\"e\"", "1/0", "#DIV/0!");
    let reading = reading(&Package::of_risk(&cells).build());
    assert_eq!(
        told(&reading.check(today()), "unreadable-cell"),
        ["Risks!D2 the cell has the error #DIV/0!, which is kept as text"]
    );
    // It is told once, and not again as no level of the scale.
    assert!(told(&reading.check(today()), "unknown-level").is_empty());
    let risk = reading.register.risk_at(0).unwrap();
    assert_eq!(risk.likelihood.as_deref(), Some("#DIV/0!"));
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn every_number_a_cell_can_have_is_read_back(number in any::<f64>()) {
        prop_assume!(number.is_finite());
        let read = of("", &format!("{number:e}"));
        prop_assert_eq!(read, ExtraValue::number(number));
    }
}

#[test]
fn what_is_found_far_down_names_the_record_and_the_row() {
    let risk = |number: u32| {
        let stated = text(&format!("A{number}"), &format!("R{number}"));
        let stated = stated + &text(&format!("C{number}"), "It fails");
        let extra = match number {
            20 | 1_800 => value(&format!("D{number}"), "t=\"e\"", "#N/A"),
            _ => String::new(),
        };
        row(number, &(stated + &extra))
    };
    let again = |number: u32| header(&[]).replace("1\"", &format!("{number}\""));
    let rows = (2..2_000).map(|number| match number {
        30 | 1_500 => again(number),
        number => risk(number),
    });
    let rows = header(&[]) + &rows.collect::<String>();
    let reading = reading(&Package::of_rows(&rows).build());
    assert_eq!(reading.register.risks().len(), 1_996);
    let found = reading.findings.iter();
    let found: Vec<String> = found
        .map(|one| match &one.record {
            RecordId::Risk(key) => format!("{} {key}", one.location),
            _ => one.location.to_string(),
        })
        .collect();
    let expected = [
        "Risks!D20 R20",
        "Risks!A30",
        "Risks!A1500",
        "Risks!D1800 R1800",
    ];
    assert_eq!(found, expected);
}
