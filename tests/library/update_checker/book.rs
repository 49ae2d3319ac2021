//! What a workbook has: its sheets, what they share, and the cells of each.

use std::collections::BTreeMap;

use super::package::{Package, Relationship};
use super::places::Place;
use super::problem;
use super::tree::Element;

/// A workbook as far as it can be read. What cannot be is told by the rules about parts.
pub struct Book<'p> {
    pub part: String,
    pub root: &'p Element,
    pub sheets: Vec<Sheet<'p>>,
    pub shared: Option<Part<'p>>,
    pub styles: Option<Part<'p>>,
    pub calc_chain: Option<Part<'p>>,
    /// The texts that cells share.
    pub texts: Vec<String>,
}

/// A part with its outermost element.
pub struct Part<'p> {
    pub name: String,
    pub root: &'p Element,
}

/// A worksheet.
pub struct Sheet<'p> {
    /// The name on its tab.
    pub name: String,
    /// The number that the workbook gives it, whatever its place.
    pub id: String,
    pub part: String,
    pub root: &'p Element,
    pub relationships: Vec<Relationship>,
}

impl<'p> Book<'p> {
    pub fn open(package: &'p Package) -> Result<Self, String> {
        let part = package
            .related("", "officeDocument")
            .ok_or("the package has no workbook")?;
        let root = package.tree(&part).map_err(|error| problem(&part, error))?;
        let relationships = package.relationships(&part);
        let sheets = root.all("sheet").into_iter().filter_map(|sheet| {
            let id = sheet.get("id");
            let mut worksheets = relationships.iter().filter(|one| one.kind == "worksheet");
            let found = worksheets.find(|one| Some(one.id.as_str()) == id)?;
            Some(Sheet {
                name: sheet.get("name").unwrap_or_default().to_owned(),
                id: sheet.get("sheetId").unwrap_or_default().to_owned(),
                root: package.tree(&found.target).ok()?,
                relationships: package.relationships(&found.target),
                part: found.target.clone(),
            })
        });
        let sheets = sheets.collect();
        let related = |kind| {
            let found = relationships.iter().find(|one| one.kind == kind)?;
            let root = package.tree(&found.target).ok()?;
            let name = found.target.clone();
            Some(Part { name, root })
        };
        let shared: Option<Part<'_>> = related("sharedStrings");
        let texts = shared.iter().flat_map(|shared| shared.root.each("si"));
        Ok(Self {
            texts: texts.map(text).collect(),
            sheets,
            shared,
            styles: related("styles"),
            calc_chain: related("calcChain"),
            part,
            root,
        })
    }

    /// The text of a cell, if it has text.
    pub fn text(&self, cell: &Cell<'_>) -> Option<String> {
        let value = || cell.element.first("v").map(|value| value.text.as_str());
        match cell.kind() {
            "s" => self.texts.get(value()?.parse::<usize>().ok()?).cloned(),
            "inlineStr" => cell.element.first("is").map(text),
            "str" => value().map(decoded),
            _ => None,
        }
    }

    /// How many elements a list of the styles has; `None` where there are no styles.
    pub fn styles(&self, list: &str) -> Option<usize> {
        let list = self.styles.as_ref()?.root.first(list);
        Some(list.map_or(0, |list| list.children.len()))
    }
}

/// A cell where it stands.
#[derive(Clone, Copy)]
pub struct Cell<'b> {
    pub place: Place,
    pub element: &'b Element,
}

impl Cell<'_> {
    /// Its type; empty where it is a number.
    pub fn kind(&self) -> &str {
        self.element.get("t").unwrap_or_default()
    }

    /// Whether it has more than a format.
    pub fn has_content(&self) -> bool {
        let parts = ["v", "is", "f"];
        parts.iter().any(|part| self.element.first(part).is_some())
    }
}

/// The rows and cells of a sheet.
pub struct Grid<'b> {
    pub sheet: &'b Sheet<'b>,
    /// Row by row as they stand, each with its number. A row without one follows the row before.
    pub rows: Vec<(u32, &'b Element)>,
    pub cells: BTreeMap<Place, Cell<'b>>,
    /// What is wrong with where they stand.
    pub problems: Vec<String>,
}

impl<'b> Grid<'b> {
    pub fn of(sheet: &'b Sheet<'b>) -> Self {
        let mut grid = Self {
            sheet,
            rows: Vec::new(),
            cells: BTreeMap::new(),
            problems: Vec::new(),
        };
        let rows = sheet.root.first("sheetData").into_iter();
        let mut last = 0;
        for row in rows.flat_map(|data| data.each("row")) {
            let number = match row.get("r") {
                Some(_) => row.number("r").unwrap_or(0),
                None => last + 1,
            };
            if number == 0 {
                grid.tell(format!("there is no row {:?}", row.get("r")));
            } else if number <= last {
                grid.tell(format!("row {number} stands behind row {last}"));
            }
            last = number.max(last);
            grid.rows.push((number, row));
            grid.row(number, row);
        }
        grid
    }

    fn row(&mut self, number: u32, row: &'b Element) {
        let mut last = 0;
        for element in row.each("c") {
            let place = match element.get("r") {
                Some(reference) => Place::parse(reference),
                None => Some(Place::new(number, last + 1)),
            };
            let Some(place) = place else {
                self.tell(format!("there is no cell {:?}", element.get("r")));
                continue;
            };
            if place.row != number {
                self.tell(format!("{place} stands in row {number}"));
            } else if place.column <= last {
                let last = Place::new(number, last);
                self.tell(format!("{place} stands behind {last}"));
            }
            last = place.column.max(last);
            self.cells.insert(place, Cell { place, element });
        }
    }

    fn tell(&mut self, what: String) {
        self.problems.push(problem(&self.sheet.part, what));
    }

    /// The cells with formulas.
    pub fn formulas(&self) -> impl Iterator<Item = (Place, &Element)> {
        let cells = self.cells.values();
        cells.filter_map(|cell| Some((cell.place, cell.element.first("f")?)))
    }
}

/// The text of a string, whose runs stand in elements of their own. What is spoken is no part.
pub fn text(string: &Element) -> String {
    let own = string
        .children
        .iter()
        .filter_map(|child| match child.name.as_str() {
            "t" => Some(child),
            "r" => child.first("t"),
            _ => None,
        });
    own.map(|text| decoded(&text.text)).collect()
}

/// A text whose `_xHHHH_` stand for what XML has no form for.
pub fn decoded(text: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = match escaped_unit(rest) {
            Some(unit) => {
                units.push(unit);
                "_x0000_".len()
            }
            None => {
                units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
                character.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    String::from_utf16_lossy(&units)
}

fn escaped_unit(text: &str) -> Option<u16> {
    let digits = text
        .get(.."_x0000_".len())?
        .strip_prefix("_x")?
        .strip_suffix('_')?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| is_number)
}
