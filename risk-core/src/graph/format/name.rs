//! The names of components in the fields of a table.
//!
//! People write lists, and [words for nothing](says_something) such as `none` and `--`, where one name is expected. So such
//! a text is refused, unless it stands between quotes of its own, as a name with a comma does in a list of requirements.

use std::borrow::Cow;

use crate::record::text::{in_double_quotes, says_something, unquoted};

/// A name as a field has it, so that it is read back as that name.
pub(super) fn name_in_field(name: &str) -> Cow<'_, str> {
    let is_plain = instead_of(name).is_none() && unquoted(name).is_none() && !is_comment(name);
    if is_plain {
        name.into()
    } else {
        in_double_quotes(name).into()
    }
}

/// The name that a field has; what to write instead where it is hardly the name of one component.
#[cfg(feature = "import")]
pub(super) fn name_of_field(field: &str) -> (Cow<'_, str>, Option<&'static str>) {
    match unquoted(field) {
        Some(name) => (name.trim().to_owned().into(), None),
        None => (field.into(), instead_of(field)),
    }
}

/// Whether a field is what a line of comment begins with, where it is the first one of its row.
pub(super) fn is_comment(field: &str) -> bool {
    field.starts_with('#')
}

/// What to write instead of a text that is hardly the name of one component: a list, or what tables for people have there.
fn instead_of(required: &str) -> Option<&'static str> {
    if required.contains([',', ';', '\n', '\r']) {
        return Some("give each one a row of its own");
    }
    let begins = |start: &str| {
        let beginning = required.get(..start.len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(start))
    };
    if !says_something(required) {
        Some(
            "leave the field blank where nothing is required, and the row out where that is not known",
        )
    } else if begins("soft:") {
        Some("write its name alone, and `soft` into a column `effect`")
    } else {
        None
    }
}
