//! What stands below a table and beside it, in the same sheet.

use super::board::Board;
use super::outcome::{answer, brief, columns, is_told, references};
use super::rows::{FIRST, HEADER, SECOND, THIRD, assert_three, assert_three_and_a_block, below};

#[test]
fn a_legend_below_a_table_is_left_alone_and_told() {
    let board = below(
        1,
        &[
            &["Level", "Meaning"],
            &["Low", "Less than once a year"],
            &["Medium", "Less than once a month"],
            &["High", "Once a month or more"],
        ],
    );
    assert_three_and_a_block(&board, 6..=9);
}

#[test]
fn another_table_below_is_left_alone_and_told() {
    let board = below(
        2,
        &[
            &["Approved by", "", "On"],
            &["Ada", "", "2026-03-01"],
            &["Bo", "", "2026-03-02"],
        ],
    );
    assert_three_and_a_block(&board, 7..=9);
}

#[test]
fn prose_below_a_table_is_left_alone_and_told() {
    let board = below(1, &[&["Likelihood and impact are judged by the team"]]);
    assert_three(&board, &[6]);
    let board = below(3, &[&["", "", "See the guide for what the levels mean"]]);
    assert_three(&board, &[8]);
}

#[test]
fn risks_below_an_empty_row_are_risks() {
    let more: &[&[&str]] = &[
        &["R4", "Roof", "", "", ""],
        &["R5", "Door", "It is left open", "", ""],
    ];
    let reading = answer(&below(1, more).build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(references(&reading), ["R1", "R2", "R3", "R4", "R5"]);
    let unnamed: &[&[&str]] = &[&["", "Door", "It is left open", "Low", "High"]];
    let reading = answer(&below(1, unnamed).build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(brief(&reading)[3], ["", "It is left open", "Low", "High"]);
}

/// A register of twelve risks.
fn twelve() -> Board {
    let mut board = Board::of(&[HEADER]);
    for row in 2..14 {
        let (reference, risk) = (format!("R{}", row - 1), format!("Part {row} fails"));
        board.type_row(row, 1, &[&reference, "Pump", &risk, "Low", "High"]);
    }
    board
}

#[test]
fn a_legend_beside_a_table_is_not_read_and_told() {
    let mut board = twelve();
    board.type_row(1, 7, &["Level", "Meaning"]);
    board.type_row(2, 7, &["Low", "Less than once a year"]);
    board.type_row(3, 7, &["Medium", "Less than once a month"]);
    board.type_row(4, 7, &["High", "Once a month or more"]);
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(references(&reading).len(), 12);
    assert_eq!(columns(&reading).1, [""; 0]);
    assert!(reading.register.risks().all(|risk| risk.extra.is_empty()));
    assert!(!reading.findings.is_empty(), "what is not read is told");
}

#[test]
fn a_legend_beside_a_table_may_go_on_below_it() {
    let mut board = Board::of(&[HEADER, FIRST, SECOND, THIRD]);
    for (row, text) in (1..).zip(["Meaning", "a", "b", "c", "d", "e", "f", "g"]) {
        board.type_row(row, 8, &[text]);
    }
    assert_three(&board, &[]);
}

#[test]
fn what_a_validation_takes_its_list_from_is_no_column_of_the_risks() {
    for column in [6_u32, 7, 9] {
        let letter = char::from(b'A' + u8::try_from(column).unwrap() - 1);
        for list in [
            format!("${letter}$2:${letter}$4"),
            format!("'Sheet1'!${letter}$2:${letter}$4"),
        ] {
            let mut board = Board::of(&[HEADER, FIRST, SECOND, THIRD]);
            for (row, text) in (1..).zip(["Offered", "Low", "Medium", "High"]) {
                board.type_row(row, column, &[text]);
            }
            let board = board.listed("D2:E50", &list);
            assert_three(&board, &[]);
            let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
            assert_eq!(columns(&reading).1, [""; 0], "{list}");
            let found = reading.findings.iter();
            assert_eq!(
                found.filter(|one| one.code() == "beside-table").count(),
                1,
                "{list}"
            );
        }
    }
}

#[test]
fn a_column_of_which_the_words_are_offered_again_is_one_of_the_risks() {
    let mut board = Board::of(&[HEADER, FIRST, SECOND, THIRD]);
    for (row, text) in (1..).zip(["Team", "Web", "Data", "Ops"]) {
        board.type_row(row, 6, &[text]);
    }
    let board = board.listed("F2:F50", "$F$2:$F$4");
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(columns(&reading).1, ["Team"]);
}

#[test]
fn a_total_is_no_risk_where_a_list_beside_the_table_goes_on_below_it() {
    let mut board = Board::of(&[HEADER, FIRST, SECOND, THIRD, &["Total"]]);
    let people = [
        ["Person", "Phone"],
        ["Ann", "102"],
        ["Bob", "103"],
        ["Cid", "104"],
        ["Dan", "105"],
        ["Eve", "106"],
    ];
    for (row, cells) in (1..).zip(&people) {
        board.type_row(row, 8, cells);
    }
    assert_three(&board, &[5]);
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(columns(&reading).1, [""; 0]);
}

#[test]
fn a_legend_beside_a_short_table_is_none_of_its_columns() {
    let legends: [&[&[&str]]; 2] = [
        &[
            &["Level", "Meaning"],
            &["Low", "Rare"],
            &["Medium", "Now and then"],
            &["High", "Often"],
        ],
        &[
            &["Legend", "Of what"],
            &["bold", "implemented"],
            &["red", "late"],
            &["grey", "done"],
        ],
    ];
    for legend in legends {
        let mut board = Board::of(&[HEADER, FIRST, SECOND, THIRD]);
        for (row, cells) in (1..).zip(legend) {
            board.type_row(row, 8, cells);
        }
        let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
        assert_eq!(columns(&reading).1, [""; 0], "{legend:?}");
        assert!(!reading.findings.is_empty(), "what is not read is told");
    }
}

#[test]
fn levels_behind_an_empty_column_are_a_column_where_nothing_explains_them() {
    let own: [&[&str]; 4] = [
        &["Residual risk", "Approved by"],
        &["Low", "Ann"],
        &["Medium", "Bob"],
        &["High", "Cy"],
    ];
    let mut board = Board::of(&[HEADER, FIRST, SECOND, THIRD]);
    for (row, cells) in (1..).zip(own) {
        board.type_row(row, 8, cells);
    }
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(columns(&reading).1, own[0]);
}

#[test]
fn a_column_behind_an_empty_one_that_is_filled_for_each_risk_is_read() {
    let mut board = twelve();
    board.type_row(1, 7, &["Team"]);
    for row in 2..14 {
        board.type_row(row, 7, &["Web"]);
    }
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(columns(&reading).1, ["Team"]);
}

#[test]
fn a_field_behind_an_empty_column_is_read() {
    let mut board = twelve();
    board.type_row(1, 7, &["Mitigation"]);
    board.type_row(3, 7, &["Change it"]);
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    let risk = reading.register.risk_at(1).expect("there are twelve");
    assert_eq!(risk.mitigations, ["Change it".into()]);
}

#[test]
fn a_table_may_begin_anywhere() {
    for (row, column) in [(1, 1), (2, 3), (19, 2), (150, 9)] {
        let mut board = Board::of(&[&["Risk register"]]);
        for (row, cells) in (row + 1..).zip([HEADER, FIRST, SECOND, THIRD]) {
            board.type_row(row, column, cells);
        }
        assert_three(&board, &[]);
    }
}

#[test]
fn many_rows_of_prose_may_stand_above_a_table() {
    let mut board = Board::default();
    for row in 1..150 {
        board.type_row(
            row,
            1,
            &["Risk, likelihood and impact are words of this text"],
        );
    }
    for (row, cells) in (151..).zip([HEADER, FIRST, SECOND, THIRD]) {
        board.type_row(row, 1, cells);
    }
    assert_three(&board, &[]);
    let reading = answer(&board.build()).expect("it was read above");
    assert!(!is_told(&reading, 3), "it is above the table");
}

#[test]
fn a_table_with_a_header_of_its_own_below_is_left_alone() {
    let log: &[&[&str]] = &[
        &["Date", "Author", "Change"],
        &["2026-01-01", "Ann", "First version"],
        &["2026-02-01", "Bob", "Added the fan"],
    ];
    let contacts: &[&[&str]] = &[
        &["Team", "Contact", "Phone"],
        &["Data", "Ann", "123"],
        &["Net", "Bob", "456"],
    ];
    let legend: &[&[&str]] = &[
        &["", "Level", "Meaning"],
        &["", "Low", "Once a year"],
        &["", "High", "Once a day"],
    ];
    for rows in [log, contacts, legend] {
        assert_three_and_a_block(&below(1, rows), 6..=8);
    }
}
