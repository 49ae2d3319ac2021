//! Rows of nothing but formulas: those that show a record of another sheet, and those that wait for somebody's input.

use super::table::{Role, Table};
use crate::record::{ComponentField, Field, RiskField};
use crate::workbook::grid::{Cell, Grid, Value};

/// What the formulas of a row show, where that describes a record: the cell that does, and whether it is one. Formulas that
/// wait for input, or that sum up, have results, too, such as the next reference or the lowest level.
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
        let is_description =
            |(field, cell): &(Field, &Cell)| DESCRIBES.contains(field) && !is_nothing(grid, cell);
        let (described, cell) = shown.clone().find(is_description)?;
        let more = shown.filter(|(field, cell)| {
            *field != described && !is_nothing(grid, cell) && !is_error(grid, cell)
        });
        let is_record = is_record((described, cell), &more.collect::<Vec<_>>(), grid);
        Some(Self { cell, is_record })
    }
}

/// What describes a record.
const DESCRIBES: [Field; 2] = [
    Field::Risk(RiskField::Description),
    Field::Component(ComponentField::Name),
];

/// Whether what describes a row, and what else its formulas show, is a record: a component by its name, a risk by its
/// component or two other fields. Where its description is no text, it has to have something that is one and names it, as a
/// sum has not; where it is an error, its reference.
fn is_record((described, cell): (Field, &Cell), more: &[(Field, &Cell)], grid: &Grid) -> bool {
    let has = |wanted: &[Field]| {
        let mut more = more.iter().filter(|(field, _)| wanted.contains(field));
        more.any(|(_, cell)| has_words(grid, cell))
    };
    let reference = Field::Risk(RiskField::Reference);
    let component = Field::Risk(RiskField::Component);
    if is_error(grid, cell) {
        return has(&[reference]);
    }
    let is_text = has_words(grid, cell);
    if described != Field::Risk(RiskField::Description) {
        return is_text || more.iter().any(|(_, cell)| has_words(grid, cell));
    }
    let others = || more.iter().filter(|(field, _)| *field != reference);
    let has_component = others().any(|(field, _)| *field == component);
    (has_component || others().count() > 1) && (is_text || has(&[reference, component]))
}

/// The cells of a row of nothing but formulas that show something: one that refers to an empty cell has 0.
pub(in crate::workbook) fn shown_cells(grid: &Grid, table: &Table, cells: &[Cell]) -> Vec<Cell> {
    let levels = [RiskField::Likelihood, RiskField::Impact].map(Field::Risk);
    let is_shown = |cell: &&Cell| match field(table, cell) {
        Some(field) => levels.contains(&field) || !is_nothing(grid, cell),
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

fn has_words(grid: &Grid, cell: &Cell) -> bool {
    let text = grid.text(cell);
    text.is_some_and(|text| text.chars().any(char::is_alphabetic))
}

fn is_error(grid: &Grid, cell: &Cell) -> bool {
    matches!(grid.value(cell), Some(Value::Error(_)))
}

/// Whether a formula has no more of a result than one that refers to an empty cell.
fn is_nothing(grid: &Grid, cell: &Cell) -> bool {
    match grid.value(cell) {
        Some(Value::Number(number)) => *number == 0.0,
        _ => cell.is_blank,
    }
}
