//! What a component requires.

use std::collections::HashSet;

use super::assign::other;
use super::list::index;
use super::path::Entry;
use super::table::Table;
use super::{Assignment, EditError, RecordKind};
use crate::record::{ComponentField, Field};
use crate::register::{Component, Requirement, parse_requirements};

const FIELD: Field = Field::Component(ComponentField::Requires);

/// Sets what a component requires, adds to it, or changes one requirement.
pub(super) fn assign(
    requires: &mut Option<Vec<Requirement>>,
    own: &str,
    entry: Option<&Entry>,
    assignment: &Assignment,
    declared: &Table<Component>,
) -> Result<(), EditError> {
    if let Some(entry) = entry {
        return assign_entry(requires, own, entry, assignment, declared);
    }
    if !assignment.adds() && assignment.value().trim().is_empty() {
        *requires = None;
        return Ok(());
    }
    let read = read(assignment.value(), own, declared)?;
    if !assignment.adds() {
        *requires = Some(read);
    } else if read.is_empty() {
        let field = FIELD;
        return Err(EditError::NothingToAdd { field });
    } else {
        requires.get_or_insert_default().extend(read);
    }
    Ok(())
}

/// Changes one requirement, or takes it out. After the last one, nothing is required: what
/// somebody has stated is not unstated by the way.
fn assign_entry(
    requires: &mut Option<Vec<Requirement>>,
    own: &str,
    entry: &Entry,
    assignment: &Assignment,
    declared: &Table<Component>,
) -> Result<(), EditError> {
    if entry.part.is_some() {
        let whole = format!("{}[{}]", FIELD, entry.position);
        return Err(assignment.unknown_part(RecordKind::Component, Some(whole)));
    }
    let count = requires.as_ref().map_or(0, Vec::len);
    let at = index(FIELD, count, entry)?;
    let text = assignment.only_set()?;
    let replacement = if text.is_empty() {
        None
    } else {
        let read = read(text, own, declared)?;
        let [one] = <[Requirement; 1]>::try_from(read)
            .map_err(|read| EditError::NotOneRequirement { count: read.len() })?;
        Some(one)
    };
    let requirements = requires.get_or_insert_default();
    requirements.splice(at..=at, replacement);
    Ok(())
}

/// The requirements of a text, of components that are declared, by their declared names.
fn read(text: &str, own: &str, declared: &Table<Component>) -> Result<Vec<Requirement>, EditError> {
    let mut requirements = parse_requirements(text).map_err(|error| EditError::Requirements {
        text: text.to_owned(),
        error,
    })?;
    for requirement in &mut requirements {
        for member in &mut requirement.members {
            *member = other(member, FIELD, own, declared)?;
        }
        check(requirement, own)?;
    }
    Ok(requirements)
}

fn check(requirement: &Requirement, own: &str) -> Result<(), EditError> {
    let members = &requirement.members;
    let mut seen = HashSet::new();
    if let Some(twice) = members.iter().find(|member| !seen.insert(*member)) {
        return Err(EditError::RepeatedMember {
            component: own.to_owned(),
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
