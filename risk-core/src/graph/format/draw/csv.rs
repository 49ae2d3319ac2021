//! A row for each member of each requirement, as RFC 4180 has it.

use std::collections::HashSet;

use super::Drawing;
use super::edge::{Edge, Needs, edges};
use crate::graph::format::effect::effect_word;
use crate::graph::format::name::name_in_field;
use crate::register::Effect;

pub(super) fn write(drawing: &Drawing) -> String {
    let edges = edges(drawing);
    let needs = Needs::of(drawing, &edges);
    let hard = |edge: &&Edge<'_>| edge.effect == Effect::Hard && edge.group.is_none();
    let alone: HashSet<_> = edges
        .iter()
        .filter(hard)
        .map(|e| (e.source, e.target))
        .collect();
    let mut rows: Vec<String> = vec![String::new(); drawing.components.len()];
    for edge in &edges {
        rows[edge.source] += &edge_row(drawing, edge);
    }
    for (index, component) in drawing.components.iter().enumerate() {
        let name = name_in_field(&component.name);
        let within = component
            .within
            .filter(|within| !alone.contains(&(index, *within)));
        match within.and_then(|within| drawing.components.get(within)) {
            Some(container) => {
                let container = name_in_field(&container.name);
                rows[index] += &row([&name, &container, "hard", "", ""]);
            }
            None if needs[index] == Needs::None => {
                rows[index] += &row([&name, "", "", "", ""]);
            }
            None => {}
        }
    }
    format!("component,requires,effect,group,need\n{}", rows.concat())
}

fn edge_row(drawing: &Drawing, edge: &Edge<'_>) -> String {
    let name = |index: usize| name_in_field(&drawing.components[index].name);
    let (group, need) = match &edge.group {
        Some(group) => (group.label.as_str(), group.need.to_string()),
        None => ("", String::new()),
    };
    let effect = effect_word(edge.effect);
    row([&name(edge.source), &name(edge.target), effect, group, &need])
}

fn row(cells: [&str; 5]) -> String {
    cells.map(quoted).join(",") + "\n"
}

/// A cell, between quotes where it would end early or lose its outer white space.
fn quoted(text: &str) -> String {
    let is_plain = !text.contains(['"', ',', '\n', '\r']) && text.trim() == text;
    if is_plain {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('"', "\"\""))
    }
}
