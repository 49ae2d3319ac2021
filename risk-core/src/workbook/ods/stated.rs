//! What an `.ods` workbook states of its cells beside their values: what a number is shown as.

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

use crate::workbook::number_format::among_other_text;

/// What the sheets of a workbook state, by their names.
#[derive(Default)]
pub(in crate::workbook) struct Stated {
    sheets: HashMap<String, StatedSheet>,
    /// The sheet being read, and the row of it.
    name: String,
    sheet: StatedSheet,
    row: Vec<(Range<u64>, Note)>,
    cell: CellAttributes,
    /// What the cell being read shows; of other cells than those with numbers, nothing.
    shown: String,
    has_paragraph: bool,
    /// How many elements are open of which the text is none of the cell's, such as a comment.
    aside: usize,
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
}

/// The attributes of a cell that matter.
#[derive(Default)]
struct CellAttributes {
    number: Option<f64>,
}

impl CellAttributes {
    fn of(element: &BytesStart<'_>) -> Self {
        let mut of_cell = Self::default();
        let mut kind = String::new();
        for (name, value) in attributes(element) {
            match name {
                "office:value-type" => kind = value,
                "office:value" => of_cell.number = value.parse().ok(),
                _ => {}
            }
        }
        // Amounts of money and percentages are numbers, whatever is shown with them.
        of_cell.number = of_cell.number.filter(|_| kind == "float");
        of_cell
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
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.cell = CellAttributes::of(element);
                self.shown.clear();
                self.has_paragraph = false;
            }
            "office:annotation" => self.aside = 1,
            "text:p" if std::mem::replace(&mut self.has_paragraph, true) => self.text("\n"),
            "text:s" => self.text(" "),
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.cell.number.is_some() && self.aside == 0 {
            self.shown.push_str(text);
        }
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
                let note = note(&cell, self.shown.trim());
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
}

impl StatedSheet {
    /// What is stated of a cell by its row and column, counted from 0.
    pub fn at(&self, row: u32, column: u32) -> Option<&Note> {
        let cells = within(&self.0, row)?;
        within(cells, column)
    }
}

/// What stands where of what is in order.
fn within<T>(all: &[(Range<u64>, T)], at: u32) -> Option<&T> {
    let at = u64::from(at);
    let (range, found) = all.get(all.partition_point(|(range, _)| range.end <= at))?;
    range.contains(&at).then_some(found)
}

/// What is to be known of a cell that shows such a text, if anything.
fn note(cell: &CellAttributes, shown: &str) -> Option<Note> {
    let note = Note {
        shown: among_other_text(cell.number?, shown),
    };
    (note != Note::default()).then_some(note)
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
