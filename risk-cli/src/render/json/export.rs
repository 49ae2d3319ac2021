//! The files that a command wrote, as JSON.

use risk_core::{CellChange, ChangeKind, FileChange, PartChange};
use schemars::JsonSchema;
use serde::Serialize;

/// What `export --format json` writes.
#[derive(Serialize, JsonSchema)]
pub struct Export<'a> {
    /// Whether nothing was written.
    dry_run: bool,
    /// The files that were written, or would be.
    files: Vec<FileEntry<'a>>,
}

/// A file that was written.
#[derive(Serialize, JsonSchema)]
pub struct FileEntry<'a> {
    /// The file.
    path: String,
    /// `created`, `updated` or `removed`.
    change: &'static str,
    /// Of a workbook that is updated, the cells that change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cells: Vec<CellEntry<'a>>,
    /// Of a workbook that is updated, what else changes in its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartEntry<'a>>,
}

/// A cell whose value changes.
#[derive(Serialize, JsonSchema)]
struct CellEntry<'a> {
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

/// What else changes in a part of a workbook.
#[derive(Serialize, JsonSchema)]
struct PartEntry<'a> {
    /// The part, such as `xl/workbook.xml`.
    part: &'a str,
    /// What changes in it, in words.
    what: &'a str,
}

impl<'a> Export<'a> {
    /// What an export wrote.
    pub fn new(files: &'a [FileChange], dry_run: bool) -> Self {
        Self {
            dry_run,
            files: file_entries(files),
        }
    }
}

/// The files that were written.
pub fn file_entries(files: &[FileChange]) -> Vec<FileEntry<'_>> {
    files.iter().map(file).collect()
}

fn file(file: &FileChange) -> FileEntry<'_> {
    FileEntry {
        path: file.path.display().to_string(),
        change: match file.kind {
            ChangeKind::Created => "created",
            ChangeKind::Updated => "updated",
            ChangeKind::Removed => "removed",
        },
        cells: file.cells.iter().map(cell).collect(),
        parts: file.parts.iter().map(part).collect(),
    }
}

fn cell(cell: &CellChange) -> CellEntry<'_> {
    CellEntry {
        sheet: &cell.sheet,
        cell: cell.reference(),
        before: cell.before.as_deref(),
        after: cell.after.as_deref(),
    }
}

fn part(part: &PartChange) -> PartEntry<'_> {
    PartEntry {
        part: &part.part,
        what: &part.what,
    }
}
