//! Dates in cells that show none: they get the format of the other dates of their column.

use super::cell::format_number;
use super::content::Dates;
use super::plan::CellPlan;
use super::rows::RawCell;
use super::sheet::SheetUpdate;
use crate::error::Error;
use crate::register::{ExtraValue, Stated};
use crate::workbook::number_format::Shows;
use crate::workbook::wanted::Wanted;

impl SheetUpdate<'_, '_> {
    /// The format of the nearest date of the column, for a blank cell that is to have a date and would not show it as
    /// one; `None` where the cell keeps its own.
    pub fn style_of_date(
        &mut self,
        row: u32,
        plan: &CellPlan<'_>,
        old: Option<&RawCell>,
        style: Option<&str>,
    ) -> Result<Option<String>, Error> {
        let is_date = matches!(
            plan.wanted,
            Wanted::Date(Some(Stated::Known(_))) | Wanted::Value(Some(ExtraValue::DateTime(_)))
        );
        let is_blank = old.is_none_or(RawCell::is_blank);
        let shows_dates = self.dates(format_number(style), old) != Dates::Text;
        if !is_date || !is_blank || shows_dates {
            return Ok(None);
        }
        if !self.date_styles.contains_key(&plan.column) {
            let styles = self.styles_of_dates(plan.column)?;
            self.date_styles.insert(plan.column, styles);
        }
        let styles = self.date_styles.get(&plan.column).into_iter().flatten();
        let nearest = styles.min_by_key(|(other, _)| other.abs_diff(row));
        Ok(nearest.map(|(_, style)| style.clone()))
    }

    /// The rows of the records that have a date in a column, and its format.
    fn styles_of_dates(&self, column: u32) -> Result<Vec<(u32, String)>, Error> {
        let mut styles = Vec::new();
        for number in &self.source.rows {
            let row = self.row(*number)?;
            let mut cells = row.into_iter().flat_map(|row| row.cells);
            let Some(cell) = cells.find(|cell| cell.column == column) else {
                continue;
            };
            let is_number = matches!(cell.kind.as_str(), "" | "n" | "d") && cell.value.is_some();
            let shows = |style: &String| {
                let number = format_number(Some(style));
                *self.package.fonts.styles.shows(number) == Shows::Date
            };
            let style = cell.style.filter(|style| is_number && shows(style));
            styles.extend(style.map(|style| (*number, style)));
        }
        Ok(styles)
    }
}
