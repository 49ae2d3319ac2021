//! Versions of a register: what differs between two, and what two sides make of one that both come from.
//!
//! Versions are [readings](crate::Reading), of any form and in any mix, from bytes or from the disk: nothing here
//! knows files or git. What one form has no place for is no difference; a column that only one of two workbooks has is one.

mod beside;
mod columns;
mod compare;
mod diff;
mod fields;
#[cfg(all(feature = "folder", feature = "workbook"))]
mod file_merge;
#[cfg(all(feature = "folder", feature = "workbook"))]
mod markers;
mod meaning;
mod merge;
mod pairing;
mod renames;
#[cfg(feature = "folder")]
mod resolve;
#[cfg(feature = "folder")]
mod sync;
#[cfg(test)]
mod tests;
mod told;
mod words;

pub use self::compare::{diff, diff_with_findings};
pub use self::diff::{
    Diff, DiffSummary, FieldChange, FieldDiff, RatingDiff, RecordChange, RecordDiff,
};
#[cfg(all(feature = "folder", feature = "workbook"))]
pub use self::file_merge::{FileMerge, LineMerge, merge_file};
pub use self::merge::{
    Conflict, Merge, MergeNote, MergeOptions, ParseSideError, ParseTakeError, Side, Take, in_words,
    merge,
};
#[cfg(feature = "folder")]
pub(crate) use self::merge::{merge_risk, of_entry, of_field, three, three_lists};
#[cfg(feature = "folder")]
pub use self::resolve::{chosen_in, resolve, resolve_some};
#[cfg(all(
    feature = "disk",
    feature = "folder",
    feature = "workbook",
    not(target_arch = "wasm32")
))]
pub(crate) use self::resolve::{follow, without_removed};
#[cfg(all(test, feature = "folder"))]
pub(crate) use self::sync::tests as sync_model;
#[cfg(feature = "folder")]
pub use self::sync::{Base, Sync};
pub use self::words::{Words, compare_words};
