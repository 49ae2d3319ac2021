//! Which column headed `Finding` has the questions of reviews that risks were drafted from: that header is over what
//! can go wrong in many sheets.

use super::Column;
use crate::record::RiskField;
use crate::register::is_of_review;
use crate::workbook::grid::Grid;
use crate::workbook::recognise::meaning::{Meaning, Strength};
use crate::workbook::recognise::phrases::own_field;

/// Whether most of what stands in a column below its header is the question of a review; `None` where nothing stands
/// there.
pub(super) fn has(grid: &Grid, header_row: u32, column: u32) -> Option<bool> {
    let below = grid.cells.iter().filter(|cell| cell.row > header_row);
    let cells = below.filter(|cell| cell.column == column && !cell.is_blank);
    let (mut filled, mut of_reviews) = (0_usize, 0_usize);
    for cell in cells {
        filled += 1;
        of_reviews += usize::from(
            grid.text(cell)
                .is_some_and(|text| is_of_review(text.trim())),
        );
    }
    (filled > 0).then_some(2 * of_reviews > filled)
}

/// Takes such a column for that of the field, where another one describes the risks.
pub(super) fn mark(grid: &Grid, header_row: u32, columns: &mut [Column]) {
    let described = Meaning::Field(RiskField::Description, Strength::Sure);
    let is_headed = |column: &Column| own_field(&column.text.text) == Some(RiskField::Finding);
    let describes = |column: &Column| column.header.meaning == described && !is_headed(column);
    if !columns.iter().any(describes) {
        return;
    }
    let headed = columns.iter_mut().filter(|column| is_headed(column));
    for column in headed {
        if has(grid, header_row, column.text.column) == Some(true) {
            let meaning = Meaning::Field(RiskField::Finding, Strength::Sure);
            column.header = column.header.clone().with_meaning(meaning);
        }
    }
}
