//! What a component needs to work.

use std::collections::HashSet;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A group of components of which some must be up: `need` of `members`.
///
/// A single member is an ordinary dependency; a need of 1 is any-of; a need of all is all-of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(with = "Form", description = "A requirement as a file has it.")
)]
#[non_exhaustive]
pub struct Requirement {
    /// The names of the components in the group.
    pub members: Vec<String>,
    /// How many of them must be up, from 1 to their number. A need out of range is kept and is a
    /// finding.
    pub need: u32,
    /// What happens to the owner when too few are up.
    pub effect: Effect,
    /// Who says so.
    pub origin: Origin,
}

/// What an unmet requirement does to its owner.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// The owner is as badly off as the requirement.
    #[default]
    Hard,
    /// The owner is degraded where the requirement is down.
    Soft,
}

/// Where a requirement comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A person declared it in the register.
    #[default]
    Declared,
    /// It was imported from the named source and nobody has confirmed it.
    Assumed(String),
}

impl Requirement {
    /// A hard requirement of all the given components, of which each counts once.
    pub fn all_of(members: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let members: Vec<String> = members.into_iter().map(Into::into).collect();
        Self {
            need: different(&members),
            members,
            effect: Effect::Hard,
            origin: Origin::Declared,
        }
    }

    /// A hard requirement of one component.
    pub fn of(member: impl Into<String>) -> Self {
        Self::all_of([member])
    }

    /// A hard requirement of so many of the given components.
    pub fn some_of(need: u32, members: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            need,
            ..Self::all_of(members)
        }
    }

    /// The same requirement with a soft effect.
    #[must_use]
    pub fn soft(mut self) -> Self {
        self.effect = Effect::Soft;
        self
    }

    /// Whether the need is of all the members, of which each counts once.
    pub fn needs_all(&self) -> bool {
        self.need == different(&self.members)
    }

    /// Whether the need is of the members that there are.
    pub(crate) fn has_possible_need(&self) -> bool {
        let need = usize::try_from(self.need);
        need.is_ok_and(|need| (1..=self.members.len()).contains(&need))
    }
}

/// How many different names there are.
fn different(names: &[String]) -> u32 {
    let count = match names {
        [] | [_] => names.len(),
        several => several.iter().collect::<HashSet<_>>().len(),
    };
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What is wrong with a need out of range, of a requirement with so many members.
pub(crate) fn bad_need(need: u32, members: usize) -> String {
    match members {
        1 => format!("the need is {need} and must be 1, as the requirement names one component"),
        members => format!(
            "the need is {need} and must be from 1 to {members}, as the requirement names \
             {members} components"
        ),
    }
}

/// A requirement as a file has it.
#[derive(Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Requirement")
)]
#[serde(untagged)]
enum Form {
    /// A hard requirement of one component, by its name.
    Name(String),
    /// Any other one.
    Group(Group),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Group {
    /// The names of the components in the group.
    of: Vec<String>,
    /// How many of them must be up; all unless stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    need: Option<u32>,
    /// What happens to the owner when too few are up; `hard` unless stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<Effect>,
    /// The source that it was imported from, while nobody has confirmed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    assumed_from: Option<String>,
}

impl Serialize for Requirement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = match (self.members.as_slice(), &self.origin, self.effect) {
            ([name], Origin::Declared, Effect::Hard) if self.need == 1 => Form::Name(name.clone()),
            _ => Form::Group(Group {
                of: self.members.clone(),
                need: (!self.needs_all()).then_some(self.need),
                effect: (self.effect != Effect::default()).then_some(self.effect),
                assumed_from: match &self.origin {
                    Origin::Declared => None,
                    Origin::Assumed(source) => Some(source.clone()),
                },
            }),
        };
        form.serialize(serializer)
    }
}

/// By the shape of the value and not by trying, so that a message is about the form that was meant.
impl<'de> Deserialize<'de> for Requirement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OfForm)
    }
}

struct OfForm;

impl<'de> Visitor<'de> for OfForm {
    type Value = Requirement;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a component, or a table with `of`")
    }

    fn visit_str<E>(self, name: &str) -> Result<Requirement, E> {
        Ok(Requirement::of(name))
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Requirement, M::Error> {
        let group = Group::deserialize(MapAccessDeserializer::new(map))?;
        let mut requirement = Requirement::all_of(group.of);
        requirement.need = group.need.unwrap_or(requirement.need);
        requirement.effect = group.effect.unwrap_or_default();
        if let Some(source) = group.assumed_from {
            requirement.origin = Origin::Assumed(source);
        }
        Ok(requirement)
    }
}
