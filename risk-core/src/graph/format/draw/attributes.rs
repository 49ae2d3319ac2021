//! What the formats that are data state about components and edges.

use serde_json::Value;

use super::edge::{Edge, Needs};
use super::{Drawing, DrawnComponent};
use crate::graph::format::effect::effect_word;

/// A word, and what is stated under it; `None` where there is nothing to state.
pub(super) type Attribute = (&'static str, Option<Value>);

pub(super) fn of_component(
    drawing: &Drawing,
    component: &DrawnComponent,
    needs: Needs,
) -> [Attribute; 7] {
    let text = |text: &str| (!text.is_empty()).then(|| text.into());
    let within = drawing.container(component);
    [
        ("kind", text(&component.kind)),
        ("owner", text(&component.owner)),
        ("within", within.map(|c| c.name.as_str().into())),
        ("mark", component.mark.map(|mark| mark.as_str().into())),
        ("worst", component.worst.as_deref().map(Value::from)),
        ("count", Some(component.count.into())),
        ("needs", Some(needs.as_str().into())),
    ]
}

pub(super) fn of_edge(edge: &Edge<'_>) -> [Attribute; 5] {
    let group = edge.group.as_ref();
    [
        ("effect", Some(effect_word(edge.effect).into())),
        ("group", group.map(|group| group.label.as_str().into())),
        ("need", group.map(|group| group.need.into())),
        ("assumed_from", edge.assumed_from.map(Value::from)),
        ("unmet", edge.is_unmet.then(|| true.into())),
    ]
}
