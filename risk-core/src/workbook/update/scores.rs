//! Scores and ratings that somebody typed beside levels that change: they stay, and may be wrong then.

use super::cell::{format_number, shown};
use super::formats::CellFormats;
use super::plan::RowPlan;
use super::rows::{RawCell, RawRow};
use super::sheet::SheetUpdate;
use crate::change::CellNote;
use crate::error::Error;
use crate::record::RiskField;
use crate::record::text::shown as shortened;
use crate::workbook::recognise::{Role, is_score};

impl SheetUpdate<'_, '_> {
    /// Notes the typed scores of a row whose likelihood or impact changes.
    pub fn note_scores(&mut self, plan: &RowPlan<'_>, row: &RawRow) -> Result<(), Error> {
        let axes = [RiskField::Likelihood, RiskField::Impact];
        let axes = axes.map(|field| self.source.table.column(field));
        let is_planned = |column: u32| plan.cells.iter().any(|cell| cell.column == column);
        if !axes.into_iter().flatten().any(is_planned) {
            return Ok(());
        }
        let product = self.product(row, axes)?;
        for cell in &row.cells {
            let Some(Role::Extra(key) | Role::Derived(Some(key))) =
                self.source.table.role(cell.column)
            else {
                continue;
            };
            let is_typed =
                cell.formula.is_none() && self.check_result(plan.row, cell.column).is_ok();
            if !is_typed || is_planned(cell.column) {
                continue;
            }
            let Some(text) = self.text_of(cell)? else {
                continue;
            };
            let seems_one = || {
                let is_product = product.is_some_and(|product| text.trim().parse() == Ok(product));
                is_product || self.scale.rating().find(&text).is_some()
            };
            if is_score(key.name()).unwrap_or_else(seems_one) {
                self.package.notes.push(CellNote {
                    location: self.location(plan.row, cell.column),
                    what: format!("stays as typed ({})", shortened(text.trim())),
                });
            }
        }
        Ok(())
    }

    /// The product of the numbers of a row's levels, as they were.
    fn product(&self, row: &RawRow, axes: [Option<u32>; 2]) -> Result<Option<usize>, Error> {
        let levels = [self.scale.likelihood(), self.scale.impact()];
        let mut product = Some(1);
        for (column, levels) in axes.into_iter().zip(levels) {
            let cell = row.cells.iter().find(|cell| Some(cell.column) == column);
            let text = match cell {
                Some(cell) => self.text_of(cell)?.unwrap_or_default(),
                None => String::new(),
            };
            let level = levels.find(&text).map(|level| level.position() + 1);
            let number = text.trim().parse().ok().or(level);
            product = product
                .zip(number)
                .and_then(|(product, number)| number.checked_mul(product));
        }
        Ok(product)
    }

    /// What a cell shows.
    fn text_of(&self, cell: &RawCell) -> Result<Option<String>, Error> {
        let mut formats = CellFormats::new(Vec::new(), false);
        let pieces = self.pieces(cell, &mut formats)?;
        let format = format_number(cell.style.as_deref());
        let look = (
            self.dates(format, Some(cell)),
            self.shows(cell.column, format),
        );
        Ok(shown(cell, &pieces, None, look))
    }
}
