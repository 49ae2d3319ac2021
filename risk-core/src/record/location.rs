//! Where something stands.

use std::fmt;

use super::{Beside, ComponentField, Field, RiskField};

/// Where something is, in the terms of the form that it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Location {
    /// A cell of a workbook, written `Risks!D7`.
    Cell {
        /// The name of the sheet.
        sheet: String,
        /// The row, counted from 1.
        row: u32,
        /// The column, counted from 1.
        column: u32,
    },
    /// A sheet of a workbook.
    Sheet {
        /// The name of the sheet.
        sheet: String,
    },
    /// A place in a text file, written `risks/R03.toml:5:1`.
    Position {
        /// The file, relative to the register.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
    },
    /// A record and a field, of a register that was not read from anywhere.
    Record {
        /// The record, such as `R03` or `component Postgres primary`.
        record: String,
        /// The field, such as `likelihood`.
        field: Option<String>,
    },
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell { sheet, row, column } => {
                write!(f, "{}!{}{row}", quoted(sheet), column_letters(*column))
            }
            Self::Sheet { sheet } => f.write_str(&quoted(sheet)),
            Self::Position { file, line, column } => write!(f, "{file}:{line}:{column}"),
            Self::Record { record, field } => {
                f.write_str(record)?;
                field.iter().try_for_each(|field| write!(f, " {field}"))
            }
        }
    }
}

/// A sheet's name as a formula has it: quoted unless it is a plain word.
fn quoted(sheet: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    if !sheet.is_empty() && sheet.chars().all(plain) {
        return sheet.to_owned();
    }
    format!("'{}'", sheet.replace('\'', "''"))
}

/// The letters of a column counted from 1: A, B, …, Z, AA.
pub(crate) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).expect("less than 26");
        letters.push(b'A' + digit);
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    String::from_utf8(letters).expect("letters only")
}

/// Reports where the parts of a register stand in what it was read from.
pub trait Locate: fmt::Debug + Send + Sync {
    /// Where a place is; `None` when the form does not have it. For a field that is missing it is
    /// where the field would be.
    fn locate(&self, place: Place) -> Option<Location>;

    /// What stands beside what is read of a record; `None` where the form has no place for that.
    fn beside(&self, _record: RecordPosition) -> Option<Beside<'_>> {
        None
    }

    /// Where a setting of the register is, such as `policy[0].when`; `None` where the form does not have it.
    fn setting(&self, _path: &str) -> Option<Location> {
        None
    }

    /// Whether the risks stand in several sheets, so that a row alone says nothing.
    fn has_several_sheets(&self) -> bool {
        false
    }
}

/// A record of a register by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordPosition {
    /// The register itself.
    Register,
    /// The component at a position, from 0.
    Component(usize),
    /// The risk at a position, from 0.
    Risk(usize),
}

#[cfg(feature = "workbook")]
impl RecordPosition {
    /// The same of a record that so many others of its kind stand before.
    pub(crate) fn after(self, others: usize) -> Self {
        match self {
            Self::Register => Self::Register,
            Self::Component(position) => Self::Component(position + others),
            Self::Risk(position) => Self::Risk(position + others),
        }
    }
}

/// A place in a register: a record, a field of it, an entry of that field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Place {
    /// The record.
    pub record: RecordPosition,
    /// The field, unless the whole record is meant.
    pub field: Option<Field>,
    /// The position, from 0, in a field that is a list.
    pub entry: Option<usize>,
}

impl Place {
    /// A field of a record.
    pub fn of(record: RecordPosition, field: impl Into<Field>) -> Self {
        Self {
            record,
            field: Some(field.into()),
            entry: None,
        }
    }

    /// A field of a risk.
    pub fn risk(position: usize, field: RiskField) -> Self {
        Self::of(RecordPosition::Risk(position), field)
    }

    /// A field of a component.
    pub fn component(position: usize, field: ComponentField) -> Self {
        Self::of(RecordPosition::Component(position), field)
    }

    /// An entry of the field.
    #[must_use]
    pub fn at(mut self, entry: usize) -> Self {
        self.entry = Some(entry);
        self
    }
}

/// The whole record.
impl From<RecordPosition> for Place {
    fn from(record: RecordPosition) -> Self {
        Self {
            record,
            field: None,
            entry: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        let letters: Vec<String> = [1, 26, 27, 52, 702, 703, 16384].map(column_letters).into();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn a_sheet_name_with_spaces_is_quoted() {
        let cell = |sheet: &str| {
            let sheet = sheet.to_owned();
            Location::Cell {
                sheet,
                row: 7,
                column: 4,
            }
            .to_string()
        };
        assert_eq!(cell("Risks"), "Risks!D7");
        assert_eq!(cell("Tom's risks"), "'Tom''s risks'!D7");
    }
}
