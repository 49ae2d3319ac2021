//! Component graphs of other programs: read.
//!
//! Every format has one reader, which gives a [`Gather`] what it meets: components in the order of
//! their first mention, what each requires, and what was left out. So order, names and
//! requirements that are stated twice are treated alike in all of them.

mod backstage;
mod components;
mod compose;
mod csv;
mod cyclonedx;
mod detect;
mod dot;
mod fields;
mod format;
mod gather;
mod group;
mod json;
mod node_link;
mod text;
mod yaml;

#[cfg(test)]
mod tests;

pub use components::{ReadComponents, read_components, read_source};
pub use format::{GraphFormat, ParseGraphFormatError};

use gather::{Gather, Id, counted, listed};
use group::Edge;
use text::Text;
