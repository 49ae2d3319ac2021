//! Reading a component graph, whatever its format.

use super::{GraphFormat, Text, backstage, compose, csv, cyclonedx, detect, dot, node_link};
use crate::error::Error;
use crate::register::{Component, Origin};

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
    read(text, format)
}

/// Reads the component graphs of the files of one source, such as a Compose file and those that override it.
///
/// `files` are the bytes of each and its name, which errors have; every requirement is assumed from `source`. The files of
/// Compose are one, in the place of the first of them: a later one adds to those before it or states otherwise, as Compose
/// merges them. Of other formats, each file is one.
///
/// # Errors
///
/// As for [`read_components`].
///
/// # Example
///
/// ```
/// use risk_core::graph::format::read_source;
///
/// let base = b"services: { web: { depends_on: [db] }, db: {} }";
/// let more = b"services: { web: { depends_on: { db: { required: false } } } }";
/// let files = [(&base[..], "compose.yaml"), (&more[..], "compose.override.yaml")];
/// let read = read_source(&files, "compose", None)?;
/// assert_eq!(read.len(), 1);
/// let requires = read[0].components[0].requires.as_ref().unwrap();
/// assert_eq!(requires[0].effect, risk_core::Effect::Soft);
/// # Ok::<(), risk_core::Error>(())
/// ```
pub fn read_source(
    files: &[(&[u8], &str)],
    source: &str,
    format: Option<GraphFormat>,
) -> Result<Vec<ReadComponents>, Error> {
    let mut texts = Vec::with_capacity(files.len());
    for (bytes, name) in files {
        let text = Text::new(bytes, name)?;
        let format = format.map_or_else(|| detect::detect(text), Ok)?;
        texts.push((text, format));
    }
    let is_compose = |(_, format): &&(Text<'_>, GraphFormat)| *format == GraphFormat::Compose;
    let project: Vec<Text<'_>> = texts
        .iter()
        .filter(is_compose)
        .map(|(text, _)| *text)
        .collect();
    let mut all = Vec::new();
    let mut has_project = false;
    for (text, format) in texts {
        if format != GraphFormat::Compose {
            all.push(read(text, format)?);
        } else if !std::mem::replace(&mut has_project, true) {
            all.push(compose::read(&project)?);
        }
    }
    let components = all.iter_mut().flat_map(|read| &mut read.components);
    components.for_each(|component| assume_from(component, source));
    Ok(all)
}

/// Makes a source that of a component that was read of one of its files.
fn assume_from(component: &mut Component, source: &str) {
    for origin in &mut component.origins {
        source.clone_into(&mut origin.source);
    }
    for requirement in component.requires.iter_mut().flatten() {
        requirement.origin = Origin::Assumed(source.to_owned());
    }
}

fn read(text: Text<'_>, format: GraphFormat) -> Result<ReadComponents, Error> {
    match format {
        GraphFormat::Csv => csv::read(text),
        GraphFormat::Backstage => backstage::read(text),
        GraphFormat::Compose => compose::read(&[text]),
        GraphFormat::CycloneDx => cyclonedx::read(text),
        GraphFormat::Dot => dot::read(text),
        GraphFormat::NodeLink => node_link::read(text),
    }
}
