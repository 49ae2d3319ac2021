//! The plain shape that nearly all cells have, read without events: a reference, a format, and the number of a
//! shared text or a number, as all programs write them.
//!
//! Whatever is not of exactly this shape is left to the reader of events, which goes on where this one stops. So nothing
//! is decided here: what a row, a position and a value mean is asked of the same functions.

use super::{Kind, SheetReader};
use crate::error::Error;
use crate::workbook::limits::{COLUMNS, ROWS};

impl SheetReader<'_> {
    /// Reads rows and cells of the plain shape up to what is not; whether there are rows to be read still.
    pub(super) fn plain(&mut self) -> Result<bool, Error> {
        // A cell with its value is two elements deep.
        let Some(text) = self.xml.rest(2) else {
            return Ok(true);
        };
        let start = self.xml.position();
        let mut at = 0;
        loop {
            let mut rest = Plain { text, at };
            if let Some(cell) = rest.cell() {
                self.plain_cell(&cell)?;
            } else {
                rest = Plain { text, at };
                // The element that is open after the end of a row and the beginning of the next is a row again.
                rest.space();
                if !self.is_in_row || !rest.takes("</row>") {
                    break;
                }
                rest.space();
                let place = start + rest.at;
                let Some(attributes) = rest.row() else { break };
                if !self.start_row(attributes, place)? {
                    return Ok(false);
                }
            }
            at = rest.at;
        }
        self.xml.pass(at);
        Ok(true)
    }

    fn plain_cell(&mut self, cell: &PlainCell<'_>) -> Result<(), Error> {
        self.stand(Some(cell.position))?;
        let content = match (cell.value, cell.kind) {
            ("", _) => None,
            (number, Kind::Shared) => Some(self.shared(number)?),
            (number, kind) => Some(self.scalar(kind, number, cell.format)),
        };
        self.take(content, false, cell.format)
    }
}

/// A cell of the plain shape.
struct PlainCell<'t> {
    /// The row and the column.
    position: (u32, u32),
    format: usize,
    kind: Kind,
    /// Digits, and what else numbers are written with; empty where the cell has nothing.
    value: &'t str,
}

/// A text, and how far it is read.
struct Plain<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Plain<'t> {
    /// A cell, if one of the plain shape is next.
    fn cell(&mut self) -> Option<PlainCell<'t>> {
        self.space();
        if !self.takes("<c r=\"") {
            return None;
        }
        let mut cell = PlainCell {
            position: self.position()?,
            format: 0,
            kind: Kind::Number,
            value: "",
        };
        loop {
            if self.takes("\" s=\"") {
                cell.format = self.number()? as usize;
            } else if self.takes("\" t=\"s") {
                cell.kind = Kind::Shared;
            } else if self.takes("\" t=\"n") {
                cell.kind = Kind::Number;
            } else if self.takes("\"><v>") {
                cell.value = self.value();
                let is_whole = !cell.value.is_empty() && self.takes("</v></c>");
                return is_whole.then_some(cell);
            } else {
                return (self.takes("\"/>") || self.takes("\"></c>")).then_some(cell);
            }
        }
    }

    /// The attributes of a row that begins here.
    fn row(&mut self) -> Option<&'t str> {
        if !self.takes("<row") {
            return None;
        }
        // What may stand in a tag without a quotation mark or a sign of which another one is meant.
        let is_plain = |byte: &u8| {
            matches!(byte, b' ' | b'"' | b'=' | b':' | b'.' | b'-' | b'_')
                || byte.is_ascii_alphanumeric()
        };
        let length = self.length(is_plain);
        let attributes = &self.text[self.at..self.at + length];
        self.at += length;
        let is_one =
            attributes.is_empty() || attributes.starts_with(' ') && attributes.ends_with('"');
        (is_one && self.takes(">")).then_some(attributes)
    }

    /// The position that a reference names.
    fn position(&mut self) -> Option<(u32, u32)> {
        let letters = self.length(u8::is_ascii_uppercase);
        if letters > 3 {
            return None;
        }
        let column = self.bytes()[..letters].iter();
        let column = column.fold(0, |column, letter| {
            26 * column + u32::from(letter - b'A') + 1
        });
        self.at += letters;
        let row = self.number()?;
        let is_one = (1..=COLUMNS).contains(&column) && (1..=ROWS).contains(&row);
        is_one.then_some((row, column))
    }

    /// A number of a few digits.
    fn number(&mut self) -> Option<u32> {
        let length = self.length(u8::is_ascii_digit);
        let digits = &self.bytes()[..length];
        let number = digits.iter().fold(0_u32, |number, digit| {
            number
                .wrapping_mul(10)
                .wrapping_add(u32::from(digit - b'0'))
        });
        self.at += length;
        (1..=9).contains(&length).then_some(number)
    }

    /// What numbers are written with.
    fn value(&mut self) -> &'t str {
        let of_numbers =
            |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'E' | b'e');
        let start = self.at;
        self.at += self.length(of_numbers);
        &self.text[start..self.at]
    }

    /// Goes on behind white space, which means nothing between rows and cells.
    fn space(&mut self) {
        self.at += self.length(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
    }

    fn bytes(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// How many bytes are such.
    fn length(&self, is_such: impl Fn(&u8) -> bool) -> usize {
        let bytes = self.bytes();
        let end = bytes.iter().position(|byte| !is_such(byte));
        end.unwrap_or(bytes.len())
    }

    /// Goes on behind a word, if it is next.
    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.bytes().starts_with(word.as_bytes());
        self.at += if is_next { word.len() } else { 0 };
        is_next
    }
}
