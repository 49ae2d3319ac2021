//! Cells have strings that there are, which are counted right, and none is longer than a cell
//! holds.

use super::book::{Book, Grid};
use super::problem;

/// The most UTF-16 units that a cell holds.
const LONGEST: usize = 32_767;

pub fn problems(book: &Book<'_>, grids: &[Grid<'_>]) -> Vec<String> {
    let mut problems = of_table(book, grids);
    for grid in grids {
        problems.extend(of_sheet(book, grid));
    }
    problems
}

fn of_table(book: &Book<'_>, grids: &[Grid<'_>]) -> Vec<String> {
    let Some(shared) = &book.shared else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    let uses = grids.iter().flat_map(|grid| grid.cells.values());
    let uses = uses.filter(|cell| cell.kind() == "s").count();
    for (name, count) in [("uniqueCount", book.texts.len()), ("count", uses)] {
        if let Some(stated) = shared
            .root
            .get(name)
            .filter(|stated| *stated != count.to_string())
        {
            let what = format!("{name} is {stated} and should be {count}");
            problems.push(problem(&shared.name, what));
        }
    }
    for (number, text) in book.texts.iter().enumerate() {
        if is_too_long(text) {
            problems.push(problem(
                &shared.name,
                format!("string {number} is too long"),
            ));
        }
    }
    problems
}

fn of_sheet(book: &Book<'_>, grid: &Grid<'_>) -> Vec<String> {
    let mut problems = Vec::new();
    for cell in grid.cells.values() {
        let place = cell.place;
        let mut tell = |what: &str| {
            problems.push(problem(&grid.sheet.part, format!("{place} {what}")));
        };
        let text = book.text(cell);
        match cell.kind() {
            // What it holds is told where it stands, in the table.
            "s" if text.is_some() => {}
            "s" if cell.element.first("v").is_none() => {}
            "s" => tell("has a string that is none"),
            _ if text.is_some_and(|text| is_too_long(&text)) => tell("has a text that is too long"),
            _ => {}
        }
    }
    problems
}

fn is_too_long(text: &str) -> bool {
    text.len() > LONGEST && text.encode_utf16().count() > LONGEST
}
