//! Checking the content of an `.ods` workbook. A cell and a row say how often they are repeated,
//! so a few bytes can stand for more cells than any memory has.

mod stated;

use std::ops::Range;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

pub(super) use stated::{Note, Stated};

use super::Limits;
use super::limits::{AREA, COLUMNS, ROWS};
use super::package::{Archive, Xml, damage, limit};
use crate::error::Error;

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// Bytes of all texts, each as often as it is repeated: 256 MiB, since all are in memory at once; a small
/// file can repeat a text a million times.
const TEXT_BYTES: u64 = 1 << 28;

/// Refuses a workbook that is encrypted, or whose sheets would be too large once everything is
/// repeated as often as it states; returns what it states of its cells beside their values.
pub(super) fn check(archive: &mut Archive<'_>, limits: Limits) -> Result<Stated, Error> {
    let manifest = archive.text(MANIFEST)?;
    if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Error::Encrypted);
    }
    let content = archive.text_needed(CONTENT)?;
    let mut xml = Xml::new(CONTENT, &content, limits.depth);
    let mut sheets = Sheets::default();
    let mut stated = Stated::default();
    // Programs keep some formats there, and some do without it.
    if let Some(styles) = archive.text(STYLES)? {
        let mut xml = Xml::new(STYLES, &styles, limits.depth);
        loop {
            match xml.next()? {
                Event::Start(element) => stated.start_style(&element),
                Event::Eof => break,
                _ => {}
            }
        }
    }
    loop {
        match xml.next()? {
            Event::Start(element) => {
                sheets.start(&element)?;
                stated.start(&element, sheets.place());
            }
            Event::End(element) => {
                let name = element.name().into_inner();
                stated.end(name, sheets.rows_here(), sheets.columns_here());
                sheets.end(name)?;
            }
            Event::Text(text) => {
                sheets.cell_text += text.len() as u64;
                stated.text(&text.xml10_content());
            }
            Event::CData(text) => {
                sheets.cell_text += text.len() as u64;
                stated.text(&text.xml10_content());
            }
            Event::GeneralRef(name) => stated.text(xml.character(&name)?.encode_utf8(&mut [0; 4])),
            Event::Eof => return Ok(stated),
            _ => {}
        }
    }
}

/// What the sheets take up, as far as they were read. Rows and columns count from 0.
#[derive(Default)]
struct Sheets {
    /// The cells of the sheets before this one.
    area: u64,
    text: u64,
    is_within_sheet: bool,
    next_row: u64,
    row_repeats: u64,
    row_text: u64,
    next_column: u64,
    /// The first column of the cell.
    column: u64,
    /// How often the cell is repeated; 0 where it has no content, which no reader keeps.
    cell_repeats: u64,
    cell_text: u64,
    /// The rows and columns with content: the first, and the one after the last.
    rows: Option<(u64, u64)>,
    columns: Option<(u64, u64)>,
}

impl Sheets {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Error> {
        match element.name().into_inner() {
            "table:table" => self.start_sheet()?,
            "table:table-row" => {
                self.row_repeats = repeats(element, "table:number-rows-repeated");
                self.row_text = 0;
                self.next_column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => self.start_cell(element)?,
            // A number of spaces.
            "text:s" => {
                let spaces = repeats(element, "text:c");
                self.cell_text = self.cell_text.saturating_add(spaces);
            }
            _ => {}
        }
        self.check_text(self.cell_text)
    }

    fn start_sheet(&mut self) -> Result<(), Error> {
        if self.is_within_sheet {
            return Err(damage("it has a sheet within a sheet"));
        }
        self.is_within_sheet = true;
        self.next_row = 0;
        self.rows = None;
        self.columns = None;
        Ok(())
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) -> Result<(), Error> {
        let repeats = repeats(element, "table:number-columns-repeated");
        let first = self.next_column;
        self.column = first;
        self.next_column = first.saturating_add(repeats).min(COLUMNS.into());
        self.cell_repeats = 0;
        self.cell_text = 0;
        let mut has_content = false;
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| damage("an attribute of a cell is malformed"))?;
            let name = attribute.key.into_inner();
            has_content |= name.starts_with("office:") || name == "table:formula";
            // Numbers take the same memory however they are written.
            if matches!(name, "office:string-value" | "table:formula") {
                self.cell_text += attribute.value.len() as u64;
            }
        }
        if has_content {
            if self.next_row >= ROWS.into() {
                return Err(limit("the number of rows of a sheet", ROWS.into()));
            }
            self.cell_repeats = self.next_column - first;
            let after = self.next_row.saturating_add(self.row_repeats);
            widen(&mut self.rows, self.next_row, after.min(ROWS.into()));
            widen(&mut self.columns, first, self.next_column);
        }
        self.check_area()
    }

    fn end(&mut self, name: &str) -> Result<(), Error> {
        match name {
            "table:table" => {
                self.area += self.sheet_area();
                self.is_within_sheet = false;
                self.rows = None;
            }
            "table:table-row" => {
                self.next_row = self.next_row.saturating_add(self.row_repeats);
                let text = self.row_text.saturating_mul(self.row_repeats.max(1));
                self.text = self.text.saturating_add(text);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                // It is in memory once even where it is repeated no time.
                let text = self.cell_text.saturating_mul(self.cell_repeats.max(1));
                self.row_text = self.row_text.saturating_add(text);
                self.cell_text = 0;
            }
            _ => {}
        }
        self.check_text(self.row_text)
    }

    /// The row and the column of the cell being read, counted from 1.
    fn place(&self) -> (u32, u32) {
        let from_1 = |at: u64| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
        (from_1(self.next_row), from_1(self.column))
    }

    /// The rows that the row being read stands for.
    fn rows_here(&self) -> Range<u64> {
        let after = self.next_row.saturating_add(self.row_repeats);
        self.next_row..after.min(ROWS.into())
    }

    /// The columns that the cell being read stands for.
    fn columns_here(&self) -> Range<u64> {
        self.column..self.next_column
    }

    fn sheet_area(&self) -> u64 {
        let length = |range: Option<(u64, u64)>| range.map_or(0, |(first, after)| after - first);
        length(self.rows) * length(self.columns)
    }

    fn check_area(&self) -> Result<(), Error> {
        if self.area + self.sheet_area() > AREA {
            return Err(limit("the number of cells that the sheets take up", AREA));
        }
        Ok(())
    }

    fn check_text(&self, more: u64) -> Result<(), Error> {
        if self.text.saturating_add(more) > TEXT_BYTES {
            return Err(limit("the length of all texts in bytes", TEXT_BYTES));
        }
        Ok(())
    }
}

/// The largest number that an attribute gives, where it stands more than once; 1 where it does not
/// stand.
fn repeats(element: &BytesStart<'_>, attribute: &str) -> u64 {
    let mut attributes = element.attributes();
    let stated = attributes
        .with_checks(false)
        .filter_map(Result::ok)
        .filter(|stated| stated.key.into_inner() == attribute);
    // What is no number is an error of the reader that comes next.
    let numbers = stated.filter_map(|stated| unescape(&stated.value).ok()?.parse().ok());
    numbers.max().unwrap_or(1)
}

fn widen(range: &mut Option<(u64, u64)>, first: u64, after: u64) {
    let (old_first, old_after) = range.unwrap_or((first, after));
    *range = Some((old_first.min(first), old_after.max(after)));
}
