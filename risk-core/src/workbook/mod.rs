//! The bridge to spreadsheets: reading a register from a workbook, updating the workbook in place,
//! and making a new one.
//!
//! An `.xlsx` goes package → texts and styles → grid of cells → table → records. Other formats
//! join at the grid. Nothing before the table knows what a register is, and nothing after the
//! grid knows the format.

mod all_sheets;
#[cfg(feature = "folder")]
mod beside;
mod compound;
#[cfg(all(feature = "folder", feature = "disk", not(target_arch = "wasm32")))]
pub(crate) mod conflicts;
mod continued;
mod create;
mod fill_down;
mod find;
mod formula;
mod grid;
mod imports;
#[cfg(any(feature = "folder", all(feature = "disk", not(target_arch = "wasm32"))))]
mod in_words;
mod inspect;
mod inspection;
#[cfg(feature = "folder")]
mod labelled;
mod layout;
mod left_behind;
mod limits;
mod no_risk;
mod number_format;
mod ods;
mod options;
mod package;
mod ranges;
mod ratings;
mod read;
mod reading;
mod recognise;
mod records;
mod rehearsals;
mod scale;
mod sheet;
mod sheets;
mod sources;
mod styles;
mod texts;
mod unresolved;
mod update;
mod values;
mod wanted;
mod words;
mod xls;

pub use all_sheets::inspect_all;
#[cfg(feature = "folder")]
pub(crate) use beside::{beside, sheets_of};
pub use create::create;
#[cfg(all(feature = "folder", feature = "disk", not(target_arch = "wasm32")))]
pub(crate) use create::create_conflicts;
pub use find::{SheetContent, SheetFound};
#[cfg(any(feature = "folder", all(feature = "disk", not(target_arch = "wasm32"))))]
pub(crate) use in_words::in_words;
pub use inspect::inspect;
pub use inspection::{ColumnContent, ColumnFound, Inspection, Resolved, ScaleFound, TableFound};
#[cfg(feature = "folder")]
pub(crate) use labelled::labelled_rows;
pub use left_behind::{LeftBehind, LeftBehindKind};
pub use limits::Limits;
pub use options::{ALL_SHEETS, ReadOptions};
pub use read::read;
pub use recognise::Certainty;
#[cfg(all(feature = "disk", feature = "folder", not(target_arch = "wasm32")))]
pub(crate) use update::named_base;
pub use update::{Update, Workbook};
