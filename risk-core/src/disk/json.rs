//! Registers in JSON files.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::bytes::read;
use super::file;
use super::lock::lock_around;
use super::opened::TextPath;
use crate::change::{ChangeKind, FileChange, WriteOptions};
use crate::check::{Reading, Settings};
use crate::edit::Edited;
use crate::error::Error;
use crate::folder::read::{unmarked, whole_text};
use crate::folder::read_json::{REGISTER_JSON, read_named};
use crate::folder::successor::Successor;
use crate::folder::write_json::{put, update, write_to};
use crate::record::Location;
use crate::register::Register;

/// The largest JSON file that is read, in bytes: a hundred times a register of 100,000 risks.
pub(super) const LARGEST_JSON: u64 = 4 << 30;

/// What is written at once, in bytes.
const BUFFER: usize = 256 * 1024;

/// Reads the register of a JSON file.
///
/// # Errors
///
/// When the file cannot be read or is no JSON, or when the scale or a tracker cannot be used.
pub fn read_json(path: &Path) -> Result<Reading, Error> {
    read_text(path, text(path)?)
}

/// Reads the register of all of the text of a file.
pub(super) fn read_text(path: &Path, text: String) -> Result<Reading, Error> {
    read_named(&name(path), unmarked(text))
}

/// Writes a register into a JSON file, which is made if need be.
///
/// # Errors
///
/// When the file that is there cannot be read or the new one cannot be written, or when records
/// would be lost that [`WriteOptions::remove`] does not allow to go.
pub fn write_json(
    path: &Path,
    register: &Register,
    settings: &Settings,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let _lock = lock_around(path)?;
    if !path.exists() {
        return replace_with(path, options, |file| {
            let mut buffered = BufWriter::with_capacity(BUFFER, file);
            write_to(&mut buffered, register, settings)?;
            buffered.flush()
        });
    }
    let text = text(path)?;
    let content = put(&text, register, settings, options);
    let content = content.map_err(|error| of_file(error, path))?;
    replace_changed(path, &text, &content, options)
}

/// Saves an edit into the JSON file that the register before it was read from, with the settings
/// that were read with it.
///
/// A record keeps what stands there beside it, also under another name.
///
/// # Errors
///
/// When what is there is not the register before the edit, with the same settings, and when the
/// file cannot be read or written.
pub fn save_json(
    path: &Path,
    edited: &Edited,
    settings: &Settings,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    TextPath::Json(path).save(edited, settings, options)
}

/// The same with what was read of the file before. It is read again only where it is not the same any more.
#[cfg(feature = "workbook")]
pub(super) fn save_read_json(
    path: &Path,
    (read, reading): (&str, &Reading),
    edited: &Edited,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let settings = &reading.settings;
    let lock = lock_around(path)?;
    if text(path)? != read {
        drop(lock);
        return save_json(path, edited, settings, options);
    }
    let content = edited_text(path, (read, reading), edited, settings)?;
    replace_changed(path, read, &content, options)
}

/// What an edit of a register, with the settings that it had, makes of the text that it was read from.
pub(super) fn edited_text(
    path: &Path,
    (read, reading): (&str, &Reading),
    edited: &Edited,
    settings: &Settings,
) -> Result<String, Error> {
    let successor = Successor::of_edit(REGISTER_JSON, reading, edited, settings);
    let content = successor.and_then(|successor| update(read, reading, &successor));
    content.map_err(|error| of_file(error, path))
}

/// Writes the content of a file that had another, unless it is a dry run.
pub(super) fn replace_changed(
    path: &Path,
    before: &str,
    content: &str,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    if content == before {
        return Ok(Vec::new());
    }
    replace_with(path, options, |file| file.write_all(content.as_bytes()))
}

/// The name under which places in a file are reported.
fn name(path: &Path) -> Cow<'_, str> {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
}

/// All of the text of a file, as it is written back.
pub(super) fn text(path: &Path) -> Result<String, Error> {
    let bytes = read(path, (None, LARGEST_JSON))?;
    whole_text(&name(path), bytes)
}

/// The error of a text, of the file that has it.
fn of_file(error: Error, path: &Path) -> Error {
    let Error::Malformed { mut problems } = error else {
        return error.within(path);
    };
    for problem in &mut problems {
        if let Location::Position { file, .. } = &mut problem.location {
            *file = name(path).into_owned();
        }
    }
    Error::Malformed { problems }
}

/// Writes the content of a file, unless it is a dry run.
fn replace_with(
    path: &Path,
    options: WriteOptions,
    content: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<Vec<FileChange>, Error> {
    let kind = if path.exists() {
        ChangeKind::Updated
    } else {
        ChangeKind::Created
    };
    if !options.dry_run {
        file::replace_with(path, content)?;
        file::sync_folder(file::parent(path));
    }
    Ok(vec![FileChange::new(path, kind)])
}
