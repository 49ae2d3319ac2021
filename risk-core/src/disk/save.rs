//! Saving an edit where the register was read from.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::conflicts::{refuse_lost, save_conflicts, with_conflicts};
use super::file;
use super::folder::{save_folder, write_folder};
use super::json::{save_json, write_json};
use super::open::folder_of;
use super::workbook::save_workbook;
use crate::change::{ChangeKind, FileChange, WriteOptions};
use crate::check::Settings;
use crate::content::Form;
use crate::edit::Edited;
use crate::error::Error;
use crate::import::Import;
use crate::versions::Conflict;
use crate::workbook::ReadOptions;

/// Saves an edit at the path that the register before it was read from, with the settings that
/// were read with it and, where it is a workbook, the options that it was read with. Only what
/// changed is written. Conflicts beside the register follow the records that they are of.
///
/// # Errors
///
/// When what is there is not the register before the edit any more, when it cannot be written, when
/// a workbook has no place for the edit, or when a record is removed of which a conflict is not resolved.
///
/// ```no_run
/// use risk_core::edit::Editor;
///
/// let path = "register".as_ref();
/// let options = Default::default();
/// let reading = risk_core::open(path, &options)?;
/// let mut editor = Editor::new(reading.register);
/// editor.set_risk("R04", &["likelihood=High".parse()?])?;
/// let edited = editor.finish()?;
/// let files = risk_core::save(path, &edited, &reading.settings, &options, Default::default())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn save(
    path: &Path,
    edited: &Edited,
    settings: &Settings,
    read: &ReadOptions,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let form = Form::of(path)?;
    with_conflicts((path, form), edited, options, || {
        save_register((path, form), edited, settings, read, options)
    })
}

/// Saves an edit that resolved conflicts, as [`save`] does, and then the conflicts that are left of those beside the
/// register.
///
/// # Errors
///
/// As for [`save`], but that records of conflicts may go.
pub fn save_resolved(
    path: &Path,
    (edited, conflicts): (&Edited, &[Conflict]),
    settings: &Settings,
    read: &ReadOptions,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let form = Form::of(path)?;
    refuse_lost((path, form))?;
    let mut files = save_register((path, form), edited, settings, read, options)?;
    files.extend(save_conflicts((path, form), conflicts, options)?);
    Ok(files)
}

fn save_register(
    (path, form): (&Path, Form),
    edited: &Edited,
    settings: &Settings,
    read: &ReadOptions,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    match form {
        Form::Workbook => save_workbook(path, edited, read, options),
        Form::Folder => save_folder(folder_of(path, Form::Folder), edited, settings, options),
        Form::Json => save_json(path, edited, settings, options),
    }
}

/// Writes an import to where its target is, or is to be: a folder or a JSON file.
///
/// # Errors
///
/// When records would be lost that [`WriteOptions::remove`] does not allow to go, when what is there is not the
/// target of the import any more, and when it cannot be written.
pub fn save_import(
    path: &Path,
    form: Form,
    import: &Import,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let (register, settings) = (&import.register, &import.settings);
    match (&import.edited, form) {
        (Some(edited), _) => {
            edited.refuse_loss(options)?;
            let before = edited.settings_before().unwrap_or(settings);
            save(path, edited, before, &ReadOptions::default(), options)
        }
        (None, Form::Json) => write_json(path, register, settings, options),
        (None, _) => write_folder(path, register, settings, options),
    }
}

/// Saves an edit beside what the register before it was read from: as a copy of that, changed. Nothing is at the path
/// before all is there. What is made is each file of the copy.
///
/// # Errors
///
/// As for [`save`], and when there is something at the path.
pub fn save_as(
    to: &Path,
    from: &Path,
    edited: &Edited,
    settings: &Settings,
    read: &ReadOptions,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    if to.symlink_metadata().is_ok() {
        let path = to.to_owned();
        return Err(Error::Exists { path });
    }
    let failed = |source| Error::write(to, source);
    let parts = parts_of(from).map_err(failed)?;
    if options.dry_run {
        let changes = save(from, edited, settings, read, options)?;
        return Ok(made(&parts, changes, from, to));
    }
    let holder = tempfile::tempdir_in(file::parent(to)).map_err(failed)?;
    let copy = holder.path().join(to.file_name().unwrap_or_default());
    copy_all(&parts, from, &copy).map_err(failed)?;
    let changes = save(&copy, edited, settings, read, options);
    let changes = changes.map_err(|error| of_original(error, &copy, (from, to)))?;
    fs::rename(&copy, to).map_err(failed)?;
    file::sync_folder(file::parent(to));
    Ok(made(&parts, changes, &copy, to))
}

/// The files that a changed copy is made of, with what was changed in them.
fn made(parts: &[Part], changes: Vec<FileChange>, root: &Path, to: &Path) -> Vec<FileChange> {
    let copied = parts.iter().filter(|part| !part.is_folder);
    let copied = copied.map(|part| FileChange::new(at(to, &part.path), ChangeKind::Created));
    let mut files: BTreeMap<PathBuf, FileChange> =
        copied.map(|file| (file.path.clone(), file)).collect();
    for mut change in changes {
        let within = change.path.strip_prefix(root).unwrap_or(Path::new(""));
        change.path = at(to, within);
        if change.kind == ChangeKind::Removed {
            files.remove(&change.path);
        } else {
            change.kind = ChangeKind::Created;
            files.insert(change.path.clone(), change);
        }
    }
    files.into_values().collect()
}

/// A path within another one, or that itself.
fn at(root: &Path, within: &Path) -> PathBuf {
    if within.as_os_str().is_empty() {
        root.to_owned()
    } else {
        root.join(within)
    }
}

/// An error of a copy, which is gone when somebody reads of it: it is about what was copied, or about what the copy was
/// to become.
fn of_original(mut error: Error, copy: &Path, (from, to): (&Path, &Path)) -> Error {
    let original = if matches!(error, Error::Write { .. }) {
        to
    } else {
        from
    };
    if let Error::Read { path, .. } | Error::Write { path, .. } | Error::File { path, .. } =
        &mut error
        && let Ok(within) = path.strip_prefix(copy)
    {
        *path = at(original, within);
    }
    error
}

/// A file or a folder of what is copied, as seen from there.
struct Part {
    path: PathBuf,
    is_folder: bool,
}

/// A file, or a folder with all that is in it but a repository of git, each folder before what is in it.
fn parts_of(from: &Path) -> io::Result<Vec<Part>> {
    let mut left = vec![PathBuf::new()];
    let mut seen = HashSet::new();
    let mut parts = Vec::new();
    while let Some(path) = left.pop() {
        let stands = at(from, &path);
        let is_folder = stands.is_dir();
        // A pipe would keep whoever copies it waiting, and a link that leads back has no end.
        if !is_folder && !stands.is_file() || is_folder && !seen.insert(stands.canonicalize()?) {
            let found = if is_folder {
                "is linked twice"
            } else {
                "is not a regular file"
            };
            return Err(io::Error::other(format!("{} {found}", stands.display())));
        }
        if is_folder {
            for entry in fs::read_dir(&stands)? {
                let name = entry?.file_name();
                if name != ".git" {
                    left.push(path.join(name));
                }
            }
        }
        parts.push(Part { path, is_folder });
    }
    Ok(parts)
}

fn copy_all(parts: &[Part], from: &Path, to: &Path) -> io::Result<()> {
    for part in parts {
        let copy = at(to, &part.path);
        if part.is_folder {
            fs::create_dir(copy)?;
        } else {
            fs::copy(at(from, &part.path), copy)?;
        }
    }
    Ok(())
}
