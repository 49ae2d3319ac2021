//! What two versions state in other words and mean alike: levels, components, cards.

#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use super::beside;
use crate::check::rules::reading::{DOUBTFUL_ROW, ROW_IS_NO_RISK};
use crate::check::{Finding, Reading, Settings};
use crate::record::{Beside, Locate, Location, RecordPosition};
use crate::register::{
    Component, Kind, Record, RecordField, Register, Requirement, Text, TrackerLink,
};

/// A version of a register, and what it says of trackers.
#[derive(Clone, Copy)]
pub(super) struct Version<'a> {
    pub register: &'a Register,
    pub settings: &'a Settings,
    sources: &'a dyn Locate,
    findings: &'a [Finding],
}

impl<'a> Version<'a> {
    /// A register with the settings that go for it: its own, or those of another version where its form has no place
    /// for any.
    pub fn new(register: &'a Register, of: &'a Reading, other: &'a Reading) -> Self {
        let stating = if of.scope.is_everything() { of } else { other };
        Self {
            register,
            settings: &stating.settings,
            sources: of.sources.as_ref(),
            findings: &of.findings,
        }
    }

    /// What stands in rows of a sheet that are no risks there, by the text that was found.
    pub fn rows_left_alone(&self) -> HashMap<&'a str, &'a Location> {
        let codes = [DOUBTFUL_ROW.code, ROW_IS_NO_RISK.code];
        let findings = self
            .findings
            .iter()
            .filter(|finding| codes.contains(&finding.code()));
        let found =
            findings.filter_map(|finding| Some((finding.data.found.as_ref()?, &finding.location)));
        let found = found.map(|(text, location)| (text.trim(), location));
        // What states nothing tells nothing of a risk that is gone.
        found.filter(|(text, _)| !text.is_empty()).collect()
    }

    /// What stands beside a record in the text of the version; `None` where its form has no place for that.
    pub fn beside(&self, record: RecordPosition) -> Option<Beside<'a>> {
        self.sources.beside(record)
    }

    /// Whether something else stands beside a record than beside one of another version, such as comments.
    pub fn has_else_beside(
        &self,
        record: RecordPosition,
        other: &Version<'_>,
        of: RecordPosition,
    ) -> bool {
        match (self.beside(record), other.beside(of)) {
            (Some(one), Some(other)) => match (one.toml, other.toml) {
                (Some(one), Some(other)) => one != other,
                _ => one.unknown != other.unknown,
            },
            _ => false,
        }
    }

    /// The keys that nothing is known of and in which a record differs from that of another version; all that it has, where
    /// the form of that one has no place for any.
    pub fn keys_beside(
        &self,
        record: RecordPosition,
        other: &Version<'_>,
        of: RecordPosition,
    ) -> Vec<String> {
        let was = other.beside(of).unwrap_or_default();
        let differ = beside::compare(Some(was), self.beside(record));
        differ.into_iter().map(|key| key.path).collect()
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
        if !kind.is_same(record, like) {
            adopt_words(&kind, (record, of), (like, to));
        }
    }
}

/// Has a field, or the entries of a set, state in the words of another version what they mean alike there.
fn adopt_words<T: Record>(
    kind: &Kind<T>,
    (record, of): (&mut T, Version<'_>),
    (like, to): (&T, Version<'_>),
) {
    let is_alike = match kind {
        Kind::Text(Text::Line | Text::Finding, at) => at.get(record).trim() == at.get(like).trim(),
        Kind::Text(Text::Component | Text::Container, at) => {
            of.component(at.get(record)) == to.component(at.get(like))
        }
        Kind::Level(levels, at) => {
            let [of, to] = [of, to].map(|version| levels(version.register.scale()));
            let level = of.label_of(at.get(record).as_deref());
            level.is_some() && level == to.label_of(at.get(like).as_deref())
        }
        Kind::TrackerLinks(at) => {
            let (links, known) = (at.get_mut(record), at.get(like));
            adopt(links, known, |one| of.card(one), |one| to.card(one));
            false
        }
        Kind::Requires(at) => {
            let all = |version: Version<'_>, requirement: &Requirement| {
                let rest = (
                    requirement.need,
                    requirement.effect,
                    requirement.origin.clone(),
                );
                (version.members(requirement), rest)
            };
            if let (Some(requirements), Some(known)) = (at.get_mut(record), at.get(like)) {
                adopt(requirements, known, |one| all(of, one), |one| all(to, one));
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
        | Kind::Origins(_)
        | Kind::Extra => false,
    };
    if is_alike {
        kind.swap(record, &mut like.clone());
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
