//! Cells that are merged over the rows of several records: they can have another value where all of
//! these records are to have the same.

use std::collections::{HashMap, HashSet};

use super::plan::{CellPlan, SheetPlan};
use super::sheet::SheetUpdate;
use crate::workbook::ranges::Area;

/// The cells of a plan that stand in cells merged over several rows.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// Those that hold what all of their rows are to have.
    pub first: HashSet<(u32, u32)>,
    /// Those below them, in which nothing stands.
    pub below: HashSet<(u32, u32)>,
}

impl SheetUpdate<'_, '_> {
    /// The merged cells whose records are all to have the same.
    pub fn merged(&self, plan: &SheetPlan<'_>) -> Merged {
        let down = self.regions.merges.iter();
        let down: Vec<&Area> = down.filter(|area| area.first_row < area.last_row).collect();
        let mut merged = Merged::default();
        if down.is_empty() {
            return merged;
        }
        let mut wanted: HashMap<(u32, u32), &CellPlan<'_>> = HashMap::new();
        for row in &plan.rows {
            wanted.extend(row.cells.iter().map(|cell| ((row.row, cell.column), cell)));
        }
        for area in down {
            let column = area.first_column;
            let Some(first) = wanted.get(&(area.first_row, column)) else {
                continue;
            };
            let rows = &self.source.rows;
            let start = rows.partition_point(|row| *row < area.first_row);
            let end = rows.partition_point(|row| *row <= area.last_row);
            let rows = &rows[start..end];
            let is_same = |row: &u32| {
                let cell = wanted.get(&(*row, column));
                cell.is_some_and(|cell| cell.wanted == first.wanted)
            };
            if rows.iter().all(is_same) {
                merged.first.insert((area.first_row, column));
                let below = rows.iter().filter(|row| **row != area.first_row);
                merged.below.extend(below.map(|row| (*row, column)));
            }
        }
        merged
    }
}
