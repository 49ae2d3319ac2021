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
