//! How ready a register is.

mod coverage;
mod next;

pub use coverage::{Coverage, coverage, gaps};
pub use next::Next;

/// The name of a component; where a risk names none nothing, which people are told.
fn name(component: Option<&str>, is_for_people: bool) -> &str {
    match component {
        None if is_for_people => "(no component)",
        component => component.unwrap_or_default(),
    }
}
