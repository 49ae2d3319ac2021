//! Shared formulas have a master, and the order of calculation has just the cells with formulas.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, Grid};
use super::places::{Place, Range};
use super::{problem, repeated};

/// What is wrong with the formulas of a sheet.
pub fn problems(grid: &Grid<'_>) -> Vec<String> {
    let mut masters: BTreeMap<&str, (Place, Option<Range>)> = BTreeMap::new();
    let mut told = Vec::new();
    let mut tell = |what: String| told.push(problem(&grid.sheet.part, what));
    let shared = || {
        let all = grid.formulas();
        all.filter(|(_, formula)| formula.get("t") == Some("shared"))
    };
    for (place, formula) in shared().filter(|(_, formula)| formula.get("ref").is_some()) {
        let range = formula.get("ref").and_then(Range::parse);
        let number = formula.get("si").unwrap_or_default();
        if !range.is_some_and(|range| range.has(place)) {
            tell(format!(
                "{place} shares its formula with a range that it is not in"
            ));
        }
        if formula.text.trim().is_empty() {
            tell(format!("{place} shares a formula that is empty"));
        }
        if let Some((first, _)) = masters.insert(number, (place, range)) {
            tell(format!("{place} shares formula {number}, as {first} does"));
        }
    }
    for (place, formula) in shared().filter(|(_, formula)| formula.get("ref").is_none()) {
        let number = formula.get("si").unwrap_or_default();
        match masters.get(number) {
            None => tell(format!(
                "{place} has the shared formula {number}, which is nowhere"
            )),
            Some((master, Some(range))) if !range.has(place) => {
                tell(format!(
                    "{place} has the formula of {master}, which is shared in {range}"
                ));
            }
            Some(_) => {}
        }
    }
    told
}

/// What is wrong with the order of calculation, if the workbook has one.
pub fn chain_problems(book: &Book<'_>, grids: &[Grid<'_>]) -> Vec<String> {
    let Some(chain) = &book.calc_chain else {
        return Vec::new();
    };
    let mut listed: Vec<(String, String)> = Vec::new();
    let mut sheet = String::new();
    for entry in chain.root.each("c") {
        // An entry that names no sheet is of that of the entry before.
        if let Some(id) = entry.get("i") {
            id.clone_into(&mut sheet);
        }
        let reference = entry.get("r").unwrap_or_default();
        listed.push((sheet.clone(), reference.to_owned()));
    }
    let formulas = grids.iter().flat_map(|grid| {
        let id = grid.sheet.id.clone();
        grid.formulas()
            .map(move |(place, _)| (id.clone(), place.to_string()))
    });
    let formulas: BTreeSet<(String, String)> = formulas.collect();
    let mut told = Vec::new();
    let mut tell = |(sheet, cell): &(String, String), what: &str| {
        told.push(problem(
            &chain.name,
            format!("{cell} of sheet {sheet} {what}"),
        ));
    };
    for entry in repeated(&listed) {
        tell(entry, "is there twice");
    }
    let listed: BTreeSet<(String, String)> = listed.into_iter().collect();
    for entry in listed.difference(&formulas) {
        tell(entry, "has no formula");
    }
    for entry in formulas.difference(&listed) {
        tell(entry, "has a formula and is not there");
    }
    told
}
