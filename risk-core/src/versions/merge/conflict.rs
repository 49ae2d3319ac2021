//! What a merge leaves to a person, and what a person should see of it.

use serde::Serialize;
use serde_json::Value;

use crate::record::RecordId;
use crate::register::{Entry, FieldValue};

/// One of the two sides of a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "a merge has two sides")]
pub enum Side {
    /// The side that the merge is made into.
    Ours,
    /// The other side.
    Theirs,
}

impl Side {
    /// The other one.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }

    /// The word for it: `ours`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }
}

/// Two changes of which only one can be. The merged register has that of ours.
///
/// What a version states is as JSON has it, such as `"High"` or an observation, and null where it states nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Conflict {
    /// The record, as it is called in the merged register; as it was called where that does not have it.
    pub record: RecordId,
    /// The path of the field or of the entry, such as `mitigations[2]`; null where it is the whole record.
    pub field: Option<String>,
    /// What the version that both come from states.
    pub base: Value,
    /// What ours states.
    pub ours: Value,
    /// What theirs states.
    pub theirs: Value,
    /// Why not both can be.
    pub reason: String,
}

/// What was merged without a conflict, and that nobody decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MergeNote {
    /// The record, as it is called in the merged register; as it was called where that does not have it.
    pub record: RecordId,
    /// The path of the field or of the entry; null where it is the whole record.
    pub field: Option<String>,
    /// What came of both sides.
    pub message: String,
}

/// What the versions state in one place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Three {
    pub base: Value,
    pub ours: Value,
    pub theirs: Value,
}

impl Three {
    pub fn of<T>(values: [&T; 3], json: impl Fn(&T) -> Value) -> Self {
        let [base, ours, theirs] = values.map(json);
        Self { base, ours, theirs }
    }
}

/// What a field states, as JSON has it.
pub(super) fn of_field(value: &FieldValue) -> Value {
    let stated = |text: Option<String>| text.filter(|text| !text.is_empty()).map(Value::from);
    let text = match value {
        FieldValue::Text(text) => stated(Some(text.clone())),
        FieldValue::Level(level) => stated(level.clone()),
        FieldValue::Status(status) => stated(status.as_ref().map(ToString::to_string)),
        FieldValue::Date(date) => stated(date.as_ref().map(ToString::to_string)),
        FieldValue::Duration(duration) => stated(duration.as_ref().map(ToString::to_string)),
        FieldValue::List(entries) => entries
            .as_ref()
            .map(|entries| entries.iter().map(of_entry).collect()),
    };
    text.unwrap_or_default()
}

/// What an entry states, as JSON has it.
pub(super) fn of_entry(entry: &Entry) -> Value {
    let value = match entry {
        Entry::Text(text) => serde_json::to_value(text),
        Entry::Observation(observation) => serde_json::to_value(observation),
        Entry::Rehearsal(rehearsal) => serde_json::to_value(rehearsal),
        Entry::Requirement(requirement) => serde_json::to_value(requirement),
        Entry::Extra(_, value) => serde_json::to_value(value),
    };
    value.unwrap_or_default()
}
