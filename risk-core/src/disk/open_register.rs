//! A register that was opened to be changed.

use std::path::Path;

use super::bytes::read;
use super::open::open_as;
use super::workbook::save_read_workbook;
use super::{conflicts, save};
use crate::change::{FileChange, WriteOptions};
use crate::check::Reading;
use crate::content::Form;
use crate::edit::Edited;
use crate::error::Error;
use crate::workbook::{ReadOptions, Workbook};

/// A register that was opened to be changed. It keeps what saving a change takes, so that a workbook is read once, and not
/// again to be saved.
///
/// ```no_run
/// use risk_core::disk::OpenRegister;
/// use risk_core::edit::Editor;
///
/// let path = "risks.xlsx".as_ref();
/// let open = OpenRegister::open(path, &Default::default())?;
/// let mut editor = Editor::new(open.reading.register.clone());
/// editor.set_risk("R04", &["likelihood=High".parse()?])?;
/// let files = open.save(path, &editor.finish()?, Default::default())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct OpenRegister {
    /// What was read.
    pub reading: Reading,
    workbook: Option<Workbook>,
    options: ReadOptions,
}

impl OpenRegister {
    /// Opens the register at a path, as [`open`](super::open()) does.
    ///
    /// # Errors
    ///
    /// As for that.
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Self, Error> {
        let form = Form::of(path)?;
        let (mut reading, workbook) = match form {
            Form::Workbook => {
                let bytes = read(path, options.limits.of_file())?;
                let read = Workbook::open(bytes, options);
                let (workbook, reading) = read.map_err(|error| error.of_file(path))?;
                (reading, Some(workbook))
            }
            Form::Folder | Form::Json => (open_as(path, form, options)?, None),
        };
        let conflicts = conflicts::findings(path, form, &reading);
        reading.findings.extend(conflicts);
        Ok(Self {
            reading,
            workbook,
            options: options.clone(),
        })
    }

    /// Saves an edit at the path that the register was opened at, as [`save`](super::save()) does.
    ///
    /// # Errors
    ///
    /// As for that.
    pub fn save(
        &self,
        path: &Path,
        edited: &Edited,
        options: WriteOptions,
    ) -> Result<Vec<FileChange>, Error> {
        match &self.workbook {
            Some(workbook) => save_read_workbook(
                path,
                (workbook, &self.reading),
                edited,
                &self.options,
                options,
            ),
            None => save(path, edited, &self.reading.settings, &self.options, options),
        }
    }
}
