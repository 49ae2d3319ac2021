//! One cell of a sheet: what it has, and the XML of what it is to have.

use super::content::{Content, Dates, Surroundings, content};
use super::formats::CellFormats;
use super::markup::attribute_span;
use super::plan::CellPlan;
use super::rows::{RawCell, RawRow};
use super::sheet::SheetUpdate;
use crate::change::CellChange;
use crate::error::Error;
use crate::record::text::quote;
use crate::record::{Field, column_letters};
use crate::register::{ExtraValue, Kind};
use crate::workbook::grid::Value;
use crate::workbook::layout::{Piece, text_of};
use crate::workbook::number_format::Shows;
use crate::workbook::package::Xml;
use crate::workbook::recognise::Role;
use crate::workbook::values;
use crate::workbook::wanted::Wanted;

impl SheetUpdate<'_, '_> {
    /// The XML of a cell that is to have something else, and an account of it.
    pub fn cell(
        &mut self,
        row: u32,
        plan: &CellPlan<'_>,
        old: Option<&RawCell>,
        style: Option<&str>,
    ) -> Result<String, Error> {
        self.check_result(row, plan.column)?;
        if old.is_some_and(|cell| cell.formula.is_some()) {
            let remedy = self.change_formula(row, plan.column);
            return Err(self.refused(row, plan.column, "a formula stands there", remedy));
        }
        let date_style = self.style_of_date(row, plan, old, style)?;
        let style = date_style.as_deref().or(style);
        let number = format_number(style);
        let fonts = &self.package.fonts;
        let mut formats = CellFormats::new(fonts.of(number)?, fonts.styles.is_bold(number));
        let dates = self.dates(number, old);
        let shows = self.shows(plan.column, number).clone();
        let shows = &shows;
        let pieces = match old {
            Some(cell) => self.pieces(cell, &mut formats)?,
            None => Vec::new(),
        };
        let number = self.number(plan, old, shows)?;
        let around = Surroundings {
            pieces: &pieces,
            number,
            dates,
            trackers: self.package.trackers,
        };
        let content = content(&plan.wanted, around, &mut formats).map_err(|reason| {
            Error::NotRepresentable {
                location: plan.location.clone(),
                reason,
            }
        })?;
        self.note_text((row, plan), old, &content)?;
        let is_marked = matches!(plan.wanted, Wanted::Observations(_));
        let marked = is_marked.then_some(&formats);
        let before = old.and_then(|cell| shown(cell, &pieces, marked, (dates, shows)));
        let after = shown_content(&content, marked, (dates, shows));
        self.record(row, plan.column, before, after);
        let (kind, inner) = self.inner(&content, &formats)?;
        self.count_uses(old, kind == "s");
        Ok(self.element(row, plan.column, style, kind, &inner))
    }

    /// What the cells of a format show of their numbers in a column: the text of those that names are read of, which are
    /// what people see.
    pub fn shows(&self, column: u32, format: usize) -> &Shows {
        let is_name = match self.source.table.role(column) {
            Some(Role::Field(Field::Component(field))) => field.kind().is_of_names(),
            Some(Role::Field(Field::Risk(field))) => field.kind().is_of_names(),
            Some(Role::Extra(_) | Role::Derived(_)) => false,
            // A sheet of rehearsals names its records.
            None => true,
        };
        match self.package.fonts.styles.shows(format) {
            Shows::Text(_) | Shows::Unknown if !is_name => &Shows::Number,
            shows => shows,
        }
    }

    /// How a cell of a format has dates.
    pub fn dates(&self, format: usize, old: Option<&RawCell>) -> Dates {
        let is_1904 = self.package.contents.is_1904;
        if old.is_some_and(|cell| cell.kind == "d") {
            Dates::Iso
        } else if *self.package.fonts.styles.shows(format) == Shows::Date {
            Dates::Days { is_1904 }
        } else {
            Dates::Text
        }
    }

    /// Counts the cells that have a shared string.
    pub fn count_uses(&mut self, old: Option<&RawCell>, is_shared: bool) {
        let was_shared = old.is_some_and(|cell| cell.kind == "s");
        if let Some(strings) = &mut self.package.strings {
            strings.more_uses += i64::from(is_shared) - i64::from(was_shared);
        }
    }

    /// The number that is read as the text that a cell is to have, where numbers stand.
    fn number(
        &mut self,
        plan: &CellPlan<'_>,
        old: Option<&RawCell>,
        shows: &Shows,
    ) -> Result<Option<f64>, Error> {
        let text = match &plan.wanted {
            Wanted::Prose(text) => *text,
            Wanted::Name(text) => text,
            _ => return Ok(None),
        };
        if !self.is_numeric(plan.column, old)? {
            return Ok(None);
        }
        let role = self.source.table.role(plan.column);
        let is_duration = match role {
            Some(Role::Field(Field::Component(field))) => {
                matches!(field.kind(), Kind::Duration(_))
            }
            Some(Role::Field(Field::Risk(field))) => matches!(field.kind(), Kind::Duration(_)),
            _ => false,
        };
        Ok(match shows {
            Shows::Text(pattern) => pattern.number(text),
            Shows::Length if is_duration => values::days(text),
            // A time of day is shown without its day.
            Shows::Date => values::days(text).filter(|days| is_duration && *days < 1.0),
            _ => match values::number(text, &Shows::Number, false) {
                Some(Value::Number(number)) => ExtraValue::number(number)
                    .filter(|read| read.to_string() == text)
                    .map(|_| number),
                _ => None,
            },
        })
    }

    /// Notes a text where numbers stand: no formula counts with it.
    fn note_text(
        &mut self,
        (row, plan): (u32, &CellPlan<'_>),
        old: Option<&RawCell>,
        content: &Content,
    ) -> Result<(), Error> {
        let Content::Text(pieces) = content else {
            return Ok(());
        };
        let may_be_number = matches!(
            plan.wanted,
            Wanted::Prose(_) | Wanted::Name(_) | Wanted::Date(_) | Wanted::Value(_)
        );
        if may_be_number && self.is_numeric(plan.column, old)? {
            let text = quote(&text_of(pieces));
            let what =
                format!("{text} is a text here, where the column has numbers, dates or times");
            self.note(row, plan.column, what);
        }
        Ok(())
    }

    /// Whether numbers stand in the place of a cell: in it or, where it is blank, in the last row of
    /// the table that has something there.
    fn is_numeric(&mut self, column: u32, old: Option<&RawCell>) -> Result<bool, Error> {
        let is_number =
            |cell: &RawCell| matches!(cell.kind.as_str(), "" | "n") && cell.value.is_some();
        if let Some(cell) = old.filter(|cell| !cell.is_blank()) {
            return Ok(is_number(cell));
        }
        if let Some(known) = self.numeric.get(&column) {
            return Ok(*known);
        }
        let mut last = None;
        for number in self.source.rows.iter().rev() {
            let cells = self.row(*number)?.into_iter().flat_map(|row| row.cells);
            let mut filled = cells.filter(|cell| cell.column == column && !cell.is_blank());
            last = filled.next();
            if last.is_some() {
                break;
            }
        }
        let known = last.as_ref().is_some_and(is_number);
        self.numeric.insert(column, known);
        Ok(known)
    }

    /// The format that a cell has which does not stand in its row.
    pub fn style_of_row(&self, row: &RawRow, column: u32) -> Option<String> {
        let stated = |name| self.attribute_of(row, name);
        let is_own = matches!(stated("customFormat"), Some("1" | "true"));
        let own = stated("s").filter(|_| is_own);
        own.or_else(|| self.regions.column_style(column))
            .map(str::to_owned)
    }

    /// What the tag of a row states by an attribute.
    pub fn attribute_of(&self, row: &RawRow, name: &str) -> Option<&str> {
        let span = attribute_span(&self.text, row.tag.clone(), name)?;
        Some(&self.text[span])
    }

    /// The pieces of text that a cell has; none where it has no text.
    pub fn pieces(&self, cell: &RawCell, formats: &mut CellFormats) -> Result<Vec<Piece>, Error> {
        let value = cell.value.as_deref().unwrap_or_default();
        let plain = |text: &str| match text {
            "" => Vec::new(),
            text => vec![Piece {
                text: text.to_owned(),
                format: 0,
            }],
        };
        match (cell.kind.as_str(), cell.inline) {
            ("s", _) => {
                let number = value.trim().parse().unwrap_or(usize::MAX);
                match &self.package.strings {
                    Some(strings) => formats.read(strings.string(number)?, &strings.text),
                    None => Ok(Vec::new()),
                }
            }
            (_, Some(place)) => {
                let depth = self.package.limits.depth;
                let xml = Xml::within(&self.entry.part, &self.text, place, depth);
                formats.read(xml, &self.text)
            }
            ("str" | "inlineStr", None) => Ok(plain(value)),
            _ => Ok(Vec::new()),
        }
    }

    /// The type of a cell that has a content, and what stands in its element.
    fn inner(
        &mut self,
        content: &Content,
        formats: &CellFormats,
    ) -> Result<(&'static str, String), Error> {
        let pieces = match content {
            Content::Blank => return Ok(("", String::new())),
            Content::Value(kind, value) => return Ok((kind, self.value(value))),
            Content::Text(pieces) => pieces,
        };
        let Some(strings) = &mut self.package.strings else {
            let (name, text) = (self.dialect.name("is"), formats.xml(pieces, &self.dialect));
            return Ok(("inlineStr", format!("<{name}>{text}</{name}>")));
        };
        let text = formats.xml(pieces, &strings.dialect);
        let number = strings.number_of(&text, CellFormats::is_plain(pieces))?;
        Ok(("s", self.value(&number.to_string())))
    }

    fn value(&self, value: &str) -> String {
        let name = self.dialect.name("v");
        format!("<{name}>{}</{name}>", self.dialect.text(value))
    }

    pub fn element(
        &self,
        row: u32,
        column: u32,
        style: Option<&str>,
        kind: &str,
        inner: &str,
    ) -> String {
        let name = self.dialect.name("c");
        let style = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
        let kind = match kind {
            "" => String::new(),
            kind => format!(" t=\"{kind}\""),
        };
        let tag = format!("<{name} r=\"{}{row}\"{style}{kind}", column_letters(column));
        if inner.is_empty() {
            format!("{tag}/>")
        } else {
            format!("{tag}>{inner}</{name}>")
        }
    }

    /// Notes what a cell had and has now, for the report.
    pub fn record(&mut self, row: u32, column: u32, before: Option<String>, after: Option<String>) {
        self.cells.push(CellChange {
            sheet: self.entry.name.clone(),
            row,
            column,
            before,
            after,
        });
    }
}

fn shown_pieces(pieces: &[Piece], marked: Option<&CellFormats>) -> String {
    match marked {
        Some(formats) => formats.marked(pieces),
        None => text_of(pieces),
    }
}

/// How a cell has dates, and what its format makes of a number.
type Look<'a> = (Dates, &'a Shows);

fn shown_number(text: &str, (dates, shows): Look<'_>) -> String {
    let is_1904 = dates == Dates::Days { is_1904: true };
    let shown = match values::number(text, shows, is_1904) {
        Some(Value::DateTime(date)) => values::clock(date).or_else(|| Some(date.to_string())),
        Some(Value::Length(days)) => values::length(days),
        Some(Value::Number(number)) => match shows {
            Shows::Text(pattern) => pattern.text(number),
            _ => None,
        }
        .or_else(|| ExtraValue::number(number).map(|value| value.to_string())),
        _ => None,
    };
    shown.unwrap_or_else(|| text.to_owned())
}

fn shown_content(
    content: &Content,
    marked: Option<&CellFormats>,
    look: Look<'_>,
) -> Option<String> {
    match content {
        Content::Blank => None,
        Content::Text(pieces) => Some(shown_pieces(pieces, marked)),
        Content::Value(kind, value) => Some(shown_value(kind, value, look)),
    }
}

fn shown_value(kind: &str, value: &str, look: Look<'_>) -> String {
    match (kind, value) {
        ("b", "1" | "true") => "TRUE".to_owned(),
        ("b", _) => "FALSE".to_owned(),
        ("" | "n", _) => shown_number(value, look),
        _ => value.to_owned(),
    }
}

/// What a cell has, as it is reported.
pub(super) fn shown(
    cell: &RawCell,
    pieces: &[Piece],
    marked: Option<&CellFormats>,
    look: Look<'_>,
) -> Option<String> {
    if let Some(formula) = &cell.formula {
        return Some(format!("={}", formula.text));
    }
    if !pieces.is_empty() {
        return Some(shown_pieces(pieces, marked));
    }
    let value = cell.value.as_deref().filter(|value| !value.is_empty())?;
    (cell.kind != "s").then(|| shown_value(&cell.kind, value, look))
}

/// The number of the format that a cell states.
pub(super) fn format_number(style: Option<&str>) -> usize {
    let number = style.and_then(|style| style.parse().ok());
    number.unwrap_or(0)
}
