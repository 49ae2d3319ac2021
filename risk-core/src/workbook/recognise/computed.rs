//! Rows of nothing but formulas: those that show a record of another sheet, and those that wait for somebody's input.

use super::table::{Role, Table};
use crate::record::{ComponentField, Field, RiskField};
use crate::workbook::grid::{Cell, Grid, Value};

/// What the formulas of a row show, where that describes a record: the cell that does, and whether it is one: a component by its
/// name, a risk by its component or two other fields beside the description. Formulas that wait for input, or that sum up, have
/// results, too, such as the next reference or the lowest level.
pub(in crate::workbook) struct Computed<'c> {
    pub cell: &'c Cell,
    pub is_record: bool,
}

impl<'c> Computed<'c> {
    pub fn of(grid: &Grid, table: &Table, cells: &'c [Cell]) -> Option<Self> {
        let own = cells
            .iter()
            .filter(|cell| cell.is_formula && !cell.is_merged);
        let shown = own.filter_map(|cell| Some((field(table, cell)?, cell)));
        let is_description = |(field, cell): &(Field, &Cell)| {
            let describes = [
                Field::Risk(RiskField::Description),
                Field::Component(ComponentField::Name),
            ];
            describes.contains(field) && grid.text(cell).is_some_and(has_words)
        };
        let (described, cell) = shown.clone().find(is_description)?;
        let more = shown.filter(|(field, cell)| {
            let says_little = [described, Field::Risk(RiskField::Reference)];
            !says_little.contains(field) && has_result(grid, cell)
        });
        let more: Vec<Field> = more.map(|(field, _)| field).collect();
        let is_of_risk = described == Field::Risk(RiskField::Description);
        let is_record = match more.as_slice() {
            _ if !is_of_risk => true,
            [] => false,
            [only] => *only == Field::Risk(RiskField::Component),
            _ => true,
        };
        Some(Self { cell, is_record })
    }
}

/// The cells of a row of nothing but formulas that show something: one that refers to an empty cell has 0.
pub(in crate::workbook) fn shown(grid: &Grid, table: &Table, cells: &[Cell]) -> Vec<Cell> {
    let levels = [RiskField::Likelihood, RiskField::Impact].map(Field::Risk);
    let is_shown = |cell: &&Cell| match field(table, cell) {
        Some(field) => levels.contains(&field) || has_result(grid, cell),
        None => true,
    };
    cells.iter().filter(is_shown).copied().collect()
}

fn field(table: &Table, cell: &Cell) -> Option<Field> {
    match table.role(cell.column) {
        Some(Role::Field(field)) => Some(*field),
        Some(Role::Extra(_) | Role::Derived(_)) | None => None,
    }
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
