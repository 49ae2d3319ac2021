//! What holds of every plan and page.

mod formatted;
mod generate;
mod inert;
mod pages;
mod plans;
mod updates;
