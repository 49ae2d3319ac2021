//! Failure-mode risk registers.

mod check;
mod error;
mod file;
pub mod folder;
mod register;

pub use check::*;
pub use error::{Error, Problem};
pub use register::*;
