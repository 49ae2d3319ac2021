//! Cells that are merged: down over several risks, and across a heading.

use super::board::Board;
use super::outcome::{
    answer, answer_with, asked, brief, columns, extra, is_told, plain, references, with_columns,
};
use super::rows::{FIRST, HEADER, SECOND, THIRD, assert_three, between};
use crate::reading::told;
use risk_core::RiskField;
use risk_core::workbook::create;

#[test]
fn a_row_merged_across_the_table_is_a_heading() {
    for heading in ["Infrastructure", "R7", "1. What we have seen", "Total"] {
        for column in [0, 1] {
            let mut cells = [""; 5];
            cells[column] = heading;
            let from = ["A", "B"][column];
            let board = between(&[&cells]).merged(&[&format!("{from}3:E3")]);
            assert_three(&board, &[3]);
            let reading = answer(&board.build()).expect("it was read above");
            assert_eq!(told(&reading.findings, "row-is-no-risk").len(), 1);
        }
    }
}

#[test]
fn headings_may_stand_directly_below_the_header_and_at_the_end() {
    let board = Board::of(&[HEADER, &["Seen"], FIRST, SECOND, THIRD, &["Not seen"]]);
    assert_three(&board.merged(&["A2:E2", "A6:E6"]), &[2, 6]);
}

#[test]
fn a_component_merged_down_is_that_of_each_row() {
    let board = Board::of(&[
        HEADER,
        &["R1", "Disk", "It fails", "Low", "High"],
        &["R2", "", "It fills up", "High", "Low"],
        &["R3", "", "It is lost", "Low", "Low"],
        &["R4", "Fan", "It stops", "Low", "High"],
    ]);
    let reading = answer(&board.merged(&["B2:B4"]).build()).unwrap_or_else(|a| panic!("{a:?}"));
    let components: Vec<String> = reading
        .register
        .risks()
        .map(|r| r.component.clone())
        .collect();
    assert_eq!(components, ["Disk", "Disk", "Disk", "Fan"]);
}

#[test]
fn any_cell_merged_down_counts_in_each_row() {
    let board = Board::of(&[
        &[
            "ID",
            "Failure mode",
            "Likelihood",
            "Impact",
            "Detection",
            "Controls",
            "Remarks",
        ],
        &[
            "R1",
            "It fails",
            "Low",
            "High",
            "Alarm",
            "- Mirror it\n- Back it up",
            "In May",
        ],
        &["R2", "It fills up", "", "", "", "", ""],
        &["R3", "It is lost", "High", "", "Count", "", ""],
    ]);
    let merged = ["C2:C3", "D2:D4", "E2:E3", "F2:F4", "G2:G3"];
    let reading = answer(&board.merged(&merged).build()).unwrap_or_else(|a| panic!("{a:?}"));
    let expected = [
        ["R1", "It fails", "Low", "High"],
        ["R2", "It fills up", "Low", "High"],
        ["R3", "It is lost", "High", "High"],
    ];
    assert_eq!(brief(&reading), expected);
    let risks = plain(&reading);
    let observed: Vec<&str> = risks
        .iter()
        .map(|r| r.observations[0].text.as_str())
        .collect();
    assert_eq!(observed, ["Alarm", "Alarm", "Count"]);
    let mitigations: Vec<usize> = risks.iter().map(|r| r.mitigations.len()).collect();
    assert_eq!(mitigations, [2, 2, 2]);
    let notes: Vec<&str> = risks.iter().map(|r| r.notes.as_str()).collect();
    assert_eq!(notes, ["In May", "In May", ""]);
}

#[test]
fn a_cell_merged_across_two_columns_of_a_risk_makes_it_no_heading() {
    let board = Board::of(&[
        HEADER,
        FIRST,
        &["R2", "Fan", "The fan stops", "High", "Medium"],
        &["R3", "Roof", "It rains", "Medium", ""],
    ]);
    let board = board.merged(&["D4:E4"]);
    if let Ok(reading) = answer(&board.build()) {
        assert_eq!(references(&reading), ["R1", "R2", "R3"]);
        let risk = reading.register.risk_at(2).expect("there are three");
        assert_eq!(risk.likelihood.as_deref(), Some("Medium"));
        // What is merged across says nothing of the second column, or the same.
        assert!(matches!(risk.impact.as_deref(), None | Some("Medium")));
    }
}

#[test]
fn a_title_merged_across_the_header_is_only_a_title() {
    for title in ["Risk register", "Risk", "Assessment of 2026"] {
        let board = Board::of(&[&[title], HEADER, FIRST, SECOND, THIRD]);
        assert_three(&board.merged(&["A1:E1"]), &[]);
    }
}

#[test]
fn a_header_of_two_rows_is_one_header() {
    let lower: &[&str] = &["", "", "", "Likelihood", "Impact"];
    let upper: &[&str] = &["Reference", "Component", "Risk", "Assessment", ""];
    let board = Board::of(&[upper, lower, FIRST, SECOND, THIRD]);
    // Its cells may be merged, or just stand there.
    assert_three(&board, &[]);
    assert_three(&board.clone().merged(&["D1:E1"]), &[]);
    let all = ["A1:A2", "B1:B2", "C1:C2", "D1:E1"];
    assert_three(&board.merged(&all), &[]);
}

#[test]
fn a_column_is_there_without_values_also_where_its_header_is_in_the_upper_of_two_rows() {
    let lower: &[&str] = &["", "", "", "Likelihood", "Impact", ""];
    let upper: &[&str] = &["Reference", "Component", "Risk", "Level", "", "Colour"];
    let board = Board::of(&[upper, lower, FIRST, SECOND, THIRD]).merged(&["D1:E1"]);
    assert_three(&board, &[]);
    let reading = answer(&board.build()).expect("it was read above");
    assert_eq!(columns(&reading).1, ["Colour"]);
}

#[test]
fn levels_before_and_after_in_a_second_row_of_the_header_are_told_apart_or_asked_about() {
    let upper: &[&str] = &["ID", "Risk", "Likelihood", "", "Impact", ""];
    let lower: &[&str] = &["", "", "before", "after", "before", "after"];
    let risk: &[&str] = &["R1", "It rains", "High", "Low", "Medium", "Low"];
    let other: &[&str] = &["R2", "It snows", "Low", "Low", "High", "Medium"];
    let board = Board::of(&[upper, lower, risk, other]);
    let board = board.merged(&["A1:A2", "B1:B2", "C1:D1", "E1:F1"]);
    let expected = [
        ["R1", "It rains", "High", "Medium"],
        ["R2", "It snows", "Low", "High"],
    ];
    if let Ok(reading) = answer(&board.build()) {
        assert_eq!(brief(&reading), expected);
        assert!(!is_told(&reading, 2), "it is the header");
    }
}

#[test]
fn a_risk_merged_over_rows_is_one_with_the_entries_of_all() {
    let header: &[&str] = &[
        "ID",
        "Risk",
        "Likelihood",
        "Impact",
        "Observations",
        "Mitigation",
    ];
    let board = Board::of(&[
        header,
        &["R1", "It fails", "Low", "High", "Alarm", "Mirror it"],
        &["", "", "", "", "", "Back it up"],
        &["", "", "", "", "", "Buy another"],
        &["R2", "It stops", "High", "Low", "Count", "Oil it"],
        &["", "", "", "", "Log", "Replace it"],
    ]);
    let merged = [
        "A2:A4", "B2:B4", "C2:C4", "D2:D4", "E2:E4", "A5:A6", "B5:B6",
    ];
    let reading = answer(&board.merged(&merged).build()).unwrap_or_else(|a| panic!("{a:?}"));
    assert_eq!(references(&reading), ["R1", "R2"]);
    let entries = |risk: risk_core::RiskView<'_>| (risk.observations.len(), risk.mitigations.len());
    let counts: Vec<_> = reading.register.risks().map(entries).collect();
    assert_eq!(counts, [(1, 3), (2, 2)]);
}

/// A header over two rows, with names merged over both and others merged across parts.
fn in_two_rows(above: &[&str], below: &[&str], merged: &[&str]) -> Board {
    let risk = ["R1", "Disk", "It fails", "High", "Low", "Medium", "High"];
    let other = ["R2", "Fan", "It stops", "Low", "High", "Medium", "Low"];
    Board::of(&[above, below, &risk, &other]).merged(merged)
}

#[test]
fn a_header_that_is_merged_over_two_rows_is_no_risk() {
    let above = ["Ref", "Component", "Risk", "Likelihood", "Impact", "", ""];
    let below = ["", "", "", "", "Time", "Safety", "People"];
    let merged = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1"];
    let board = in_two_rows(&above, &below, &merged);
    let question = asked(&board.build());
    assert!(question.question.contains("may be the impact"));
    let options = with_columns(&[(RiskField::Impact, "Safety")]);
    let reading = answer_with(&board.build(), &options).unwrap_or_else(|a| panic!("{a:?}"));
    assert_eq!(brief(&reading)[0], ["R1", "It fails", "High", "Medium"]);
    assert_eq!(references(&reading), ["R1", "R2"]);
}

#[test]
fn a_header_that_stands_twice_is_known_by_the_one_above_it() {
    let above = ["Ref", "Component", "Risk", "Inherent", "", "Residual", ""];
    let below = ["", "", "", "Likelihood", "Impact", "Likelihood", "Impact"];
    let merged = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"];
    let workbook = in_two_rows(&above, &below, &merged).build();
    let reading = answer(&workbook).unwrap_or_else(|a| panic!("{a:?}"));
    assert_eq!(brief(&reading)[0], ["R1", "It fails", "High", "Low"]);
    let residual = ["Residual Likelihood", "Residual Impact"].map(|name| extra(&reading, 0, name));
    assert_eq!(
        residual,
        ["Medium", "High"].map(|level| Some(level.to_owned()))
    );
    create(&reading.register, &reading.settings).expect("a workbook has a place for all");
}

#[test]
fn what_a_merge_hides_is_told_in_every_column_unless_it_is_what_is_seen() {
    let header = &[
        "ID",
        "Component",
        "Risk",
        "Likelihood",
        "Impact",
        "Mitigations",
    ];
    let board = Board::of(&[
        header,
        &["R1", "Disk", "It fails", "High", "Low", "Mirror it"],
        &["R2", "Fan", "It fills up", "High", "Low", "Clean it"],
        &["R3", "Disk", "It is lost", "Low", "Low", "Copy it"],
        &["R4", "Pump", "It leaks", "Low", "High", "Dry it"],
        &["", "", "", "", "", "Replace it"],
    ]);
    let merged = board.merged(&["B2:B4", "D3:E3", "A5:A6", "B5:B6", "C5:C6", "F5:F6"]);
    let reading = answer(&merged.build()).unwrap_or_else(|a| panic!("{a:?}"));
    assert_eq!(reading.register.risks().len(), 4);
    let findings = told(&reading.findings, "beneath-merge");
    let told = findings.iter().map(|told| told.split_once(", ").unwrap().0);
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "Sheet1!B3 B3 counts with what it has beneath the merged cell B2",
            "Sheet1!E3 E3 counts with what it has beneath the merged cell D3",
            "Sheet1!F6 F6 counts with what it has beneath the merged cell F5",
        ]
    );
}

#[test]
fn a_title_merged_over_all_of_a_table_names_no_group_of_its_columns() {
    let board = Board::of(&[
        &["Risks of the shop"],
        &[
            "ID",
            "Component",
            "Risk",
            "Likelihood",
            "Impact",
            "2026",
            "2026",
        ],
        &["R1", "Disk", "It fails", "High", "Low", "a", "b"],
        &["R2", "Fan", "It fills up", "High", "Low", "c", "d"],
    ]);
    let headers = |merge: &str| {
        let board = board.clone().merged(&[merge]);
        let reading = answer(&board.build()).unwrap_or_else(|a| panic!("{a:?}"));
        columns(&reading).1
    };
    assert_eq!(headers("A1:G1"), ["2026", "2026~2"]);
}
