//! The rows of a table by its headers, for forms that fix these.

use std::collections::HashMap;

use super::Limits;
use super::sheets::Sheets;
use crate::error::Error;
use crate::record::Location;

/// A row below a header: its texts by header, and where it stands.
pub(crate) struct LabelledRow {
    pub texts: HashMap<String, String>,
    pub location: Location,
}

/// The header is looked for in so many rows: forms have titles and legends above it.
const HEADER_ROWS: usize = 50;

/// The rows below the first row of any sheet that has all of some headers, and the last text above that row: their
/// title. `None` where no sheet has such a row.
///
/// # Errors
///
/// When the workbook cannot be read.
pub(crate) fn labelled_rows(
    bytes: &[u8],
    limits: Limits,
    headers: &[&str],
) -> Result<Option<(String, Vec<LabelledRow>)>, Error> {
    let mut sheets = Sheets::open(bytes, limits)?;
    for sheet in 0..sheets.count() {
        let grid = sheets.grid(sheet)?;
        let has = |row: &&[super::grid::Cell], name: &&str| {
            row.iter().any(|cell| grid.display(cell).trim() == *name)
        };
        let mut rows = grid.rows().take(HEADER_ROWS).enumerate();
        let found = rows.find(|(_, row)| headers.iter().all(|name| has(row, name)));
        let Some((at, header)) = found else {
            continue;
        };
        let names: HashMap<u32, String> = header
            .iter()
            .map(|cell| (cell.column, grid.display(cell).trim().to_owned()))
            .collect();
        let labelled = |row: &[super::grid::Cell]| LabelledRow {
            texts: row
                .iter()
                .filter_map(|cell| {
                    let name = names.get(&cell.column)?.clone();
                    Some((name, grid.display(cell).into_owned()))
                })
                .collect(),
            location: grid.location(row[0].row, row[0].column),
        };
        let above = grid.rows().take(at).filter_map(|row| row.first());
        let title = above.last().map(|cell| grid.display(cell).into_owned());
        let rows = grid.rows().skip(at + 1).map(labelled).collect();
        return Ok(Some((title.unwrap_or_default(), rows)));
    }
    Ok(None)
}
