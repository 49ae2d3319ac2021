//! What holds for every formula.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::workbook::formula::parts;
use crate::workbook::ranges::extended_list;
use crate::workbook::update::formula::{extended, shifted};

/// References that stay on the sheet when they are moved by what the properties move them.
fn reference() -> impl Strategy<Value = String> {
    let column = prop_oneof!["[C-Z][A-Z]", "[c-z][a-z]", "[A-W][A-Z][A-Z]"];
    let cell = ("\\$?", column, "\\$?", 500_u32..1_000_000)
        .prop_map(|(fixed, column, dollar, row)| format!("{fixed}{column}{dollar}{row}"));
    let columns = "\\$?[C-Z][A-Z]:\\$?[C-Z][A-Z]";
    let rows = "\\$?[5-9][0-9]{2}:\\$?[5-9][0-9]{2}";
    let range = (cell.clone(), cell.clone()).prop_map(|(a, b)| format!("{a}:{b}"));
    (sheet(), prop_oneof![cell, range, columns, rows])
        .prop_map(|(sheet, reference)| format!("{sheet}{reference}"))
}

fn sheet() -> impl Strategy<Value = &'static str> {
    select(&[
        "",
        "",
        "",
        "Risks!",
        "'It''s A1'!",
        "Jan:Dec!",
        "[1]Data!",
        "'[1]My data'!",
        "#REF!",
    ])
}

/// What stays, wherever the formula goes.
const FIXED: &[&str] = &[
    "1E5",
    "1.5E+3",
    "\"A1\"",
    "\"\"\"A1\"",
    "rate_2024",
    "TAX",
    "#N/A",
    "#DIV/0!",
    "TRUE",
    "{1,2;3,4}",
    "Table1[[#This Row],[A1]]",
    "Table1['[A1]",
    "_xlpm.x1",
    "A1.x",
];

fn operand() -> impl Strategy<Value = String> {
    prop_oneof![reference(), select(FIXED).prop_map(str::to_owned)]
}

fn formula() -> impl Strategy<Value = String> {
    operand().prop_recursive(4, 24, 3, |inner| {
        let operators = select(&["+", "-", "&", "<>", "^", " ", ",", "/"]);
        let functions = select(&["", "SUM", "LOG10", "ATAN2", "_xlfn.XLOOKUP"]);
        prop_oneof![
            (inner.clone(), operators, inner.clone()).prop_map(|(a, op, b)| format!("{a}{op}{b}")),
            (functions, vec(inner, 1..3)).prop_map(|(f, all)| format!("{f}({})", all.join(","))),
        ]
    })
}

/// Texts made of what means something in a formula.
fn strange() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[A-Ca-c019$:!'#\"()\\[\\]{},; .Eé]{0,24}"]
}

proptest! {
    #[test]
    fn the_parts_are_the_formula(text in strange()) {
        let mut joined = String::new();
        parts(&text).for_each(|part| part.push_to(&mut joined));
        prop_assert_eq!(joined, text);
    }

    #[test]
    fn a_formula_that_does_not_move_is_the_same(text in prop_oneof![strange(), formula()]) {
        prop_assert_eq!(shifted(&text, 0, 0), Some(text));
    }

    #[test]
    fn a_formula_that_moves_back_is_the_same(
        text in formula(),
        rows in -400_i64..400,
        columns in -50_i64..50,
    ) {
        let there = shifted(&text, rows, columns).unwrap();
        prop_assert_eq!(shifted(&there, -rows, -columns), Some(text));
    }

    #[test]
    fn two_moves_are_one(text in formula(), a in 0_i64..200, b in 0_i64..200) {
        let twice = shifted(&shifted(&text, a, 0).unwrap(), b, 1);
        prop_assert_eq!(twice, shifted(&text, a + b, 1));
    }

    #[test]
    fn a_range_is_extended_as_the_list_of_it_would_be(
        rows in (1_u32..20, 1_u32..20),
        dollar in select(&["", "$"]),
        before in formula(),
        above in 1_u32..20,
        count in 0_u32..5,
    ) {
        let range = format!("A{dollar}{}:{dollar}C{}", rows.0, rows.1);
        let last = above + count;
        let expected = extended_list(&range, above, last).filter(|_| rows.0 != rows.1);
        let text = format!("{before},Here!{range}");
        let extended = extended(&text, Some("here"), above, last);
        prop_assert_eq!(extended, expected.map(|range| format!("{before},Here!{range}")));
    }

    #[test]
    fn no_text_is_too_strange(
        text in strange(),
        sheet in strange(),
        rows in any::<i64>(),
        columns in any::<i64>(),
        above in any::<u32>(),
        last in any::<u32>(),
    ) {
        let _ = shifted(&text, rows, columns);
        let _ = extended(&text, Some(&sheet), above, last);
    }
}
