//! What all reports for CI systems have in common.

use std::collections::HashMap;

use super::{FilePlace, RegisterPath};
use crate::check::{Finding, Rule, Severity};
use crate::record::Location;

/// Findings in the forms that CI systems read. All say the same of each: the rule, the file and the line, the message
/// with the cell of a workbook before it, and the fingerprint.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    pub(super) findings: &'a [Finding],
    pub(super) path: &'a RegisterPath,
    pub(super) fail_from: Option<Severity>,
    pub(super) rules: &'a [Rule],
}

impl<'a> Report<'a> {
    /// A report of findings of a register. Those of `fail_from` and graver make a gate fail; of `None`, none does.
    pub fn new(
        findings: &'a [Finding],
        path: &'a RegisterPath,
        fail_from: Option<Severity>,
    ) -> Self {
        Self {
            findings,
            path,
            fail_from,
            rules: &[],
        }
    }

    /// The same with the rules that were asked, as those of a [reading](crate::Reading::rules): of each without a finding, it can
    /// be told that it has none.
    #[must_use]
    pub fn of_rules(mut self, rules: &'a [Rule]) -> Self {
        self.rules = rules;
        self
    }

    /// Whether one of the findings makes the gate fail.
    pub fn fails(&self) -> bool {
        self.findings.iter().any(|finding| self.is_failure(finding))
    }

    pub(super) fn is_failure(&self, finding: &Finding) -> bool {
        self.fail_from.is_some_and(|from| finding.severity >= from)
    }

    pub(super) fn place(&self, finding: &Finding) -> FilePlace {
        self.path.place(&finding.location)
    }

    /// The findings, each with how many of its fingerprint there are up to it, as some systems take those of one
    /// fingerprint for one.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (&'a Finding, usize)> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        self.findings.iter().map(move |finding| {
            let count = counts.entry(&finding.fingerprint).or_default();
            *count += 1;
            (finding, *count)
        })
    }
}

/// The message, with where in the file it is, where that is no line, and what would be right.
pub(super) fn message(finding: &Finding) -> String {
    let at = match &finding.location {
        Location::Position { .. } => String::new(),
        location => format!("{location}: "),
    };
    let suggestion = finding.data.suggestion.as_ref();
    let suggestion =
        suggestion.map_or_else(String::new, |text| format!(" (did you mean `{text}`?)"));
    format!("{at}{}{suggestion}", finding.message)
}
