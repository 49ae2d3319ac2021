//! Component graphs in the formats of others: read, drawn and written.

mod draw;
mod effect;
mod name;
#[cfg(feature = "import")]
mod read;

pub use draw::{
    Area, Drawing, DrawingFormat, DrawnComponent, DrawnRequirement, Mark, NotInCsv,
    ParseDrawingFormatError, Picture, PictureBox, PictureJunction, PictureLine,
};
#[cfg(feature = "import")]
pub use read::{GraphFormat, ParseGraphFormatError, ReadComponents, read_components, read_source};
