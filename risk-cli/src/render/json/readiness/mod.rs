//! How ready a register is, as JSON.

mod coverage;
mod next;

pub use coverage::{coverage, coverage_schema};
pub use next::{next, next_schema};
