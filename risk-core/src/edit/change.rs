//! What an edit changes, as data: enough to apply it, and to take it back.

use std::sync::Arc;

use serde::Serialize;

use super::quote::quote;
#[cfg(feature = "trackers")]
use crate::check::Settings;
use crate::error::InvalidRegister;
use crate::record::{Field, RecordId};
use crate::register::{Component, Entry, FieldValue, Record, Risk, Scale};

/// One change of a register.
///
/// Ids and positions before a change are those of the register before all of an edit's changes, and
/// those after it of the register after all of them; so the order of changes means nothing.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// The register is called otherwise.
    Title {
        /// What it was called.
        before: String,
        /// What it is called.
        after: String,
    },
    /// Risks are rated on another scale.
    Scale {
        /// The scale that it was.
        before: Scale,
        /// The scale that it is.
        after: Scale,
    },
    /// The register states otherwise how it is to be read and checked.
    #[cfg(feature = "trackers")]
    Settings {
        /// What it stated.
        before: Box<Settings>,
        /// What it states.
        after: Box<Settings>,
    },
    /// A record that is new.
    Added {
        /// What it is called.
        id: RecordId,
        /// Its position among those of its sort, from 0.
        at: usize,
        /// The record.
        record: AnyRecord,
    },
    /// A record that is gone.
    Removed {
        /// What it was called.
        id: RecordId,
        /// The position that it had among those of its sort, from 0.
        at: usize,
        /// The record, as it was.
        record: AnyRecord,
    },
    /// A record that is called otherwise.
    Renamed {
        /// What it was called.
        from: RecordId,
        /// What it is called.
        to: RecordId,
    },
    /// A record that stands elsewhere among those of its sort.
    Moved {
        /// What it was called.
        id: RecordId,
        /// The position that it had, from 0.
        from: usize,
        /// The position that it has, from 0.
        to: usize,
    },
    /// A field that states something else.
    Set {
        /// The record, as it was called.
        id: RecordId,
        /// The field.
        field: Field,
        /// What it stated.
        before: FieldValue,
        /// What it states.
        after: FieldValue,
    },
    /// An entry of a field that is a list.
    Entry {
        /// The record, as it was called.
        id: RecordId,
        /// The field.
        field: Field,
        /// What became of the entry.
        op: EntryOp,
    },
}

/// What became of an entry of a list. Positions count from 0.
#[derive(Debug, Clone, PartialEq)]
pub enum EntryOp {
    /// It is new.
    Inserted {
        /// Its position in the list as it is.
        at: usize,
        /// The entry.
        entry: Entry,
    },
    /// It is gone.
    Removed {
        /// Its position in the list as it was.
        at: usize,
        /// The entry.
        entry: Entry,
    },
    /// It stands elsewhere.
    Moved {
        /// Its position in the list as it was.
        from: usize,
        /// Its position in the list as it is.
        to: usize,
        /// The entry.
        entry: Entry,
    },
    /// It states something else, and may stand elsewhere.
    Changed {
        /// Its position in the list as it was.
        from: usize,
        /// Its position in the list as it is.
        to: usize,
        /// The entry as it was.
        before: Entry,
        /// The entry as it is.
        after: Entry,
    },
}

/// A record of either sort.
#[derive(Debug, Clone, PartialEq)]
pub enum AnyRecord {
    /// A component.
    Component(Arc<Component>),
    /// A risk.
    Risk(Arc<Risk>),
}

impl From<Component> for AnyRecord {
    fn from(component: Component) -> Self {
        Self::Component(Arc::new(component))
    }
}

impl From<Risk> for AnyRecord {
    fn from(risk: Risk) -> Self {
        Self::Risk(Arc::new(risk))
    }
}

impl AnyRecord {
    /// What shows a reader which record it is.
    pub(super) fn summary(&self) -> String {
        match self {
            Self::Component(component) => component.summary().to_owned(),
            Self::Risk(risk) => risk.summary().to_owned(),
        }
    }
}

impl Change {
    /// The record that it is of, as it was called; as it is called where it is new.
    pub fn record(&self) -> RecordId {
        match self {
            Self::Title { .. } | Self::Scale { .. } => RecordId::Register,
            #[cfg(feature = "trackers")]
            Self::Settings { .. } => RecordId::Register,
            Self::Renamed { from: id, .. }
            | Self::Added { id, .. }
            | Self::Removed { id, .. }
            | Self::Moved { id, .. }
            | Self::Set { id, .. }
            | Self::Entry { id, .. } => id.clone(),
        }
    }
}

/// A change in words, for people: one line of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ChangeLine {
    /// The record, as it was called before; as it is called now where it is new.
    pub record: RecordId,
    /// The path of what changed, such as `observations[2].status`; null when the whole record came or went.
    pub path: Option<String>,
    /// What it was; null when there was nothing.
    pub before: Option<String>,
    /// What it is; null when there is nothing.
    pub after: Option<String>,
}

/// Why changes cannot be applied to a register.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NotApplicable {
    /// The register has no such record.
    #[error("the register has no {} {}", id.kind(), id.key().map_or_else(String::new, |key| quote(&key.to_string())))]
    Missing {
        /// The record.
        id: RecordId,
    },
    /// What is to change is not what it was when the change was made, or cannot be so.
    #[error("{} of {id} is not what it was when the change was made", field.map_or("the place", Field::path))]
    Differs {
        /// The record.
        id: RecordId,
        /// The field; `None` where the record itself, or its place, is another.
        field: Option<Field>,
    },
    /// The register would be none.
    #[error(transparent)]
    Invalid(#[from] InvalidRegister),
}
