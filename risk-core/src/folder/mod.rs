//! The text form of a register, a folder of TOML files for git, and JSON, one file of any size.
//!
//! Both are read into one kind of tree, of which each field is decoded by itself, and written by
//! putting only what differs into what is there. A whole register is written, its records matched
//! by their keys; an edit is saved, which knows what each record was before.

mod anchors;
mod beside;
mod comments;
#[cfg(all(feature = "disk", feature = "workbook", not(target_arch = "wasm32")))]
pub(crate) mod conflicts;
mod decode;
mod fields;
mod file_name;
mod files;
mod header;
mod json;
pub(crate) mod json_layout;
pub(crate) mod layout;
mod markers;
mod merge_comments;
pub(crate) mod new_toml;
mod node;
#[cfg(feature = "workbook")]
pub(crate) mod one_record;
mod one_text;
mod plan;
mod positions;
mod put_json;
pub(crate) mod put_list;
mod put_toml;
pub(crate) mod read;
pub(crate) mod read_json;
mod record_files;
pub(crate) mod schema;
pub(crate) mod successor;
#[cfg(test)]
mod tests;
mod tokens;
mod toml;
pub(crate) mod typed;
pub(crate) mod unread;
pub(crate) mod write;
pub(crate) mod write_json;

pub use comments::has_more_comments;
pub use files::Files;
pub use header::SCHEMA_VERSION;
#[cfg(all(feature = "disk", feature = "workbook", not(target_arch = "wasm32")))]
pub(crate) use markers::{first_marker, has_markers};
pub use one_text::in_one_text;
pub use plan::{Plan, Write};
pub use read::{REGISTER_FILE, read};
pub use schema::{SchemaOf, schema};
pub use write::{put, put_edit};
