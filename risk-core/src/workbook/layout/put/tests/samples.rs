//! Cells and formats for tests.

use std::collections::HashSet;

use super::generators::Touched;
use crate::workbook::layout::{Formats, Piece};

/// Formats of which the odd ones are bold, and each even one is that before it in plain.
pub(in crate::workbook::layout::put) struct OddIsBold;

impl Formats for OddIsBold {
    fn is_bold(&self, format: usize) -> bool {
        format % 2 == 1
    }

    fn with_bold(&mut self, format: usize, bold: bool) -> usize {
        format / 2 * 2 + usize::from(bold)
    }

    fn without_strike(&mut self, format: usize) -> usize {
        format
    }
}

pub(in crate::workbook::layout::put) fn pieces(pieces: &[(&str, usize)]) -> Vec<Piece> {
    let piece = |(text, format): &(&str, usize)| Piece {
        text: (*text).to_owned(),
        format: *format,
    };
    pieces.iter().map(piece).collect()
}

/// The pieces of a text in which `**` begins what is bold, and ends it.
pub(in crate::workbook::layout::put) fn marked_up(text: &str) -> Vec<Piece> {
    let pieces = text.split("**").zip([0, 1].into_iter().cycle());
    pieces
        .filter(|(text, _)| !text.is_empty())
        .map(|(text, format)| Piece {
            text: text.to_owned(),
            format,
        })
        .collect()
}

/// A text in which `**` begins what is bold, and ends it.
pub(in crate::workbook::layout::put) fn markup(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match piece.format {
        0 => piece.text.clone(),
        1 => format!("**{}**", piece.text),
        other => format!("{{{other}:{}}}", piece.text),
    };
    pieces.iter().map(text).collect()
}

pub(super) fn text_of(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// Whether no piece is empty, and no two neighbours have one format.
pub(super) fn are_joined(pieces: &[Piece]) -> bool {
    let are_empty = pieces.iter().any(|piece| piece.text.is_empty());
    !are_empty
        && pieces
            .windows(2)
            .all(|pair| pair[0].format != pair[1].format)
}

/// Whether no two texts of a list before an edit and after it are alike. Where some are, one may
/// well take the place of another.
pub(super) fn is_clear(before: &[String], after: &[String], touched: Touched) -> bool {
    let new = touched.after.map(|position| &after[position]);
    let old = touched.before.map(|position| &before[position]);
    let mut texts = before.iter().chain(new.filter(|new| Some(*new) != old));
    let mut seen = HashSet::new();
    texts.all(|text| seen.insert(text))
}

/// A list without one of its entries.
pub(super) fn but<T>(mut list: Vec<T>, entry: Option<usize>) -> Vec<T> {
    if let Some(entry) = entry {
        list.remove(entry);
    }
    list
}
