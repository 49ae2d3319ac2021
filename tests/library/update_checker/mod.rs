//! What a program that opens a workbook complains about, or silently gets wrong, and validators of
//! Open XML miss, because they look at each element by itself.
//!
//! It takes any package: parts are found through relationships, whatever they are called and
//! whatever prefix their elements have.

mod book;
mod cells;
mod formulas;
mod names;
mod package;
mod parts;
pub mod places;
mod ranges;
mod strings;
mod tables;
mod tests;
mod tree;

pub use book::{Book, Grid, Part, Sheet};
pub use package::{Package, ending, folded, text};
pub use tree::Element;

/// What is the matter with a workbook, each with its part. Nothing makes it panic.
pub fn problems(workbook: &[u8]) -> Vec<String> {
    let package = match Package::open(workbook) {
        Ok(package) => package,
        Err(problem) => return vec![problem],
    };
    let mut problems = parts::problems(&package);
    let book = match Book::open(&package) {
        Ok(book) => book,
        Err(problem) => {
            problems.push(problem);
            return problems;
        }
    };
    problems.extend(names::problems(&book));
    let grids: Vec<Grid<'_>> = book.sheets.iter().map(Grid::of).collect();
    problems.extend(strings::problems(&book, &grids));
    problems.extend(formulas::chain_problems(&book, &grids));
    let mut tables = tables::Tables::new(&package, &book);
    for grid in &grids {
        problems.extend(cells::problems(&book, grid));
        problems.extend(formulas::problems(grid));
        problems.extend(ranges::problems(&book, grid));
        problems.extend(tables.problems(grid));
    }
    problems
}

/// A problem of a part.
fn problem(part: &str, what: impl std::fmt::Display) -> String {
    format!("{part}: {what}")
}

/// What stands in a list more than once, each once.
fn repeated<T: Ord + Clone>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.into_iter().collect();
    all.sort();
    let pairs = all.windows(2).filter(|pair| pair[0] == pair[1]);
    let mut repeated: Vec<T> = pairs.map(|pair| pair[0].clone()).collect();
    repeated.dedup();
    repeated
}
