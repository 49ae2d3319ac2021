//! What a graph of this language states about components.

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
    let components = components(&statements, &mut gather, text)?;
    let mut groups = Groups::default();
    let mut left_out = 0;
    let (mut invisible, mut undirected) = (0, 0);
    let nothing = Attributes::default();
    for edge in &statements.edges {
        let (Some(owner), Some(member)) = (components[edge.tail], components[edge.head]) else {
            left_out += 1;
            continue;
        };
        let stated = edge
            .attributes
            .map_or(&nothing, |place| &statements.attributes[place]);
        if stated.is_invisible {
            invisible += 1;
            continue;
        }
        let Some((owner, member)) = directed(stated, owner, member) else {
            undirected += 1;
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
    let what = ["edge is", "edges are"];
    gather.note_count(invisible, what, "invisible, and left out");
    let rest =
        "without one direction (dir=none or both), which states no requirement, and left out";
    gather.note_count(undirected, what, rest);
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

/// The ends of an edge as its arrow points; `None` where it points nowhere or both ways. Graphviz lays an edge out from its
/// tail to its head in any case.
fn directed(stated: &Attributes, tail: Id, head: Id) -> Option<(Id, Id)> {
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
    gather: &mut Gather,
    text: Text<'_>,
) -> Result<Vec<Option<Id>>, Error> {
    let components = statements.nodes.iter().map(|(id, label)| {
        if is_helper(id) {
            return Ok(None);
        }
        let address = address(id);
        if address.trim().is_empty() {
            let message = "a node has an empty name: give it one";
            return Err(text.malformed(text.text.find("\"\"").unwrap_or_default(), message));
        }
        let component = gather.component(address);
        let label = label.as_deref().map(str::trim);
        // Terraform shows a part of the address.
        let label = label.filter(|label| is_plain(label) && !id.contains(*label));
        if let Some(label) = label {
            label.clone_into(&mut gather.describe(component).description);
        }
        Ok(Some(component))
    });
    components.collect()
}

/// What a node is called: by its id, which Terraform puts between marks.
fn address(id: &str) -> &str {
    let resource = id.strip_prefix(MODULE);
    resource.map_or(id, |name| name.strip_suffix(EXPAND).unwrap_or(name))
}

/// Whether a label says something: one line of text, neither HTML nor a record, and nothing that stands for something
/// else, such as `\N`.
fn is_plain(label: &str) -> bool {
    let is_markup = label.starts_with('<') && label.ends_with('>');
    !label.is_empty() && !is_markup && !label.contains(['\\', '\n', '\r', '{', '}', '|'])
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
