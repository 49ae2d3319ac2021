//! Registers in files: opening one by its path, writing it back whole, and who has it open.
//!
//! Everything else reads and makes bytes. Here those become files: read within limits, replaced one by
//! one so that each has its old content or its new one at every moment, and never over what somebody
//! else did meanwhile.

#[cfg(any(feature = "folder", feature = "workbook"))]
mod bytes;
#[cfg(all(feature = "folder", feature = "workbook"))]
mod conflicts;
mod error;
mod file;
#[cfg(feature = "folder")]
mod folder;
#[cfg(all(feature = "folder", feature = "workbook"))]
mod git;
#[cfg(feature = "folder")]
mod json;
#[cfg(any(feature = "folder", feature = "workbook"))]
mod lock;
#[cfg(feature = "workbook")]
mod lock_file;
#[cfg(all(feature = "folder", feature = "workbook"))]
mod open;
#[cfg(all(feature = "folder", feature = "workbook"))]
mod open_register;
#[cfg(feature = "folder")]
mod opened;
#[cfg(feature = "folder")]
mod questionnaire;
#[cfg(feature = "folder")]
mod root;
#[cfg(all(feature = "folder", feature = "workbook"))]
mod save;
#[cfg(all(feature = "folder", feature = "workbook"))]
mod sync;
#[cfg(all(test, feature = "workbook"))]
mod tests;
#[cfg(feature = "folder")]
mod unread;
#[cfg(feature = "workbook")]
mod workbook;

#[cfg(all(feature = "folder", feature = "workbook"))]
pub use conflicts::{conflicts_beside, conflicts_path, read_conflicts, save_conflicts};
pub use file::{replace as replace_file, replace_all as replace_files};
#[cfg(all(test, feature = "folder"))]
pub(crate) use folder::{carry_out, files_of, is_there};
#[cfg(feature = "folder")]
pub use folder::{read_folder, save_folder, write_folder};
#[cfg(all(feature = "folder", feature = "workbook"))]
pub use git::{
    GitItem, Unmerged, git_install, git_status, git_uninstall, is_revision, merge_base,
    merge_driver, merge_unmerged, open_object, open_revision, paths_to_add, trend, unmerged_paths,
};
#[cfg(feature = "folder")]
pub use json::{read_json, save_json, write_json};
#[cfg(all(feature = "folder", feature = "workbook"))]
pub use open::open;
#[cfg(all(feature = "folder", feature = "workbook"))]
pub use open_register::OpenRegister;
#[cfg(feature = "folder")]
pub use questionnaire::{find_questionnaire, read_questionnaire, read_review_file};
#[cfg(all(feature = "folder", feature = "workbook"))]
pub use save::{save, save_as, save_import, save_resolved};
#[cfg(all(feature = "folder", feature = "workbook"))]
pub use sync::{SyncBase, SyncOptions, SyncRefusal, Synced, refuse_to_take_back, sync};
#[cfg(feature = "workbook")]
pub use workbook::{inspect_file, save_workbook, write_workbook};
