//! What every other room names: places in a source.

mod location;

#[cfg(any(feature = "folder", feature = "workbook"))]
pub(crate) use location::column_letters;
pub use location::{Locate, Location};
