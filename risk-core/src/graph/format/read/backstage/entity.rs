//! The entities that a catalogue mentions, and what to call them.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::{Kind, Reference};

/// The entities in the order of their first mention.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    entities: IndexMap<(Kind, String, String), Entity>,
}

#[derive(Debug)]
struct Entity {
    /// The name, with the namespace before it unless that is the default one, as spelled.
    name: String,
    /// The same in small letters: Backstage ignores the case of letters.
    folded: String,
    has_document: bool,
}

impl Catalogue {
    /// The place of an entity, added where this is the first mention of it.
    pub fn mention(&mut self, kind: Kind, reference: Reference<'_>) -> usize {
        let key = (
            kind,
            reference.namespace.to_lowercase(),
            reference.name.to_lowercase(),
        );
        let entry = self.entities.entry(key);
        let place = entry.index();
        entry.or_insert_with(|| {
            let name = full_name(reference);
            Entity {
                folded: name.to_lowercase(),
                name,
                has_document: false,
            }
        });
        place
    }

    /// Takes the spelling of an entity's own document, which goes before those of references. Whether it is the
    /// first one.
    pub fn declare(&mut self, place: usize, reference: Reference<'_>) -> bool {
        let entity = &mut self.entities[place];
        if !entity.has_document {
            entity.name = full_name(reference);
        }
        !std::mem::replace(&mut entity.has_document, true)
    }

    /// What to call each entity. Where entities of several kinds have one name, a component has
    /// it to itself before a resource, and that before an API.
    pub fn names(&self) -> Vec<String> {
        let mut first: HashMap<&str, Kind> = HashMap::new();
        for ((kind, ..), entity) in &self.entities {
            let first = first.entry(&entity.folded).or_insert(*kind);
            *first = *kind.min(first);
        }
        let names = self.entities.iter().map(|((kind, ..), entity)| {
            if first.get(entity.folded.as_str()) == Some(kind) {
                entity.name.clone()
            } else {
                format!("{}:{}", kind.as_str(), entity.name)
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
