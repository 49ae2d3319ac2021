//! What an edit changes in the rows of a sheet.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::edit::Edited;
use crate::error::Error;
use crate::record::{Location, RecordId};
use crate::register::representable::violations;
use crate::register::{Kind, Record, RecordField, Stated, Trackers};
use crate::workbook::create::{Headed, not_representable};
use crate::workbook::ranges::Area;
use crate::workbook::sources::{SheetSource, Sheeted, Sources};
use crate::workbook::wanted::{Wanted, wanted};

/// What an edit changes in the rows of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetPlan<'a> {
    /// The rows that are there and change, in their order.
    pub rows: Vec<RowPlan<'a>>,
    /// The records that get a row of their own.
    pub added: Vec<RowPlan<'a>>,
    /// The rows that nothing stands in any more, in their order.
    pub cleared: Vec<u32>,
}

/// What the cells of a row are to have.
#[derive(Debug)]
pub(super) struct RowPlan<'a> {
    /// The row.
    pub row: u32,
    pub cells: Vec<CellPlan<'a>>,
}

/// What a cell is to have.
#[derive(Debug)]
pub(super) struct CellPlan<'a> {
    pub column: u32,
    pub wanted: Wanted<'a>,
    /// The record and the field, for messages.
    pub location: Location,
}

impl SheetPlan<'_> {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.added.is_empty() && self.cleared.is_empty()
    }

    /// Gives the new column a header, where any record has something in it.
    fn head(&mut self, source: &SheetSource) {
        let rows = self.rows.iter().chain(&self.added);
        let columns: HashSet<u32> = rows
            .flat_map(|row| &row.cells)
            .map(|cell| cell.column)
            .collect();
        let Some(column) = source.new_column.filter(|new| columns.contains(new)) else {
            return;
        };
        let header = CellPlan {
            column,
            wanted: Wanted::Name(Cow::Owned(source.table.header(column).to_owned())),
            location: Location::Sheet {
                sheet: source.sheet.clone(),
            },
        };
        let row = source.table.header_row;
        let cells = vec![header];
        self.rows.insert(0, RowPlan { row, cells });
    }

    /// The new column, where it gets its header.
    pub fn new_column(&self, source: &SheetSource) -> Option<u32> {
        let first = self.rows.first();
        source
            .new_column
            .filter(|_| first.is_some_and(|row| row.row == source.table.header_row))
    }
}

/// What an edit changes in the sheet that records of one sort were read from; `None` where there is neither such a
/// sheet nor any of them.
///
/// # Errors
///
/// When a field has no column, or no cell can hold it.
pub(super) fn plan<'a, T: Sheeted>(
    edited: &'a Edited,
    sources: &'a Sources,
    trackers: &Trackers,
    refused: &mut Option<Vec<(Location, Error)>>,
) -> Result<Option<(&'a SheetSource, SheetPlan<'a>)>, Error> {
    let Some(source) = T::source(sources) else {
        let Some(first) = T::key_at(&edited.after, 0) else {
            return Ok(None);
        };
        let (sheet, header) = T::MISSING;
        let record = T::id(first).to_string();
        let field = None;
        return Err(Error::NoColumn {
            location: Location::Record { record, field },
            sheet: sheet.to_owned(),
            header: header.to_owned(),
        });
    };
    let origins = T::origins(&edited.lineage);
    let records: Vec<&T> = T::all(&edited.before).collect();
    let mut plan = SheetPlan::default();
    let blank = T::default();
    for (position, (new, origin)) in T::all(&edited.after).zip(origins).enumerate() {
        let old = origin.and_then(|at| Some((*records.get(at)?, *source.rows.get(at)?)));
        let (before, row) = old.unwrap_or((&blank, 0));
        if row > 0 && (std::ptr::eq(before, new) || before == new) {
            continue;
        }
        let id = T::id_at(&edited.after, position);
        let planned = fits(&id, (row > 0).then_some(before), new, trackers);
        let cells = match (
            planned.and_then(|()| cells(source, &id, before, new)),
            &mut *refused,
        ) {
            (Err(error), Some(refused)) => {
                refused.extend(error.record().cloned().map(|record| (record, error)));
                continue;
            }
            (cells, _) => cells?,
        };
        match row {
            0 => plan.added.push(RowPlan { row, cells }),
            // Its rehearsals alone are others, which have a sheet of their own.
            _ if cells.is_empty() => {}
            _ => plan.rows.push(RowPlan { row, cells }),
        }
    }
    plan.rows.sort_by_key(|row| row.row);
    place(source, &mut plan.added);
    plan.head(source);
    let kept: HashSet<usize> = origins.iter().copied().flatten().collect();
    let rows = source.rows.iter().enumerate();
    let gone = rows.filter(|(at, _)| !kept.contains(at));
    plan.cleared = gone.map(|(_, row)| *row).collect();
    plan.cleared.sort_unstable();
    Ok(Some((source, plan)))
}

/// Refuses a record of which no cell can hold something that it did not state before.
fn fits<T: Record>(
    id: &RecordId,
    before: Option<&T>,
    after: &T,
    trackers: &Trackers,
) -> Result<(), Error> {
    let known = before.map_or_else(Vec::new, |before| violations(before, trackers));
    let mut after = violations(after, trackers).into_iter();
    match after.find(|violation| !known.contains(violation)) {
        Some(violation) => Err(not_representable(id, violation)),
        None => Ok(()),
    }
}

/// Gives new records their rows: those below the last record, without those in which merged cells would hide what is
/// written, such as an empty one that closes a table off.
pub(super) fn place(source: &SheetSource, added: &mut [RowPlan<'_>]) {
    let mut row = source.last_row();
    // In a form, each row below has such cells.
    let mut merges: HashMap<u32, Vec<&Area>> = HashMap::new();
    for area in source.merges.iter().filter(|area| area.first_row > row) {
        if area.first_row == area.last_row {
            merges.entry(area.first_row).or_default().push(area);
        }
    }
    let hides = |row: u32, cell: &CellPlan<'_>| {
        let mut of_row = merges.get(&row).into_iter().flatten();
        of_row.any(|area| area.has_column(cell.column) && area.first_column != cell.column)
    };
    for plan in added {
        row = row.saturating_add(1);
        while source.left_alone.binary_search(&row).is_err()
            && plan.cells.iter().any(|cell| hides(row, cell))
        {
            row += 1;
        }
        plan.row = row;
    }
}

/// The cells that differ; of a new record, those that have something.
fn cells<'a, T: Sheeted>(
    source: &'a SheetSource,
    id: &RecordId,
    before: &T,
    after: &'a T,
) -> Result<Vec<CellPlan<'a>>, Error> {
    let mut cells = Vec::new();
    let mut add = |column: Option<u32>, wanted, path: &str, header: &str| {
        let location = location(id, path);
        let Some(column) = column else {
            return Err(Error::NoColumn {
                location,
                sheet: source.sheet.clone(),
                header: header.to_owned(),
            });
        };
        cells.push(CellPlan {
            column,
            wanted,
            location,
        });
        Ok(())
    };
    for field in T::Field::ALL.iter().copied() {
        let Some(spec) = field.column() else {
            continue;
        };
        let mut wanted_after = wanted(field, after);
        if wanted_after != wanted(field, before) {
            if let Kind::Status(at) = field.kind()
                && let Some(Stated::Known(status)) = at.get(after)
                && let Some(word) = source.word_of(*status)
            {
                wanted_after = Wanted::Name(Cow::Borrowed(word));
            }
            let column = source.table.column(field.into());
            add(column, wanted_after, field.path(), spec.header)?;
        }
    }
    let (old, new) = (before.extra(), after.extra());
    let gone = old.iter().filter(|(header, _)| new.get(header).is_none());
    for (header, _) in new.iter().chain(gone) {
        let value = new.get(header);
        if old.get(header) != value {
            let column = source.table.column_of_extra(header);
            let path = format!("extra.{header}");
            add(column, Wanted::Value(value), &path, header.name())?;
        }
    }
    cells.sort_by_key(|cell| cell.column);
    Ok(cells)
}

pub(super) fn location(id: &RecordId, field: &str) -> Location {
    Location::Record {
        record: id.to_string(),
        field: Some(field.to_owned()),
    }
}
