//! What a component requires.

use std::collections::HashSet;

use super::component::other;
use super::list::index;
use super::path::Entry;
use super::table::Table;
use super::{Assignment, EditError, Subject};
use crate::register::{Component, Field, Requirement, parse_requirements};

/// Sets what a component requires, adds to it, or changes one requirement.
pub(super) fn assign(
    component: &mut Component,
    entry: Option<&Entry>,
    assignment: &Assignment,
    declared: &Table<Component>,
) -> Result<(), EditError> {
    if let Some(entry) = entry {
        return assign_entry(component, entry, assignment, declared);
    }
    if !assignment.adds() && assignment.value().trim().is_empty() {
        component.requires = None;
        return Ok(());
    }
    let read = read(assignment.value(), component, declared)?;
    if !assignment.adds() {
        component.requires = Some(read);
    } else if read.is_empty() {
        let field = Field::Requires;
        return Err(EditError::NothingToAdd { field });
    } else {
        component.requires.get_or_insert_default().extend(read);
    }
    Ok(())
}

/// Changes one requirement, or takes it out. After the last one, nothing is required: what
/// somebody has stated is not unstated by the way.
fn assign_entry(
    component: &mut Component,
    entry: &Entry,
    assignment: &Assignment,
    declared: &Table<Component>,
) -> Result<(), EditError> {
    if entry.part.is_some() {
        let whole = format!("{}[{}]", Field::Requires, entry.position);
        return Err(assignment.unknown_part(Subject::Component, Some(whole)));
    }
    let count = component.requires.as_ref().map_or(0, Vec::len);
    let at = index(Field::Requires, count, entry)?;
    let text = assignment.only_set()?;
    let replacement = if text.is_empty() {
        None
    } else {
        let read = read(text, component, declared)?;
        let [one] = <[Requirement; 1]>::try_from(read)
            .map_err(|read| EditError::NotOneRequirement { count: read.len() })?;
        Some(one)
    };
    let requirements = component.requires.get_or_insert_default();
    requirements.splice(at..=at, replacement);
    Ok(())
}

/// The requirements of a text, of components that are declared, by their declared names.
fn read(
    text: &str,
    component: &Component,
    declared: &Table<Component>,
) -> Result<Vec<Requirement>, EditError> {
    let mut requirements = parse_requirements(text).map_err(|error| EditError::Requirements {
        text: text.to_owned(),
        error,
    })?;
    for requirement in &mut requirements {
        for member in &mut requirement.members {
            *member = other(member, Field::Requires, component, declared)?;
        }
        check(requirement, component)?;
    }
    Ok(requirements)
}

fn check(requirement: &Requirement, component: &Component) -> Result<(), EditError> {
    let members = &requirement.members;
    let mut seen = HashSet::new();
    if let Some(twice) = members.iter().find(|member| !seen.insert(*member)) {
        return Err(EditError::RepeatedMember {
            component: component.name.clone(),
            member: twice.clone(),
        });
    }
    let enough = usize::try_from(requirement.need).is_ok_and(|need| need <= members.len());
    if requirement.need == 0 || !enough {
        return Err(EditError::BadNeed {
            need: requirement.need,
            members: members.len(),
        });
    }
    Ok(())
}
