//! What a person says of a workbook that does not say it itself.

use std::collections::BTreeSet;

use risk_core::RiskField;
use risk_core::workbook::ReadOptions;

use super::board::Board;
use super::outcome::{answer, answer_with, asked, brief, columns, plain, references, with_columns};
use super::rows::HEADER;
use super::workbook;
use crate::reading::{today, told};

/// A register in which a component stands only where it begins.
fn sparse() -> Board {
    Board::of(&[
        HEADER,
        &["R1", "", "It snows", "Low", "Low"],
        &["R2", "Disk", "It fails", "Low", "High"],
        &["R3", "", "It fills up", "High", "Low"],
        &[],
        &["R4", "Fan", "It stops", "Low", "High"],
        &["R5", "", "It is loud", "", ""],
    ])
}

#[test]
fn components_are_filled_down_where_somebody_says_so() {
    let mut options = ReadOptions::default();
    options.settings.fill_down = BTreeSet::from([RiskField::Component]);
    let reading = answer_with(&sparse().build(), &options).expect("it is a register");
    let components: Vec<String> = reading
        .register
        .risks()
        .map(|r| r.component.clone())
        .collect();
    assert_eq!(components, ["", "Disk", "Disk", "Fan", "Fan"]);
}

#[test]
fn a_field_without_a_column_is_not_filled_down_in_silence() {
    let mut options = ReadOptions::default();
    options.fill_down = BTreeSet::from([RiskField::Component, RiskField::Status]);
    let asked = answer_with(&sparse().build(), &options).unwrap_err();
    let expected = "no column has the status, which was specified to be filled down";
    assert!(asked.question.ends_with(expected), "{asked:?}");
}

#[test]
fn letters_of_a_column_that_has_nothing_are_no_column() {
    let workbook = sparse().build();
    for letters in ["ZZ", "F", "XFD"] {
        let kept = with_columns(&[(RiskField::Likelihood, letters)]);
        let reading = answer_with(&workbook, &kept).expect("the header names it");
        assert_eq!(brief(&reading)[0][2], "Low");
        assert_eq!(told(&reading.findings, "changed-header").len(), 1);
        let mut options = ReadOptions::default();
        options
            .columns
            .insert(RiskField::Likelihood, letters.to_owned());
        let asked = answer_with(&workbook, &options).unwrap_err();
        let expected = format!("no column is headed `{letters}`, as was specified for likelihood");
        assert!(asked.question.ends_with(&expected), "{asked:?}");
    }
    // A column needs no header.
    let board = Board::of(&[
        &["Reference", "Risk", "Likelihood", ""],
        &["R1", "It snows", "Low", "Medium"],
        &["R2", "It rains", "High", "Low"],
    ]);
    let options = with_columns(&[(RiskField::Impact, "D")]);
    let reading = answer_with(&board.build(), &options).expect("it was specified");
    assert_eq!(brief(&reading)[0][3], "Medium");
}

#[test]
fn nothing_else_is_filled_down() {
    let mut options = ReadOptions::default();
    options.settings.fill_down = BTreeSet::from([RiskField::Component]);
    let filled = answer_with(&sparse().build(), &options).expect("it is a register");
    let as_it_is = answer(&sparse().build()).expect("it is a register");
    assert_eq!(brief(&filled), brief(&as_it_is));
    assert_eq!(brief(&filled)[4], ["R5", "It is loud", "", ""]);
}

#[test]
fn the_row_of_the_header_may_be_said() {
    let board = Board::of(&[
        &["ID", "Risk", "Likelihood", "Impact"],
        &["Old 1", "It rains", "Low", "Low"],
        &[],
        &["Hazard", "Risk ID", "Probability", "Consequence"],
        &["The disk fails", "R1", "Low", "High"],
        &["The fan stops", "R2", "High", "Medium"],
    ]);
    let mut options = ReadOptions::default();
    options.header_row = Some(4);
    let reading = answer_with(&board.build(), &options).expect("it was specified");
    let expected = [
        ["R1", "The disk fails", "Low", "High"],
        ["R2", "The fan stops", "High", "Medium"],
    ];
    assert_eq!(brief(&reading), expected);
    assert_eq!(told(&reading.check(today()), "unknown-level"), [""; 0]);
}

#[test]
fn the_table_of_a_header_that_is_said_ends_where_the_next_one_begins() {
    let above: &[&[&str]] = &[HEADER, &["R1", "DNS", "It rains", "Low", "Low"]];
    let others: [&[&[&str]]; 2] = [
        &[
            &["Reference", "Component", "Risk", "Impact", "Likelihood"],
            &["R2", "Disk", "It fails", "Low", "High"],
        ],
        &[
            &[
                "Reference",
                "Component",
                "Risk",
                "Owner",
                "Likelihood",
                "Impact",
            ],
            &["R2", "Disk", "It fails", "Low", "High", "High"],
        ],
    ];
    for other in others {
        for empty in [0, 1, 2] {
            let workbook = Board::of(above).then(empty, other).build();
            let question = asked(&workbook);
            let second = format!("Header({})", 3 + empty);
            assert!(question.answers.contains("Header(1)"), "{question:?}");
            assert!(question.answers.contains(&second), "{question:?}");
            let mut options = ReadOptions::default();
            for (row, reference) in [(1, "R1"), (3 + empty, "R2")] {
                options.header_row = Some(row);
                let reading = answer_with(&workbook, &options).expect("it was specified");
                assert_eq!(references(&reading), [reference]);
            }
        }
    }
}

#[test]
fn a_header_in_two_rows_that_is_said_is_what_it_is_unsaid() {
    let board = Board::of(&[
        &["ID", "Risk", "Rating", "", "Owner"],
        &["", "", "Likelihood", "Impact", ""],
        &["R1", "The disk fails", "Low", "High", "Ann"],
        &["R2", "The fan stops", "High", "Low", "Bob"],
    ]);
    let workbook = board.merged(&["A1:A2", "B1:B2", "C1:D1", "E1:E2"]).build();
    let unsaid = answer(&workbook).expect("it is a register");
    let mut options = ReadOptions::default();
    options.header_row = Some(2);
    let said = answer_with(&workbook, &options).expect("it was specified");
    assert_eq!(plain(&said), plain(&unsaid));
    assert_eq!(columns(&said), columns(&unsaid));
}

#[test]
fn the_sheet_may_be_said() {
    let [old, new] = ["R1", "R2"]
        .map(|reference| Board::of(&[HEADER, &[reference, "Disk", "It fails", "Low", "High"]]));
    let workbook = workbook(&[("Old", "", &old), ("New", "", &new)]);
    let mut options = ReadOptions::default();
    options.sheet = Some("New".to_owned());
    let reading = answer_with(&workbook, &options).expect("it was specified");
    assert_eq!(references(&reading), ["R2"]);
}

#[test]
fn a_table_in_words_of_its_own_is_read_where_its_columns_are_said() {
    let board = Board::of(&[
        &["Zlub", "Frob", "Quux", "Blah"],
        &["R1", "The disk fails", "Low", "High"],
        &["R2", "The fan stops", "High", "Medium"],
    ]);
    for columns in [["A", "B", "C", "D"], ["Zlub", "frob", " QUUX ", "Blah"]] {
        let options = with_columns(&[
            (RiskField::Reference, columns[0]),
            (RiskField::Description, columns[1]),
            (RiskField::Likelihood, columns[2]),
            (RiskField::Impact, columns[3]),
        ]);
        let reading = answer_with(&board.build(), &options).unwrap_or_else(|a| panic!("{a:?}"));
        let expected = [
            ["R1", "The disk fails", "Low", "High"],
            ["R2", "The fan stops", "High", "Medium"],
        ];
        assert_eq!(brief(&reading), expected);
    }
}
