//! The formats that a drawing is written in.

use std::fmt;

/// A format that a [`Drawing`](super::Drawing) is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DrawingFormat {
    /// A picture for Graphviz.
    Dot,
    /// A flowchart for Mermaid, which forges draw in Markdown.
    Mermaid,
    /// XML for Gephi, yEd, Cytoscape and `networkx`.
    GraphMl,
    /// The node-link form of JSON, as `networkx` has it.
    Json,
    /// A row for each member of each requirement.
    Csv,
}

impl DrawingFormat {
    /// All formats.
    pub const ALL: [Self; 5] = [
        Self::Dot,
        Self::Mermaid,
        Self::GraphMl,
        Self::Json,
        Self::Csv,
    ];

    /// The word that commands have for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Mermaid => "mermaid",
            Self::GraphMl => "graphml",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

impl fmt::Display for DrawingFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
