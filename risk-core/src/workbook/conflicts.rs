//! Reading the workbook in which people chose what the conflicts of a merge are to be.

use std::collections::{HashMap, HashSet};

use super::Limits;
use super::grid::{Cell, Grid};
use super::sheets::Sheets;
use crate::error::Error;
use crate::record::text::quote;
use crate::versions::{Conflict, Take, in_words};

/// The header of the column of what was chosen.
const TAKE: &str = "Take";
/// The headers of the columns that people read.
pub(super) const COLUMNS: [&str; 7] = ["Record", "Field", "Base", "Ours", "Theirs", "Reason", TAKE];
/// The header of the columns that have a conflict as JSON, one part each.
pub(super) const AS_JSON: &str = "Conflict as JSON";

/// What people read of a conflict, in each column.
pub(super) fn words(conflict: &Conflict) -> [String; COLUMNS.len()] {
    // Whoever needs more of a value than a screen has it in the JSON.
    const ENOUGH: usize = 2_000;
    let value = |value| in_words(value).chars().take(ENOUGH).collect();
    let take = conflict.take.map(Take::as_str);
    let field = conflict.field.clone();
    [
        conflict.record.to_string(),
        field.unwrap_or_else(|| conflict.record.kind().to_string()),
        value(&conflict.base),
        value(&conflict.ours),
        value(&conflict.theirs),
        conflict.reason.clone(),
        take.unwrap_or_default().to_owned(),
    ]
}

/// Reads the conflicts of a workbook, in the order of its rows, with what was chosen.
///
/// # Errors
///
/// When the workbook cannot be read or is none of conflicts, when a row does not show the conflict that its hidden columns
/// have, and when what was chosen is no choice.
pub(crate) fn read(bytes: &[u8], limits: Limits) -> Result<Vec<Conflict>, Error> {
    let mut sheets = Sheets::open(bytes, limits)?;
    for sheet in 0..sheets.count() {
        let grid = sheets.grid(sheet)?;
        if let Some(header) = header(&grid) {
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

/// The header of a sheet of conflicts.
fn header(grid: &Grid) -> Option<&[Cell]> {
    let header = grid.rows().next()?;
    let is_it = |cell: &Cell| grid.display(cell) == AS_JSON;
    header.iter().any(is_it).then_some(header)
}

/// Refuses to write a workbook of conflicts anew in which people wrote something beside these, which would be lost.
///
/// # Errors
///
/// That, with the first cell of it; and when the workbook cannot be read.
pub(crate) fn refuse_own(bytes: &[u8], limits: Limits) -> Result<(), Error> {
    let mut sheets = Sheets::open(bytes, limits)?;
    for sheet in 0..sheets.count() {
        let grid = sheets.grid(sheet)?;
        let header = header(&grid).unwrap_or_default();
        let columns = |is_meant: &dyn Fn(&str) -> bool| {
            let meant = header.iter().filter(|cell| is_meant(&grid.display(cell)));
            meant.map(|cell| cell.column).collect::<HashSet<u32>>()
        };
        let hidden = columns(&|text| text == AS_JSON);
        let known = columns(&|text| text == AS_JSON || COLUMNS.contains(&text));
        let of_header = header.first().map(|cell| cell.row);
        let is_own = |row: &[Cell], cell: &Cell| {
            let has_conflict = row
                .iter()
                .any(|cell| !cell.is_blank && hidden.contains(&cell.column));
            let is_of_conflict = Some(cell.row) == of_header || has_conflict;
            !(cell.is_blank || is_of_conflict && known.contains(&cell.column))
        };
        let own = grid
            .rows()
            .find_map(|row| row.iter().find(|cell| is_own(row, cell)));
        if let Some(cell) = own {
            return Err(Error::Refused {
                location: grid.location(cell.row, cell.column),
                reason: format!(
                    "{} would be lost, as this workbook of conflicts is written anew; keep it in a copy, and take it out here",
                    quote(&grid.display(cell))
                ),
                remedy: None,
            });
        }
    }
    Ok(())
}

fn conflict(grid: &Grid, header: &[Cell], row: &[Cell]) -> Option<Result<Conflict, Error>> {
    let in_column = |name: &str| {
        let columns = header.iter().filter(|cell| grid.display(cell) == name);
        let columns: Vec<u32> = columns.map(|cell| cell.column).collect();
        row.iter()
            .filter(move |cell| columns.contains(&cell.column))
    };
    let json: String = in_column(AS_JSON).map(|cell| grid.display(cell)).collect();
    let bad = |cell: &Cell, reason: String| Error::Refused {
        location: grid.location(cell.row, cell.column),
        reason,
        remedy: None,
    };
    if json.is_empty() {
        let choice = in_column(TAKE).find(|cell| !cell.is_blank)?;
        let reason = "nothing is chosen there, as its row has no conflict in its hidden columns";
        return Some(Err(bad(choice, reason.to_owned())));
    }
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
    if let Some((column, reason)) = not_shown(grid, header, row, &conflict) {
        let location = grid.location(row[0].row, column);
        return Some(Err(Error::Refused {
            location,
            reason,
            remedy: None,
        }));
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

/// Where a row shows something else than its conflict: in which column, and what. So does a row of which only some columns
/// were sorted, and one in which somebody typed another value.
fn not_shown(
    grid: &Grid,
    header: &[Cell],
    row: &[Cell],
    conflict: &Conflict,
) -> Option<(u32, String)> {
    // A cell may have other white space, and no control characters.
    let solid = |text: &str| -> String {
        let is_solid = |c: &char| !c.is_whitespace() && !c.is_control();
        text.chars().filter(is_solid).collect()
    };
    let expected: HashMap<&str, String> = COLUMNS.into_iter().zip(words(conflict)).collect();
    header.iter().find_map(|column| {
        let name = grid.display(column);
        let expected = expected.get(&*name).filter(|_| name != TAKE)?;
        let cell = row.iter().find(|cell| cell.column == column.column);
        let found = cell.map(|cell| grid.display(cell)).unwrap_or_default();
        let is_other = solid(&found) != solid(expected);
        is_other.then(|| {
            let (found, expected) = (quote(&found), quote(expected));
            let reason = format!("its hidden columns have {expected} as {name}, found {found}");
            (column.column, reason)
        })
    })
}
