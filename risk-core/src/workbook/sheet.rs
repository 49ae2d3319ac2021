//! Reading the cells of a worksheet's XML.

mod beside;

use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};

use super::Limits;
use super::grid::{Cell, Content, Grid, Value, cell_position};
use super::limits::{COLUMNS, ROWS};
use super::number_format::Shows;
use super::package::{SheetEntry, Xml, attribute_spans, damage, limit, local};
use super::ranges;
use super::styles::Styles;
use super::texts::Texts;
use super::values;
use crate::error::Error;
use crate::record::column_letters;

/// What a workbook states for all of its sheets.
#[derive(Clone, Copy)]
pub(super) struct Workbook<'a> {
    pub shared: &'a Rc<Texts>,
    pub styles: &'a Styles,
    /// Whether its dates count from 1904.
    pub is_1904: bool,
    pub limits: Limits,
}

/// Reads at most so many rows of a sheet.
pub(super) fn read(
    entry: &SheetEntry,
    text: &str,
    workbook: Workbook<'_>,
    most_rows: usize,
) -> Result<Grid, Error> {
    let mut reader = SheetReader {
        entry,
        xml: Xml::new(&entry.part, text, workbook.limits.depth),
        workbook,
        row: 0,
        column: 0,
        value: String::new(),
        grid: Grid {
            has_bold: true,
            ..Grid::empty(&entry.name, entry.hidden, Rc::clone(workbook.shared))
        },
    };
    reader.rows(most_rows)?;
    let mut grid = reader.grid;
    grid.order()?;
    grid.mark_results();
    grid.order_hidden_columns();
    grid.spread_unresolved(workbook.limits)?;
    grid.spread_merges(workbook.limits)?;
    grid.check_texts(workbook.limits)?;
    Ok(grid)
}

struct SheetReader<'a> {
    entry: &'a SheetEntry,
    xml: Xml<'a>,
    workbook: Workbook<'a>,
    /// The row being read, and the last column read of it, counted from 1.
    row: u32,
    column: u32,
    /// The number or value of the cell being read.
    value: String,
    grid: Grid,
}

/// The attributes of a cell that matter.
struct Attributes {
    kind: Kind,
    format: usize,
}

/// The type of a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Shared,
    Inline,
    /// A text that a formula gave.
    FormulaText,
    Number,
    Boolean,
    Error,
    /// A date as ISO 8601 has it.
    Date,
}

impl SheetReader<'_> {
    fn rows(&mut self, most: usize) -> Result<(), Error> {
        let mut within_data = false;
        let mut rows = 0;
        let mut counted = 0;
        loop {
            match self.xml.next()? {
                Event::Start(element) => match local(&element) {
                    "sheetData" => within_data = true,
                    "row" if within_data => {
                        // Only rows that have something count.
                        let last = self.grid.cells.last().map_or(0, |cell| cell.row);
                        if last != counted {
                            counted = last;
                            rows += 1;
                        }
                        if rows >= most {
                            return Ok(());
                        }
                        self.start_row(&element)?;
                    }
                    "c" if within_data => self.cell(&element)?,
                    _ if within_data => {}
                    "col" => self.column_look(&element),
                    "mergeCell" => self.merge(&element),
                    "hyperlink" => self.link(&element),
                    "dataValidation" => self.validation(&element)?,
                    _ => {}
                },
                Event::End(element) if element.local_name().into_inner() == "sheetData" => {
                    within_data = false;
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start_row(&mut self, element: &BytesStart<'_>) -> Result<(), Error> {
        let previous = self.grid.places.rows.last().map_or(0, |(row, _)| *row);
        let stated = raw_attributes(element).find(|(name, _)| *name == "r");
        self.row = match stated {
            Some((_, number)) => number
                .parse()
                .ok()
                .filter(|row| (1..=ROWS).contains(row))
                .ok_or_else(|| self.no_such("row", number))?,
            None if self.row < ROWS => self.row + 1,
            None => return Err(limit("the number of rows of a sheet", ROWS.into())),
        };
        self.column = 0;
        let place = self.xml.span().start;
        self.grid.places.rows.push((self.row, place));
        if self.row <= previous {
            self.disorder(&format!("row {}", self.row));
        }
        Ok(())
    }

    fn cell(&mut self, element: &BytesStart<'_>) -> Result<(), Error> {
        let attributes = self.attributes(element)?;
        let (content, is_formula) = self.content(&attributes)?;
        let is_struck = match content {
            Some(Content::Shared(number)) => self.workbook.shared.is_struck(number),
            Some(Content::Own(number)) => self.grid.own.is_struck(number),
            _ => false,
        };
        if content.is_some() && (is_struck || self.workbook.styles.is_struck(attributes.format)) {
            self.grid.struck.push((self.row, self.column));
        }
        if let Some(content) = content {
            self.grid.cells.push(Cell {
                row: self.row,
                column: self.column,
                content,
                is_bold: self.workbook.styles.is_bold(attributes.format),
                is_formula,
                is_merged: false,
            });
            self.grid.check_size(self.workbook.limits)?;
        } else if is_formula {
            self.grid.unresolved.push((self.row, self.column));
        }
        Ok(())
    }

    fn attributes(&mut self, element: &BytesStart<'_>) -> Result<Attributes, Error> {
        let mut attributes = Attributes {
            kind: Kind::Number,
            format: 0,
        };
        let mut position = None;
        for (name, value) in raw_attributes(element) {
            match name {
                "r" => {
                    if position.is_some() {
                        // Which of two counts, only the program that wrote them knows.
                        self.disorder(value);
                    }
                    position =
                        Some(cell_position(value).ok_or_else(|| self.no_such("cell at", value))?);
                }
                "s" => attributes.format = value.parse().unwrap_or(0),
                "t" => {
                    attributes.kind = match value {
                        "s" => Kind::Shared,
                        "inlineStr" => Kind::Inline,
                        "str" => Kind::FormulaText,
                        "b" => Kind::Boolean,
                        "e" => Kind::Error,
                        "d" => Kind::Date,
                        _ => Kind::Number,
                    };
                }
                _ => {}
            }
        }
        match position {
            Some((row, column)) => {
                if row != self.row || column <= self.column {
                    self.disorder(&format!("{}{row}", column_letters(column)));
                }
                (self.row, self.column) = (row, column);
            }
            None if self.row == 0 => return Err(damage("a cell stands outside of every row")),
            None if self.column < COLUMNS => self.column += 1,
            None => return Err(limit("the number of columns of a sheet", COLUMNS.into())),
        }
        Ok(attributes)
    }

    /// The content of the cell that just started, if it has any, and whether it is a formula's.
    fn content(&mut self, attributes: &Attributes) -> Result<(Option<Content>, bool), Error> {
        let mut content = None;
        let mut is_formula = false;
        while let Some(child) = self.xml.next_child()? {
            match local(&child) {
                "v" => content = self.value(attributes)?,
                "is" => content = Some(Content::Own(self.grid.own.append(&mut self.xml)?)),
                "f" => {
                    is_formula = true;
                    self.formula(&child)?;
                }
                _ => self.xml.skip()?,
            }
        }
        Ok((content, is_formula))
    }

    /// The formula that just started.
    fn formula(&mut self, element: &BytesStart<'_>) -> Result<(), Error> {
        let (mut shared, mut gives_others, mut area) = (None, false, None);
        for (name, value) in raw_attributes(element) {
            match name {
                "si" => shared = value.parse::<u64>().ok(),
                "t" => gives_others = matches!(value, "array" | "dataTable"),
                "ref" => area = ranges::parse(value),
                _ => {}
            }
        }
        self.grid
            .places
            .arrays
            .extend(area.filter(|_| gives_others));
        let most = self.workbook.limits.cells;
        if shared.is_some_and(|number| number > most) {
            let sheet = &self.entry.name;
            let what = format!("the number of a shared formula of {sheet}");
            return Err(self.workbook.limits.passed("cells", &what));
        }
        let mut formula = String::new();
        self.xml.append_text(&mut formula)?;
        let shared = shared.and_then(|number| u32::try_from(number).ok());
        if let Some(number) = shared.filter(|_| !formula.is_empty()) {
            let stated = (self.row, self.column, formula.clone());
            let known = &mut self.grid.places.shared_formulas;
            known.entry(number).or_insert(stated);
        }
        self.grid.formulas.entry(self.column).or_insert(formula);
        Ok(())
    }

    /// The content in the `v` that just started.
    fn value(&mut self, attributes: &Attributes) -> Result<Option<Content>, Error> {
        let kind = attributes.kind;
        if matches!(kind, Kind::FormulaText | Kind::Inline) {
            let text = self.grid.own.append_plain(&mut self.xml)?;
            return Ok(Some(Content::Own(text)));
        }
        self.value.clear();
        self.xml.append_text(&mut self.value)?;
        let value = self.value.trim();
        if value.is_empty() {
            return Ok(None);
        }
        if kind == Kind::Shared {
            return self.shared(value).map(Some);
        }
        let shows = self.workbook.styles.shows(attributes.format);
        let value = match kind {
            Kind::Boolean => values::boolean(value),
            Kind::Error => Some(Value::Error(value.to_owned())),
            Kind::Date => values::iso_date(value),
            _ => values::number(value, shows, self.workbook.is_1904),
        };
        let shown = match (&value, shows) {
            (Some(Value::Number(number)), Shows::Text(padded)) => padded.text(*number),
            _ => None,
        };
        Ok(Some(match value {
            Some(value) => self.grid.push(value, shown),
            // Such as a time of day without a date, in a workbook of ISO dates.
            None if kind == Kind::Date => Content::Own(self.grid.own.push(self.value.trim())),
            None => Content::Unreadable,
        }))
    }

    /// The content of a cell with a number of a shared string.
    fn shared(&self, value: &str) -> Result<Content, Error> {
        let number = value.parse().ok();
        match number.filter(|number| self.grid.shared.text(*number).is_some()) {
            Some(number) => Ok(Content::Shared(number)),
            None => {
                let cell = format!("{}{}", column_letters(self.column), self.row);
                let sheet = &self.entry.name;
                Err(damage(format!(
                    "{sheet}!{cell} has the shared string `{value}`, which is none"
                )))
            }
        }
    }

    /// What is not in order is read all the same, but not changed.
    fn disorder(&mut self, at: &str) {
        let disorder = &mut self.grid.places.disorder;
        disorder.get_or_insert_with(|| at.to_owned());
    }

    fn no_such(&self, what: &str, reference: &str) -> Error {
        let sheet = &self.entry.name;
        damage(format!(
            "the sheet {sheet} has a {what} `{reference}`, which no sheet has"
        ))
    }
}

/// The attributes of an element as they stand, by local name. Those read here are numbers and
/// references, which have nothing to unescape.
fn raw_attributes<'e>(element: &'e BytesStart<'_>) -> impl Iterator<Item = (&'e str, &'e str)> {
    let raw = element.attributes_raw();
    attribute_spans(raw).map(|(name, span)| (name, &raw[span]))
}
