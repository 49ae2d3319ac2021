//! What an update says that it changes.

use std::collections::BTreeSet;

use risk_core::workbook::Update;

use crate::update_checker::places::{Place, Range};
use crate::update_checker::{Sheet, folded};

/// The cells and the parts that an update tells of.
#[derive(Debug, Default)]
pub struct Told {
    pub cells: Vec<(String, Place)>,
    /// The names of parts as they are compared.
    pub parts: Vec<String>,
    /// The parts of sheets and the cells that share a formula, which is now written in the first of them.
    pub moved: Vec<(String, Range)>,
}

impl Told {
    /// What an update tells, after checking that it tells of each cell once, row by row, and as
    /// something else than before.
    pub fn of(update: &Update) -> Self {
        let cells = update.cells.iter().map(|cell| {
            assert_ne!(cell.before, cell.after, "{cell}");
            (cell.sheet.clone(), Place::new(cell.row, cell.column))
        });
        let cells: Vec<(String, Place)> = cells.collect();
        for pair in cells.windows(2) {
            let is_next_sheet = pair[0].0 != pair[1].0;
            assert!(is_next_sheet || pair[0].1 < pair[1].1, "{pair:?}");
        }
        let parts = update.parts.iter().map(|change| {
            assert!(!change.what.is_empty(), "{change:?}");
            folded(&change.part)
        });
        let moved = update.parts.iter().filter_map(|change| {
            let begins = change.what.strip_prefix("the formula that ")?;
            let area = begins.strip_suffix(" share begins there")?;
            Some((folded(&change.part), Range::parse(area)?))
        });
        Self {
            cells,
            parts: parts.collect(),
            moved: moved.collect(),
        }
    }

    /// The cells of a sheet.
    pub fn cells_of(&self, sheet: &Sheet<'_>) -> BTreeSet<Place> {
        let cells = self.cells.iter().filter(|(name, _)| *name == sheet.name);
        cells.map(|(_, place)| *place).collect()
    }

    pub fn has_part(&self, part: &str) -> bool {
        self.parts.contains(&folded(part))
    }
}
