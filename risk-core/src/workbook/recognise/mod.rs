//! Which columns of a sheet have the fields of the model.

mod table;
mod words;

pub(super) use table::{HEADER_ROWS, Role, Table, components, risks};
pub(super) use words::{component_field, risk_field};
