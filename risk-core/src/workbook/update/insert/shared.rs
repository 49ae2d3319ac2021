//! Formulas that cells share, as far as an insertion takes them apart: each cell then has its own.

use std::collections::{HashMap, HashSet};

use super::NewRows;
use crate::error::Error;
use crate::workbook::grid::cell_position;
use crate::workbook::package::{Xml, attribute, local, parsed};
use crate::workbook::update::formula::{pushed_down, shifted};

/// A formula that cells share: the row and the column of the first of them, and its text.
pub(super) type Shared = (u32, u32, String);

/// The formula as a cell that shares it has it; `None` where a reference would leave the sheet.
pub(super) fn of_cell(shared: &Shared, (row, column): (u32, u32)) -> Option<String> {
    let rows = i64::from(row) - i64::from(shared.0);
    let columns = i64::from(column) - i64::from(shared.1);
    shifted(&shared.2, rows, columns)
}

/// The shared formulas of a sheet that some of their cells cannot share any more, by their numbers.
pub(super) fn taken_apart(
    (part, text): (&str, &str),
    is_home: bool,
    rows: &NewRows,
    depth: u64,
) -> Result<HashMap<u32, Shared>, Error> {
    let mut known: HashMap<u32, Shared> = HashMap::new();
    if !text.contains("shared") {
        return Ok(known);
    }
    let mut apart: HashSet<u32> = HashSet::new();
    let mut place = Place::default();
    let mut xml = Xml::new(part, text, depth);
    while let Some(element) = xml.next_start()? {
        place.reach(&element);
        let number = parsed(&element, "si").filter(|_| local(&element) == "f");
        let Some(number) = number else {
            continue;
        };
        let (row, column) = place.cell();
        let mut formula = String::new();
        xml.append_text(&mut formula)?;
        let shared = known.entry(number).or_insert((row, column, formula));
        let own = of_cell(shared, (row, column));
        let is_moved = is_home && row >= rows.at;
        if is_moved || own.is_some_and(|own| pushed_down(&own, is_home, rows).is_some()) {
            apart.insert(number);
        }
    }
    known.retain(|number, _| apart.contains(number));
    Ok(known)
}

/// The cell that a reader of a sheet has reached.
#[derive(Debug, Default)]
pub(super) struct Place {
    row: u32,
    column: u32,
}

impl Place {
    /// Goes on to an element that starts.
    pub fn reach(&mut self, element: &quick_xml::events::BytesStart<'_>) {
        match local(element) {
            "row" => {
                self.row = parsed(element, "r").unwrap_or(self.row + 1);
                self.column = 0;
            }
            "c" => {
                let stated = attribute(element, "r").and_then(|cell| cell_position(&cell));
                self.column = stated.map_or(self.column + 1, |(_, column)| column);
            }
            _ => {}
        }
    }

    /// Its row and its column.
    pub fn cell(&self) -> (u32, u32) {
        (self.row, self.column)
    }
}
