//! What entities state of what needs what.

use std::collections::HashSet;

use super::read::{Reader, is_placeholder};
use super::{Kind, Reference, Relation, Way};
use crate::error::Error;
use crate::graph::format::read::Id;
use crate::graph::format::read::yaml::Node;
use crate::record::text::shown;
use crate::register::Effect;

/// An entity that states something.
#[derive(Clone, Copy)]
pub(super) struct Stating<'n> {
    pub entity: Id,
    /// Where it is, and what it refers to without a namespace.
    pub namespace: &'n str,
}

impl Reader<'_> {
    /// What the spec of an entity states about others.
    pub(super) fn fields(&mut self, stating: Stating<'_>, spec: &Node) -> Result<(), Error> {
        for field in Relation::FIELDS {
            let Some(list) = spec.get(field.word) else {
                continue;
            };
            if field.way == Way::Needs {
                self.gather.needs(stating.entity);
            }
            for other in self.references(stating, field, list)? {
                self.provide(stating.entity, other, field);
                self.require(stating.entity, other, field);
            }
        }
        Ok(())
    }

    /// What the catalogue made of what was stated about an entity; whether it is part of something.
    pub(super) fn relations(&mut self, stating: Stating<'_>, list: &Node) -> Result<bool, Error> {
        let nodes = list.list();
        let nodes = nodes.ok_or_else(|| list.expected("a list of relations", self.text))?;
        let mut is_part = false;
        for node in nodes {
            let word = node.get("type").and_then(Node::words);
            let word = word.ok_or_else(|| {
                let message = "expected a relation with a `type`, found none".to_owned();
                node.malformed(self.text, message)
            })?;
            is_part |= word == Relation::PART;
            let Some(relation) = Relation::of_type(&word) else {
                if !Relation::is_about_other_things(&word) {
                    *self.foreign.entry(shown(&word)).or_default() += 1;
                }
                continue;
            };
            let target = target(node).ok_or_else(|| {
                let message = format!("expected a `targetRef` of this {word}, found none");
                node.malformed(self.text, message)
            })?;
            if let Some(other) = self.reference(stating, relation, &target, node)? {
                self.related.push((stating.entity, other, relation));
            }
        }
        Ok(is_part)
    }

    /// Takes note of who provides an API, which several documents, fields and relations may state of one.
    pub(super) fn provide(&mut self, entity: Id, other: Id, relation: Relation) {
        if relation.provides {
            let (api, provider) = relation.ends(entity, other);
            self.providers.entry(api).or_default().insert(provider);
        }
    }

    /// Takes note of what an entity and another one state of needs.
    pub(super) fn require(&mut self, entity: Id, other: Id, relation: Relation) {
        let (owner, member) = relation.ends(entity, other);
        self.stated.insert((owner, member));
        self.gather.require(owner, member, Effect::Hard);
    }

    /// The entities that a list refers to, each once and less those that cannot fail.
    fn references(
        &mut self,
        stating: Stating<'_>,
        field: Relation,
        list: &Node,
    ) -> Result<Vec<Id>, Error> {
        let nodes = list
            .list()
            .ok_or_else(|| list.expected("a list of references", self.text))?;
        let mut entities = Vec::with_capacity(nodes.len());
        let mut seen = HashSet::new();
        for node in nodes {
            let text = node.text().unwrap_or_default();
            let entity = self.reference(stating, field, text, node)?;
            entities.extend(entity.filter(|entity| seen.insert(*entity)));
        }
        Ok(entities)
    }

    /// The entity that a text refers to; `None` where that cannot fail, or is not known yet.
    fn reference(
        &mut self,
        stating: Stating<'_>,
        relation: Relation,
        text: &str,
        node: &Node,
    ) -> Result<Option<Id>, Error> {
        if is_placeholder(text) {
            self.placeholders += 1;
            return Ok(None);
        }
        let reference = Reference::new(text, stating.namespace).ok_or_else(|| {
            let (kind, word) = (relation.kind.as_str(), relation.word);
            let what = format!("a reference such as `{kind}:name` in `{word}`");
            node.expected(&what, self.text)
        })?;
        let Some(kind) = reference.kind.map_or(Some(relation.kind), Kind::new) else {
            let kind = reference.kind.unwrap_or_default().to_lowercase();
            let whole = format!("{}/{}", reference.namespace, reference.name).to_lowercase();
            let all = self.unusable.entry(shown(&kind)).or_default();
            all.insert((stating.entity, whole));
            return Ok(None);
        };
        let place = self.catalogue.mention(kind, reference);
        Ok(Some(self.entity(place)))
    }
}

/// What a relation leads to. Before version 1.0, the catalogue had its parts.
fn target(relation: &Node) -> Option<String> {
    if let Some(whole) = relation.get("targetRef") {
        return whole.words();
    }
    let target = relation.get("target")?;
    let part = |key| target.get(key).and_then(Node::words);
    let namespace = part("namespace");
    let namespace = namespace.as_deref().unwrap_or(Reference::DEFAULT);
    Some(format!("{}:{namespace}/{}", part("kind")?, part("name")?))
}
