//! What an edit changes in the rows of a sheet.

use std::collections::HashSet;

use super::wanted::{Rowed, Wanted};
use crate::error::Error;
use crate::record::Location;
use crate::register::{Key, Trackers};
use crate::workbook::sources::SheetSource;

/// What an edit changes in the rows of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetPlan<'a> {
    /// The rows that are there and change, in their order.
    pub rows: Vec<RowPlan<'a>>,
    /// The records that get a row of their own.
    pub added: Vec<RowPlan<'a>>,
    /// The rows that nothing stands in any more.
    pub cleared: Vec<u32>,
}

/// What the cells of a row are to have.
#[derive(Debug)]
pub(super) struct RowPlan<'a> {
    /// The row; 0 where it is new.
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
}

/// The records of one sort, before and after, by their positions; and which came from which.
pub(super) struct Records<'a, T> {
    pub before: Vec<&'a T>,
    pub after: Vec<(Key, &'a T)>,
    pub origins: &'a [Option<usize>],
    pub trackers: &'a Trackers,
}

impl<'a, T: Rowed> Records<'a, T> {
    /// What changes in the sheet that the records before were read from.
    ///
    /// # Errors
    ///
    /// When a field has no column, or no cell can hold it.
    pub fn plan(&self, source: &SheetSource) -> Result<SheetPlan<'a>, Error> {
        let mut plan = SheetPlan::default();
        let blank = T::default();
        for ((key, new), origin) in self.after.iter().zip(self.origins) {
            let old = origin.and_then(|at| Some((*self.before.get(at)?, *source.rows.get(at)?)));
            let (before, row) = old.unwrap_or((&blank, 0));
            if row > 0 && (std::ptr::eq(before, *new) || before == *new) {
                continue;
            }
            let cells = self.cells(source, key, (before, row > 0), new)?;
            let row_plan = RowPlan { row, cells };
            if row > 0 {
                plan.rows.push(row_plan);
            } else {
                plan.added.push(row_plan);
            }
        }
        plan.rows.sort_by_key(|row| row.row);
        let kept: HashSet<usize> = self.origins.iter().copied().flatten().collect();
        let gone = source
            .rows
            .iter()
            .enumerate()
            .filter(|(at, _)| !kept.contains(at));
        plan.cleared = gone.map(|(_, row)| *row).collect();
        Ok(plan)
    }

    /// The cells that differ; of a new record, those that have something.
    fn cells(
        &self,
        source: &SheetSource,
        key: &Key,
        (before, is_there): (&T, bool),
        after: &'a T,
    ) -> Result<Vec<CellPlan<'a>>, Error> {
        let refused = |field: &str, reason: String| Error::NotRepresentable {
            location: location::<T>(key, field),
            reason,
        };
        let known = if is_there {
            before.misfits(self.trackers)
        } else {
            Vec::new()
        };
        let mut misfits = after.misfits(self.trackers).into_iter();
        if let Some(misfit) = misfits.find(|misfit| !known.contains(misfit)) {
            let field = match misfit.entry {
                Some(entry) => format!("{}[{}]", misfit.field, entry + 1),
                None => misfit.field.to_string(),
            };
            return Err(refused(&field, misfit.reason));
        }
        let mut cells = Vec::new();
        for field in T::fields() {
            let wanted = after.wanted(field);
            if wanted == before.wanted(field) {
                continue;
            }
            let Some(column) = source.table.column(field) else {
                let location = location::<T>(key, field.path());
                return Err(no_column(source, location, T::header(field)));
            };
            cells.push(CellPlan {
                column,
                wanted,
                location: location::<T>(key, field.path()),
            });
        }
        Self::extra(source, key, before, after, &mut cells)?;
        cells.sort_by_key(|cell| cell.column);
        Ok(cells)
    }

    fn extra(
        source: &SheetSource,
        key: &Key,
        before: &T,
        after: &'a T,
        cells: &mut Vec<CellPlan<'a>>,
    ) -> Result<(), Error> {
        let (old, new) = (before.extra(), after.extra());
        let gone = old.iter().filter(|(header, _)| new.get(header).is_none());
        let headers = new.iter().chain(gone).map(|(header, _)| header);
        for header in headers {
            if old.get(header) == new.get(header) {
                continue;
            }
            let location = location::<T>(key, &format!("extra.{header}"));
            let Some(column) = source.table.column_of_extra(header) else {
                return Err(no_column(source, location, header.name()));
            };
            cells.push(CellPlan {
                column,
                wanted: Wanted::Value(new.get(header)),
                location,
            });
        }
        Ok(())
    }
}

fn no_column(source: &SheetSource, location: Location, header: &str) -> Error {
    Error::NoColumn {
        location,
        sheet: source.sheet.clone(),
        header: header.to_owned(),
    }
}

fn location<T: Rowed>(key: &Key, field: &str) -> Location {
    Location::Record {
        record: format!("{}{key}", T::CALLED),
        field: Some(field.to_owned()),
    }
}
