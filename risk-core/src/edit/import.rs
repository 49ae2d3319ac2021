//! Components that another program knows of, brought into a register.

use std::collections::{HashMap, HashSet};

use super::{EditError, Editor, names};
use crate::record::Key;
use crate::register::{Component, Effect, Origin, Requirement};

/// What an import of components did, apart from the changes that [`Edited`](super::Edited) shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportSummary {
    /// The components that were added.
    pub added: Vec<Key>,
    /// The components that were there and require something else now.
    pub changed: Vec<Key>,
    /// How many components were there and are as they were.
    pub unchanged: usize,
    /// What the source states and the register does not take over, as a person has stated otherwise.
    pub left: Vec<LeftOut>,
    /// The components that need nothing according to the source, and of which nobody states what they need. That is
    /// not taken over, because nothing could tell later that it is assumed.
    pub without_needs: Vec<Key>,
    /// The components that the source does not have, and for which something was assumed from it before. That is as
    /// it was: where it is to go, [`Editor::take_back`] takes it back. It may be that another source has the name.
    pub gone: Vec<Key>,
}

/// Something that an import left as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The component.
    pub component: Key,
    /// Why, in words, such as `Redis A is required otherwise already`.
    pub why: String,
}

impl ImportSummary {
    fn leave(&mut self, component: Key, why: String) {
        self.left.push(LeftOut { component, why });
    }
}

impl Editor {
    /// Brings in the components that a source knows of, with what they require according to it.
    ///
    /// Components are found by name, as everywhere; those that are not there are added. Of those that the source
    /// has, what was assumed from it before and is not in it any more goes, and what is new in it comes, assumed.
    /// Nothing else changes: no other field of a component that is there, and no requirement that was declared or
    /// assumed from elsewhere. A requirement is not taken over where others of its owner name each of its members
    /// already: people say what a source cannot, such as `1 of (Redis A, Redis B)`.
    ///
    /// # Errors
    ///
    /// When a component cannot be called as it is in the source, or when the source has no name.
    pub fn import_components(
        &mut self,
        components: &[Component],
        source: &str,
    ) -> Result<ImportSummary, EditError> {
        if source.trim().is_empty() || source.contains(['\n', '\r']) {
            return Err(EditError::SourceWithoutName);
        }
        let meant = self.meant(components)?;
        let mut summary = ImportSummary::default();
        let mut named = HashSet::new();
        for component in components {
            let name = &meant[&component.name];
            let mut wanted = wanted(component, &meant, source);
            if wanted.as_ref().is_some_and(Vec::is_empty) {
                wanted = None;
                let known = self.components.named(name).first();
                let known = known.map(|place| self.components.get(*place));
                if known.is_none_or(|component| component.requires.is_none()) {
                    summary.without_needs.push(Key::first(name));
                }
            }
            if drop_itself(name, &mut wanted) {
                let why = format!("{source} states that it requires itself");
                summary.leave(Key::first(name), why);
            }
            let places = self.components.named(name).to_vec();
            match places.as_slice() {
                [] => {
                    let mut new = component.clone();
                    new.name.clone_from(name);
                    new.requires = wanted;
                    if let Some(container) = meant.get(&new.within) {
                        new.within.clone_from(container);
                    }
                    let place = self.components.push(new);
                    named.insert(place);
                    summary.added.push(self.components.key(place));
                }
                [place] => {
                    named.insert(*place);
                    self.take_over(*place, wanted, source, &mut summary);
                }
                several => {
                    named.extend(several.iter().copied());
                    let why = "several components have the name".to_owned();
                    summary.leave(self.components.key(several[0]), why);
                }
            }
        }
        summary.gone = self.gone(&named, source);
        Ok(summary)
    }

    /// What each name of the source is called in the register.
    fn meant(&self, components: &[Component]) -> Result<HashMap<String, String>, EditError> {
        let mut meant = HashMap::with_capacity(components.len());
        let mut taken: HashMap<&str, usize> = HashMap::new();
        for component in components {
            let name = names::checked::<Component>(&component.name).map_err(|reason| {
                EditError::NotImportable {
                    name: component.name.clone(),
                    reason: Box::new(reason),
                }
            })?;
            let known = self.components.resolve(name).unwrap_or(name);
            *taken.entry(known).or_default() += 1;
        }
        for component in components {
            let name = component.name.trim();
            let known = self.components.resolve(name).unwrap_or(name);
            // Two of the source that are spelled nearly the same are two.
            let is_clear = taken.get(known) == Some(&1);
            let known = if is_clear { known } else { name };
            meant.insert(component.name.clone(), known.to_owned());
        }
        Ok(meant)
    }

    /// Changes what a component requires to what the source states.
    fn take_over(
        &mut self,
        place: usize,
        wanted: Option<Vec<Requirement>>,
        source: &str,
        summary: &mut ImportSummary,
    ) {
        let key = self.components.key(place);
        let before = &self.components.get(place).requires;
        let mut left = |why: String| summary.leave(key.clone(), why);
        let after = merged(before.as_deref(), wanted, source, &mut left);
        if after == *before {
            summary.unchanged += 1;
        } else {
            summary.changed.push(key);
            self.components.get_mut(place).requires = after;
        }
    }

    /// Takes back what was assumed from a source for components that it does not have any more, as an import
    /// [reports](ImportSummary::gone).
    pub fn take_back(&mut self, gone: &[Key], source: &str) {
        for key in gone {
            for place in self.components.named(key.name()).to_vec() {
                if self.components.key(place) == *key {
                    let before = self.components.get(place).requires.as_deref();
                    let after = merged(before, None, source, &mut |_| {});
                    self.components.get_mut(place).requires = after;
                }
            }
        }
    }

    /// The components that the source does not have and for which something was assumed from it.
    fn gone(&self, named: &HashSet<usize>, source: &str) -> Vec<Key> {
        let all = self.components.iter();
        let gone = all.filter(|(place, component)| {
            let mut requires = component.requires.iter().flatten();
            !named.contains(place) && requires.any(|requirement| is_from(requirement, source))
        });
        gone.map(|(place, _)| self.components.key(place)).collect()
    }

    /// Confirms requirements that were assumed: of the components named, or of all; from one
    /// source, or from any. Returns how many there were.
    ///
    /// # Errors
    ///
    /// When no component or more than one is called so.
    pub fn confirm_requirements(
        &mut self,
        components: &[String],
        source: Option<&str>,
    ) -> Result<usize, EditError> {
        let named = components.iter().map(|name| self.find_component(name));
        let named = named.collect::<Result<HashSet<usize>, EditError>>()?;
        let is_meant = |requirement: &Requirement| match &requirement.origin {
            Origin::Declared => false,
            Origin::Assumed(from) => source.is_none_or(|source| source == from),
        };
        let all = self.components.iter();
        let places = all.filter(|(place, component)| {
            let mut requires = component.requires.iter().flatten();
            (named.is_empty() || named.contains(place)) && requires.any(is_meant)
        });
        let places: Vec<usize> = places.map(|(place, _)| place).collect();
        let mut count = 0;
        for place in places {
            let requires = self.components.get_mut(place).requires.iter_mut().flatten();
            for requirement in requires.filter(|requirement| is_meant(requirement)) {
                requirement.origin = Origin::Declared;
                count += 1;
            }
        }
        Ok(count)
    }
}

/// What a component requires according to a source, by the names of the register.
fn wanted(
    component: &Component,
    meant: &HashMap<String, String>,
    source: &str,
) -> Option<Vec<Requirement>> {
    let requirements = component.requires.as_ref()?.iter().map(|requirement| {
        let mut requirement = requirement.clone();
        for member in &mut requirement.members {
            if let Some(name) = meant.get(member) {
                member.clone_from(name);
            }
        }
        requirement.origin = Origin::Assumed(source.to_owned());
        requirement
    });
    Some(requirements.collect())
}

/// Takes out that a component requires itself, which would say nothing; whether it did.
fn drop_itself(name: &str, requires: &mut Option<Vec<Requirement>>) -> bool {
    let Some(requires) = requires else {
        return false;
    };
    let before = requires.len();
    requires.retain(|requirement| !requirement.members.iter().any(|member| member == name));
    requires.len() < before
}

fn is_from(requirement: &Requirement, source: &str) -> bool {
    matches!(&requirement.origin, Origin::Assumed(from) if from == source)
}

/// The requirements of a component after those of a source have changed; reports what of them is left out.
fn merged(
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
    let before = before.map(<[_]>::to_vec);
    let (old, others): (Vec<_>, Vec<_>) = before
        .iter()
        .flatten()
        .partition(|requirement| is_from(requirement, source));
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
    if wanted.is_empty() && others.is_empty() && !old.is_empty() {
        // Nobody but the source stated anything, and it states nothing any more.
        return None;
    }
    let (known, new): (HashSet<&Requirement>, HashSet<&Requirement>) =
        (old.iter().copied().collect(), wanted.iter().collect());
    if known == new {
        return before;
    }
    // What stays keeps its place.
    let stays = |one: &&Requirement| !is_from(one, source) || new.contains(*one);
    let kept: Vec<Requirement> = before.iter().flatten().filter(stays).cloned().collect();
    let added = wanted.iter().filter(|one| !known.contains(*one)).cloned();
    Some(kept.into_iter().chain(added).collect())
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
