//! Collecting what a file states about components.

use std::borrow::Cow;
use std::collections::HashSet;

use indexmap::IndexMap;

use super::{GraphFormat, ReadComponents};
use crate::record::text::and_more;
use crate::register::{Component, ComponentOrigin, Effect, Origin, Requirement};

/// A component that was mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Id(usize);

/// The components of a file by their ids, in the order of their first mention, and what each requires.
#[derive(Debug)]
pub(super) struct Gather {
    source: String,
    components: IndexMap<String, Mentioned>,
    notes: Vec<String>,
}

/// What is stated about a component.
#[derive(Debug)]
struct Mentioned {
    /// Apart, as it is large, and the list of all would be copied with it as that grows.
    stated: Box<Component>,
    /// What it requires, as far as anything was stated about that.
    needs: Option<Vec<Need>>,
    within: Option<Id>,
}

/// A requirement by the places of its members.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Need {
    /// The members, each once.
    pub members: Vec<Id>,
    /// How many of them must be up; 1 unless stated.
    pub count: Option<u32>,
    /// What happens when too few are up.
    pub effect: Effect,
}

impl Gather {
    /// An empty collection, from the source that requirements are assumed from.
    pub fn new(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            components: IndexMap::new(),
            notes: Vec::new(),
        }
    }

    /// The component of an id, added where this is the first mention of it. It is called by its id, unless it is
    /// described otherwise.
    pub fn component(&mut self, id: &str) -> Id {
        let known = self.components.get_index_of(id);
        Id(known.unwrap_or_else(|| {
            let mentioned = Mentioned {
                stated: Box::new(Component::new(id)),
                needs: None,
                within: None,
            };
            self.components.insert_full(id.to_owned(), mentioned).0
        }))
    }

    /// Whether the file states what a component requires.
    pub fn states_needs(&self, id: Id) -> bool {
        self.components[id.0].needs.is_some()
    }

    /// Takes note of the container that a component is in.
    pub fn contain(&mut self, id: Id, container: Id) {
        self.components[id.0].within = Some(container);
    }

    /// What is stated of a component beside its needs and its container.
    pub fn describe(&mut self, id: Id) -> &mut Component {
        &mut self.components[id.0].stated
    }

    /// Takes note that the file states what a component requires, be it nothing. Its requirements
    /// so far.
    pub fn needs(&mut self, id: Id) -> &mut Vec<Need> {
        self.components[id.0].needs.get_or_insert_default()
    }

    /// Adds a requirement of one component.
    pub fn require(&mut self, owner: Id, member: Id, effect: Effect) {
        self.needs(owner).push(Need {
            members: vec![member],
            count: None,
            effect,
        });
    }

    /// Reports what was left out, in a sentence.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// Reports of how many something was left out; nothing where there are none.
    pub fn note_count(&mut self, count: usize, [one, many]: [&str; 2], rest: &str) {
        if count > 0 {
            self.note(format!("{} {rest}", counted(count, one, many)));
        }
    }

    /// The components with their requirements, each requirement once.
    pub fn finish(mut self, format: GraphFormat) -> ReadComponents {
        let mentioned = std::mem::take(&mut self.components);
        let names = names(&mentioned);
        let mut repeated = 0;
        let components = mentioned.into_iter().zip(&names);
        let components = components.map(|((id, one), name)| {
            let mut component = *one.stated;
            component.name.clone_from(name);
            component.origins = vec![ComponentOrigin::new(&self.source, id)];
            if let Some(container) = one.within {
                component.within.clone_from(&names[container.0]);
            }
            component.requires = one.needs.map(|mut needs| {
                repeated += keep_first(&mut needs);
                let requirements = needs.into_iter();
                requirements
                    .map(|need| need.requirement(&names, &self.source))
                    .collect()
            });
            component
        });
        let components = components.collect();
        let what = ["requirement is", "requirements are"];
        let rest = "stated again for the same component, and not added twice";
        self.note_count(repeated, what, rest);
        ReadComponents {
            format,
            components,
            notes: self.notes,
        }
    }
}

/// What each component is called: no two have one name. Of those that would be called alike, the first one is, and the
/// others have their ids beside that.
fn names(components: &IndexMap<String, Mentioned>) -> Vec<String> {
    let mut taken = HashSet::with_capacity(components.len());
    let names = components.iter().map(|(id, one)| {
        let wanted = one.stated.name.trim();
        let numbered = (2..).map(|number| format!("{wanted} ({id}, {number})"));
        let first = [wanted.to_owned(), format!("{wanted} ({id})")];
        let mut names = first.into_iter().chain(numbered);
        let name = names.find(|name| !taken.contains(name)).unwrap_or_default();
        taken.insert(name.clone());
        name
    });
    names.collect()
}

impl Need {
    /// What makes two requirements the same: the order of the members does not matter.
    fn key(&self) -> (Cow<'_, [Id]>, u32, Effect) {
        let mut members = Cow::Borrowed(self.members.as_slice());
        if members.len() > 1 {
            members.to_mut().sort_unstable();
        }
        (members, self.count.unwrap_or(1), self.effect)
    }

    fn requirement(self, names: &[String], source: &str) -> Requirement {
        let members = self.members.iter().map(|id| names[id.0].as_str());
        Requirement {
            effect: self.effect,
            origin: Origin::Assumed(source.to_owned()),
            ..Requirement::some_of(self.count.unwrap_or(1), members)
        }
    }
}

/// Leaves each requirement once, the first. How many went.
fn keep_first(needs: &mut Vec<Need>) -> usize {
    if needs.len() < 2 {
        return 0;
    }
    let mut seen = HashSet::with_capacity(needs.len());
    let first: Vec<bool> = needs.iter().map(|need| seen.insert(need.key())).collect();
    let before = needs.len();
    let mut first = first.into_iter();
    needs.retain(|_| first.next().unwrap_or(true));
    before - needs.len()
}

/// A number and the word for so many.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

/// The first of some things in a row, as many as a person still reads in a line or two, and how many more there are.
pub(super) fn listed(things: impl ExactSizeIterator<Item = String>) -> String {
    const SHOWN: usize = 20;
    let count = things.len();
    let first: Vec<String> = things.take(SHOWN).collect();
    and_more(&first, count - first.len())
}
