//! Rows that are new, below the last record and in its look.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::cell::format_number;
use super::formula::{is_of_its_row, is_variable, refers_above, shifted};
use super::plan::RowPlan;
use super::rows::{RawCell, RawFormula, RawRow};
use super::sheet::{NewCells, SheetUpdate};
use crate::error::{Error, Remedy};
use crate::record::column_letters;
use crate::workbook::create::{height, lines};
use crate::workbook::limits::ROWS;
use crate::workbook::ranges::{self, Area};

impl SheetUpdate<'_, '_> {
    /// Adds rows below the last record, each in the look of that one.
    pub fn add_rows(&mut self, added: &[RowPlan<'_>]) -> Result<(), Error> {
        let above = self.source.last_row();
        let (model, modelled) = match self.last.clone() {
            Some(last) => (Some(last), above),
            // A sheet of this crate without records has the look of one there; elsewhere, that may be a total.
            None if self.source.table.is_own => (self.row(above + 1)?.map(Rc::new), above + 1),
            None => (None, above),
        };
        let model = model.as_deref();
        if let Some(first) = added.first().filter(|_| self.source.has_new_rows) {
            let what =
                "what stood below moved down, and totals of the rows above have the new ones, too";
            self.note(first.row, 1, what);
        }
        for plan in added {
            let number = plan.row;
            self.check_free(number)?;
            let row = self.row(number)?;
            if let Some(row) = &row {
                self.check_total(number, row, model.map(|model| (modelled, model)))?;
            }
            let new = self.cells_of_row(number, plan, row.as_ref(), model, modelled)?;
            match row {
                Some(row) => {
                    self.unhide(number, &row);
                    self.insert(&row, new);
                }
                None => self.insert_row(number, new, model)?,
            }
        }
        self.extend(above, added.last().map_or(above, |plan| plan.row))
    }

    /// Refuses a row in which something stands already.
    fn check_free(&self, row: u32) -> Result<(), Error> {
        if row > ROWS {
            let reason = "it is the last row that a sheet has";
            return Err(self.refused(ROWS, 1, reason, Remedy::MakeNewWorkbook));
        }
        let has = |rows: &[u32]| rows.binary_search(&row).is_ok();
        if has(&self.source.left_alone) && !has(&self.source.vacant) {
            let reason = "a new row would stand here, and the row has something in it";
            return Err(self.refused(row, 1, reason, self.insert_row_above(row)));
        }
        let is_of_table = |area: &&Area| {
            let is_of_several = area.first_row < area.last_row;
            is_of_several && area.has_row(row) && area.first_column <= self.source.table.width()
        };
        if let Some(merge) = self.regions.merges.iter().find(is_of_table) {
            let reason = format!("a new row would stand among the merged cells {merge}");
            let remedy = self.unmerge(merge);
            return Err(self.refused(row, merge.first_column, &reason, remedy));
        }
        Ok(())
    }

    /// Refuses a row with a formula about the rows above, where the last record has no such formula: the row has
    /// totals.
    fn check_total(
        &self,
        number: u32,
        row: &RawRow,
        model: Option<(u32, &RawRow)>,
    ) -> Result<(), Error> {
        let is_about_above = |cell: &RawCell, row: u32| {
            let formula = cell.formula.as_ref();
            formula.is_some_and(|formula| refers_above(&formula.text, cell.column, row))
        };
        for cell in row.cells.iter().filter(|cell| is_about_above(cell, number)) {
            let goes_on = model.is_some_and(|(above, model)| {
                let mut cells = model.cells.iter();
                cells.any(|one| one.column == cell.column && is_about_above(one, above))
            });
            if !goes_on {
                let reason = "a new row would stand here, and the row has the total of those above";
                let remedy = self.insert_row_above(number);
                return Err(self.refused(number, cell.column, reason, remedy));
            }
        }
        Ok(())
    }

    /// The cells that a new row gets beside those that it has, where it is there and has no record yet.
    fn cells_of_row(
        &mut self,
        number: u32,
        plan: &RowPlan<'_>,
        row: Option<&RawRow>,
        model: Option<&RawRow>,
        above: u32,
    ) -> Result<NewCells, Error> {
        let mut new = NewCells::new();
        let planned = plan.cells.iter().map(|cell| cell.column);
        let modelled = model.into_iter().flat_map(|row| &row.cells);
        let columns = planned.chain(modelled.map(|cell| cell.column));
        for column in columns.collect::<BTreeSet<u32>>() {
            let at = |cell: &&RawCell| cell.column == column;
            let old = row.and_then(|row| row.cells.iter().find(at));
            let modelled = model.and_then(|row| row.cells.iter().find(at));
            let look = self.source.look_of(number, column);
            let looked = model.and_then(|row| row.cells.iter().find(|cell| cell.column == look));
            let style = match old.or(looked).and_then(|cell| cell.style.as_deref()) {
                Some(struck) if old.is_none_or(RawCell::is_blank) && self.is_struck(struck) => {
                    self.unstruck(look)?
                }
                style => style.map(str::to_owned),
            };
            let style = style.as_deref();
            let planned = plan.cells.iter().find(|cell| cell.column == column);
            if planned.is_some() {
                self.check_merge(number, column)?;
            }
            let xml = match (planned, old) {
                (Some(planned), _) => Some(self.cell(number, planned, old, style)?),
                (None, Some(old)) if !old.is_blank() => None,
                // An empty cell that gets no formula stays as it is written.
                (None, Some(_)) => self.formula(number, column, modelled, style, above),
                // The cell goes on as the one above: with its formula or, without one, its format.
                (None, None) => self
                    .formula(number, column, modelled, style, above)
                    .or_else(|| Some(self.element(number, column, Some(style?), "", ""))),
            };
            match (old, xml) {
                (Some(old), Some(xml)) => self.splices.replace(old.range.clone(), xml),
                (None, Some(xml)) => new.push((column, xml)),
                (_, None) => {}
            }
        }
        Ok(new)
    }

    fn is_struck(&self, style: &str) -> bool {
        let styles = &self.package.fonts.styles;
        styles.is_struck(format_number(Some(style)))
    }

    /// The style of the last cell of a column that is not struck through, as what is done with is in many sheets: a new
    /// record is not done with.
    fn unstruck(&mut self, column: u32) -> Result<Option<String>, Error> {
        if let Some(known) = self.unstruck.get(&column) {
            return Ok(known.clone());
        }
        let found = self.last_unstruck(column)?;
        self.unstruck.insert(column, found.clone());
        Ok(found)
    }

    fn last_unstruck(&self, column: u32) -> Result<Option<String>, Error> {
        // Further up, the look is hardly that of new rows.
        const ROWS_ABOVE: usize = 100;
        for row in self.source.rows.iter().rev().take(ROWS_ABOVE) {
            let Some(row) = self.row(*row)? else { continue };
            let cell = row.cells.into_iter().find(|cell| cell.column == column);
            let style = cell.and_then(|cell| cell.style);
            if let Some(style) = style.filter(|style| !self.is_struck(style)) {
                return Ok(Some(style));
            }
        }
        Ok(None)
    }

    /// Puts in a row that is not there yet.
    fn insert_row(
        &mut self,
        number: u32,
        new: NewCells,
        model: Option<&RawRow>,
    ) -> Result<(), Error> {
        let cells: String = new.into_iter().map(|(_, xml)| xml).collect();
        let name = self.dialect.name("row");
        let look = model.map_or_else(String::new, |model| self.look(number, model));
        let row = format!("<{name} r=\"{number}\"{look}>{cells}</{name}>");
        let place = self.place_of_row(number)?;
        self.splices.insert(place, row);
        Ok(())
    }

    /// What the tag of a new row states of how its cells look: what that of another one states. Where that
    /// one states its height, the new one is as high as its texts.
    fn look(&self, number: u32, row: &RawRow) -> String {
        let stated = |name| self.attribute_of(row, name);
        let attributes = ["s", "customFormat"].into_iter();
        let attributes: String = attributes
            .filter_map(|name| Some(format!(" {name}=\"{}\"", stated(name)?)))
            .collect();
        match stated("ht").and_then(|_| self.height(number)) {
            Some(points) => format!("{attributes} ht=\"{points}\""),
            None => attributes,
        }
    }

    /// How high a new row has to be for its texts, in points; `None` where one line is enough.
    fn height(&self, row: u32) -> Option<u16> {
        let cells = self.cells.iter().rev().take_while(|cell| cell.row == row);
        let lines = cells.filter_map(|cell| {
            let width = self.regions.column_width(cell.column)?;
            let text = cell.after.as_ref().filter(|text| !text.starts_with('='))?;
            Some(lines(width, text))
        });
        height(lines.max()?)
    }

    /// Where a row that is not there yet has its place.
    fn place_of_row(&self, number: u32) -> Result<usize, Error> {
        let rows = &self.source.places.rows;
        match rows.partition_point(|(row, _)| *row < number) {
            0 => Ok(self.regions.rows.start),
            following => self.row_at(rows[following - 1].1).map(|row| row.end),
        }
    }

    /// The cell of a new row that has the formula of the one above; `None` where that has none that
    /// goes on.
    fn formula(
        &mut self,
        row: u32,
        column: u32,
        model: Option<&RawCell>,
        style: Option<&str>,
        above: u32,
    ) -> Option<String> {
        let is_of_table = self.source.table.role(column).is_some();
        if !is_of_table || self.check_merge(row, column).is_err() {
            return None;
        }
        let model = model.and_then(|cell| cell.formula.as_ref());
        if model.is_none() && self.check_result(above, column).is_ok() {
            return None;
        }
        let formula = model.and_then(|model| self.formula_below(model, above, column, row));
        let is_of_row = |formula: &String| {
            is_of_its_row(formula, &self.source.sheet) || self.is_of_column(formula, column, row)
        };
        let has_formula = formula.is_some();
        let Some(formula) = formula.filter(is_of_row) else {
            let what = if has_formula {
                "the formula of the row above refers to no cell of its own row, and does not go on here"
            } else {
                "the formula of the row above does not go on here"
            };
            self.note(row, column, what);
            return None;
        };
        let name = self.dialect.name("f");
        let attributes = match model {
            Some(model) if model.kind == "array" => {
                format!(" t=\"array\" ref=\"{}{row}\"", column_letters(column))
            }
            _ => String::new(),
        };
        let inner = format!(
            "<{name}{attributes}>{}</{name}>",
            self.dialect.text(&formula)
        );
        self.record(row, column, None, Some(format!("={formula}")));
        let place = format!("{}{row}", column_letters(column));
        self.formulas.0.push(place);
        Some(self.element(row, column, style, "", &inner))
    }

    /// Whether a formula that is about fixed cells, such as a rate, or about the day stands in the row above the last record,
    /// too. A value that somebody typed as `=2*500` may be the same in both rows, and is not that of the next one.
    fn is_of_column(&self, formula: &str, column: u32, row: u32) -> bool {
        let before = self.before_last.as_ref();
        let Some((number, before)) = before.filter(|_| is_variable(formula)) else {
            return false;
        };
        let mut cells = before.cells.iter().filter(|cell| cell.column == column);
        let before = cells.find_map(|cell| cell.formula.as_ref());
        let before = before.and_then(|before| self.formula_below(before, *number, column, row));
        before.as_deref() == Some(formula)
    }

    /// A formula as it goes on in a row below; `None` where it does not.
    fn formula_below(
        &self,
        formula: &RawFormula,
        above: u32,
        column: u32,
        row: u32,
    ) -> Option<String> {
        let (from_row, from_column, text) = match (formula.kind.as_str(), formula.shared) {
            ("", _) => (above, column, formula.text.as_str()),
            // One that gives several cells would give other ones.
            ("array", _) if is_of_one_cell(formula) => (above, column, formula.text.as_str()),
            ("shared", Some(number)) => {
                let shared = self.source.places.shared_formulas.get(&number)?;
                (shared.0, shared.1, shared.2.as_str())
            }
            _ => return None,
        };
        let rows = i64::from(row) - i64::from(from_row);
        let columns = i64::from(column) - i64::from(from_column);
        shifted(text, rows, columns)
    }
}

fn is_of_one_cell(formula: &RawFormula) -> bool {
    let area = formula.area.as_deref().and_then(ranges::parse);
    area.is_none_or(|area| area.is_one_cell())
}
