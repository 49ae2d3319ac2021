//! A table is headed as its columns are called, and no other one stands in it.

use super::book::{Book, Grid, decoded};
use super::package::Package;
use super::places::{Place, Range};
use super::tree::Element;
use super::{problem, repeated};

pub struct Tables<'b> {
    package: &'b Package,
    book: &'b Book<'b>,
    /// The names in capitals and the numbers of the tables that were looked at: each is there once
    /// in the workbook.
    seen: Vec<(&'static str, String)>,
}

impl<'b> Tables<'b> {
    pub fn new(package: &'b Package, book: &'b Book<'b>) -> Self {
        let seen = Vec::new();
        Self {
            package,
            book,
            seen,
        }
    }

    /// What is wrong with the tables of a sheet.
    pub fn problems(&mut self, grid: &Grid<'_>) -> Vec<String> {
        let mut told = Vec::new();
        let mut ranges: Vec<(String, Range)> = Vec::new();
        let relationships = grid.sheet.relationships.iter();
        for one in relationships.filter(|one| one.kind == "table") {
            let part = &one.target;
            // That it cannot be read is told of all parts.
            let Ok(table) = self.package.tree(part) else {
                continue;
            };
            let mut tell = |what: String| told.push(problem(part, what));
            for attribute in ["displayName", "id"] {
                let value = table.get(attribute).unwrap_or_default().to_uppercase();
                if self.seen.contains(&(attribute, value.clone())) {
                    tell(format!("another table has its {attribute} {value}"));
                }
                self.seen.push((attribute, value));
            }
            let stated = table.get("ref").unwrap_or_default();
            let Some(range) = Range::parse(stated) else {
                tell(format!("it is about {stated:?}, which is no range"));
                continue;
            };
            for (other, _) in ranges.iter().filter(|(_, other)| other.overlaps(&range)) {
                tell(format!("{range} overlaps {other}"));
            }
            ranges.push((part.clone(), range));
            self.of_table(table, range, grid).into_iter().for_each(tell);
        }
        told
    }

    fn of_table(&self, table: &Element, range: Range, grid: &Grid<'_>) -> Vec<String> {
        let mut told = Vec::new();
        if let Some(filter) = table.first("autoFilter") {
            let stated = filter.get("ref").unwrap_or_default();
            if !Range::parse(stated).is_some_and(|filter| filter.is_within(&range)) {
                told.push(format!("its filter {stated} is not within {range}"));
            }
        }
        let columns = table.all("tableColumn").into_iter();
        let names = columns.map(|column| decoded(column.get("name").unwrap_or_default()));
        let names: Vec<String> = names.collect();
        for name in repeated(names.iter().map(|name| name.to_uppercase())) {
            told.push(format!("two of its columns are called {name}"));
        }
        if names.len() != (range.first.column..=range.last.column).count() {
            told.push(format!(
                "it has {} columns and is about {range}",
                names.len()
            ));
        }
        if table.get("headerRowCount") == Some("0") {
            return told;
        }
        for (name, column) in names.iter().zip(range.first.column..) {
            let place = Place::new(range.first.row, column);
            let header = grid.cells.get(&place).and_then(|cell| self.book.text(cell));
            if header.as_ref() != Some(name) {
                let header = header.unwrap_or_default();
                told.push(format!("{place} is {header:?} and its column {name:?}"));
            }
        }
        told
    }
}
