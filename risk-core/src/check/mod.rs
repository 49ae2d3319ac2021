//! Findings: what a reader could not make sense of, and what the rules find in a register.
//!
//! A rule is a file in `rules/` with its logic and messages and a page in `pages/`.

#[expect(clippy::module_inception, reason = "a file is named for what it does")]
mod check;
mod finding;
mod fingerprint;
mod policy;
mod reading;
mod rule;
pub(crate) mod rules;
mod settings;
mod severity;
mod suppression;
#[cfg(test)]
mod tests;

pub(crate) use check::check_rules;
pub use check::{Check, check, check_with};
#[cfg(any(feature = "folder", feature = "workbook", test))]
pub(crate) use finding::Draft;
#[cfg(feature = "folder")]
pub(crate) use finding::beyond;
pub use finding::{Finding, FindingData, Remark, new_findings};
pub use policy::Policy;
pub use reading::Reading;
pub(crate) use rule::Definition;
pub use rule::{InvalidCode, Rule, Subject, catalogue};
pub use settings::{Settings, Thresholds};
pub use severity::{Severities, Severity, UnknownCode};
#[cfg(feature = "trackers")]
pub(crate) use suppression::folded as folded_record;
pub use suppression::{SuppressedFinding, Suppression};
