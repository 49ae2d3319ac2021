//! What a graph of this language states about components.

use super::parser::parse;
use super::{Attributes, Statements};
use crate::error::Error;
use crate::graph::format::read::group::{self, Groups};
use crate::graph::format::read::{
    Edge, Gather, GraphFormat, Id, Naming, ReadComponents, Text, counted,
};

/// How Terraform marks its nodes.
const MODULE: &str = "[root] ";
const EXPAND: &str = " (expand)";
const CLOSE: &str = " (close)";

/// Reads a directed graph.
pub(in super::super) fn read(text: Text<'_>) -> Result<ReadComponents, Error> {
    let statements = parse(text)?;
    let mut gather = Gather::new(text.name);
    let components = components(&statements, &mut gather, text)?;
    let mut groups = Groups::default();
    let mut left_out = 0;
    let nothing = Attributes::default();
    for edge in &statements.edges {
        let (Some(owner), Some(member)) = (components[edge.tail], components[edge.head]) else {
            left_out += 1;
            continue;
        };
        let stated = edge
            .attributes
            .map_or(&nothing, |place| &statements.attributes[place]);
        let malformed = |message| text.malformed(stated.at, message);
        let edge = Edge {
            owner,
            member,
            effect: group::effect(&stated.effect).map_err(malformed)?,
            group: stated.group.trim(),
            need: group::need(&stated.need).map_err(malformed)?,
        };
        groups.add(&mut gather, edge).map_err(malformed)?;
    }
    let helpers = components
        .iter()
        .filter(|component| component.is_none())
        .count();
    if helpers > 0 {
        let nodes = counted(
            helpers,
            "node that Terraform adds",
            "nodes that Terraform adds",
        );
        let edges = counted(left_out, "edge", "edges");
        gather.note(format!("left out: {nodes} for its own ends, with {edges}"));
    }
    Ok(gather.finish(GraphFormat::Dot))
}

/// The component of each node; none of those that are not one.
fn components(
    statements: &Statements,
    gather: &mut Gather,
    text: Text<'_>,
) -> Result<Vec<Option<Id>>, Error> {
    let mut naming = Naming::default();
    for (place, (id, label)) in statements.nodes.iter().enumerate() {
        naming.has(place, id);
        for name in names(id, label.as_deref()) {
            naming.has(place, name);
        }
    }
    let components = statements.nodes.iter().map(|(id, label)| {
        if is_helper(id) {
            return Ok(None);
        }
        let name = naming.name(names(id, label.as_deref()), id);
        if name.trim().is_empty() {
            let message = "a node has an empty name: give it one, or a label";
            return Err(text.malformed(text.text.find("\"\"").unwrap_or_default(), message));
        }
        Ok(Some(gather.component(name)))
    });
    components.collect()
}

/// What a node would rather be called than by its id.
fn names<'a>(id: &'a str, label: Option<&'a str>) -> impl Iterator<Item = &'a str> {
    let label = label.map(str::trim).filter(|label| is_plain(label));
    let resource = id.strip_prefix(MODULE);
    let resource = resource.map(|name| name.strip_suffix(EXPAND).unwrap_or(name));
    label.into_iter().chain(resource)
}

/// Whether a label is the name of something: one line of text, neither HTML nor a record, and
/// nothing that stands for something else, such as `\N`.
fn is_plain(label: &str) -> bool {
    let is_markup = label.starts_with('<') && label.ends_with('>');
    !label.is_empty() && !is_markup && !label.contains(['\\', '\n', '\r', '{', '}', '|'])
}

/// Whether a node is one that Terraform makes for its own sake: the root, and the ends of
/// providers and modules.
fn is_helper(id: &str) -> bool {
    let resource = id.strip_prefix(MODULE);
    resource.is_some_and(|name| name == "root" || name.ends_with(CLOSE))
}
