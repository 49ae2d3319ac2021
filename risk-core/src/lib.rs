//! Failure-mode risk registers.

mod check;
mod error;
#[cfg(feature = "folder")]
mod file;
#[cfg(feature = "folder")]
pub mod folder;
#[cfg(all(feature = "folder", feature = "workbook"))]
mod open;
mod register;
#[cfg(feature = "workbook")]
pub mod workbook;

pub use check::*;
pub use error::{Error, Problem};
#[cfg(all(feature = "folder", feature = "workbook"))]
pub use open::{Form, open};
pub use register::*;
