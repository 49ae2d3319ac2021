//! Opening a register of any form by its path.

use std::fs;
use std::path::Path;

use super::bytes::{beginning, read};
use super::folder::read_folder;
use super::json::read_json;
use super::{conflicts, file, lock_file};
use crate::check::Reading;
use crate::content::Form;
use crate::error::Error;
use crate::folder::REGISTER_FILE;
use crate::workbook::{self, ReadOptions};

/// So many bytes show what a file is, whatever white space it begins with: a block of most file systems.
const BEGINNING: u64 = 4096;

impl Form {
    /// Reports the form by the content: a folder, a file that begins with `{`, or a workbook.
    ///
    /// # Errors
    ///
    /// When the path cannot be read or is none of the three.
    pub fn of(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::read(path, source);
        let metadata = fs::metadata(path).map_err(failed)?;
        if metadata.is_dir() {
            return Ok(Self::Folder);
        }
        let beginning = beginning(path, BEGINNING).map_err(failed)?;
        // The first bytes of a lock file are somebody's name, which may be any.
        if lock_file::is_name(path) {
            let found =
                "it is the lock file that a spreadsheet program keeps while the workbook is open";
            let found = found.to_owned();
            return Err(Error::NotARegister { found }.of_file(path));
        }
        match Self::of_bytes(&beginning) {
            Err(_) if path.file_name() == Some(REGISTER_FILE.as_ref()) => Ok(Self::Folder),
            form => form.map_err(|error| error.of_file(path)),
        }
    }
}

/// Reads the register at a path, whatever its form. The options are for workbooks. What a merge left to decide is
/// found, too, where it stands beside the register.
///
/// # Errors
///
/// When the path cannot be read, or is no register.
///
/// ```no_run
/// let reading = risk_core::open("risks.xlsx".as_ref(), &Default::default())?;
/// for risk in reading.register.risks() {
///     println!("{}: {}", risk.key(), risk.description);
/// }
/// # Ok::<(), risk_core::Error>(())
/// ```
pub fn open(path: &Path, options: &ReadOptions) -> Result<Reading, Error> {
    let form = Form::of(path)?;
    let mut reading = open_as(path, form, options)?;
    let conflicts = conflicts::findings(path, form, &reading);
    reading.findings.extend(conflicts);
    Ok(reading)
}

/// Reads the register at a path, of a form that is known, without what stands beside it.
pub(super) fn open_as(path: &Path, form: Form, options: &ReadOptions) -> Result<Reading, Error> {
    match form {
        Form::Folder => read_folder(folder_of(path, form)),
        Form::Json => read_json(path),
        Form::Workbook => {
            let bytes = read(path, options.limits.of_file())?;
            workbook::read(&bytes, options).map_err(|error| error.of_file(path))
        }
    }
}

/// The folder that a register is in, or that it is.
pub(super) fn folder_of(path: &Path, form: Form) -> &Path {
    let is_header = path.file_name() == Some(REGISTER_FILE.as_ref());
    match form {
        Form::Folder if !is_header => path,
        Form::Folder | Form::Json | Form::Workbook => file::parent(path),
    }
}
