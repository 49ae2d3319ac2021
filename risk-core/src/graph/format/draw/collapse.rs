//! Many components drawn as few.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::{Drawing, DrawnComponent, DrawnRequirement, Mark};

impl Drawing {
    /// The drawing with components that are alike drawn as one, until there are at most so many.
    ///
    /// First those of one kind, container and mark become one, such as `34 × service`; the
    /// unmarked before the marked, the largest groups before the smaller. If they are still too
    /// many, those of one kind and mark do; then those of one mark that stand in the fewest
    /// requirements, as many as need be. What failed stays apart, so
    /// there may be more than `most` in the end.
    ///
    /// A merged component has the kind, the owner and the worst rating that all it stands for have.
    /// Where members of an any-of have become one, the requirement is drawn as one of each member.
    #[must_use]
    pub fn collapsed(&self, most: usize) -> Drawing {
        if self.components.len() <= most {
            return self.clone();
        }
        let mut groups = Groups::of(&self.components, most);
        groups.merge_rest(self, most);
        Drawing {
            title: self.title.clone(),
            components: groups.components(self),
            requirements: groups.requirements(self),
        }
    }
}

/// Which components are drawn as one.
struct Groups {
    /// The components of each group, in the order of their first ones.
    members: Vec<Vec<usize>>,
    /// The group of each component.
    of: Vec<usize>,
}

impl Groups {
    fn of(components: &[DrawnComponent], most: usize) -> Self {
        let mut groups = Self {
            members: (0..components.len()).map(|index| vec![index]).collect(),
            of: (0..components.len()).collect(),
        };
        groups.merge(components, most, |c| (c.kind.as_str(), c.within, c.mark));
        groups.merge(components, most, |c| (c.kind.as_str(), c.mark));
        groups
    }

    /// Merges those that stand in the fewest requirements, by their marks, until there are at most so many.
    fn merge_rest(&mut self, drawing: &Drawing, most: usize) {
        let excess = self.members.len().saturating_sub(most);
        if excess == 0 {
            return;
        }
        let mut uses = vec![0_usize; self.members.len()];
        for requirement in &drawing.requirements {
            let ends = requirement.members.iter().chain([&requirement.owner]);
            for group in ends.filter_map(|end| self.of.get(*end)) {
                uses[*group] += 1;
            }
        }
        let marks: Vec<Option<Mark>> = self
            .members
            .iter()
            .map(|members| drawing.components[members[0]].mark)
            .collect();
        let mark = |group: usize| marks[group];
        let can_merge = |group: &usize| mark(*group) != Some(Mark::Failed);
        let mut rest: Vec<usize> = (0..self.members.len()).filter(can_merge).collect();
        rest.sort_by_key(|group| (mark(*group).is_some(), uses[*group], *group));
        // Those of each mark become one, which takes the place of one of them.
        let mut kept: HashMap<Option<Mark>, usize> = HashMap::new();
        let mut merged = 0;
        for group in rest {
            if merged == excess {
                break;
            }
            let first = *kept.entry(mark(group)).or_insert(group);
            if first != group {
                let moved = std::mem::take(&mut self.members[group]);
                self.members[first].extend(moved);
                merged += 1;
            }
        }
        self.tidy();
    }

    /// Merges the groups with the same key, until there are at most so many.
    fn merge<'a, K: Hash + Eq>(
        &mut self,
        components: &'a [DrawnComponent],
        most: usize,
        key: impl Fn(&'a DrawnComponent) -> K,
    ) {
        let mut alike: IndexMap<K, Vec<usize>> = IndexMap::new();
        for (group, members) in self.members.iter().enumerate() {
            // All of a group have the same key, because a later key is a part of the earlier.
            let first = &components[members[0]];
            if first.mark != Some(Mark::Failed) {
                alike.entry(key(first)).or_default().push(group);
            }
        }
        let mut alike: Vec<Vec<usize>> = alike.into_values().collect();
        let is_marked = |group: usize| components[self.members[group][0]].mark.is_some();
        alike.sort_by_key(|groups| (is_marked(groups[0]), std::cmp::Reverse(groups.len())));
        let mut count = self.members.len();
        for groups in alike {
            if count <= most {
                break;
            }
            count -= groups.len() - 1;
            for other in &groups[1..] {
                let moved = std::mem::take(&mut self.members[*other]);
                self.members[groups[0]].extend(moved);
            }
        }
        self.tidy();
    }

    /// Drops what was merged into others, and numbers the groups anew.
    fn tidy(&mut self) {
        self.members.retain(|members| !members.is_empty());
        for (group, members) in self.members.iter_mut().enumerate() {
            members.sort_unstable();
            for member in members {
                self.of[*member] = group;
            }
        }
    }

    fn components(&self, drawing: &Drawing) -> Vec<DrawnComponent> {
        let all = &drawing.components;
        let containers: HashSet<usize> = all.iter().filter_map(|c| c.within).collect();
        // What is drawn for containers and others alike cannot hold anything.
        let holds = |group: usize| self.members[group].iter().all(|m| containers.contains(m));
        let within = |component: &DrawnComponent| {
            let group = *self.of.get(component.within?)?;
            holds(group).then_some(group)
        };
        let alone = self.members.iter().filter(|members| members.len() == 1);
        let mut names = Names {
            taken: alone.map(|m| all[m[0]].name.clone()).collect(),
            uses: HashMap::new(),
        };
        let groups = self.members.iter().enumerate();
        groups
            .map(|(group, members)| {
                let members: Vec<_> = members.iter().map(|member| &all[*member]).collect();
                let place = common(members.iter().map(|member| within(member))).flatten();
                let mut drawn = match members.as_slice() {
                    [member] => (*member).clone(),
                    members => merged(members, &mut names),
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
fn merged(members: &[&DrawnComponent], names: &mut Names) -> DrawnComponent {
    let members = members.iter();
    let count = members.clone().map(|member| member.count).sum();
    let kind = common(members.clone().map(|member| member.kind.clone())).unwrap_or_default();
    let noun = if kind.is_empty() { "component" } else { &kind };
    let mut drawn = DrawnComponent::new(names.free(&format!("{count} × {noun}")));
    drawn.kind = kind;
    drawn.count = count;
    drawn.owner = common(members.clone().map(|member| member.owner.clone())).unwrap_or_default();
    drawn.mark = common(members.clone().map(|member| member.mark)).flatten();
    drawn.worst = common(members.clone().map(|member| member.worst.clone())).flatten();
    drawn.needs_known = members.clone().all(|member| member.needs_known);
    drawn
}

/// The names that are taken, and how often each was asked for.
struct Names {
    taken: HashSet<String>,
    uses: HashMap<String, usize>,
}

impl Names {
    /// The name, or the name with a number that nothing else has.
    fn free(&mut self, name: &str) -> String {
        let uses = self.uses.entry(name.to_owned()).or_insert(0);
        loop {
            *uses += 1;
            let free = match *uses {
                1 => name.to_owned(),
                number => format!("{name} ({number})"),
            };
            if self.taken.insert(free.clone()) {
                return free;
            }
        }
    }
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
