//! What the statements of a graph state.

use indexmap::IndexMap;

/// The nodes and the edges of a graph, as they were stated.
#[derive(Debug, Default)]
pub(super) struct Statements {
    /// What edges call each node, in the order of their first mention, and what it shows, if that was stated.
    pub nodes: IndexMap<String, Option<String>>,
    /// The edges in the order of the file.
    pub edges: Vec<Edge>,
    /// What the edges state beside their ends, once for all edges of a statement.
    pub attributes: Vec<Attributes>,
}

/// An edge: the tail requires the head.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    /// The place of the node that it leads from.
    pub tail: usize,
    /// The place of the node that it leads to.
    pub head: usize,
    /// The place of its attributes, if they state anything.
    pub attributes: Option<usize>,
}

/// Those attributes that are read, as they were stated, and where.
#[derive(Debug, Clone, Default)]
pub(super) struct Attributes {
    pub at: usize,
    pub label: Option<String>,
    pub effect: String,
    pub group: String,
    pub need: String,
    pub is_invisible: bool,
    /// Which way the arrow points, where that is not forward.
    pub dir: String,
}

impl Statements {
    /// The place of a node, added where this is the first mention of it.
    pub fn node(&mut self, id: &str) -> usize {
        let known = self.nodes.get_index_of(id);
        known.unwrap_or_else(|| self.nodes.insert_full(id.to_owned(), None).0)
    }
}

impl Attributes {
    /// Whether they state nothing about an edge.
    pub fn is_empty(&self) -> bool {
        let texts = [&self.effect, &self.group, &self.need, &self.dir];
        !self.is_invisible && texts.iter().all(|text| text.is_empty())
    }

    /// Takes note of an attribute, if it is one that is read.
    pub fn set(&mut self, name: &str, value: String) {
        match name {
            "label" => self.label = Some(value),
            "effect" => self.effect = value,
            "group" => self.group = value,
            "need" => self.need = value,
            "style" => {
                self.is_invisible = value.split(',').any(|style| style.trim() == "invis");
            }
            "dir" if value.trim() == "forward" => self.dir.clear(),
            "dir" => self.dir = value,
            _ => {}
        }
    }
}
