//! Blank cells that mean what the one above has.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::grid::{Cell, Grid};
use super::limits::Limits;
use super::recognise::Table;
use crate::error::Error;
use crate::question::{Answer, Question};
use crate::record::RiskField;
use crate::record::text::quote;
use crate::register::representable::says_total;

/// Asks about fields that were specified to be filled down, and of which no column is there.
pub(super) fn without_column(
    grid: &Grid,
    table: &Table,
    fields: &BTreeSet<RiskField>,
    questions: &[Question],
) -> Vec<Question> {
    let may_have = |field: &RiskField| {
        let is_asked = questions.iter().any(|question| question.is_of(*field));
        is_asked || table.column(*field).is_some()
    };
    let without = fields.iter().filter(|field| !may_have(field));
    let questions = without.map(|field| {
        let what = format!("no column has the {field}, which was specified to be filled down");
        let answer =
            format!("give the column of the {field}, or fill down the fields that have one");
        Question {
            text: format!("in the sheet {} {what}", quote(&grid.name)),
            answers: vec![Answer::Words(answer)],
        }
    });
    questions.collect()
}

/// Gives blank cells of some fields what stands above them.
pub(super) fn fill_down(
    grid: &mut Rc<Grid>,
    table: &Table,
    fields: &BTreeSet<RiskField>,
    limits: Limits,
) -> Result<(), Error> {
    let columns: Vec<u32> = fields
        .iter()
        .filter_map(|field| table.column(*field))
        .collect();
    if columns.is_empty() {
        return Ok(());
    }
    let mut filled: Vec<Cell> = Vec::new();
    let mut above: Vec<Option<Cell>> = vec![None; columns.len()];
    let description = table.column(RiskField::Description);
    for cells in grid.rows().filter(|cells| table.has_row(cells[0].row)) {
        // What describes no risk is a heading or a total, which has no component.
        let described = cells.iter().find(|cell| Some(cell.column) == description);
        let described = described.filter(|cell| !cell.is_blank);
        let is_risk = described.is_some_and(|cell| !says_total(&grid.display(cell)));
        for (column, above) in columns.iter().zip(&mut above) {
            let own = cells.iter().find(|cell| cell.column == *column);
            match own.filter(|cell| !cell.is_blank) {
                Some(cell) => *above = Some(*cell),
                // What its formula gives is not known, nor what the rows below it are of.
                None if grid.is_unresolved(cells[0].row, *column) => *above = None,
                None => filled.extend(above.filter(|_| is_risk).map(|cell| Cell {
                    row: cells[0].row,
                    is_merged: true,
                    ..cell
                })),
            }
        }
    }
    let grid = Rc::make_mut(grid);
    grid.cells
        .retain(|cell| !(cell.is_blank && columns.contains(&cell.column)));
    grid.cells.append(&mut filled);
    grid.order()?;
    grid.check_size(limits)?;
    grid.check_texts(limits)
}
