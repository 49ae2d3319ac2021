//! The bridge to spreadsheets: reading a register from a workbook, updating the workbook in place,
//! and making a new one.
//!
//! An `.xlsx` goes package → texts and styles → grid of cells → table → records. Other formats
//! join at the grid. Nothing before the table knows what a register is, and nothing after the
//! grid knows the format.

mod columns;
mod compound;
mod create;
mod grid;
mod imports;
mod layout;
mod limits;
mod number_format;
mod ods;
mod package;
mod read;
mod records;
mod scale;
mod sheet;
mod sources;
mod styles;
mod texts;
mod update;
mod values;
mod xls;

pub use create::create;
pub use limits::Limits;
pub use read::{ReadOptions, read};
pub use update::{Update, Workbook, save_workbook, write_workbook};
