//! What a formula that is continued in other cells has beside its references.

use super::moved_by_one;
use crate::workbook::update::formula::shifted;

#[track_caller]
fn unmoved(formulas: &[&str]) {
    for formula in formulas {
        assert_eq!(shifted(formula, 3, 2).as_deref(), Some(*formula));
    }
}

/// Formulas with a space between any two.
#[track_caller]
fn words_unmoved(formulas: &str) {
    unmoved(&formulas.split(' ').collect::<Vec<_>>());
}

#[test]
fn texts_stay() {
    unmoved(&[
        r#""A1""#,
        r#""say ""A1"" twice""#,
        r#""it's A1""#,
        r#""[A1""#,
        r#""""#,
        r#"INDIRECT("Risks!A1:B2")"#,
    ]);
    moved_by_one(&[
        (r#"A1&"A1"&A1"#, r#"B2&"A1"&B2"#),
        (r#"A1&""&A1"#, r#"B2&""&B2"#),
        (r#""'"&A1&"'""#, r#""'"&B2&"'""#),
        (r#""""&A1"#, r#""""&A1"#),
        (r#"""""&A1"#, r#"""""&B2"#),
    ]);
}

#[test]
fn names_of_functions_stay() {
    moved_by_one(&[
        ("LOG10(A1)", "LOG10(B2)"),
        ("ATAN2(A1,B1)", "ATAN2(B2,C2)"),
        ("_xlfn.XLOOKUP(A1,B:B,C:C)", "_xlfn.XLOOKUP(B2,C:C,D:D)"),
        ("_xlfn.STDEV.S(A1:A9)", "_xlfn.STDEV.S(B2:B10)"),
        (
            "_xlfn._xlws.FILTER(A1:A9,B1:B9)",
            "_xlfn._xlws.FILTER(B2:B10,C2:C10)",
        ),
        (
            "_xlfn.LET(_xlpm.x1,A1,_xlpm.x1*2)",
            "_xlfn.LET(_xlpm.x1,B2,_xlpm.x1*2)",
        ),
        ("DEC2BIN(A1)", "DEC2BIN(B2)"),
        ("tax:IF(A1,B1,C1)", "tax:IF(B2,C2,D2)"),
        ("LOG10 (A1)", "LOG10 (B2)"),
        ("A1 (A1:A9)", "B2 (B2:B10)"),
        ("LOG10+A1", "LOH11+B2"),
        ("[1]!LOG10(A1)", "[1]!LOG10(B2)"),
        ("DAYS360(A1,B1)", "DAYS360(B2,C2)"),
    ]);
}

#[test]
fn defined_names_stay() {
    words_unmoved(
        "rate_2024 R1_total TAX tax A1.x x.A1 _A1 \\A1 A1B2 R1C1 RC R C Größe1 é1 A1é XFE1 AAAA1 \
         A1048577 A0 A ABC what?A1 A1? Sheet1!rate_2024 name:A A1$ $A $1 $",
    );
    unmoved(&["'My data'!rate_2024", "rate_2024 tax"]);
    moved_by_one(&[("rate_2024*A1", "rate_2024*B2"), ("tax2024", "tay2025")]);
}

#[test]
fn numbers_and_values_stay() {
    words_unmoved(
        "1E5 1.5E+3 1e-5 .5E3 1.E5 10 TRUE FALSE true 0:5 1:1048577 1E5+1.5E+3-2E5 {1,2;3,4} \
         {\"A1\",1E5;TRUE,#N/A} 5A1",
    );
    moved_by_one(&[
        ("1E5*E5", "1E5*F6"),
        ("1E+5*E5", "1E+5*F6"),
        ("{1,2}*A1", "{1,2}*B2"),
    ]);
}

#[test]
fn errors_stay() {
    words_unmoved(
        "#REF! #DIV/0! #N/A #NAME? #NULL! #NUM! #VALUE! #SPILL! #CALC! #GETTING_DATA \
         Sheet1!#REF! #n/a #REF!:#REF! # #? ##",
    );
    moved_by_one(&[
        ("#N/A/A1", "#N/A/B2"),
        ("#DIV/0!+A1", "#DIV/0!+B2"),
        ("SUM(#REF!,A1)", "SUM(#REF!,B2)"),
        ("A1:#REF!", "B2:#REF!"),
        ("#REF!A1", "#REF!B2"),
        ("IF(A1=#N/A,#NULL!,A1)", "IF(B2=#N/A,#NULL!,B2)"),
    ]);
}

#[test]
fn the_mark_of_a_spilled_range_stays() {
    moved_by_one(&[
        ("A1#", "B2#"),
        ("$A$1#+B1#", "$A$1#+C2#"),
        ("SUM(Sheet1!A1#)", "SUM(Sheet1!B2#)"),
        ("A1#:B5", "B2#:C6"),
        ("spilled#*A1", "spilled#*B2"),
    ]);
}

#[test]
fn references_to_tables_stay() {
    unmoved(&[
        "Table1[[#This Row],[Impact]]",
        "Table1[Col A1]",
        "Table1[A1]",
        "Table1[[A1]:[B2]]",
        "Table1[@A1]",
        "[@[A1]]",
        "Table1['[x'']]",
        "Table1['[A1'] B2]",
        "Table1['']]",
        "Table1[say \"A1]",
        "Table1[[#Headers],[#Data],[it''s A1]]",
        "Table1[]",
        "A1[A1]",
    ]);
    moved_by_one(&[
        ("Table1[[#This Row],[A1]]*A1", "Table1[[#This Row],[A1]]*B2"),
        ("Table1['[A1''']&A1]&A1", "Table1['[A1''']&A1]&B2"),
        ("Table1[[#Headers],[A1]]:A5", "Table1[[#Headers],[A1]]:B6"),
        ("Table1[\"A1]&\"A1\"&A1", "Table1[\"A1]&\"A1\"&B2"),
    ]);
}

#[test]
fn what_is_never_closed_stays() {
    unmoved(&["\"A1+A1", "'A1+A1", "[A1+A1", "T[[A1]+A1", "T['", "'''A1"]);
    moved_by_one(&[("A1+(A1", "B2+(B2"), ("A1+\"A1", "B2+\"A1"), ("A1)", "B2)")]);
}

#[test]
fn white_space_between_references_stays() {
    moved_by_one(&[
        (" A1 + \n\tB1 ", " B2 + \n\tC2 "),
        ("SUM( A1 )", "SUM( B2 )"),
        ("A1\u{a0}B1", "B2\u{a0}C2"),
    ]);
}
