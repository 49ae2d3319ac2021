//! References of a formula that is continued in other cells.

use super::moved_by_one;
use crate::workbook::update::formula::shifted;

#[test]
fn relative_parts_of_references_move_and_absolute_ones_do_not() {
    moved_by_one(&[
        ("A1", "B2"),
        ("=A1", "=B2"),
        ("$A1", "$A2"),
        ("A$1", "B$1"),
        ("$A$1", "$A$1"),
        ("D7*E7+$F$1", "E8*F8+$F$1"),
        ("Z9", "AA10"),
        ("XFC1048575", "XFD1048576"),
        ("-A1%&B2^C3", "-B2%&C3^D4"),
        ("(A1)", "(B2)"),
        ("@A1", "@B2"),
        ("A1<>B1", "B2<>C2"),
    ]);
    assert_eq!(shifted("D7*$E7", 10, -2).unwrap(), "B17*$E17");
}

#[test]
fn ranges_move_by_their_corners() {
    moved_by_one(&[
        ("SUM(A1:B2)", "SUM(B2:C3)"),
        ("SUM($A$1:B2)", "SUM($A$1:C3)"),
        ("A$1:$B2", "B$1:$B3"),
        ("SUM(A1:B2,D4 : E5)", "SUM(B2:C3,E5 : F6)"),
        ("A1:C3 B2:D4", "B2:D4 C3:E5"),
        ("A1:B2:C3", "B2:C3:D4"),
        ("A1:INDEX(A:A,3)", "B2:INDEX(B:B,3)"),
        ("A1:LOG10(B2)", "B2:LOG10(C3)"),
    ]);
}

#[test]
fn whole_columns_and_rows_move_in_one_direction() {
    moved_by_one(&[
        ("SUM(A:C)", "SUM(B:D)"),
        ("$A:$C", "$A:$C"),
        ("$A:C", "$A:D"),
        ("5:5", "6:6"),
        ("$5:$9", "$5:$9"),
        ("$5:9", "$5:10"),
        ("Data!A:C+Data!5:9", "Data!B:D+Data!6:10"),
        ("'My data'!$5:9", "'My data'!$5:10"),
    ]);
    assert_eq!(shifted("A:C", 9, 0).unwrap(), "A:C");
    assert_eq!(shifted("5:9", 0, 9).unwrap(), "5:9");
}

#[test]
fn references_keep_how_they_are_written() {
    moved_by_one(&[
        ("a1", "b2"),
        ("xfc$1:$aa9", "xfd$1:$aa10"),
        ("a:c", "b:d"),
        ("aB1", "AC2"),
        ("$A007", "$A8"),
        ("A$007", "B$007"),
    ]);
    assert_eq!(shifted("aB07", 0, 0).unwrap(), "aB07");
    assert_eq!(shifted("aB07", 1, 0).unwrap(), "aB8");
}

#[test]
fn a_reference_that_would_leave_the_sheet_gives_no_formula() {
    for (formula, rows, columns) in [
        ("A1", -1, 0),
        ("A1", 0, -1),
        ("B7+A1", -1, 0),
        ("A1048576", 1, 0),
        ("XFD1", 0, 1),
        ("A1:XFD1", 0, 1),
        ("A:XFD", 0, 1),
        ("A:B", 0, -1),
        ("1:2", -1, 0),
        ("2:1048576", 1, 0),
        ("A1", i64::MAX, 0),
        ("A1", i64::MIN, 0),
        ("A1", 0, i64::MAX),
        ("A1", 1 << 32, 0),
    ] {
        assert_eq!(shifted(formula, rows, columns), None, "{formula}");
    }
}

#[test]
fn absolute_references_never_leave_the_sheet() {
    for formula in ["$A$1", "$A:$C", "$5:$9", "TAX", "\"A1\""] {
        let shifted = shifted(formula, i64::MAX, i64::MIN);
        assert_eq!(shifted.as_deref(), Some(formula));
    }
    assert_eq!(shifted("$A1", 4, -9).unwrap(), "$A5");
    assert_eq!(shifted("A$1", -4, 9).unwrap(), "J$1");
}

#[test]
fn names_of_sheets_stay() {
    moved_by_one(&[
        ("Sheet1!A1", "Sheet1!B2"),
        ("Sheet1!A1:B2", "Sheet1!B2:C3"),
        ("Sheet1!$A$1:B2", "Sheet1!$A$1:C3"),
        ("'It''s A1'!B2", "'It''s A1'!C3"),
        ("'A1'!A1", "'A1'!B2"),
        ("'A1:B2'!A1", "'A1:B2'!B2"),
        ("'say \"A1'!A1&\"A1\"", "'say \"A1'!B2&\"A1\""),
        ("Sheet1:Sheet3!A1", "Sheet1:Sheet3!B2"),
        ("'Sheet 1:Sheet 3'!A1:B2", "'Sheet 1:Sheet 3'!B2:C3"),
        ("'Sheet 1':'A1'!A1", "'Sheet 1':'A1'!B2"),
        ("SUM(Jan:Dec!A1)", "SUM(Jan:Dec!B2)"),
        ("Größe!A1", "Größe!B2"),
        ("表1!A1", "表1!B2"),
        ("2024!A1", "2024!B2"),
        ("Q1!A1", "Q1!B2"),
        ("SUM(Q1:Q4!A1)", "SUM(Q1:Q4!B2)"),
        ("!A1", "!B2"),
    ]);
}

#[test]
fn a_sheet_may_stand_before_both_corners_of_a_range() {
    moved_by_one(&[
        ("Sheet1!A1:Sheet1!B2", "Sheet1!B2:Sheet1!C3"),
        ("'My data'!A1:'My data'!B2", "'My data'!B2:'My data'!C3"),
        ("Tab1!A1:Tab1!A9", "Tab1!B2:Tab1!B10"),
        ("A1:Sheet1!B2", "B2:Sheet1!C3"),
        ("Sheet1!tax:Vat!A1", "Sheet1!tax:Vat!B2"),
    ]);
}

#[test]
fn references_into_other_workbooks_move_too() {
    moved_by_one(&[
        ("[1]Sheet1!A1", "[1]Sheet1!B2"),
        ("'[1]My Sheet'!A1", "'[1]My Sheet'!B2"),
        ("[1]Sheet1:Sheet3!A1", "[1]Sheet1:Sheet3!B2"),
        ("[A1.xlsx]Sheet1!A1:B2", "[A1.xlsx]Sheet1!B2:C3"),
        ("'C:\\A1\\[A1.xlsx]A1'!A1", "'C:\\A1\\[A1.xlsx]A1'!B2"),
        ("[1]!rate+A1", "[1]!rate+B2"),
    ]);
}
