//! What stands beside the cells of a sheet is about ranges, and merged cells hide nothing.

use super::book::{Book, Grid};
use super::places::{Place, Range};
use super::problem;

/// Elements and their attributes that name one range, or several between spaces.
const ONE: [(&str, &str); 3] = [
    ("mergeCell", "ref"),
    ("hyperlink", "ref"),
    ("autoFilter", "ref"),
];
const SEVERAL: [(&str, &str); 3] = [
    ("dataValidation", "sqref"),
    ("conditionalFormatting", "sqref"),
    ("ignoredError", "sqref"),
];

pub fn problems(book: &Book<'_>, grid: &Grid<'_>) -> Vec<String> {
    let mut told = of_references(grid);
    told.extend(of_merges(grid));
    let formats = book.styles("dxfs").unwrap_or(0);
    for rule in grid.sheet.root.all("cfRule") {
        let format = rule.get("dxfId");
        if format.is_some_and(|format| !format.parse().is_ok_and(|number: usize| number < formats))
        {
            let what = "a conditional format has a look that is none";
            told.push(problem(&grid.sheet.part, what));
        }
    }
    told
}

fn of_references(grid: &Grid<'_>) -> Vec<String> {
    let root = &grid.sheet.root;
    let mut told = Vec::new();
    let mut tell = |name: &str, stated: &str| {
        let what = format!("a {name} is about {stated:?}, which is no range");
        told.push(problem(&grid.sheet.part, what));
    };
    for (name, attribute) in ONE {
        for stated in root
            .all(name)
            .into_iter()
            .filter_map(|one| one.get(attribute))
        {
            if Range::parse(stated).is_none() {
                tell(name, stated);
            }
        }
    }
    for (name, attribute) in SEVERAL {
        for element in root.all(name) {
            // Those of later editions have it as an element.
            let within = element.first(attribute).map(|within| within.text.as_str());
            let stated = element.get(attribute).or(within).unwrap_or_default();
            let mut ranges = stated.split_whitespace().peekable();
            if ranges.peek().is_none() || ranges.any(|range| Range::parse(range).is_none()) {
                tell(name, stated);
            }
        }
    }
    told
}

fn of_merges(grid: &Grid<'_>) -> Vec<String> {
    let merges = grid.sheet.root.all("mergeCell").into_iter();
    let merges: Vec<Range> = merges
        .filter_map(|one| Range::parse(one.get("ref")?))
        .collect();
    let mut told = Vec::new();
    let mut tell = |what: String| told.push(problem(&grid.sheet.part, what));
    for (number, range) in merges.iter().enumerate() {
        for other in merges[..number]
            .iter()
            .filter(|other| other.overlaps(range))
        {
            tell(format!("the merged cells {range} overlap {other}"));
        }
        let rows = Place::new(range.first.row, 1)..=Place::new(range.last.row, u32::MAX);
        let cells = grid.cells.range(rows).map(|(_, cell)| cell);
        let hidden = cells.filter(|cell| {
            range.has(cell.place) && cell.place != range.first && cell.has_content()
        });
        hidden.for_each(|cell| tell(format!("the merged cells {range} hide {}", cell.place)));
    }
    told
}
