//! What a graph of this language states about components.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::label::plain;
use super::parser::parse;
use super::{Attributes, Statements};
use crate::error::Error;
use crate::graph::format::read::group::{self, Groups};
use crate::graph::format::read::{Edge, Gather, GraphFormat, Id, ReadComponents, Text, counted};

/// How Terraform marks its nodes.
const MODULE: &str = "[root] ";
const EXPAND: &str = " (expand)";
const CLOSE: &str = " (close)";
/// How the attributes begin that a picture of a register has (`risk graph --format dot`).
const OWN_HEAD: &str = "  graph [rankdir=LR, compound=true, nodesep=0.25, ranksep=0.55, labelloc=t";
const BOUNDARY: &str = "meta.count-boundary";

/// Reads a directed graph.
pub(in super::super) fn read(text: Text<'_>) -> Result<ReadComponents, Error> {
    let statements = parse(text)?;
    refuse_own(text, &statements)?;
    refuse_destruction(text, &statements)?;
    let mut gather = Gather::new(text.name);
    let arrows = arrows(&statements, &mut gather);
    let hidden = hidden(&statements, &arrows);
    let components = components(&statements, &hidden, &mut gather, text)?;
    let mut groups = Groups::default();
    let (mut of_helpers, mut of_hidden) = (0, 0);
    for (owner, member, stated) in arrows {
        let (Some(owner), Some(member)) = (components[owner], components[member]) else {
            let is_hidden = hidden[owner] || hidden[member];
            *(if is_hidden {
                &mut of_hidden
            } else {
                &mut of_helpers
            }) += 1;
            continue;
        };
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
    let mut leave = |nodes: usize, [one, many]: [&str; 2], edges: usize, rest: &str| {
        if nodes > 0 {
            let (nodes, edges) = (counted(nodes, one, many), counted(edges, "edge", "edges"));
            gather.note(format!("left out: {nodes}{rest}, with {edges}"));
        }
    };
    let nodes = ["invisible node", "invisible nodes"];
    let count = hidden.iter().filter(|is_hidden| **is_hidden).count();
    leave(count, nodes, of_hidden, " that nothing visible needs");
    let nodes = ["node that Terraform adds", "nodes that Terraform adds"];
    let helpers = statements.nodes.keys().filter(|id| is_helper(id)).count();
    leave(helpers, nodes, of_helpers, " for its own ends");
    Ok(gather.finish(GraphFormat::Dot))
}

/// What an arrow of a graph states: the node that requires, the one that is required, and the attributes.
type Arrow<'s> = (usize, usize, &'s Attributes);

/// The edges that are seen and have one direction.
fn arrows<'s>(statements: &'s Statements, gather: &mut Gather) -> Vec<Arrow<'s>> {
    static NOTHING: LazyLock<Attributes> = LazyLock::new(Attributes::default);
    let (mut invisible, mut undirected) = (0, 0);
    let mut arrows = Vec::with_capacity(statements.edges.len());
    for edge in &statements.edges {
        let place = edge.attributes;
        let stated = place.map_or(&*NOTHING, |place| &statements.attributes[place]);
        if stated.node.is_invisible {
            invisible += 1;
        } else if let Some((owner, member)) = directed(stated, edge.tail, edge.head) {
            arrows.push((owner, member, stated));
        } else {
            undirected += 1;
        }
    }
    let what = ["edge is", "edges are"];
    gather.note_count(invisible, what, "invisible, and left out");
    let rest =
        "without one direction (dir=none or both), which states no requirement, and left out";
    gather.note_count(undirected, what, rest);
    arrows
}

/// Which nodes are invisible, and needed by nothing that is seen: they hold places in a picture.
fn hidden(statements: &Statements, arrows: &[Arrow<'_>]) -> Vec<bool> {
    let nodes = statements.nodes.iter();
    let mut hidden: Vec<bool> = nodes
        .map(|(id, node)| node.is_invisible && !is_helper(id))
        .collect();
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    for (owner, member, _) in arrows.iter().filter(|(_, member, _)| hidden[*member]) {
        members.entry(*owner).or_default().push(*member);
    }
    let seen = members.keys().copied().filter(|owner| !hidden[*owner]);
    let mut seen: Vec<usize> = seen.collect();
    while let Some(owner) = seen.pop() {
        for member in members.remove(&owner).unwrap_or_default() {
            hidden[member] = false;
            seen.push(member);
        }
    }
    hidden
}

/// The ends of an edge as its arrow points; `None` where it points nowhere or both ways. Graphviz lays an edge out from its
/// tail to its head in any case.
fn directed(stated: &Attributes, tail: usize, head: usize) -> Option<(usize, usize)> {
    match stated.dir.trim() {
        "back" => Some((head, tail)),
        "none" | "both" => None,
        _ => Some((tail, head)),
    }
}

/// Refuses a picture that was drawn of a register: it shows names and groups, and states neither.
fn refuse_own(text: Text<'_>, statements: &Statements) -> Result<(), Error> {
    let is_drawn = |id: &str| {
        let number = id.strip_prefix(['n', 'j']).unwrap_or_default();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number || id.starts_with("key_")
    };
    let is_own = text.text.contains(OWN_HEAD) && statements.nodes.keys().all(|id| is_drawn(id));
    if is_own {
        return Err(text.own_picture("DOT"));
    }
    Ok(())
}

/// Refuses a plan of a destruction.
fn refuse_destruction(text: Text<'_>, statements: &Statements) -> Result<(), Error> {
    let is_destruction = |id: &String| id.strip_prefix(MODULE).is_some_and(is_destruction);
    let is_left = |edge: &&super::statements::Edge| {
        let ends = [edge.tail, edge.head].map(|node| statements.nodes.get_index(node));
        ends.into_iter().flatten().all(|(id, _)| !is_helper(id))
    };
    let any = statements.nodes.keys().any(is_destruction);
    if any && !statements.edges.iter().any(|edge| is_left(&edge)) {
        let message = "it is the plan of a destruction, whose order is not what needs what: \
             write the graph with `terraform graph`";
        return Err(text.malformed(0, message));
    }
    Ok(())
}

/// The component of each node; none of those that are not one.
fn components(
    statements: &Statements,
    hidden: &[bool],
    gather: &mut Gather,
    text: Text<'_>,
) -> Result<Vec<Option<Id>>, Error> {
    let mut unread = 0;
    let nodes = statements.nodes.iter().zip(hidden);
    let components = nodes.map(|((id, node), is_hidden)| {
        if *is_hidden || is_helper(id) {
            return Ok(None);
        }
        let address = address(id);
        if address.trim().is_empty() {
            let message = "a node has an empty name: give it one";
            return Err(text.malformed(text.text.find("\"\"").unwrap_or_default(), message));
        }
        let component = gather.component(address);
        if let Some(label) = &node.label {
            match plain(node, label, id) {
                None => unread += 1,
                // Terraform shows a part of the address.
                Some(shown) if id.contains(&shown) => {}
                Some(shown) => gather.describe(component).description = shown,
            }
        }
        Ok(Some(component))
    });
    let components = components.collect();
    let rest = "a label that is more than a text, and left out";
    gather.note_count(unread, ["node has", "nodes have"], rest);
    components
}

/// What a node is called: by its id, which Terraform puts between marks.
fn address(id: &str) -> &str {
    let resource = id.strip_prefix(MODULE);
    resource.map_or(id, |name| name.strip_suffix(EXPAND).unwrap_or(name))
}

/// Whether a node is one that Terraform makes for its own sake: the root, the ends of providers and modules, and the
/// boundary of counts of its versions before 1.0.
fn is_helper(id: &str) -> bool {
    let resource = id.strip_prefix(MODULE);
    resource.is_some_and(|name| {
        name == "root"
            || name.ends_with(CLOSE)
            || name.starts_with(BOUNDARY)
            || is_destruction(name)
    })
}

/// Whether a node is the destruction of something, deposed or not: the order of those is not one of needs.
fn is_destruction(name: &str) -> bool {
    name.ends_with(" (destroy)") || name.contains(" (destroy deposed ")
}
