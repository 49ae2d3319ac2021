//! The node-link form of JSON.

use serde_json::{Map, Value, json};

use super::edge::{Edge, Needs, edges, effect_word};
use super::{Drawing, DrawnComponent};

pub(super) fn write(drawing: &Drawing) -> String {
    let edges = edges(drawing);
    let needs = Needs::of(drawing, &edges);
    let components = drawing.components.iter().zip(needs);
    let nodes: Vec<Value> = components
        .map(|(component, needs)| node(drawing, component, needs))
        .collect();
    let edges: Vec<Value> = edges.iter().map(|each| edge(drawing, each)).collect();
    let graph = json!({
        "directed": true,
        "multigraph": true,
        "graph": { "title": drawing.title },
        "nodes": nodes,
        "edges": edges,
    });
    format!("{graph:#}\n")
}

fn node(drawing: &Drawing, component: &DrawnComponent, needs: Needs) -> Value {
    let mut node = Map::new();
    let mut put = |key: &str, value: Value| {
        node.insert(key.to_owned(), value);
    };
    put("id", component.name.as_str().into());
    let texts = [("kind", &component.kind), ("owner", &component.owner)];
    for (key, text) in texts {
        if !text.is_empty() {
            put(key, text.as_str().into());
        }
    }
    if let Some(container) = drawing.container(component) {
        put("within", container.name.as_str().into());
    }
    if let Some(mark) = component.mark {
        put("mark", mark.as_str().into());
    }
    if let Some(worst) = &component.worst {
        put("worst", worst.as_str().into());
    }
    put("count", component.count.into());
    put("needs", needs.as_str().into());
    node.into()
}

fn edge(drawing: &Drawing, edge: &Edge<'_>) -> Value {
    let name = |index: usize| drawing.components[index].name.as_str();
    let mut attributes = Map::new();
    let mut put = |key: &str, value: Value| {
        attributes.insert(key.to_owned(), value);
    };
    put("source", name(edge.source).into());
    put("target", name(edge.target).into());
    put("effect", effect_word(edge.effect).into());
    if let Some(group) = &edge.group {
        put("group", group.label.as_str().into());
        put("need", group.need.into());
    }
    if let Some(source) = edge.assumed_from {
        put("assumed_from", source.into());
    }
    if edge.is_unmet {
        put("unmet", true.into());
    }
    attributes.into()
}
