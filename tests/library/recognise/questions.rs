//! Questions lead somewhere: each answer is accepted, and its question is not asked again.

use std::fs;

use proptest::prelude::*;
use risk_core::workbook::{Inspection, ReadOptions, inspect};
use risk_core::{Answer, Question, Reading, RiskField};

use super::board::{Board, workbook};
use super::outcome::{Asked, answer, answer_with, asked, brief, columns};
use super::scales::{plain, rated};
use super::variants::any_shape;
use crate::corpus::{CORPUS, workbooks};
use crate::reading::{cases, chain, path_in};

/// More rounds of questions lead nowhere.
const MOST_ROUNDS: usize = 5;

/// Asserts that every answer to every question of a workbook leads on.
fn assert_leads_on(bytes: &[u8], what: &str) {
    let Ok(inspection) = inspect(bytes, &ReadOptions::default()) else {
        return;
    };
    follow(bytes, &ReadOptions::default(), &inspection, what, 0);
}

fn follow(bytes: &[u8], options: &ReadOptions, inspection: &Inspection, what: &str, round: usize) {
    assert!(
        round < MOST_ROUNDS || inspection.questions.is_empty(),
        "{what}: no end of questions"
    );
    for question in &inspection.questions {
        for answer in said(question) {
            let mut options = options.clone();
            options.answer(answer);
            let next = inspect(bytes, &options);
            let next = next.unwrap_or_else(|error| panic!("{what}: {answer:?}: {}", chain(&error)));
            let is_again = next
                .questions
                .iter()
                .any(|again| again.text == question.text);
            assert!(!is_again, "{what}: {answer:?} is no answer to {question}");
        }
    }
    // The first answers together lead to the next questions, as the command proposes them.
    let mut first = options.clone();
    let answers = inspection.questions.iter();
    let answers: Vec<&Answer> = answers
        .filter_map(|question| said(question).next())
        .collect();
    for answer in &answers {
        first.answer(answer);
    }
    if !answers.is_empty() {
        let next = inspect(bytes, &first);
        let next = next.unwrap_or_else(|error| panic!("{what}: {answers:?}: {}", chain(&error)));
        follow(bytes, &first, &next, what, round + 1);
    }
}

/// The answers that can be passed; others say what to change in the workbook.
fn said(question: &Question) -> impl Iterator<Item = &Answer> {
    let answers = question.answers.iter();
    answers.filter(|answer| !matches!(answer, Answer::Words(_)))
}

#[test]
fn every_answer_about_a_real_register_leads_on() {
    let Some(corpus) = path_in(CORPUS) else {
        return;
    };
    for path in workbooks(&corpus.join("registers")) {
        let bytes = fs::read(&path).expect("it can be read");
        assert_leads_on(&bytes, &path.display().to_string());
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn every_answer_about_a_register_of_any_shape_leads_on(workbook in any_shape()) {
        assert_leads_on(&workbook, "a table of some shape");
    }
}

#[test]
fn every_answer_about_odd_levels_leads_on() {
    let few = [["2", "4"], ["3", "5"], ["3", "5"]];
    let parts = [["0.1", "2"], ["0.25", "3"], ["0.9", "2"]];
    let means = [["1.5", "2.25"], ["2.75", "1.33"], ["2.1", "2.2"]];
    let words = [
        ["Lau", "Mild"],
        ["Wild", "Mild"],
        ["Lau", "Grob"],
        ["Wild", "Grob"],
    ];
    let french = [
        ["Moyenne", "Faible"],
        ["Faible", "Moyenne"],
        ["Moyenne", "Moyenne"],
    ];
    let per_mille = [["120", "300"], ["900", "10"], ["4", "7"]];
    for levels in [&few[..], &parts, &means, &words, &french, &per_mille] {
        assert_leads_on(&plain(levels).build(), &format!("{levels:?}"));
    }
}

#[test]
fn letters_that_are_a_header_too_are_asked_about_and_answered_by_headers() {
    let board = Board::of(&[
        &["ID", "Asset", "Threat", "Risk", "Likelihood", "Impact", "C"],
        &[
            "R1",
            "Pump",
            "Water in the pump",
            "It stops for hours",
            "Low",
            "High",
            "a",
        ],
        &[
            "R2",
            "Door",
            "The door is left open",
            "Somebody walks in",
            "High",
            "Low",
            "b",
        ],
    ]);
    let first = asked(&board.build());
    assert_eq!(first.answers, "description=Threat, description=D");
    let described_by = |column: &str| -> Result<Reading, Asked> {
        let mut options = ReadOptions::default();
        options
            .columns
            .insert(RiskField::Description, column.to_owned());
        answer_with(&board.build(), &options)
    };
    let threat = described_by("Threat").expect("it was specified");
    assert_eq!(brief(&threat)[0][1], "Water in the pump");
    let letters = described_by("C").expect_err("it is a header and a column");
    assert_eq!(letters.answers, "description=G, description=Threat");
    assert_leads_on(&board.build(), "letters");
}

#[test]
fn a_column_of_phrases_is_no_impact_and_one_of_levels_is_offered() {
    let board = Board::of(&[
        &[
            "Risk ID",
            "Description",
            "Consequence",
            "Likelihood",
            "Severity",
            "Impact",
        ],
        &["R1", "Loss of link", "Tools do not talk", "3", "2", "IV"],
        &["R2", "Sync fails", "Changes not visible", "2", "2", "V"],
        &["R3", "Script fails", "Tests do not run", "4", "5", "I"],
    ]);
    let asked = asked(&board.build());
    assert_eq!(asked.answers, "impact=F, impact=E");
}

#[test]
fn an_empty_column_is_not_taken_before_a_filled_one() {
    let board = Board::of(&[
        &["ref_id", "name", "description", "likelihood", "impact"],
        &["R1", "The zone is gone", "", "Low", "High"],
        &["R2", "The door is open", "", "Medium", "Low"],
    ]);
    assert_eq!(asked(&board.build()).answers, "description=B");
}

#[test]
fn a_description_without_a_header_is_offered() {
    let board = Board::of(&[
        &["", "Likelihood", "Impact"],
        &["The pump stops for hours", "Low", "High"],
        &["The door is open", "High", "Low"],
        &["The roof leaks", "Medium", "Low"],
    ]);
    assert_eq!(asked(&board.build()).answers, "description=A");
}

#[test]
fn a_list_of_findings_is_read() {
    let board = Board::of(&[
        &[
            "ref_id",
            "name",
            "description",
            "severity",
            "status",
            "asset",
        ],
        &[
            "F1",
            "ciphers",
            "Weak ciphers are offered",
            "low",
            "open",
            "web",
        ],
        &[
            "F2",
            "bypass",
            "The check can be passed by",
            "critical",
            "open",
            "login",
        ],
    ]);
    assert_eq!(asked(&board.build()).answers, "impact=D, impact=");
    let plan = Board::of(&[
        &[
            "POA&M ID",
            "Weakness / Deficiency",
            "Recommended Action",
            "Responsible POC",
            "POA&M Status",
        ],
        &[
            "P1",
            "Accounts are not reviewed",
            "Review them each month",
            "Ann",
            "open",
        ],
    ]);
    let reading = answer(&plan.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(brief(&reading)[0][..2], ["P1", "Accounts are not reviewed"]);
    assert_eq!(columns(&reading).1, [""; 0]);
}

#[test]
fn a_legend_in_another_sheet_states_the_scale_and_its_direction() {
    let rows = [["1", "4"], ["2", "2"], ["4", "3"]];
    let levels = rated(["Likelihood", "Impact"], &rows);
    let legend = |words: [&str; 5]| {
        let mut board = Board::of(&[&["Numerical scale"]]);
        for (row, word) in (3..).zip(words) {
            board.type_row(row, 2, &[&(row - 2).to_string(), "", word]);
        }
        board
    };
    let falling = legend(["Very high", "High", "Medium", "Low", "Very low"]);
    let book = workbook(&[("Risks", "", &levels), ("Terms", "", &falling)]);
    assert_eq!(asked(&book).answers, "scale 5-1, scale 1-5");
    let rising = legend(["Very low", "Low", "Medium", "High", "Very high"]);
    let book = workbook(&[("Risks", "", &levels), ("Terms", "", &rising)]);
    let reading = answer(&book).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(reading.register.scale().name(), "1-5");
}

#[test]
fn a_list_of_numbers_is_the_scale_whether_they_follow_each_other_or_not() {
    let board = plain(&[["1", "13"], ["5", "2"], ["8", "8"]]);
    let board = board.listed("C2:D9", "\"1,2,3,5,8,13\"");
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(reading.register.scale().name(), "1 < 2 < 3 < 5 < 8 < 13");
    let mut board = plain(&[["20", "80"], ["100", "0"]]).listed("C2:D9", "$H$1:$H$101");
    for number in 0..=100 {
        board.type_row(number + 1, 8, &[&number.to_string()]);
    }
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(reading.register.scale().name(), "0-100");
}
