//! Rows of a table that are risks, and rows that are none.

use std::ops::RangeInclusive;

use super::board::Board;
use super::outcome::{answer, brief, is_told, references};
use crate::reading::{today, told};

pub const HEADER: &[&str] = &["Reference", "Component", "Risk", "Likelihood", "Impact"];
pub const FIRST: &[&str] = &["R1", "Disk", "The disk fails", "Low", "High"];
pub const SECOND: &[&str] = &["R2", "Fan", "The fan stops", "High", "Medium"];
pub const THIRD: &[&str] = &["R3", "Roof", "It rains", "Medium", "Low"];

/// A register of three risks, with rows between the first and the second.
pub fn between(rows: &[&[&str]]) -> Board {
    let before = [HEADER, FIRST];
    Board::of(&[&before, rows, &[SECOND, THIRD]].concat())
}

/// A register of three risks, and rows below after so many empty ones.
pub fn below(empty: u32, rows: &[&[&str]]) -> Board {
    Board::of(&[HEADER, FIRST, SECOND, THIRD]).then(empty, rows)
}

/// Asserts that the three risks are read and no other, and that the given rows are told of.
pub fn assert_three(board: &Board, told: &[u32]) {
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    let expected = [
        ["R1", "The disk fails", "Low", "High"],
        ["R2", "The fan stops", "High", "Medium"],
        ["R3", "It rains", "Medium", "Low"],
    ];
    assert_eq!(brief(&reading), expected);
    let components: Vec<String> = reading
        .register
        .risks()
        .map(|r| r.component.clone())
        .collect();
    assert_eq!(components, ["Disk", "Fan", "Roof"]);
    for row in told {
        assert!(
            is_told(&reading, *row),
            "row {row} of {:?}",
            reading.findings
        );
    }
}

/// Asserts that the three risks are read and no other, and that the given rows are told of, by one
/// finding or by several.
pub fn assert_three_and_a_block(board: &Board, rows: RangeInclusive<u32>) {
    assert_three(board, &[]);
    let reading = answer(&board.build()).expect("it was read above");
    let mut rows = rows;
    assert!(
        rows.any(|row| is_told(&reading, row)),
        "{:?}",
        reading.findings
    );
}

#[test]
fn empty_rows_do_not_end_a_table() {
    for empty in [1, 2, 7, 60] {
        let rows = vec![&[] as &[&str]; empty];
        assert_three(&between(&rows), &[]);
    }
}

#[test]
fn rows_of_nothing_but_formulas_that_show_too_little_are_no_risks_and_told_where_they_describe_one()
{
    let formulas: &[&str] = &["=A2;R1", "", "=C2;The disk fails", "=COUNTA(D2:D9);3"];
    let total: &[&str] = &[
        "",
        "",
        "=COUNTA(C2:C4);3",
        "=COUNTA(D2:D4);3",
        "=COUNTA(E2:E4);3",
    ];
    assert_three(&below(0, &[formulas, total]), &[5, 6]);
    // Those wait for input.
    let next: &[&str] = &["=A4;R9", "", "=C9;0", "=COUNTA(D2:D9);3"];
    let board = below(0, &[next, next]);
    assert_three(&board, &[]);
    let reading = answer(&board.build()).expect("it was read above");
    assert_eq!(told(&reading.findings, "row-is-no-risk"), [""; 0]);
}

#[test]
fn a_row_of_nothing_but_a_reference_is_no_risk() {
    for reference in ["R20", "20", "PAY-008", "r.20"] {
        assert_three(&below(0, &[&[reference]]), &[5]);
    }
}

#[test]
fn the_title_of_a_numbered_section_is_no_risk() {
    let first: &[&str] = &["1.1.000", "", "Suitability"];
    let risk: &[&str] = &["1.1.001", "DNS", "The zone is gone", "Low", "High"];
    let second: &[&str] = &["1.2", "", "Security"];
    let other: &[&str] = &["1.2.1", "Door", "It is open", "High", "High"];
    let board = Board::of(&[HEADER, first, risk, second, other]);
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(references(&reading), ["1.1.001", "1.2.1"]);
    assert_eq!(told(&reading.findings, "row-is-no-risk").len(), 2);
}

#[test]
fn a_footer_is_no_risk() {
    for footer in [
        "© 2026 The team",
        "Generated at Tue Mar 03 09:12",
        "* of the last year",
    ] {
        for column in 0..3 {
            let mut row = vec![""; column];
            row.push(footer);
            assert_three(&below(1, &[&row, &row]), &[6, 7]);
            // What describes a risk may begin so.
            if column < 2 {
                assert_three(&below(0, &[&row]), &[5]);
            }
        }
    }
    for footer in [
        "Confidential",
        "Page 1 of 2",
        "Page 1 / 2",
        "Seite 3",
        "Seite 1 von 3",
        "Página 2 de 5",
        "© 2026",
    ] {
        assert_three(&below(0, &[&["", "", footer]]), &[5]);
    }
}

#[test]
fn a_description_that_begins_as_a_footer_does_is_a_risk_unless_it_stands_apart() {
    for description in [
        "Confidential data leaks through logs",
        "Confidential данные утекают",
        "Page cache is lost",
    ] {
        let risk: &[&str] = &["", "", description];
        for board in [between(&[risk]), below(0, &[risk])] {
            let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
            let mut risks = reading.register.risks();
            assert!(risks.any(|risk| risk.description == description));
            assert_eq!(reading.register.risks().len(), 4);
        }
    }
}

#[test]
fn a_row_of_nothing_but_a_component_is_a_heading() {
    assert_three(&between(&[&["", "Storage"]]), &[3]);
    let board = Board::of(&[
        HEADER,
        &["", "Storage"],
        FIRST,
        SECOND,
        &["", "Weather"],
        THIRD,
    ]);
    assert_three(&board, &[2, 5]);
}

#[test]
fn a_row_of_nothing_but_what_looks_like_no_reference_is_a_heading() {
    for heading in ["Infrastructure", "Payments and mail", "Part 2", "2. Data"] {
        assert_three(&between(&[&[heading]]), &[3]);
    }
}

#[test]
fn a_heading_gives_no_risk_its_component() {
    let board = Board::of(&[
        HEADER,
        &["", "Storage"],
        &["R1", "", "The disk fails", "Low", "High"],
        &["R2", "", "The tape tears", "Low", "Low"],
    ]);
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(references(&reading), ["R1", "R2"]);
    assert!(
        reading
            .register
            .risks()
            .all(|risk| risk.component.is_empty())
    );
    assert!(is_told(&reading, 2));
}

#[test]
fn a_row_whose_only_text_is_a_word_for_a_total_is_no_risk() {
    for word in [
        "Total",
        "TOTAL:",
        "Totals",
        "Grand total",
        "Sum",
        "Gesamt",
        "Summe",
    ] {
        for column in 0..3 {
            let mut total = ["", "", "", "=COUNTA(D2:D4);3", "=COUNTA(E2:E4);3"];
            total[column] = word;
            assert_three(&below(0, &[&total]), &[5]);
        }
    }
}

#[test]
fn a_total_that_is_a_risk_is_one() {
    let risk: &[&str] = &["R4", "Power", "Total", "Low", "High"];
    let reading = answer(&below(0, &[risk]).build()).unwrap_or_else(|a| panic!("{a:?}"));
    assert_eq!(references(&reading).len(), 4);
    let risk: &[&str] = &["R4", "Power", "Total loss of power", "", ""];
    let reading = answer(&below(0, &[risk]).build()).unwrap_or_else(|a| panic!("{a:?}"));
    assert_eq!(references(&reading).len(), 4);
}

#[test]
fn a_header_that_is_repeated_is_no_risk() {
    assert_three(&between(&[HEADER]), &[3]);
    assert_three(&between(&[&[], HEADER]), &[4]);
    assert_three(
        &between(&[&["REFERENCE", "component", "Risk ", "Likelihood", "Impact"]]),
        &[3],
    );
}

#[test]
fn another_header_below_the_first_is_a_question() {
    let board = below(
        1,
        &[
            &["Hazard", "Mitigation", "Risk ID", "Probability", "Owner"],
            &["Flood", "Move it upstairs", "R4", "Low", "Ada"],
            &["Fire", "Put it out", "R5", "Low", "Bo"],
        ],
    );
    super::outcome::asked(&board.build());
}

#[test]
fn a_blank_component_below_one_is_left_blank_and_told_with_how_to_fill_it() {
    let board = Board::of(&[
        HEADER,
        FIRST,
        &["R2", "", "The tape tears", "High", "Medium"],
        &["R3", "", "The tape is lost", "Medium", "Low"],
        &["R4", "Roof", "It rains", "Medium", "Low"],
    ]);
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    let components: Vec<String> = reading
        .register
        .risks()
        .map(|r| r.component.clone())
        .collect();
    assert_eq!(components, ["Disk", "", "", "Roof"]);
    let sense_findings = reading.sense_findings(today());
    let mut messages = sense_findings.iter().map(|doubt| &doubt.message);
    let tells = messages.any(|message| message.contains("fill the component down"));
    assert!(tells, "{sense_findings:?}");
}

#[test]
fn a_described_row_with_both_levels_is_a_risk_also_below_an_empty_row_and_without_a_reference() {
    for reference in ["", "TBD", "2026-11-01"] {
        let row: &[&str] = &[
            reference,
            "",
            "Backups have never been restored",
            "High",
            "High",
        ];
        for empty in [0, 1, 3] {
            let reading = answer(&below(empty, &[row]).build());
            let reading = reading.unwrap_or_else(|asked| panic!("{asked:?}"));
            assert_eq!(
                references(&reading),
                ["R1", "R2", "R3", reference],
                "{empty}"
            );
        }
    }
}
