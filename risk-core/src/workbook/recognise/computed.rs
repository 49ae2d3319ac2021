//! Rows of nothing but formulas: those that show a record of another sheet, and those that wait for somebody's input.

use super::table::{Role, Table};
use crate::record::{ComponentField, Field, RiskField};
use crate::workbook::grid::{Cell, Grid, Value};

/// The cell that describes the record which the formulas of a row show, beside two more fields at least. Formulas that wait
/// for input, or that sum up, have results, too, such as the next reference or the lowest level, but hardly so many.
pub(in crate::workbook) fn described<'c>(
    grid: &Grid,
    table: &Table,
    cells: &'c [Cell],
) -> Option<&'c Cell> {
    let field = |cell: &Cell| match table.role(cell.column) {
        Some(Role::Field(field)) => Some(*field),
        Some(Role::Extra(_) | Role::Derived(_)) | None => None,
    };
    let is_description = |cell: &&Cell| {
        let field = field(cell);
        let describes = field == Some(Field::Risk(RiskField::Description))
            || field == Some(Field::Component(ComponentField::Name));
        describes && grid.text(cell).is_some_and(has_words)
    };
    let is_more = |cell: &&Cell| {
        let is_reference = field(cell) == Some(Field::Risk(RiskField::Reference));
        field(cell).is_some() && !is_reference && !is_description(cell) && has_result(grid, cell)
    };
    let mut own = cells
        .iter()
        .filter(|cell| cell.is_formula && !cell.is_merged);
    let more = own.clone().filter(is_more).count();
    own.find(is_description).filter(|_| more > 1)
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// Whether a formula has more of a result than one that refers to an empty cell.
fn has_result(grid: &Grid, cell: &Cell) -> bool {
    match grid.value(cell) {
        Some(Value::Number(number)) => *number != 0.0,
        Some(Value::Error(_)) => false,
        _ => !cell.is_blank,
    }
}
