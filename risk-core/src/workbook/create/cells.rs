//! Values into the cells of a sheet.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Formula, Url, Worksheet, XlsxError};

use super::heights::Heights;
use super::styles::Styles;
use super::{refused, writer};
use crate::error::Error;
use crate::register::representable::{is_too_long, too_long};
use crate::register::{Date, DateTime, ExtraValue, Stated};
use crate::workbook::package::reads_as_escape;
use crate::workbook::values;

/// A value cannot be put into a cell.
pub(super) enum CellError {
    /// It would not be read back.
    Unfit(String),
    /// The writer failed.
    Writer(XlsxError),
}

impl From<XlsxError> for CellError {
    fn from(error: XlsxError) -> Self {
        match error {
            // Its length of a text in runs counts their markup.
            XlsxError::MaxStringLengthExceeded => Self::Unfit(
                "with the marks of its bold parts it is longer than a cell can be".into(),
            ),
            error => Self::Writer(error),
        }
    }
}

impl CellError {
    /// The error of a field of a record.
    pub fn of(self, record: impl Into<String>, field: impl Into<String>) -> Error {
        match self {
            Self::Unfit(reason) => refused(record, field, reason),
            Self::Writer(error) => writer(error),
        }
    }
}

type Written = Result<(), CellError>;

fn unfit(reason: impl Into<String>) -> Written {
    Err(CellError::Unfit(reason.into()))
}

/// The cells of a sheet. Rows and columns are counted from 0.
pub(super) struct Cells<'a> {
    pub sheet: &'a mut Worksheet,
    pub styles: &'a Styles,
    /// The widths of the columns.
    widths: Vec<f64>,
    heights: Heights,
    links: usize,
}

/// Excel refuses a sheet with more links than this.
const MOST_LINKS: usize = 65_530;
/// Excel refuses a link longer than this.
const LONGEST_LINK: usize = 2_080;

impl<'a> Cells<'a> {
    pub fn new(sheet: &'a mut Worksheet, styles: &'a Styles, widths: Vec<f64>) -> Self {
        Self {
            sheet,
            styles,
            widths,
            heights: Heights::default(),
            links: 0,
        }
    }

    /// The row is complete.
    pub fn end_row(&mut self) {
        self.heights.end_row();
    }

    /// How high the rows have to be.
    pub fn into_heights(self) -> Heights {
        self.heights
    }

    /// Takes account of the height of a text.
    fn fit(&mut self, column: u16, text: &str) {
        if let Some(width) = self.widths.get(usize::from(column)) {
            self.heights.add(*width, text);
        }
    }

    /// Text in the look of its column; nothing where it is empty.
    pub fn text(&mut self, row: u32, column: u16, text: &str) -> Written {
        self.text_in(row, column, text, None)
    }

    /// Text in a look of its own, or that of its column.
    pub fn text_in(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        format: Option<&Format>,
    ) -> Written {
        if text.is_empty() {
            return Ok(());
        }
        if is_too_long(text) {
            return unfit(too_long());
        }
        self.fit(column, text);
        let quoted;
        let format = if text.starts_with(['=', '+', '-', '@']) {
            // A person who edits such a cell does not make a formula of it.
            quoted = format
                .unwrap_or(&self.styles.text)
                .clone()
                .set_quote_prefix();
            Some(&quoted)
        } else {
            format
        };
        if is_mistaken(text) {
            let run = [(&self.styles.plain_run, &*escaped(text))];
            match format {
                Some(format) => self
                    .sheet
                    .write_rich_string_with_format(row, column, &run, format)?,
                None => self.sheet.write_rich_string(row, column, &run)?,
            };
            return Ok(());
        }
        match format {
            Some(format) => self
                .sheet
                .write_string_with_format(row, column, text, format)?,
            None => self.sheet.write_string(row, column, text)?,
        };
        Ok(())
    }

    /// Text in runs, each with whether it is bold.
    pub fn runs(&mut self, row: u32, column: u16, runs: &[(String, bool)]) -> Written {
        match runs {
            [] => Ok(()),
            [(text, false)] => self.text(row, column, text),
            [(text, true)] => self.text_in(row, column, text, Some(&self.styles.bold)),
            runs => {
                let whole: String = runs.iter().map(|(text, _)| text.as_str()).collect();
                if is_too_long(&whole) {
                    return unfit(too_long());
                }
                self.fit(column, &whole);
                let texts: Vec<Cow<'_, str>> = runs.iter().map(|(text, _)| escaped(text)).collect();
                let format = |is_bold: bool| {
                    if is_bold {
                        &self.styles.bold_run
                    } else {
                        &self.styles.plain_run
                    }
                };
                let segments: Vec<(&Format, &str)> = runs
                    .iter()
                    .zip(&texts)
                    .map(|((_, is_bold), text)| (format(*is_bold), &**text))
                    .collect();
                self.sheet.write_rich_string(row, column, &segments)?;
                Ok(())
            }
        }
    }

    /// Text that is a link, where a cell may be one.
    pub fn link(&mut self, row: u32, column: u16, text: &str, address: &str) -> Written {
        // The writer would escape once more what is escaped, and the link lead elsewhere.
        let is_linkable =
            self.links < MOST_LINKS && address.len() <= LONGEST_LINK && !address.contains('%');
        // A text that needs care is seldom; without its link nothing is lost.
        if !is_linkable || is_mistaken(text) || is_too_long(text) {
            return self.text(row, column, text);
        }
        self.fit(column, text);
        let format = Some(&self.styles.link);
        self.sheet
            .write_url_with_options(row, column, Url::new(address), text, "", format)?;
        self.links += 1;
        Ok(())
    }

    /// A date as such, where the calendar of spreadsheets has it; else its text.
    pub fn date(&mut self, row: u32, column: u16, date: &Stated<Date>) -> Written {
        match date {
            Stated::Known(date) if values::serial(date.midnight(), false).is_some() => {
                self.date_time(row, column, date.midnight())
            }
            _ => self.text(row, column, &date.to_string()),
        }
    }

    /// A value of a column beyond the model.
    pub fn value(&mut self, row: u32, column: u16, value: &ExtraValue) -> Written {
        match value {
            ExtraValue::Text(text) if text.is_empty() => {
                return unfit("it is an empty text, which in a cell is nothing");
            }
            ExtraValue::Text(text) => return self.text(row, column, text),
            ExtraValue::Integer(_) | ExtraValue::Float(_) => match values::number_of(value) {
                Some(number) => self.sheet.write_number(row, column, number)?,
                None => return unfit("it is a number that no cell can have"),
            },
            ExtraValue::Boolean(value) => self.sheet.write_boolean(row, column, *value)?,
            ExtraValue::DateTime(value) => return self.date_time(row, column, *value),
            ExtraValue::Error(error) if values::ERRORS.contains(&error.as_str()) => {
                let formula = Formula::new(format!("={error}")).set_result(error);
                self.sheet.write_formula(row, column, formula)?
            }
            ExtraValue::Error(_) => return unfit("it is an error that no formula gives"),
        };
        Ok(())
    }

    fn date_time(&mut self, row: u32, column: u16, value: DateTime) -> Written {
        let Some(days) = values::serial(value, false) else {
            return unfit("the calendar of spreadsheets does not have it");
        };
        let format = if (0.0..1.0).contains(&days) {
            &self.styles.time
        } else if days.fract() == 0.0 {
            &self.styles.date
        } else if value.to_string().contains('.') {
            &self.styles.milliseconds
        } else {
            &self.styles.date_time
        };
        self.sheet
            .write_number_with_format(row, column, days, format)?;
        Ok(())
    }
}

/// A text whose literal `_x0041_` stays one. The writer does so itself for texts without runs.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        if reads_as_escape(&text[at..]) {
            escaped.push_str("_x005F");
        }
        escaped.push(c);
    }
    Cow::Owned(escaped)
}

/// Whether the writer would take a text without runs for markup, or for an escape, because it escapes
/// the character behind what looks like one.
fn is_mistaken(text: &str) -> bool {
    let is_markup = text.starts_with("<r>") && text.ends_with("</r>");
    let is_made = |(at, _): (usize, &str)| {
        let end = at + "_x0041".len();
        reads_as_escape(&text[at..]) && !text[end..].starts_with('_')
    };
    is_markup || text.match_indices("_x").any(is_made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_an_escape_is_escaped() {
        assert_eq!(escaped("a _x0041_ b"), "a _x005F_x0041_ b");
        assert_eq!(
            escaped("_x0041_x0042_"),
            "_x005F_x0041_x005F_x0042_",
            "they share an underscore"
        );
        assert_eq!(escaped("_x0041\u{1}"), "_x005F_x0041\u{1}");
        for text in ["_x41_", "_xZZZZ_", "x0041_", "_x0041"] {
            assert_eq!(escaped(text), text);
        }
        assert!(is_mistaken("<r>a</r>") && is_mistaken("_x0041\r"));
        assert!(is_mistaken("_x0041_x0042\u{1}"), "they share an underscore");
        assert!(!is_mistaken("_x0041_") && !is_mistaken("<r>"));
    }
}
