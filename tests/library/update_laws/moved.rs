//! A formula that cells share where the row that it begins in goes: it begins in the next cell that shares it.

mod tests;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::told::Told;
use crate::update_checker::places::{Place, Range};
use crate::update_checker::{Element, Grid, folded};

/// What may hold references: names of sheets, texts and words, each as a whole, so that `LOG10(` is none.
static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"'[^']*'|"[^"]*"|[\w.$\\]+[(!]?"#;
    Regex::new(pattern).expect("the pattern is valid")
});

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(\$?)([A-Z]{1,3})(\$?)([1-9][0-9]*)$";
    Regex::new(pattern).expect("the pattern is valid")
});

/// The cells of a sheet in which a formula begins that began in one above, after checking that it is the same one.
pub fn moved(old: &Grid<'_>, new: &Grid<'_>, told: &Told) -> BTreeSet<Place> {
    let part = folded(&old.sheet.part);
    let cells = told.cells_of(old.sheet);
    let areas = told.moved.iter().filter(|(of, _)| *of == part);
    areas
        .map(|(_, area)| {
            assert_moved(old, new, *area, &cells);
            area.first
        })
        .collect()
}

/// Only where a formula begins has changed: it is written there as it would be filled down, for the cells that are left.
fn assert_moved(old: &Grid<'_>, new: &Grid<'_>, area: Range, told: &BTreeSet<Place>) {
    let place = area.first;
    let formula = |grid: &Grid<'_>| -> Element {
        let cell = grid.cells.get(&place);
        let formula = cell.and_then(|cell| cell.element.first("f"));
        formula
            .unwrap_or_else(|| panic!("{place} has no formula"))
            .clone()
    };
    let (before, after) = (formula(old), formula(new));
    let number = before.get("si").unwrap_or_default();
    let attributes: BTreeSet<(&str, &str)> = before.attributes().collect();
    let expected = BTreeSet::from([("t", "shared"), ("si", number)]);
    assert_eq!(attributes, expected, "{place} shares no formula");
    let mut masters = old
        .formulas()
        .filter(|(_, master)| master.get("si") == Some(number) && master.get("ref").is_some());
    let (from, master) = masters.next().expect("it is shared");
    assert!(
        told.contains(&from),
        "{from} stays, and {place} took its formula"
    );
    let mut range = master.get("ref").and_then(Range::parse).expect("a range");
    range.first.row = place.row;
    let is_rest = area == range && range.first.column == range.last.column;
    assert!(is_rest, "{area} is not what {from} shared with {range}");
    let stated = after.get("ref").and_then(Range::parse);
    assert_eq!(stated, Some(area), "{place} shares with others");
    let attributes = after.attributes().filter(|(name, _)| *name != "ref");
    assert_eq!(attributes.collect::<BTreeSet<_>>(), expected, "{place}");
    assert_eq!(
        relative(&master.text, from),
        relative(&after.text, place),
        "{place} has another formula"
    );
}

/// A formula whose references say how far away they are.
fn relative(formula: &str, place: Place) -> String {
    let far = |word: &Captures<'_>| {
        let Some(parts) = REFERENCE.captures(&word[0]) else {
            return word[0].to_owned();
        };
        let plain = format!("{}{}", &parts[2], &parts[4]);
        let to = Place::parse(&plain).expect("it is a reference");
        let step = |is_absolute: bool, to: u32, from: u32| {
            if is_absolute {
                to.to_string()
            } else {
                format!("[{}]", i64::from(to) - i64::from(from))
            }
        };
        let row = step(!parts[3].is_empty(), to.row, place.row);
        let column = step(!parts[1].is_empty(), to.column, place.column);
        format!("R{row}C{column}")
    };
    WORDS.replace_all(formula, far).into_owned()
}

/// An element without the formulas of some cells, which are checked by themselves.
pub fn without_formulas((element, text): (&Element, &str), cells: &[&Element]) -> String {
    let formulas = cells.iter().filter_map(|cell| cell.first("f"));
    let mut xml = String::new();
    let mut from = element.span.start;
    for formula in formulas {
        if element.span.contains(&formula.span.start) {
            xml.push_str(&text[from..formula.span.start]);
            from = formula.span.end;
        }
    }
    xml.push_str(&text[from..element.span.end]);
    xml
}
