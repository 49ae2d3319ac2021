//! Names for records that are new or renamed.

use super::EditError;
use super::table::Table;
use crate::record::Key;
use crate::register::{Record, RecordField};

/// The name that a person typed, where a record can be called so.
pub(super) fn checked<T: Record>(typed: &str) -> Result<&str, EditError> {
    let name = typed.trim();
    if name.is_empty() {
        return Err(EditError::BlankName { kind: T::KIND });
    }
    if name.contains(['\n', '\r']) {
        let field = T::Field::NAME.into();
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
pub(super) fn not_taken<T: Record>(
    table: &Table<T>,
    name: &str,
    except: Option<usize>,
) -> Result<(), EditError> {
    match table.other_named(name, except) {
        // No name is nobody's.
        _ if name.is_empty() => Ok(()),
        Some(place) => Err(EditError::NameTaken {
            kind: T::KIND,
            by: table.key(place),
        }),
        None => Ok(()),
    }
}
