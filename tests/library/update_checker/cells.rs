//! Rows and cells stand in order and once, within the dimension, with formats that there are.

use super::book::{Book, Grid};
use super::places::Range;
use super::problem;

pub fn problems(book: &Book<'_>, grid: &Grid<'_>) -> Vec<String> {
    let mut told = grid.problems.clone();
    let mut tell = |what: String| told.push(problem(&grid.sheet.part, what));
    let root = &grid.sheet.root;
    if let Some(stated) = root.first("dimension").and_then(|d| d.get("ref")) {
        match Range::parse(stated) {
            None => tell(format!("the dimension {stated:?} is no range")),
            Some(range) => {
                let outside = grid.cells.keys().filter(|place| !range.has(**place));
                outside.for_each(|place| tell(format!("{place} is outside of {stated}")));
            }
        }
    }
    // Without styles there is the one format that a cell without a number has.
    let formats = book.styles("cellXfs").unwrap_or(1);
    let is_known = |stated: Option<&str>| {
        let number = |text: &str| text.parse().is_ok_and(|format: usize| format < formats);
        stated.is_none_or(number)
    };
    for cell in grid.cells.values() {
        if !is_known(cell.element.get("s")) {
            tell(format!("{} has a format that is none", cell.place));
        }
    }
    for (number, row) in &grid.rows {
        if !is_known(row.get("s")) {
            tell(format!("row {number} has a format that is none"));
        }
    }
    let columns = root
        .first("cols")
        .into_iter()
        .flat_map(|cols| cols.each("col"));
    for column in columns.filter(|column| !is_known(column.get("style"))) {
        let number = column.get("min").unwrap_or_default();
        tell(format!("column {number} has a format that is none"));
    }
    told
}
