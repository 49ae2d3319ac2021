//! A value for a field, as a person types it.

use std::fmt;
use std::str::FromStr;

use super::path::{EXTRA, Entry, Path};
use super::{EditError, RecordKind};
use crate::record::Key;
use crate::record::text::nearest;
use crate::register::{Record, RecordField};

/// A value for a field: `PATH=VALUE` sets it, and `PATH+=VALUE` adds to it.
///
/// A path is that of a field, such as `likelihood` or `acceptance.by`; of an entry of a list,
/// counted from 1, such as `mitigations[1]` or `observations[2].status`; or of a value beyond the
/// model, such as `extra.Team`. `extra.Date~2` is the second column of a header, and a header may
/// stand in double quotes (doubled inside), as one with `=` in it has to.
///
/// The first `=` ends the path. What follows is the value, as it stands; without one, what was
/// stated is taken out. White space alone is no value either, except for an entry of a list,
/// where it is refused. Whether a record has the field, and takes the value, is checked when the
/// assignment is applied.
///
/// ```
/// use risk_core::edit::Assignment;
///
/// let typed: Assignment = "observations[2].status=implemented".parse()?;
/// assert_eq!(typed, Assignment::set("observations[2].status", "implemented")?);
/// # Ok::<(), risk_core::edit::EditError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    path: Path,
    adds: bool,
    value: String,
}

/// What of a record an assignment is about, the field being one that the record has.
pub(super) enum Target<'a, F> {
    /// A field, or an entry of one.
    Field(F, Option<&'a Entry>),
    /// The value under a header.
    Extra(&'a Key),
}

impl Assignment {
    /// The assignment that sets a field, or takes it out where the value is empty.
    ///
    /// # Errors
    ///
    /// When the path does not follow the grammar.
    pub fn set(path: &str, value: impl Into<String>) -> Result<Self, EditError> {
        Ok(Self {
            path: path.parse()?,
            adds: false,
            value: value.into(),
        })
    }

    /// The assignment that adds an entry to a list, or a line to a text.
    ///
    /// # Errors
    ///
    /// When the path does not follow the grammar.
    pub fn add(path: &str, value: impl Into<String>) -> Result<Self, EditError> {
        let set = Self::set(path, value)?;
        Ok(Self { adds: true, ..set })
    }

    /// The path.
    pub fn path(&self) -> String {
        self.path.to_string()
    }

    /// The value, as it was typed.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Whether the value is added to what there is.
    pub fn adds(&self) -> bool {
        self.adds
    }

    /// The value of a path that nothing can be added to.
    pub(super) fn only_set(&self) -> Result<&str, EditError> {
        if self.adds {
            return Err(EditError::CannotAdd { path: self.path() });
        }
        Ok(&self.value)
    }

    /// What of a record is meant.
    pub(super) fn target<T: Record>(&self) -> Result<Target<'_, T::Field>, EditError> {
        let (name, entry) = match &self.path {
            Path::Extra(key) => return Ok(Target::Extra(key)),
            Path::Field(name) => (name, None),
            Path::Entry(list, entry) => (list, Some(entry)),
        };
        match T::Field::by_path(name) {
            Some(field) => Ok(Target::Field(field, entry)),
            None => Err(unknown_field::<T>(name)),
        }
    }

    /// The error of a part that the entries of a list do not have.
    pub(super) fn unknown_part(&self, kind: RecordKind, nearest: Option<String>) -> EditError {
        EditError::UnknownField {
            kind,
            path: self.path(),
            nearest,
        }
    }
}

pub(super) fn unknown_field<T: Record>(name: &str) -> EditError {
    let nearest = if name == EXTRA.trim_end_matches('.') {
        Some(format!("{EXTRA}HEADER"))
    } else {
        let mut paths = T::Field::ALL.iter().map(|field| field.path());
        let begun = |path: &&str| name.len() > 2 && path.starts_with(&name.to_lowercase());
        let found = paths.clone().find(begun);
        let found = found.or_else(|| nearest(name, paths.by_ref()));
        found.map(str::to_owned)
    };
    EditError::UnknownField {
        kind: T::KIND,
        path: name.to_owned(),
        nearest,
    }
}

impl FromStr for Assignment {
    type Err = EditError;

    fn from_str(text: &str) -> Result<Self, EditError> {
        let end = end_of_path(text)?;
        let (path, value) = (&text[..end], &text[end + 1..]);
        match path.strip_suffix('+') {
            Some(path) => Self::add(path, value),
            None => Self::set(path, value),
        }
    }
}

/// Where the `=` behind the path stands: the first one that is not inside a quoted header.
fn end_of_path(text: &str) -> Result<usize, EditError> {
    let quotes = Path::begins_with_quoted_header(text);
    let mut inside = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' if quotes => inside = !inside,
            '=' if !inside => return Ok(at),
            _ => {}
        }
    }
    let text = text.to_owned();
    Err(if inside {
        let reason = "the quoted header has no closing quote";
        EditError::InvalidPath { path: text, reason }
    } else {
        EditError::NotAnAssignment { text }
    })
}

/// The form that is read back as the same assignment.
impl fmt::Display for Assignment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.adds { "+=" } else { "=" };
        write!(f, "{}{sign}{}", self.path, self.value)
    }
}
