//! The column `Finding`: where a risk came from, or, in the sheets of others, what can go wrong.

use risk_core::edit::Edited;
use risk_core::workbook::{self, ReadOptions, Workbook, create};
use risk_core::{ExtraValue, Key, Reading, Register, Risk, RiskField, Settings};

use crate::create_examples::of_risk;
use crate::create_refusals::refused;
use crate::recognise::board::Board;

const WEB_SHOP: &str = "dr-basics/rel9@Web shop";

fn read(bytes: &[u8]) -> Reading {
    workbook::read(bytes, &ReadOptions::default()).unwrap()
}

/// A sheet of others with a column headed `Finding` before that which describes the risks.
fn sheet(first: &str, second: &str) -> Vec<u8> {
    let rows: [&[&str]; 3] = [
        &["ID", "Finding", "Risk description", "Likelihood", "Impact"],
        &["R1", first, "The disk fails", "Low", "High"],
        &["R2", second, "The fan stops", "High", "Low"],
    ];
    Board::of(&rows).build()
}

fn stated(reading: &Reading) -> Vec<[String; 3]> {
    let extra = |risk: &Risk| {
        risk.extra
            .get(&Key::first("Finding"))
            .map(ToString::to_string)
    };
    let risks = reading.register.risks();
    risks
        .map(|risk| {
            let extra = extra(risk.stated()).unwrap_or_default();
            [risk.description.clone(), risk.finding.clone(), extra]
        })
        .collect()
}

#[test]
fn a_column_with_questions_of_reviews_beside_a_description_has_the_findings() {
    let reading = read(&sheet(WEB_SHOP, ""));
    assert_eq!(
        stated(&reading),
        [["The disk fails", WEB_SHOP, ""], ["The fan stops", "", ""]]
    );
}

#[test]
fn a_column_headed_finding_with_anything_else_is_one_beyond_the_model() {
    let reading = read(&sheet("Audit of May", WEB_SHOP));
    assert_eq!(
        stated(&reading),
        [
            ["The disk fails", "", "Audit of May"],
            ["The fan stops", "", WEB_SHOP]
        ]
    );
}

#[test]
fn a_column_headed_finding_that_alone_can_describe_the_risks_does() {
    let rows: [&[&str]; 2] = [
        &["Finding", "Likelihood", "Impact", "Mitigation"],
        &[WEB_SHOP, "Low", "High", "Practise it"],
    ];
    let reading = read(&Board::of(&rows).build());
    assert_eq!(stated(&reading), [[WEB_SHOP, "", ""]]);
}

#[test]
fn a_person_can_say_that_a_column_has_the_findings() {
    let mut options = ReadOptions::default();
    let columns = &mut options.settings.columns;
    columns.insert(RiskField::Finding, "Finding".to_owned());
    let reading = workbook::read(&sheet("Audit of May", ""), &options).unwrap();
    assert_eq!(stated(&reading)[0], ["The disk fails", "Audit of May", ""]);
}

#[test]
fn what_others_call_a_finding_comes_back_from_a_new_workbook_unless_it_reads_as_one_of_a_review() {
    let with = |value: &str| {
        of_risk(|risk| {
            let value = ExtraValue::Text(value.to_owned());
            risk.extra.insert(Key::first("Finding"), value);
        })
    };
    let register = with("Audit of May");
    let bytes = create(&register, &Settings::default()).unwrap();
    assert_eq!(read(&bytes).register, register);
    for value in [WEB_SHOP, " "] {
        let (_, field) = refused(&with(value));
        assert_eq!(field, "extra.Finding");
    }
    let (title, scale, components, mut risks) = register.into_parts();
    risks[0].finding = WEB_SHOP.into();
    let both = Register::new(title, scale, components, risks).unwrap();
    assert_eq!(refused(&both).1, "extra.Finding");
}

#[test]
fn a_column_of_findings_that_was_emptied_is_still_theirs_and_filled_again() {
    let with = |finding: &str| of_risk(|risk| risk.finding = finding.into());
    let (full, empty) = (with(WEB_SHOP), with(""));
    let mut bytes = create(&full, &Settings::default()).unwrap();
    for (before, after) in [(&full, &empty), (&empty, &full)] {
        let (workbook, reading) = Workbook::open(bytes, &ReadOptions::default()).unwrap();
        assert_eq!(reading.register, *before);
        let edited = Edited::by_key(before.clone(), after.clone());
        bytes = workbook.put(&edited).unwrap().bytes;
    }
    assert_eq!(read(&bytes).register, full);
}
