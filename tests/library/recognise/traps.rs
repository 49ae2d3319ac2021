//! Words that mean one thing in one register and another in the next.

use risk_core::RiskField;

use super::board::Board;
use super::outcome::{answer, answer_with, asked, brief, columns, extra, with_columns};

/// Asserts that a table is read without a question, as these risks in few words.
fn assert_read(board: &Board, expected: &[[&str; 4]]) {
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(brief(&reading), expected);
}

/// Asserts that a table is read as these risks, or asked about.
fn assert_read_or_asked(board: &Board, expected: &[[&str; 4]]) {
    if let Ok(reading) = answer(&board.build()) {
        assert_eq!(brief(&reading), expected);
    }
}

const FAILS: [&str; 4] = ["R1", "The disk fails", "Low", "High"];
const STOPS: [&str; 4] = ["R2", "The fan stops", "High", "Medium"];

#[test]
fn risk_over_levels_beside_a_description_is_the_rating() {
    let board = Board::of(&[
        &["ID", "Description", "Likelihood", "Impact", "Risk"],
        &["R1", "The disk fails", "Low", "High", "Medium"],
        &["R2", "The fan stops", "High", "Medium", "Critical"],
    ]);
    assert_read(&board, &[FAILS, STOPS]);
    let reading = answer(&board.build()).expect("it was read above");
    assert_eq!(extra(&reading, 1, "Risk").as_deref(), Some("Critical"));
}

#[test]
fn risk_over_numbers_beside_a_description_is_the_rating() {
    let board = Board::of(&[
        &["ID", "Risk", "Description", "Likelihood", "Impact"],
        &["R1", "3", "The disk fails", "Low", "High"],
        &["R2", "6", "The fan stops", "High", "Medium"],
    ]);
    assert_read_or_asked(&board, &[FAILS, STOPS]);
}

#[test]
fn where_risk_over_levels_is_all_that_describes_it_is_asked() {
    let board = Board::of(&[
        &["ID", "Component", "Likelihood", "Impact", "Risk"],
        &["R1", "Disk", "Low", "High", "Medium"],
        &["R2", "Fan", "High", "Medium", "Critical"],
    ]);
    asked(&board.build());
}

#[test]
fn severity_beside_an_impact_is_no_rival() {
    let board = Board::of(&[
        &["ID", "Risk", "Likelihood", "Impact", "Severity"],
        &["R1", "The disk fails", "Low", "High", "Medium"],
        &["R2", "The fan stops", "High", "Medium", "Critical"],
    ]);
    assert_read(&board, &[FAILS, STOPS]);
}

#[test]
fn severity_with_nothing_but_a_likelihood_is_asked_and_can_be_answered() {
    let board = Board::of(&[
        &["ID", "Risk", "Likelihood", "Severity"],
        &["R1", "The disk fails", "Low", "High"],
        &["R2", "The fan stops", "High", "Medium"],
    ]);
    let question = asked(&board.build());
    assert!(question.answers.contains("impact="), "{question:?}");
    let options = with_columns(&[(RiskField::Impact, "Severity")]);
    let reading = answer_with(&board.build(), &options).expect("it was specified");
    assert_eq!(brief(&reading), [FAILS, STOPS]);
    // That no column has the impacts is an answer too.
    let options = with_columns(&[(RiskField::Impact, "")]);
    let reading = answer_with(&board.build(), &options).expect("it was specified");
    assert_eq!(extra(&reading, 0, "Severity").as_deref(), Some("High"));
    assert_eq!(brief(&reading)[0], ["R1", "The disk fails", "Low", ""]);
}

#[test]
fn severity_that_is_multiplied_with_the_likelihood_is_the_impact() {
    let board = Board::of(&[
        &["ID", "Risk", "Likelihood (1-5)", "Severity (1-5)", "Score"],
        &["R1", "The disk fails", "1", "5", "=C2*D2;5"],
        &["R2", "The fan stops", "4", "3", "=C3*D3;12"],
    ]);
    let fails = ["R1", "The disk fails", "1", "5"];
    assert_read(&board, &[fails, ["R2", "The fan stops", "4", "3"]]);
}

#[test]
fn the_numbers_of_an_fmea_are_likelihood_and_impact_and_no_observation() {
    let board = Board::of(&[
        &[
            "Component",
            "Failure mode",
            "Severity (1-10)",
            "Occurrence (1-10)",
            "Detection (1-10)",
            "RPN",
        ],
        &["Pump", "Leaks", "8", "2", "3", "=C2*D2*E2;48"],
        &["Valve", "Sticks", "5", "10", "1", "=C3*D3*E3;50"],
        &["Seal", "Tears", "10", "1", "9", "=C4*D4*E4;90"],
    ]);
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    let levels: Vec<[String; 4]> = brief(&reading);
    assert_eq!(levels[0][1..], ["Leaks", "2", "8"]);
    assert_eq!(levels[1][1..], ["Sticks", "10", "5"]);
    let risks = reading.register.risks();
    assert!(risks.into_iter().all(|risk| risk.observations.is_empty()));
    assert!(!columns(&reading).0.contains(&RiskField::Observations));
    assert_eq!(extra(&reading, 2, "Detection (1-10)").as_deref(), Some("9"));
}

#[test]
fn the_letters_of_an_fmea_are_read_or_asked_about() {
    let board = Board::of(&[
        &["No.", "Failure mode", "S", "O", "D", "RPN"],
        &["1", "Leaks", "8", "2", "3", "=C2*D2*E2;48"],
        &["2", "Sticks", "5", "10", "1", "=C3*D3*E3;50"],
        &["3", "Tears", "10", "1", "9", "=C4*D4*E4;90"],
    ]);
    let expected = [
        ["1", "Leaks", "2", "8"],
        ["2", "Sticks", "10", "5"],
        ["3", "Tears", "1", "10"],
    ];
    assert_read_or_asked(&board, &expected);
}

#[test]
fn a_detection_of_numbers_is_no_observation() {
    let board = Board::of(&[
        &["ID", "Risk", "Likelihood", "Impact", "Detection"],
        &["R1", "The disk fails", "Low", "High", "7"],
        &["R2", "The fan stops", "High", "Medium", "2"],
    ]);
    if let Ok(reading) = answer(&board.build()) {
        assert_eq!(brief(&reading), [FAILS, STOPS]);
        let risks = reading.register.risks();
        assert!(risks.into_iter().all(|risk| risk.observations.is_empty()));
        assert_eq!(extra(&reading, 0, "Detection").as_deref(), Some("7"));
    }
}

#[test]
fn prose_under_impact_is_no_level() {
    let board = Board::of(&[
        &["ID", "Risk", "Likelihood", "Impact"],
        &[
            "R1",
            "The disk fails",
            "Low",
            "Guests cannot book for an hour",
        ],
        &[
            "R2",
            "The fan stops",
            "High",
            "Servers stop one after the other",
        ],
        &[
            "R3",
            "It rains",
            "Low",
            "The office is wet, and nobody comes",
        ],
    ]);
    if let Ok(reading) = answer(&board.build()) {
        let impacts = reading.register.risks().map(|risk| risk.impact.clone());
        assert_eq!(impacts.collect::<Vec<_>>(), [None, None, None]);
        let prose = extra(&reading, 1, "Impact");
        assert_eq!(prose.as_deref(), Some("Servers stop one after the other"));
    }
}

#[test]
fn of_prose_and_levels_under_impact_the_levels_are_the_impact() {
    let board = Board::of(&[
        &["ID", "Risk", "Impact", "Likelihood", "Impact"],
        &[
            "R1",
            "The disk fails",
            "Guests cannot book for an hour",
            "Low",
            "High",
        ],
        &[
            "R2",
            "The fan stops",
            "Servers stop one after the other",
            "High",
            "Medium",
        ],
    ]);
    assert_read_or_asked(&board, &[FAILS, STOPS]);
}

#[test]
fn what_is_done_in_response_is_kept_and_not_taken_for_anything() {
    for word in ["Response", "Strategy", "Action"] {
        let board = Board::of(&[
            &["ID", "Risk", "Likelihood", "Impact", word],
            &[
                "R1",
                "The disk fails",
                "Low",
                "High",
                "Replace it by a mirrored pair",
            ],
            &["R2", "The fan stops", "High", "Medium", "Accept"],
        ]);
        assert_read(&board, &[FAILS, STOPS]);
        let reading = answer(&board.build()).expect("it was read above");
        assert_eq!(extra(&reading, 1, word).as_deref(), Some("Accept"));
        let risk = reading.register.risk_at(0).expect("there are two");
        assert!(risk.mitigations.is_empty() && risk.runbook_actions.is_empty());
    }
}

#[test]
fn a_response_beside_a_mitigation_is_no_rival() {
    let board = Board::of(&[
        &[
            "ID",
            "Risk",
            "Likelihood",
            "Impact",
            "Response",
            "Mitigation",
        ],
        &["R1", "The disk fails", "Low", "High", "Reduce", "Mirror it"],
        &["R2", "The fan stops", "High", "Medium", "Accept", ""],
    ]);
    assert_read(&board, &[FAILS, STOPS]);
    let reading = answer(&board.build()).expect("it was read above");
    let risk = reading.register.risk_at(0).expect("there are two");
    assert_eq!(risk.mitigations, ["Mirror it".into()]);
}
