//! What a component requires, after what a source states of it has changed.

use std::collections::HashSet;

use super::super::table::{Meant, Table};
use crate::register::{Component, Effect, Origin, Requirement};

/// Takes out that a component requires itself, which says nothing while it is up; whether it did. Of a group that has it
/// among others, so many fewer of the others are needed.
pub(super) fn drop_itself(
    name: &str,
    components: &Table<Component>,
    requires: &mut Option<Vec<Requirement>>,
) -> bool {
    let Some(requires) = requires else {
        return false;
    };
    let is_itself = |member: &String| components.meant(member) == Meant::Record(name);
    let mut is_found = false;
    requires.retain_mut(|requirement| {
        let before = requirement.members.len();
        requirement.members.retain(|member| !is_itself(member));
        let itself = before - requirement.members.len();
        if itself == 0 {
            return true;
        }
        is_found = true;
        let fewer = u32::try_from(itself).unwrap_or(u32::MAX);
        requirement.need = requirement.need.saturating_sub(fewer);
        requirement.need > 0 && !requirement.members.is_empty()
    });
    is_found
}

pub(super) fn is_from(requirement: &Requirement, source: &str) -> bool {
    matches!(&requirement.origin, Origin::Assumed(from) if from == source)
}

/// The requirements of a component after those of a source have changed; reports what of them is left out.
pub(super) fn merged(
    before: Option<&[Requirement]>,
    wanted: Option<Vec<Requirement>>,
    source: &str,
    components: &Table<Component>,
    left: &mut impl FnMut(String),
) -> Option<Vec<Requirement>> {
    let mut wanted = wanted.unwrap_or_default();
    if before.is_some_and(<[_]>::is_empty) && !wanted.is_empty() {
        left(format!(
            "it is declared to need nothing, and {source} states requirements"
        ));
        return Some(Vec::new());
    }
    let all = before.into_iter().flatten();
    let (old, others): (Vec<_>, Vec<_>) = all.partition(|requirement| is_from(requirement, source));
    let said = Said::of(&others, components);
    wanted.retain(|requirement| {
        let is_said = said.names(requirement);
        if is_said && !said.covers(requirement) {
            let members = requirement.members.join(", ");
            left(format!("{members} is required otherwise already"));
        }
        !is_said
    });
    if before.is_none() {
        return (!wanted.is_empty()).then_some(wanted);
    }
    if wanted.is_empty() && others.is_empty() && !old.is_empty() {
        // Nobody but the source stated anything, and it states nothing any more.
        return None;
    }
    let (known, new): (HashSet<&Requirement>, HashSet<&Requirement>) =
        (old.iter().copied().collect(), wanted.iter().collect());
    if known == new {
        return before.map(<[_]>::to_vec);
    }
    // What stays keeps its place.
    let stays = |one: &&Requirement| !is_from(one, source) || new.contains(*one);
    let kept = before.into_iter().flatten().filter(stays);
    let added = wanted.iter().filter(|one| !known.contains(*one));
    Some(kept.chain(added).cloned().collect())
}

/// What requirements say, to report at once whether they say what another one does. Names are compared by what they mean,
/// as people do not spell them as a source does.
struct Said<'a> {
    components: &'a Table<Component>,
    /// The components that are named.
    names: HashSet<Meant<'a>>,
    /// Those that are all needed.
    singles: HashSet<(Effect, Meant<'a>)>,
    /// The members, in order, and the need of the others.
    groups: HashSet<(Effect, u32, Vec<Meant<'a>>)>,
}

impl<'a> Said<'a> {
    fn of(requirements: &[&'a Requirement], components: &'a Table<Component>) -> Self {
        let mut said = Self {
            components,
            names: HashSet::new(),
            singles: HashSet::new(),
            groups: HashSet::new(),
        };
        for requirement in requirements {
            let members = requirement.members.iter();
            let members = || members.clone().map(|name| components.meant(name));
            said.names.extend(members());
            if requirement.needs_all() {
                let effect = requirement.effect;
                said.singles.extend(members().map(|one| (effect, one)));
            } else {
                said.groups.insert(group(requirement, components));
            }
        }
        said
    }

    /// Whether they name each member of a requirement.
    fn names(&self, requirement: &Requirement) -> bool {
        let mut members = requirement.members.iter();
        members.all(|member| self.names.contains(&self.components.meant(member)))
    }

    /// Whether they say what a requirement does.
    fn covers(&self, requirement: &Requirement) -> bool {
        if !requirement.needs_all() {
            return self.groups.contains(&group(requirement, self.components));
        }
        let mut members = requirement.members.iter();
        members.all(|member| {
            let member = self.components.meant(member);
            self.singles.contains(&(requirement.effect, member))
        })
    }
}

fn group<'a>(
    requirement: &'a Requirement,
    components: &'a Table<Component>,
) -> (Effect, u32, Vec<Meant<'a>>) {
    let members = requirement.members.iter();
    let mut members: Vec<Meant<'_>> = members.map(|name| components.meant(name)).collect();
    members.sort_unstable();
    (requirement.effect, requirement.need, members)
}
