//! Values that are not in the list that their cell is to be chosen from: a drop-down refuses them when somebody types
//! them, and formulas that look them up find nothing.

use std::collections::HashSet;

use super::plan::SheetPlan;
use crate::change::{CellChange, CellNote};
use crate::error::Error;
use crate::record::text::quote;
use crate::workbook::ReadOptions;
use crate::workbook::grid::{Allowed, Validation};
use crate::workbook::sheets::Sheets;
use crate::workbook::sources::SheetSource;
use crate::workbook::words::offered;

/// A longer list is not looked through: nobody chooses from it.
const MOST_WORDS: usize = 10_000;
/// How many words of a list a note has.
const SHOWN: usize = 5;

/// The cells of an update that got what their list does not have.
pub(super) fn off_list(
    bytes: &[u8],
    options: &ReadOptions,
    plans: &[(&SheetSource, SheetPlan<'_>)],
    cells: &[CellChange],
) -> Result<Vec<CellNote>, Error> {
    let mut sheets = None;
    let mut known: Vec<(&Validation, Vec<String>, HashSet<String>)> = Vec::new();
    let mut notes = Vec::new();
    for cell in cells {
        let text = cell.after.as_deref().unwrap_or_default().trim();
        let mut sources = plans.iter().map(|(source, _)| source);
        let Some(source) = sources.find(|source| source.sheet == cell.sheet) else {
            continue;
        };
        let Some((validation, list)) = list_of(source, cell).filter(|_| !text.is_empty()) else {
            continue;
        };
        // Spreadsheets compare with words in quotes to the letter, and with cells but for case.
        let is_quoted = list.starts_with('"');
        let compared = |word: &str| {
            if is_quoted {
                word.to_owned()
            } else {
                word.to_lowercase()
            }
        };
        if !known.iter().any(|(one, ..)| std::ptr::eq(*one, validation)) {
            let sheets = match &mut sheets {
                Some(sheets) => sheets,
                none => none.insert(Sheets::open(bytes, options.limits)?),
            };
            let mut texts = |range: &str| sheets.texts_of(source.position, range, MOST_WORDS);
            let words = offered(list, &mut texts);
            let set = words.iter().map(|word| compared(word)).collect();
            known.push((validation, words, set));
        }
        let found = known
            .iter()
            .find(|(one, ..)| std::ptr::eq(*one, validation));
        let Some((_, words, set)) = found else {
            continue;
        };
        let is_known = set.contains(&compared(text));
        // What cannot be looked up, such as a list that a formula gives, is not judged.
        if is_known || words.is_empty() || words.len() >= MOST_WORDS || text.starts_with('=') {
            continue;
        }
        notes.push(CellNote {
            location: cell.location(),
            what: not_in_list(text, words),
        });
    }
    Ok(notes)
}

fn not_in_list(text: &str, words: &[String]) -> String {
    let more = if words.len() > SHOWN { ", …" } else { "" };
    let first: Vec<&str> = words.iter().take(SHOWN).map(String::as_str).collect();
    format!(
        "{} is not in the drop-down list of the cell: {}{more}",
        quote(text),
        first.join(", ")
    )
}

/// The list that a cell is to be chosen from. A new row gets that of the row above.
fn list_of<'a>(source: &'a SheetSource, cell: &CellChange) -> Option<(&'a Validation, &'a str)> {
    let last = source.rows.iter().max().copied().unwrap_or(0);
    let row = cell.row.min(last.max(source.table.header_row + 1));
    let is_of = |validation: &&Validation| {
        let mut areas = validation.areas.iter();
        areas.any(|area| area.contains(row, cell.column))
    };
    let validation = source.validations.iter().find(is_of)?;
    match &validation.allowed {
        Allowed::List(list) => Some((validation, list)),
        Allowed::Whole(..) => None,
    }
}
