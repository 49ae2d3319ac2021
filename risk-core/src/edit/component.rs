//! Assignments to a component.

use super::assignment::Target;
use super::editable::Editable;
use super::table::Table;
use super::values::{duration, line, prose};
use super::{Assignment, EditError, Subject, extra, rehearsals, requires};
use crate::register::{Component, Field};

/// Applies an assignment to a component that is, or is to be, one of those declared.
pub(super) fn assign(
    component: &mut Component,
    assignment: &Assignment,
    declared: &Table<Component>,
) -> Result<(), EditError> {
    let (field, entry) = match assignment.target::<Component>()? {
        Target::Extra(key) => {
            return extra::assign(&mut component.extra, key, assignment, declared);
        }
        Target::Field(field, entry) => (field, entry),
    };
    match field {
        Field::Requires => return requires::assign(component, entry, assignment, declared),
        Field::Rehearsals => {
            let list = &mut component.rehearsals;
            return rehearsals::assign(list, Subject::Component, entry, assignment);
        }
        _ if entry.is_some() => return Err(EditError::NotAList { field }),
        Field::Description => return prose(&mut component.description, field, assignment),
        Field::Kind => component.kind = line(field, assignment)?,
        Field::Owner => component.owner = line(field, assignment)?,
        Field::Tier => component.tier = line(field, assignment)?,
        Field::Restore => component.restore = duration(assignment)?,
        Field::Rto => component.rto = duration(assignment)?,
        Field::Rpo => component.rpo = duration(assignment)?,
        Field::Within => {
            let name = line(field, assignment)?;
            component.within = other(&name, field, component, declared)?;
        }
        // All that is left of a component's fields is its name.
        _ => {
            let subject = Subject::Component;
            return Err(EditError::NameIsNotSet { subject });
        }
    }
    Ok(())
}

/// The declared name of another component that one names in a field; blank where it names none.
pub(super) fn other(
    name: &str,
    field: Field,
    component: &Component,
    declared: &Table<Component>,
) -> Result<String, EditError> {
    if name.is_empty() && field == Field::Within {
        return Ok(String::new());
    }
    let own = component.name.as_str();
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
