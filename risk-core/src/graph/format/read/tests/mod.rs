//! Tests of the readers, with examples of our own writing.

mod backstage;
mod compose;
mod corpus;
mod csv;
mod cyclonedx;
mod detection;
mod dot;
mod hostile;
mod node_link;
mod properties;
mod terraform;
mod yaml;

use super::{GraphFormat, ReadComponents, read_components};
use crate::error::Error;
use crate::register::{Component, Effect, Origin, Requirement};

/// Reads a text of a format.
fn read(format: GraphFormat, text: &str) -> Result<ReadComponents, Error> {
    read_components(text.as_bytes(), "graph", Some(format))
}

/// What was read of a text that is right, after checking what holds of all.
fn good(format: GraphFormat, text: &str) -> ReadComponents {
    let read = read(format, text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_sound(&read);
    assert_eq!(read.format, format);
    read
}

/// The error of a text that is wrong.
fn wrong(format: GraphFormat, text: &str) -> String {
    read(format, text).expect_err("it is wrong").to_string()
}

/// Checks what holds whatever was read.
fn assert_sound(read: &ReadComponents) {
    let names: Vec<&str> = read.components.iter().map(|c| c.name.as_str()).collect();
    let unique: std::collections::HashSet<&str> = names.iter().copied().collect();
    assert_eq!(unique.len(), names.len(), "{names:?}");
    assert!(
        names.iter().all(|name| !name.trim().is_empty()),
        "{names:?}"
    );
    for requirement in read
        .components
        .iter()
        .filter_map(|c| c.requires.as_ref())
        .flatten()
    {
        assert_eq!(requirement.origin, Origin::Assumed("graph".to_owned()));
        assert!(!requirement.members.is_empty());
        assert!(
            requirement
                .members
                .iter()
                .all(|member| unique.contains(member.as_str()))
        );
    }
}

/// Each component in a line, such as `web: db, cache soft, 1 of a b`; `?` where its needs are not
/// known.
fn lines(read: &ReadComponents) -> Vec<String> {
    let line = |component: &Component| match &component.requires {
        None => format!("{}: ?", component.name),
        Some(requires) => {
            let requires: Vec<String> = requires.iter().map(in_short).collect();
            format!("{}: {}", component.name, requires.join(", "))
        }
    };
    read.components.iter().map(line).collect()
}

fn in_short(requirement: &Requirement) -> String {
    let members = requirement.members.join(" ");
    let effect = match requirement.effect {
        Effect::Hard => "",
        Effect::Soft => " soft",
    };
    match (requirement.members.len(), requirement.need) {
        (1, 1) => format!("{members}{effect}"),
        (_, need) => format!("{need} of {members}{effect}"),
    }
}
