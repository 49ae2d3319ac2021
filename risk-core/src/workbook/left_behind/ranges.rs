//! Cells of a sheet as ranges, such as `J2:J15`.

use std::fmt;

use crate::record::column_letters;
use crate::workbook::limits::COLUMNS;

/// The most ranges that are listed.
pub(super) const MOST_RANGES: usize = 20;
/// The most cells, and parts of columns, that are kept to make ranges of: as many as the ranges
/// that are listed can begin with.
pub(super) const MOST_KEPT: usize = MOST_RANGES * COLUMNS as usize;

/// The row and the column of a cell, counted from 1.
pub(super) type Position = (u32, u32);

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Range {
    top: u32,
    left: u32,
    bottom: u32,
    right: u32,
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.left), self.top)?;
        if (self.top, self.left) != (self.bottom, self.right) {
            write!(f, ":{}{}", column_letters(self.right), self.bottom)?;
        }
        Ok(())
    }
}

/// Ranges as they are made of cells that come row by row.
#[derive(Debug, Default)]
pub(super) struct Ranges {
    /// Cells below each other, by the row and the column that they begin at.
    runs: Vec<Range>,
    /// The last run of each column.
    last: Vec<Option<usize>>,
}

impl Ranges {
    /// Adds a cell.
    pub(super) fn push(&mut self, (row, column): Position) {
        if column > COLUMNS {
            return;
        }
        let column_at = column as usize;
        if self.last.len() <= column_at {
            self.last.resize(column_at + 1, None);
        }
        let last = self.last[column_at];
        if let Some(run) = last.and_then(|run| self.runs.get_mut(run))
            && row <= run.bottom.saturating_add(1)
        {
            run.bottom = row;
        } else if self.runs.len() < MOST_KEPT {
            // No run after so many would be among the first ranges.
            self.last[column_at] = Some(self.runs.len());
            self.runs.push(Range {
                top: row,
                left: column,
                bottom: row,
                right: column,
            });
        }
    }

    /// The first ranges, where runs of the same rows beside each other are one.
    pub(super) fn finish(self) -> Vec<Range> {
        let mut ranges: Vec<Range> = Vec::new();
        for run in self.runs {
            if let Some(range) = ranges.last_mut()
                && (range.top, range.bottom) == (run.top, run.bottom)
                && range.right + 1 == run.left
            {
                range.right = run.right;
            } else if ranges.len() < MOST_RANGES {
                ranges.push(run);
            } else {
                break;
            }
        }
        ranges
    }
}
