//! Nodes and links as JSON, as `NetworkX`, D3 and many others write them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::group::{self, Groups};
use super::text::{line, prose};
use super::{Edge, Gather, GraphFormat, Id, ReadComponents, Text, listed};
use crate::error::Error;
use crate::record::text::{quote, shown};

/// What is read of a node, and of an edge.
const OF_NODE: [&str; 8] = [
    "id",
    "name",
    "label",
    "kind",
    "owner",
    "description",
    "needs",
    "within",
];
const OF_EDGE: [&str; 6] = ["source", "target", "effect", "group", "need", "key"];

#[derive(Deserialize)]
struct Graph<'a> {
    directed: Option<bool>,
    #[serde(borrow, default)]
    nodes: Vec<&'a RawValue>,
    #[serde(borrow)]
    edges: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    links: Option<Vec<&'a RawValue>>,
}

/// A node or an edge, and where it stands.
struct Record {
    offset: usize,
    fields: Map<String, Value>,
}

/// A node by its texts.
struct Node {
    record: Record,
    id: String,
}

/// Reads a graph.
pub(super) fn read(text: Text<'_>) -> Result<ReadComponents, Error> {
    let graph: Graph<'_> = text.json(text.text)?;
    if graph.directed == Some(false) {
        let message = "the graph is not directed, so it does not state what requires which: \
             write `\"directed\": true`, and edges from what requires to what is required";
        let offset = text.text.find("\"directed\"").unwrap_or_default();
        return Err(text.malformed(offset, message));
    }
    let edges = match (graph.edges, graph.links) {
        (Some(_), Some(_)) => {
            let message = "expected `edges` or `links`, found both: leave one";
            return Err(text.malformed(0, message));
        }
        (edges, links) => edges.or(links).unwrap_or_default(),
    };
    let mut reader = Reader {
        text,
        gather: Gather::new(text.name),
        groups: Groups::default(),
        alone: HashSet::new(),
        unknown: HashSet::new(),
        incomplete: BTreeSet::new(),
        unread: BTreeMap::new(),
        numbered: None,
    };
    reader.nodes(&graph.nodes)?;
    for edge in edges {
        reader.edge(edge)?;
    }
    Ok(reader.finish())
}

struct Reader<'a> {
    text: Text<'a>,
    gather: Gather,
    groups: Groups,
    /// The nodes that state that they need nothing.
    alone: HashSet<Id>,
    /// The nodes that state that it is unknown what they need.
    unknown: HashSet<Id>,
    /// Those of them of which edges state some of it.
    incomplete: BTreeSet<Id>,
    /// The attributes that are not read, and how often they stand there.
    unread: BTreeMap<String, usize>,
    /// The nodes in order, where none of them has a number for an id: then a number at the end of an edge is a
    /// position, from 0, as D3 and older versions of `NetworkX` have it.
    numbered: Option<Vec<Id>>,
}

impl Reader<'_> {
    fn nodes(&mut self, raw: &[&RawValue]) -> Result<(), Error> {
        let mut nodes = Vec::with_capacity(raw.len());
        for raw in raw {
            let record = self.record(raw, &OF_NODE, "node")?;
            let id = self.end(&record, "id")?;
            nodes.push(Node { record, id });
        }
        let mut ids = HashSet::with_capacity(nodes.len());
        let mut in_order = Vec::with_capacity(nodes.len());
        let is_number = |node: &Node| node.record.fields["id"].is_number();
        let has_texts = !nodes.is_empty() && !nodes.iter().any(is_number);
        for node in &nodes {
            let component = self.gather.component(&node.id);
            in_order.push(component);
            if !ids.insert(component) {
                let message = format!(
                    "a second node with the id {}: each has its own",
                    quote(&node.id)
                );
                return Err(self.text.malformed(node.record.offset, message));
            }
            self.describe(component, &node.record)?;
        }
        for node in &nodes {
            self.contain(&node.record)?;
        }
        self.numbered = has_texts.then_some(in_order);
        Ok(())
    }

    /// Reports in which container a component is, once all nodes are known.
    fn contain(&mut self, record: &Record) -> Result<(), Error> {
        if words(record, "within").is_some() {
            let component = self.component(record, "id")?;
            let container = self.component(record, "within")?;
            self.gather.contain(component, container);
        }
        Ok(())
    }

    fn describe(&mut self, id: Id, record: &Record) -> Result<(), Error> {
        let component = self.gather.describe(id);
        let mut names = ["name", "label"].into_iter();
        if let Some(name) = names.find_map(|key| words(record, key)) {
            component.name = name;
        }
        component.kind = words(record, "kind").unwrap_or_default();
        component.owner = words(record, "owner").unwrap_or_default();
        component.description = text(record, "description", prose).unwrap_or_default();
        match words(record, "needs").as_deref() {
            None => {}
            Some("unknown") => _ = self.unknown.insert(id),
            // What is stated stands at the edges, and may be a container alone.
            Some(needs @ ("none" | "stated")) => {
                self.gather.needs(id);
                if needs == "none" {
                    self.alone.insert(id);
                }
            }
            Some(other) => {
                let message = format!(
                    "expected `needs` to be `none`, `stated` or `unknown`, found {}",
                    quote(other)
                );
                return Err(self.text.malformed(record.offset, message));
            }
        }
        Ok(())
    }

    fn edge(&mut self, raw: &RawValue) -> Result<(), Error> {
        let record = self.record(raw, &OF_EDGE, "edge")?;
        let owner = self.component(&record, "source")?;
        let member = self.component(&record, "target")?;
        let malformed = |message| self.text.malformed(record.offset, message);
        if self.alone.contains(&owner) {
            let name = quote(&self.gather.describe(owner).name);
            let message = format!(
                "an edge states what {name} requires, and its node has `\"needs\": \"none\"`"
            );
            return Err(malformed(message));
        }
        if self.unknown.contains(&owner) {
            self.incomplete.insert(owner);
        }
        let stated = |key| words(&record, key).unwrap_or_default();
        let group = stated("group");
        let edge = Edge {
            owner,
            member,
            effect: group::effect(&stated("effect")).map_err(malformed)?,
            group: &group,
            need: group::need(&stated("need")).map_err(malformed)?,
        };
        self.groups.add(&mut self.gather, edge).map_err(malformed)
    }

    /// The component at an end of an edge; one that no node has is called by the id.
    fn component(&mut self, record: &Record, key: &str) -> Result<Id, Error> {
        if let (Some(nodes), Some(Value::Number(position))) =
            (&self.numbered, record.fields.get(key))
        {
            let node = position.as_u64().and_then(|at| usize::try_from(at).ok());
            let node = node.and_then(|at| nodes.get(at)).copied();
            return node.ok_or_else(|| {
                let last = nodes.len() - 1;
                let message = format!(
                    "expected `{key}` to be the id of a node or its position, 0 to {last}, found {position}"
                );
                self.text.malformed(record.offset, message)
            });
        }
        let id = self.end(record, key)?;
        Ok(self.gather.component(&id))
    }

    /// An id, which is a text or a number and not blank.
    fn end(&self, record: &Record, key: &str) -> Result<String, Error> {
        words(record, key).ok_or_else(|| {
            let found = match record.fields.get(key) {
                None => "nothing".to_owned(),
                Some(value) => quote(&value.to_string()),
            };
            let message = format!("expected `{key}` to be a text or a number, found {found}");
            self.text.malformed(record.offset, message)
        })
    }

    fn record(&mut self, raw: &RawValue, read: &[&str], what: &str) -> Result<Record, Error> {
        let fields: Map<String, Value> = self.text.json(raw.get())?;
        for (key, value) in &fields {
            let is_read = read.contains(&key.as_str());
            if !is_read || !(value.is_string() || value.is_number() || value.is_null()) {
                *self
                    .unread
                    .entry(format!("`{}` of {what}s", shown(key)))
                    .or_default() += 1;
            }
        }
        let offset = self.text.offset_of(raw.get());
        Ok(Record { offset, fields })
    }

    fn finish(mut self) -> ReadComponents {
        if !self.unread.is_empty() {
            let all = self.unread.iter();
            let attributes = listed(all.map(|(what, count)| format!("{what} ({count})")));
            let note = format!("attributes are not read: {attributes}");
            self.gather.note(note);
        }
        if !self.incomplete.is_empty() {
            let all = self.incomplete.iter();
            let names = all.map(|id| self.gather.describe(*id).name.clone());
            let names: Vec<String> = names.collect();
            let names = listed(names.into_iter());
            self.gather.note(format!(
                "these need more than the graph has, as it states that their needs are unknown: {names}"
            ));
        }
        self.gather.finish(GraphFormat::NodeLink)
    }
}

/// A text or a number of a record, on one line, if it is not blank.
fn words(record: &Record, key: &str) -> Option<String> {
    text(record, key, line)
}

/// A text or a number of a record as it is to be read, if it is not blank.
fn text(record: &Record, key: &str, read: impl Fn(&str) -> String) -> Option<String> {
    let text = match record.fields.get(key)? {
        Value::String(text) => read(text),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}
