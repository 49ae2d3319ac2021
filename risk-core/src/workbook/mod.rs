//! The bridge to spreadsheets: reading a register from a workbook.
//!
//! An `.xlsx` goes package → texts and styles → grid of cells → table → records. Other formats
//! join at the grid. Nothing before the table knows what a register is, and nothing after the
//! grid knows the format.

mod columns;
mod compound;
mod grid;
mod imports;
mod layout;
mod limits;
mod number_format;
mod ods;
mod package;
mod read;
mod records;
mod sheet;
mod sources;
mod styles;
mod texts;
mod values;
mod xls;

pub use limits::Limits;
pub use read::{ReadOptions, read};
