//! Requirements, and the words for them in one cell of a spreadsheet.

mod grammar;
#[expect(
    clippy::module_inception,
    reason = "a file is named for the noun in it"
)]
mod requirement;

pub use grammar::{ParseRequirementsError, format_requirements, parse_requirements};
pub(crate) use requirement::bad_need;
pub use requirement::{Effect, Origin, Requirement};
