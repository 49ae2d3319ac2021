//! What people look at who install no command: a register as one page, and two of its views alone.
//!
//! A [`Report`] is data: how many risks are rated how, the matrix, what needs a decision, what changed since another
//! version, how ready the components are, what a failure takes down, and the history. Its
//! [page](Report::document) is made of the same data, and so says the same.
//!
//! ```
//! use risk_core::report::{Report, ReportOptions};
//! use risk_core::{Date, json};
//!
//! let reading = json::read(r#"{ "schema_version": 1, "risks": [
//!     { "reference": "R1", "component": "Queue", "likelihood": "High", "impact": "High" }
//! ]}"#)?;
//! let today = Date::new(2026, 11, 23).unwrap();
//! let report = Report::new(&reading, ReportOptions::new(today))?;
//! assert_eq!(report.headline.by_rating[0].rating, "Critical");
//! assert_eq!(report.matrix.cells[2][2].risks[0].key.to_string(), "R1");
//! assert!(report.document().html().contains("Critical"));
//! # Ok::<(), risk_core::Error>(())
//! ```

mod affected;
mod decisions;
mod headline;
mod matrix;
mod page;
mod ranked;
#[expect(
    clippy::module_inception,
    reason = "a file is named for the noun in it"
)]
mod report;
#[cfg(all(test, feature = "folder"))]
mod tests;
mod trend;

pub use affected::{Affected, Outage};
pub use decisions::{Decisions, Undecided};
pub use headline::{Headline, RatingCount};
pub use matrix::{MatrixAnswer, MatrixCell, MatrixRisk, Moved};
pub use ranked::{AcceptedRisk, OwnerRisks, TopRisk};
pub use report::{Report, ReportOptions, Since};
pub use trend::{TrendAnswer, TrendMove, TrendPoint, Unread};
