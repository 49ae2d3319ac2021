//! Component graphs in the formats of others.

mod draw;
#[cfg(feature = "import")]
mod read;

#[cfg(feature = "import")]
pub use read::{GraphFormat, ParseGraphFormatError, ReadComponents, read_components};
