//! What a register states of how it is to be read and checked.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Policy, Severities, Suppression};
use crate::record::RiskField;
use crate::register::{Duration, Trackers};

/// What a register states of how it is to be read and checked. It is kept in `register.toml` and in
/// JSON; a workbook has no place for it.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Settings {
    /// The severities of findings, by code, where they differ from the rules' own.
    pub severities: Severities,
    /// From where on some rules report.
    pub thresholds: Thresholds,
    /// Rules of the register's own.
    pub policies: Vec<Policy>,
    /// Findings that are not reported, because somebody decided so.
    pub suppressions: Vec<Suppression>,
    /// The trackers that links are recognised for.
    pub trackers: Trackers,
    /// The headers of the columns that have the fields, in the workbook that the register goes
    /// with. `Impact~2` is the second column with a header; an empty header states that no column has
    /// the field.
    pub columns: BTreeMap<RiskField, String>,
    /// The sheet of that workbook that has the risks, where it is not the only one; `*` for all that have any.
    pub sheet: Option<String>,
    /// The fields of which a blank cell of that sheet means what the one above has.
    pub fill_down: BTreeSet<RiskField>,
}

impl Settings {
    /// What is stated that a workbook has no place for, in words: `severities`, `suppressions`.
    ///
    /// ```
    /// use risk_core::Settings;
    ///
    /// let mut settings = Settings::default();
    /// settings.thresholds.owner_from = Some("Medium".into());
    /// assert_eq!(settings.beyond_workbooks(), ["thresholds"]);
    /// ```
    pub fn beyond_workbooks(&self) -> Vec<&'static str> {
        let parts = [
            ("severities", self.severities.is_empty()),
            ("thresholds", self.thresholds.is_empty()),
            ("policies", self.policies.is_empty()),
            ("suppressions", self.suppressions.is_empty()),
            ("trackers of one's own", self.trackers.patterns().is_empty()),
        ];
        let stated = parts.into_iter().filter(|(_, is_empty)| !is_empty);
        stated.map(|(what, _)| what).collect()
    }
}

/// From where on some rules report, where it differs from the rules' own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Thresholds {
    /// How long before its end an acceptance is reported as `acceptance-expires-soon`, such as `14d`: 30 days unless it
    /// is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acceptance_notice: Option<Duration>,
    /// The rating from which on a risk that nobody answers for is reported as `no-owner`, such as `Medium`: high
    /// ones unless it is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_from: Option<String>,
}

impl Thresholds {
    /// The path of the rating from which on somebody has to answer.
    pub(crate) const OWNER_FROM: &str = "thresholds.owner_from";

    /// The keys of a table of them.
    #[cfg(feature = "folder")]
    pub(crate) const KEYS: [&str; 2] = ["acceptance_notice", "owner_from"];

    /// How many days before its end an acceptance is reported.
    pub fn notice_days(&self) -> u64 {
        // So many days are enough to decide again in a meeting that is there already.
        const SOON: u64 = 30;
        self.acceptance_notice
            .map_or(SOON, Duration::days_rounded_up)
    }

    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
