//! Ranges of a defined name that reach the rows added below them.

use crate::workbook::update::formula::extended;

#[track_caller]
fn extended_to_17(formulas: &[(&str, &str)]) {
    for (formula, expected) in formulas {
        let extended = extended(formula, Some("Risks"), 15, 17);
        assert_eq!(extended.as_deref(), Some(*expected), "{formula}");
    }
}

#[test]
fn ranges_that_end_at_the_row_above_reach_the_new_rows() {
    extended_to_17(&[
        ("Risks!$A$2:$I$15", "Risks!$A$2:$I$17"),
        ("Risks!$A$2:$I$16", "Risks!$A$2:$I$17"),
        ("=Risks!$A$2:$I$15", "=Risks!$A$2:$I$17"),
        ("Risks!$A$14:$A$15", "Risks!$A$14:$A$17"),
        ("Risks!$A$15:$A$16", "Risks!$A$15:$A$17"),
        ("Risks!A2:I15", "Risks!A2:I17"),
        ("Risks!$a2:i$15", "Risks!$a2:i$17"),
        ("Risks!$I$15:$A$2", "Risks!$I$17:$A$2"),
        ("Risks!$A$2:Risks!$A$15", "Risks!$A$2:Risks!$A$17"),
        ("Risks!$A$15:'risks'!$A$2", "Risks!$A$17:'risks'!$A$2"),
    ]);
}

#[test]
fn unions_and_arguments_are_extended_range_by_range() {
    extended_to_17(&[
        (
            "Risks!$A$1:$I$15,Risks!$K$1:$K$15",
            "Risks!$A$1:$I$17,Risks!$K$1:$K$17",
        ),
        (
            "Risks!$A$1:$I$15,Other!$K$1:$K$15,Risks!$1:$1",
            "Risks!$A$1:$I$17,Other!$K$1:$K$15,Risks!$1:$1",
        ),
        (
            "OFFSET(Risks!$A$2,0,0,COUNTA(Risks!$A$2:$A$15),1)",
            "OFFSET(Risks!$A$2,0,0,COUNTA(Risks!$A$2:$A$17),1)",
        ),
        (
            "Risks!$A$2:INDEX(Risks!$A$2:$A$15,3)",
            "Risks!$A$2:INDEX(Risks!$A$2:$A$17,3)",
        ),
        (
            "Risks!$A$2:$I$15 Risks!$A:$A",
            "Risks!$A$2:$I$17 Risks!$A:$A",
        ),
    ]);
}

#[test]
fn a_sheet_is_known_by_its_name_in_any_case_quoted_or_not() {
    for (formula, sheet) in [
        ("'Risks'!$A$2:$A$15", "Risks"),
        ("RISKS!$A$2:$A$15", "Risks"),
        ("'Tom''s risks'!$A$2:$A$15", "Tom's Risks"),
        ("'A1'!$A$2:$A$15", "a1"),
        ("A1!$A$2:$A$15", "A1"),
        ("'größe'!$A$2:$A$15", "GRÖẞE"),
        ("'O''''Neil'!$A$2:$A$15", "O''Neil"),
    ] {
        let extended = extended(formula, Some(sheet), 15, 17);
        assert_eq!(extended, Some(formula.replace("15", "17")), "{formula}");
    }
}

#[test]
fn ranges_that_end_elsewhere_or_have_one_row_stay() {
    for formula in [
        "",
        "Risks!$A$2:$I$14",
        "Risks!$A$16:$I$16",
        "Risks!$A$16:$I$18",
        "Risks!$A$2:$I$17",
        "Risks!$A$2:$I$99",
        "Risks!$A$15:$I$15",
        "Risks!$A$15",
        "Risks!$A:$I",
        "Risks!$2:$15",
        "Risks!$1:$1",
        "15",
        "rate",
        "\"Risks!$A$2:$I$15\"",
    ] {
        assert_eq!(extended(formula, Some("Risks"), 15, 17), None, "{formula}");
    }
}

#[test]
fn ranges_of_other_sheets_and_workbooks_stay() {
    for formula in [
        "$A$2:$I$15",
        "!$A$2:$I$15",
        "Other!$A$2:$I$15",
        "Risks:Other!$A$2:$I$15",
        "Other:Risks!$A$2:$I$15",
        "'Risks:Other'!$A$2:$I$15",
        "'Risks':'Other'!$A$2:$I$15",
        "[1]Risks!$A$2:$I$15",
        "'[1]Risks'!$A$2:$I$15",
        "#REF!$A$2:$I$15",
        "Risks!#REF!",
        "Risks!$A$2:#REF!",
        "Risks!$A$2:Other!$I$15",
        "Risks!$A$2:LOG15(1)",
        "Risks[[A2]:[A15]]",
        "Risks!Risks[A]",
    ] {
        assert_eq!(extended(formula, Some("Risks"), 15, 17), None, "{formula}");
    }
}

#[test]
fn no_range_is_extended_beyond_the_sheet() {
    let formula = "Risks!$A$2:$A$1048576";
    assert_eq!(extended(formula, Some("Risks"), 1_048_576, 1_048_577), None);
}

#[test]
fn a_total_reaches_new_rows_with_its_own_ranges_alone() {
    let formula = "SUM(G4:G$15)+G15+SUM(G4:G14)+SUM('Q'!G4:G15)+COUNT(G15:G4,G15)";
    let expected = "SUM(G4:G$17)+G15+SUM(G4:G14)+SUM('Q'!G4:G15)+COUNT(G17:G4,G15)";
    assert_eq!(extended(formula, None, 15, 17).as_deref(), Some(expected));
}
