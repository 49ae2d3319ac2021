//! Answers of the graph.

mod blast;
mod cuts;
mod exposure;
mod points;
mod recovery;
mod why;

use std::fmt::Display;

use risk_core::graph::{Answer, ComponentId, Graph};

pub use blast::{Blast, risks_hit};
pub use cuts::Cuts;
pub use exposure::List as Exposures;
pub use points::Spof;
pub use recovery::{Back, critical_chain, time};
pub use why::{Steps, Why};

/// An answer about what the graph itself gave: a command has one graph, so none is refused.
pub fn ours<T>(answer: Answer<T>) -> T {
    answer.expect("a graph is asked about its own components")
}

/// The name of a component, as a key.
pub fn name(graph: &Graph, component: ComponentId) -> String {
    ours(graph.key(component)).to_string()
}

/// The names of components, as keys.
fn names(graph: &Graph, components: impl IntoIterator<Item = ComponentId>) -> Vec<String> {
    let components = components.into_iter();
    components.map(|component| name(graph, component)).collect()
}

/// Names in a row, but not too many of them.
pub fn some<T: Display>(names: impl IntoIterator<Item = T>) -> String {
    const SHOWN: usize = 8;
    let mut names = names.into_iter();
    let shown = names.by_ref().take(SHOWN);
    let shown: Vec<String> = shown.map(|name| name.to_string()).collect();
    let mut text = shown.join(", ");
    let more = names.count();
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
}
