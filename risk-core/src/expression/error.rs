//! Why a text is no expression.

use std::fmt;
use std::ops::Range;

/// A text is no expression: where, why, and what was most likely meant.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExpressionError {
    /// The text.
    pub text: String,
    /// The bytes of it that are meant; empty at its end where something is missing.
    pub span: Range<usize>,
    /// What was found, and what would be right.
    pub message: String,
    /// What was most likely meant there.
    pub suggestion: Option<String>,
}

impl ExpressionError {
    /// Of some bytes of a text.
    pub(super) fn new(text: &str, span: &Range<usize>, message: impl Into<String>) -> Self {
        Self {
            text: text.to_owned(),
            span: span.clone(),
            message: message.into(),
            suggestion: None,
        }
    }

    pub(super) fn suggest(mut self, suggestion: Option<impl Into<String>>) -> Self {
        self.suggestion = suggestion.map(Into::into);
        self
    }

    /// The column of the place in characters, counted from 1.
    pub fn column(&self) -> usize {
        self.text[..self.span.start].chars().count() + 1
    }
}

/// In one line: the message, the column, and the suggestion.
impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, at column {}", self.message, self.column())?;
        match &self.suggestion {
            Some(suggestion) => write!(f, "; did you mean `{suggestion}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ExpressionError {}
