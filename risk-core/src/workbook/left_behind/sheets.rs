//! What a whole workbook leaves behind, beside the sheets that are read.

use super::{LeftBehind, of_cells};
use crate::workbook::find::COMPONENTS;
use crate::workbook::grid::Grid;
use crate::workbook::recognise::{Role, Table};
use crate::workbook::rehearsals;
use crate::workbook::sheets::Sheets;

/// The formulas of a sheet of risks that is read, and what else of its cells stays.
pub(in crate::workbook) fn of_sheet(
    sheets: &mut Sheets<'_>,
    (sheet, risks): (usize, &Grid),
    table: &Table,
    is_ours: bool,
) -> Vec<LeftBehind> {
    // The ratings of a workbook that this crate made are made again with the next one.
    let is_rating = |column| matches!(table.role(column), Some(Role::Derived(None)));
    let counts = |column| !(is_ours && is_rating(column));
    of_cells(risks, &sheets.addresses(sheet), counts)
}

/// What the parts of a workbook have that a register has no place for, and the cells of its sheets of components and of
/// rehearsals, where these are none of those that risks are read from.
pub(in crate::workbook) fn of_workbook(sheets: &mut Sheets<'_>, read: &[usize]) -> Vec<LeftBehind> {
    let mut all = sheets.left_behind();
    let rehearsals = rehearsals::sheet_of(sheets).unwrap_or_default();
    let beside = [sheets.named(COMPONENTS), rehearsals].into_iter().flatten();
    for sheet in beside.filter(|sheet| !read.contains(sheet)) {
        if let Ok(grid) = sheets.grid(sheet) {
            all.extend(of_cells(&grid, &sheets.addresses(sheet), |_| true));
        }
    }
    all
}

/// What is left behind, sheet by sheet.
pub(in crate::workbook) fn in_order(
    sheets: &Sheets<'_>,
    mut all: Vec<LeftBehind>,
) -> Vec<LeftBehind> {
    let position = |name: &Option<String>| match name {
        Some(name) => sheets.position(name),
        None => Some(usize::MAX),
    };
    all.sort_by_key(|left| (position(&left.sheet), left.kind));
    all
}
