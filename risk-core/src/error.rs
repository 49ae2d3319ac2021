//! The one error of the crate.

mod words;

use std::error::Error as StdError;
use std::io;
#[cfg(feature = "workbook")]
use std::path::Path;
use std::path::PathBuf;

use serde::Serialize;

use self::words::{count, first, list, names, no_column, opener, unmatched};
use crate::edit::ChangeLine;
use crate::record::Location;
use crate::record::text::shown;
use crate::record::{Key, RecordId, RiskField};
pub use crate::remedy::Remedy;

/// A register cannot be built of the records given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidRegister {
    /// An entry of a list has no text.
    #[error("entry {entry} of {field} of the risk `{risk}` is blank")]
    BlankEntry {
        /// The risk.
        risk: Box<Key>,
        /// The field.
        field: RiskField,
        /// The entry, counted from 1.
        entry: usize,
    },
}

type Source = Box<dyn StdError + Send + Sync>;

/// Something could not be done at all. What was read but makes no sense is a
/// [`Finding`](crate::Finding) instead.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder cannot be read.
    #[error("failed to read {}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file cannot be written. What it held before is as it was.
    #[error("failed to write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Something about a file; the source says what.
    #[error("cannot use {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is the matter with it.
        source: Box<Error>,
    },
    /// One or more text files cannot be parsed.
    #[error("{}", list(problems))]
    Malformed {
        /// Where, and why, one per file.
        problems: Vec<Problem>,
    },
    /// The content is of none of the three forms of a register.
    #[error("not a register: {found}")]
    NotARegister {
        /// What it is instead.
        found: String,
    },
    /// What a workbook and a register last had in common is to be the newest that is kept, and none is.
    #[error("no sync is recorded beside the register, so that there is no newest one")]
    NoBase,
    /// A file is no questionnaire and no review, or one cannot be written in the form that was asked for.
    #[error("{reason}")]
    Review {
        /// Why.
        reason: String,
    },
    /// A workbook's package is damaged or is none.
    #[error("not a workbook that can be read: {reason}")]
    Package {
        /// What is wrong with it.
        reason: String,
        /// The error of the reader of packages, if that found it.
        source: Option<Source>,
    },
    /// The workbook is encrypted.
    #[error("the workbook is encrypted")]
    Encrypted,
    /// A limit on what is read was passed.
    #[error("{what} is over the limit of {limit}")]
    Limit {
        /// What is too large or too many.
        what: String,
        /// The most that is read.
        limit: u64,
        /// What it is called among the limits of workbooks, where it can be set otherwise.
        name: Option<&'static str>,
    },
    /// It cannot be decided which sheet has the register, which column has a field, or which format
    /// a component graph is of.
    #[error("{question}")]
    Unclear {
        /// What has to be decided.
        question: String,
        /// How to decide it.
        remedy: Remedy,
    },
    /// Records of the target are not in the register that was to be written there.
    #[error("{} would be deleted: {}", count(records), names(records))]
    WouldVanish {
        /// The records.
        records: Vec<Key>,
    },
    /// It is not clear which records of the target some are.
    #[error("{}", unmatched(.0))]
    Unmatched(Vec<Unmatched>),
    /// A match that a person gave is of no record, or of one that another match has.
    #[error("no match: {reason}")]
    BadMatch {
        /// What is wrong with it.
        reason: String,
    },
    /// What an edit was made of is not what stands there now.
    #[error("{} has changed since it was read", path.display())]
    Changed {
        /// The file or folder.
        path: PathBuf,
    },
    /// A write would take back what was changed since what is written was last the same.
    #[error("{} would lose what was changed there since it was synced: {}", path.display(), first(changes))]
    TakesBack {
        /// What would be written onto.
        path: PathBuf,
        /// What would be taken back.
        changes: Vec<ChangeLine>,
    },
    /// A change cannot be made without losing something.
    #[error("refused to change {}: {reason}", shown(&location.to_string()))]
    Refused {
        /// What was to be changed.
        location: Location,
        /// What would be lost.
        reason: String,
        /// What to do instead.
        remedy: Option<Box<Remedy>>,
    },
    /// There is something already where a new file was to be made.
    #[error("{} exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A lock file says that somebody has a workbook open.
    #[error("{} is open {}", path.display(), opener(by.as_deref()))]
    Locked {
        /// The workbook.
        path: PathBuf,
        /// Who has it open, as far as the lock file says.
        by: Option<String>,
        /// The lock file.
        lock: PathBuf,
    },
    /// A workbook cannot be changed in place, whatever the change.
    #[error("the workbook cannot be changed in place: {reason}")]
    NotUpdatable {
        /// Why.
        reason: String,
    },
    /// No cell of a workbook can hold what a field states and give it back.
    #[error("a workbook cannot hold {}: {reason}", shown(&location.to_string()))]
    NotRepresentable {
        /// The record and the field.
        location: Location,
        /// What would not come back.
        reason: String,
    },
    /// A workbook that is there has no column for what a field states, or no sheet for a record.
    #[error("{}", no_column(sheet, location))]
    NoColumn {
        /// The record and the field; no field where there is no such sheet.
        location: Location,
        /// The name of the sheet.
        sheet: String,
        /// A header that such a column could have.
        header: String,
    },
    /// The writer of workbooks failed.
    #[error("cannot make the workbook")]
    Unwritable {
        /// Why.
        source: Source,
    },
    /// git has not what is asked for, or cannot be run.
    #[error("git: {reason}")]
    Git {
        /// Why.
        reason: String,
        /// The error of running it, if that was it.
        source: Option<io::Error>,
    },
    /// The records do not make a register.
    #[error(transparent)]
    Invalid(#[from] InvalidRegister),
}

/// Where a text cannot be parsed, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{location}: {message}")]
#[non_exhaustive]
pub struct Problem {
    /// The file, line and column.
    pub location: Location,
    /// What is wrong there.
    pub message: String,
}

/// A record of a newer register that may be one of some of an older one, or a new one: its name is blank or
/// repeated, and it reads otherwise than all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Unmatched {
    /// What it is called in the newer register.
    pub record: RecordId,
    /// Where it stands.
    pub location: Location,
    /// How to name it in an answer: by its row, where it stands in one.
    pub name: String,
    /// What shows a reader which one it is.
    pub summary: String,
    /// How many more it may be than are listed.
    pub others: usize,
    /// The records of the older register that it may be, each with what shows a reader which one that is.
    pub candidates: Vec<(Key, String)>,
}

impl Error {
    /// The same error of the content of a file.
    #[cfg(feature = "workbook")]
    pub(crate) fn of_file(self, path: &Path) -> Self {
        match self {
            // These name their file already.
            Self::Read { .. } | Self::Write { .. } | Self::File { .. } => self,
            source => Self::File {
                path: path.to_owned(),
                source: Box::new(source),
            },
        }
    }

    /// A word for the sort of error, which stays the same in later versions.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read { .. } => "unreadable-file",
            Self::Write { .. } => "unwritable-file",
            Self::File { source, .. } => source.code(),
            Self::Malformed { .. } => "malformed",
            Self::NotARegister { .. } => "not-a-register",
            Self::NoBase => "no-base",
            Self::Review { .. } => "review",
            Self::Package { .. } => "damaged-workbook",
            Self::Encrypted => "encrypted",
            Self::Limit { .. } => "over-limit",
            Self::Unclear { .. } => "unclear",
            Self::WouldVanish { .. } => "would-delete",
            Self::Unmatched(_) => "unmatched",
            Self::BadMatch { .. } => "bad-match",
            Self::Changed { .. } => "changed-meanwhile",
            Self::Refused { .. } => "refused",
            Self::Exists { .. } => "exists",
            Self::Locked { .. } => "locked",
            Self::TakesBack { .. } => "takes-back",
            Self::NotUpdatable { .. } => "not-updatable",
            Self::NotRepresentable { .. } => "not-representable",
            Self::NoColumn { .. } => "no-column",
            Self::Unwritable { .. } => "unwritable-workbook",
            Self::Git { .. } => "git",
            Self::Invalid(_) => "invalid-register",
        }
    }

    /// The record and the field that a workbook has no place for.
    #[cfg(feature = "workbook")]
    pub(crate) fn record(&self) -> Option<&Location> {
        match self {
            Self::NotRepresentable { location, .. } | Self::NoColumn { location, .. } => {
                Some(location)
            }
            _ => None,
        }
    }

    /// Whether something cannot be changed so, and other things may be.
    #[cfg(all(
        feature = "disk",
        feature = "folder",
        feature = "workbook",
        not(target_arch = "wasm32")
    ))]
    pub(crate) fn is_of_a_change(&self) -> bool {
        matches!(
            self,
            Self::Refused { .. } | Self::NotRepresentable { .. } | Self::NoColumn { .. }
        )
    }

    /// Whether a person has to decide how a workbook is read.
    #[cfg(feature = "workbook")]
    pub(crate) fn is_unclear(&self) -> bool {
        match self {
            Self::File { source, .. } => source.is_unclear(),
            error => matches!(error, Self::Unclear { .. }),
        }
    }

    /// The refusal of another scale than the one that a workbook has.
    #[cfg(any(feature = "folder", feature = "workbook"))]
    pub(crate) fn other_scale() -> Self {
        Self::Refused {
            location: Location::Record {
                record: "register".to_owned(),
                field: Some("scale".to_owned()),
            },
            reason: "a workbook keeps the scale that it was made with".to_owned(),
            remedy: Some(Box::new(Remedy::MakeNewWorkbook)),
        }
    }

    /// What to do about it, where that is known.
    pub fn remedy(&self) -> Option<Remedy> {
        Some(match self {
            Self::File { source, .. } => return source.remedy(),
            Self::Unclear { remedy, .. } => remedy.clone(),
            Self::Refused { remedy, .. } => return remedy.as_deref().cloned(),
            Self::Package { .. } => Remedy::SaveAgain,
            Self::Limit { name, .. } => Remedy::RaiseLimit { name: *name },
            Self::Encrypted => Remedy::RemovePassword,
            Self::WouldVanish { .. } => Remedy::AllowRemoval,
            Self::Exists { .. } | Self::Changed { .. } => Remedy::TryAgain,
            Self::Locked { lock, .. } => Remedy::CloseWorkbook { lock: lock.clone() },
            Self::NoColumn {
                location: Location::Record { field, .. },
                sheet,
                ..
            } if field.as_deref() == Some(RiskField::Reference.path()) => Remedy::ReferenceColumn {
                sheet: sheet.clone(),
            },
            Self::NoColumn {
                location: Location::Record { field: None, .. },
                sheet,
                header,
            } => Remedy::AddSheet {
                sheet: sheet.clone(),
                header: header.clone(),
            },
            Self::NoColumn { sheet, header, .. } => Remedy::AddColumn {
                sheet: sheet.clone(),
                header: header.clone(),
            },
            Self::TakesBack { .. } => Remedy::Sync,
            Self::Unmatched(records) => Remedy::Match(records.clone()),
            Self::NotUpdatable { .. } => Remedy::MakeNewWorkbook,
            Self::NotRepresentable {
                location: Location::Record { field, .. },
                ..
            } if field.as_deref() == Some(RiskField::Rehearsals.path()) => Remedy::MakeNewWorkbook,
            Self::NotRepresentable { .. } => Remedy::ChangeText,
            Self::NotARegister { .. } => Remedy::NameRegister,
            Self::NoBase => Remedy::NameBase,
            Self::Read { .. }
            | Self::BadMatch { .. }
            | Self::Write { .. }
            | Self::Malformed { .. }
            | Self::Review { .. }
            | Self::Unwritable { .. }
            | Self::Git { .. }
            | Self::Invalid(_) => return None,
        })
    }
}
