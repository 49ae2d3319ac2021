//! Components that another program knows of, brought into a register.

mod confirm;
mod gone;
mod place;
mod requirements;

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

pub use self::gone::Gone;
use self::gone::Unplaced;
use self::place::{Incoming, Placing};
use self::requirements::{drop_itself, merged};
use super::table::Meant;
use super::{EditError, Editor};
use crate::record::{ComponentField, Key};
use crate::register::{Component, Origin, Requirement};

/// What an import of components did, apart from the changes that [`Edited`](super::Edited) shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportSummary {
    /// The components that were added.
    pub added: Vec<Key>,
    /// The components that were there without any origin, or that risks named, and that are from now on what a source
    /// knows by their names.
    pub adopted: Vec<Key>,
    /// The components that could not get the names that they have in a source, with those.
    pub renamed: Vec<(String, Key)>,
    /// The components that were there and require something else now, live in something, or are described where they were
    /// only mentioned.
    pub changed: Vec<Key>,
    /// The components that were there and are as they were.
    pub unchanged: Vec<Key>,
    /// What the source states and the register does not take over, as a person has stated otherwise.
    pub left: Vec<LeftOut>,
    /// The components that need nothing according to the source, and of which nobody states what they need. That is
    /// not taken over, because nothing could tell later that it is assumed.
    pub without_needs: Vec<Key>,
    /// The same of those that need nothing but the component that they live in.
    pub housed: Vec<Key>,
    /// Whether the register has no place for origins, so that each component was found by its name.
    pub is_by_name: bool,
    /// The components that were imported from a source and that it has not any more, nor any other one. They are as they
    /// were: what was assumed for them is taken back by [`Editor::take_back`], and where the source has one of them under
    /// another id, [`Editor::join_components`] makes them one. It may be that another source has the name.
    pub gone: Vec<Gone>,
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

/// What sources state, by the places of components.
#[derive(Default)]
struct Stated<'a> {
    /// What each requires according to each source; `None` where that does not state it.
    requires: IndexMap<(usize, &'a str), Option<Vec<Requirement>>>,
    /// The components of which it is known now what they live in.
    housed: BTreeSet<usize>,
    /// The components that each source has.
    places: HashMap<&'a str, HashSet<usize>>,
    /// What sources have and of which it is not clear which component it is.
    unplaced: Unplaced<'a>,
}

impl ImportSummary {
    fn leave(&mut self, component: Key, why: String) {
        self.left.push(LeftOut { component, why });
    }
}

/// Whether a component that was never imported may be one that a source knows of, as it is called so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Adoption {
    /// It is that one from then on. The [summary](ImportSummary::adopted) has it.
    #[default]
    ByName,
    /// It is another one, and the one of the source gets another name.
    Never,
}

impl Editor {
    /// Brings in the components that sources know of, with what they require according to them: the name of each
    /// source, and its components as [read](crate::graph::format::read_components).
    ///
    /// A component is found by its [origin](Component::origins): what it is in a source, not what it is called here. One
    /// of which no origin is known [is found by its name](Adoption). Others are added; where their name is that of
    /// another thing, it gets the source in brackets.
    ///
    /// Of those that a source has, what was assumed from it before and is not in it any more goes, and what is new in it
    /// comes, assumed. Of those that it has not any more and another source has, what was assumed from it goes. What a
    /// component lives in is taken over where nothing is stated of that. Nothing else changes: no other field of a component
    /// that is there, unless it was only mentioned before, and no requirement that was declared or assumed from elsewhere. A requirement is not taken over where others of its owner
    /// name each of its members already: people say what a source cannot, such as `1 of (Redis A, Redis B)`.
    ///
    /// # Errors
    ///
    /// When a component cannot be called as it is in the source, or when a source has no name.
    pub fn import_components(
        &mut self,
        sources: &[(&str, &[Component])],
        adoption: Adoption,
    ) -> Result<ImportSummary, EditError> {
        let is_name = |source: &str| !source.trim().is_empty() && !source.contains(['\n', '\r']);
        if !sources.iter().all(|(source, _)| is_name(source)) {
            return Err(EditError::SourceWithoutName);
        }
        let incoming = sources.iter().flat_map(|(source, components)| {
            let all = components.iter();
            all.map(|component| Incoming::new(component, source))
        });
        let incoming: Vec<Incoming<'_>> = incoming.collect();
        let mut summary = ImportSummary {
            is_by_name: !self.has_origins,
            ..ImportSummary::default()
        };
        let mut placing = Placing::new(self, &incoming, adoption);
        let mut places = Vec::with_capacity(incoming.len());
        for one in &incoming {
            places.push(placing.place(self, one, &mut summary)?);
        }
        let mut stated = Stated::default();
        let mut placed = incoming.iter().zip(&places);
        for (_, components) in sources {
            let of_source: Vec<_> = placed.by_ref().take(components.len()).collect();
            self.gather(&of_source, &mut stated, &mut summary);
        }
        let mut changed = placing.described;
        changed.append(&mut stated.housed);
        for ((place, source), wanted) in stated.requires {
            if self.take_over(place, wanted, source, &mut summary) {
                changed.insert(place);
            }
        }
        let mut seen = HashSet::new();
        for (source, _) in sources.iter().filter(|(source, _)| seen.insert(*source)) {
            let placed = stated.places.get(*source);
            self.leave(source, placed, &stated.unplaced, &mut changed, &mut summary);
        }
        changed.retain(|place| !placing.added.contains(place));
        let all: BTreeSet<usize> = places.into_iter().flatten().collect();
        let known = all.difference(&changed).copied();
        let unchanged = known.filter(|place| !placing.added.contains(place));
        summary.unchanged = unchanged.map(|place| self.components.key(place)).collect();
        let changed = changed.into_iter();
        summary.changed = changed.map(|place| self.components.key(place)).collect();
        Ok(summary)
    }

    /// Gathers what one source states of components, by their places, and takes over where each one lives.
    fn gather<'a>(
        &mut self,
        of_source: &[(&'a Incoming<'_>, &Option<usize>)],
        stated: &mut Stated<'a>,
        summary: &mut ImportSummary,
    ) {
        let named = of_source.iter().filter_map(|(one, place)| {
            let name = &self.components.get((**place)?).name;
            Some((one.component.name.as_str(), name))
        });
        // Nearly always, all have the names that they have in the source.
        let meant: HashMap<&str, String> = if named.clone().all(|(name, given)| name == given) {
            HashMap::new()
        } else {
            named.map(|(name, given)| (name, given.clone())).collect()
        };
        for (one, place) in of_source {
            let source = one.origin.source.as_str();
            let Some(place) = **place else {
                let name = self.components.resolve(&one.component.name);
                stated.unplaced.add(&one.origin, name);
                continue;
            };
            stated.places.entry(source).or_default().insert(place);
            let name = self.components.get(place).name.clone();
            let container = &one.component.within;
            let container = meant.get(container.as_str()).unwrap_or(container);
            match self.house(place, container, source) {
                Ok(is_new) if is_new => _ = stated.housed.insert(place),
                Ok(_) => {}
                Err(why) => summary.leave(self.components.key(place), why),
            }
            let mut wanted = wanted(one.component, &meant, source);
            if drop_itself(&name, &self.components, &mut wanted) {
                let why = format!("{source} states that it requires itself");
                summary.leave(self.components.key(place), why);
                // That nothing is left does not state that nothing is needed.
                wanted = wanted.filter(|wanted| !wanted.is_empty());
            }
            let all = stated.requires.entry((place, source)).or_default();
            if let Some(wanted) = wanted {
                match all {
                    // Another file of the source may state the same.
                    Some(all) => {
                        let known: HashSet<Requirement> = all.iter().cloned().collect();
                        all.extend(wanted.into_iter().filter(|one| !known.contains(one)));
                    }
                    None => *all = Some(wanted),
                }
            }
        }
    }

    /// Takes over what a component lives in, by the name of that here, where nothing is stated of it; whether it did. Why
    /// not, where something else is: it is not known who stated that.
    fn house(&mut self, place: usize, container: &str, source: &str) -> Result<bool, String> {
        let component = self.components.get(place);
        let meant = self.components.meant(container);
        if container.is_empty() || meant == self.components.meant(&component.within) {
            return Ok(false);
        }
        if component.is_unread(ComponentField::Within) {
            return Err(format!(
                "what it lives in could not be read, and {source} states {container}"
            ));
        }
        if meant == Meant::Record(&component.name) {
            return Err(format!("{source} states that it lives in itself"));
        }
        if !component.within.is_empty() {
            let known = &component.within;
            return Err(format!(
                "it lives in {known}, and {source} states {container}"
            ));
        }
        container.clone_into(&mut self.components.get_mut(place).within);
        Ok(true)
    }

    /// Changes what a component requires to what a source states; whether that is something else.
    fn take_over(
        &mut self,
        place: usize,
        wanted: Option<Vec<Requirement>>,
        source: &str,
        summary: &mut ImportSummary,
    ) -> bool {
        let key = self.components.key(place);
        let component = self.components.get(place);
        if component.is_unread(ComponentField::Requires) {
            if wanted.is_some() {
                let why = format!("what it requires could not be read, and {source} states it");
                summary.leave(key, why);
            }
            return false;
        }
        let before = &component.requires;
        let needs_nothing = wanted.as_ref().is_some_and(Vec::is_empty);
        let is_housed = !component.within.is_empty();
        let wanted = wanted.filter(|wanted| !wanted.is_empty());
        let mut left = |why: String| summary.leave(key.clone(), why);
        let after = merged(
            before.as_deref(),
            wanted,
            source,
            &self.components,
            &mut left,
        );
        if needs_nothing && after.is_none() {
            let alone = if is_housed {
                &mut summary.housed
            } else {
                &mut summary.without_needs
            };
            alone.push(key);
        }
        let is_changed = after != *before;
        if is_changed {
            self.components.get_mut(place).requires = after;
        }
        is_changed
    }
}

/// What a component requires according to a source, by the names of the register.
fn wanted(
    component: &Component,
    meant: &HashMap<&str, String>,
    source: &str,
) -> Option<Vec<Requirement>> {
    let requirements = component.requires.as_ref()?.iter().map(|requirement| {
        let mut requirement = requirement.clone();
        for member in &mut requirement.members {
            if let Some(name) = meant.get(member.as_str()) {
                member.clone_from(name);
            }
        }
        requirement.origin = Origin::Assumed(source.to_owned());
        requirement
    });
    Some(requirements.collect())
}
