//! What an `.ods` workbook states of its cells beside their values: what a number is shown as, values that are
//! written as those of other types, and what a register has no place for.

mod aside;
mod cell;
mod styles;

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

use aside::Aside;
use cell::CellAttributes;
use styles::Styles;

use super::repeats;
use crate::workbook::grid::formulas::Formulas;
use crate::workbook::grid::{Grid, Value};
use crate::workbook::left_behind::{LeftBehind, LeftBehindKind, Seen};
use crate::workbook::number_format::among_other_text;
use crate::workbook::ranges::Area;

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
    is_in_cell: bool,
    pivot_tables: usize,
    /// Whether text of it is struck through, and the addresses that its text leads to.
    is_struck: bool,
    links: Vec<String>,
    /// What stands within cells or beside them, and is none of their text.
    aside: Aside,
    styles: Styles,
}

/// What a sheet states of its cells: rows with their cells, in order.
#[derive(Default)]
pub(in crate::workbook) struct StatedSheet {
    rows: Vec<StatedRow>,
    formulas: Formulas,
    left_behind: Seen,
}

type StatedRow = (Range<u64>, Vec<(Range<u64>, Note)>);

/// What is stated of a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::workbook) struct Note {
    /// What people see of a number, where that is more than the number.
    pub shown: Option<String>,
    /// What it has, where its value is written as one of another type.
    pub value: Option<Value>,
    /// Its text, where a drawing stands in the cell that has text of its own.
    pub text: Option<String>,
    pub is_formula: bool,
    /// Whether it has a formula without a result.
    is_unresolved: bool,
    pub is_struck: bool,
    /// The addresses outside of the workbook that its text leads to.
    pub links: Vec<String>,
    /// How many rows and columns it takes up, where it is merged with others.
    pub merged: Option<(u32, u32)>,
}

impl Note {
    /// The cells that one at a row and column, counted from 1, is merged with, and itself.
    pub fn merged_at(&self, (row, column): (u32, u32)) -> Option<Area> {
        let (rows, columns) = self.merged?;
        let last = |first: u32, count: u32| first.saturating_add(count.max(1) - 1);
        let corner = (last(row, rows), last(column, columns));
        Some(Area::between((row, column), corner))
    }
}

impl Stated {
    /// What a sheet states.
    pub fn of(&self, sheet: &str) -> Option<&StatedSheet> {
        self.sheets.get(sheet)
    }

    /// The start of an element of the part for styles.
    pub(super) fn start_style(&mut self, element: &BytesStart<'_>) {
        self.styles.start(element);
    }

    /// The start of an element, in such a row and such a column, or after it.
    pub(super) fn start(&mut self, element: &BytesStart<'_>, place: (u32, u32)) {
        let name = element.name().into_inner();
        let place = Some(place).filter(|_| self.is_in_cell);
        if let Some(kind) = self.aside.start(name) {
            self.sheet.left_behind.add(kind, place);
        }
        if self.aside.is_open() {
            return;
        }
        match name {
            "table:table" => {
                self.name = attribute(element, "table:name").unwrap_or_default();
                self.styles.start_sheet();
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.is_in_cell = true;
                self.cell = CellAttributes::of(element);
                self.shown.clear();
                (self.has_paragraph, self.is_struck) = (false, false);
                self.links.clear();
            }
            "table:data-pilot-table" => self.pivot_tables += 1,
            "text:p" if std::mem::replace(&mut self.has_paragraph, true) => self.text("\n"),
            "text:s" => self.spaces(repeats(element, "text:c")),
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            "text:a" => {
                let address = attribute(element, "xlink:href");
                let is_outside = |address: &String| !address.starts_with('#');
                self.links.extend(address.filter(is_outside));
            }
            "text:span" => {
                let style = attribute(element, "text:style-name");
                self.is_struck |= style.is_some_and(|style| self.styles.is_struck(&style));
            }
            _ => self.styles.start(element),
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if !self.aside.is_open() {
            self.shown.push_str(text);
        }
    }

    /// So many spaces of a cell, of which the length is known to be within the limits.
    fn spaces(&mut self, count: u64) {
        let count = usize::try_from(count).ok().filter(|_| self.is_in_cell);
        self.text(&" ".repeat(count.unwrap_or(0)));
    }

    /// The end of an element, of a cell or a row at the place of such rows and columns.
    pub(super) fn end(&mut self, name: &str, rows: Range<u64>, columns: Range<u64>) {
        if self.aside.end() {
            return;
        }
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                self.is_in_cell = false;
                let cell = std::mem::take(&mut self.cell);
                let note = self.note(cell, &rows, &columns);
                self.row.extend(note.map(|note| (columns, note)));
            }
            "table:table-row" if !self.row.is_empty() => {
                self.sheet.rows.push((rows, std::mem::take(&mut self.row)));
            }
            "table:table" => {
                let name = std::mem::take(&mut self.name);
                self.sheets.insert(name, std::mem::take(&mut self.sheet));
            }
            _ => {}
        }
    }

    /// What is to be known of the cell that was read, if anything.
    fn note(
        &mut self,
        mut cell: CellAttributes,
        rows: &Range<u64>,
        columns: &Range<u64>,
    ) -> Option<Note> {
        let had_drawing = self.aside.take_drawing();
        let shown = self.shown.trim();
        let style = cell.style.take();
        let style = style
            .as_deref()
            .or_else(|| self.styles.of_column(columns.start));
        let time = || self.styles.of_day(cell.time?, style);
        let value = cell.meant(shown).or_else(time);
        let number = cell.number.filter(|_| value.is_none());
        let has_text = had_drawing && value.is_none() && cell.has_text_within();
        let note = Note {
            shown: number.and_then(|number| among_other_text(number, shown)),
            value,
            text: has_text.then(|| self.shown.clone()),
            is_formula: cell.formula.is_some(),
            // LibreOffice writes a paragraph without a text for a result that is one.
            is_unresolved: cell.formula.is_some()
                && cell.kind.is_empty()
                && !(self.has_paragraph && shown.is_empty()),
            is_struck: !cell.kind.is_empty()
                && (self.is_struck || style.is_some_and(|style| self.styles.is_struck(style))),
            links: std::mem::take(&mut self.links),
            merged: Some(cell.merged).filter(|(rows, columns)| *rows > 1 || *columns > 1),
        };
        if let Some(formula) = cell.formula {
            let formula = as_elsewhere(&formula);
            let from_1 = |at: u64| u32::try_from(at + 1).ok();
            for column in columns.clone().filter_map(from_1) {
                let row = from_1(rows.start).unwrap_or(u32::MAX);
                self.sheet.formulas.add(row, column, &formula);
            }
        }
        (note != Note::default()).then_some(note)
    }

    /// What the workbook has beside its cells that a register has no place for.
    pub fn into_left_behind(self) -> Vec<LeftBehind> {
        let mut of_workbook = Seen::default();
        for _ in 0..self.pivot_tables {
            of_workbook.add(LeftBehindKind::PivotTables, None);
        }
        let sheets = self.sheets.into_iter();
        let of_sheets = sheets.flat_map(|(name, sheet)| sheet.left_behind.listed(Some(&name)));
        of_sheets.chain(of_workbook.listed(None)).collect()
    }
}

/// A formula as the other formats write it: `of:=[.D2]*[$Costs.E2]` is `D2*Costs!E2`.
fn as_elsewhere(formula: &str) -> String {
    let formula = formula.strip_prefix("of:=").unwrap_or(formula);
    let corner = |text: &str| match text.rsplit_once('.') {
        Some(("", cell)) => cell.to_owned(),
        Some((sheet, cell)) => format!("{}!{cell}", sheet.trim_start_matches('$')),
        None => text.to_owned(),
    };
    let mut text = String::with_capacity(formula.len());
    for (at, part) in formula.split('"').enumerate() {
        if at > 0 {
            text.push('"');
        }
        let mut rest = part;
        // Every other part is a text.
        while at % 2 == 0
            && let Some((before, reference)) = rest.split_once('[')
        {
            let (reference, behind) = reference.split_once(']').unwrap_or((reference, ""));
            let corners: Vec<String> = reference.split(':').map(corner).collect();
            text.extend([before, &corners.join(":")]);
            rest = behind;
        }
        text.push_str(rest);
    }
    text
}

impl StatedSheet {
    /// Notes the formulas and the links that the sheet has in its grid.
    pub fn note_in(&self, grid: &mut Grid) {
        grid.formulas.clone_from(&self.formulas);
        for (rows, cells) in &self.rows {
            // Each once, however often its cell is repeated.
            for (columns, note) in cells {
                let bounded = |at: u64| u32::try_from(at).unwrap_or(u32::MAX);
                let first = (bounded(rows.start + 1), bounded(columns.start + 1));
                let area = Area::between(first, (bounded(rows.end), bounded(columns.end)));
                let links = note.links.iter();
                grid.links
                    .extend(links.map(|address| (area, address.clone())));
            }
            let unresolved = cells.iter().filter(|(_, note)| note.is_unresolved);
            let unresolved: Vec<_> = unresolved.collect();
            let from_1 = |at: u64| u32::try_from(at + 1).unwrap_or(u32::MAX);
            // The reader has made sure that these are not too many.
            for row in rows.clone().filter(|_| !unresolved.is_empty()) {
                for (columns, note) in &unresolved {
                    for column in columns.clone() {
                        let at = (from_1(row), from_1(column));
                        grid.unresolved.push(at);
                        grid.merges.extend(note.merged_at(at));
                    }
                }
            }
        }
    }

    /// What is stated of a cell by its row and column, counted from 0.
    pub fn at(&self, row: u32, column: u32) -> Option<&Note> {
        let cells = within(&self.rows, row.into())?;
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

/// An attribute of an element by its full name.
fn attribute(element: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let mut all = attributes(element);
    all.find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
}
