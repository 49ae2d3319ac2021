//! Component graphs as pictures and tables: written.
//!
//! A [`Drawing`] is plain data. [`dot`] and [`mermaid`] are pictures and share a [`layout`], with [`picture`], in which
//! everything has its place;
//! [`graphml`], [`json`] and [`csv`] are data for other programs and share their [`edge`]s, of which two
//! say the same [`attributes`].

mod attributes;
mod collapse;
mod containment;
mod csv;
mod dot;
mod drawing;
mod drawing_format;
mod edge;
mod graphml;
mod json;
mod label;
mod layout;
mod mark;
mod mermaid;
mod not_in_csv;
mod of_graph;
mod picture;
mod placement;
#[cfg(test)]
mod tests;

pub use drawing::{Drawing, DrawnComponent, DrawnRequirement};
pub use drawing_format::{DrawingFormat, ParseDrawingFormatError};
pub use mark::Mark;
pub use not_in_csv::NotInCsv;
pub use picture::{Area, Picture, PictureBox, PictureJunction, PictureLine};
