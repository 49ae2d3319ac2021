//! Findings that are known already, so that a gate fails for new ones alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::check::{Finding, beyond};
use crate::record::{Key, RecordId};

/// The version of the form of the file.
const VERSION: u32 = 1;

/// Findings that are known already, by their fingerprints, and how many of each.
///
/// As a file it is JSON with a line for each, so that git merges it line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    findings: BTreeMap<Known, usize>,
}

/// A finding by what stays the same of it. The rest of the file is for people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    code: String,
    record: String,
    fingerprint: String,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    schema_version: u32,
    findings: Vec<Line>,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    record: String,
    fingerprint: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

/// The record without which of its name it is, as that is another one when records are sorted.
fn record(id: &RecordId) -> String {
    match id {
        RecordId::Register => id.to_string(),
        RecordId::Component(key) => RecordId::Component(Key::first(key.name())).to_string(),
        RecordId::Risk(key) => key.name().to_owned(),
    }
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

/// A text is no baseline.
#[derive(Debug, thiserror::Error)]
#[error("not a baseline: {reason}")]
#[non_exhaustive]
pub struct InvalidBaseline {
    /// What was found, and where.
    pub reason: String,
}

impl Baseline {
    /// The findings as known ones.
    pub fn of(findings: &[Finding]) -> Self {
        let mut baseline = Self::default();
        for finding in findings {
            let known = Known {
                code: finding.code().to_owned(),
                record: record(&finding.record),
                fingerprint: finding.fingerprint.clone(),
            };
            *baseline.findings.entry(known).or_default() += 1;
        }
        baseline
    }

    /// Reads the text of a baseline.
    ///
    /// # Errors
    ///
    /// When it is no baseline, or one of a version that is not known.
    ///
    /// ```
    /// use risk_core::gate::Baseline;
    ///
    /// let baseline = Baseline::of(&[]);
    /// assert_eq!(Baseline::read(&baseline.text())?, baseline);
    /// assert!(Baseline::read("{}").is_err());
    /// # Ok::<(), risk_core::gate::InvalidBaseline>(())
    /// ```
    pub fn read(text: &str) -> Result<Self, InvalidBaseline> {
        let invalid = |reason: String| InvalidBaseline { reason };
        let form: Form = serde_json::from_str(text).map_err(|error| invalid(error.to_string()))?;
        if form.schema_version != VERSION {
            let found = form.schema_version;
            return Err(invalid(format!(
                "expected `schema_version` to be {VERSION}, found {found}"
            )));
        }
        let mut baseline = Self::default();
        for line in form.findings {
            let known = Known {
                code: line.code,
                record: line.record,
                fingerprint: line.fingerprint,
            };
            let count = baseline.findings.entry(known).or_default();
            *count = count.saturating_add(line.count);
        }
        Ok(baseline)
    }

    /// The text of the file: a line for each finding, in the order of codes and records.
    pub fn text(&self) -> String {
        let lines = self.findings.iter().map(|(known, count)| {
            let line = Line {
                code: known.code.clone(),
                record: known.record.clone(),
                fingerprint: known.fingerprint.clone(),
                count: *count,
            };
            format!("    {}", serde_json::json!(line))
        });
        let lines: Vec<String> = lines.collect();
        let findings = match lines.join(",\n") {
            lines if lines.is_empty() => "[]".to_owned(),
            lines => format!("[\n{lines}\n  ]"),
        };
        format!("{{\n  \"schema_version\": {VERSION},\n  \"findings\": {findings}\n}}\n")
    }

    /// How many findings it has.
    pub fn len(&self) -> usize {
        let counts = self.findings.values();
        counts.fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// The findings that are not known: of those with one fingerprint, as many as there are more.
    pub fn new_in(&self, findings: &[Finding]) -> Vec<Finding> {
        let known = self.findings.iter();
        beyond(
            known.map(|(known, count)| (known.fingerprint.as_str(), *count)),
            findings,
        )
    }
}
