//! A register as it was read, to save an edit of it without reading it again.

use std::fs::File;
use std::path::Path;

#[cfg(feature = "workbook")]
use super::file;
#[cfg(feature = "workbook")]
use super::folder::at;
use super::folder::{carry_out, is_there, read_there};
use super::json;
use super::lock::{lock, lock_around};
use crate::change::{FileChange, WriteOptions};
use crate::check::{Reading, Settings};
use crate::edit::Edited;
use crate::error::Error;
use crate::folder::read::FolderFiles;
#[cfg(feature = "workbook")]
use crate::folder::schema;
use crate::folder::successor::Successor;
use crate::folder::write::plan;
use crate::folder::{Files, Plan, REGISTER_FILE};

/// A register in a folder or in JSON, with the bytes that it was read from.
pub(super) struct Opened<'p> {
    path: &'p Path,
    bytes: Bytes,
}

enum Bytes {
    Folder(Files, FolderFiles),
    Json(String, Reading),
}

/// What an edit makes of the files.
pub(super) enum Prepared {
    Folder(Plan),
    Json(String),
}

/// Where a register in one of the text forms is.
#[derive(Clone, Copy)]
pub(super) enum TextPath<'p> {
    Folder(&'p Path),
    Json(&'p Path),
}

impl<'p> TextPath<'p> {
    /// Keeps others from writing the register until the lock is dropped.
    pub fn lock(self) -> Result<Option<File>, Error> {
        match self {
            Self::Folder(path) => lock(path),
            Self::Json(path) => lock_around(path),
        }
    }

    /// Reads the register.
    pub fn open(self) -> Result<Opened<'p>, Error> {
        let (path, bytes) = match self {
            Self::Folder(path) => {
                let (files, read) = read_there(path)?;
                (path, Bytes::Folder(files, read))
            }
            Self::Json(path) => {
                let text = json::text(path)?;
                let reading = json::read_text(path, text.clone())?;
                (path, Bytes::Json(text, reading))
            }
        };
        Ok(Opened { path, bytes })
    }

    /// Saves an edit of the register, with the settings that it had.
    pub fn save(
        self,
        edited: &Edited,
        settings: &Settings,
        options: WriteOptions,
    ) -> Result<Vec<FileChange>, Error> {
        let _lock = self.lock()?;
        let opened = self.open()?;
        let prepared = opened.prepare(edited, settings)?;
        opened.write(prepared, options)
    }
}

impl Opened<'_> {
    #[cfg(feature = "workbook")]
    pub fn reading(&self) -> &Reading {
        match &self.bytes {
            Bytes::Folder(_, read) => &read.reading,
            Bytes::Json(_, reading) => reading,
        }
    }

    /// What an edit of the register, with the settings that it had, makes of the files. Nothing is written yet.
    pub fn prepare(&self, edited: &Edited, settings: &Settings) -> Result<Prepared, Error> {
        match &self.bytes {
            Bytes::Folder(files, read) => {
                Successor::of_edit(REGISTER_FILE, &read.reading, edited, settings)
                    .and_then(|successor| plan(files, &is_there(self.path), read, &successor))
                    .map(Prepared::Folder)
                    .map_err(|error| error.within(self.path))
            }
            Bytes::Json(text, reading) => {
                json::edited_text(self.path, (text, reading), edited, settings).map(Prepared::Json)
            }
        }
    }

    /// Refuses to write where a file that would be written is not any more what was read.
    #[cfg(feature = "workbook")]
    pub fn refuse_changed(&self, prepared: &Prepared) -> Result<(), Error> {
        let changed = |path: &Path| Error::Changed {
            path: path.to_owned(),
        };
        match (&self.bytes, prepared) {
            (Bytes::Folder(files, _), Prepared::Folder(plan)) => {
                let written = plan.writes.iter().chain(&plan.header);
                let mut paths = written.map(|write| &write.path).chain(&plan.removals);
                paths.try_for_each(|path| {
                    let there = at(self.path, path);
                    match files.get(path) {
                        Some(content) => file::still_has(&there, content, &there),
                        // A schema that cannot be read is written anew.
                        None if path.starts_with(schema::FOLDER) => Ok(()),
                        None if there.symlink_metadata().is_ok() => Err(changed(&there)),
                        None => Ok(()),
                    }
                })
            }
            (Bytes::Json(text, _), _) if json::text(self.path)? != *text => Err(changed(self.path)),
            _ => Ok(()),
        }
    }

    /// Writes what was prepared, unless it is a dry run.
    pub fn write(
        &self,
        prepared: Prepared,
        options: WriteOptions,
    ) -> Result<Vec<FileChange>, Error> {
        match (&self.bytes, prepared) {
            (_, Prepared::Folder(plan)) => carry_out(plan, self.path, options),
            (Bytes::Json(text, _), Prepared::Json(content)) => {
                json::replace_changed(self.path, text, &content, options)
            }
            (_, Prepared::Json(_)) => Ok(Vec::new()),
        }
    }
}
