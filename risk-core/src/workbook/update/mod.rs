//! Updating a workbook that somebody else made: only the cells that differ change, and every other
//! part stays as it is, to the byte.

mod add;
mod calculation;
mod cell;
mod clear;
mod content;
mod dates;
mod extend;
mod fonts;
mod formats;
mod formula;
mod insert;
mod lists;
mod look;
mod markup;
mod merged;
#[cfg(feature = "folder")]
mod named_base;
mod package;
mod plan;
mod protection;
mod reach;
mod regions;
mod rehearsals;
mod rows;
mod scores;
mod sheet;
mod splices;
mod strings;
mod vacated;
mod widen;
mod workbook;

#[cfg(all(feature = "disk", feature = "folder", not(target_arch = "wasm32")))]
pub(crate) use named_base::named_base;
pub use workbook::{Update, Workbook};
