//! The text form of a register, a folder of TOML files for git, and JSON, one file of any size.
//!
//! Both are read into one kind of tree, of which each field is decoded by itself, and written by
//! putting only what differs into what is there.

mod comments;
mod decode;
mod fields;
mod file_name;
mod header;
mod json;
mod new_toml;
mod node;
mod positions;
mod put_json;
mod put_list;
mod put_toml;
mod read;
mod schema;
#[cfg(test)]
mod tests;
mod toml;
mod write;
mod write_json;

pub use header::SCHEMA_VERSION;
pub use read::{REGISTER_FILE, read_folder, read_json};
pub use schema::{SchemaOf, schema};
pub use write::{ChangeKind, FileChange, WriteOptions, write_folder};
pub use write_json::{to_json, write_json};
