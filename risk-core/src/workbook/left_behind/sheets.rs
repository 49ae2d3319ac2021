//! What a whole workbook leaves behind, beside the sheets that are read.

use std::collections::HashMap;

use super::{LeftBehind, of_cells};
use crate::workbook::find::COMPONENTS;
use crate::workbook::grid::Grid;
use crate::workbook::recognise::{Role, Table};
use crate::workbook::sheets::Sheets;

/// What the parts of a workbook have that a register has no place for, and the formulas of the sheets
/// that are read; sheet by sheet.
pub(in crate::workbook) fn of_sheets(
    sheets: &mut Sheets<'_>,
    risks: &Grid,
    table: &Table,
    is_ours: bool,
) -> Vec<LeftBehind> {
    let mut all = sheets.left_behind();
    // The ratings of a workbook that this crate made are made again with the next one.
    let is_rating = |column| matches!(table.role(column), Some(Role::Derived(None)));
    let addresses = |sheets: &mut Sheets<'_>, name: &str| {
        let sheet = sheets.position(name);
        sheet.map_or_else(HashMap::new, |sheet| sheets.addresses(sheet))
    };
    let counts = |column| !(is_ours && is_rating(column));
    all.extend(of_cells(risks, &addresses(sheets, &risks.name), counts));
    let declared = sheets.named(COMPONENTS);
    let components = declared.and_then(|sheet| sheets.grid(sheet).ok());
    if let Some(grid) = components.filter(|grid| grid.name != risks.name) {
        all.extend(of_cells(&grid, &addresses(sheets, &grid.name), |_| true));
    }
    let position = |name: &Option<String>| match name {
        Some(name) => sheets.position(name),
        None => Some(usize::MAX),
    };
    all.sort_by_key(|left| (position(&left.sheet), left.kind));
    all
}
