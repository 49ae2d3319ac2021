//! Saving an edit where the register was read from.

use std::path::Path;

use super::file;
use super::folder::{save_folder, write_folder};
use super::json::{save_json, write_json};
use super::workbook::save_workbook;
use crate::change::{FileChange, WriteOptions};
use crate::check::Settings;
use crate::content::Form;
use crate::edit::Edited;
use crate::error::Error;
use crate::import::Import;
use crate::workbook::ReadOptions;

/// Saves an edit at the path that the register before it was read from, with the settings that
/// were read with it and, where it is a workbook, the options that it was read with. Only what
/// changed is written.
///
/// # Errors
///
/// When what is there is not the register before the edit any more, when it cannot be written, or
/// when a workbook has no place for the edit.
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
    match Form::of(path)? {
        Form::Folder if path.is_dir() => save_folder(path, edited, settings, options),
        Form::Folder => save_folder(file::parent(path), edited, settings, options),
        Form::Json => save_json(path, edited, settings, options),
        Form::Workbook => save_workbook(path, edited, read, options),
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
