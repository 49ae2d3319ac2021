//! What all answers have in common, and those that are of no one room.
//!
//! An answer is data: what a command shows, and what a program gets, is one type with a JSON form and a
//! schema of it. The types are where the questions are: [`query`](crate::query), [`graph`](crate::graph),
//! [`readiness`](crate::readiness), [`runbook`](crate::runbook), [`workbook`](crate::workbook).

use serde::Serialize;
#[cfg(feature = "schema")]
use serde_json::Value;

#[cfg(any(feature = "folder", feature = "workbook"))]
use crate::change::FileChange;
#[cfg(feature = "folder")]
use crate::check::{Finding, SuppressedFinding};
#[cfg(all(
    feature = "disk",
    feature = "folder",
    feature = "workbook",
    not(target_arch = "wasm32")
))]
use crate::disk::{SyncRefusal, Synced};
#[cfg(any(feature = "folder", feature = "workbook"))]
use crate::edit::{ChangeLine, Edited, Rerated, Unmapped};
#[cfg(feature = "folder")]
use crate::gate::{FilePlace, RegisterPath};
#[cfg(all(feature = "trackers", any(feature = "folder", feature = "workbook")))]
use crate::versions::{Conflict, MergeNote};

/// The version of the form of all answers.
pub const ANSWER_VERSION: u32 = 2;

/// An answer, and before it the version of its form.
///
/// ```
/// use risk_core::answer::Versioned;
///
/// let json = serde_json::to_value(Versioned::new(&serde_json::json!({ "risks": [] })))?;
/// assert_eq!(json["schema_version"], 2);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Versioned<T> {
    /// The version of this form.
    schema_version: u32,
    #[serde(flatten)]
    answer: T,
}

impl<T: Serialize> Versioned<T> {
    /// An answer in the present form.
    pub fn new(answer: T) -> Self {
        Self {
            schema_version: ANSWER_VERSION,
            answer,
        }
    }
}

/// The JSON Schema of an answer, with the version of its form.
///
/// ```
/// let schema = risk_core::answer::schema::<risk_core::query::ListAnswer<'_>>();
/// assert_eq!(schema["properties"]["schema_version"]["type"], "integer");
/// ```
#[cfg(feature = "schema")]
pub fn schema<T: schemars::JsonSchema>() -> serde_json::Value {
    use schemars::generate::SchemaSettings;
    use schemars::transform::RecursiveTransform;

    // What is written is described, and not what could be read; and not how a program in Rust asks.
    let settings = SchemaSettings::draft07()
        .for_serialize()
        .with_transform(RecursiveTransform(without_example));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    let version = serde_json::json!({
        "description": "The version of this form.",
        "type": "integer",
        "const": ANSWER_VERSION,
    });
    if let Some(Value::Object(known)) = schema.get_mut("properties") {
        known.shift_insert(0, "schema_version".to_owned(), version);
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.insert(0, "schema_version".into());
    }
    serde_json::to_value(schema).unwrap_or_default()
}

#[cfg(feature = "schema")]
/// Leaves out how a program in Rust asks.
pub(crate) fn without_example(schema: &mut schemars::Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description")
        && let Some(end) = text.find("\n\n```")
    {
        text.truncate(end);
    }
}

/// The findings of a register.
#[cfg(feature = "folder")]
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CheckAnswer<'a> {
    /// The findings: those about sense before those about good practice.
    pub findings: Vec<PlacedFinding<'a>>,
    /// The findings that are not among them, because the register suppresses them.
    pub suppressed: &'a [SuppressedFinding],
}

/// A finding, and where in its repository it is.
#[cfg(feature = "folder")]
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PlacedFinding<'a> {
    /// The finding.
    #[serde(flatten)]
    pub finding: &'a Finding,
    /// Where it is.
    #[serde(flatten)]
    pub place: FilePlace,
}

#[cfg(feature = "folder")]
impl<'a> CheckAnswer<'a> {
    /// The findings of a register that is at a path of its repository, and those that it suppresses.
    pub fn new(
        findings: &'a [Finding],
        suppressed: &'a [SuppressedFinding],
        path: &RegisterPath,
    ) -> Self {
        let placed = |finding: &'a Finding| PlacedFinding {
            finding,
            place: path.place(&finding.location),
        };
        Self {
            findings: findings.iter().map(placed).collect(),
            suppressed,
        }
    }
}

/// What an edit changed, and what was written.
#[cfg(any(feature = "folder", feature = "workbook"))]
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EditAnswer<'a> {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// What changed.
    pub changes: Vec<ChangeLine>,
    /// The risks that are rated otherwise now.
    pub ratings: Vec<Rerated>,
    /// Of another scale, the levels that it does not know.
    pub unmapped: &'a [Unmapped],
    /// The files that were written, or would be.
    pub files: &'a [FileChange],
}

#[cfg(any(feature = "folder", feature = "workbook"))]
impl<'a> EditAnswer<'a> {
    /// What an edit changed, and the files that it was saved to, or would be.
    pub fn new(
        edited: &Edited,
        unmapped: &'a [Unmapped],
        files: &'a [FileChange],
        dry_run: bool,
    ) -> Self {
        Self {
            dry_run,
            changes: edited.lines(),
            ratings: edited.rerated(),
            unmapped,
            files,
        }
    }
}

/// What an export wrote.
#[cfg(any(feature = "folder", feature = "workbook"))]
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExportAnswer<'a> {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// The files that were written, or would be.
    pub files: &'a [FileChange],
}

/// What a merge made of ours, or what resolved its conflicts, and what is left to a person.
#[cfg(all(feature = "trackers", any(feature = "folder", feature = "workbook")))]
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MergeAnswer<'a> {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// What changed of ours.
    pub changes: Vec<ChangeLine>,
    /// The risks of ours that are rated otherwise now.
    pub ratings: Vec<Rerated>,
    /// What not both sides can have, and is left. What was written has there what ours states.
    pub conflicts: &'a [Conflict],
    /// What nobody decided, and what a person should see.
    pub notes: &'a [MergeNote],
    /// The files that were written, or would be.
    pub files: &'a [FileChange],
}

#[cfg(all(feature = "trackers", any(feature = "folder", feature = "workbook")))]
impl<'a> MergeAnswer<'a> {
    /// What came of an edit, with what is left of it, and the files that it was saved to, or would be.
    pub fn new(
        edited: &Edited,
        (conflicts, notes): (&'a [Conflict], &'a [MergeNote]),
        files: &'a [FileChange],
        dry_run: bool,
    ) -> Self {
        Self {
            dry_run,
            changes: edited.lines(),
            ratings: edited.rerated(),
            conflicts,
            notes,
            files,
        }
    }
}

/// What a sync did, or would do.
#[cfg(all(
    feature = "disk",
    feature = "folder",
    feature = "workbook",
    not(target_arch = "wasm32")
))]
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SyncAnswer<'a> {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// Whether the workbook names no version that it was made from, so that nothing was written.
    pub unknown_base: bool,
    /// What a sync that was interrupted had left to be written to the register.
    pub completed: Vec<ChangeLine>,
    /// What the workbook changed of the register.
    pub to_register: Vec<ChangeLine>,
    /// The risks of the register that are rated otherwise by that.
    pub ratings: Vec<Rerated>,
    /// What the register changed of the workbook.
    pub to_workbook: Vec<ChangeLine>,
    /// What not both can be: ours is what the register states, theirs what the workbook does.
    pub conflicts: &'a [Conflict],
    /// What the workbook does not take.
    pub refused: &'a [SyncRefusal],
    /// The columns that the workbook had and has not any more: fields by their paths, or headers.
    pub missing_columns: &'a [String],
    /// How many rehearsals stay in the register, as the workbook has no sheet of them.
    pub rehearsals_left: usize,
    /// What nobody decided, and what a person should see.
    pub notes: &'a [MergeNote],
    /// What makes no sense in the workbook and was not in the register: errors and warnings.
    pub findings: &'a [Finding],
    /// The files that were written, or would be.
    pub files: &'a [FileChange],
}

#[cfg(all(
    feature = "disk",
    feature = "folder",
    feature = "workbook",
    not(target_arch = "wasm32")
))]
impl<'a> SyncAnswer<'a> {
    /// What a sync did, or would do.
    pub fn new(synced: &'a Synced, dry_run: bool) -> Self {
        Self {
            dry_run,
            unknown_base: synced.is_unknown,
            completed: synced
                .completed
                .as_ref()
                .map_or_else(Vec::new, Edited::lines),
            to_register: synced.to_register.lines(),
            ratings: synced.to_register.rerated(),
            to_workbook: synced.to_workbook.lines(),
            conflicts: &synced.conflicts,
            refused: &synced.refused,
            missing_columns: &synced.vanished,
            rehearsals_left: synced.rehearsals_left,
            notes: &synced.notes,
            findings: &synced.findings,
            files: &synced.files,
        }
    }
}
