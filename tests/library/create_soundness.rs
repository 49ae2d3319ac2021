//! What a program that opens a workbook relies on, and would complain about.

use std::collections::BTreeSet;

use crate::create_package::{Element, Package};
use crate::update_checker::places::Place;
use crate::update_checker::{ending, problems};

/// Panics where a program would have something to complain about, and where what was written is
/// not as tidy as it is to be.
pub fn assert_sound(workbook: &[u8]) {
    assert_eq!(problems(workbook), [""; 0]);
    let package = Package::open(workbook);
    assert_declared(&package);
    assert_shared(&package);
    let book = package.part("xl/workbook.xml");
    for number in 1..=book.all("sheet").len() {
        assert_dimension(&package, number);
        assert_beside(&package, number);
    }
}

fn assert_distinct<T: Ord + std::fmt::Debug>(what: &str, all: impl Iterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for one in all {
        let shown = format!("{one:?}");
        assert!(seen.insert(one), "{what} repeat {shown}");
    }
}

/// Every part but those of relationships is declared by itself.
fn assert_declared(package: &Package) {
    let types = package.part("[Content_Types].xml");
    let declared = types
        .all("Override")
        .into_iter()
        .map(|part| part.get("PartName").to_owned());
    let declared: BTreeSet<String> = declared.collect();
    let parts = package.names().filter(|part| ending(part) == "xml");
    for part in parts {
        let is_declared = declared.contains(&format!("/{part}"));
        assert!(
            is_declared || part == "[Content_Types].xml",
            "{part} has no type"
        );
    }
}

/// Shared strings are counted, and none stands there twice.
fn assert_shared(package: &Package) {
    let shared = package.part("xl/sharedStrings.xml");
    assert!(!shared.get("uniqueCount").is_empty() && !shared.get("count").is_empty());
    let xml = package.text("xl/sharedStrings.xml");
    let items: Vec<&str> = xml.split("<si>").skip(1).collect();
    assert_distinct("shared strings", items[..items.len() - 1].iter());
}

/// Rows and cells say where they stand, the last ones where the dimension ends, and cells with
/// shared texts have one.
fn assert_dimension(package: &Package, number: usize) {
    let sheet = package.sheet(number);
    let dimension = sheet.first("dimension").expect("there is a dimension");
    let last = dimension.get("ref").rsplit(':').next();
    let rows = sheet.all("row");
    let last_row = rows.last().map_or(1, |row| row.number("r"));
    assert_eq!(position(last.expect("there is a last part")).1, last_row);
    for row in rows {
        assert!(!row.get("r").is_empty(), "{row:?} has no number");
    }
    for cell in sheet.all("c") {
        assert!(!cell.get("r").is_empty(), "{cell:?} has no reference");
        let has_value = cell.get("t") != "s" || cell.first("v").is_some();
        assert!(has_value, "{cell:?} has no text");
    }
}

/// The column and the row of a reference, counted from 1.
pub fn position(reference: &str) -> (usize, usize) {
    let place = Place::parse(reference);
    let place = place.unwrap_or_else(|| panic!("{reference:?} is no reference"));
    (place.column as usize, place.row as usize)
}

/// What else stands on a sheet is about single ranges, once, and rules come one after another.
fn assert_beside(package: &Package, number: usize) {
    let sheet = package.sheet(number);
    for (name, attribute) in [
        ("mergeCell", "ref"),
        ("hyperlink", "ref"),
        ("dataValidation", "sqref"),
        ("conditionalFormatting", "sqref"),
    ] {
        let all = sheet.all(name).into_iter();
        let ranges = all.map(|element: &Element| element.get(attribute));
        let ranges: Vec<&str> = ranges.collect();
        assert_distinct(name, ranges.iter());
        let ends = ranges.iter().flat_map(|range| range.split(':'));
        ends.for_each(|end| _ = position(end));
    }
    let rules = sheet.all("cfRule");
    assert_distinct(
        "priorities",
        rules.iter().map(|rule| rule.number("priority")),
    );
    for rule in rules {
        assert!(!rule.get("dxfId").is_empty(), "{rule:?} has no look");
    }
    for link in sheet.all("hyperlink") {
        assert!(!link.get("id").is_empty(), "{link:?} leads nowhere");
    }
}
