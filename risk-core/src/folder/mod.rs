//! The text form of a register, a folder of TOML files for git, and JSON, one file of any size.
//!
//! Both are read into one kind of tree, of which each field is decoded by itself, and written by
//! putting only what differs into what is there. A whole register is written, its records matched
//! by their keys; an edit is saved, which knows what each record was before.

mod comments;
mod decode;
mod fields;
mod file_name;
mod header;
mod json;
mod new_toml;
mod node;
mod plan;
mod positions;
mod put_json;
mod put_list;
mod put_toml;
mod read;
mod read_json;
mod record_files;
mod schema;
mod successor;
#[cfg(test)]
mod tests;
mod toml;
mod write;
mod write_json;

pub use header::SCHEMA_VERSION;
pub use read::{REGISTER_FILE, read_folder};
pub use read_json::read_json;
pub use schema::{SchemaOf, schema};
pub use write::{save_folder, write_folder};
pub use write_json::{save_json, to_json, write_json};
