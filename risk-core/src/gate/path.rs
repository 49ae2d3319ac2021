//! Where in a repository a finding is.

use std::path::{Component, Path};

use serde::Serialize;

use crate::folder::REGISTER_FILE;
use crate::record::Location;

/// Where a register is in its repository, so that reports name files as others find them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterPath {
    /// The folder that its locations are relative to; empty, or with a `/` at its end.
    folder: String,
    /// What is named where a location names no file.
    file: String,
}

/// A place in a file of a repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FilePlace {
    /// The file, relative to the repository that the register is in, with `/` on every system.
    pub path: String,
    /// The line, counted from 1; null in a workbook, where the location has the cell.
    pub line: Option<usize>,
    /// The column in characters, counted from 1.
    pub column: Option<usize>,
}

impl RegisterPath {
    /// A register in a folder, which is relative to its repository.
    ///
    /// ```
    /// use risk_core::Location;
    /// use risk_core::gate::RegisterPath;
    ///
    /// let path = RegisterPath::of_folder("systems/shop".as_ref());
    /// let place = path.place(&Location::Record { record: "R01".into(), field: None });
    /// assert_eq!(place.path, "systems/shop/register.toml");
    /// ```
    pub fn of_folder(folder: &Path) -> Self {
        let folder = slashes(folder);
        let folder = if folder.is_empty() {
            folder
        } else {
            folder + "/"
        };
        Self {
            file: format!("{folder}{REGISTER_FILE}"),
            folder,
        }
    }

    /// A register in one file, JSON or a workbook, whose path is relative to its repository.
    pub fn of_file(file: &Path) -> Self {
        let file = slashes(file);
        let end = file.rfind('/').map_or(0, |slash| slash + 1);
        Self {
            folder: file[..end].to_owned(),
            file,
        }
    }

    /// The file of a location, and the line where there is one.
    pub fn place(&self, location: &Location) -> FilePlace {
        match location {
            Location::Position { file, line, column } => FilePlace {
                path: format!("{}{file}", self.folder),
                line: Some(*line),
                column: Some(*column),
            },
            Location::Cell { .. } | Location::Sheet { .. } | Location::Record { .. } => FilePlace {
                path: self.file.clone(),
                line: None,
                column: None,
            },
        }
    }
}

/// A path with `/` between its parts, without those that mean nothing.
fn slashes(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::CurDir => None,
        Component::RootDir => Some(String::new()),
        part => Some(part.as_os_str().to_string_lossy().into_owned()),
    });
    parts.collect::<Vec<_>>().join("/")
}
