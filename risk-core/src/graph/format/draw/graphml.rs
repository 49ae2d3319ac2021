//! `GraphML`: nodes and edges in XML.

use super::attributes::{Attribute, of_component, of_edge};
use super::edge::{Edge, Needs, edges};
use super::{Drawing, DrawnComponent};
use crate::record::text::xml_text;

/// What is stated about nodes and edges: the attribute, and its type.
const NODE_KEYS: [(&str, &str); 9] = [
    ("name", "string"),
    ("label", "string"),
    ("kind", "string"),
    ("owner", "string"),
    ("within", "string"),
    ("mark", "string"),
    ("worst", "string"),
    ("count", "long"),
    ("needs", "string"),
];
const EDGE_KEYS: [(&str, &str); 5] = [
    ("effect", "string"),
    ("group", "string"),
    ("need", "long"),
    ("assumed_from", "string"),
    ("unmet", "boolean"),
];

pub(super) fn write(drawing: &Drawing) -> String {
    let edges = edges(drawing);
    let needs = Needs::of(drawing, &edges);
    let mut out = head();
    out += "  <graph id=\"G\" edgedefault=\"directed\">\n";
    if !drawing.title.is_empty() {
        out += &format!(
            "    <data key=\"g_title\">{}</data>\n",
            xml_text(&drawing.title)
        );
    }
    let components = drawing.components.iter().zip(needs).enumerate();
    for (index, (component, needs)) in components {
        out += &node(drawing, index, component, needs);
    }
    for (index, each) in edges.iter().enumerate() {
        out += &edge(index, each);
    }
    out + "  </graph>\n</graphml>\n"
}

fn head() -> String {
    let mut head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n  \
        <key id=\"g_title\" for=\"graph\" attr.name=\"title\" attr.type=\"string\"/>\n"
        .to_owned();
    for (domain, keys) in [("node", &NODE_KEYS[..]), ("edge", &EDGE_KEYS[..])] {
        for (name, kind) in keys {
            let id = key(domain, name);
            head += &format!(
                "  <key id=\"{id}\" for=\"{domain}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
            );
        }
    }
    head
}

fn node(drawing: &Drawing, index: usize, component: &DrawnComponent, needs: Needs) -> String {
    let name = Some(component.name.as_str().into());
    let names = [("name", name.clone()), ("label", name)].into_iter();
    let data = data("node", names.chain(of_component(drawing, component, needs)));
    format!("    <node id=\"n{index}\">\n{data}    </node>\n")
}

fn edge(index: usize, edge: &Edge<'_>) -> String {
    let data = data("edge", of_edge(edge).into_iter());
    let (source, target) = (edge.source, edge.target);
    format!(
        "    <edge id=\"e{index}\" source=\"n{source}\" target=\"n{target}\">\n{data}    </edge>\n"
    )
}

/// The values that there are, each with its key.
fn data(domain: &str, attributes: impl Iterator<Item = Attribute>) -> String {
    let mut data = String::new();
    for (name, value) in attributes {
        let Some(value) = value else { continue };
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let (key, value) = (key(domain, name), xml_text(&text));
        data += &format!("      <data key=\"{key}\">{value}</data>\n");
    }
    data
}

/// An attribute may have the same name on nodes and edges; a key may not.
fn key(domain: &str, name: &str) -> String {
    format!("{domain}_{name}")
}
