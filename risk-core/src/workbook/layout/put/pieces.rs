//! Text with formats.

use std::ops::Range;

use crate::workbook::layout::observations::Stretches;

/// Text of one format. What the number of the format means, the caller knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::workbook) struct Piece {
    pub text: String,
    pub format: usize,
}

/// The text of pieces.
pub(in crate::workbook) fn text_of(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// What there is to know of formats.
pub(in crate::workbook) trait Formats {
    fn is_bold(&self, format: usize) -> bool;

    /// The format that differs from another one in nothing but being bold or not.
    fn with_bold(&mut self, format: usize, bold: bool) -> usize;

    /// The format that differs from another one in nothing but that it is not struck through: what is new was not.
    fn without_strike(&mut self, format: usize) -> usize;
}

/// A format itself where it is bold or not as wanted, else the one that is.
pub(super) fn of_boldness(formats: &mut dyn Formats, format: usize, is_bold: bool) -> usize {
    if formats.is_bold(format) == is_bold {
        return format;
    }
    formats.with_bold(format, is_bold)
}

/// The text of a cell, of which parts can be taken with their formats.
#[derive(Debug)]
pub(super) struct CellText {
    text: String,
    stretches: Stretches<usize>,
    base: usize,
}

impl CellText {
    pub(super) fn of(pieces: &[Piece]) -> Self {
        let formats = pieces.iter().map(|piece| (piece.text.len(), piece.format));
        Self {
            text: text_of(pieces),
            stretches: Stretches::of(formats),
            base: pieces.first().map_or(0, |piece| piece.format),
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The format that text has where no other text shows.
    pub(super) fn base(&self) -> usize {
        self.base
    }

    /// The stretches of one format: how long each is, and the format.
    pub(super) fn stretches(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut start = 0;
        self.stretches.0.iter().map(move |(end, format)| {
            let length = end - start;
            start = *end;
            (length, *format)
        })
    }

    /// The format of the byte at a position, and of the last one where there is none.
    pub(super) fn format_at(&self, position: usize) -> usize {
        let stretches = &self.stretches.0;
        let stretch = stretches.partition_point(|(end, _)| *end <= position);
        let stretch = stretches.get(stretch).or(stretches.last());
        stretch.map_or(self.base, |(_, format)| *format)
    }

    /// A part of the text, each stretch with its format.
    pub(super) fn part(
        &self,
        part: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (&str, usize)> {
        let stretches = &self.stretches.0;
        let first = stretches.partition_point(|(end, _)| *end <= part.start);
        let last = stretches.partition_point(|(end, _)| *end < part.end);
        let behind = if part.is_empty() { first } else { last + 1 };
        (first..behind.min(stretches.len())).map(move |number| {
            let (end, format) = stretches[number];
            let before = number.checked_sub(1);
            let start = before.map_or(0, |before| stretches[before].0);
            (&self.text[start.max(part.start)..end.min(part.end)], format)
        })
    }
}

/// Pieces being written: none is empty, and neighbours of one format are joined.
#[derive(Debug, Default)]
pub(in crate::workbook) struct Pieces {
    list: Vec<Piece>,
}

impl Pieces {
    pub(in crate::workbook) fn push(&mut self, text: &str, format: usize) {
        if text.is_empty() {
            return;
        }
        match self.list.last_mut() {
            Some(last) if last.format == format => last.text.push_str(text),
            _ => self.list.push(Piece {
                text: text.to_owned(),
                format,
            }),
        }
    }

    pub(super) fn copy(&mut self, cell: &CellText, part: Range<usize>) {
        for (text, format) in cell.part(part) {
            self.push(text, format);
        }
    }

    pub(super) fn append(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            self.push(&piece.text, piece.format);
        }
    }

    pub(super) fn first_format(&self) -> Option<usize> {
        self.list.first().map(|piece| piece.format)
    }

    pub(super) fn last_format(&self) -> Option<usize> {
        self.list.last().map(|piece| piece.format)
    }

    pub(super) fn list(&self) -> &[Piece] {
        &self.list
    }

    pub(in crate::workbook) fn into_list(self) -> Vec<Piece> {
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::layout::put::tests::samples::pieces;

    #[test]
    fn a_part_of_a_text_has_the_formats_of_the_text() {
        let cell = CellText::of(&pieces(&[("ab", 3), ("", 4), ("c", 3), ("de", 5)]));
        let part = |part| cell.part(part).collect::<Vec<_>>();
        assert_eq!(part(0..5), [("abc", 3), ("de", 5)]);
        assert_eq!(part(1..4), [("bc", 3), ("d", 5)]);
        assert_eq!(part(3..5), [("de", 5)]);
        assert_eq!(part(0..3), [("abc", 3)]);
        assert_eq!(part(1..1), []);
        assert_eq!(cell.stretches().collect::<Vec<_>>(), [(3, 3), (2, 5)]);
        assert_eq!(
            (cell.format_at(2), cell.format_at(3), cell.format_at(9)),
            (3, 5, 5)
        );
    }

    #[test]
    fn an_empty_cell_has_the_format_of_its_first_piece() {
        assert_eq!(CellText::of(&[]).base(), 0);
        let cell = CellText::of(&pieces(&[("", 7)]));
        assert_eq!((cell.base(), cell.format_at(0)), (7, 7));
        assert_eq!(cell.part(0..0).count(), 0);
    }

    #[test]
    fn pieces_of_one_format_are_joined_and_empty_ones_left_out() {
        let mut written = Pieces::default();
        written.push("a", 1);
        written.push("", 2);
        written.push("b", 1);
        written.push("c", 2);
        assert_eq!(written.into_list(), pieces(&[("ab", 1), ("c", 2)]));
    }
}
