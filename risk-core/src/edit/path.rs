//! What of a record an assignment is about, by its path.

use std::fmt;
use std::str::FromStr;

use super::EditError;
use super::quote::{in_double_quotes, unquoted};
use crate::record::Key;

/// What of a record is meant. Which fields there are is known only together with the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Path {
    /// A field, such as `acceptance.by`.
    Field(String),
    /// An entry of a list, such as `observations[2].status`.
    Entry(String, Entry),
    /// A value beyond the model, such as `extra.Team`.
    Extra(Key),
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The position of the entry, counted from 1.
    pub position: usize,
    /// What of the entry is meant, unless the whole.
    pub part: Option<String>,
}

impl Entry {
    /// The same, where the text of an entry is the whole.
    pub fn of_text(&self) -> Self {
        let part = self.part.clone().filter(|part| part != "text");
        let position = self.position;
        Self { position, part }
    }
}

/// What stands before a header.
pub(super) const EXTRA: &str = "extra.";

impl Path {
    /// Whether a text begins with a header in quotes, which may have any character.
    pub fn begins_with_quoted_header(text: &str) -> bool {
        let header = text.trim_start().strip_prefix(EXTRA);
        header.is_some_and(|header| header.trim_start().starts_with('"'))
    }
}

impl FromStr for Path {
    type Err = EditError;

    fn from_str(text: &str) -> Result<Self, EditError> {
        let text = text.trim();
        let path = match (text.strip_prefix(EXTRA), text.split_once('[')) {
            (Some(header), _) => extra(header.trim()),
            (None, Some((list, rest))) => {
                entry(rest).map(|entry| Self::Entry(list.to_owned(), entry))
            }
            (None, None) if text.is_empty() => Err("it is empty"),
            (None, None) => Ok(Self::Field(text.to_owned())),
        };
        path.map_err(|reason| EditError::InvalidPath {
            path: text.to_owned(),
            reason,
        })
    }
}

fn extra(header: &str) -> Result<Path, &'static str> {
    let text = if header.starts_with('"') {
        unquoted(header).ok_or("a quoted header ends in its quote, and has others doubled")?
    } else {
        header.to_owned()
    };
    Ok(Path::Extra(Key::parse(&text)))
}

/// What follows the opening bracket: `2].status`.
fn entry(text: &str) -> Result<Entry, &'static str> {
    const POSITION: &str = "a position is a whole number from 1, in brackets";
    let (digits, rest) = text.split_once(']').ok_or(POSITION)?;
    let digits = digits.trim();
    let position = digits.parse().ok().filter(|position| *position > 0);
    let position = position.filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let part = match (rest, rest.strip_prefix('.')) {
        ("", _) => None,
        (_, Some(part)) => Some(part.to_owned()),
        (_, None) => return Err("nothing but `.` and a name may follow a position"),
    };
    Ok(Entry {
        position: position.ok_or(POSITION)?,
        part,
    })
}

/// The form that is read back as the same path.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => f.write_str(name),
            Self::Entry(list, Entry { position, part }) => {
                write!(f, "{list}[{position}]")?;
                part.as_ref().map_or(Ok(()), |part| write!(f, ".{part}"))
            }
            Self::Extra(key) => {
                let header = key.to_string();
                if reads_back(&header) {
                    write!(f, "{EXTRA}{header}")
                } else {
                    write!(f, "{EXTRA}{}", in_double_quotes(&header))
                }
            }
        }
    }
}

/// Whether a header can stand without quotes.
fn reads_back(header: &str) -> bool {
    let begins_or_ends_otherwise = header.starts_with('"') || header.ends_with('+');
    header.trim() == header && !header.contains('=') && !begins_or_ends_otherwise
}
