//! Cells of a sheet as ranges, such as `J2:J15`.

use crate::workbook::limits::COLUMNS;
use crate::workbook::ranges::Area;

/// The most ranges that are listed: a person looks at the first few, and a message stays readable.
pub(super) const MOST_RANGES: usize = 20;
/// The most cells, and parts of columns, that are kept to make ranges of: as many as the ranges
/// that are listed can begin with.
pub(super) const MOST_KEPT: usize = MOST_RANGES * COLUMNS as usize;

/// The row and the column of a cell, counted from 1.
pub(super) type Position = (u32, u32);

/// The first ranges of some cells.
pub(super) fn ranges_of(mut cells: Vec<Position>) -> Vec<Area> {
    cells.sort_unstable();
    let mut ranges = Ranges::default();
    for cell in cells {
        ranges.push(cell);
    }
    ranges.finish()
}

/// Ranges as they are made of cells that come row by row.
#[derive(Debug, Default)]
struct Ranges {
    /// Cells below each other, by the row and the column that they begin at.
    runs: Vec<Area>,
    /// The last run of each column.
    last: Vec<Option<usize>>,
}

impl Ranges {
    /// Adds a cell.
    fn push(&mut self, (row, column): Position) {
        if column > COLUMNS {
            return;
        }
        let column_at = column as usize;
        if self.last.len() <= column_at {
            self.last.resize(column_at + 1, None);
        }
        let last = self.last[column_at];
        if let Some(run) = last.and_then(|run| self.runs.get_mut(run))
            && row <= run.last_row.saturating_add(1)
        {
            run.last_row = row;
        } else if self.runs.len() < MOST_KEPT {
            // No run after so many would be among the first ranges.
            self.last[column_at] = Some(self.runs.len());
            let cell = (row, column);
            self.runs.push(Area::between(cell, cell));
        }
    }

    /// The first ranges, where runs of the same rows beside each other are one.
    fn finish(self) -> Vec<Area> {
        let mut ranges: Vec<Area> = Vec::new();
        for run in self.runs {
            if let Some(range) = ranges.last_mut()
                && (range.first_row, range.last_row) == (run.first_row, run.last_row)
                && range.last_column + 1 == run.first_column
            {
                range.last_column = run.last_column;
            } else if ranges.len() < MOST_RANGES {
                ranges.push(run);
            } else {
                break;
            }
        }
        ranges
    }
}
