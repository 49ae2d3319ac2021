//! What the statements of a graph state.

use indexmap::IndexMap;

/// The nodes and the edges of a graph, as they were stated.
#[derive(Debug, Default)]
pub(super) struct Statements {
    /// What edges call each node, in the order of their first mention, and how it is drawn.
    pub nodes: IndexMap<String, Node>,
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

/// How a node is drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    /// What it shows, if that was stated.
    pub label: Option<Label>,
    /// Whether its label states fields, between signs.
    pub is_record: bool,
    pub is_invisible: bool,
}

/// A text that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub text: String,
    pub is_html: bool,
}

/// What holds for the nodes and for the edges that follow, within the same braces.
#[derive(Debug, Clone, Default)]
pub(super) struct Defaults {
    pub node: Attributes,
    pub edge: Attributes,
}

/// Those attributes that are read, as they were stated, and where.
#[derive(Debug, Clone, Default)]
pub(super) struct Attributes {
    pub at: usize,
    /// How they have a node drawn; whether an edge is invisible, too.
    pub node: Node,
    pub effect: String,
    pub group: String,
    pub need: String,
    /// Which way the arrow points, where that is not forward.
    pub dir: String,
}

impl Statements {
    /// The place of a node, added where this is the first mention of it.
    pub fn node(&mut self, id: &str, defaults: &Node) -> usize {
        let known = self.nodes.get_index_of(id);
        known.unwrap_or_else(|| self.nodes.insert_full(id.to_owned(), defaults.clone()).0)
    }
}

impl Attributes {
    /// Whether they state nothing about an edge.
    pub fn is_empty(&self) -> bool {
        let texts = [&self.effect, &self.group, &self.need, &self.dir];
        !self.node.is_invisible && texts.iter().all(|text| text.is_empty())
    }

    /// Takes note of an attribute, if it is one that is read.
    pub fn set(&mut self, name: &str, value: String, is_html: bool) {
        match name {
            "label" => {
                let text = value;
                self.node.label = Some(Label { text, is_html });
            }
            "shape" => self.node.is_record = matches!(value.trim(), "record" | "Mrecord"),
            "effect" => self.effect = value,
            "group" => self.group = value,
            "need" => self.need = value,
            "style" => {
                self.node.is_invisible = value.split(',').any(|style| style.trim() == "invis");
            }
            "dir" if value.trim() == "forward" => self.dir.clear(),
            "dir" => self.dir = value,
            _ => {}
        }
    }
}
