//! Opening a register of any form by its path.

use std::fs;
use std::path::Path;

use crate::check::Reading;
use crate::error::Error;
use crate::file;
use crate::folder::{REGISTER_FILE, read_folder, read_json};
use crate::lock_file;
use crate::workbook::{self, ReadOptions};

/// What a path has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// A folder of TOML files.
    Folder,
    /// JSON.
    Json,
    /// A workbook.
    Workbook,
}

/// So many bytes tell what a file is.
const BEGINNING: u64 = 4096;

impl Form {
    /// Tells the form by the content: a folder, a file that begins with `{`, or a workbook.
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
        let beginning = file::beginning(path, BEGINNING).map_err(failed)?;
        let text = beginning
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(&beginning);
        let is_workbook = text.starts_with(b"PK") || text.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
        match text.trim_ascii_start().first() {
            // Its first bytes are somebody's name, which may be any.
            _ if lock_file::is_name(path) => Err(not_a_register(path).of_file(path)),
            _ if is_workbook => Ok(Self::Workbook),
            Some(b'{') => Ok(Self::Json),
            _ if path.file_name() == Some(REGISTER_FILE.as_ref()) => Ok(Self::Folder),
            _ => Err(not_a_register(path).of_file(path)),
        }
    }
}

fn not_a_register(path: &Path) -> Error {
    let found = if lock_file::is_name(path) {
        "it is the lock file that a spreadsheet program keeps while the workbook is open"
    } else {
        "it is neither a workbook nor JSON"
    };
    Error::NotARegister {
        found: found.to_owned(),
    }
}

/// Reads the register at a path, whatever its form. The options are for workbooks.
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
    match Form::of(path)? {
        Form::Folder if path.is_dir() => read_folder(path),
        Form::Folder => read_folder(file::parent(path)),
        Form::Json => read_json(path),
        Form::Workbook => {
            let bytes = file::read(path, options.limits.of_file())?;
            workbook::read(&bytes, options).map_err(|error| error.of_file(path))
        }
    }
}
