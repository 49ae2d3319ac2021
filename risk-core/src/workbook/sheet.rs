//! Reading the cells of a worksheet's XML.

mod beside;
mod plain;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::Limits;
use super::grid::{Cell, Content, Grid, Shown, Value, cell_position};
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
    pub shared: &'a Arc<Texts>,
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
        is_in_row: false,
        most_rows,
        rows: 0,
        counted: 0,
        value: String::new(),
        grid: Grid {
            has_bold: true,
            ..Grid::empty(&entry.name, entry.hidden, Arc::clone(workbook.shared))
        },
    };
    reader.rows()?;
    let mut grid = reader.grid;
    grid.order()?;
    grid.unseen.sort_unstable();
    grid.mark_results();
    grid.order_hidden_columns();
    grid.spread_unresolved(workbook.limits)?;
    grid.spread_merges(workbook.limits)?;
    grid.note_beneath(workbook.limits)?;
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
    /// Whether the element that is open is a row.
    is_in_row: bool,
    /// How many rows are to be read that have something, how many are, and which was counted last.
    most_rows: usize,
    rows: usize,
    counted: u32,
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
    fn rows(&mut self) -> Result<(), Error> {
        let mut within_data = false;
        loop {
            if within_data && !self.plain()? {
                return Ok(());
            }
            let is_in_row = std::mem::take(&mut self.is_in_row);
            match self.xml.next()? {
                Event::Start(element) => match local(&element) {
                    "sheetData" => within_data = true,
                    "row" if within_data => {
                        let place = self.xml.span().start;
                        if !self.start_row(element.attributes_raw(), place)? {
                            return Ok(());
                        }
                        self.is_in_row = element.name().into_inner() == "row";
                    }
                    "c" if within_data => {
                        self.cell(&element)?;
                        self.is_in_row = is_in_row;
                    }
                    _ if within_data => {}
                    "col" => self.column_look(&element),
                    "mergeCell" => self.merge(&element),
                    "hyperlink" => self.link(&element),
                    "dataValidation" => self.validation(&element)?,
                    "conditionalFormatting" => self.condition(&element)?,
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

    /// Begins a row of such attributes; whether it is still to be read.
    fn start_row(&mut self, attributes: &str, place: usize) -> Result<bool, Error> {
        // Only rows that have something count.
        let last = self.grid.cells.last().map_or(0, |cell| cell.row);
        if last != self.counted {
            self.counted = last;
            self.rows += 1;
        }
        if self.rows >= self.most_rows {
            return Ok(false);
        }
        let previous = self.grid.places.rows.last().map_or(0, |(row, _)| *row);
        let stated = raw_attributes(attributes).find(|(name, _)| *name == "r");
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
        self.grid.places.rows.push((self.row, place));
        if self.row <= previous {
            self.disorder(&format!("row {}", self.row));
        }
        Ok(true)
    }

    fn cell(&mut self, element: &BytesStart<'_>) -> Result<(), Error> {
        let attributes = self.attributes(element)?;
        let (content, is_formula) = self.content(&attributes)?;
        self.take(content, is_formula, attributes.format)
    }

    /// Takes in the cell at the place where the reader is.
    fn take(
        &mut self,
        content: Option<Content>,
        is_formula: bool,
        format: usize,
    ) -> Result<(), Error> {
        let Some(content) = content else {
            if is_formula {
                self.grid.unresolved.push((self.row, self.column));
            }
            return Ok(());
        };
        let is_struck = match content {
            Content::Shared(number) => self.workbook.shared.is_struck(number),
            Content::Own(number) => self.grid.own.is_struck(number),
            Content::Value(_) | Content::Unreadable => false,
        };
        if is_struck || self.workbook.styles.is_struck(format) {
            self.grid.struck.push((self.row, self.column));
        }
        let shows = self.workbook.styles.shows(format);
        self.grid
            .note_shown((self.row, self.column), content, shows);
        self.grid.cells.push(Cell {
            row: self.row,
            column: self.column,
            content,
            is_blank: self.grid.is_blank(content),
            is_bold: self.workbook.styles.is_bold(format),
            is_formula,
            is_merged: false,
        });
        self.grid.check_size(self.workbook.limits)
    }

    fn attributes(&mut self, element: &BytesStart<'_>) -> Result<Attributes, Error> {
        let mut attributes = Attributes {
            kind: Kind::Number,
            format: 0,
        };
        let mut position = None;
        for (name, value) in raw_attributes(element.attributes_raw()) {
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
        self.stand(position)?;
        Ok(attributes)
    }

    /// Goes to the cell of a position, or to the next one.
    fn stand(&mut self, position: Option<(u32, u32)>) -> Result<(), Error> {
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
        Ok(())
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
        for (name, value) in raw_attributes(element.attributes_raw()) {
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
        let known = &mut self.grid.places.shared_formulas;
        if let Some(number) = shared.filter(|_| !formula.is_empty()) {
            let stated = (self.row, self.column, formula.clone());
            known.entry(number).or_insert(stated);
        }
        let first = shared.filter(|_| formula.is_empty());
        let first = first.and_then(|number| known.get(&number));
        let stated = first.map_or(formula.as_str(), |(_, _, formula)| formula);
        self.grid.formulas.add(self.row, self.column, stated);
        Ok(())
    }

    /// The content in the `v` that just started.
    fn value(&mut self, attributes: &Attributes) -> Result<Option<Content>, Error> {
        let kind = attributes.kind;
        if matches!(kind, Kind::FormulaText | Kind::Inline) {
            let text = self.grid.own.append_plain(&mut self.xml)?;
            return Ok(Some(Content::Own(text)));
        }
        let mut value = std::mem::take(&mut self.value);
        value.clear();
        self.xml.append_text(&mut value)?;
        let content = match value.trim() {
            "" => None,
            text if kind == Kind::Shared => Some(self.shared(text)?),
            text => Some(self.scalar(kind, text, attributes.format)),
        };
        self.value = value;
        Ok(content)
    }

    /// The content of a cell with something else than a text, as it is written.
    fn scalar(&mut self, kind: Kind, text: &str, format: usize) -> Content {
        let shows = self.workbook.styles.shows(format);
        let value = match kind {
            Kind::Boolean => values::boolean(text),
            Kind::Error => Some(Value::Error(text.to_owned())),
            Kind::Date => values::iso_date(text),
            _ => values::number(text, shows, self.workbook.is_1904),
        };
        let shown = match (&value, shows) {
            (Some(Value::Number(_)), Shows::Text(pattern)) => Some(Shown::By(Arc::clone(pattern))),
            _ => None,
        };
        match value {
            Some(value) => self.grid.push(value, shown),
            // Such as a time of day without a date, in a workbook of ISO dates.
            None if kind == Kind::Date => Content::Own(self.grid.own.push(text)),
            None => Content::Unreadable,
        }
    }

    /// The content of a cell with a number of a shared string.
    fn shared(&self, value: &str) -> Result<Content, Error> {
        let number = value.parse().ok();
        match number.filter(|number| self.grid.shared.has(*number)) {
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
fn raw_attributes(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    attribute_spans(raw).map(|(name, span)| (name, &raw[span]))
}
