//! Whole sheets of the formats that are only imported: what calamine reads. None of them shows
//! which text is bold.
//!
//! Calamine trusts what a file states of its own size, and no panic is caught of a process that is
//! out of memory. So each file is checked before calamine sees it.

use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::{Arc, Once};
use std::thread;

use calamine::{Data, Ods, Range, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsb};

use super::Limits;
use super::grid::{Cell, Content, Grid, Shown, Value};
use super::left_behind::LeftBehind;
use super::limits::{COLUMNS, ROWS};
use super::ods::{self, Note, Stated};
use super::package::{Archive, damage};
use super::ranges::Area;
use super::{values, xls};
use crate::error::Error;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Reads the sheets of an `.xls` workbook.
pub(super) fn xls(workbook: &[u8], limits: Limits) -> Result<Vec<Rc<Grid>>, Error> {
    xls::check(workbook)?;
    let merged = |reader: &Xls<_>, sheet: &str| {
        let merged = reader.merge_cells_by_sheet_name(sheet).unwrap_or_default();
        let from_1 = |(row, column): (u32, u32)| (row.saturating_add(1), column.saturating_add(1));
        let areas = merged.iter();
        areas
            .map(|area| Area::between(from_1(area.start), from_1(area.end)))
            .collect()
    };
    ranges(workbook, limits, (&Stated::default(), merged))
}

/// Reads the sheets of an `.ods` workbook, and what it leaves behind beside its cells.
pub(super) fn ods(
    workbook: &[u8],
    limits: Limits,
) -> Result<(Vec<Rc<Grid>>, Vec<LeftBehind>), Error> {
    let stated = ods::check(&mut Archive::open(workbook, limits)?, limits)?;
    // The cells state it themselves.
    let merged = |_: &Ods<_>, _: &str| Vec::new();
    let grids = ranges(workbook, limits, (&stated, merged))?;
    Ok((grids, stated.into_left_behind()))
}

/// Reads the sheets of an `.xlsb` workbook, whose package has passed the limits, cell by cell: two cells far apart
/// make a range of which most is empty, and which would fit no memory.
pub(super) fn xlsb(workbook: &[u8], limits: Limits) -> Result<Vec<Rc<Grid>>, Error> {
    let mut workbook = guarded(|| Ok(Xlsb::new(Cursor::new(workbook))?))?;
    let mut grids = Vec::new();
    for sheet in worksheets(&workbook) {
        let mut grid = empty(&sheet);
        let mut cells = guarded(|| Ok(workbook.worksheet_cells_reader(&sheet.name)?))?;
        while let Some(cell) = guarded(|| Ok(cells.next_cell()?))? {
            let data = Data::from(cell.get_value().clone());
            push(&mut grid, cell.get_position(), data, None, limits)?;
        }
        grid.order()?;
        grids.push(Rc::new(grid));
    }
    Ok(grids)
}

/// Reads the sheets of a workbook of which calamine makes ranges. They are known to be small. What the file states
/// of its cells beside their values is not among what calamine reads.
fn ranges<'a, R>(
    workbook: &'a [u8],
    limits: Limits,
    (stated, merged): (&Stated, impl Fn(&R, &str) -> Vec<Area>),
) -> Result<Vec<Rc<Grid>>, Error>
where
    R: Reader<Cursor<&'a [u8]>>,
    R::Error: std::error::Error + Send + Sync + 'static,
{
    let mut reader = guarded(|| Ok(R::new(Cursor::new(workbook))?))?;
    let mut grids = Vec::new();
    for sheet in worksheets(&reader) {
        let range: Range<Data> = guarded(|| Ok(reader.worksheet_range(&sheet.name)?))?;
        let stated = stated.of(&sheet.name);
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut grid = empty(&sheet);
        for (row, column, data) in range.used_cells() {
            let place = |first: u32, offset: usize| {
                first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
            };
            let position = (place(first_row, row), place(first_column, column));
            let note = stated.and_then(|stated| stated.at(position.0, position.1));
            push(&mut grid, position, data.clone(), note, limits)?;
        }
        if let Some(stated) = stated {
            stated.note_in(&mut grid);
        }
        grid.order()?;
        grid.merges.extend(merged(&reader, &sheet.name));
        grid.spread_unresolved(limits)?;
        grid.spread_merges(limits)?;
        grid.note_beneath(limits)?;
        grids.push(Rc::new(grid));
    }
    Ok(grids)
}

/// The sheets that have cells: not charts, macros and dialogs.
fn worksheets<RS, R: Reader<RS>>(reader: &R) -> Vec<Sheet>
where
    RS: std::io::Read + std::io::Seek,
{
    let mut sheets = reader.sheets_metadata().to_vec();
    sheets.retain(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets
}

fn empty(sheet: &Sheet) -> Grid {
    let is_hidden = sheet.visible != SheetVisible::Visible;
    Grid::empty(&sheet.name, is_hidden, Arc::default())
}

/// Adds a cell by its row and column, counted from 0, unless it is empty.
fn push(
    grid: &mut Grid,
    (row, column): (u32, u32),
    data: Data,
    note: Option<&Note>,
    limits: Limits,
) -> Result<(), Error> {
    if row >= ROWS || column >= COLUMNS {
        let reason = format!("{} has a cell where no sheet has one", grid.name);
        return Err(damage(reason));
    }
    if let Some(content) = content_of(data, note, grid) {
        grid.cells.push(Cell {
            row: row + 1,
            column: column + 1,
            content,
            is_blank: grid.is_blank(content),
            is_bold: false,
            is_formula: note.is_some_and(|note| note.is_formula),
            is_merged: false,
        });
        let at = (row + 1, column + 1);
        grid.struck
            .extend(note.filter(|note| note.is_struck).map(|_| at));
        grid.merges.extend(note.and_then(|note| note.merged_at(at)));
    }
    grid.check_size(limits)
}

/// Runs calamine so that neither its errors nor its panics pass through.
fn guarded<T>(read: impl FnOnce() -> Result<T, Source>) -> Result<T, Error> {
    let damaged = |source| Error::Package {
        reason: "its cells cannot be read".to_owned(),
        source,
    };
    match quietly(read) {
        Ok(result) => result.map_err(|source| damaged(Some(source))),
        Err(_) => Err(damaged(None)),
    }
}

thread_local! {
    /// Whether a panic of this thread is caught, and reported as an error.
    static IS_CAUGHT: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Catches a panic, of which nothing is printed: a damaged file is no fault of this program. Whatever prints
/// panics does so for the whole process, so that it stays and is passed over for this thread alone.
fn quietly<T>(run: impl FnOnce() -> T) -> thread::Result<T> {
    static ONCE: Once = Once::new();
    // Within a panic, a hook cannot be set.
    if !thread::panicking() {
        ONCE.call_once(|| {
            let print = panic::take_hook();
            panic::set_hook(Box::new(move |panic| {
                if !IS_CAUGHT.get() {
                    print(panic);
                }
            }));
        });
    }
    let was_caught = IS_CAUGHT.replace(true);
    let result = catch_unwind(AssertUnwindSafe(run));
    IS_CAUGHT.set(was_caught);
    result
}

/// Keeps what calamine read of a cell, unless that is nothing.
fn content_of(data: Data, note: Option<&Note>, grid: &mut Grid) -> Option<Content> {
    if let Some(value) = note.and_then(|note| note.value.clone()) {
        return Some(grid.push(value, None));
    }
    if let Some(text) = note.and_then(|note| note.text.as_ref()) {
        return Some(Content::Own(grid.own.push(text)));
    }
    let value = match data {
        Data::Empty => return None,
        Data::String(text) => return Some(Content::Own(grid.own.push(&text))),
        Data::DurationIso(text) => match values::iso_length(&text) {
            Some(days) => Value::Length(days),
            None => return Some(Content::Own(grid.own.push(&text))),
        },
        Data::DateTimeIso(text) => match values::iso_date(&text) {
            Some(value) => value,
            None => return Some(Content::Own(grid.own.push(&text))),
        },
        Data::DateTime(value) if value.is_duration() => Value::Length(value.as_f64()),
        Data::DateTime(value) => {
            let date = values::date_time(value);
            date.map_or(Value::Number(value.as_f64()), Value::DateTime)
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
    let shown = note.and_then(|note| note.shown.clone());
    Some(grid.push(value, shown.map(Shown::Text)))
}
