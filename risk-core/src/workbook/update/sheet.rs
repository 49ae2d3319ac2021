//! The changes of one sheet, as they are made in its text.

use std::collections::HashMap;
use std::rc::Rc;

use super::markup::{Dialect, is_empty_element};
use super::merged::Merged;
use super::package::PackageUpdate;
use super::plan::{CellPlan, RowPlan, SheetPlan};
use super::regions::Regions;
use super::rows::{RawRow, read_row};
use super::splices::Splices;
use crate::change::{CellChange, CellNote};
use crate::error::{Error, Remedy};
use crate::record::{Location, column_letters};
use crate::register::Scale;
use crate::workbook::package::SheetEntry;
use crate::workbook::ranges::Area;
use crate::workbook::sources::SheetSource;

/// The changes of one sheet, as they are made.
pub(super) struct SheetUpdate<'u, 'a> {
    pub package: &'u mut PackageUpdate<'a>,
    pub source: &'u SheetSource,
    pub entry: SheetEntry,
    pub text: String,
    pub dialect: Dialect,
    pub regions: Regions,
    pub splices: Splices,
    pub cells: Vec<CellChange>,
    /// The cells that have got a formula, and those that had one.
    pub formulas: (Vec<String>, Vec<String>),
    /// Of the columns that got a date: the rows that have one, and its format.
    pub date_styles: HashMap<u32, Vec<(u32, String)>>,
    /// Whether the columns that got something have numbers.
    pub numeric: HashMap<u32, bool>,
    /// The style of new cells below those of columns that are struck through.
    pub unstruck: HashMap<u32, Option<String>>,
    pub scale: &'u Scale,
    /// The last row that has a record.
    pub last: Option<Rc<RawRow>>,
    /// The one above that has a record, and its number.
    pub before_last: Option<(u32, RawRow)>,
}

impl SheetUpdate<'_, '_> {
    /// Makes all changes of a plan.
    pub fn make(&mut self, plan: &SheetPlan<'_>) -> Result<(), Error> {
        let rows = self.source.rows.iter().copied();
        let last = rows.clone().max();
        self.last = match last {
            Some(last) => self.row(last)?.map(Rc::new),
            None => None,
        };
        if let Some(before) = rows.filter(|row| Some(*row) != last).max() {
            self.before_last = self.row(before)?.map(|row| (before, row));
        }
        if let Some(column) = plan.new_column(self.source) {
            self.widen(column, plan)?;
        }
        let merged = self.merged(plan);
        for row in &plan.rows {
            self.change_row(row, &merged)?;
        }
        for row in &plan.cleared {
            self.clear_row(*row, &plan.cleared)?;
        }
        if !plan.added.is_empty() {
            self.add_rows(&plan.added)?;
        }
        if !(plan.cleared.is_empty() && plan.added.is_empty()) {
            self.note_comments(plan)?;
        }
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.unlink()
    }

    /// The row of a number, if there is one.
    pub fn row(&self, number: u32) -> Result<Option<RawRow>, Error> {
        let rows = &self.source.places.rows;
        match rows.binary_search_by_key(&number, |(row, _)| *row) {
            Ok(at) => self.row_at(rows[at].1).map(Some),
            Err(_) => Ok(None),
        }
    }

    pub fn row_at(&self, place: usize) -> Result<RawRow, Error> {
        let depth = self.package.limits.depth;
        read_row(&self.entry.part, &self.text, place, depth)
    }

    fn change_row(&mut self, plan: &RowPlan<'_>, merged: &Merged) -> Result<(), Error> {
        let Some(row) = self.row(plan.row)? else {
            let reason = "its row is not where it was";
            return Err(self.refused(plan.row, 1, reason, Remedy::SaveAgain));
        };
        self.note_scores(plan, &row)?;
        let mut new = NewCells::new();
        for cell in &plan.cells {
            let changed = self.change_cell((plan.row, cell), &row, merged, &mut new);
            match (changed, &mut self.package.refused) {
                (Err(error), Some(refused)) => refused.push((cell.location.clone(), error)),
                (changed, _) => changed?,
            }
        }
        self.insert(&row, new);
        Ok(())
    }

    fn change_cell(
        &mut self,
        (number, cell): (u32, &CellPlan<'_>),
        row: &RawRow,
        merged: &Merged,
        new: &mut NewCells,
    ) -> Result<(), Error> {
        let place = (number, cell.column);
        if merged.below.contains(&place) {
            return Ok(());
        }
        if self.source.continued.has(number, cell.column) {
            let last = self.source.continued.last_row(number);
            let reason =
                format!("the entries of the risk stand in the rows {number} to {last}, a row each");
            let remedy = Remedy::MakeNewWorkbook;
            return Err(self.refused(number, cell.column, &reason, remedy));
        }
        if !merged.first.contains(&place) {
            self.check_merge(number, cell.column)?;
        }
        let old = row.cells.iter().find(|old| old.column == cell.column);
        let look = self.source.look_of(number, cell.column);
        let looked = row.cells.iter().find(|old| old.column == look);
        let style = looked.map_or_else(|| self.style_of_row(row, cell.column), |c| c.style.clone());
        let xml = self.cell(number, cell, old, style.as_deref())?;
        match old {
            Some(old) => self.splices.replace(old.range.clone(), xml),
            None => new.push((cell.column, xml)),
        }
        Ok(())
    }

    /// Puts new cells between those of a row.
    pub fn insert(&mut self, row: &RawRow, new: NewCells) {
        if is_empty_element(&self.text, row.tag.clone()) {
            if new.is_empty() {
                return;
            }
            let cells: String = new.into_iter().map(|(_, xml)| xml).collect();
            let slash = row.tag.end - "/>".len();
            let name = self.dialect.name("row");
            self.splices
                .replace(slash..row.tag.end, format!(">{cells}</{name}>"));
            return;
        }
        for (column, xml) in new {
            let next = row.cells.iter().find(|cell| cell.column > column);
            let place = next.map_or(row.content_end, |cell| cell.range.start);
            self.splices.insert(place, xml);
        }
    }

    /// Refuses a cell that is merged with others, where it is not the first of one row.
    pub fn check_merge(&self, row: u32, column: u32) -> Result<(), Error> {
        let Some(merge) = self.regions.merge_of(row, column) else {
            return Ok(());
        };
        let reason = if merge.first_row != merge.last_row {
            format!("it is one of the merged cells {merge}, which are of several rows")
        } else if merge.first_column != column {
            format!("it is hidden among the merged cells {merge}")
        } else {
            return Ok(());
        };
        Err(self.refused(row, column, &reason, self.unmerge(merge)))
    }

    /// To take merged cells apart.
    pub fn unmerge(&self, merge: &Area) -> Remedy {
        Remedy::Unmerge {
            sheet: self.entry.name.clone(),
            cells: merge.to_string(),
        }
    }

    /// To insert an empty row.
    pub fn insert_row_above(&self, row: u32) -> Remedy {
        let sheet = self.entry.name.clone();
        Remedy::InsertRow { sheet, row }
    }

    /// To change the formula of a cell.
    pub fn change_formula(&self, row: u32, column: u32) -> Remedy {
        let cell = self.location(row, column);
        Remedy::ChangeFormula { cell }
    }

    /// Refuses to change a cell that a formula in another one gives.
    pub fn check_result(&self, row: u32, column: u32) -> Result<(), Error> {
        let mut arrays = self.source.places.arrays.iter();
        let is_of = |area: &&Area| area.contains(row, column) && !area.is_one_cell();
        let Some(array) = arrays.find(is_of) else {
            return Ok(());
        };
        let anchor = format!("{}{}", column_letters(array.first_column), array.first_row);
        let reason = format!("the formula in {anchor} gives the cells {array}");
        let remedy = self.change_formula(array.first_row, array.first_column);
        Err(self.refused(row, column, &reason, remedy))
    }

    /// Has a person look at a cell.
    pub fn note(&mut self, row: u32, column: u32, what: impl Into<String>) {
        let location = self.location(row, column);
        let what = what.into();
        self.package.notes.push(CellNote { location, what });
    }

    pub fn location(&self, row: u32, column: u32) -> Location {
        Location::Cell {
            sheet: self.entry.name.clone(),
            row,
            column,
        }
    }

    pub fn refused(&self, row: u32, column: u32, reason: &str, remedy: Remedy) -> Error {
        Error::Refused {
            location: self.location(row, column),
            reason: reason.to_owned(),
            remedy: Some(Box::new(remedy)),
        }
    }
}

/// Cells that are put into a row: the column and the XML of each.
pub(super) type NewCells = Vec<(u32, String)>;
