//! What a component requires, after what a source states of it has changed.

use std::collections::HashSet;

use crate::register::{Effect, Origin, Requirement};

/// Takes out that a component requires itself, which would say nothing; whether it did.
pub(super) fn drop_itself(name: &str, requires: &mut Option<Vec<Requirement>>) -> bool {
    let Some(requires) = requires else {
        return false;
    };
    let before = requires.len();
    requires.retain(|requirement| !requirement.members.iter().any(|member| member == name));
    requires.len() < before
}

pub(super) fn is_from(requirement: &Requirement, source: &str) -> bool {
    matches!(&requirement.origin, Origin::Assumed(from) if from == source)
}

/// The requirements of a component after those of a source have changed; reports what of them is left out.
pub(super) fn merged(
    before: Option<&[Requirement]>,
    wanted: Option<Vec<Requirement>>,
    source: &str,
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
    let elsewhere: HashSet<&str> = names_in(&others).collect();
    let said = Said::of(&others);
    wanted.retain(|requirement| {
        let is_said = requirement
            .members
            .iter()
            .all(|name| elsewhere.contains(name.as_str()));
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

fn names_in<'a>(requirements: &'a [&Requirement]) -> impl Iterator<Item = &'a str> {
    let members = requirements
        .iter()
        .flat_map(|requirement| &requirement.members);
    members.map(String::as_str)
}

/// What requirements say, to report at once whether they say what another one does.
struct Said<'a> {
    /// The components that are all needed.
    singles: HashSet<(Effect, &'a str)>,
    /// The members, in the order of the alphabet, and the need of the others.
    groups: HashSet<(Effect, u32, Vec<&'a str>)>,
}

impl<'a> Said<'a> {
    fn of(requirements: &[&'a Requirement]) -> Self {
        let (all, some): (Vec<_>, Vec<_>) = requirements.iter().partition(|one| one.needs_all());
        let singles = all.into_iter().flat_map(|requirement: &'a Requirement| {
            let members = requirement.members.iter();
            members.map(|member| (requirement.effect, member.as_str()))
        });
        Self {
            singles: singles.collect(),
            groups: some.into_iter().map(|one| group(one)).collect(),
        }
    }

    fn covers(&self, requirement: &Requirement) -> bool {
        if !requirement.needs_all() {
            return self.groups.contains(&group(requirement));
        }
        let mut members = requirement.members.iter();
        members.all(|member| {
            self.singles
                .contains(&(requirement.effect, member.as_str()))
        })
    }
}

fn group(requirement: &Requirement) -> (Effect, u32, Vec<&str>) {
    let mut members: Vec<&str> = requirement.members.iter().map(String::as_str).collect();
    members.sort_unstable();
    (requirement.effect, requirement.need, members)
}
