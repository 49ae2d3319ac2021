//! The report of code quality that GitLab shows in a merge request:
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use serde_json::{Value, json};

use super::report::{Report, message};
use crate::check::Severity;

impl Report<'_> {
    /// The findings as a report of code quality for GitLab.
    pub fn gitlab(&self) -> String {
        let issues = self.numbered().map(|(finding, number)| {
            let place = self.place(finding);
            // Of two with one fingerprint, the second would be taken for the first.
            let fingerprint = match number {
                1 => finding.fingerprint.clone(),
                number => format!("{}-{number}", finding.fingerprint),
            };
            json!({
                "description": message(finding),
                "check_name": finding.code(),
                "fingerprint": fingerprint,
                "severity": severity(finding.severity),
                "location": {
                    "path": place.path,
                    "lines": { "begin": place.line.unwrap_or(1) },
                },
            })
        });
        let issues = Value::Array(issues.collect());
        format!("{issues:#}\n")
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Off | Severity::Note => "info",
        Severity::Warning => "minor",
        Severity::Error => "major",
    }
}
