//! Sheets with cells anywhere: merged, hidden, computed and validated.

use std::collections::{BTreeMap, BTreeSet};

use crate::xlsx::{Package, formula, inline, row, sheet, sheet_part, text, value};

/// What a cell has.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    Text(String),
    Number(String),
    /// The XML of a text with runs.
    Rich(String),
    /// A formula, without its sign, and the value that it gave.
    Formula(String, String),
}

impl Content {
    /// The content that a person would type; a formula is followed by a semicolon and its value.
    pub fn typed(typed: &str) -> Option<Self> {
        let is_number = typed.parse::<f64>().is_ok();
        match typed.strip_prefix('=').and_then(|f| f.rsplit_once(';')) {
            _ if typed.is_empty() => None,
            Some((formula, value)) => Some(Self::Formula(formula.to_owned(), value.to_owned())),
            None if is_number => Some(Self::Number(typed.to_owned())),
            None => Some(Self::Text(typed.to_owned())),
        }
    }

    fn xml(&self, reference: &str) -> String {
        match self {
            Self::Text(content) => text(reference, content),
            Self::Number(number) => value(reference, "", number),
            Self::Rich(item) => inline(reference, item),
            Self::Formula(computes, gave) => {
                let is_number = gave.parse::<f64>().is_ok();
                let kind = if is_number { "" } else { "t=\"str\"" };
                formula(reference, kind, computes, gave)
            }
        }
    }
}

/// A sheet as it is being put together. Rows and columns are counted from 1.
#[derive(Debug, Clone, Default)]
pub struct Board {
    cells: BTreeMap<(u32, u32), Content>,
    merged: Vec<String>,
    hidden: BTreeSet<u32>,
    validations: Vec<String>,
}

impl Board {
    /// A sheet of rows from A1, each cell as a person would type it.
    pub fn of(rows: &[&[&str]]) -> Self {
        let mut board = Self::default();
        for (row, cells) in (1..).zip(rows) {
            board.type_row(row, 1, cells);
        }
        board
    }

    /// Types the cells of a row, from a column on.
    pub fn type_row(&mut self, row: u32, column: u32, cells: &[&str]) {
        for (column, cell) in (column..).zip(cells) {
            if let Some(content) = Content::typed(cell) {
                self.put(row, column, content);
            }
        }
    }

    /// The same sheet with more rows, from column A on, after so many empty ones.
    #[must_use]
    pub fn then(mut self, empty: u32, rows: &[&[&str]]) -> Self {
        let last = self.cells.keys().last().map_or(0, |(row, _)| *row);
        for (row, cells) in (last + empty + 1..).zip(rows) {
            self.type_row(row, 1, cells);
        }
        self
    }

    /// The same sheet with cells of a column, from a row on.
    #[must_use]
    pub fn down(mut self, row: u32, column: u32, cells: &[&str]) -> Self {
        for (row, cell) in (row..).zip(cells) {
            self.type_row(row, column, &[cell]);
        }
        self
    }

    /// The same sheet with merged cells, such as `A1:A2`.
    #[must_use]
    pub fn merged(mut self, ranges: &[&str]) -> Self {
        self.merged.extend(ranges.iter().map(|&r| r.to_owned()));
        self
    }

    /// The same sheet with a hidden column.
    #[must_use]
    pub fn hiding(mut self, column: u32) -> Self {
        self.hide(column);
        self
    }

    /// The same sheet whose cells in a range are to be in a list: `"1,2,3"` or a range.
    #[must_use]
    pub fn listed(mut self, range: &str, list: &str) -> Self {
        self.validations.push(format!(
            "<dataValidation type=\"list\" sqref=\"{range}\"><formula1>{list}</formula1>\
             </dataValidation>"
        ));
        self
    }

    /// The same sheet whose cells in a range are to be whole numbers between two.
    #[must_use]
    pub fn whole(mut self, range: &str, least: i32, most: i32) -> Self {
        self.validations.push(format!(
            "<dataValidation type=\"whole\" sqref=\"{range}\"><formula1>{least}</formula1>\
             <formula2>{most}</formula2></dataValidation>"
        ));
        self
    }

    pub fn put(&mut self, row: u32, column: u32, content: Content) {
        self.cells.insert((row, column), content);
    }

    pub fn hide(&mut self, column: u32) {
        self.hidden.insert(column);
    }

    /// Merges the cells from one to another, each a row and a column.
    pub fn merge(&mut self, from: (u32, u32), to: (u32, u32)) {
        if from != to {
            let [from, to] = [from, to].map(|(row, column)| reference(row, column));
            self.merged.push(format!("{from}:{to}"));
        }
    }

    /// The XML of the worksheet.
    fn xml(&self) -> String {
        let mut rows: BTreeMap<u32, String> = BTreeMap::new();
        for ((number, column), content) in &self.cells {
            let cells = rows.entry(*number).or_default();
            cells.push_str(&content.xml(&reference(*number, *column)));
        }
        let rows: String = rows.iter().map(|(n, cells)| row(*n, cells)).collect();
        let hidden = self.hidden.iter();
        let columns = hidden.map(|c| format!("<col min=\"{c}\" max=\"{c}\" hidden=\"1\"/>"));
        let columns = within("cols", &columns.collect::<String>());
        let merged = self.merged.iter();
        let merged = merged.map(|range| format!("<mergeCell ref=\"{range}\"/>"));
        let merged = within("mergeCells", &merged.collect::<String>());
        let validations = within("dataValidations", &self.validations.concat());
        sheet(&rows)
            .replace("<sheetData>", &format!("{columns}<sheetData>"))
            .replace(
                "</sheetData>",
                &format!("</sheetData>{merged}{validations}"),
            )
    }

    /// A workbook whose only sheet it is.
    pub fn build(&self) -> Vec<u8> {
        workbook(&[("Sheet1", "", self)])
    }
}

/// An element, unless it has nothing in it.
fn within(element: &str, content: &str) -> String {
    match content {
        "" => String::new(),
        content => format!("<{element}>{content}</{element}>"),
    }
}

/// A reference such as `D7`.
pub fn reference(row: u32, column: u32) -> String {
    format!("{}{row}", letter(column))
}

/// The letter of one of the first columns.
pub fn letter(column: u32) -> char {
    let offset = u8::try_from(column - 1).expect("it is one of the first columns");
    assert!(offset < 26, "it is one of the first columns");
    char::from(b'A' + offset)
}

/// A workbook of sheets, each with its name and more attributes such as `state="hidden"`.
pub fn workbook(sheets: &[(&str, &str, &Board)]) -> Vec<u8> {
    let names: Vec<(&str, &str)> = sheets.iter().map(|(name, ..)| (*name, "")).collect();
    let attributes: Vec<(&str, &str)> = sheets.iter().map(|(n, more, _)| (*n, *more)).collect();
    let mut package =
        Package::of_sheets(&names).part("xl/workbook.xml", crate::xlsx::workbook("", &attributes));
    for (number, (_, _, board)) in (1..).zip(sheets) {
        package = package.part(&sheet_part(number), board.xml());
    }
    package.build()
}
