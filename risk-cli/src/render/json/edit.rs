//! What an edit changed, as JSON.

use risk_core::FileChange;
use risk_core::Key;
use risk_core::edit::{ChangeLine, Edited, Unmapped};
use schemars::JsonSchema;
use serde::Serialize;

use super::export::{FileEntry, file_entries};

/// What the commands that change a register write with `--format json`.
#[derive(Serialize, JsonSchema)]
pub struct Edit<'a> {
    /// Whether nothing was written.
    dry_run: bool,
    /// What changed.
    changes: Vec<ChangeEntry<'a>>,
    /// The risks that are rated otherwise now.
    ratings: Vec<RatingEntry<'a>>,
    /// Of `risk scale use`, the levels that the new scale does not know.
    unmapped: Vec<UnmappedEntry<'a>>,
    /// The files that were written, or would be.
    files: Vec<FileEntry<'a>>,
}

/// A field that changed, or a record that came or went.
#[derive(Serialize, JsonSchema)]
struct ChangeEntry<'a> {
    /// `register`, `component` or `risk`.
    record: &'static str,
    /// What the record was called before, or is called where it is new; null for the register.
    key: Option<String>,
    /// The path of the field; null when the whole record came or went.
    path: Option<&'a str>,
    /// What it was; null when there was nothing.
    before: Option<&'a str>,
    /// What it is; null when there is nothing.
    after: Option<&'a str>,
}

/// A risk that is rated otherwise now.
#[derive(Serialize, JsonSchema)]
struct RatingEntry<'a> {
    /// The risk, as it is called now.
    key: String,
    /// What it was rated; null when it was unrated.
    before: Option<&'a str>,
    /// What it is rated; null when it is unrated.
    after: Option<&'a str>,
}

/// A level that the new scale does not know.
#[derive(Serialize, JsonSchema)]
struct UnmappedEntry<'a> {
    /// `likelihood` or `impact`.
    axis: &'static str,
    /// The label of the level in the old scale.
    level: &'a str,
    /// The risks that have it.
    risks: Vec<String>,
}

impl<'a> Edit<'a> {
    /// What an edit changed, of which these are the lines.
    pub fn new(
        edited: &'a Edited,
        lines: &'a [ChangeLine],
        unmapped: &'a [Unmapped],
        files: &'a [FileChange],
        dry_run: bool,
    ) -> Self {
        let [old, new] = [&edited.before, &edited.after].map(|register| register.scale().rating());
        let ratings = edited.rerated().into_iter().map(|rerated| RatingEntry {
            key: rerated.risk.to_string(),
            before: rerated.before.map(|level| old.label(level)),
            after: rerated.after.map(|level| new.label(level)),
        });
        Self {
            dry_run,
            changes: lines.iter().map(change).collect(),
            ratings: ratings.collect(),
            unmapped: unmapped.iter().map(unmapped_entry).collect(),
            files: file_entries(files),
        }
    }
}

fn change(change: &ChangeLine) -> ChangeEntry<'_> {
    ChangeEntry {
        record: change.record.kind().as_str(),
        key: change.record.key().map(Key::to_string),
        path: change.path.as_deref(),
        before: change.before.as_deref(),
        after: change.after.as_deref(),
    }
}

fn unmapped_entry(unmapped: &Unmapped) -> UnmappedEntry<'_> {
    UnmappedEntry {
        axis: unmapped.field.path(),
        level: &unmapped.level,
        risks: unmapped.risks.iter().map(Key::to_string).collect(),
    }
}
