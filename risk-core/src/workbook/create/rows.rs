//! The rows of a sheet of records.

#![deny(clippy::wildcard_enum_match_arm)]

use rust_xlsxwriter::Worksheet;

use super::cells::{CellError, Cells};
use super::columns::{Columns, Content, Headed};
use super::extras::path;
use super::heights::Heights;
use super::styles::Styles;
use crate::check::Settings;
use crate::error::Error;
use crate::register::{Record, RecordField, Register, TrackerLink, Trackers};
use crate::workbook::layout::{entries_text, notes_text, observation_runs};
use crate::workbook::wanted::{Wanted, wanted};

/// Writes the headers and the rows of the records of a register, and returns how high the rows have
/// to be. `rating` writes what the scale makes of the record of a row.
pub(super) fn write<T: Record<Field: Headed>>(
    sheet: &mut Worksheet,
    (register, settings): (&Register, &Settings),
    columns: &Columns<T::Field>,
    styles: &Styles,
    rating: impl Fn(u32, &mut Cells<'_>, u16) -> Result<(), CellError>,
) -> Result<Heights, Error> {
    let count = T::all(register).len();
    columns.write(sheet, (count, T::FOLDER), styles)?;
    let mut cells = Cells::new(sheet, styles, columns.widths());
    for (position, (record, row)) in T::all(register).zip(1..).enumerate() {
        let name = || T::id_at(register, position).to_string();
        for (number, column) in columns.iter() {
            let place = (row, number);
            let (written, field) = match &column.content {
                Content::Field(field) => {
                    let wanted = wanted(*field, record);
                    let written = write_cell(&mut cells, place, wanted, &settings.trackers);
                    (written, field.path())
                }
                Content::Rating => (rating(row, &mut cells, number), "rating"),
                Content::Extra(_) => break,
            };
            written.map_err(|error| error.of(name(), field))?;
        }
        for (key, value) in record.extra().iter() {
            let written = cells.value(row, columns.of_extra(key), value);
            written.map_err(|error| error.of(name(), path(key)))?;
        }
        cells.end_row();
    }
    if count == 0 {
        // What the rows that come later go on as: the look of each column, and the formula of the rating.
        for (number, column) in columns.iter() {
            let written = match &column.content {
                Content::Rating => rating(1, &mut cells, number),
                Content::Field(_) | Content::Extra(_) => {
                    let blank = cells.sheet.write_blank(1, number, &styles.text);
                    blank.map(drop).map_err(CellError::from)
                }
            };
            written.map_err(|error| error.of(T::FOLDER.to_owned(), "row"))?;
        }
        cells.end_row();
    }
    Ok(cells.into_heights())
}

/// Writes what a cell is to have.
pub(super) fn write_cell(
    cells: &mut Cells<'_>,
    (row, column): (u32, u16),
    wanted: Wanted<'_>,
    trackers: &Trackers,
) -> Result<(), CellError> {
    match wanted {
        Wanted::Prose(text) => cells.text(row, column, text),
        Wanted::Name(text) => cells.text(row, column, &text),
        Wanted::Date(Some(date)) => cells.date(row, column, date),
        Wanted::Observations(list) => cells.runs(row, column, &observation_runs(list)),
        Wanted::Entries(list) => cells.text(row, column, &entries_text(list.iter().copied())),
        Wanted::Notes(text, links) => notes(cells, (row, column), text, links, trackers),
        Wanted::Value(Some(value)) => cells.value(row, column, value),
        Wanted::Date(None) | Wanted::Value(None) => Ok(()),
    }
}

/// The notes and the links. A cell can be one link: it is where it has one and nothing else. Among
/// prose, a click to edit would open the link, and LibreOffice would show one line of all.
fn notes(
    cells: &mut Cells<'_>,
    (row, column): (u32, u16),
    notes: &str,
    links: &[TrackerLink],
    trackers: &Trackers,
) -> Result<(), CellError> {
    let text = notes_text(notes, links);
    let address = match links {
        [only] if notes.is_empty() => trackers.address(only),
        _ => None,
    };
    match address {
        Some(address) => cells.link(row, column, &text, &address),
        None => cells.text(row, column, &text),
    }
}
