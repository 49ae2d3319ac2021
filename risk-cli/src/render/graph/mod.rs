//! Answers of the graph, as tables.

mod blast;
mod cuts;
mod exposure;
mod points;
mod recovery;
mod why;

use risk_core::Key;
use risk_core::graph::{Answer, ComponentId, Graph};

pub use blast::{blast, risks_hit, risks_on};
pub use cuts::cuts;
pub use exposure::exposure;
pub use points::{defeated, hit_because, spof, spof_of};
pub use recovery::{critical_chain, promise, recovery, time};
pub use why::{Steps, why};

/// An answer about what the graph itself gave: a command has one graph, so none is refused.
pub fn ours<T>(answer: Answer<T>) -> T {
    answer.expect("a graph is asked about its own components")
}

/// The name of a component, as a key.
pub fn name(graph: &Graph, component: ComponentId) -> String {
    ours(graph.key(component)).to_string()
}

/// Names in a row, but not too many of them.
pub fn some(names: impl IntoIterator<Item = Key>) -> String {
    const SHOWN: usize = 8;
    let mut names = names.into_iter();
    let mut text: Vec<String> = names
        .by_ref()
        .take(SHOWN)
        .map(|key| key.to_string())
        .collect();
    let more = names.count();
    if more > 0 {
        let last = text.pop().unwrap_or_default();
        text.push(format!("{last} and {more} more"));
    }
    text.join(", ")
}
