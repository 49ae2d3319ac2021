//! What a component requires.

use std::collections::HashSet;

use super::EditError;
use super::assign::other;
use super::table::Table;
use crate::record::{ComponentField, Field};
use crate::register::{Component, Requirement, parse_requirements};

const FIELD: Field = Field::Component(ComponentField::Requires);

/// The requirements of a text, of components that are declared, by their declared names.
pub(super) fn read(
    text: &str,
    own: &str,
    declared: &Table<Component>,
) -> Result<Vec<Requirement>, EditError> {
    // Nobody has to know what means something else in a list of requirements to state a name.
    let is_none = text.trim().eq_ignore_ascii_case("none");
    if !is_none && declared.resolve(text.trim()).is_some() {
        let member = other(text.trim(), FIELD, own, declared)?;
        return Ok(vec![Requirement::of(member)]);
    }
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
    if !requirement.has_possible_need() {
        return Err(EditError::BadNeed {
            need: requirement.need,
            members: members.len(),
        });
    }
    Ok(())
}
