//! What a whole workbook leaves behind, beside the sheets that are read.

use super::ranges::Position;
use super::{LeftBehind, LeftBehindKind, left, of_cells};
use crate::record::RiskField;
use crate::workbook::find::COMPONENTS;
use crate::workbook::grid::{Cell, Grid};
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
    let mut all = of_cells(risks, &sheets.addresses(sheet), counts);
    let conditional = maybe_bold(risks, table);
    all.extend(left(risks, LeftBehindKind::ConditionalBold, conditional));
    all
}

/// The cells of observations that are bold or not by a condition.
fn maybe_bold(grid: &Grid, table: &Table) -> Vec<Position> {
    let Some(column) = table.column(RiskField::Observations) else {
        return Vec::new();
    };
    let areas = grid.maybe_bold.iter();
    let areas = areas.filter(|area| area.has_column(column));
    let mut areas: Vec<(u32, u32)> = areas.map(|area| (area.first_row, area.last_row)).collect();
    areas.sort_unstable();
    let mut areas = areas.into_iter().peekable();
    let mut last = 0;
    let mut is_within = |row: u32| {
        while let Some(area) = areas.next_if(|(first, _)| *first <= row) {
            last = last.max(area.1);
        }
        row <= last
    };
    let states = |cell: &&Cell| !cell.is_blank && !cell.is_merged && table.has_row(cell.row);
    let cells = grid.cells.iter().filter(|cell| cell.column == column);
    let cells = cells.filter(states).filter(|cell| is_within(cell.row));
    cells.map(|cell| (cell.row, cell.column)).collect()
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
