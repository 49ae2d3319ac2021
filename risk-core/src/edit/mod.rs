//! Checked changes of a register.
//!
//! An [`Editor`] takes a register, makes changes that are checked one by one, and gives what came
//! of them: the register before and after, what changed, and which record came from which. A
//! writer needs all of that to change a file in place and nothing else.
//!
//! ```
//! use risk_core::edit::{Assignment, Editor};
//! use risk_core::{Register, Risk, Scale};
//!
//! let register = Register::new("Trips", Scale::default(), vec![], vec![Risk::new("R01")])?;
//! let mut editor = Editor::new(register);
//! let assignments: [Assignment; 2] = [
//!     "likelihood=high".parse()?,
//!     "mitigations+=Limit the connections of a client".parse()?,
//! ];
//! editor.set_risk("r01", &assignments)?;
//!
//! let edited = editor.finish()?;
//! let lines = edited.lines();
//! let paths: Vec<_> = lines.iter().filter_map(|line| line.path.as_deref()).collect();
//! assert_eq!(paths, ["likelihood", "mitigations[1]"]);
//! assert_eq!(lines[0].after.as_deref(), Some("High"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accept;
#[cfg(feature = "folder")]
mod added_before;
mod apply;
mod assign;
mod assignment;
#[cfg(feature = "folder")]
mod beside;
mod change;
mod changes;
mod components;
mod edited;
mod editor;
mod elsewhere;
mod error;
mod extra;
mod hint;
mod import;
#[cfg(feature = "trackers")]
mod in_order;
mod join;
mod lines;
mod list;
mod mapping;
#[cfg(feature = "trackers")]
mod matching;
mod names;
#[cfg(feature = "trackers")]
mod news;
#[cfg(feature = "trackers")]
mod onto;
#[cfg(feature = "trackers")]
mod other_sheets;
mod path;
mod quote;
mod reference;
mod rehearsals;
mod requires;
#[cfg(feature = "folder")]
mod resolve;
#[cfg(feature = "folder")]
mod restore;
mod scale;
#[cfg(feature = "trackers")]
mod side;
mod table;
#[cfg(test)]
pub(crate) mod tests;
mod together;
mod values;
mod wording;
mod words;

use crate::record::RecordKind;
pub use assignment::Assignment;
#[cfg(feature = "folder")]
pub(crate) use beside::{AllBeside, OfTheirs, TomlTexts};
pub use change::{AnyRecord, Change, ChangeLine, EntryOp, NotApplicable};
#[cfg(feature = "trackers")]
pub(crate) use changes::changed_fields;
#[cfg(feature = "trackers")]
pub(crate) use components::{named_by, named_by_mut};
pub use edited::{Edited, Lineage, Rerated};
pub use editor::Editor;
pub use error::EditError;
pub use import::{Adoption, Gone, ImportSummary, LeftOut};
#[cfg(feature = "workbook")]
pub(crate) use in_order::origins;
#[cfg(feature = "folder")]
pub(crate) use in_order::scope_onto;
#[cfg(feature = "folder")]
pub(crate) use lines::list_and_entry;
#[cfg(feature = "trackers")]
pub(crate) use lines::{entry_path, replaced, stated};
pub use mapping::{LevelMapping, Unmapped};
#[cfg(feature = "trackers")]
pub use matching::Matches;
#[cfg(feature = "trackers")]
pub(crate) use matching::Unclear;
#[cfg(feature = "folder")]
pub(crate) use onto::completed;
#[cfg(feature = "workbook")]
pub(crate) use onto::onto;
#[cfg(feature = "trackers")]
pub(crate) use onto::{Onto, completed_by, matched, words as settings_in_words};
#[cfg(feature = "folder")]
pub(crate) use resolve::{BEYOND, choose, state, states};
#[cfg(feature = "folder")]
pub(crate) use restore::{restore, state_as};
#[cfg(all(
    feature = "workbook",
    any(feature = "folder", all(feature = "disk", not(target_arch = "wasm32")))
))]
pub(crate) use words::word;
