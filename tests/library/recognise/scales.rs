//! Scales that a workbook states: in its headers, its validations and its words.

use risk_core::workbook::{ReadOptions, read};
use risk_core::{Reading, Scale};

use super::board::Board;
use super::outcome::{answer, ratings};
use super::workbook;
use crate::reading::{today, told};

/// A register of the given likelihoods and impacts, under the given headers.
pub fn rated(headers: [&str; 2], levels: &[[&str; 2]]) -> Board {
    let mut board = Board::of(&[&["ID", "Risk", headers[0], headers[1]]]);
    for (row, [likelihood, impact]) in (2..).zip(levels) {
        let (id, risk) = (format!("R{}", row - 1), format!("Part {row} fails"));
        board.type_row(row, 1, &[&id, &risk, likelihood, impact]);
    }
    board
}

/// The same without anything in its headers that says what the levels are.
pub fn plain(levels: &[[&str; 2]]) -> Board {
    rated(["Likelihood", "Impact"], levels)
}

/// The reading of a table that nothing has to be asked of.
pub fn reading(board: &Board) -> Reading {
    answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"))
}

/// What is stated of likelihood and impact.
pub fn stated(reading: &Reading) -> Vec<[String; 2]> {
    let risks = reading.register.risks();
    risks
        .map(|risk| [&risk.likelihood, &risk.impact].map(|level| level.clone().unwrap_or_default()))
        .collect()
}

/// How many levels the axes have.
fn lengths(reading: &Reading) -> [usize; 2] {
    let scale = reading.register.scale();
    [scale.likelihood().len(), scale.impact().len()]
}

#[test]
fn a_range_in_the_headers_is_the_scale() {
    let levels = [["1", "1"], ["2", "3"], ["4", "4"], ["5", "4"]];
    for [likelihood, impact] in [
        ["Likelihood (1-5)", "Impact (1-5)"],
        ["Likelihood (1\u{2013}5)", "Impact (1 \u{2013} 5)"],
        ["Probability (1 to 5)", "Consequence (1 to 5)"],
        ["Likelihood 1-5", "Impact 1-5"],
        ["Likelihood\n[1-5]", "Impact\n[1-5]"],
    ] {
        let reading = reading(&rated([likelihood, impact], &levels));
        assert_eq!(lengths(&reading), [5, 5], "{likelihood}");
        assert_eq!(
            ratings(&reading),
            ["Low", "Medium", "High", "Critical"],
            "{likelihood}"
        );
        assert_eq!(stated(&reading), levels);
    }
}

#[test]
fn a_range_to_ten_is_the_scale() {
    let levels = [
        ["1", "1"],
        ["4", "4"],
        ["6", "6"],
        ["8", "8"],
        ["9", "8"],
        ["10", "10"],
    ];
    let reading = reading(&rated(["Likelihood (1-10)", "Impact (1-10)"], &levels));
    assert_eq!(lengths(&reading), [10, 10]);
    let expected = ["Low", "Low", "Medium", "High", "Critical", "Critical"];
    assert_eq!(ratings(&reading), expected);
}

#[test]
fn where_nothing_says_which_end_is_the_highest_that_is_told() {
    let levels = [["1", "1"], ["2", "3"], ["5", "5"]];
    let reading = reading(&rated(["Likelihood (1-5)", "Impact (1-5)"], &levels));
    assert_eq!(ratings(&reading), ["Low", "Medium", "Critical"]);
    assert!(!reading.sense_findings(today()).is_empty());
}

#[test]
fn a_header_may_say_that_the_lowest_number_is_the_lowest_level() {
    let headers = [
        "Likelihood (1 = low, 5 = high)",
        "Impact (1 = low, 5 = high)",
    ];
    let levels = [["1", "1"], ["2", "3"], ["5", "5"]];
    if let Ok(reading) = answer(&rated(headers, &levels).build()) {
        assert_eq!(ratings(&reading), ["Low", "Medium", "Critical"]);
    }
}

#[test]
fn a_list_of_what_may_be_entered_is_the_scale() {
    let board = plain(&[["1", "1"], ["3", "2"], ["4", "4"]]).listed("C2:D200", "\"1,2,3,4,5\"");
    let reading = reading(&board);
    assert_eq!(lengths(&reading), [5, 5]);
    assert_eq!(ratings(&reading), ["Low", "Medium", "High"]);
}

#[test]
fn a_list_of_words_is_the_scale_though_few_of_them_are_used() {
    let likelihoods = "\"Rare,Unlikely,Possible,Likely,Almost certain\"";
    let impacts = "\"Insignificant,Minor,Moderate,Major,Catastrophic\"";
    let board = plain(&[["Unlikely", "Minor"], ["Likely", "Major"]])
        .listed("C2:C200", likelihoods)
        .listed("D2:D200", impacts);
    let reading = reading(&board);
    assert_eq!(lengths(&reading), [5, 5]);
    assert_eq!(ratings(&reading), ["Low", "High"]);
}

#[test]
fn a_list_on_another_sheet_is_the_scale() {
    let lists = Board::default().down(1, 1, &["1", "2", "3", "4", "5"]);
    for (name, range) in [
        ("Lists", "Lists!$A$1:$A$5"),
        ("My lists", "'My lists'!$A$1:$A$5"),
    ] {
        for state in ["", "state=\"hidden\""] {
            let board = plain(&[["1", "1"], ["3", "2"], ["4", "4"]]).listed("C2:D200", range);
            let workbook = workbook(&[("Risks", "", &board), (name, state, &lists)]);
            let reading = answer(&workbook).unwrap_or_else(|asked| panic!("{asked:?}"));
            assert_eq!(lengths(&reading), [5, 5]);
            assert_eq!(ratings(&reading), ["Low", "Medium", "High"]);
        }
    }
}

#[test]
fn whole_numbers_that_may_be_entered_are_the_scale() {
    let board = plain(&[["0", "0"], ["1", "2"], ["3", "3"]]).whole("C2:D200", 0, 4);
    let reading = reading(&board);
    assert_eq!(lengths(&reading), [5, 5]);
    // By positions counted from 1: 1 × 1, 2 × 3 and 4 × 4 of 25.
    assert_eq!(ratings(&reading), ["Low", "Medium", "High"]);
}

#[test]
fn likelihood_and_impact_may_have_different_ranges() {
    let levels = [["1", "1"], ["5", "10"], ["4", "5"]];
    let reading = reading(&rated(["Likelihood (1-5)", "Impact (1-10)"], &levels));
    assert_eq!(lengths(&reading), [5, 10]);
    assert_eq!(
        ratings(&reading),
        ["Low", "Critical", "High"],
        "1, 50 and 20 of 50"
    );
}

#[test]
fn likelihood_may_have_words_and_impact_numbers() {
    let levels = [["Low", "1"], ["Medium", "3"], ["High", "5"]];
    if let Ok(reading) = answer(&rated(["Likelihood", "Impact (1-5)"], &levels).build()) {
        assert_eq!(lengths(&reading), [3, 5]);
        assert_eq!(
            ratings(&reading),
            ["Low", "High", "Critical"],
            "1, 6 and 15 of 15"
        );
    }
}

#[test]
fn what_is_said_of_the_scale_comes_before_what_is_found() {
    let mut options = ReadOptions::default();
    options.scale = Some(Scale::built_in("five-by-five").expect("it is built in"));
    let board = rated(
        ["Likelihood (1-10)", "Impact (1-10)"],
        &[["5", "5"], ["1", "9"]],
    );
    let reading = read(&board.build(), &options).expect("it was specified");
    assert_eq!(reading.register.scale().name(), "five-by-five");
    assert_eq!(ratings(&reading), ["Critical", "-"]);
    assert_eq!(told(&reading.check(today()), "unknown-level").len(), 1);
}
