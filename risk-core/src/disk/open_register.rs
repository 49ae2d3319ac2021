//! A register that was opened to be changed.

use std::path::Path;

use super::bytes::read;
use super::json::{self, save_read_json};
use super::open::open_as;
use super::workbook::save_read_workbook;
use super::{conflicts, save};
use crate::change::{FileChange, WriteOptions};
use crate::check::Reading;
use crate::content::Form;
use crate::edit::Edited;
use crate::error::Error;
use crate::workbook::{ReadOptions, Workbook};

/// A register that was opened to be changed. It keeps what saving a change takes, so that a workbook or a JSON file is read
/// once, and not again to be saved.
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
    source: Source,
    options: ReadOptions,
}

/// What it was read from.
#[derive(Debug)]
enum Source {
    Workbook(Box<Workbook>),
    /// All of the text.
    Json(String),
    /// Each of its many files may be another one by now, so they are read again.
    Folder,
}

impl OpenRegister {
    /// Opens the register at a path, as [`open`](super::open()) does.
    ///
    /// # Errors
    ///
    /// As for that.
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Self, Error> {
        let form = Form::of(path)?;
        let (mut reading, source) = match form {
            Form::Workbook => {
                let bytes = read(path, options.limits.of_file())?;
                let read = Workbook::open(bytes, options);
                let (workbook, reading) = read.map_err(|error| error.of_file(path))?;
                (reading, Source::Workbook(Box::new(workbook)))
            }
            Form::Json => {
                let text = json::text(path)?;
                let reading = json::read_text(path, text.clone())?;
                (reading, Source::Json(text))
            }
            Form::Folder => (open_as(path, form, options)?, Source::Folder),
        };
        let conflicts = conflicts::findings(path, form, &reading);
        reading.findings.extend(conflicts);
        Ok(Self {
            reading,
            source,
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
        let reading = &self.reading;
        match &self.source {
            Source::Workbook(workbook) => {
                conflicts::with_conflicts((path, Form::Workbook), edited, options, || {
                    save_read_workbook(path, (workbook, reading), edited, &self.options, options)
                })
            }
            Source::Json(text) => {
                conflicts::with_conflicts((path, Form::Json), edited, options, || {
                    save_read_json(path, (text, reading), edited, options)
                })
            }
            Source::Folder => save(path, edited, &reading.settings, &self.options, options),
        }
    }
}
