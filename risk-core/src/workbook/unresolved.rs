//! Cells that state something else than what is seen of them. Formulas without a stored result, as programs leave them
//! that do not compute: what they give is not known, which is another thing than that nothing is stated. And cells beneath
//! a merge, which count and are not seen.

use std::collections::BTreeMap;

use super::continued::Continued;
use super::grid::Grid;
use super::ranges::Area;
use super::recognise::{Role, Table};
use crate::check::rules::reading::{BENEATH_MERGE, FORMULA_WITHOUT_RESULT};
use crate::check::{Draft, Remark};
use crate::record::column_letters;
use crate::record::text::quote;
use crate::register::{Columns, RecordField};

/// The columns in which a record has such a formula, or a cell that means nothing, by the position of the record.
pub(super) fn of_records<F: RecordField>(
    (grid, unread): (&Grid, &[(u32, u32)]),
    table: &Table,
    rows: &[u32],
) -> BTreeMap<usize, Columns<F>> {
    let mut unknown = [&grid.unresolved, unread].concat();
    unknown.sort_unstable();
    let by_row = unknown.chunk_by(|a, b| a.0 == b.0);
    let of_row = |cells: &[(u32, u32)]| {
        let position = rows.binary_search(&cells[0].0).ok()?;
        let columns = table.columns_among(cells.iter().map(|(_, column)| *column));
        Some((position, columns))
    };
    by_row.filter_map(of_row).collect()
}

/// A finding for each column that has such formulas: in the rows of records, and in those that may be of one. And one for
/// each cell of a record that a merge hides.
pub(super) fn findings(
    grid: &Grid,
    table: &Table,
    (rows, continued): (&[u32], &Continued),
) -> Vec<Draft> {
    let is_of_record = |row: u32| {
        let below = rows.partition_point(|first| *first <= row);
        let first = below.checked_sub(1).map(|at| rows[at]);
        first.is_some_and(|first| row <= continued.last_row(first))
    };
    let mut by_column: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (row, column) in &grid.unresolved {
        let counts = match table.role(*column).filter(|_| table.has_row(*row)) {
            Some(Role::Field(_)) => true,
            Some(Role::Extra(_) | Role::Derived(Some(_))) => is_of_record(*row),
            // A score is computed from what the register has.
            Some(Role::Derived(None)) | None => false,
        };
        if counts {
            by_column.entry(*column).or_default().push(*row);
        }
    }
    let finding = |(column, rows): (u32, Vec<u32>)| {
        let letters = column_letters(column);
        let header = match table.header(column) {
            "" => letters.clone(),
            header => header.to_owned(),
        };
        let first = rows.iter().take(3).map(|row| format!("{letters}{row}"));
        let first = first.collect::<Vec<_>>().join(", ");
        let more = if rows.len() > 3 { ", …" } else { "" };
        let cells = match rows.len() {
            1 => "1 cell has a formula".to_owned(),
            count => format!("{count} cells have formulas"),
        };
        let message = format!(
            "in the column {} {cells} without a stored result: {first}{more}; open and save the workbook in a \
             spreadsheet program, which computes them",
            quote(&header)
        );
        let location = grid.location(rows[0], column);
        let all: Vec<String> = runs(column, &rows).iter().map(Area::to_string).collect();
        let remark = Remark::new(message).found(all.join(", ")).subject(header);
        Draft::of_register(&FORMULA_WITHOUT_RESULT, location, remark)
    };
    let hidden = beneath(grid, table, is_of_record);
    by_column.into_iter().map(finding).chain(hidden).collect()
}

fn beneath(grid: &Grid, table: &Table, is_of_record: impl Fn(u32) -> bool) -> Vec<Draft> {
    let name = |(row, column): (u32, u32)| format!("{}{row}", column_letters(column));
    let counts = |(row, column): (u32, u32)| {
        let is_read = matches!(
            table.role(column),
            Some(Role::Field(_) | Role::Extra(_) | Role::Derived(Some(_)))
        );
        is_read && is_of_record(row)
    };
    let beneath = grid.beneath.iter().filter(|(cell, _)| counts(*cell));
    let found = beneath.map(|(cell, shown)| {
        let message = format!(
            "{} counts with what it has beneath the merged cell {}, which is all that is seen; take the cells apart, \
             and empty those that are to have what is seen before they are merged again",
            name(*cell),
            name(*shown)
        );
        let location = grid.location(cell.0, cell.1);
        let remark = Remark::new(message).found(name(*cell));
        Draft::of_register(&BENEATH_MERGE, location, remark)
    });
    found.collect()
}

/// The rows of a column as ranges.
fn runs(column: u32, rows: &[u32]) -> Vec<Area> {
    let runs = rows.chunk_by(|a, b| a + 1 == *b);
    let area = |run: &[u32]| Area {
        first_row: run[0],
        last_row: run[run.len() - 1],
        first_column: column,
        last_column: column,
    };
    runs.map(area).collect()
}
