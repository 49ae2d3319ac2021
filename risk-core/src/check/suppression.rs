//! Findings that somebody decided to live with, for a reason and for a time.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::rule::current_code;
use super::{Finding, Settings};
use crate::record::text::says_something;
use crate::register::{Component, Date, Record, Risk, Stated};

/// A finding that is not reported, because somebody decided so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Suppression {
    /// The code of the rule, such as `no-mitigation` or `policy/reviewed`.
    pub code: String,
    /// The record: the reference of a risk, `component NAME`, or `register`.
    pub record: String,
    /// Why; without a reason nothing is suppressed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The last day of it; for good, unless it is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Stated<Date>>,
}

/// A finding that is suppressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SuppressedFinding {
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
    /// Why it is suppressed.
    pub reason: String,
    /// The last day of it; null where it is for good.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub until: Option<Date>,
    /// How many days are left, of which today is none.
    pub days_left: Option<i64>,
}

impl Suppression {
    /// A suppression for good.
    pub fn new(
        code: impl Into<String>,
        record: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self {
            code: code.into(),
            record: record.into(),
            reason: reason.into(),
            until: None,
        }
    }

    /// The last day, where there is one and it is a day.
    pub fn last_day(&self) -> Option<Date> {
        self.until.as_ref()?.known().copied()
    }

    /// Whether its last day has passed.
    pub(super) fn has_ended(&self, today: Date) -> bool {
        self.last_day().is_some_and(|day| day < today)
    }

    /// Whether it suppresses anything on a day.
    fn holds(&self, today: Date) -> bool {
        let is_readable = self
            .until
            .as_ref()
            .is_none_or(|until| until.known().is_some());
        says_something(&self.reason) && is_readable && !self.has_ended(today)
    }

    /// What it is of: two of one key suppress the same.
    pub(crate) fn key(&self) -> (String, String) {
        let code = current_code(self.code.trim());
        (code.to_owned(), folded(self.record.trim()))
    }
}

/// The text of a record without that in which two of them may differ and still mean the same.
pub(crate) fn folded(record: &str) -> String {
    const COMPONENT: &str = "component ";
    match record.split_at_checked(COMPONENT.len()) {
        Some((kind, name)) if kind.eq_ignore_ascii_case(COMPONENT) => {
            format!("{COMPONENT}{}", Component::fold_name(name))
        }
        _ => Risk::fold_name(record),
    }
}

/// The findings that are left, those that are suppressed, and the positions of the suppressions that hold and are of
/// none.
pub(super) fn suppress(
    findings: Vec<Finding>,
    settings: &Settings,
    today: Date,
) -> (Vec<Finding>, Vec<SuppressedFinding>, Vec<usize>) {
    let all = settings.suppressions.iter().enumerate();
    let holding = all.filter(|(_, one)| one.holds(today));
    let holding: HashMap<(String, String), usize> =
        holding.map(|(at, one)| (one.key(), at)).collect();
    if holding.is_empty() {
        return (findings, Vec::new(), Vec::new());
    }
    let mut left = Vec::new();
    let mut suppressed = Vec::new();
    let mut is_used = vec![false; settings.suppressions.len()];
    for finding in findings {
        let record = folded(&finding.record.to_string());
        let Some(at) = holding.get(&(finding.code().to_owned(), record)) else {
            left.push(finding);
            continue;
        };
        is_used[*at] = true;
        let by = &settings.suppressions[*at];
        suppressed.push(SuppressedFinding {
            finding,
            reason: by.reason.clone(),
            until: by.last_day(),
            days_left: by.last_day().map(|day| today.days_until(day)),
        });
    }
    let mut unused: Vec<usize> = holding.into_values().filter(|at| !is_used[*at]).collect();
    unused.sort_unstable();
    (left, suppressed, unused)
}
