//! Reading a component graph, whatever its format.

use super::{GraphFormat, Text, backstage, compose, csv, cyclonedx, detect, dot, node_link};
use crate::error::Error;
use crate::register::Component;

/// The components that a file of another program has.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ReadComponents {
    /// The format that the file is of.
    pub format: GraphFormat,
    /// The components in the order in which the file mentions them first, each name once. One
    /// that is only required is among them.
    pub components: Vec<Component>,
    /// What was left out and why, a sentence each.
    pub notes: Vec<String>,
}

impl ReadComponents {
    /// No file with a component graph that is read has more bytes. It is the limit of other files too.
    pub const MOST_BYTES: u64 = 1 << 30;
}

/// Reads the component graph of another program.
///
/// `source` is the name of the file: every requirement is
/// [assumed](crate::Origin::Assumed) from it, and errors name places in it. The format is found from
/// the content unless it is given.
///
/// A component `requires` an empty list where the file states that it needs nothing, and `None`
/// where the file does not state it.
///
/// # Errors
///
/// When the format cannot be recognised, when the content is not of that format, or when it is too large.
///
/// # Example
///
/// ```
/// use risk_core::graph::format::{GraphFormat, read_components};
///
/// let file = "services: { web: { depends_on: [db] }, db: {} }";
/// let read = read_components(file.as_bytes(), "compose.yaml", None)?;
/// assert_eq!(read.format, GraphFormat::Compose);
/// assert_eq!(read.components[0].name, "web");
/// let requires = read.components[0].requires.as_ref().unwrap();
/// assert_eq!(requires[0].members, ["db"]);
/// assert_eq!(read.components[1].requires, None);
/// # Ok::<(), risk_core::Error>(())
/// ```
pub fn read_components(
    bytes: &[u8],
    source: &str,
    format: Option<GraphFormat>,
) -> Result<ReadComponents, Error> {
    let text = Text::new(bytes, source)?;
    let format = match format {
        Some(format) => format,
        None => detect::detect(text)?,
    };
    match format {
        GraphFormat::Csv => csv::read(text),
        GraphFormat::Backstage => backstage::read(text),
        GraphFormat::Compose => compose::read(text),
        GraphFormat::CycloneDx => cyclonedx::read(text),
        GraphFormat::Dot => dot::read(text),
        GraphFormat::NodeLink => node_link::read(text),
    }
}
