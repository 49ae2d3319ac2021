//! A register as it was read, to save an edit of it without reading it again.

use std::fs::File;
use std::path::Path;

use super::folder::{at, carry_out, is_there, read_there};
use super::lock::{lock, lock_around};
use super::open::folder_of;
use super::{file, json};
use crate::change::{FileChange, WriteOptions};
use crate::check::{Reading, Settings};
use crate::content::Form;
use crate::edit::Edited;
use crate::error::Error;
use crate::folder::read::FolderFiles;
use crate::folder::read_json::REGISTER_JSON;
use crate::folder::successor::Successor;
use crate::folder::write::plan;
use crate::folder::{Files, Plan, REGISTER_FILE, schema, write_json};

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

impl<'p> Opened<'p> {
    /// Reads the register at a path, a folder or a JSON file.
    pub fn open(path: &'p Path, form: Form) -> Result<Self, Error> {
        if form == Form::Folder {
            let path = folder_of(path, form);
            let (files, read) = read_there(path)?;
            let bytes = Bytes::Folder(files, read);
            return Ok(Self { path, bytes });
        }
        let text = json::text(path)?;
        let reading = json::read_text(path, &text)?;
        let bytes = Bytes::Json(text, reading);
        Ok(Self { path, bytes })
    }

    /// Keeps others from writing a register until the lock is dropped.
    pub fn lock(path: &Path, form: Form) -> Result<Option<File>, Error> {
        match form {
            Form::Folder => lock(folder_of(path, form)),
            Form::Json | Form::Workbook => lock_around(path),
        }
    }

    pub fn reading(&self) -> &Reading {
        match &self.bytes {
            Bytes::Folder(_, read) => &read.reading,
            Bytes::Json(_, reading) => reading,
        }
    }

    /// What an edit of the register, with the settings that it had, makes of the files. Nothing is written yet.
    pub fn prepare(&self, edited: &Edited, settings: &Settings) -> Result<Prepared, Error> {
        let successor = |file| Successor::of_edit(file, self.reading(), edited, settings);
        match &self.bytes {
            Bytes::Folder(files, read) => successor(REGISTER_FILE)
                .and_then(|successor| plan(files, &is_there(self.path), read, &successor))
                .map(Prepared::Folder)
                .map_err(|error| error.within(self.path)),
            Bytes::Json(text, reading) => successor(REGISTER_JSON)
                .and_then(|successor| write_json::update(text, reading, &successor))
                .map(Prepared::Json)
                .map_err(|error| json::of_file(error, self.path)),
        }
    }

    /// Refuses to write where a file that would be written is not any more what was read.
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
            (Bytes::Json(text, _), Prepared::Json(content)) if content != *text => {
                json::replace(self.path, &content, options)
            }
            (_, Prepared::Json(_)) => Ok(Vec::new()),
        }
    }
}
