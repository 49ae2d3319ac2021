//! Errors of files.

use std::io;
use std::path::Path;
#[cfg(feature = "folder")]
use std::path::PathBuf;

use crate::error::Error;

impl Error {
    #[cfg(any(feature = "folder", feature = "workbook"))]
    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read {
            path: path.to_owned(),
            source,
        }
    }

    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: path.to_owned(),
            source,
        }
    }

    /// The error that bytes gave, of the folder or file that they were read from.
    #[cfg(feature = "folder")]
    pub(super) fn within(self, place: &Path) -> Self {
        match self {
            Self::Changed { .. } => Self::Changed {
                path: place.to_owned(),
            },
            Self::File { path, source } => Self::File {
                path: place.join(path.components().collect::<PathBuf>()),
                source,
            },
            other => other,
        }
    }
}
