//! How to write, and what a write changes.

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

use crate::edit::{Edited, Lineage};
use crate::error::Error;
use crate::record::text::shown;
use crate::record::{Key, Location, column_letters};
use crate::register::{Component, Record, Register, Risk};

/// How to write onto what exists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a permission of its own"
)]
#[non_exhaustive]
pub struct WriteOptions {
    /// Records that stand in the target and not in the register are removed. Without it the
    /// write is refused when there are any. An edit states itself what goes, and needs no permission.
    pub remove: bool,
    /// Nothing is written; the changes are only reported.
    pub dry_run: bool,
    /// A workbook is written also where a lock file shows that somebody has it open.
    pub force: bool,
    /// A sheet of risks that has no column for references gets one behind its last header, where it is to have any.
    pub reference_column: bool,
}

impl WriteOptions {
    /// Whether records that stand in the target and not in the register are removed.
    #[must_use]
    pub fn remove(mut self, remove: bool) -> Self {
        self.remove = remove;
        self
    }

    /// Whether the changes are only reported.
    #[must_use]
    pub fn dry_run(mut self, dry_run: bool) -> Self {
        self.dry_run = dry_run;
        self
    }

    /// Whether a sheet of risks may get a column for references.
    #[must_use]
    pub fn reference_column(mut self, reference_column: bool) -> Self {
        self.reference_column = reference_column;
        self
    }

    /// Whether a workbook is written also where somebody has it open.
    #[must_use]
    pub fn force(mut self, force: bool) -> Self {
        self.force = force;
        self
    }
}

impl Edited {
    /// Refuses that records are gone, unless the options allow it.
    ///
    /// # Errors
    ///
    /// [`Error::WouldVanish`], with the records.
    pub fn refuse_loss(&self, options: WriteOptions) -> Result<(), Error> {
        self.lineage.check_gone(&self.before, options)
    }
}

impl Lineage {
    /// Refuses that records of the register before are gone, unless the options allow it.
    pub(crate) fn check_gone(&self, before: &Register, options: WriteOptions) -> Result<(), Error> {
        if options.remove {
            return Ok(());
        }
        let mut records = gone::<Component>(before, &self.components);
        records.extend(gone::<Risk>(before, &self.risks));
        if records.is_empty() {
            Ok(())
        } else {
            Err(Error::WouldVanish { records })
        }
    }
}

/// The records of one sort that none came from.
fn gone<T: Record>(before: &Register, origins: &[Option<usize>]) -> Vec<Key> {
    let kept: HashSet<usize> = origins.iter().copied().flatten().collect();
    let positions = 0..T::shared(before).len();
    let gone = positions.filter(|position| !kept.contains(position));
    gone.filter_map(|position| T::key_at(before, position))
        .collect()
}

/// What a write changes in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FileChange {
    /// The file.
    #[serde(serialize_with = "display")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub path: PathBuf,
    /// What happens to it.
    #[serde(rename = "change")]
    pub kind: ChangeKind,
    /// Of a workbook that is updated, the cells that change, sheet by sheet and row by row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<CellChange>,
    /// Of a workbook that is updated, what else changes in its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartChange>,
    /// Of a workbook that is updated, what a person should look at, as the update left it as it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<CellNote>,
}

/// A path as people see it, as JSON has no form for one that is no Unicode.
fn display<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

impl FileChange {
    /// What happens to a file of which no more is known.
    pub fn new(path: impl Into<PathBuf>, kind: ChangeKind) -> Self {
        Self {
            path: path.into(),
            kind,
            cells: Vec::new(),
            parts: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// A cell whose value a write changes. Its text is `Risks!D7: Low → High`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(with = "CellForm")
)]
#[non_exhaustive]
pub struct CellChange {
    /// The name of the sheet.
    pub sheet: String,
    /// The row, counted from 1.
    pub row: u32,
    /// The column, counted from 1.
    pub column: u32,
    /// The text that it had; `None` where it was empty. Bold text of an observation stands between
    /// `**`, and a formula behind `=`.
    pub before: Option<String>,
    /// The text that it has then.
    pub after: Option<String>,
}

/// A cell whose value changes.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct CellForm<'a> {
    /// The name of the sheet.
    sheet: &'a str,
    /// The cell, such as `D7`.
    cell: String,
    /// The text that it had; null where it was empty. Bold text of an observation stands between
    /// `**`, and a formula behind `=`.
    before: Option<&'a str>,
    /// The text that it has then.
    after: Option<&'a str>,
}

impl Serialize for CellChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = CellForm {
            sheet: &self.sheet,
            cell: self.reference(),
            before: self.before.as_deref(),
            after: self.after.as_deref(),
        };
        form.serialize(serializer)
    }
}

impl CellChange {
    /// What the cell is called within its sheet, such as `D7`.
    pub fn reference(&self) -> String {
        format!("{}{}", column_letters(self.column), self.row)
    }

    /// The cell.
    pub fn location(&self) -> Location {
        Location::Cell {
            sheet: self.sheet.clone(),
            row: self.row,
            column: self.column,
        }
    }
}

impl fmt::Display for CellChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |text: &Option<String>, other: &Option<String>| match (text, other) {
            (Some(text), Some(other)) => shown_beside(text, other),
            (Some(text), None) => shown(&one_line(text)),
            (None, _) => "(empty)".to_owned(),
        };
        let before = text(&self.before, &self.after);
        let after = text(&self.after, &self.before);
        write!(f, "{}: {before} → {after}", self.location())
    }
}

/// A text without outer white space, whose line breaks can be seen.
fn one_line(text: &str) -> String {
    text.trim().replace('\n', " ⏎ ")
}

/// A text from where it begins to differ from another one, and a little before.
fn shown_beside(text: &str, other: &str) -> String {
    // Two texts and their cell fit on a line where what is alike takes half of it at most, and a few words
    // are enough to know the place.
    const LONGEST_ALIKE: usize = 40;
    const CONTEXT: usize = 20;
    let pairs = text.char_indices().zip(other.chars());
    let alike: Vec<usize> = pairs
        .take_while(|((_, ours), theirs)| ours == theirs)
        .map(|((at, _), _)| at)
        .collect();
    if alike.len() <= LONGEST_ALIKE {
        return shown(&one_line(text));
    }
    let rest = &text[alike[alike.len() - CONTEXT]..];
    format!("…{}", shown(&one_line(rest)))
}

/// Something beside the values of cells that an update changes in a part of a workbook. Its text is
/// `xl/tables/table1.xml: the table extended to row 16`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PartChange {
    /// The part, such as `xl/workbook.xml`.
    pub part: String,
    /// What changes in it, in words.
    pub what: String,
}

/// Something that a person should look at in a workbook that was updated. Its text is
/// `Risks!J2: stays as typed (6)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CellNote {
    /// The cell or the sheet.
    #[serde(serialize_with = "shown_location")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub location: Location,
    /// What is the matter, in words.
    pub what: String,
}

fn shown_location<S: Serializer>(location: &Location, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(location)
}

/// What happens to a file. That of a record with a new name is removed, and another one created.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is new.
    Created,
    /// Its content changes.
    Updated,
    /// It is deleted.
    Removed,
}

impl fmt::Display for PartChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", shown(&self.part), shown(&self.what))
    }
}

impl fmt::Display for CellNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let location = self.location.to_string();
        write!(f, "{}: {}", shown(&location), shown(&self.what))
    }
}
