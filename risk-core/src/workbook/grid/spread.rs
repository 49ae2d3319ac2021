//! What one cell of a sheet is for others: those that it is merged with, and those that its formula gives.

use super::{Cell, Grid};
use crate::error::Error;
use crate::workbook::Limits;
use crate::workbook::ranges::Area;

impl Grid {
    /// Gives what is merged down over several rows to each of them that has something.
    pub(in crate::workbook) fn spread_merges(&mut self, limits: Limits) -> Result<(), Error> {
        let down = self
            .merges
            .iter()
            .filter(|area| area.first_row < area.last_row);
        let mut down: Vec<Area> = down.copied().collect();
        if down.is_empty() {
            return Ok(());
        }
        down.sort_unstable_by_key(|area| (area.first_row, area.first_column));
        let rows: Vec<u32> = self.rows().map(|cells| cells[0].row).collect();
        let find = |cells: &[Cell], row: u32, column: u32| {
            cells.binary_search_by_key(&(row, column), |cell| (cell.row, cell.column))
        };
        let most = usize::try_from(limits.cells).unwrap_or(usize::MAX);
        let mut spread: Vec<Cell> = Vec::new();
        let mut visited = 0;
        for area in down {
            let Ok(first) = find(&self.cells, area.first_row, area.first_column) else {
                continue;
            };
            let first = self.cells[first];
            let start = rows.partition_point(|row| *row <= area.first_row);
            let below = rows[start..]
                .iter()
                .take_while(|row| **row <= area.last_row);
            for row in below {
                if find(&self.cells, *row, area.first_column).is_err() {
                    spread.push(Cell {
                        row: *row,
                        is_merged: true,
                        ..first
                    });
                }
                visited += 1;
                // In a file that is made to take long, cells may be merged over and over.
                if self.cells.len() + visited > most {
                    let what = format!("the number of cells of {}", self.name);
                    return Err(limits.passed("cells", &what));
                }
            }
        }
        self.cells.append(&mut spread);
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        Ok(())
    }

    /// Notes what cells have beneath a merge that shows something else, as a merge in LibreOffice keeps it: it counts as
    /// it stands there.
    pub(in crate::workbook) fn note_beneath(&mut self, limits: Limits) -> Result<(), Error> {
        if self.merges.is_empty() {
            return Ok(());
        }
        let rows: Vec<&[Cell]> = self.rows().collect();
        let mut beneath = Vec::new();
        let mut visited = 0;
        for area in self.merges.iter().filter(|area| !area.is_one_cell()) {
            let first = (area.first_row, area.first_column);
            let mut shown = "".into();
            let start = rows.partition_point(|cells| cells[0].row < area.first_row);
            let within = rows[start..].iter();
            for cells in within.take_while(|cells| cells[0].row <= area.last_row) {
                let start = cells.partition_point(|cell| cell.column < area.first_column);
                let of_area = cells[start..].iter();
                for cell in of_area.take_while(|cell| cell.column <= area.last_column) {
                    let place = (cell.row, cell.column);
                    if place == first {
                        shown = self.display(cell);
                    } else if !cell.is_blank && !cell.is_merged && self.display(cell) != shown {
                        beneath.push((place, first));
                    }
                    visited += 1;
                }
                visited += 1;
                // In a file that is made to take long, cells may be merged over and over.
                if visited > limits.cells {
                    let what = format!("the number of merged cells of {}", self.name);
                    return Err(limits.passed("cells", &what));
                }
            }
        }
        beneath.sort_unstable();
        beneath.dedup_by_key(|(cell, _)| *cell);
        self.beneath = beneath;
        Ok(())
    }

    /// Adds to the cells without a result those that an array formula without one gives, or that are merged with
    /// one, in the rows that there are.
    pub(in crate::workbook) fn spread_unresolved(&mut self, limits: Limits) -> Result<(), Error> {
        self.unresolved.sort_unstable();
        let areas = self.places.arrays.iter().chain(&self.merges);
        let first = |area: &Area| (area.first_row, area.first_column);
        let open = areas.filter(|area| self.unresolved.binary_search(&first(area)).is_ok());
        let open: Vec<Area> = open.filter(|area| !area.is_one_cell()).copied().collect();
        if open.is_empty() {
            return Ok(());
        }
        let rows: Vec<u32> = self.rows().map(|cells| cells[0].row).collect();
        let mut added = Vec::new();
        for area in open {
            let start = rows.partition_point(|row| *row < area.first_row);
            let reached = rows[start..]
                .iter()
                .take_while(|row| **row <= area.last_row);
            for row in reached {
                let columns = area.first_column..=area.last_column;
                let has_content = |column: u32| {
                    let key = |cell: &Cell| (cell.row, cell.column);
                    self.cells
                        .binary_search_by_key(&(*row, column), key)
                        .is_ok()
                };
                added.extend(columns.filter(|c| !has_content(*c)).map(|c| (*row, c)));
                // In a file that is made to take long, areas may reach over the whole sheet.
                if added.len() as u64 > limits.cells {
                    let what = format!("the number of cells of {}", self.name);
                    return Err(limits.passed("cells", &what));
                }
            }
        }
        self.unresolved.append(&mut added);
        self.unresolved.sort_unstable();
        self.unresolved.dedup();
        Ok(())
    }
}
