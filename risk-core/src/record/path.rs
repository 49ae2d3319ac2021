//! What of a record is meant.

use std::fmt;

use super::{Field, Key};

/// What of a record is meant: a field, or something in it.
///
/// Its text is that of the text form, with positions from 1: `likelihood`, `mitigations[2]`,
/// `observations[1].status`, `extra.Team`.
///
/// ```
/// use risk_core::{FieldPath, RiskField};
///
/// let path = FieldPath::from(RiskField::Observations).entry(1).part("status");
/// assert_eq!(path.to_string(), "observations[2].status");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct FieldPath {
    /// The field.
    pub field: Field,
    /// What in it.
    pub at: At,
}

/// What in a field is meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum At {
    /// All of it.
    Whole,
    /// The entry of a list at a position from 0.
    Entry(usize),
    /// A part of such an entry, such as its `status`.
    Part(usize, &'static str),
    /// The value under a header.
    Header(Key),
}

impl FieldPath {
    /// The entry at a position, from 0, of a field that is a list.
    #[must_use]
    pub fn entry(self, position: usize) -> Self {
        Self {
            at: At::Entry(position),
            ..self
        }
    }

    /// A part of the entry that is meant.
    #[must_use]
    pub fn part(self, part: &'static str) -> Self {
        let at = match self.at {
            At::Entry(position) | At::Part(position, _) => At::Part(position, part),
            At::Whole | At::Header(_) => self.at,
        };
        Self { at, ..self }
    }

    /// The value under a header, of the field for what is beyond the model.
    #[must_use]
    pub fn header(self, header: Key) -> Self {
        Self {
            at: At::Header(header),
            ..self
        }
    }
}

impl<F: Into<Field>> From<F> for FieldPath {
    fn from(field: F) -> Self {
        Self {
            field: field.into(),
            at: At::Whole,
        }
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.field)?;
        match &self.at {
            At::Whole => Ok(()),
            At::Entry(position) => write!(f, "[{}]", position + 1),
            At::Part(position, part) => write!(f, "[{}].{part}", position + 1),
            At::Header(header) => write!(f, ".{header}"),
        }
    }
}
