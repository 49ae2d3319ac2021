//! A text that is read, and places in it.

use crate::error::{Error, Problem, Remedy};
use crate::record::Location;

use super::ReadComponents;

/// What a name, a kind or an owner is: one line without white space around it.
pub(super) fn line(text: &str) -> String {
    let text = text.trim();
    if text.contains(char::is_control) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

/// What a description is: lines without white space around them all.
pub(super) fn prose(text: &str) -> String {
    text.trim().replace("\r\n", "\n")
}

/// A text and what it is called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a> {
    /// The text, without a byte order mark.
    pub text: &'a str,
    /// What requirements and messages call it.
    pub name: &'a str,
}

impl<'a> Text<'a> {
    /// The text of a file.
    pub fn new(bytes: &'a [u8], name: &'a str) -> Result<Self, Error> {
        if bytes.len() as u64 > ReadComponents::MOST_BYTES {
            return Err(Error::Limit {
                what: format!("the size of {name} in bytes"),
                limit: ReadComponents::MOST_BYTES,
                name: None,
            });
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self {
                text: text.strip_prefix('\u{feff}').unwrap_or(text),
                name,
            }),
            Err(_) => {
                let before = bytes.utf8_chunks().next();
                let text = before.map_or("", |before| before.valid());
                let message = "expected UTF-8, found other bytes: save the file as UTF-8";
                Err(Self { text, name }.malformed(text.len(), message))
            }
        }
    }

    /// The error of a picture of a register, in a language of pictures.
    pub fn own_picture(&self, language: &str) -> Error {
        Error::Unclear {
            question: format!(
                "{} is a picture of a register in {language}, which shows names and groups and states neither",
                self.name
            ),
            remedy: Remedy::GraphAsJson,
        }
    }

    /// The line and the column of a byte, counted from 1.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    /// The error of what stands at a byte.
    pub fn malformed(&self, offset: usize, message: impl Into<String>) -> Error {
        self.malformed_at(self.position(offset), message)
    }

    /// The error of what stands at a line and a column.
    pub fn malformed_at(
        &self,
        (line, column): (usize, usize),
        message: impl Into<String>,
    ) -> Error {
        Error::Malformed {
            problems: vec![Problem {
                location: Location::Position {
                    file: self.name.to_owned(),
                    line,
                    column,
                },
                message: message.into(),
            }],
        }
    }
}
