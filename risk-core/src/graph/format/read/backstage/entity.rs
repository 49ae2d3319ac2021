//! The entities that a catalogue mentions, and what to call them.

use indexmap::IndexMap;

use super::{Kind, Reference};

/// The entities in the order of their first mention, by their whole references in small letters: Backstage ignores the
/// case of letters.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    entities: IndexMap<String, Entity>,
}

#[derive(Debug)]
struct Entity {
    name: String,
    has_document: bool,
}

impl Catalogue {
    /// The place of an entity, added where this is the first mention of it.
    pub fn mention(&mut self, kind: Kind, reference: Reference<'_>) -> usize {
        let (namespace, name) = (reference.namespace, reference.name);
        let id = format!("{}:{namespace}/{name}", kind.as_str()).to_lowercase();
        let entry = self.entities.entry(id);
        let place = entry.index();
        entry.or_insert_with(|| Entity {
            name: name_of(kind, reference),
            has_document: false,
        });
        place
    }

    /// Takes the spelling of an entity's own document, which goes before those of references. Whether it is the
    /// first one.
    pub fn declare(&mut self, place: usize, kind: Kind, reference: Reference<'_>) -> bool {
        let entity = &mut self.entities[place];
        if !entity.has_document {
            entity.name = name_of(kind, reference);
        }
        !std::mem::replace(&mut entity.has_document, true)
    }

    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// The whole reference of an entity.
    pub fn id(&self, place: usize) -> &str {
        self.entities.get_index(place).map_or("", |(id, _)| id)
    }

    /// What to call an entity, whatever else there is.
    pub fn name(&self, place: usize) -> String {
        self.entities[place].name.clone()
    }
}

/// The name of an entity, less what goes without saying: the kind of components, and the namespace of what states none.
fn name_of(kind: Kind, reference: Reference<'_>) -> String {
    let mut name = reference.name.to_owned();
    if !reference.is_in_default() {
        name = format!("{}/{name}", reference.namespace);
    }
    if kind != Kind::Component {
        name = format!("{}:{name}", kind.as_str());
    }
    name
}
