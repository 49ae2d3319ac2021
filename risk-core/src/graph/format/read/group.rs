//! Edges that together make one requirement.

use std::collections::{HashMap, HashSet};

use super::gather::Need;
use super::{Gather, Id};
use crate::graph::format::effect::effect_word;
use crate::record::text::{quote, says_something};
use crate::register::{Component, Effect, Record};

/// What formats with one entry per edge state about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge<'a> {
    /// What requires.
    pub owner: Id,
    /// What is required.
    pub member: Id,
    /// What happens when it is down.
    pub effect: Effect,
    /// The word that it has in common with others of the same requirement; none where empty.
    pub group: &'a str,
    /// How many of the group must be up, if stated.
    pub need: Option<u32>,
}

/// The groups met so far.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// Where a group stands among the requirements of its owner. Words of groups are compared as names are.
    places: HashMap<(Id, String), usize>,
    /// The members met so far of groups, as a large one would take long to search.
    members: HashSet<(Id, usize, Id)>,
}

impl Groups {
    /// Adds an edge, as a requirement of its own or as one more member of its group. What is
    /// wrong with it otherwise.
    pub fn add(&mut self, gather: &mut Gather, edge: Edge<'_>) -> Result<(), String> {
        if edge.group.is_empty() {
            return match edge.need {
                None | Some(1) => {
                    gather.require(edge.owner, edge.member, edge.effect);
                    Ok(())
                }
                Some(need) => Err(format!(
                    "a need of {need} without a group: give all that are needed together one \
                     group, or leave the need blank"
                )),
            };
        }
        if !says_something(edge.group) {
            return Err(format!(
                "expected a word that a group has in common, found {}: leave `group` empty where there is none",
                quote(edge.group)
            ));
        }
        let needs = gather.needs(edge.owner);
        let key = (edge.owner, Component::fold_name(edge.group));
        let place = *self.places.entry(key).or_insert(needs.len());
        if place == needs.len() {
            needs.push(Need {
                members: Vec::new(),
                count: edge.need,
                effect: edge.effect,
            });
        }
        let group = &mut needs[place];
        agree(group, edge)?;
        group.count = group.count.or(edge.need);
        if self.members.insert((edge.owner, place, edge.member)) {
            group.members.push(edge.member);
        }
        Ok(())
    }
}

/// Refuses an edge that contradicts its group so far.
fn agree(group: &Need, edge: Edge<'_>) -> Result<(), String> {
    let name = quote(edge.group);
    if group.effect != edge.effect {
        let (was, is) = (effect_word(group.effect), effect_word(edge.effect));
        return Err(format!(
            "the effect is {is}, but {was} before in the group {name}: give all of a group the same"
        ));
    }
    match (group.count, edge.need) {
        (Some(was), Some(is)) if was != is => Err(format!(
            "the need is {is}, but {was} before in the group {name}: give all of a group the same"
        )),
        _ => Ok(()),
    }
}

/// The effect that a text states; hard where it is blank.
pub(super) fn effect(text: &str) -> Result<Effect, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "" | "hard" => Ok(Effect::Hard),
        "soft" => Ok(Effect::Soft),
        _ => {
            let found = quote(text.trim());
            Err(format!("expected `hard` or `soft`, found {found}"))
        }
    }
}

/// The need that a text states, if it is not blank.
pub(super) fn need(text: &str) -> Result<Option<u32>, String> {
    match text.trim() {
        "" => Ok(None),
        digits => digits.parse().map(Some).map_err(|_| {
            format!(
                "expected how many of the group are needed, such as 1, found {}",
                quote(digits)
            )
        }),
    }
}
