//! Which columns of a sheet have the fields of the model.

mod table;
mod words;

pub(super) use table::{HEADER_ROWS, Mapping, Role, Table, components, risks};
