//! Folders of registers on the disk.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use super::bytes::read;
use super::file;
use super::lock::lock;
use super::opened::TextPath;
use super::root::Root;
use super::unread::note_unread;
use crate::change::{ChangeKind, FileChange, WriteOptions};
use crate::check::{Reading, Settings};
use crate::edit::Edited;
use crate::error::Error;
use crate::folder::read::{FOLDERS, FolderFiles, LARGEST_RECORD, read_files, record_of};
use crate::folder::successor::Successor;
use crate::folder::write::plan;
use crate::folder::{self, Files, Plan, REGISTER_FILE, Write, schema};
use crate::register::Register;

/// Reads the register of a folder.
///
/// # Errors
///
/// When a file cannot be read or is no TOML, or when the scale or a tracker cannot be used.
pub fn read_folder(folder: &Path) -> Result<Reading, Error> {
    folder::read(&register_in(folder)?).map_err(|error| error.within(folder))
}

/// Writes a register into a folder, which is made if need be. `register.toml` is written last.
///
/// # Errors
///
/// When a file there cannot be read or written, or when records would be lost that
/// [`WriteOptions::remove`] does not allow to go.
pub fn write_folder(
    folder: &Path,
    register: &Register,
    settings: &Settings,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let _lock = lock(folder)?;
    let files = with_schemas(files_of(folder)?, folder);
    let planned = read_files(&files).and_then(|existing| {
        let before = &existing.reading.register;
        let successor = Successor::matched(before, register, settings, options)?;
        plan(&files, &is_there(folder), &existing, &successor)
    });
    let plan = planned.map_err(|error| error.within(folder))?;
    carry_out(plan, folder, options)
}

/// Saves an edit into the folder that the register before it was read from, with the settings
/// that were read with it.
///
/// A record that was not changed stays in its file as it is, and one that was keeps what stands
/// there beside it, also under another name. Records are in the natural order of their names, in
/// which the folder is read.
///
/// # Errors
///
/// When what is there is not the register before the edit, with the same settings, and when a
/// file there cannot be read or written.
pub fn save_folder(
    folder: &Path,
    edited: &Edited,
    settings: &Settings,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    TextPath::Folder(folder).save(edited, settings, options)
}

/// The files of a folder that has a register, and what they state.
pub(super) fn read_there(folder: &Path) -> Result<(Files, FolderFiles), Error> {
    let files = with_schemas(register_in(folder)?, folder);
    let read = read_files(&files).map_err(|error| error.within(folder))?;
    Ok((files, read))
}

/// Whether a folder has something at a path.
pub(crate) fn is_there(folder: &Path) -> impl Fn(&str) -> bool {
    |path| at(folder, path).symlink_metadata().is_ok()
}

/// The path of a file in a folder.
pub(super) fn at(folder: &Path, path: &str) -> PathBuf {
    let parts = path.split('/');
    parts.fold(folder.to_owned(), |path, part| path.join(part))
}

/// The files of a folder that has a `register.toml`.
fn register_in(folder: &Path) -> Result<Files, Error> {
    if !folder.join(REGISTER_FILE).exists() {
        let found = format!("the folder {} has no {REGISTER_FILE}", folder.display());
        return Err(Error::NotARegister { found });
    }
    files_of(folder)
}

/// The most that is read of a file.
pub(super) const LIMIT: (Option<&str>, u64) = (None, LARGEST_RECORD);

/// The files of a folder that a register is read from, with what else lies there and should be seen.
pub(crate) fn files_of(folder: &Path) -> Result<Files, Error> {
    let mut files = Files::default();
    let root = Root::of(folder);
    let header = folder.join(REGISTER_FILE);
    if header.exists() {
        files.insert(REGISTER_FILE, read(&header, LIMIT)?);
        root.note_link(REGISTER_FILE, &mut files);
    }
    for subfolder in FOLDERS {
        root.note_link(subfolder, &mut files);
        let folder = folder.join(subfolder);
        for entry in entries(&folder)? {
            let name = entry.file_name();
            let kind = entry
                .file_type()
                .map_err(|source| Error::read(&entry.path(), source))?;
            let path = format!("{subfolder}/{}", name.to_string_lossy());
            if name.to_str().is_some_and(|name| record_of(name).is_some()) && !kind.is_dir() {
                files.insert(path.as_str(), read(&entry.path(), LIMIT)?);
                if kind.is_symlink() {
                    root.note_link(&path, &mut files);
                }
            }
        }
    }
    note_unread(folder, &mut files);
    Ok(files)
}

/// The entries of a folder; none when there is no such folder.
pub(super) fn entries(folder: &Path) -> Result<Vec<DirEntry>, Error> {
    let failed = |source| Error::read(folder, source);
    match fs::read_dir(folder) {
        Ok(entries) => entries.collect::<Result<_, _>>().map_err(failed),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(failed(error)),
    }
}

/// The files with the schemas that they point to. One that cannot be read is written anew.
fn with_schemas(mut files: Files, folder: &Path) -> Files {
    for (name, _) in schema::FILES {
        let path = format!("{}/{name}", schema::FOLDER);
        if let Ok(content) = read(&at(folder, &path), LIMIT) {
            files.insert(path, content);
        }
    }
    files
}

/// Carries a plan out, unless it is a dry run, and reports the changes.
pub(crate) fn carry_out(
    plan: Plan,
    folder: &Path,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let written = plan.writes.iter().chain(&plan.header);
    let paths = written.map(|write| &write.path).chain(&plan.removals);
    let root = Root::of(folder);
    root.refuse_outside(paths.map(|path| at(folder, path)))?;
    root.refuse_linked(&plan.removals)?;
    if !options.dry_run && !plan.is_empty() {
        change_files(&plan, folder)?;
    }
    let written = |write: Write| FileChange::new(at(folder, &write.path), write.kind);
    let removed = |path: String| FileChange::new(at(folder, &path), ChangeKind::Removed);
    let changes = plan.writes.into_iter().map(written);
    let changes = changes.chain(plan.removals.into_iter().map(removed));
    Ok(changes.chain(plan.header.map(written)).collect())
}

/// Changes the files in the order that a plan is to be carried out in.
fn change_files(plan: &Plan, folder: &Path) -> Result<(), Error> {
    let write = |write: &Write| file::replace(&at(folder, &write.path), write.content.as_bytes());
    let remove = |path: &String| {
        let path = at(folder, path);
        fs::remove_file(&path).map_err(|source| Error::write(&path, source))
    };
    let [components, risks] = FOLDERS;
    let subfolders = [components, risks, schema::FOLDER].map(|name| folder.join(name));
    for subfolder in &subfolders {
        fs::create_dir_all(subfolder).map_err(|source| Error::write(subfolder, source))?;
    }
    file::at_once(&plan.writes, write)?;
    if !plan.removals.is_empty() {
        // What replaces a file is on the disk before that file goes.
        for subfolder in &subfolders {
            file::sync_folder(subfolder);
        }
        file::at_once(&plan.removals, remove)?;
    }
    plan.header.iter().try_for_each(write)?;
    for subfolder in &subfolders {
        file::sync_folder(subfolder);
    }
    file::sync_folder(folder);
    Ok(())
}
