//! Names for records that are new or renamed.

use super::EditError;
use super::editable::Editable;
use super::table::Table;
use crate::register::{Field, Key};

/// The name that a person typed, where a record can be called so.
pub(super) fn checked<T: Editable>(typed: &str) -> Result<&str, EditError> {
    let name = typed.trim();
    if name.is_empty() {
        return Err(EditError::BlankName {
            subject: T::SUBJECT,
        });
    }
    if name.contains(['\n', '\r']) {
        let field = T::FIELDS.first().copied().unwrap_or(Field::Name);
        return Err(EditError::SeveralLines { field });
    }
    // A record called `R03~2` could be named `R03~2~1` alone, as the text form of keys has it.
    if Key::parse(name).name() != name {
        return Err(EditError::NameWithOccurrence {
            name: name.to_owned(),
        });
    }
    Ok(name)
}

/// Refuses a name that another record has, to the letter or but for case.
pub(super) fn not_taken<T: Editable>(
    table: &Table<T>,
    name: &str,
    except: Option<usize>,
) -> Result<(), EditError> {
    match table.other_named(name, except) {
        Some(place) => Err(EditError::NameTaken {
            subject: T::SUBJECT,
            by: table.key(place),
        }),
        None => Ok(()),
    }
}
