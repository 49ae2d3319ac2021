//! How ready a register is.

mod coverage;
mod due;
mod next;

use risk_core::Key;

pub use coverage::{coverage, gaps};
pub use due::due;
pub use next::next;

/// The name of a component; nothing where a risk names none, for people in words.
fn name(component: Option<&Key>, is_for_people: bool) -> String {
    let nothing = if is_for_people { "(no component)" } else { "" };
    component.map_or_else(|| nothing.to_owned(), ToString::to_string)
}
