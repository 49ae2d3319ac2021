//! What two versions state in other words and mean alike: levels, components, cards.

#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use crate::check::{Reading, Settings};
use crate::register::{
    Component, Kind, Record, RecordField, Register, Requirement, Text, TrackerLink,
};

/// A version of a register, and what it says of trackers.
#[derive(Clone, Copy)]
pub(super) struct Version<'a> {
    pub register: &'a Register,
    pub settings: &'a Settings,
}

impl<'a> Version<'a> {
    pub fn new(register: &'a Register, of: &'a Reading) -> Self {
        Self {
            register,
            settings: &of.settings,
        }
    }

    /// What is the same in all spellings of a card.
    pub fn card(&self, link: &TrackerLink) -> String {
        let recognised = self.settings.trackers.recognise(link);
        recognised.canonical().to_owned()
    }

    /// The declared name that a text means; else what is the same in all names that differ in nothing else.
    fn component(&self, name: &str) -> String {
        let declared = self.register.find_component(name);
        declared.map_or_else(
            || Component::fold_name(name),
            |component| component.stated().name.clone(),
        )
    }

    /// What identifies a requirement: the components that it is of, in any order and spelling.
    pub fn members(&self, requirement: &Requirement) -> Vec<String> {
        let members = requirement.members.iter();
        let mut members: Vec<String> = members.map(|name| self.component(name)).collect();
        members.sort();
        members
    }
}

/// Has a record of one version state in the words of another one what it means alike there.
pub(super) fn harmonise<T: Record>(record: &mut T, like: &T, (of, to): (Version<'_>, Version<'_>)) {
    for field in T::Field::ALL.iter().copied() {
        let kind = field.kind();
        if kind.is_same(record, like) {
            continue;
        }
        let alike = match kind {
            Kind::Text(Text::Line, at) => {
                let (text, other) = (at.get(record), at.get(like));
                text.trim() == other.trim()
            }
            Kind::Text(Text::Component | Text::Container, at) => {
                let (name, other) = (at.get(record), at.get(like));
                of.component(name) == to.component(other)
            }
            Kind::Level(levels, at) => {
                let meant = |version: Version<'_>, level: &Option<String>| {
                    let levels = levels(version.register.scale());
                    let level = levels.find(level.as_deref()?)?;
                    Some(levels.label(level).to_owned())
                };
                let (level, other) = (meant(of, at.get(record)), meant(to, at.get(like)));
                level.is_some() && level == other
            }
            Kind::TrackerLinks(at) => {
                let known = at.get(like);
                let links = at.get_mut(record);
                let said = |link: &TrackerLink| of.card(link);
                adopt(links, known, said, |link| to.card(link));
                false
            }
            Kind::Requires(at) => {
                let known = at.get(like).iter().flatten();
                let known: Vec<Requirement> = known.cloned().collect();
                let all = |version: Version<'_>, requirement: &Requirement| {
                    let rest = (
                        requirement.need,
                        requirement.effect,
                        requirement.origin.clone(),
                    );
                    (version.members(requirement), rest)
                };
                if let Some(requirements) = at.get_mut(record) {
                    adopt(requirements, &known, |one| all(of, one), |one| all(to, one));
                }
                false
            }
            Kind::Text(Text::Name | Text::Prose, _)
            | Kind::Notes(..)
            | Kind::Status(_)
            | Kind::Date(_)
            | Kind::Duration(_)
            | Kind::Observations(_)
            | Kind::Mitigations(_)
            | Kind::RunbookActions(_)
            | Kind::Rehearsals(_)
            | Kind::Extra => false,
        };
        if alike {
            let mut words = like.clone();
            field.kind().swap(record, &mut words);
        }
    }
}

/// Gives entries the words of those that mean the same, the first of those the first.
fn adopt<E: Clone, K: Eq + Hash>(
    entries: &mut [E],
    known: &[E],
    of: impl Fn(&E) -> K,
    to: impl Fn(&E) -> K,
) {
    let mut by_meaning: HashMap<K, VecDeque<&E>> = HashMap::new();
    for one in known {
        by_meaning.entry(to(one)).or_default().push_back(one);
    }
    for entry in entries {
        let same = by_meaning.get_mut(&of(entry));
        if let Some(words) = same.and_then(VecDeque::pop_front) {
            *entry = words.clone();
        }
    }
}
