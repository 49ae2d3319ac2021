//! The texts of formulas: continued in rows below them, and reaching rows added to a table.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::insert::NewRows;
use crate::record::column_letters;
use crate::workbook::formula::{Part, is_of, parts, refer_to};
use crate::workbook::limits::{COLUMNS, ROWS};
use crate::workbook::ranges::{column_number, reaches, row_number, with_row};

/// A formula as a spreadsheet fills it into a cell so many rows down and columns to the right:
/// relative references move, absolute ones do not, and nothing else changes. `None` when a
/// reference would leave the sheet.
pub(super) fn shifted(formula: &str, rows: i64, columns: i64) -> Option<String> {
    let column_of = |column| moved_column(column, columns);
    let row_of = |row| moved_row(row, rows);
    let colon = Cow::Borrowed(":");
    let mut text = String::with_capacity(formula.len() + 8);
    for part in parts(formula) {
        match part {
            Part::Cell { column, row } => text.extend([column_of(column)?, row_of(row)?]),
            Part::Columns { first, last } => {
                text.extend([column_of(first)?, colon.clone(), column_of(last)?]);
            }
            Part::Rows { first, last } => {
                text.extend([row_of(first)?, colon.clone(), row_of(last)?]);
            }
            Part::Sheet(_) | Part::Other(_) => part.push_to(&mut text),
        }
    }
    Some(text)
}

/// Whether a formula refers to a cell above its own, in its own column and sheet.
pub(super) fn refers_above(formula: &str, column: u32, row: u32) -> bool {
    let mut is_elsewhere = false;
    parts(formula).any(|part| {
        let is_of_sheet = !std::mem::replace(&mut is_elsewhere, matches!(part, Part::Sheet(_)));
        matches!(part, Part::Cell { column: letters, row: number }
            if is_of_sheet
                && column_number(letters.trim_start_matches('$')) == Some(column)
                && row_number(number.trim_start_matches('$')).is_some_and(|above| above < row))
    })
}

/// Whether a formula gives something of the row that it stands in: it names cells of its sheet that move with it, by
/// references, names or columns of a table, or asks for its place. A cell of another sheet is of some other record.
pub(super) fn is_of_its_row(formula: &str, sheet: &str) -> bool {
    const PLACES: [&str; 3] = ["ROW", "CELL", "INDIRECT"];
    let parts: Vec<Part<'_>> = parts(formula).collect();
    let is_there = refer_to(&parts, sheet, true);
    parts.iter().enumerate().any(|(at, part)| match part {
        Part::Cell { .. } | Part::Rows { .. } => is_there[at] && is_moving(part),
        // Excel takes the cell of a column that is in the row.
        Part::Columns { .. } => is_there[at],
        Part::Other(text) if text.starts_with('[') => true,
        Part::Other(text) if text.starts_with(|c: char| c.is_alphabetic() || "_\\".contains(c)) => {
            let is_function = parts.get(at + 1) == Some(&Part::Other("("));
            let is_one_of =
                |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
            // A name may be of a column, or of a cell beside.
            if is_function {
                is_one_of(&PLACES)
            } else {
                !is_one_of(&["TRUE", "FALSE"])
            }
        }
        Part::Sheet(_) | Part::Other(_) => false,
    })
}

/// Whether a reference to cells is to others in another row.
fn is_moving(part: &Part<'_>) -> bool {
    match part {
        Part::Cell { row, .. } => !row.starts_with('$'),
        Part::Rows { first, last } => !(first.starts_with('$') && last.starts_with('$')),
        Part::Columns { .. } | Part::Sheet(_) | Part::Other(_) => false,
    }
}

/// Whether a formula of no row in particular can give another result some day: it refers to fixed cells, or asks for the
/// day or for chance. Any other is a value that somebody typed as a sum.
pub(super) fn is_variable(formula: &str) -> bool {
    const CHANGING: [&str; 4] = ["TODAY", "NOW", "RAND", "RANDBETWEEN"];
    let is_fixed = !parts(formula).any(|part| is_moving(&part));
    is_fixed
        && parts(formula).any(|part| match part {
            Part::Cell { .. } | Part::Columns { .. } | Part::Rows { .. } => true,
            Part::Other(text) => CHANGING.iter().any(|name| text.eq_ignore_ascii_case(name)),
            Part::Sheet(_) => false,
        })
}

/// The formula after rows were inserted into a sheet: the references to what they push down follow it, and ranges that
/// they stand in grow. A reference without a sheet is one to that sheet where `is_home`. `None` when nothing changes.
pub(super) fn pushed_down(formula: &str, is_home: bool, rows: &NewRows) -> Option<String> {
    let parts: Vec<Part<'_>> = parts(formula).collect();
    let is_there = refer_to(&parts, &rows.sheet, is_home);
    let mut text = String::with_capacity(formula.len() + 8);
    for (part, is_there) in parts.iter().zip(is_there) {
        match part {
            Part::Cell { column, row } if is_there => {
                text.extend([*column, &rows.pushed(row)]);
            }
            Part::Rows { first, last } if is_there => {
                text.extend([&rows.pushed(first), ":", &*rows.pushed(last)]);
            }
            part => part.push_to(&mut text),
        }
    }
    (text != formula).then_some(text)
}

/// Whether a formula refers to something that no insertion can move: to a range over several sheets at a row that would
/// move.
pub(super) fn is_over_sheets(formula: &str, rows: &NewRows) -> bool {
    let parts: Vec<Part<'_>> = parts(formula).collect();
    parts.windows(2).any(|pair| match pair {
        [
            Part::Sheet(name),
            Part::Cell { row, .. } | Part::Rows { first: row, .. },
        ] => name.contains(':') && !name.contains('[') && rows.pushed(row) != *row,
        _ => false,
    })
}

/// The row of a reference after a move. What does not move stays as it is written.
fn moved_row(row: &str, by: i64) -> Option<Cow<'_, str>> {
    if by == 0 || row.starts_with('$') {
        return Some(Cow::Borrowed(row));
    }
    let number = moved(row_number(row)?, by, ROWS)?;
    Some(Cow::Owned(number.to_string()))
}

/// The column of a reference after a move, in small letters if it had them.
fn moved_column(column: &str, by: i64) -> Option<Cow<'_, str>> {
    if by == 0 || column.starts_with('$') {
        return Some(Cow::Borrowed(column));
    }
    let mut letters = column_letters(moved(column_number(column)?, by, COLUMNS)?);
    if column.bytes().all(|b| b.is_ascii_lowercase()) {
        letters.make_ascii_lowercase();
    }
    Some(Cow::Owned(letters))
}

fn moved(number: u32, by: i64, most: u32) -> Option<u32> {
    let number = u32::try_from(i64::from(number).checked_add(by)?).ok()?;
    (1..=most).contains(&number).then_some(number)
}

/// The formula in which every range of several rows that has row `above`, and ends before row `last`, ends at `last`:
/// the ranges on a sheet that are named with it, as in a defined name, or those without a sheet. `None` when nothing
/// changes.
///
/// Whether the rows are absolute makes no difference: a name that some program wrote without `$`
/// is far more likely than one that moves and by chance ends at this very row.
pub(super) fn extended(
    formula: &str,
    sheet: Option<&str>,
    above: u32,
    last: u32,
) -> Option<String> {
    let parts: Vec<Part<'_>> = parts(formula).collect();
    let mut text = String::with_capacity(formula.len() + 8);
    let mut end = None;
    for (at, part) in parts.iter().enumerate() {
        let is_qualified = at > 0 && matches!(parts[at - 1], Part::Sheet(_));
        let corner = match (sheet, part) {
            (Some(sheet), Part::Sheet(name)) if is_of(name, sheet) => {
                corner_to_extend(&parts[at + 1..], sheet, above, last).map(|corner| corner + 1)
            }
            (None, Part::Cell { .. }) if !is_qualified => {
                corner_to_extend(&parts[at..], "", above, last)
            }
            _ => None,
        };
        if let Some(corner) = corner {
            end = Some(at + corner);
        }
        match part {
            Part::Cell { column, row } if end == Some(at) => {
                text.push_str(column);
                text.push_str(&with_row(row, last));
            }
            _ => part.push_to(&mut text),
        }
    }
    end.map(|_| text)
}

/// Which of the parts of a formula is the lower corner of the range that they begin with, if that is a
/// range of several rows that is to reach row `last`. The sheet may stand before the second corner, too.
fn corner_to_extend(parts: &[Part<'_>], sheet: &str, above: u32, last: u32) -> Option<usize> {
    let (first_row, last_row, length) = match parts {
        [
            Part::Cell { row: first, .. },
            Part::Other(":"),
            Part::Cell { row: last, .. },
            ..,
        ] => (first, last, 2),
        [
            Part::Cell { row: first, .. },
            Part::Other(":"),
            Part::Sheet(other),
            Part::Cell { row: last, .. },
            ..,
        ] if is_of(other, sheet) => (first, last, 3),
        _ => return None,
    };
    let (first_row, last_row) = (row_number(first_row)?, row_number(last_row)?);
    let (top, bottom) = (first_row.min(last_row), first_row.max(last_row));
    let is_extended = top < bottom && reaches(top, bottom, above, last);
    is_extended.then_some(if first_row > last_row { 0 } else { length })
}
