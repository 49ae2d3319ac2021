//! Component graphs in the formats of others: read, drawn and written.

mod draw;
mod effect;
#[cfg(feature = "import")]
mod read;

pub use draw::{Drawing, DrawingFormat, DrawnComponent, DrawnRequirement, Mark, NotInCsv};
#[cfg(feature = "import")]
pub use read::{GraphFormat, ParseGraphFormatError, ReadComponents, read_components};
