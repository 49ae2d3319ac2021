//! Saving an edit where the register was read from.

use std::path::Path;

use crate::check::Settings;
use crate::edit::Edited;
use crate::error::Error;
use crate::file;
use crate::folder::{FileChange, WriteOptions, save_folder, save_json};
use crate::open::Form;

/// Saves an edit at the path that the register before it was read from, with the settings that
/// were read with it. Only the records that changed are written.
///
/// # Errors
///
/// When what is there is not the register before the edit any more, when it cannot be written, or
/// when it is a workbook.
///
/// ```no_run
/// use risk_core::edit::Editor;
///
/// let path = "register".as_ref();
/// let reading = risk_core::open(path, &Default::default())?;
/// let mut editor = Editor::new(reading.register);
/// editor.set_risk("R04", &["likelihood=High".parse()?])?;
/// let files = risk_core::save(path, &editor.finish()?, &reading.settings, Default::default())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn save(
    path: &Path,
    edited: &Edited,
    settings: &Settings,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    match Form::of(path)? {
        Form::Folder if path.is_dir() => save_folder(path, edited, settings, options),
        Form::Folder => save_folder(file::parent(path), edited, settings, options),
        Form::Json => save_json(path, edited, settings, options),
        Form::Workbook => Err(Error::InPlace {
            path: path.to_owned(),
        }),
    }
}
