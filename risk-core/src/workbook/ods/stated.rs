//! What an `.ods` workbook states of its cells beside their values: what a number is shown as, and values that are
//! written as those of other types.

mod times;

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

use times::Times;

use super::repeats;
use crate::workbook::grid::Value;
use crate::workbook::number_format::among_other_text;
use crate::workbook::values::{ERRORS, iso_length};

/// What the sheets of a workbook state, by their names.
#[derive(Default)]
pub(in crate::workbook) struct Stated {
    sheets: HashMap<String, StatedSheet>,
    /// The sheet being read, and the row of it.
    name: String,
    sheet: StatedSheet,
    row: Vec<(Range<u64>, Note)>,
    cell: CellAttributes,
    /// What the cell being read shows.
    shown: String,
    has_paragraph: bool,
    /// How many elements are open of which the text is none of the cell's, such as a comment.
    aside: usize,
    times: Times,
}

/// What a sheet states of its cells: rows with their cells, in order.
#[derive(Default)]
pub(in crate::workbook) struct StatedSheet(Vec<StatedRow>);

type StatedRow = (Range<u64>, Vec<(Range<u64>, Note)>);

/// What is stated of a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::workbook) struct Note {
    /// What people see of a number, where that is more than the number.
    pub shown: Option<String>,
    /// What it has, where its value is written as one of another type.
    pub value: Option<Value>,
}

/// The attributes of a cell that matter.
#[derive(Default)]
struct CellAttributes {
    number: Option<f64>,
    /// A time in days.
    time: Option<f64>,
    text: Option<String>,
    formula: Option<String>,
    is_error: bool,
    style: Option<String>,
}

impl CellAttributes {
    fn of(element: &BytesStart<'_>) -> Self {
        let mut of_cell = Self::default();
        let mut kind = String::new();
        for (name, value) in attributes(element) {
            match name {
                "office:value-type" => kind = value,
                "office:value" => of_cell.number = value.parse().ok(),
                "office:time-value" => of_cell.time = iso_length(&value),
                "office:string-value" => of_cell.text = Some(value),
                "calcext:value-type" => of_cell.is_error = value == "error",
                "table:formula" => of_cell.formula = Some(value),
                "table:style-name" => of_cell.style = Some(value),
                _ => {}
            }
        }
        // Amounts of money and percentages are numbers, whatever is shown with them.
        of_cell.number = of_cell.number.filter(|_| kind == "float");
        of_cell
    }

    /// The value that it has, where that is written as one of another type: an error as the text or the number of a
    /// formula, and true and false as the numbers of one.
    fn meant(&self, shown: &str) -> Option<Value> {
        let formula = self.formula.as_deref();
        let text = self.text.as_deref().filter(|text| !text.is_empty());
        let text = text.unwrap_or(shown);
        if self.is_error && !text.is_empty() || formula.is_some() && ERRORS.contains(&text) {
            return Some(Value::Error(text.to_owned()));
        }
        // What is shown may be in any language.
        let states = |value: &str| {
            let stated = formula.and_then(|formula| formula.strip_prefix("of:="));
            shown == value || stated.and_then(|stated| stated.strip_suffix("()")) == Some(value)
        };
        match self.number.filter(|_| formula.is_some()) {
            Some(1.0) if states("TRUE") => Some(Value::Boolean(true)),
            Some(0.0) if states("FALSE") => Some(Value::Boolean(false)),
            _ => None,
        }
    }
}

impl Stated {
    /// What a sheet states.
    pub fn of(&self, sheet: &str) -> Option<&StatedSheet> {
        self.sheets.get(sheet)
    }

    pub(super) fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.name().into_inner();
        if self.aside > 0 {
            self.aside += 1;
            return;
        }
        match name {
            "table:table" => {
                let stated = attributes(element).find(|(name, _)| *name == "table:name");
                self.name = stated.map(|(_, name)| name).unwrap_or_default();
                self.times.start_sheet();
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.cell = CellAttributes::of(element);
                self.shown.clear();
                self.has_paragraph = false;
            }
            "office:annotation" => self.aside = 1,
            "text:p" if std::mem::replace(&mut self.has_paragraph, true) => self.text("\n"),
            "text:s" => self.spaces(repeats(element, "text:c")),
            _ => self.times.start(element),
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.aside == 0 {
            self.shown.push_str(text);
        }
    }

    /// So many spaces, of which the length is known to be within the limits.
    fn spaces(&mut self, count: u64) {
        let spaces = std::iter::repeat_n(' ', usize::try_from(count).unwrap_or(0));
        self.shown.extend(spaces);
    }

    /// The end of an element, of a cell or a row at the place of such rows and columns.
    pub(super) fn end(&mut self, name: &str, rows: Range<u64>, columns: Range<u64>) {
        if self.aside > 0 {
            self.aside -= 1;
            return;
        }
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                let cell = std::mem::take(&mut self.cell);
                let note = self.note(&cell, &columns);
                self.row.extend(note.map(|note| (columns, note)));
            }
            "table:table-row" if !self.row.is_empty() => {
                self.sheet.0.push((rows, std::mem::take(&mut self.row)));
            }
            "table:table" => {
                let name = std::mem::take(&mut self.name);
                self.sheets.insert(name, std::mem::take(&mut self.sheet));
            }
            _ => {}
        }
    }

    /// What is to be known of the cell that was read, if anything.
    fn note(&self, cell: &CellAttributes, columns: &Range<u64>) -> Option<Note> {
        let shown = self.shown.trim();
        let time = || {
            self.times
                .of_day(cell.time?, cell.style.as_deref(), columns.start)
        };
        let value = cell.meant(shown).or_else(time);
        let number = cell.number.filter(|_| value.is_none());
        let note = Note {
            shown: number.and_then(|number| among_other_text(number, shown)),
            value,
        };
        (note != Note::default()).then_some(note)
    }
}

impl StatedSheet {
    /// What is stated of a cell by its row and column, counted from 0.
    pub fn at(&self, row: u32, column: u32) -> Option<&Note> {
        let cells = within(&self.0, row.into())?;
        within(cells, column.into())
    }
}

/// What stands where of what is in order.
fn within<T>(all: &[(Range<u64>, T)], at: u64) -> Option<&T> {
    let (range, found) = all.get(all.partition_point(|(range, _)| range.end <= at))?;
    range.contains(&at).then_some(found)
}

/// The attributes of an element by their full names. What is malformed is an error of the reader that comes next.
fn attributes<'e>(element: &'e BytesStart<'_>) -> impl Iterator<Item = (&'e str, String)> {
    let mut attributes = element.attributes();
    let all = attributes.with_checks(false).filter_map(Result::ok);
    let read: Vec<_> = all
        .filter_map(|one| {
            let value = unescape(&one.value).ok()?.into_owned();
            Some((one.key.into_inner(), value))
        })
        .collect();
    read.into_iter()
}
