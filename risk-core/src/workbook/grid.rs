//! The cells of a sheet, whatever the format that they come from.

pub(super) mod formulas;
mod shown;
mod spread;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use self::formulas::Formulas;
use super::Limits;
use super::formula::within_sheet;
use super::package::damage;
use super::ranges::{Area, row_number};
use super::texts::Texts;
use super::values;
use crate::error::Error;
use crate::record::{Location, column_letters};
use crate::register::{DateTime, ExtraValue};
pub(super) use shown::Shown;

/// The cells of a sheet that have content, row by row.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    pub name: String,
    pub hidden: bool,
    /// By row and column.
    pub cells: Vec<Cell>,
    /// The texts that cells share within the workbook.
    pub shared: Arc<Texts>,
    /// The texts of this sheet alone.
    pub own: Texts,
    /// The values that are not text.
    pub values: Vec<Value>,
    pub formulas: Formulas,
    /// Whether the format states which text is bold.
    pub has_bold: bool,
    /// Where in the XML of the sheet its rows stand.
    pub places: RowPlaces,
    /// The cells that are merged.
    pub merges: Vec<Area>,
    /// The cells with content that stand beneath a merge, each with the first cell of it: nobody sees them.
    pub beneath: Vec<((u32, u32), (u32, u32))>,
    /// The columns that are hidden: the first and the last of each run, apart and in order.
    pub hidden_columns: Vec<(u32, u32)>,
    pub validations: Vec<Validation>,
    /// The cells whose formula has no result yet, in order, and those that are to have the same result.
    pub unresolved: Vec<(u32, u32)>,
    /// What shows another text than the number, such as `RISK-007`, by the values.
    pub shown: HashMap<u32, Shown>,
    /// The cells that show something else than their content, which is not known; in order.
    pub unseen: Vec<(u32, u32)>,
    /// The cells of which text is struck through.
    pub struck: Vec<(u32, u32)>,
    /// The cells that a condition makes bold, or not bold, where it holds.
    pub maybe_bold: Vec<Area>,
    /// The cells that are links, each with the relationship that leads to its address.
    pub links: Vec<(Area, String)>,
}

/// What cells are to have.
#[derive(Debug, Clone)]
pub(super) struct Validation {
    pub areas: Vec<Area>,
    pub allowed: Allowed,
}

/// What a validation allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Allowed {
    /// One of a list: words between quotes, or the range or name that has them.
    List(String),
    /// A whole number, from the first to the last.
    Whole(i64, i64),
}

/// Where in the XML of a sheet its rows stand.
#[derive(Debug, Clone, Default)]
pub(super) struct RowPlaces {
    /// The numbers of the rows that there are, and where each begins.
    pub rows: Vec<(u32, usize)>,
    /// The formulas that cells share, by their number: where each is stated, and how.
    pub shared_formulas: HashMap<u32, (u32, u32, String)>,
    /// The cells that array formulas and data tables give, each with its formula in the first one.
    pub arrays: Vec<Area>,
    /// The first place at which rows or cells are not in order, such as `row 7`.
    pub disorder: Option<String>,
}

/// A cell. Rows and columns are counted from 1.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is of its own, and a sheet has a million cells"
)]
pub(super) struct Cell {
    pub row: u32,
    pub column: u32,
    pub content: Content,
    /// Whether it has nothing to read: no text but white space.
    pub is_blank: bool,
    /// Whether the font of the cell is bold.
    pub is_bold: bool,
    pub is_formula: bool,
    /// Whether it stands in a cell above that it is merged with.
    pub is_merged: bool,
}

impl Cell {
    /// Whether somebody has stated something in it.
    pub(super) fn states(&self) -> bool {
        !self.is_formula && !self.is_merged && !self.is_blank
    }
}

/// Where the content of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Content {
    /// A number of the shared texts.
    Shared(u32),
    /// A number of the texts of the sheet.
    Own(u32),
    /// A number of the values.
    Value(u32),
    /// Something that is no value of its type.
    Unreadable,
}

/// A value that is not text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Number(f64),
    Boolean(bool),
    DateTime(DateTime),
    /// A length of time in days.
    Length(f64),
    Error(String),
}

impl Grid {
    /// What a column computes below a row of its own sheet, as [`within_sheet`] has it.
    pub fn computes(&self, column: u32, below: u32) -> Option<String> {
        let formula = self.formulas.below(column, below)?;
        Some(within_sheet(formula, &self.name))
    }

    /// Marks the cells that array formulas and data tables give: they are results, as those of a formula of
    /// their own are. The cells are in order.
    pub fn mark_results(&mut self) {
        if self.places.arrays.is_empty() {
            return;
        }
        let mut areas = self.places.arrays.clone();
        areas.sort_unstable();
        let mut areas = areas.into_iter().peekable();
        // Those that reach the row, by their first column; those of a sound sheet do not overlap.
        let mut open: BTreeMap<u32, Area> = BTreeMap::new();
        for cell in &mut self.cells {
            while let Some(area) = areas.next_if(|area| area.first_row <= cell.row) {
                open.insert(area.first_column, area);
            }
            while let Some((first, area)) = open.range(..=cell.column).next_back() {
                if area.last_row >= cell.row {
                    cell.is_formula |= area.contains(cell.row, cell.column);
                    break;
                }
                let first = *first;
                open.remove(&first);
            }
        }
    }

    /// The text of a cell that has text.
    pub(super) fn text(&self, cell: &Cell) -> Option<&str> {
        match cell.content {
            Content::Shared(number) => self.shared.text(number),
            Content::Own(number) => self.own.text(number),
            Content::Value(_) | Content::Unreadable => None,
        }
    }

    /// The text of a cell's content, as a person would write it.
    pub(super) fn display(&self, cell: &Cell) -> Cow<'_, str> {
        if let Some(text) = self.text(cell) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(match self.value(cell) {
            Some(Value::Boolean(true)) => "TRUE".to_owned(),
            Some(Value::Boolean(false)) => "FALSE".to_owned(),
            Some(value) => extra_value(value).map_or_else(String::new, |value| value.to_string()),
            None => String::new(),
        })
    }

    /// The text of a cell that shows a length of time, or a time alone.
    pub(super) fn length(&self, cell: &Cell) -> Option<String> {
        match self.value(cell)? {
            Value::Length(days) => values::length(*days),
            Value::DateTime(value) => values::time_alone(*value),
            _ => None,
        }
    }

    /// The runs of a cell's text, each with whether it is bold.
    pub(super) fn runs(&self, cell: &Cell) -> Vec<(&str, bool)> {
        match cell.content {
            Content::Shared(number) => self.shared.runs(number, cell.is_bold),
            Content::Own(number) => self.own.runs(number, cell.is_bold),
            Content::Value(_) | Content::Unreadable => Vec::new(),
        }
    }

    /// The value of a cell that has something else than text.
    pub(super) fn value(&self, cell: &Cell) -> Option<&Value> {
        match cell.content {
            Content::Value(number) => self.values.get(number as usize),
            _ => None,
        }
    }

    /// The content of a cell as a value of a column that the model does not know.
    pub(super) fn extra(&self, cell: &Cell) -> Option<ExtraValue> {
        match self.text(cell) {
            Some("") => None,
            Some(text) => Some(ExtraValue::Text(text.to_owned())),
            None => self.value(cell).and_then(extra_value),
        }
    }

    /// Whether a content is nothing to read: no text but white space.
    pub(super) fn is_blank(&self, content: Content) -> bool {
        match content {
            Content::Value(_) | Content::Unreadable => false,
            Content::Shared(number) => self.shared.is_blank(number),
            Content::Own(number) => self.own.is_blank(number),
        }
    }

    /// Whether a cell has a formula without a result.
    pub(super) fn is_unresolved(&self, row: u32, column: u32) -> bool {
        self.unresolved.binary_search(&(row, column)).is_ok()
    }

    /// The cells row by row.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|a, b| a.row == b.row)
    }

    /// The cells of a row.
    pub(super) fn row(&self, row: u32) -> &[Cell] {
        let first = self.cells.partition_point(|cell| cell.row < row);
        let cells = &self.cells[first..];
        &cells[..cells.partition_point(|cell| cell.row == row)]
    }

    /// Whether anything stands in a row.
    pub(super) fn has_row(&self, row: u32) -> bool {
        self.row(row).iter().any(|cell| !cell.is_blank)
    }

    /// Refuses more cells, and more text of the sheet's own, than the limits allow.
    pub(super) fn check_size(&self, limits: Limits) -> Result<(), Error> {
        let name = &self.name;
        if self.cells.len() as u64 > limits.cells {
            let what = format!("the number of cells of {name}");
            return Err(limits.passed("cells", &what));
        }
        self.check_text(self.own.len(), limits)
    }

    /// Refuses more text than the limits allow, where each cell with a shared text counts: few
    /// bytes of a file can have one text a million times.
    pub(super) fn check_texts(&self, limits: Limits) -> Result<(), Error> {
        let texts = self.cells.iter().filter_map(|cell| self.text(cell));
        self.check_text(texts.map(str::len).sum(), limits)
    }

    fn check_text(&self, length: usize, limits: Limits) -> Result<(), Error> {
        if length as u64 > limits.text_bytes {
            let what = format!("the length of all texts of {} in bytes", self.name);
            return Err(limits.passed("text-bytes", &what));
        }
        Ok(())
    }

    /// Brings the cells in order where the producer did not, and refuses a cell that stands twice.
    pub(super) fn order(&mut self) -> Result<(), Error> {
        let key = |cell: &Cell| (cell.row, cell.column);
        if !self.cells.is_sorted_by_key(key) {
            self.cells.sort_by_key(key);
        }
        let mut pairs = self.cells.windows(2);
        match pairs.find(|pair| key(&pair[0]) == key(&pair[1])) {
            Some([cell, ..]) => {
                let letters = column_letters(cell.column);
                let (sheet, row) = (&self.name, cell.row);
                Err(damage(format!(
                    "the cell {sheet}!{letters}{row} stands in it twice"
                )))
            }
            _ => Ok(()),
        }
    }

    /// A sheet without anything.
    pub(super) fn empty(name: &str, hidden: bool, shared: Arc<Texts>) -> Self {
        Self {
            name: name.to_owned(),
            hidden,
            shared,
            ..Self::default()
        }
    }

    /// Where a cell of the sheet is.
    pub(super) fn location(&self, row: u32, column: u32) -> Location {
        Location::Cell {
            sheet: self.name.clone(),
            row,
            column,
        }
    }

    /// Whether a column is hidden.
    pub(super) fn is_column_hidden(&self, column: u32) -> bool {
        let runs = &self.hidden_columns;
        let next = runs.partition_point(|(first, _)| *first <= column);
        next > 0 && column <= runs[next - 1].1
    }

    /// Brings the runs of hidden columns in order and joins those that meet.
    pub(super) fn order_hidden_columns(&mut self) {
        self.hidden_columns.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (first, last) in self.hidden_columns.drain(..) {
            match joined.last_mut().filter(|run| first <= run.1) {
                Some(run) => run.1 = run.1.max(last),
                None => joined.push((first, last)),
            }
        }
        self.hidden_columns = joined;
    }

    /// Adds a value, which its cell shows as another text where there is one, and returns where it is.
    pub(super) fn push(&mut self, value: Value, shown: Option<Shown>) -> Content {
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(value);
        self.shown.extend(shown.map(|shown| (number, shown)));
        Content::Value(number)
    }
}

fn extra_value(value: &Value) -> Option<ExtraValue> {
    match value {
        Value::Number(number) | Value::Length(number) => ExtraValue::number(*number),
        Value::Boolean(value) => Some(ExtraValue::Boolean(*value)),
        Value::DateTime(value) => Some(ExtraValue::DateTime(*value)),
        Value::Error(error) => Some(ExtraValue::Error(error.clone())),
    }
}

/// The row and the column, counted from 1, of a reference such as `D7`; `None` for what is none.
pub(super) fn cell_position(reference: &str) -> Option<(u32, u32)> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let (column, row) = reference.split_at(letters.count());
    let column = column_number(column)?;
    // A `$` is for formulas alone.
    let row = row_number(row).filter(|_| !row.starts_with('$'))?;
    Some((row, column))
}

/// The number of a column, counted from 1, by its letters.
pub(super) fn column_number(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut number = 0;
    for byte in letters.bytes() {
        let letter = byte.to_ascii_uppercase();
        if !letter.is_ascii_uppercase() {
            return None;
        }
        number = number * 26 + u32::from(letter - b'A') + 1;
    }
    (number <= super::limits::COLUMNS).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_within_what_a_sheet_has() {
        assert_eq!(cell_position("A1"), Some((1, 1)));
        assert_eq!(cell_position("xfd1048576"), Some((1_048_576, 16_384)));
        for text in [
            "", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "A-1", "A+1", "Ä1",
        ] {
            assert_eq!(cell_position(text), None, "{text}");
        }
    }
}
