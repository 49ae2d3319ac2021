//! Assignments to records.

#![deny(clippy::wildcard_enum_match_arm)]

use std::sync::Arc;

use super::assignment::{Target, unknown_field};
use super::path::Entry;
use super::table::Table;
use super::together::Together;
use super::values::{level, line, prose, recognised};
use super::{AnyRecord, Assignment, EditError, Editor, extra, list, rehearsals};
use crate::record::Field;
#[cfg(feature = "trackers")]
use crate::register::Register;
use crate::register::{Component, Kind, Record, RecordField, Risk, Text};

/// A record that an editor has a table of.
pub(super) trait Edits: Record {
    fn table(editor: &Editor) -> &Table<Self>;
    fn table_mut(editor: &mut Editor) -> &mut Table<Self>;
    /// How many records have a name.
    #[cfg(feature = "trackers")]
    fn count(register: &Register, name: &str) -> usize;
    fn any(record: Arc<Self>) -> AnyRecord;
    fn of_any(record: &AnyRecord) -> Option<&Arc<Self>>;
}

/// A sort of record, the table of an editor and the method of a register that counts it, and the other sort.
macro_rules! edits {
    ($record:ident, $table:ident, $count:ident, $other:ident) => {
        impl Edits for $record {
            fn table(editor: &Editor) -> &Table<Self> {
                &editor.$table
            }

            fn table_mut(editor: &mut Editor) -> &mut Table<Self> {
                &mut editor.$table
            }

            #[cfg(feature = "trackers")]
            fn count(register: &Register, name: &str) -> usize {
                register.$count(name)
            }

            fn any(record: Arc<Self>) -> AnyRecord {
                AnyRecord::$record(record)
            }

            fn of_any(record: &AnyRecord) -> Option<&Arc<Self>> {
                match record {
                    AnyRecord::$record(record) => Some(record),
                    AnyRecord::$other(_) => None,
                }
            }
        }
    };
}

edits!(Risk, risks, count_risks, Component);
edits!(Component, components, count_components, Risk);

/// Applies assignments to a record that is, or is to be, one of the editor's. To set a field twice is refused, as one of the
/// two would have no effect; a list is changed entry by entry, by the positions that its entries had.
pub(super) fn assign_all<T: Edits>(
    record: &mut T,
    assignments: &[Assignment],
    editor: &Editor,
) -> Result<(), EditError> {
    let before = record.extra().clone();
    let mut together = Together::default();
    for assignment in assignments {
        match assignment.target::<T>()? {
            Target::Extra(typed) => {
                let table = T::table(editor);
                let extra = (record.extra_mut(), &before);
                together.extra(extra::assign(extra, typed, assignment, table)?)?;
            }
            Target::Field(field, entry) => {
                let gone = assign(record, (field, entry), assignment, editor)?;
                together.field(field, entry, assignment, gone)?;
            }
        }
    }
    together.finish(record)
}

/// Changes what an assignment is about, but for an entry that is to go: the index of that.
fn assign<T: Edits>(
    record: &mut T,
    (field, entry): (T::Field, Option<&Entry>),
    assignment: &Assignment,
    editor: &Editor,
) -> Result<Option<usize>, EditError> {
    let (name, kind) = (field.into(), field.kind());
    match kind {
        Kind::Rehearsals(at) => {
            return rehearsals::assign(at.get_mut(record), name, entry, assignment);
        }
        Kind::Observations(_)
        | Kind::Mitigations(_)
        | Kind::RunbookActions(_)
        | Kind::TrackerLinks(_)
        | Kind::Requires(_) => {
            return list::assign(record, field, entry, assignment, &editor.components);
        }
        Kind::Origins(_) => return Err(EditError::NotSetByHand { field: name }),
        _ if entry.is_some() => return Err(EditError::NotAList { field: name }),
        Kind::Text(Text::Name, _) => return Err(EditError::NameIsNotSet { kind: T::KIND }),
        Kind::Text(Text::Prose, at) | Kind::Notes(at, _) => {
            prose(at.get_mut(record), name, assignment)?;
        }
        Kind::Text(Text::Line | Text::Finding, at) => at.set(record, line(name, assignment)?),
        Kind::Text(Text::Component, at) => at.set(record, component(name, assignment, editor)?),
        Kind::Text(Text::Container, at) => {
            let container = line(name, assignment)?;
            let found = match container.as_str() {
                "" => String::new(),
                named => other(named, name, record.name(), &editor.components)?,
            };
            at.set(record, found);
        }
        Kind::Level(levels, at) => {
            let level = level((name, levels), editor, assignment)?;
            at.set(record, level);
        }
        Kind::Status(at) => at.set(record, recognised(assignment)?),
        Kind::Date(at) => at.set(record, recognised(assignment)?),
        Kind::Duration(at) => at.set(record, recognised(assignment)?),
        // What is beyond the model is named by its header.
        Kind::Extra => return Err(unknown_field::<T>(field.path())),
    }
    Ok(None)
}

/// The component that a record is of; any text where the register declares none.
fn component(field: Field, assignment: &Assignment, editor: &Editor) -> Result<String, EditError> {
    let name = line(field, assignment)?;
    if name.is_empty() || editor.components.is_empty() {
        return Ok(name);
    }
    match editor.components.resolve(&name) {
        Some(declared) => Ok(declared.to_owned()),
        None => Err(editor.components.unknown(&name)),
    }
}

/// The declared name of another component that the one called `own` names in a field.
pub(super) fn other(
    name: &str,
    field: Field,
    own: &str,
    declared: &Table<Component>,
) -> Result<String, EditError> {
    let found = declared.resolve(name);
    // A component that is being added is not among those declared yet.
    let added = declared.named(own).is_empty();
    let alike = || Component::fold_name(name) == Component::fold_name(own);
    if found == Some(own) || (added && found.is_none() && alike()) {
        let component = own.to_owned();
        return Err(EditError::NamesItself { component, field });
    }
    match found {
        Some(found) => Ok(found.to_owned()),
        None => Err(declared.unknown(name)),
    }
}
