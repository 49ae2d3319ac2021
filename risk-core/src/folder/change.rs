//! How to write, and what a write changes.

use std::path::PathBuf;

/// How to write onto what exists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriteOptions {
    /// Records that stand in the target and not in the register are removed. Without it the
    /// write is refused when there are any. An edit tells itself what goes, and needs no leave.
    pub remove: bool,
    /// Nothing is written; the changes are only told.
    pub dry_run: bool,
}

impl WriteOptions {
    /// Whether records that stand in the target and not in the register are removed.
    #[must_use]
    pub fn remove(mut self, remove: bool) -> Self {
        self.remove = remove;
        self
    }

    /// Whether the changes are only told.
    #[must_use]
    pub fn dry_run(mut self, dry_run: bool) -> Self {
        self.dry_run = dry_run;
        self
    }
}

/// What a write changes in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileChange {
    /// The file.
    pub path: PathBuf,
    /// What happens to it.
    pub kind: ChangeKind,
}

/// What happens to a file. That of a record with a new name is removed, and another one created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Created,
    /// Its content changes.
    Updated,
    /// It is deleted.
    Removed,
}
