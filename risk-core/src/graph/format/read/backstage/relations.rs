//! The fields and the relations by which entities state what needs what.

use super::Kind;

/// Which of two entities needs the other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The one that states it.
    Needs,
    /// The one that it refers to.
    IsNeeded,
}

/// A word by which an entity refers to another one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Relation {
    pub word: &'static str,
    pub way: Way,
    /// The kind of a reference that states none.
    pub kind: Kind,
    /// Whether it is about who provides an API.
    pub provides: bool,
}

const fn relation(word: &'static str, way: Way, kind: Kind, provides: bool) -> Relation {
    Relation {
        word,
        way,
        kind,
        provides,
    }
}

impl Relation {
    /// The fields of `spec`, which people write.
    pub const FIELDS: [Self; 4] = [
        relation("dependsOn", Way::Needs, Kind::Component, false),
        relation("consumesApis", Way::Needs, Kind::Api, false),
        relation("dependencyOf", Way::IsNeeded, Kind::Component, false),
        relation("providesApis", Way::IsNeeded, Kind::Api, true),
    ];

    /// The types of `relations`, which the catalogue makes of what people write, from both ends.
    const TYPES: [Self; 6] = [
        relation("dependsOn", Way::Needs, Kind::Component, false),
        relation("dependencyOf", Way::IsNeeded, Kind::Component, false),
        relation("consumesApi", Way::Needs, Kind::Api, false),
        relation("apiConsumedBy", Way::IsNeeded, Kind::Component, false),
        relation("providesApi", Way::IsNeeded, Kind::Api, true),
        relation("apiProvidedBy", Way::Needs, Kind::Component, true),
    ];

    /// The one that needs and the one that is needed, of the one that states it and the other one.
    pub fn ends<T>(self, stating: T, other: T) -> (T, T) {
        match self.way {
            Way::Needs => (stating, other),
            Way::IsNeeded => (other, stating),
        }
    }

    /// The relation of a type, if it is one of needs.
    pub fn of_type(word: &str) -> Option<Self> {
        Self::TYPES.into_iter().find(|one| one.word == word)
    }

    /// Where an entity belongs.
    pub const PART: &'static str = "partOf";

    /// Whether a type is one of those of Backstage that are not about needs: who owns what, and what is part of what.
    pub fn is_about_other_things(word: &str) -> bool {
        let others = [
            Self::PART,
            "hasPart",
            "ownedBy",
            "ownerOf",
            "memberOf",
            "hasMember",
            "parentOf",
            "childOf",
        ];
        others.contains(&word)
    }
}
