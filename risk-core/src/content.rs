//! Registers in bytes, of a form that is not known beforehand.

use crate::check::Reading;
use crate::error::Error;
use crate::folder::read::utf8;
use crate::folder::read_json::read_named;
use crate::workbook::{self, ReadOptions};

/// What a register is kept in.
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

/// How a file begins that stands for one that Git LFS keeps elsewhere: the first line of its specification.
const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

/// Whether a file is such a pointer.
pub(crate) fn is_pointer(beginning: &[u8]) -> bool {
    beginning.starts_with(POINTER)
}

impl Form {
    /// The form of one file, by its first bytes: a workbook, or what begins with `{`.
    ///
    /// # Errors
    ///
    /// When it is neither.
    pub fn of_bytes(beginning: &[u8]) -> Result<Self, Error> {
        let text = beginning.strip_prefix(b"\xEF\xBB\xBF");
        let text = text.unwrap_or(beginning);
        if text.starts_with(b"PK") || text.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Ok(Self::Workbook);
        }
        if text.trim_ascii_start().first() == Some(&b'{') {
            return Ok(Self::Json);
        }
        let found = if is_pointer(text) {
            "it is a pointer of Git LFS, and `git lfs pull` fetches the file"
        } else {
            "it is neither a workbook nor JSON"
        };
        Err(Error::NotARegister {
            found: found.to_owned(),
        })
    }
}

/// Reads the register that bytes are, a workbook or JSON, by the content. Places in JSON are reported under
/// the name, as `upload.json:5:1`; the options are for workbooks.
///
/// # Errors
///
/// When the bytes are neither, and those of [`workbook::read`] and [`json::read`](crate::json::read).
///
/// ```
/// let bytes = br#"{ "schema_version": 1, "risks": [{ "reference": "R01", "impact": "Hihg" }] }"#;
/// let reading = risk_core::open_bytes("upload.json", bytes, &Default::default())?;
/// let today = risk_core::Date::new(2026, 6, 1).unwrap();
/// assert_eq!(reading.check(today)[0].location.to_string(), "upload.json:1:66");
/// # Ok::<(), risk_core::Error>(())
/// ```
pub fn open_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Reading, Error> {
    match Form::of_bytes(bytes)? {
        Form::Workbook => workbook::read(bytes, options),
        _ => read_named(name, utf8(name, bytes.to_vec())?),
    }
}
