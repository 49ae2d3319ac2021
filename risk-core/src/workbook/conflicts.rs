//! Reading the workbook in which people chose what the conflicts of a merge are to be.

use super::Limits;
use super::grid::{Cell, Grid};
use super::sheets::Sheets;
use crate::error::Error;
use crate::record::text::quote;
use crate::versions::Conflict;

/// The header of the column of what the records are called.
pub(super) const RECORD: &str = "Record";
/// The header of the column of what was chosen.
pub(super) const TAKE: &str = "Take";
/// The header of the columns that have a conflict as JSON, one part each.
pub(super) const AS_JSON: &str = "Conflict as JSON";

/// Reads the conflicts of a workbook, in the order of its rows, with what was chosen.
///
/// # Errors
///
/// When the workbook cannot be read or is none of conflicts, and when what was chosen is no choice.
pub(crate) fn read(bytes: &[u8], limits: Limits) -> Result<Vec<Conflict>, Error> {
    let mut sheets = Sheets::open(bytes, limits)?;
    for sheet in 0..sheets.count() {
        let grid = sheets.grid(sheet)?;
        if let Some(header) = grid.rows().next()
            && header.iter().any(|cell| grid.display(cell) == AS_JSON)
        {
            return grid
                .rows()
                .skip(1)
                .filter_map(|row| conflict(&grid, header, row))
                .collect();
        }
    }
    Err(Error::NotARegister {
        found: format!("no sheet has conflicts, in a column {}", quote(AS_JSON)),
    })
}

fn conflict(grid: &Grid, header: &[Cell], row: &[Cell]) -> Option<Result<Conflict, Error>> {
    let in_column = |name: &str| {
        let columns = header.iter().filter(|cell| grid.display(cell) == name);
        let columns: Vec<u32> = columns.map(|cell| cell.column).collect();
        row.iter()
            .filter(move |cell| columns.contains(&cell.column))
    };
    let json: String = in_column(AS_JSON).map(|cell| grid.display(cell)).collect();
    if json.is_empty() {
        return None;
    }
    let bad = |cell: &Cell, reason: String| Error::Refused {
        location: grid.location(cell.row, cell.column),
        reason,
        remedy: None,
    };
    let mut conflict: Conflict = match serde_json::from_str(&json) {
        Ok(conflict) => conflict,
        Err(error) => {
            return Some(Err(bad(
                &row[0],
                format!("its conflict cannot be read: {error}"),
            )));
        }
    };
    conflict.take = None;
    let record = conflict.record.to_string();
    // A cell may have other white space.
    let solid = |text: &str| -> String { text.split_whitespace().collect() };
    let is_other = |cell: &&Cell| solid(&grid.display(cell)) != solid(&record);
    if let Some(cell) = in_column(RECORD).find(is_other) {
        let reason = format!("its hidden columns are of {}", quote(&record));
        return Some(Err(bad(cell, reason)));
    }
    for cell in in_column(TAKE).filter(|cell| !cell.is_blank) {
        let text = grid.display(cell);
        match text.parse() {
            // Another column of the name may have another choice.
            Ok(take) if conflict.take.is_none_or(|other| other == take) => {
                conflict.take = Some(take);
            }
            _ => {
                let reason = format!(
                    "expected one of ours, theirs and both, found {}",
                    quote(&text)
                );
                return Some(Err(bad(cell, reason)));
            }
        }
    }
    Some(Ok(conflict))
}
