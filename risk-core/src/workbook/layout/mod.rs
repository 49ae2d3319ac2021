//! The text of a cell to the entries of a list. Nothing here knows cells.

mod entries;
mod notes;
mod observations;
#[cfg(test)]
mod properties;

pub(super) use entries::entries;
pub(super) use notes::notes;
pub(super) use observations::observations;
