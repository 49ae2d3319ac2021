//! What a merge leaves to a person, and what a person should see of it.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::enum_words::enum_words;
use crate::record::RecordId;
use crate::record::text::quote;
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

    /// What this one has, of what both have.
    pub(in crate::versions) fn of<V>(self, ours: V, theirs: V) -> V {
        match self {
            Self::Ours => ours,
            Self::Theirs => theirs,
        }
    }
}

enum_words!(Side {
    /// Both.
    ALL,
    /// The word for it: `ours`.
    as_str,
    Ours => "ours",
    Theirs => "theirs",
} parsed or ParseSideError);

/// The text is no side of a merge.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a side of a merge is ours or theirs")]
pub struct ParseSideError;

/// Two changes of which only one can be. The merged register has that of ours.
///
/// What a version states is as JSON has it, such as `"High"` or an observation, and null where it states nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Conflict {
    /// The record, as it is called in the merged register; as it was called where that does not have it.
    pub record: RecordId,
    /// The path of the field or of the entry, such as `mitigations[2]`; null where it is the whole record.
    #[serde(default)]
    pub field: Option<String>,
    /// What the version that both come from states.
    #[serde(default)]
    pub base: Value,
    /// What ours states.
    #[serde(default)]
    pub ours: Value,
    /// What theirs states.
    #[serde(default)]
    pub theirs: Value,
    /// Why not both can be.
    pub reason: String,
    /// The path of the workbook that theirs is, as seen from the folder of the register, where a sync found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workbook: Option<String>,
    /// What it is to be, where somebody has decided that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub take: Option<Take>,
    /// What was taken for it and is in the register, of a conflict of a sync that waits for its workbook to get that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied: Option<Take>,
}

impl Conflict {
    /// Whether somebody has still to decide what it is to be, or whether the register does not have what was decided. A
    /// choice that is only written into a file of conflicts is none before it is [resolved](crate::versions::resolve_some): a
    /// conflict of a merge goes then, and one of a sync stays until its workbook has the decision.
    ///
    /// ```
    /// use risk_core::versions::{self, Take};
    /// use risk_core::json;
    ///
    /// let version = |owner: &str| {
    ///     let risk = format!(r#"{{ "reference": "R1", "owner": "{owner}" }}"#);
    ///     json::read(&format!(r#"{{ "schema_version": 1, "risks": [{risk}] }}"#))
    /// };
    /// let (base, ours, theirs) = (version("Ada")?, version("Grace")?, version("Joan")?);
    /// let mut conflict = versions::merge(&base, &ours, &theirs, Default::default())?.conflicts.remove(0);
    /// conflict.workbook = Some("risks.xlsx".to_owned());
    /// conflict.take = Some(Take::Theirs);
    /// assert!(conflict.is_open());
    ///
    /// let (edited, left) = versions::resolve_some(&ours, vec![conflict], Vec::new())?;
    /// assert_eq!(edited.changes.len(), 1);
    /// assert!(!left[0].is_open());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_open(&self) -> bool {
        self.workbook.is_none() || !self.is_applied()
    }

    /// Whether the register has what was decided.
    pub(crate) fn is_applied(&self) -> bool {
        self.take.is_some() && self.take == self.applied
    }

    /// Why nothing else is taken for it.
    #[cfg(feature = "folder")]
    pub(crate) fn taken_already(&self) -> Option<String> {
        let applied = self.applied.filter(|_| !self.is_applied())?;
        Some(format!(
            "`{}` was taken for it already; leave that, and change the record itself instead",
            applied.as_str()
        ))
    }
}

/// What a conflict is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Take {
    /// What ours states. It stays, also where somebody has changed it since.
    Ours,
    /// What theirs states.
    Theirs,
    /// Both: the entries one behind the other, the lines of both notes, both risks of one reference.
    Both,
}

enum_words!(Take {
    /// All of them.
    ALL,
    /// The word for it: `ours`.
    as_str,
    Ours => "ours",
    Theirs => "theirs",
    Both => "both",
} parsed or ParseTakeError);

/// The text is nothing that a conflict can be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a conflict is to be ours, theirs or both")]
pub struct ParseTakeError;

impl<'de> Deserialize<'de> for Take {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| {
            let found = quote(&text);
            D::Error::custom(format!("expected ours, theirs or both, found {found}"))
        })
    }
}

/// What a version states in a conflict, in words: of a record, what shows a reader which one it is.
pub fn in_words(value: &Value) -> String {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(entries) => {
            let entries: Vec<String> = entries.iter().map(in_words).collect();
            entries.join("; ")
        }
        Value::Object(_) => match (text("text"), text("status")) {
            (Some(text), Some(status)) => format!("{text} ({status})"),
            _ => {
                let summary = ["description", "name", "reference"]
                    .into_iter()
                    .find_map(text);
                summary.map_or_else(|| value.to_string(), str::to_owned)
            }
        },
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
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
pub(crate) fn of_field(value: &FieldValue) -> Value {
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
pub(crate) fn of_entry(entry: &Entry) -> Value {
    let value = match entry {
        Entry::Text(text) => serde_json::to_value(text),
        Entry::Observation(observation) => serde_json::to_value(observation),
        Entry::Rehearsal(rehearsal) => serde_json::to_value(rehearsal),
        Entry::Requirement(requirement) => serde_json::to_value(requirement),
        Entry::Origin(origin) => serde_json::to_value(origin),
        Entry::Extra(_, value) => serde_json::to_value(value),
    };
    value.unwrap_or_default()
}
