//! Findings for pipelines: which of them count, which are known, and the forms that CI systems read.
//!
//! ```
//! use risk_core::gate::{Baseline, RegisterPath, Report};
//! use risk_core::Severity;
//!
//! let text = r#"{ "schema_version": 1, "risks": [{ "reference": "R01" }] }"#;
//! let reading = risk_core::json::read(text)?;
//! let findings = reading.check("2026-06-01".parse()?);
//! let known = Baseline::of(&findings);
//! assert_eq!(known.new_in(&findings), []);
//!
//! let path = RegisterPath::of_file("systems/register.json".as_ref());
//! let report = Report::new(&findings, &path, Some(Severity::Warning));
//! assert!(report.github().starts_with("::warning file=systems/register.json,line=1,"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod baseline;
mod github;
mod gitlab;
mod junit;
mod path;
mod report;
mod sarif;
mod selection;
#[cfg(test)]
mod tests;

pub use baseline::{Baseline, InvalidBaseline};
pub use path::{FilePlace, RegisterPath};
pub use report::Report;
pub use selection::Selection;
