//! What holds of every plan and page.

mod formatted;
mod generate;
mod inert;
mod pages;
mod plans;
mod updates;

use crate::register::Date;

/// The day that plans are made for.
fn today() -> Date {
    Date::new(2026, 11, 23).unwrap()
}
