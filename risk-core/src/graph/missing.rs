//! What hard requirements wait for.

use std::collections::HashMap;

use super::Structure;
use super::id::number;
use super::layer::Layer;

/// The hard groups that wait for members, counted down as these come.
pub(super) struct Missing<'g> {
    layer: &'g Layer,
    /// For each group that is not met yet, how many members it still needs.
    groups: HashMap<u32, u32>,
}

impl<'g> Missing<'g> {
    pub fn new(structure: &'g Structure) -> Self {
        Self {
            layer: &structure.hard,
            groups: HashMap::new(),
        }
    }

    /// How many requirements of a component are not met by what is there. Its groups are counted from then on.
    pub fn expect(&mut self, owner: u32, is_there: impl Fn(u32) -> bool) -> u32 {
        let layer = self.layer;
        let there = |members: &[u32]| members.iter().filter(|member| is_there(**member)).count();
        let singles = layer.singles.requires.get(owner);
        let mut unmet = number(singles.len() - there(singles));
        for group in layer.groups.of(owner) {
            let there = number(there(layer.groups.members(group)));
            let missing = layer.groups.need(group).saturating_sub(there);
            if missing > 0 {
                self.groups.insert(group, missing);
                unmet += 1;
            }
        }
        unmet
    }

    /// Whether a group still waits for members.
    pub fn has(&self, group: u32) -> bool {
        self.groups.contains_key(&group)
    }

    /// The requirements that a component meets by coming: the owner of each, and the group where it is one.
    pub fn come(&mut self, member: u32) -> impl Iterator<Item = (u32, Option<u32>)> + use<'_, 'g> {
        let (layer, missing) = (self.layer, &mut self.groups);
        let owners = layer.singles.required_by.get(member).iter();
        let groups = layer.groups.with_member(member).iter();
        let met = groups.filter_map(move |group| {
            let left = missing.get_mut(group)?;
            *left -= 1;
            if *left > 0 {
                return None;
            }
            missing.remove(group);
            Some((layer.groups.owner(*group), Some(*group)))
        });
        owners.map(|owner| (*owner, None)).chain(met)
    }
}

/// For each of those that wait, how many of its requirements are not met.
#[derive(Default)]
pub(super) struct Pending(HashMap<u32, u32>);

impl Pending {
    /// Somebody waits for so many requirements more.
    pub fn add(&mut self, waiting: u32, requirements: u32) {
        *self.0.entry(waiting).or_default() += requirements;
    }

    pub fn has(&self, waiting: u32) -> bool {
        self.0.contains_key(&waiting)
    }

    /// Somebody waits no longer, whatever is met; whether they did.
    pub fn end(&mut self, waiting: u32) -> bool {
        self.0.remove(&waiting).is_some()
    }

    /// Whether nothing is left that somebody waits for, who does so no longer then.
    pub fn end_if_met(&mut self, waiting: u32) -> bool {
        self.0.get(&waiting) == Some(&0) && self.end(waiting)
    }

    /// One requirement is met of somebody, if they wait; whether it was the last.
    pub fn meet(&mut self, waiting: u32) -> bool {
        if let Some(requirements) = self.0.get_mut(&waiting) {
            *requirements -= 1;
        }
        self.end_if_met(waiting)
    }
}
