use super::samples::{OddIsBold, marked_up, markup, pieces};
use crate::workbook::layout::{Formats, put_entries};

fn put(old: &str, wanted: &[&str]) -> String {
    markup(
        &put_entries(&marked_up(old), wanted, &mut OddIsBold)
            .expect("what is wanted is representable"),
    )
}

#[test]
fn an_unchanged_cell_comes_back_as_it_is() {
    let old = pieces(&[("- a", 1), ("\n", 1), ("", 2), ("\n* b ", 0)]);
    assert_eq!(put_entries(&old, &["a", "b"], &mut OddIsBold), Some(old));
    assert_eq!(put(" \n-", &[]), " \n-");
}

#[test]
fn a_cell_without_entries_gets_the_layout_of_a_new_one() {
    assert_eq!(put("", &["a"]), "a");
    assert_eq!(put("", &["a\nb", "c"]), "• a\n  b\n• c");
    assert_eq!(
        put_entries(&pieces(&[("- ", 4)]), &["a"], &mut OddIsBold),
        Some(pieces(&[("a", 4)]))
    );
}

/// Formats of which the fourth is struck through.
struct FourIsStruck;

impl Formats for FourIsStruck {
    fn is_bold(&self, _: usize) -> bool {
        false
    }

    fn with_bold(&mut self, format: usize, _: bool) -> usize {
        format
    }

    fn without_strike(&mut self, format: usize) -> usize {
        if format == 4 { 0 } else { format }
    }
}

#[test]
fn a_new_entry_is_not_struck_through_as_the_one_before_it() {
    let old = pieces(&[("- a\n", 2), ("- b", 4)]);
    let new = put_entries(&old, &["a", "b", "c"], &mut FourIsStruck).unwrap();
    assert_eq!(new.last(), pieces(&[("c", 0)]).last());
    assert_eq!(new[..2], pieces(&[("- a\n", 2), ("- b\n- ", 4)]));
}

#[test]
fn without_entries_the_cell_is_blank() {
    assert_eq!(
        put_entries(&marked_up("- a\n- b\n"), &[], &mut OddIsBold),
        Some(Vec::new())
    );
}

#[test]
fn what_is_not_changed_keeps_its_mark_its_text_and_its_formats() {
    let old = "\n * Call **Ann**\n\n - **Wait**\n• Go \n";
    assert_eq!(
        put(old, &["Call Ann", "Wait long", "Go"]),
        "\n * Call **Ann**\n\n - **Wait long**\n• Go \n"
    );
}

#[test]
fn a_new_entry_has_the_mark_the_indent_and_the_format_of_its_neighbour() {
    assert_eq!(
        put("- a\n- **b**", &["a", "b", "c"]),
        "- a\n- **b\n**- **c**"
    );
    assert_eq!(put("  - a", &["x", "a"]), "  - x\n  - a");
    assert_eq!(put("**a**\nb", &["a", "x", "b"]), "**a\nx**\nb");
    assert_eq!(put("a", &["a", "b\nc"]), "a\nb\n  c");
    assert_eq!(put("- a", &["a", "b\nc"]), "- a\n- b\n  c");
}

#[test]
fn new_entries_are_parted_as_the_others_are() {
    assert_eq!(put("a\n\nb", &["a", "b", "c"]), "a\n\nb\n\nc");
    assert_eq!(put("a\r\nb", &["a", "c", "b"]), "a\r\nc\r\nb");
    assert_eq!(put("a\nb\n\n\nc", &["a", "b", "c", "d"]), "a\nb\n\n\nc\nd");
}

#[test]
fn a_removed_entry_goes_with_its_mark() {
    assert_eq!(put("- a\n- b\n\n- c\n", &["a", "c"]), "- a\n\n- c\n");
    assert_eq!(put("- a\n- b\n\n- c\n", &["a", "b"]), "- a\n- b\n");
    assert_eq!(put("- a\n\n* b", &["b"]), "* b");
    assert_eq!(put("\n- a\n\n* b", &["b"]), "\n* b");
}

#[test]
fn lists_that_count_are_counted_anew() {
    assert_eq!(put("1. a\n2. b\n3. c", &["a", "c"]), "1. a\n2. c");
    assert_eq!(put("1) a\n2) b", &["x", "a", "b"]), "1) x\n2) a\n3) b");
    assert_eq!(put("**3.** a", &["a", "b"]), "**3.** a\n**4.** b");
    assert_eq!(put("08. a\n09. b", &["a", "b", "c"]), "08. a\n09. b\n10. c");
    assert_eq!(put("1. a\n2) b", &["b"]), "1) b");
}

#[test]
fn lists_that_do_not_count_keep_their_numbers() {
    assert_eq!(put("1. a\n1. b", &["a", "b", "c"]), "1. a\n1. b\n1. c");
    assert_eq!(put("1. a\n- b\n2. c", &["a", "c"]), "1. a\n2. c");
    assert_eq!(put("999. a", &["a", "b"]), "999. a\n999. b");
}

#[test]
fn an_entry_of_several_lines_keeps_the_indent_that_it_had() {
    assert_eq!(put("- a\n     b", &["a\nx\nc"]), "- a\n     x\n     c");
    assert_eq!(
        put("- a\n\n   b\n  c", &["x\nb\nc\nd"]),
        "- x\n\n   b\n  c\n  d"
    );
    assert_eq!(put("- a\n   b\n  c", &["a\nc"]), "- a\n  c");
    assert_eq!(put("- a\n   b", &["a"]), "- a");
}

#[test]
fn an_entry_that_gets_several_lines_is_indented_like_its_text() {
    assert_eq!(put("12) a", &["a\nb"]), "12) a\n    b");
    assert_eq!(put("\t* a", &["a\nb"]), "\t* a\n\t  b");
    assert_eq!(put("  a", &["a\nb"]), "  a\n    b");
}

#[test]
fn an_entry_below_its_mark_stays_there() {
    assert_eq!(put("-\n  a", &["b"]), "-\n  b");
    assert_eq!(put("-\n  a", &["a", "b"]), "-\n  a\n- b");
}

#[test]
fn every_line_is_marked_where_a_text_would_read_as_marked() {
    assert_eq!(put("a\n**b**", &["- x", "b"]), "• - x\n**• b**");
    assert_eq!(put("* a\n**b**", &["a", "1. x"]), "* a\n**• 1. x**");
    assert_eq!(put("* a", &["- x"]), "* - x");
}

#[test]
fn an_entry_that_moved_has_the_formats_that_it_had() {
    assert_eq!(
        put("- a\n- **b**\n  c\n1. d", &["b\nc", "a", "d"]),
        "- **b**\n  c\n- a\n1. d"
    );
}

#[test]
fn what_no_cell_can_hold_is_not_put() {
    assert_eq!(
        put_entries(&marked_up("- a"), &["a\n\nb"], &mut OddIsBold),
        None
    );
    assert_eq!(put_entries(&[], &[" a"], &mut OddIsBold), None);
}
