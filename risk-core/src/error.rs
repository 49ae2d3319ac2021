//! The one error of the crate.

use std::error::Error as StdError;
use std::io;
#[cfg(any(feature = "folder", feature = "workbook"))]
use std::path::Path;
use std::path::PathBuf;

use crate::record::Location;
use crate::record::text::{quote, shown};
use crate::record::{Key, RiskField};

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
    #[error("failed to use {}", path.display())]
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
        hint: String,
    },
    /// Records of the target are not in the register that was to be written there.
    #[error("{} would be lost: {}", count(records), names(records))]
    WouldVanish {
        /// The records.
        records: Vec<Key>,
    },
    /// What an edit was made of is not what stands there now.
    #[error("{} has changed since it was read", path.display())]
    Changed {
        /// The file or folder.
        path: PathBuf,
    },
    /// A change cannot be made without losing something.
    #[error("refused to change {}: {reason}", shown(&location.to_string()))]
    Refused {
        /// What was to be changed.
        location: Location,
        /// What would be lost.
        reason: String,
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
    Fixed {
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
    /// A workbook that is there has no column for what a field states.
    #[error("the sheet {} has no column for {}", quote(sheet), shown(&location.to_string()))]
    NoColumn {
        /// The record and the field.
        location: Location,
        /// The name of the sheet.
        sheet: String,
        /// A header that such a column could have.
        header: String,
    },
    /// The writer of workbooks failed.
    #[error("failed to make the workbook")]
    Unwritable {
        /// Why.
        source: Source,
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

impl Error {
    /// The same error of the content of a file.
    #[cfg(any(feature = "folder", feature = "workbook"))]
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

    /// What to do about it, where that is known.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::File { source, .. } => source.hint(),
            Self::Unclear { hint, .. } => Some(hint.clone()),
            Self::Package { .. } => {
                Some("open it in a spreadsheet program and save it again as .xlsx".into())
            }
            Self::Limit { name: None, .. } => {
                Some("a register is far smaller: look for what else fills the file".into())
            }
            Self::Limit {
                name: Some(name), ..
            } => Some(format!(
                "a register is far smaller: look for what else fills the file; where the file is \
                 to be trusted, say --limit {name}=NUMBER"
            )),
            Self::Encrypted => Some(
                "open it in a spreadsheet program, remove the password and save it again".into(),
            ),
            Self::WouldVanish { .. } => Some("say --remove if they are to go".into()),
            Self::Exists { .. } | Self::Changed { .. } => Some("run the command again".into()),
            Self::Locked { lock, .. } => Some(format!(
                "close it there first; where nobody has it open, {} is left over: remove it, or say \
                 --force",
                lock.display()
            )),
            Self::NoColumn { sheet, header, .. } => Some(format!(
                "give the sheet {} one with the header {}, in a spreadsheet program",
                quote(sheet),
                quote(header)
            )),
            Self::Fixed { .. } => Some(
                "import it into a folder with `risk import`, change that, and make a new workbook \
                 with `risk export`"
                    .into(),
            ),
            Self::NotRepresentable {
                location:
                    Location::Record {
                        field: Some(field), ..
                    },
                ..
            } if field == RiskField::Rehearsals.path() => Some(
                "keep the register as text, with `risk import FILE.xlsx --into FOLDER`, or as JSON"
                    .into(),
            ),
            Self::NotRepresentable { .. } => Some(
                "`risk check --explain not-representable` tells what a cell can hold; JSON and \
                 folders hold everything"
                    .into(),
            ),
            Self::NotARegister { .. } => Some(
                "a register is a folder with a register.toml, a workbook, or a JSON file; \
                 `risk init` makes a new one"
                    .into(),
            ),
            _ => None,
        }
    }
}

fn opener(by: Option<&str>) -> String {
    match by {
        Some(by) => format!("in a spreadsheet program, by {}", shown(by)),
        None => "in a spreadsheet program".to_owned(),
    }
}

fn list(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn count(records: &[Key]) -> String {
    match records.len() {
        1 => "1 record".to_owned(),
        n => format!("{n} records"),
    }
}

/// The first few names, and how many there are beside.
fn names(records: &[Key]) -> String {
    const SHOWN: usize = 10;
    let mut names: Vec<String> = records
        .iter()
        .take(SHOWN)
        .map(|key| shown(&key.to_string()))
        .collect();
    if records.len() > SHOWN {
        names.push(format!("and {} more", records.len() - SHOWN));
    }
    names.join(", ")
}
