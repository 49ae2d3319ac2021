//! Numbers, dates, booleans and errors, and whole sheets of other formats: what calamine reads.

use std::collections::HashMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use calamine::{Data, ExcelDateTime, Reader, SheetVisible, Xlsx};

use super::Limits;
use super::grid::{Cell, Content, Grid, Value};
use super::package::limit;
use super::texts::Texts;
use crate::error::Error;
use crate::register::DateTime;

/// Fills in the values of a grid's pending cells. The package has passed the limits before, and
/// its shared strings do not lie about their number.
pub(super) fn fill(grid: &mut Grid, workbook: &[u8]) -> Result<(), Error> {
    let is_pending = |cell: &&mut Cell| cell.content == Content::Pending;
    let mut pending = grid.cells.iter_mut().filter(is_pending).peekable();
    if pending.peek().is_none() {
        return Ok(());
    }
    guarded(|| {
        let mut xlsx = Xlsx::new(Cursor::new(workbook))?;
        let mut reader = xlsx.worksheet_cells_reader(&grid.name)?;
        let mut pending: HashMap<(u32, u32), &mut Cell> = pending
            .map(|cell| ((cell.row, cell.column), cell))
            .collect();
        while let Some(cell) = reader.next_cell()? {
            let (row, column) = cell.get_position();
            let position = (row.saturating_add(1), column.saturating_add(1));
            if let Some(pending) = pending.remove(&position) {
                let data = Data::from(cell.get_value().clone());
                let content = content_of(data, &mut grid.own, &mut grid.values);
                pending.content = content.unwrap_or(Content::Pending);
            }
        }
        Ok(())
    })
}

/// Reads the sheets of an `.xls`, an `.xlsb` or an `.ods` workbook. None says what is bold.
pub(super) fn sheets<'a, R>(workbook: &'a [u8], limits: Limits) -> Result<Vec<Rc<Grid>>, Error>
where
    R: Reader<Cursor<&'a [u8]>>,
    R::Error: std::error::Error + Send + Sync + 'static,
{
    guarded(|| {
        let mut reader = R::new(Cursor::new(workbook))?;
        let sheets = reader.sheets_metadata().to_vec();
        let mut grids = Vec::with_capacity(sheets.len());
        for sheet in sheets {
            let Ok(range) = reader.worksheet_range(&sheet.name) else {
                // A chart sheet has no cells.
                continue;
            };
            let hidden = sheet.visible != SheetVisible::Visible;
            grids.push((sheet.name, hidden, range));
        }
        Ok(grids)
    })?
    .into_iter()
    .map(|(name, hidden, range)| grid_of(name, hidden, &range, limits).map(Rc::new))
    .collect()
}

fn grid_of(
    name: String,
    hidden: bool,
    range: &calamine::Range<Data>,
    limits: Limits,
) -> Result<Grid, Error> {
    let mut own = Texts::default();
    let mut values = Vec::new();
    let mut cells = Vec::new();
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let Some(content) = content_of(data.clone(), &mut own, &mut values) else {
            continue;
        };
        if cells.len() as u64 >= limits.cells {
            return Err(limit(
                &format!("the number of cells of {name}"),
                limits.cells,
            ));
        }
        cells.push(Cell {
            row: first_row + u32::try_from(row).unwrap_or(u32::MAX - first_row - 1) + 1,
            column: first_column + u32::try_from(column).unwrap_or(u32::MAX - first_column - 1) + 1,
            content,
            is_bold: false,
            is_formula: false,
        });
    }
    Ok(Grid {
        name,
        hidden,
        cells,
        shared: Rc::new(Texts::default()),
        own,
        values,
        formulas: HashMap::new(),
        has_bold: false,
    })
}

/// Runs calamine so that neither its errors nor its panics pass through.
fn guarded<T>(
    read: impl FnOnce() -> Result<T, Box<dyn std::error::Error + Send + Sync>>,
) -> Result<T, Error> {
    let damaged = |source| Error::Package {
        reason: "its cells cannot be read".to_owned(),
        source,
    };
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result.map_err(|source| damaged(Some(source))),
        Err(_) => Err(damaged(None)),
    }
}

/// Keeps what calamine read of a cell, unless that is nothing.
fn content_of(data: Data, own: &mut Texts, values: &mut Vec<Value>) -> Option<Content> {
    let value = match data {
        Data::Empty => return None,
        Data::String(text) | Data::DurationIso(text) => return Some(Content::Own(own.push(&text))),
        Data::DateTimeIso(text) => match text.parse() {
            Ok(value) => Value::DateTime(value),
            Err(_) => return Some(Content::Own(own.push(&text))),
        },
        Data::DateTime(value) if value.is_duration() => Value::Number(value.as_f64()),
        // What is no date by the calendar stays the number that it is.
        Data::DateTime(value) => {
            date_time(value).map_or(Value::Number(value.as_f64()), Value::DateTime)
        }
        Data::Bool(value) => Value::Boolean(value),
        Data::Error(error) => Value::Error(error.to_string()),
        Data::Float(number) => Value::Number(number),
        #[expect(
            clippy::cast_precision_loss,
            reason = "a spreadsheet's numbers are floats"
        )]
        Data::Int(number) => Value::Number(number as f64),
    };
    Some(Grid::push_value(values, value))
}

fn date_time(value: ExcelDateTime) -> Option<DateTime> {
    let (year, month, day, hour, minute, second, milliseconds) = value.to_ymd_hms_milli();
    let part = |part: u8| i8::try_from(part).ok();
    let date = DateTime::new(
        i16::try_from(year).ok()?,
        part(month)?,
        part(day)?,
        part(hour)?,
        part(minute)?,
        part(second)?,
    )?;
    date.plus_milliseconds(milliseconds.into())
}
