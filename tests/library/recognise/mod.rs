//! Registers that others made, in every shape that a table takes: what is recognised is right, and
//! what could mean two things is asked.

pub mod board;
mod hostile;
mod languages;
mod outcome;
mod questions;
mod real;
mod rows;
mod rows_beside;
mod rows_merged;
mod said;
mod scales;
mod scales_found;
mod scales_unclear;
mod several_sheets;
mod traps;
mod traps_columns;
mod traps_sheets;
mod variants;

use board::workbook;
use risk_core::ImportOptions;
use risk_core::edit::Matches;

/// An import in which a person said which risk is which.
fn matching(matches: &Matches) -> ImportOptions {
    let mut how = ImportOptions::default();
    how.matches.clone_from(matches);
    how
}
