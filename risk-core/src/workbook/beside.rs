//! What a workbook has beside its register, for whoever is to see whether somebody changed it.

use std::collections::{BTreeMap, BTreeSet};

use super::inspect::inspect;
use super::left_behind::LeftBehindKind;
use super::options::ReadOptions;
use super::read::SCALE;
use super::rehearsals::own_columns;
use super::sheets::Sheets;
use crate::check::Reading;
use crate::error::Error;
use crate::record::text::{digest, fold};
use crate::record::{Location, RecordPosition};

/// The sheets that have the records of a register.
pub(crate) fn sheets_of(reading: &Reading) -> BTreeSet<String> {
    let components = (0..reading.register.components().len()).map(RecordPosition::Component);
    let risks = (0..reading.register.risks().len()).map(RecordPosition::Risk);
    let locations = components
        .chain(risks)
        .map(|record| reading.locate(record.into()));
    let sheets = locations.filter_map(|location| match location {
        Location::Cell { sheet, .. } => Some(sheet),
        _ => None,
    });
    sheets.collect()
}

/// What a workbook has beside the sheets of its register, by what that is, in words: other sheets, and other columns of
/// the sheet of rehearsals, by what is typed into them, and how many comments, pictures and the like each sheet has. Results of formulas follow the register, and
/// links stand in its cells.
pub(crate) fn beside(
    bytes: &[u8],
    options: &ReadOptions,
    of_register: &BTreeSet<String>,
) -> Result<BTreeMap<String, String>, Error> {
    let mut found = BTreeMap::new();
    let mut sheets = Sheets::open(bytes, options.limits)?;
    for sheet in 0..sheets.count() {
        let name = sheets.name(sheet).to_owned();
        if of_register.contains(&name) || fold(&name) == SCALE {
            continue;
        }
        let grid = sheets.grid(sheet)?;
        let own = own_columns(&grid);
        let typed = grid.cells.iter();
        let typed = typed.filter(|cell| !cell.is_formula && !own.contains(&cell.column));
        let lines = typed.map(|cell| {
            let text = grid.display(cell);
            format!("{}:{}:{}:{text}", cell.row, cell.column, text.len())
        });
        let lines: Vec<String> = lines.collect();
        if own.is_empty() || !lines.is_empty() {
            let content = digest(lines.concat().as_bytes(), 32);
            found.insert(format!("the sheet `{name}`"), content);
        }
    }
    for left in inspect(bytes, options)?.not_imported {
        use LeftBehindKind::{Formulas, Links, StruckThrough};
        if !matches!(left.kind, Formulas | Links | StruckThrough) {
            let kind = left.kind.counted(2);
            let kind = kind.trim_start_matches("2 ");
            let of = left.sheet.map(|sheet| format!(" of the sheet `{sheet}`"));
            found.insert(
                format!("the {kind}{}", of.unwrap_or_default()),
                left.count.to_string(),
            );
        }
    }
    Ok(found)
}
