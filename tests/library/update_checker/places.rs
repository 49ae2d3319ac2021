//! Cells and ranges by their references.

use std::fmt;

const COLUMNS: u32 = 16_384;
const ROWS: u32 = 1_048_576;

/// A cell: its row and its column, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub row: u32,
    pub column: u32,
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub first: Place,
    pub last: Place,
}

impl Place {
    pub fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// The cell of a reference such as `D7`.
    pub fn parse(reference: &str) -> Option<Self> {
        let letters = reference.trim_end_matches(|c: char| c.is_ascii_digit());
        Some(Self::new(
            row(&reference[letters.len()..])?,
            column(letters)?,
        ))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", letters(self.column), self.row)
    }
}

impl Range {
    /// The range of a reference such as `D7`, `D7:E9`, `D:E` or `7:9`.
    pub fn parse(reference: &str) -> Option<Self> {
        let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
        let range = match (Place::parse(first), Place::parse(last)) {
            (Some(first), Some(last)) => Self { first, last },
            _ if !reference.contains(':') => return None,
            _ => match (column(first), column(last), row(first), row(last)) {
                (Some(first), Some(last), ..) => Self::new((1, first), (ROWS, last)),
                (_, _, Some(first), Some(last)) => Self::new((first, 1), (last, COLUMNS)),
                _ => return None,
            },
        };
        let is_range = range.first.row <= range.last.row && range.first.column <= range.last.column;
        is_range.then_some(range)
    }

    pub fn new(first: (u32, u32), last: (u32, u32)) -> Self {
        Self {
            first: Place::new(first.0, first.1),
            last: Place::new(last.0, last.1),
        }
    }

    pub fn has(&self, place: Place) -> bool {
        (self.first.row..=self.last.row).contains(&place.row)
            && (self.first.column..=self.last.column).contains(&place.column)
    }

    pub fn is_within(&self, other: &Self) -> bool {
        other.has(self.first) && other.has(self.last)
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.first.row <= other.last.row
            && other.first.row <= self.last.row
            && self.first.column <= other.last.column
            && other.first.column <= self.last.column
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.first, self.last)
    }
}

fn row(digits: &str) -> Option<u32> {
    let is_number = !digits.starts_with(['0', '+']);
    digits
        .parse()
        .ok()
        .filter(|row| is_number && (1..=ROWS).contains(row))
}

fn column(letters: &str) -> Option<u32> {
    let is_short = (1..=3).contains(&letters.len());
    if !is_short || !letters.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return None;
    }
    let add = |column, letter| column * 26 + u32::from(letter - b'A') + 1;
    Some(letters.bytes().fold(0, add)).filter(|column| *column <= COLUMNS)
}

/// The letters of a column, counted from 1.
pub fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        let letter = u8::try_from((column - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + letter));
        column = (column - 1) / 26;
    }
    letters.into_iter().collect()
}
