//! Findings: what a reader could not make sense of, and what the rules find in a register.
//!
//! A rule is a file in `rules/` with its logic and messages and a page in `pages/`.

#[expect(clippy::module_inception, reason = "a file is named for what it does")]
mod check;
mod context;
mod finding;
mod reading;
mod rule;
pub(crate) mod rules;
mod settings;
mod severity;
#[cfg(test)]
mod tests;

pub use check::check;
use check::check_register;
pub use finding::Finding;
pub use reading::Reading;
pub use rule::{Rule, Subject, catalogue};
pub use settings::Settings;
pub use severity::{Severities, Severity, UnknownCode};
