//! The formats that a drawing is written in.

use crate::enum_words::enum_words;
use crate::record::text::in_a_row;

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

enum_words!(DrawingFormat {
    /// All formats.
    ALL,
    /// The word that commands have for it.
    as_str,
    Dot => "dot",
    Mermaid => "mermaid",
    GraphMl => "graphml",
    Json => "json",
    Csv => "csv",
} parsed or ParseDrawingFormatError);

/// The text is no format of drawings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a format of drawings: {}", in_a_row(&DrawingFormat::ALL.map(DrawingFormat::as_str), "or"))]
pub struct ParseDrawingFormatError;
