//! What differs between two versions of a register, as data.

use std::fmt;

use serde::Serialize;

use super::words::Words;
use crate::check::Finding;
use crate::record::{RecordId, RecordKind};

/// What differs between two versions of a register.
///
/// ```
/// use risk_core::{Date, json, versions};
///
/// let version = |likelihood: &str| {
///     let risk = format!(
///         r#"{{ "reference": "R1", "owner": "Web", "likelihood": "{likelihood}", "impact": "High" }}"#
///     );
///     json::read(&format!(r#"{{ "schema_version": 1, "risks": [{risk}] }}"#))
/// };
/// let today = Date::new(2026, 6, 1).unwrap();
/// let diff = versions::diff_with_findings(&version("Low")?, &version("High")?, today)?;
/// assert_eq!(diff.summary.to_string(), "1 worse; 1 new finding");
/// assert_eq!(diff.records[0].fields[0].path, "likelihood");
///
/// // Another spelling of the same level is no difference.
/// let diff = versions::diff(&version("high")?, &version("High")?)?;
/// assert!(diff.is_empty());
/// # Ok::<(), risk_core::Error>(())
/// ```
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diff {
    /// How many records differ, and how.
    pub summary: DiffSummary,
    /// What differs: of the register itself, then of components and of risks, each in the order of the newer version,
    /// and those that are gone last.
    pub records: Vec<RecordDiff>,
    /// The findings that only the newer version has, where findings were asked for.
    pub new_findings: Vec<Finding>,
    /// The findings that only the older version has, where findings were asked for.
    pub gone_findings: Vec<Finding>,
    /// What means the same in both versions and is written otherwise: spellings of a level, of a name or of a card, and
    /// where records and entries of sets stand.
    pub formal: Vec<RecordDiff>,
    /// What could not be compared, as sentences.
    pub notes: Vec<String>,
}

/// How many records differ, and how. A risk counts once, as the first of these that it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DiffSummary {
    /// Risks that are new.
    pub new: usize,
    /// Risks that are gone.
    pub removed: usize,
    /// Risks that were closed.
    pub closed: usize,
    /// Risks that are rated higher.
    pub worse: usize,
    /// Risks that are rated lower.
    pub better: usize,
    /// Risks that differ otherwise.
    pub edited: usize,
    /// Components that differ, are new or are gone.
    pub components: usize,
    /// Whether the title, the scale or the settings differ.
    pub register: bool,
    /// Findings that only the newer version has.
    pub new_findings: usize,
    /// Findings that only the older version has.
    pub gone_findings: usize,
}

/// A record that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RecordDiff {
    /// What it is called; what it was called where it is gone.
    pub record: RecordId,
    /// What it was called, where that is something else.
    pub previous: Option<RecordId>,
    /// What became of it.
    pub change: RecordChange,
    /// The component of a risk; empty for others.
    pub component: String,
    /// What tells a reader which record it is.
    pub summary: String,
    /// The ratings, where they differ.
    pub rating: Option<RatingDiff>,
    /// The fields that differ; of a record that is new or gone, all that it states.
    pub fields: Vec<FieldDiff>,
}

/// What became of a record. Of a risk it is the first of these that is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RecordChange {
    /// It is new.
    New,
    /// It is gone.
    Removed,
    /// The risk was closed.
    Closed,
    /// The risk is rated higher.
    Worse,
    /// The risk is rated lower.
    Better,
    /// It states something else.
    Edited,
    /// It stands elsewhere among those of its sort.
    Moved,
}

/// The ratings of a risk in two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RatingDiff {
    /// The label of what it was rated; null when it was unrated, or not there.
    pub before: Option<String>,
    /// The label of what it is rated; null when it is unrated, or gone.
    pub after: Option<String>,
}

/// A field, or an entry of one that is a list, that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FieldDiff {
    /// Its path, such as `observations[2].status`: in the newer version, or in the older one where it is gone.
    pub path: String,
    /// The path of the entry in the older version, where it had another place there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What became of it.
    pub change: FieldChange,
    /// What tells a reader which entry it is, where the path is that of a part of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// What it was; null when there was nothing.
    pub before: Option<String>,
    /// What it is; null when there is nothing.
    pub after: Option<String>,
    /// The words of a text that was reworded; empty for others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub words: Vec<Words>,
}

/// What became of a field or of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FieldChange {
    /// It states something else.
    Set,
    /// Its text has other words.
    Reworded,
    /// The entry is new.
    Added,
    /// The entry is gone.
    Removed,
    /// The entry stands elsewhere in its list.
    Moved,
}

impl Diff {
    /// Whether the two versions state the same.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

impl DiffSummary {
    pub(super) fn count(&mut self, record: &RecordDiff) {
        let count = match (record.record.kind(), record.change) {
            (RecordKind::Register, _) => {
                self.register = true;
                return;
            }
            (RecordKind::Component, _) => &mut self.components,
            (RecordKind::Risk, RecordChange::New) => &mut self.new,
            (RecordKind::Risk, RecordChange::Removed) => &mut self.removed,
            (RecordKind::Risk, RecordChange::Closed) => &mut self.closed,
            (RecordKind::Risk, RecordChange::Worse) => &mut self.worse,
            (RecordKind::Risk, RecordChange::Better) => &mut self.better,
            (RecordKind::Risk, RecordChange::Edited | RecordChange::Moved) => &mut self.edited,
        };
        *count += 1;
    }
}

/// `2 new, 1 worse, 3 closed, 4 edited; 1 component; 2 new findings`, and `no changes`.
impl fmt::Display for DiffSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |count: usize, word: &str| (count > 0).then(|| format!("{count} {word}"));
        let several = |count: usize, word: &str| {
            counted(count, word).map(|text| if count == 1 { text } else { format!("{text}s") })
        };
        let list = |parts: Vec<Option<String>>| {
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        };
        let risks = list(vec![
            counted(self.new, "new"),
            counted(self.removed, "removed"),
            counted(self.worse, "worse"),
            counted(self.better, "better"),
            counted(self.closed, "closed"),
            counted(self.edited, "edited"),
        ]);
        let others = list(vec![
            several(self.components, "component"),
            self.register.then(|| "the register itself".to_owned()),
        ]);
        let findings = list(vec![
            several(self.new_findings, "new finding"),
            several(self.gone_findings, "gone finding"),
        ]);
        let parts: Vec<String> = [risks, others, findings].into_iter().flatten().collect();
        match parts.as_slice() {
            [] => f.write_str("no changes"),
            parts => f.write_str(&parts.join("; ")),
        }
    }
}
