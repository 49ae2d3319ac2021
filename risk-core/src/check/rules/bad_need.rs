//! Requirements that cannot be meant.

use std::collections::{HashMap, HashSet};

use crate::check::{Check, Remark};
use crate::record::text::{alike, fold, quote};
use crate::record::{ComponentField, Place};
use crate::register::{ComponentView, Register, Requirement, bad_need, format_requirements};

rule! {
    /// A need out of range, or a component that requires itself.
    BAD_NEED: Sense, Error, check,
    "bad-need" => "a requirement needs more components than it names, none, or its own owner",
}

fn check(check: &mut Check<'_>) {
    for component in check.register.components() {
        let requirements = component.stated().requires.as_deref().unwrap_or_default();
        for (entry, requirement) in requirements.iter().enumerate() {
            if let Some(message) = problem(check.register, component, requirement) {
                let place =
                    Place::component(component.position(), ComponentField::Requires).at(entry);
                let subject = format_requirements(std::slice::from_ref(requirement));
                check.report(place, Remark::new(message).subject(subject));
            }
        }
    }
}

/// The first thing that is wrong with a requirement.
fn problem(
    register: &Register,
    component: ComponentView<'_>,
    requirement: &Requirement,
) -> Option<String> {
    let members = &requirement.members;
    if members.is_empty() {
        return Some("the requirement names no component".to_owned());
    }
    if members.iter().any(|name| name.trim().is_empty()) {
        return Some("a component that the requirement names has no name".to_owned());
    }
    if let Some(itself) = members.iter().find(|name| means(register, name, component)) {
        return Some(format!("{} requires itself", quote(itself)));
    }
    if let Some((first, twice)) = repeated(register, members) {
        return Some(if first == twice {
            format!("the requirement names {} twice", quote(twice))
        } else {
            format!(
                "the requirement names {} twice, also as {}",
                quote(first),
                quote(twice)
            )
        });
    }
    let is_bad = !requirement.has_possible_need();
    is_bad.then(|| bad_need(requirement.need, members.len()))
}

/// The first name that stands twice, or that means what an earlier one does, and that one before it. Most
/// requirements have one name alone.
fn repeated<'a>(register: &Register, names: &'a [String]) -> Option<(&'a str, &'a str)> {
    if names.len() < 2 {
        return None;
    }
    let mut exact = HashSet::new();
    if let Some(twice) = names.iter().find(|name| !exact.insert(name.as_str())) {
        return Some((twice, twice));
    }
    let mut folded: HashMap<String, &str> = HashMap::new();
    names.iter().find_map(|name| {
        let first = folded.insert(fold(name), name)?;
        let meant = |name| {
            let found = register.find_component(name)?;
            Some(found.position())
        };
        let is_same = meant(first).is_some_and(|one| meant(name) == Some(one));
        is_same.then_some((first, name.as_str()))
    })
}

/// Whether a name is that of a component, or resolves to it.
fn means(register: &Register, name: &str, component: ComponentView<'_>) -> bool {
    name == component.name
        // What is not alike is not worth looking up, and one that is right to the letter is that of another.
        || (alike(name, &component.name)
            && register.position_of(name).is_none()
            && register
                .find_component(name)
                .is_some_and(|found| found.position() == component.position()))
}
