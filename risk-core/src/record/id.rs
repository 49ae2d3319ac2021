//! Which record is meant.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{ComponentField, Key, RiskField};

/// A sort of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKind {
    /// The register itself.
    Register,
    /// A component.
    Component,
    /// A risk.
    Risk,
}

impl RecordKind {
    /// The word for one: `risk`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Component => "component",
            Self::Risk => "risk",
        }
    }
}

impl RecordKind {
    /// The path of the field that has what such a record is called.
    pub(crate) const fn name_field(self) -> &'static str {
        match self {
            Self::Register => "title",
            Self::Component => ComponentField::Name.path(),
            Self::Risk => RiskField::Reference.path(),
        }
    }
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Which record of a register is meant. Findings, changes and conflicts say by it what they are of.
///
/// ```
/// use risk_core::{Key, RecordId};
///
/// assert_eq!(RecordId::Risk(Key::new("R03", 2)).to_string(), "R03~2");
/// assert_eq!(RecordId::Component(Key::first("Login")).to_string(), "component Login");
/// ```
///
/// In JSON it is `{ "kind": "risk", "key": "R03~2" }`, and `{ "kind": "register" }` for the register itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(
        description = "The risk or the component of a key, or the register itself, which has none."
    )
)]
#[serde(tag = "kind", content = "key", rename_all = "kebab-case")]
pub enum RecordId {
    /// The register itself.
    Register,
    /// The component of a key.
    Component(Key),
    /// The risk of a key.
    Risk(Key),
}

impl RecordId {
    /// What sort of record it is.
    pub fn kind(&self) -> RecordKind {
        match self {
            Self::Register => RecordKind::Register,
            Self::Component(_) => RecordKind::Component,
            Self::Risk(_) => RecordKind::Risk,
        }
    }

    /// The key of a component or a risk.
    pub fn key(&self) -> Option<&Key> {
        match self {
            Self::Register => None,
            Self::Component(key) | Self::Risk(key) => Some(key),
        }
    }
}

/// Risks are what a register is of, and so are named by their key alone.
impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Register => f.write_str("register"),
            Self::Component(key) => write!(f, "component {key}"),
            Self::Risk(key) => key.fmt(f),
        }
    }
}
