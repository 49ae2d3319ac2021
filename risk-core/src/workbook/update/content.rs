//! What a cell is to have, in the words of the file format.

use super::formats::CellFormats;
use crate::register::representable::{LONGEST_TEXT, too_long};
use crate::register::{DateTime, ExtraValue, Stated, Trackers};
use crate::workbook::grid::Value;
use crate::workbook::layout::{
    Piece, put_entries, put_name, put_notes, put_observations, put_text,
};
use crate::workbook::values;
use crate::workbook::wanted::Wanted;

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Blank,
    Text(Vec<Piece>),
    /// A value: its type, such as `b` for what is true or false, and how it is written. Numbers have none.
    Value(&'static str, String),
}

impl Content {
    fn number(number: f64) -> Self {
        Self::Value("", number.to_string())
    }
}

/// What a cell has now, as far as it shows how to write into it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// The text that it has.
    pub pieces: &'a [Piece],
    /// The number that is read here as the text that the cell is to have.
    pub number: Option<f64>,
    pub dates: Dates,
    pub trackers: &'a Trackers,
}

/// How a cell has dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dates {
    /// As text: its format does not show a number as a date.
    Text,
    /// As the number of days that its format shows as a date.
    Days {
        /// Whether they count from 1904.
        is_1904: bool,
    },
    /// As ISO 8601 has them.
    Iso,
}

/// The content of a cell that is to have something.
///
/// # Errors
///
/// Why no content would be read back as it.
pub(super) fn content(
    wanted: &Wanted<'_>,
    around: Surroundings<'_>,
    formats: &mut CellFormats,
) -> Result<Content, String> {
    if wanted.is_nothing() {
        return Ok(Content::Blank);
    }
    let old = around.pieces;
    let unreadable = || UNREADABLE.to_owned();
    let pieces = match wanted {
        Wanted::Prose(text) => return limited(around.text(|old| put_text(old, text))),
        Wanted::Name(text) => return limited(around.text(|old| put_name(old, text))),
        Wanted::Date(date) => return limited(around.date(*date)),
        Wanted::Value(value) => return limited(around.value(*value)?),
        Wanted::Observations(list) => put_observations(old, list, formats),
        Wanted::Entries(list) => put_entries(old, list, formats),
        Wanted::Notes(notes, links) => put_notes(old, notes, links, around.trackers),
    };
    limited(Content::Text(pieces.ok_or_else(unreadable)?))
}

const UNREADABLE: &str = "its text would be read as something else";

/// Refuses a text that no cell holds; one without anything is blank.
fn limited(content: Content) -> Result<Content, String> {
    let Content::Text(pieces) = &content else {
        return Ok(content);
    };
    let bytes: usize = pieces.iter().map(|piece| piece.text.len()).sum();
    let units = |piece: &Piece| piece.text.encode_utf16().count();
    if bytes > LONGEST_TEXT && pieces.iter().map(units).sum::<usize>() > LONGEST_TEXT {
        return Err(too_long());
    }
    Ok(if bytes == 0 { Content::Blank } else { content })
}

impl Surroundings<'_> {
    /// A text; a number as such, where one is read as it.
    fn text(self, put: impl FnOnce(&[Piece]) -> Vec<Piece>) -> Content {
        let text = || Content::Text(put(self.pieces));
        self.number.map_or_else(text, Content::number)
    }

    fn date(self, date: Option<&Stated<crate::register::Date>>) -> Content {
        let Some(date) = date else {
            return Content::Blank;
        };
        let text = date.to_string();
        let as_number = match date {
            Stated::Known(date) => self.date_time(date.midnight()),
            Stated::Unrecognised(_) => None,
        };
        as_number.unwrap_or_else(|| Content::Text(put_name(self.pieces, &text)))
    }

    /// A date as its cell can show it.
    fn date_time(self, value: DateTime) -> Option<Content> {
        match self.dates {
            Dates::Text => None,
            Dates::Days { is_1904 } => values::serial(value, is_1904).map(Content::number),
            Dates::Iso => {
                let text = value.to_string().replace(' ', "T");
                let is_read = values::iso_date(&text) == Some(Value::DateTime(value));
                is_read.then_some(Content::Value("d", text))
            }
        }
    }

    fn value(self, value: Option<&ExtraValue>) -> Result<Content, String> {
        let Some(value) = value else {
            return Ok(Content::Blank);
        };
        let unfit = |reason: &str| Err(reason.to_owned());
        match value {
            ExtraValue::Text(text) if text.is_empty() => {
                unfit("it is an empty text, which in a cell is nothing")
            }
            ExtraValue::Text(text) => Ok(Content::Text(put_text(self.pieces, text))),
            ExtraValue::Integer(_) | ExtraValue::Float(_) => match values::number_of(value) {
                Some(_) if self.dates != Dates::Text => unfit("its cell shows numbers as dates"),
                Some(number) => Ok(Content::number(number)),
                None => unfit("it is a number that no cell can have"),
            },
            ExtraValue::Boolean(value) => Ok(Content::Value("b", u8::from(*value).to_string())),
            ExtraValue::DateTime(value) => match self.date_time(*value) {
                Some(content) => Ok(content),
                None => unfit("its cell is not formatted to show dates"),
            },
            ExtraValue::Error(error) if values::ERRORS.contains(&error.as_str()) => {
                Ok(Content::Value("e", error.clone()))
            }
            ExtraValue::Error(_) => unfit("it is an error that no formula gives"),
        }
    }
}
