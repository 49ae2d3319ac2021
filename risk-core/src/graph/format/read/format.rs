//! Which formats of component graphs are read.

use crate::enum_words::enum_words;
use crate::record::text::in_a_row;

/// A format of component graphs that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GraphFormat {
    /// A table with a header: `component,requires,effect,group,need`.
    Csv,
    /// The entities of a Backstage catalogue, `catalog-info.yaml`.
    Backstage,
    /// The services of a Docker Compose file.
    Compose,
    /// A bill of materials, `CycloneDX` as JSON.
    CycloneDx,
    /// A directed graph in the language of Graphviz, such as `terraform graph` writes.
    Dot,
    /// Nodes and edges as JSON, as `NetworkX` and D3 have them.
    NodeLink,
}

enum_words!(GraphFormat {
    /// All of them.
    ALL,
    /// The word for it, such as `node-link`.
    as_str,
    Csv => "csv",
    Backstage => "backstage",
    Compose => "compose",
    CycloneDx => "cyclonedx",
    Dot => "dot",
    NodeLink => "node-link",
} parsed or ParseGraphFormatError);

impl GraphFormat {
    /// The words for all of them, in a sentence.
    pub(super) fn list() -> String {
        in_a_row(&Self::ALL.map(Self::as_str), "or")
    }
}

/// The text is no format of component graphs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a format of component graphs: {}", GraphFormat::list())]
pub struct ParseGraphFormatError;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_its_word() {
        for format in GraphFormat::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert_eq!("Node_Link".parse(), Ok(GraphFormat::NodeLink));
    }

    #[test]
    fn another_word_is_answered_with_those_that_are_known() {
        let error = "xml".parse::<GraphFormat>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "not a format of component graphs: csv, backstage, compose, cyclonedx, dot or node-link"
        );
    }
}
