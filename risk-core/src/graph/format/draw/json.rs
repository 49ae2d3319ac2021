//! The node-link form of JSON.

use serde_json::{Map, Value, json};

use super::Drawing;
use super::attributes::{Attribute, of_component, of_edge};
use super::edge::{Needs, edges};

pub(super) fn write(drawing: &Drawing) -> String {
    let edges = edges(drawing);
    let needs = Needs::of(drawing, &edges);
    let name = |index: usize| Some(drawing.components[index].name.as_str().into());
    let components = drawing.components.iter().zip(needs).enumerate();
    let nodes = components.map(|(index, (component, needs))| {
        let id = [("id", name(index))].into_iter();
        object(id.chain(of_component(drawing, component, needs)))
    });
    let nodes: Vec<Value> = nodes.collect();
    let edges = edges.iter().map(|edge| {
        let ends = [("source", name(edge.source)), ("target", name(edge.target))];
        object(ends.into_iter().chain(of_edge(edge)))
    });
    let edges: Vec<Value> = edges.collect();
    let graph = json!({
        "directed": true,
        "multigraph": true,
        "graph": { "title": drawing.title },
        "nodes": nodes,
        "edges": edges,
    });
    format!("{graph:#}\n")
}

/// An object of the attributes that there are.
fn object(attributes: impl Iterator<Item = Attribute>) -> Value {
    let stated = attributes.filter_map(|(key, value)| Some((key.to_owned(), value?)));
    stated.collect::<Map<_, _>>().into()
}
