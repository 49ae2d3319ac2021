//! The entities that a catalogue mentions, and what to call them.

use std::collections::HashMap;

use super::{Kind, Reference};

/// The entities in the order of their first mention.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    places: HashMap<(Kind, String, String), usize>,
    entities: Vec<Entity>,
}

#[derive(Debug)]
struct Entity {
    kind: Kind,
    /// The name, with the namespace before it unless that is the default one, as spelled.
    name: String,
    /// The same in small letters: Backstage does not tell letters by their case.
    folded: String,
}

impl Catalogue {
    /// The place of an entity, which is mentioned hereby.
    pub fn mention(&mut self, kind: Kind, reference: Reference<'_>) -> usize {
        let key = (
            kind,
            reference.namespace.to_lowercase(),
            reference.name.to_lowercase(),
        );
        let next = self.entities.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            let name = full_name(reference);
            let folded = name.to_lowercase();
            self.entities.push(Entity { kind, name, folded });
        }
        place
    }

    /// Takes the spelling of an entity's own document, which goes before those of references.
    pub fn spell(&mut self, place: usize, reference: Reference<'_>) {
        self.entities[place].name = full_name(reference);
    }

    /// What to call each entity. Where entities of several kinds have one name, a component has
    /// it to itself before a resource, and that before an API.
    pub fn names(&self) -> Vec<String> {
        let mut first: HashMap<&str, Kind> = HashMap::new();
        for entity in &self.entities {
            let kind = first.entry(&entity.folded).or_insert(entity.kind);
            *kind = entity.kind.min(*kind);
        }
        let names = self.entities.iter().map(|entity| {
            if first.get(entity.folded.as_str()) == Some(&entity.kind) {
                entity.name.clone()
            } else {
                format!("{}:{}", entity.kind.as_str(), entity.name)
            }
        });
        names.collect()
    }
}

/// The name, with the namespace before it unless that goes without saying.
fn full_name(reference: Reference<'_>) -> String {
    if reference.is_in_default() {
        reference.name.to_owned()
    } else {
        format!("{}/{}", reference.namespace, reference.name)
    }
}
