//! Records and words of a scale that look like headers, and columns that look misplaced: what is
//! found when the workbook is read is still what was written.

use risk_core::{
    Component, ExtraValue, Key, Levels, Observation, Register, Risk, Scale, Settings, Stated,
};

use crate::create_examples::{empty, of_risk, register, workbook_of};
use crate::create_refusals::refused;
use crate::create_trips::read_back;

fn assert_comes_back(register: &Register) {
    let settings = Settings::default();
    let back = read_back(&workbook_of(register, &settings), &settings);
    assert_eq!(back.findings, []);
    assert_eq!(back.register, *register);
}

/// A register of a risk on a scale with the given words, of which ratings take turns.
fn on_scale(likelihood: &[&str], impact: &[&str], rating: &[&str]) -> Register {
    let levels = |words: &[&str]| Levels::new(words.iter().copied()).expect("the words differ");
    let turn = |row: usize| -> Vec<&str> {
        (0..impact.len())
            .map(|column| rating[(row + column) % rating.len()])
            .collect()
    };
    let matrix: Vec<Vec<&str>> = (0..likelihood.len()).map(turn).collect();
    let scale = Scale::new(
        "own",
        levels(likelihood),
        levels(impact),
        levels(rating),
        &matrix,
    );
    let mut risk = Risk::new("R1");
    risk.likelihood = Some(likelihood[0].into());
    risk.impact = Some(impact[0].into());
    register(scale.expect("the matrix fits"), Vec::new(), vec![risk])
}

#[test]
fn words_of_a_scale_may_be_those_of_its_sheet() {
    let words = [
        "Scale",
        "Likelihood",
        "Impact",
        "Rating",
        "No.",
        "Colour",
        "Also written",
    ];
    assert_comes_back(&on_scale(&words, &words, &words));
}

#[test]
fn words_of_a_scale_may_be_those_of_headers() {
    assert_comes_back(&on_scale(
        &["Rare", "Often"],
        &["Mild", "Bad"],
        &["Control", "Hazard"],
    ));
    assert_comes_back(&on_scale(
        &["Rare", "Often"],
        &["Risk", "Impact"],
        &["Low", "High"],
    ));
}

#[test]
fn a_word_of_a_scale_may_be_the_one_over_the_matrix() {
    assert_comes_back(&on_scale(
        &["Likelihood ↓   Impact →", "Often"],
        &["Mild"],
        &["Low"],
    ));
}

/// A risk of which every cell has the word that stands over it.
fn like_the_header() -> Risk {
    let mut risk = Risk::new("Reference");
    risk.component = "Component".into();
    risk.description = "Risk".into();
    risk.likelihood = Some("Likelihood".into());
    risk.impact = Some("Impact".into());
    risk.observations = vec![Observation::suggested("Observation")];
    risk.mitigations = vec!["Mitigation".into()];
    risk.runbook_actions = vec!["Runbook action".into()];
    risk.notes = "Notes".into();
    risk.status = Some(Stated::Unrecognised("Status".into()));
    risk.owner = "Owner".into();
    risk.review_by = Some(Stated::Unrecognised("Review by".into()));
    risk
}

#[test]
fn a_record_may_say_some_of_what_the_header_says() {
    let component = Component::new("Name");
    let mut risk = like_the_header();
    risk.impact = Some("High".into());
    let register = register(Scale::default(), vec![component], vec![risk]);
    assert_comes_back(&register);
}

#[test]
fn a_record_that_says_all_that_the_header_says_is_refused_as_a_header_again() {
    let register = register(Scale::default(), Vec::new(), vec![like_the_header()]);
    let expected = ("Reference".to_owned(), "reference".to_owned());
    assert_eq!(refused(&register), expected);
}

#[test]
fn columns_beyond_the_model_may_have_the_header_of_the_rating() {
    assert_comes_back(&of_risk(|risk| {
        for header in ["Rating", "Score", "Rating~2"] {
            risk.extra
                .insert(Key::parse(header), ExtraValue::Text("=D2*E2".into()));
        }
    }));
}

fn with_extras(records: &[&[&str]]) -> Register {
    let risks = records.iter().map(|headers| {
        let mut risk = Risk::new("R1");
        for header in *headers {
            risk.extra
                .insert(Key::parse(header), ExtraValue::Integer(1));
        }
        risk
    });
    register(Scale::default(), Vec::new(), risks.collect())
}

#[test]
fn columns_have_the_order_that_records_agree_on() {
    assert_comes_back(&with_extras(&[
        &["b", "d"],
        &["a", "b"],
        &["c", "d"],
        &["b", "c"],
    ]));
    assert_comes_back(&with_extras(&[
        &["Date", "Date~2", "Team"],
        &["Lead", "Date"],
    ]));
    assert_comes_back(&with_extras(&[&["Date~3"], &["Team"]]));
}

#[test]
fn columns_have_the_order_that_records_agree_on_also_where_a_header_repeats() {
    assert_comes_back(&with_extras(&[&["Date~2"], &["Team", "Date"]]));
}

#[test]
fn a_register_without_records_comes_back() {
    assert_comes_back(&empty());
    let components = vec![Component::new("API")];
    assert_comes_back(&register(Scale::default(), components, Vec::new()));
}
