//! Changed entries into the layout that a cell has: what is not changed keeps its marks, breaks and
//! formats, and what is new gets those of its neighbours.
//!
//! Whatever was put is read back before it is given out. Where the layout of the cell does not hold
//! what is wanted, that of a new cell is taken.

mod entries;
mod links;
mod list;
mod notes;
mod observations;
mod pieces;
#[cfg(test)]
mod tests;
mod text;

pub(in crate::workbook) use entries::put_entries;
pub(in crate::workbook) use notes::put_notes;
pub(in crate::workbook) use observations::put_observations;
pub(in crate::workbook) use pieces::{Formats, Piece, Pieces, text_of};
pub(in crate::workbook) use text::{put_name, put_text};
