//! Columns that could be taken for one another.

use risk_core::RiskField;

use super::board::Board;
use super::outcome::{Asked, answer, answer_with, asked, brief, columns, with_columns};

const FAILS: [&str; 4] = ["R1", "The disk fails", "2", "5"];
const STOPS: [&str; 4] = ["R2", "The fan stops", "4", "1"];

fn assert_read(board: &Board) {
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(brief(&reading), [FAILS, STOPS]);
}

fn assert_read_or_asked(board: &Board) {
    if let Ok(reading) = answer(&board.build()) {
        assert_eq!(brief(&reading), [FAILS, STOPS]);
    }
}

/// Asserts that a question is about a field.
fn assert_about(asked: &Asked, field: RiskField) {
    let wanted = format!("{field}=");
    assert!(asked.answers.contains(&wanted), "{asked:?}");
}

#[test]
fn a_header_with_the_words_of_both_is_a_score() {
    for score in [
        "Probability x Impact",
        "Likelihood * Impact",
        "Impact × Probability",
    ] {
        let board = Board::of(&[
            &["ID", "Risk", "Probability (1-5)", "Impact (1-5)", score],
            &["R1", "The disk fails", "2", "5", "10"],
            &["R2", "The fan stops", "4", "1", "4"],
        ]);
        assert_read(&board);
    }
}

#[test]
fn a_product_in_parentheses_makes_a_risk_no_description() {
    for score in [
        "Risk (P*I)",
        "Risk (Probability*Impact)",
        "Risk score (P x I)",
    ] {
        let board = Board::of(&[
            &["ID", "Risk", "Probability (1-5)", "Impact (1-5)", score],
            &["R1", "The disk fails", "2", "5", "10"],
            &["R2", "The fan stops", "4", "1", "4"],
        ]);
        assert_read_or_asked(&board);
    }
}

#[test]
fn a_column_that_computes_with_the_likelihood_is_a_score_whatever_it_is_called() {
    for score in [
        "Impact",
        "Risk",
        "Severity",
        "Priority",
        "Exposure",
        "Total impact",
    ] {
        let board = Board::of(&[
            &["ID", "Risk", "Likelihood (1-5)", "Impact (1-5)", score],
            &["R1", "The disk fails", "2", "5", "=C2*D2;10"],
            &["R2", "The fan stops", "4", "1", "=C3*D3;4"],
        ]);
        assert_read(&board);
    }
}

#[test]
fn the_ukrainian_word_for_impact_over_products_is_a_score() {
    let headers = ["№", "Ризик", "Ймовірність (1-5)", "Збиток (1-5)", "Вплив"];
    let computed = Board::of(&[
        &headers,
        &["R1", "The disk fails", "2", "5", "=C2*D2;10"],
        &["R2", "The fan stops", "4", "1", "=C3*D3;4"],
    ]);
    assert_read(&computed);
    let typed = Board::of(&[
        &headers,
        &["R1", "The disk fails", "2", "5", "10"],
        &["R2", "The fan stops", "4", "1", "4"],
    ]);
    assert_read_or_asked(&typed);
}

/// A register whose likelihoods and impacts stand there before and after treatment.
fn treated(above: &[&str], second: [&str; 2]) -> Board {
    Board::of(&[
        above,
        &[
            "ID",
            "Risk",
            "Likelihood (1-5)",
            "Impact (1-5)",
            "Mitigation",
            second[0],
            second[1],
        ],
        &["R1", "The disk fails", "2", "5", "Mirror it", "1", "4"],
        &["R2", "The fan stops", "4", "1", "Add one", "2", "1"],
    ])
}

#[test]
fn levels_that_stand_there_twice_are_a_question_that_letters_answer() {
    let board = treated(&[], ["Likelihood (1-5)", "Impact (1-5)"]);
    let question = asked(&board.build());
    assert!(question.answers.contains("likelihood=") || question.answers.contains("impact="));
    for (letters, expected) in [
        (["C", "D"], [FAILS, STOPS]),
        (
            ["F", "G"],
            [
                ["R1", "The disk fails", "1", "4"],
                ["R2", "The fan stops", "2", "1"],
            ],
        ),
    ] {
        let options = with_columns(&[
            (RiskField::Likelihood, letters[0]),
            (RiskField::Impact, letters[1]),
        ]);
        let reading = answer_with(&board.build(), &options).expect("it was specified");
        assert_eq!(brief(&reading), expected);
    }
}

#[test]
fn a_header_with_its_occurrence_answers_too() {
    let board = treated(&[], ["Likelihood (1-5)", "Impact (1-5)"]);
    let options = with_columns(&[
        (RiskField::Likelihood, "Likelihood (1-5)~2"),
        (RiskField::Impact, "Impact (1-5)~2"),
    ]);
    let reading = answer_with(&board.build(), &options).expect("it was specified");
    assert_eq!(brief(&reading)[0], ["R1", "The disk fails", "1", "4"]);
}

#[test]
fn levels_under_a_group_of_what_is_left_after_treatment_are_no_rivals() {
    for group in ["Residual risk", "After treatment", "Target", "RESIDUAL"] {
        let above = ["", "", "Inherent risk", "", "", group];
        let second = ["Likelihood (1-5)", "Impact (1-5)"];
        let merged = treated(&above, second).merged(&["C1:D1", "F1:G1"]);
        assert_read(&merged);
        // Not merged, a group stands over one of its columns.
        assert_read_or_asked(&treated(&above, second));
    }
}

#[test]
fn residual_levels_by_their_own_words_are_no_rivals() {
    for second in [
        ["Residual likelihood (1-5)", "Residual impact (1-5)"],
        [
            "Likelihood after treatment (1-5)",
            "Impact after treatment (1-5)",
        ],
        ["Target likelihood (1-5)", "Target impact (1-5)"],
    ] {
        assert_read(&treated(&[], second));
    }
}

#[test]
fn of_two_columns_of_one_header_the_hidden_one_is_no_rival() {
    let board = Board::of(&[
        &[
            "ID",
            "Risk",
            "Likelihood (1-5)",
            "Likelihood (1-5)",
            "Impact (1-5)",
        ],
        &["R1", "The disk fails", "1", "2", "5"],
        &["R2", "The fan stops", "1", "4", "1"],
    ]);
    assert_about(&asked(&board.build()), RiskField::Likelihood);
    assert_read(&board.hiding(3));
}

#[test]
fn a_description_beside_a_risk_in_prose_is_a_question() {
    let board = Board::of(&[
        &[
            "ID",
            "Risk",
            "Description",
            "Likelihood (1-5)",
            "Impact (1-5)",
        ],
        &["R1", "Disk", "One of two disks fails at night", "2", "5"],
        &["R2", "Fan", "The fan stops for want of power", "4", "1"],
    ]);
    assert_about(&asked(&board.build()), RiskField::Description);
}

#[test]
fn of_two_references_the_one_in_the_words_of_the_field_is_taken() {
    let board = Board::of(&[
        &[
            "No.",
            "Reference",
            "Risk",
            "Likelihood (1-5)",
            "Impact (1-5)",
        ],
        &["1", "R1", "The disk fails", "2", "5"],
        &["2", "R2", "The fan stops", "4", "1"],
    ]);
    assert_read(&board);
}

#[test]
fn a_number_sign_over_the_numbers_of_rows_hides_no_reference() {
    let board = Board::of(&[
        &["#", "ID", "Risk", "Likelihood (1-5)", "Impact (1-5)"],
        &["1", "R1", "The disk fails", "2", "5"],
        &["2", "R2", "The fan stops", "4", "1"],
    ]);
    assert_read_or_asked(&board);
}

#[test]
fn levels_under_a_header_that_nobody_knows_are_asked_about() {
    let board = Board::of(&[
        &["ID", "Risk", "Likelihood", "Zorg"],
        &["R1", "The disk fails", "Low", "High"],
        &["R2", "The fan stops", "High", "Medium"],
        &["R3", "It rains", "Medium", "Low"],
    ]);
    assert_about(&asked(&board.build()), RiskField::Impact);
    let options = with_columns(&[(RiskField::Impact, "")]);
    let reading = answer_with(&board.build(), &options).expect("it was specified");
    assert_eq!(columns(&reading).1, ["Zorg"]);
}

#[test]
fn levels_under_other_headers_beside_both_are_no_question() {
    let board = Board::of(&[
        &[
            "ID",
            "Risk",
            "Likelihood (1-5)",
            "Impact (1-5)",
            "Zorg",
            "Confidence",
        ],
        &["R1", "The disk fails", "2", "5", "High", "Low"],
        &["R2", "The fan stops", "4", "1", "Medium", "Low"],
    ]);
    assert_read(&board);
    let reading = answer(&board.build()).expect("it was read above");
    assert_eq!(columns(&reading).1, ["Zorg", "Confidence"]);
}
