//! Rows that nothing stands in any more.

use super::cell::{format_number, shown};
use super::formats::CellFormats;
use super::rows::{RawCell, RawFormula};
use super::sheet::SheetUpdate;
use crate::error::Error;
use crate::record::column_letters;
use crate::workbook::ranges;
use crate::workbook::recognise::Role;

impl SheetUpdate<'_, '_> {
    /// Takes everything out of the cells of a row that a record stood in.
    pub fn clear_row(&mut self, number: u32) -> Result<(), Error> {
        let Some(row) = self.row(number)? else {
            return Err(self.refused(number, 1, "its row is not where it was"));
        };
        // What has no header may be a legend beside the table.
        let is_of_table = |cell: &&RawCell| match self.source.table.role(cell.column) {
            Some(Role::Extra(key) | Role::Derived(Some(key))) => !key.name().is_empty(),
            role => role.is_some(),
        };
        let filled = row.cells.iter().filter(is_of_table);
        for cell in filled.filter(|cell| !cell.is_blank()) {
            self.check_merge(number, cell.column)?;
            self.check_result(number, cell.column)?;
            if let Some(formula) = &cell.formula {
                self.check_formula(number, cell.column, formula)?;
                let place = format!("{}{number}", column_letters(cell.column));
                self.formulas.1.push(place);
            }
            let mut formats = CellFormats::new(Vec::new(), false);
            let pieces = self.pieces(cell, &mut formats)?;
            let style = cell.style.as_deref();
            let format = format_number(style);
            let shows = self.package.fonts.styles.shows(format);
            let look = (self.dates(format, Some(cell)), shows);
            let before = shown(cell, &pieces, None, look);
            self.count_uses(Some(cell), false);
            let xml = self.element(number, cell.column, style, "", "");
            self.splices.replace(cell.range.clone(), xml);
            self.record(number, cell.column, before, None);
        }
        Ok(())
    }

    /// Refuses to take away a formula that other cells need.
    fn check_formula(&self, row: u32, column: u32, formula: &RawFormula) -> Result<(), Error> {
        let is_alone = |area: &str| ranges::parse(area).is_none_or(|area| area.is_one_cell());
        let is_needed = match formula.kind.as_str() {
            "" => false,
            "shared" | "array" => formula.area.as_deref().is_some_and(|area| !is_alone(area)),
            _ => true,
        };
        if is_needed {
            let reason = "other cells share the formula that stands there";
            return Err(self.refused(row, column, reason));
        }
        Ok(())
    }
}
