//! Reading the documents of a catalogue.

use std::collections::{BTreeMap, HashSet};

use super::needs::Stating;
use super::{Catalogue, Kind, Reference, Relation};
use crate::error::Error;
use crate::graph::format::read::detect::is_of_backstage;
use crate::graph::format::read::text::prose;
use crate::graph::format::read::yaml::{self, Node};
use crate::graph::format::read::{Gather, GraphFormat, Id, ReadComponents, Text, counted, listed};
use crate::record::text::{quote, shown};

/// Reads the entities of a file.
pub(in super::super) fn read(text: Text<'_>) -> Result<ReadComponents, Error> {
    let inert = without_placeholders(text.text);
    let documents = match yaml::documents(text) {
        Err(_) if inert != text.text => yaml::documents(Text {
            text: &inert,
            name: text.name,
        })?,
        documents => documents?,
    };
    let mut reader = Reader::new(text);
    for document in &documents {
        // The catalogue exports lists of entities.
        let items = document
            .get("items")
            .filter(|_| document.get("kind").is_none());
        match document.list().or_else(|| items.and_then(Node::list)) {
            Some(entities) => entities.iter().try_for_each(|one| reader.document(one))?,
            None => reader.document(document)?,
        }
    }
    if reader.entities + reader.skeletons == 0 {
        let message =
            "expected entities with `kind` and `apiVersion: backstage.io/v1alpha1`, found none";
        return Err(text.malformed_at((1, 1), message));
    }
    Ok(reader.finish())
}

/// What the documents so far state.
pub(super) struct Reader<'a> {
    pub(super) text: Text<'a>,
    pub(super) catalogue: Catalogue,
    /// The entities of the catalogue, each called by its place there until all are known.
    pub(super) gather: Gather,
    entities: usize,
    /// What provides each API.
    pub(super) providers: BTreeMap<Id, HashSet<Id>>,
    others: BTreeMap<String, usize>,
    /// What entities refer to that cannot fail, by its kind. A field and a relation may state the same.
    pub(super) unusable: BTreeMap<String, HashSet<(Id, String)>>,
    /// What the fields state of needs: the one that needs, and the one that is needed.
    pub(super) stated: HashSet<(Id, Id)>,
    /// The same as relations, which mostly repeat the fields of some entity, be it one that comes later.
    pub(super) related: Vec<(Id, Id, Relation)>,
    /// The relations of types that are not known.
    pub(super) foreign: BTreeMap<String, usize>,
    /// How many entities belong to something that is not required because of that.
    belonging: usize,
    repeated: usize,
    strangers: usize,
    /// The files that a template makes entities of, and what they refer to.
    skeletons: usize,
    pub(super) placeholders: usize,
}

impl<'a> Reader<'a> {
    fn new(text: Text<'a>) -> Self {
        Self {
            text,
            catalogue: Catalogue::default(),
            gather: Gather::new(text.name),
            entities: 0,
            providers: BTreeMap::new(),
            others: BTreeMap::new(),
            unusable: BTreeMap::new(),
            stated: HashSet::new(),
            related: Vec::new(),
            foreign: BTreeMap::new(),
            belonging: 0,
            repeated: 0,
            strangers: 0,
            skeletons: 0,
            placeholders: 0,
        }
    }

    fn document(&mut self, document: &Node) -> Result<(), Error> {
        let word = document.get("kind").and_then(Node::words);
        let version = document.get("apiVersion").and_then(Node::text);
        let version = version.filter(|version| is_of_backstage(version.trim()));
        let (Some(word), Some(_)) = (word, version) else {
            self.strangers += 1;
            return Ok(());
        };
        self.entities += 1;
        let Some(kind) = Kind::new(&word) else {
            *self.others.entry(shown(&word)).or_default() += 1;
            return Ok(());
        };
        let metadata = document.get("metadata");
        let stated = |node: Option<&Node>, key| node.and_then(|n| n.get(key)).and_then(Node::words);
        let Some(name) = stated(metadata, "name") else {
            let message = format!("expected `metadata.name` of this {word}, found nothing");
            return Err(document.malformed(self.text, message));
        };
        if is_placeholder(&name) {
            self.skeletons += 1;
            return Ok(());
        }
        let namespace = stated(metadata, "namespace");
        let namespace = namespace.as_deref().unwrap_or(Reference::DEFAULT);
        let reference = Reference {
            kind: None,
            namespace,
            name: &name,
        };
        let place = self.catalogue.mention(kind, reference);
        let entity = self.entity(place);
        let spec = document.get("spec");
        if self.catalogue.declare(place, kind, reference) {
            let component = self.gather.describe(entity);
            component.kind = stated(spec, "type").unwrap_or_else(|| kind.as_str().to_owned());
            let owner = stated(spec, "owner").map(|owner| owner_name(&owner, namespace));
            component.owner = owner.unwrap_or_default();
            let description = metadata.and_then(|metadata| metadata.get("description")?.text());
            component.description = prose(description.unwrap_or_default());
        } else {
            self.repeated += 1;
        }
        let stating = Stating { entity, namespace };
        if let Some(spec) = spec {
            self.fields(stating, spec)?;
        }
        let relations = document.get("relations");
        let is_part = relations.map_or(Ok(false), |list| self.relations(stating, list))?;
        let belongs = |field| spec.is_some_and(|spec| spec.get(field).is_some());
        let belongs = is_part || belongs("system") || belongs("subcomponentOf");
        self.belonging += usize::from(belongs);
        Ok(())
    }

    /// The component of an entity.
    pub(super) fn entity(&mut self, place: usize) -> Id {
        self.gather.component(self.catalogue.id(place))
    }

    fn finish(mut self) -> ReadComponents {
        for (entity, other, relation) in std::mem::take(&mut self.related) {
            self.provide(entity, other, relation);
            if !self.stated.contains(&relation.ends(entity, other)) {
                self.require(entity, other, relation);
            }
        }
        for place in 0..self.catalogue.len() {
            let entity = self.entity(place);
            self.gather.describe(entity).name = self.catalogue.name(place);
        }
        self.notes();
        self.gather.finish(GraphFormat::Backstage)
    }

    fn notes(&mut self) {
        let gather = &mut self.gather;
        if !self.others.is_empty() {
            let kinds = kinds(&self.others);
            gather.note(format!("entities of other kinds are left out: {kinds}"));
        }
        if !self.unusable.is_empty() {
            let unusable = self.unusable.iter();
            let counts = unusable.map(|(kind, all)| (kind.clone(), all.len()));
            let kinds = kinds(&counts.collect());
            gather.note(format!("references to other kinds are left out: {kinds}"));
        }
        if !self.foreign.is_empty() {
            let types = kinds(&self.foreign);
            gather.note(format!("relations of other types are left out: {types}"));
        }
        let rest = "with `system`, `subcomponentOf` or `partOf` where it belongs, which requires nothing and is left out";
        gather.note_count(self.belonging, ["entity states", "entities state"], rest);
        let rest = "of a template with placeholders for the name, and left out";
        gather.note_count(self.skeletons, ["entity is", "entities are"], rest);
        let rest = "a placeholder of a template, and left out";
        gather.note_count(self.placeholders, ["reference is", "references are"], rest);
        let rest = "no entity of Backstage, and left out";
        gather.note_count(self.strangers, ["document is", "documents are"], rest);
        let rest = "stated again, of which the requirements were added and the rest left out";
        gather.note_count(self.repeated, ["entity is", "entities are"], rest);
        let several = self.providers.iter().filter(|(_, all)| all.len() > 1);
        let several: Vec<String> = several
            .map(|(api, _)| quote(&gather.describe(*api).name))
            .collect();
        if !several.is_empty() {
            let what = counted(several.len(), "API has", "APIs have");
            let apis = listed(several.into_iter());
            gather.note(format!(
                "{what} several providers and was made to require all of them; where one is \
                 enough, state a group with a need of 1: {apis}"
            ));
        }
    }
}

/// Kinds, or types, and how many of each.
fn kinds(counts: &BTreeMap<String, usize>) -> String {
    let all = counts.iter();
    listed(all.map(|(kind, count)| format!("{count} {kind}")))
}

/// An owner without what goes without saying: `group:default/shop` is `shop`. One that states no namespace is of the one
/// that its entity is in.
fn owner_name(owner: &str, of: &str) -> String {
    let rest = match owner.split_once(':') {
        Some((kind, rest)) if is_any(kind, &["group", "user"]) => rest,
        _ => owner,
    };
    let (namespace, name) = rest.split_once('/').unwrap_or((of, rest));
    if is_any(namespace, &[Reference::DEFAULT]) {
        return name.trim().to_owned();
    }
    format!("{}/{}", namespace.trim(), name.trim())
}

/// The skeleton of a template as YAML, which it need not be where it has placeholders.
fn without_placeholders(text: &str) -> String {
    let [open, close] = INERT;
    let text = text.replace("{{", open).replace("}}", close);
    // What a template states about its lines is in lines of its own, most of the time.
    text.replace("{%", "# {%")
}

/// What stands for the braces of placeholders where they make no YAML.
const INERT: [&str; 2] = ["\u{27e6}", "\u{27e7}"];

/// Whether a text stands for what a template fills in, such as `${{ values.name }}`.
pub(super) fn is_placeholder(text: &str) -> bool {
    text.contains("{{") || text.contains(INERT[0])
}

fn is_any(word: &str, of: &[&str]) -> bool {
    of.iter().any(|one| word.trim().eq_ignore_ascii_case(one))
}
