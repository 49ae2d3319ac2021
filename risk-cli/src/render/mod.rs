//! Data to text.

mod findings;
pub mod json;
mod list;
mod show;
mod table;
mod text;

pub use findings::{finding, findings, findings_table, severity_style};
pub use list::list;
pub use show::risk;
pub use table::Table;
pub use text::{counted, inert, one_line};
