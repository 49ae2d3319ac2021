//! What a person has to decide before something is read.

use std::fmt;

use serde::Serialize;

use crate::record::RiskField;
#[cfg(feature = "workbook")]
use crate::record::column_letters;

/// Something that cannot be decided without guessing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Question {
    /// What has to be decided.
    pub text: String,
    /// The answers that there are; any one of them decides it.
    pub answers: Vec<Answer>,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Answer {
    /// Which column has a field.
    Column {
        /// The field.
        field: RiskField,
        /// The letters of its column or, where these are the header of another one, its header and occurrence; nothing
        /// where no column has it.
        column: String,
    },
    /// The risks are in this sheet.
    Sheet(String),
    /// The header is in this row.
    Header(u32),
    /// The levels are of this scale.
    Scale(String),
    /// What to change in the workbook, as nothing that can be specified helps.
    Words(String),
}

#[cfg(feature = "workbook")]
impl Answer {
    /// That no column has a field.
    pub(crate) fn no_column(field: RiskField) -> Self {
        let column = String::new();
        Self::Column { field, column }
    }

    /// That a column has a field.
    pub(crate) fn column(field: RiskField, column: u32) -> Self {
        let column = column_letters(column);
        Self::Column { field, column }
    }

    /// Whether it says which column has a field.
    pub(crate) fn is_of(&self, field: RiskField) -> bool {
        matches!(self, Self::Column { field: known, .. } if *known == field)
    }
}

#[cfg(feature = "workbook")]
impl Question {
    /// Whether it asks which column has a field.
    pub(crate) fn is_of(&self, field: RiskField) -> bool {
        self.answers.iter().any(|answer| answer.is_of(field))
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
