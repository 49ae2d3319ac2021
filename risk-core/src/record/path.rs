//! What of a record is meant.

use std::fmt;

use super::Field;

/// What of a record is meant: a field, or an entry of one that is a list.
///
/// Its text is that of the text form, with positions from 1: `likelihood`, `mitigations[2]`.
///
/// ```
/// use risk_core::{FieldPath, RiskField};
///
/// let path = FieldPath::from(RiskField::Observations).entry(1);
/// assert_eq!(path.to_string(), "observations[2]");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct FieldPath {
    /// The field.
    pub field: Field,
    /// The position of the entry, from 0; none where all of the field is meant.
    pub entry: Option<usize>,
}

impl FieldPath {
    /// The entry at a position, from 0, of a field that is a list.
    #[must_use]
    pub fn entry(self, position: usize) -> Self {
        let entry = Some(position);
        Self { entry, ..self }
    }
}

impl<F: Into<Field>> From<F> for FieldPath {
    fn from(field: F) -> Self {
        Self {
            field: field.into(),
            entry: None,
        }
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.field)?;
        match self.entry {
            Some(position) => write!(f, "[{}]", position + 1),
            None => Ok(()),
        }
    }
}
