//! Many components drawn as few.

mod groups;
mod names;
mod shape;

use std::collections::HashSet;

use groups::Groups;
use indexmap::IndexMap;
use indexmap::map::Entry;
use names::names;
use shape::Shape;

use super::{Drawing, DrawnComponent, DrawnRequirement};

impl Drawing {
    /// The drawing with components that are alike drawn as one, until there are at most so many.
    ///
    /// First those of one kind and container become one, such as `34 × service`, then those of one kind, unless
    /// most are of that kind. Then those that need each other around a cycle; those that need the same and that the
    /// same need; those that are as many steps from what needs nothing; and, of the smallest use, as many as need
    /// be. What a failure marks differently is never merged, and what failed stays apart, so there may be more
    /// than `most` in the end. Not all become one, unless `most` is 1 or less.
    ///
    /// A merged component has the kind, the owner and the worst rating that all it stands for have.
    /// Where members of an any-of have become one, the requirement is drawn as one of each member.
    #[must_use]
    pub fn collapsed(&self, most: usize) -> Drawing {
        if self.components.len() <= most {
            return self.clone();
        }
        let groups = Groups::of(self, most);
        Drawing {
            title: self.title.clone(),
            components: groups.components(self),
            requirements: groups.requirements(self),
        }
    }
}

impl Groups {
    fn components(&self, drawing: &Drawing) -> Vec<DrawnComponent> {
        let all = &drawing.components;
        let containers: HashSet<usize> = all.iter().filter_map(|c| c.within).collect();
        // What is drawn for containers and others alike cannot hold anything.
        let holds = |group: usize| self.members[group].iter().all(|m| containers.contains(m));
        let within = |component: usize| {
            let group = *self.of.get(all[component].within?)?;
            holds(group).then_some(group)
        };
        let names = names(self, drawing);
        let groups = self.members.iter().zip(names).enumerate();
        groups
            .map(|(group, (members, name))| {
                let place = common(members.iter().map(|member| within(*member))).flatten();
                let mut drawn = match members.as_slice() {
                    [member] => all[*member].clone(),
                    members => merged(members.iter().map(|member| &all[*member]), name),
                };
                drawn.within = place.filter(|place| *place != group);
                drawn
            })
            .collect()
    }

    fn requirements(&self, drawing: &Drawing) -> Vec<DrawnRequirement> {
        let count = drawing.components.len();
        let mut requirements = IndexMap::new();
        let owned = |requirement: &&DrawnRequirement| requirement.owner < count;
        for stated in drawing.requirements.iter().filter(owned) {
            let Some(requirement) = self.requirement(stated, stated.members_among(count)) else {
                continue;
            };
            let key = (
                requirement.owner,
                requirement.members.clone(),
                requirement.need,
                requirement.effect,
            );
            match requirements.entry(key) {
                Entry::Vacant(new) => _ = new.insert(requirement),
                Entry::Occupied(mut known) => absorb(known.get_mut(), &requirement),
            }
        }
        requirements.into_values().collect()
    }

    /// A requirement between groups, unless it is of a group with itself.
    fn requirement(
        &self,
        stated: &DrawnRequirement,
        members: Vec<usize>,
    ) -> Option<DrawnRequirement> {
        let owner = self.of[stated.owner];
        let before = members.len();
        let was_choice = stated.is_choice();
        let is_merged = self.members[owner].len() > 1;
        let mut drawn: Vec<usize> = members.into_iter().map(|m| self.of[m]).collect();
        drawn.sort_unstable();
        drawn.dedup();
        drawn.retain(|member| !(is_merged && *member == owner));
        let keeps_choice = was_choice && drawn.len() == before;
        let all = DrawnRequirement::new(owner, drawn);
        let requirement = DrawnRequirement {
            need: if keeps_choice { stated.need } else { all.need },
            effect: stated.effect,
            assumed_from: stated.assumed_from.clone(),
            is_unmet: stated.is_unmet,
            ..all
        };
        (!requirement.members.is_empty()).then_some(requirement)
    }
}

/// One component in place of several.
fn merged<'a>(
    members: impl Iterator<Item = &'a DrawnComponent> + Clone,
    name: String,
) -> DrawnComponent {
    let mut drawn = DrawnComponent::new(name);
    drawn.kind = common(members.clone().map(|member| &member.kind))
        .cloned()
        .unwrap_or_default();
    drawn.count = members.clone().map(|member| member.count).sum();
    drawn.owner = common(members.clone().map(|member| &member.owner))
        .cloned()
        .unwrap_or_default();
    drawn.mark = common(members.clone().map(|member| member.mark)).flatten();
    drawn.worst = common(members.clone().map(|member| &member.worst))
        .cloned()
        .flatten();
    drawn.unknown = members.map(|member| member.unknown).sum();
    drawn
}

/// What all have, if it is the same.
fn common<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// Draws two requirements as one: declared if one of them is, unmet if one of them is.
fn absorb(requirement: &mut DrawnRequirement, other: &DrawnRequirement) {
    requirement.is_unmet |= other.is_unmet;
    if other.assumed_from.is_none() {
        requirement.assumed_from = None;
    }
}
