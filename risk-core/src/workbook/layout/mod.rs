//! The text of a cell to the entries of a list, and back. Nothing here knows cells.

mod entries;
mod notes;
mod observations;
mod put;
#[cfg(test)]
mod tests;

pub(super) use entries::{entries, entries_text};
pub(super) use notes::{notes, notes_text};
pub(super) use observations::{observation_runs, observations, observations_without_bold};
pub(super) use put::{
    Formats, Piece, Pieces, put_entries, put_name, put_notes, put_observations, put_text, text_of,
};
