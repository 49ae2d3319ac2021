//! What an update leaves as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use zip::{CompressionMethod, ZipArchive};

use super::beside::assert_beside;
use super::moved::{moved, without_formulas};
use super::told::Told;
use crate::update_checker::places::Place;
use crate::update_checker::{Book, Element, Grid, Package, Part, folded, text};

/// Asserts that a workbook has become another one by changes of the cells and parts that are told,
/// and of nothing else.
pub fn assert_untouched(before: &[u8], after: &[u8], told: &Told) {
    let old_package = Package::open(before).expect("it is a package");
    let new_package = Package::open(after).expect("it is a package");
    let old = Book::open(&old_package).expect("it is a workbook");
    let new = Book::open(&new_package).expect("it is a workbook");
    let changeable = Changeable::of(&old, told);
    assert_parts(before, after, told, &changeable);
    for (old, new) in old.sheets.iter().zip(&new.sheets) {
        let old_text = xml(&old_package, &old.part);
        let new_text = xml(&new_package, &new.part);
        if old_text == new_text {
            continue;
        }
        let (old_grid, new_grid) = (Grid::of(old), Grid::of(new));
        let cells = told.cells_of(old);
        let moved = moved(&old_grid, &new_grid, told);
        let (old_cells, new_cells) = ((&old_grid, &*old_text), (&new_grid, &*new_text));
        assert_cells(old_cells, new_cells, &cells, &moved);
        assert_beside((old, &old_text), (new, &new_text), told);
    }
    assert_others(&old_package, &new_package, &changeable);
}

/// A part as it stands in the archive.
#[derive(PartialEq)]
struct Entry {
    name: String,
    method: CompressionMethod,
    /// Not unpacked.
    bytes: Vec<u8>,
}

fn entries(workbook: &[u8]) -> Vec<Entry> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("it is an archive");
    let entries = (0..archive.len()).map(|index| {
        let mut entry = archive.by_index_raw(index).expect("there is a part");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("it can be read");
        Entry {
            name: entry.name().expect("it has a name").into_owned(),
            method: entry.compression(),
            bytes,
        }
    });
    entries.collect()
}

/// The parts that an update may change, by what they are.
struct Changeable {
    workbook: String,
    strings: Option<String>,
    /// That it has just the formulas is a matter of the checker.
    chain: Option<String>,
    tables: Vec<String>,
    /// The sheets with cells that are told.
    sheets: Vec<String>,
}

impl Changeable {
    fn of(book: &Book<'_>, told: &Told) -> Self {
        let name = |part: &Part<'_>| part.name.clone();
        let related = book.sheets.iter().flat_map(|sheet| &sheet.relationships);
        let tables = related.filter(|one| one.kind == "table");
        let sheets = book.sheets.iter();
        let sheets = sheets.filter(|sheet| !told.cells_of(sheet).is_empty());
        Self {
            workbook: book.part.clone(),
            strings: book.shared.as_ref().map(name),
            chain: book.calc_chain.as_ref().map(name),
            tables: tables.map(|table| table.target.clone()).collect(),
            sheets: sheets.map(|sheet| sheet.part.clone()).collect(),
        }
    }

    fn has(&self, part: &str) -> bool {
        let others = self.strings.iter().chain(&self.chain);
        let mut all = others.chain(&self.tables).chain([&self.workbook]);
        all.any(|known| folded(known) == folded(part)) || self.has_sheet(part)
    }

    fn has_sheet(&self, part: &str) -> bool {
        self.sheets
            .iter()
            .any(|known| folded(known) == folded(part))
    }
}

/// The parts are the same in the same order, and those that may not change, or that are not told,
/// have the same packed bytes.
fn assert_parts(before: &[u8], after: &[u8], told: &Told, changeable: &Changeable) {
    let (old, new) = (entries(before), entries(after));
    let names = |entries: &[Entry]| -> Vec<String> {
        entries.iter().map(|entry| entry.name.clone()).collect()
    };
    assert_eq!(names(&old), names(&new), "the parts differ");
    for (old, new) in old.iter().zip(&new) {
        if old == new {
            continue;
        }
        let name = &old.name;
        assert!(changeable.has(name), "{name} has changed");
        let is_told = told.has_part(name) || changeable.has_sheet(name);
        assert!(is_told, "{name} has changed and is not told");
    }
}

fn xml(package: &Package, part: &str) -> String {
    text(package.content(part).expect("the part is there")).expect("it is text")
}

/// Cells that are not told, and rows without any that is, are the same to the byte, but for the formulas of those in
/// which a shared one begins now. A row with some may get others that are empty, in the look of the row above.
fn assert_cells(
    old: (&Grid<'_>, &str),
    new: (&Grid<'_>, &str),
    told: &BTreeSet<Place>,
    moved: &BTreeSet<Place>,
) {
    let is_row_told = |row| told.iter().any(|place| place.row == row);
    let unmoved = |(grid, text): (&Grid<'_>, &str), element: &Element| {
        let cells = moved.iter().filter_map(|place| grid.cells.get(place));
        let cells: Vec<&Element> = cells.map(|cell| cell.element).collect();
        without_formulas((element, text), &cells)
    };
    let xml = |of: (&Grid<'_>, &str), place: &Place| {
        let cell = of.0.cells.get(place)?;
        Some(unmoved(of, cell.element))
    };
    let places = old.0.cells.keys().chain(new.0.cells.keys());
    for place in places.filter(|place| !told.contains(place)) {
        let cell = new.0.cells.get(place);
        let is_empty = cell.is_some_and(|cell| !cell.has_content());
        if !(is_empty && is_row_told(place.row) && !old.0.cells.contains_key(place)) {
            assert_eq!(xml(old, place), xml(new, place), "{place} has changed");
        }
    }
    let rows: BTreeMap<u32, &Element> = new.0.rows.iter().copied().collect();
    let untold = old.0.rows.iter().filter(|(row, _)| !is_row_told(*row));
    for (number, row) in untold {
        let after = rows.get(number).map(|row| unmoved(new, row));
        let is_same = Some(unmoved(old, row)) == after;
        assert!(is_same, "row {number} has changed");
    }
}

/// The tag of an element, and the elements in it but for those of some names, are the same to the
/// byte.
fn assert_children(old: (&Element, &str), new: (&Element, &str), may_change: &[&str]) {
    let tag =
        |(element, text): (&Element, &str)| text[element.span.start..element.tag_end].to_owned();
    assert_eq!(tag(old), tag(new), "a tag has changed");
    let others = |(element, text): (&Element, &str)| -> Vec<String> {
        let others = element.children.iter();
        let others = others.filter(|child| !may_change.contains(&child.name.as_str()));
        others
            .map(|child| text[child.span.clone()].to_owned())
            .collect()
    };
    let (old, new) = (others(old), others(new));
    // What differs first is told by itself: all is much.
    for (old, new) in old.iter().zip(&new) {
        assert_eq!(old, new, "what stands beside has changed");
    }
    assert_eq!(old.len(), new.len(), "what stands beside has come or gone");
}

/// Of the other parts that may change, what has nothing to do with an update is the same.
fn assert_others(old: &Package, new: &Package, changeable: &Changeable) {
    fn whole<'p>(package: &'p Package, part: &str) -> (&'p Element, String) {
        (package.tree(part).expect("it is XML"), xml(package, part))
    }
    let part = &changeable.workbook;
    let ((old_root, old_text), (new_root, new_text)) = (whole(old, part), whole(new, part));
    let may_change = ["calcPr", "definedNames"];
    assert_children((old_root, &old_text), (new_root, &new_text), &may_change);
    let items = |(root, text): (&Element, String), but: &str| -> Vec<String> {
        let items = root.children.iter().filter(|child| child.name != but);
        items
            .map(|child| text[child.span.clone()].to_owned())
            .collect()
    };
    for table in &changeable.tables {
        let [old, new] = [old, new].map(|package| items(whole(package, table), "autoFilter"));
        assert_eq!(old, new, "{table} has changed");
    }
    // Strings are numbered: others are added behind them.
    if let Some(strings) = &changeable.strings {
        let [old, new] = [old, new].map(|package| items(whole(package, strings), "extLst"));
        assert!(new.starts_with(&old), "{strings} has lost something");
    }
}
