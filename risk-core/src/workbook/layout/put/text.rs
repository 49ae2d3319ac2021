//! A changed text: what it has in common with the old one keeps its formats.

use std::ops::Range;

use super::pieces::{CellText, Piece, Pieces};
use crate::workbook::layout::observations::trimmed;

/// The pieces of a cell of prose that is to have a text, which is kept exactly; none for a blank
/// one.
pub(in crate::workbook) fn put_text(old: &[Piece], text: &str) -> Vec<Piece> {
    let cell = CellText::of(old);
    if cell.text() == text {
        return old.to_vec();
    }
    let mut pieces = Pieces::default();
    put(&cell, 0..cell.text().len(), text, &mut pieces);
    pieces.into_list()
}

/// The pieces of a cell that is to have a text, whose outer white space is layout and stays; none
/// for a blank one.
pub(in crate::workbook) fn put_name(old: &[Piece], text: &str) -> Vec<Piece> {
    let cell = CellText::of(old);
    let name = trimmed(cell.text(), 0..cell.text().len());
    if &cell.text()[name.clone()] == text {
        return old.to_vec();
    }
    let mut pieces = Pieces::default();
    if text.is_empty() {
        return Vec::new();
    }
    if name.is_empty() {
        pieces.push(text, cell.base());
        return pieces.into_list();
    }
    pieces.copy(&cell, 0..name.start);
    put(&cell, name.clone(), text, &mut pieces);
    pieces.copy(&cell, name.end..cell.text().len());
    pieces.into_list()
}

/// Writes a text in place of a part of a cell.
pub(super) fn put(cell: &CellText, old: Range<usize>, text: &str, pieces: &mut Pieces) {
    let change = Change::of(cell, old, text);
    pieces.copy(cell, change.before);
    pieces.push(change.text, change.format);
    pieces.copy(cell, change.after);
}

/// What changes where a text takes the place of another.
#[derive(Debug)]
pub(super) struct Change<'a> {
    /// What both begin with.
    pub before: Range<usize>,
    /// What is new, and the format for it.
    pub text: &'a str,
    pub format: usize,
    /// What both end with.
    pub after: Range<usize>,
}

impl<'a> Change<'a> {
    pub(super) fn of(cell: &CellText, old: Range<usize>, text: &'a str) -> Self {
        let old_text = &cell.text()[old.clone()];
        let before = common_start(old_text, text);
        let after = common_end(&old_text[before..], &text[before..]);
        // What stands before the new text; at the beginning, what stood in its place or behind it.
        let neighbour = old.start + before.saturating_sub(1);
        Self {
            before: old.start..old.start + before,
            text: &text[before..text.len() - after],
            format: cell.format_at(neighbour),
            after: old.end - after..old.end,
        }
    }
}

/// How many bytes two texts begin with in common, in whole characters.
fn common_start(a: &str, b: &str) -> usize {
    let mut pairs = a.char_indices().zip(b.chars());
    pairs
        .find(|((_, a), b)| a != b)
        .map_or(a.len().min(b.len()), |((position, _), _)| position)
}

/// How many bytes two texts end with in common, in whole characters.
fn common_end(a: &str, b: &str) -> usize {
    let pairs = a.chars().rev().zip(b.chars().rev());
    pairs
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::layout::put::tests::samples::{marked_up, markup, pieces};

    fn put(old: &str, text: &str) -> String {
        markup(&put_text(&marked_up(old), text))
    }

    fn name(old: &str, text: &str) -> String {
        markup(&put_name(&marked_up(old), text))
    }

    #[test]
    fn what_both_texts_begin_and_end_with_keeps_its_formats() {
        assert_eq!(
            put("**Disk** is full", "Disk is quite full"),
            "**Disk** is quite full"
        );
        assert_eq!(
            put("The **disk** is full", "The disks is full"),
            "The **disks** is full"
        );
        assert_eq!(
            put("The **disk** is full", "Our disk is full"),
            "Our **disk** is full"
        );
    }

    #[test]
    fn what_is_new_has_the_format_of_what_is_before_it() {
        assert_eq!(put("a **b**", "a b c"), "a **b c**");
        assert_eq!(put("a **b**", "a x b"), "a x **b**");
        assert_eq!(put("**a** b", "x a b"), "**x a** b");
        assert_eq!(put("**a** b", "c b"), "**c** b");
        assert_eq!(put("a", "b"), "b");
    }

    #[test]
    fn characters_are_not_taken_apart() {
        assert_eq!(put("aé", "aè"), "aè");
        assert_eq!(put("**é**b", "èb"), "**è**b");
    }

    #[test]
    fn an_empty_text_is_a_blank_cell_and_a_blank_cell_gets_its_format() {
        assert!(put_text(&marked_up("a"), "").is_empty());
        assert!(put_text(&[], "").is_empty());
        assert_eq!(put_text(&[], "a"), pieces(&[("a", 0)]));
        assert_eq!(put_text(&pieces(&[("", 4)]), " a"), pieces(&[(" a", 4)]));
    }

    #[test]
    fn an_unchanged_text_comes_back_as_it_is() {
        let old = pieces(&[("a", 2), ("", 3), ("b", 2)]);
        assert_eq!(put_text(&old, "ab"), old);
        assert_eq!(put_name(&old, "ab"), old);
    }

    #[test]
    fn white_space_around_a_name_stays() {
        assert_eq!(name(" **DB** \n", "DB 2"), " **DB 2** \n");
        assert_eq!(name(" a ", ""), "");
        assert_eq!(name(" \n", "a"), "a");
        assert_eq!(name(" \n", ""), " \n");
    }
}
