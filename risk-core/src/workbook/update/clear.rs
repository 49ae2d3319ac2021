//! Rows that nothing stands in any more.

use super::cell::{format_number, shown};
use super::formats::CellFormats;
use super::formula::shifted;
use super::rows::{RawCell, RawFormula};
use super::sheet::SheetUpdate;
use crate::error::{Error, Remedy};
use crate::record::column_letters;
use crate::workbook::ranges::{self, Area};
use crate::workbook::recognise::Role;

impl SheetUpdate<'_, '_> {
    /// Takes everything out of the cells of a row that a record stood in; `cleared` has all such rows in their order.
    pub fn clear_row(&mut self, number: u32, cleared: &[u32]) -> Result<(), Error> {
        let Some(row) = self.row(number)? else {
            let reason = "its row is not where it was";
            return Err(self.refused(number, 1, reason, Remedy::SaveAgain));
        };
        let is_of_table = |cell: &&RawCell| self.source.table.role(cell.column).is_some();
        let filled = row.cells.iter().filter(is_of_table);
        for cell in filled.filter(|cell| !cell.is_blank()) {
            if !self.is_emptied(cell.column) {
                let what = "it stays in the emptied row, as its column has no header";
                self.note(number, cell.column, what);
                continue;
            }
            self.check_merge(number, cell.column)?;
            self.check_result(number, cell.column)?;
            if let Some(formula) = &cell.formula {
                self.keep_formula((number, cell.column), formula, cleared)?;
                let place = format!("{}{number}", column_letters(cell.column));
                self.formulas.1.push(place);
            }
            let mut formats = CellFormats::new(Vec::new(), false);
            let pieces = self.pieces(cell, &mut formats)?;
            let style = cell.style.as_deref();
            let format = format_number(style);
            let shows = self.shows(cell.column, format);
            let look = (self.dates(format, Some(cell)), shows);
            let before = shown(cell, &pieces, None, look);
            self.count_uses(Some(cell), false);
            let xml = self.element(number, cell.column, style, "", "");
            self.splices.replace(cell.range.clone(), xml);
            self.record(number, cell.column, before, None);
        }
        Ok(())
    }

    /// Whether a column is emptied with the record of a row. What has no header may be a legend beside the table.
    pub fn is_emptied(&self, column: u32) -> bool {
        match self.source.table.role(column) {
            Some(Role::Extra(key) | Role::Derived(Some(key))) => !key.name().is_empty(),
            role => role.is_some(),
        }
    }

    /// Keeps a formula that other cells need: that which cells share goes on to the next of them that stays.
    fn keep_formula(
        &mut self,
        (row, column): (u32, u32),
        formula: &RawFormula,
        cleared: &[u32],
    ) -> Result<(), Error> {
        let area = formula.area.as_deref().and_then(ranges::parse);
        let area = area.filter(|area| !area.is_one_cell());
        let is_moved = match (formula.kind.as_str(), area, formula.shared) {
            ("", ..) | ("shared" | "array", None, _) => true,
            ("shared", Some(area), Some(number)) if area.first_column == area.last_column => {
                self.move_formula((row, column), formula, (area, number), cleared)?
            }
            _ => false,
        };
        if !is_moved {
            let reason = "other cells share the formula that stands there";
            return Err(self.refused(row, column, reason, self.change_formula(row, column)));
        }
        Ok(())
    }

    /// Has a shared formula begin in the next cell that shares it; whether that can be done.
    fn move_formula(
        &mut self,
        (row, column): (u32, u32),
        formula: &RawFormula,
        (area, number): (Area, u32),
        cleared: &[u32],
    ) -> Result<bool, Error> {
        for below in row..=area.last_row {
            let is_cleared = cleared.binary_search(&below).is_ok();
            let Some(raw) = self.row(below)?.filter(|_| !is_cleared) else {
                continue;
            };
            let mut cells = raw.cells.iter().filter_map(|cell| {
                let formula = cell.formula.as_ref();
                let formula = formula.filter(|one| one.shared == Some(number))?;
                formula.area.is_none().then_some((cell.column, formula))
            });
            let Some((to, next)) = cells.next() else {
                continue;
            };
            let rows = i64::from(below) - i64::from(row);
            let Some(text) = shifted(&formula.text, rows, i64::from(to) - i64::from(column)) else {
                return Ok(false);
            };
            let rest = Area {
                first_row: below,
                ..area
            };
            let (name, text) = (self.dialect.name("f"), self.dialect.text(&text));
            let xml =
                format!("<{name} t=\"shared\" ref=\"{rest}\" si=\"{number}\">{text}</{name}>");
            self.splices.replace(next.element.clone(), xml);
            let what = format!("the formula that {rest} share begins there");
            let part = self.entry.part.clone();
            self.package.report(&part, what);
            return Ok(true);
        }
        // Nothing else shares it.
        Ok(true)
    }
}
