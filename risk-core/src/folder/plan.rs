//! What a write does to the files of a folder, and the doing of it.

use std::fs;
use std::path::{Path, PathBuf};

use super::schema;
use crate::change::{ChangeKind, FileChange, WriteOptions};
use crate::error::Error;
use crate::file;
use crate::register::Record;
use crate::register::{Component, Risk};

/// What a write does to the files of a folder.
///
/// At every moment of its carrying out each record that stays is in some file, so that whatever
/// ends it in between loses none: files are written before others are removed, and nothing is
/// written over the file of a record that moves to another one.
#[derive(Debug, Default)]
pub(super) struct Plan {
    writes: Vec<Write>,
    removals: Vec<PathBuf>,
    header: Option<Write>,
}

/// A file that is written.
#[derive(Debug)]
pub(super) struct Write {
    pub path: PathBuf,
    pub kind: ChangeKind,
    pub content: String,
}

impl Plan {
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.removals.is_empty() && self.header.is_none()
    }

    /// Plans to write a file.
    pub fn write(&mut self, write: Write) {
        self.writes.push(write);
    }

    /// Plans to remove a file.
    pub fn remove(&mut self, path: PathBuf) {
        self.removals.push(path);
    }

    /// Plans to write `register.toml`, which is the last: where it is there, all the others are.
    pub fn write_last(&mut self, write: Write) {
        self.header = Some(write);
    }

    /// Carries the plan out, unless it is only to be told, and tells the changes.
    pub fn carry_out(self, folder: &Path, options: WriteOptions) -> Result<Vec<FileChange>, Error> {
        if !options.dry_run && !self.is_empty() {
            self.change_files(folder)?;
        }
        let written = |write: Write| FileChange::new(write.path, write.kind);
        let removed = |path| FileChange::new(path, ChangeKind::Removed);
        let changes = self.writes.into_iter().map(written);
        let changes = changes.chain(self.removals.into_iter().map(removed));
        Ok(changes.chain(self.header.map(written)).collect())
    }

    fn change_files(&self, folder: &Path) -> Result<(), Error> {
        let subfolders = [Component::FOLDER, Risk::FOLDER, schema::FOLDER];
        let subfolders = subfolders.map(|name| folder.join(name));
        for subfolder in &subfolders {
            fs::create_dir_all(subfolder).map_err(|source| Error::write(subfolder, source))?;
        }
        file::at_once(&self.writes, write)?;
        if !self.removals.is_empty() {
            // What replaces a file is on the disk before that file goes.
            for subfolder in &subfolders {
                file::sync_folder(subfolder);
            }
            file::at_once(&self.removals, remove)?;
        }
        self.header.iter().try_for_each(write)?;
        for subfolder in &subfolders {
            file::sync_folder(subfolder);
        }
        file::sync_folder(folder);
        Ok(())
    }
}

fn write(write: &Write) -> Result<(), Error> {
    file::replace(&write.path, write.content.as_bytes())
}

fn remove(path: &PathBuf) -> Result<(), Error> {
    fs::remove_file(path).map_err(|source| Error::write(path, source))
}
