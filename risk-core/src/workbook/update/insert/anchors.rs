//! Where drawings, notes and controls stand: rows that are counted from 0.

use super::NewRows;

/// A row that is counted from 0, afterwards.
pub(super) fn row_after(row: &str, rows: &NewRows) -> Option<u32> {
    let row: u32 = row.trim().parse().ok()?;
    Some(rows.after(row.checked_add(1)?) - 1)
}

/// The corners of something that is drawn, one after the other.
#[derive(Debug, Default)]
pub(super) struct Anchor {
    /// Whether the reader is within a corner, and that is the second one.
    pub corner: Option<bool>,
    /// Whether it keeps its size when rows are inserted among those that it covers.
    pub keeps_size: bool,
    /// Whether its first corner moved.
    is_moved: bool,
}

impl Anchor {
    /// The row of the corner that the reader is within, afterwards; `None` where it stays.
    pub fn row(&mut self, row: &str, rows: &NewRows) -> Option<u32> {
        let is_second = self.corner?;
        let after = row_after(row, rows).filter(|after| row.trim() != after.to_string());
        if is_second {
            return after.filter(|_| self.is_moved || !self.keeps_size);
        }
        self.is_moved = after.is_some();
        after
    }
}

/// The anchor of a note, eight numbers of which the third and the seventh are rows.
pub(super) fn note_after(anchor: &str, rows: &NewRows) -> Option<String> {
    let numbers: Vec<&str> = anchor.split(',').map(str::trim).collect();
    let [left, a, top, b, right, c, bottom, d] = numbers[..] else {
        return None;
    };
    let (first, last) = (row_after(top, rows)?, row_after(bottom, rows)?);
    (first.to_string() != top)
        .then(|| format!("{left}, {a}, {first}, {b}, {right}, {c}, {last}, {d}"))
}
