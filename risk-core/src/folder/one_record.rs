//! The file of one record, without the rest of its folder.

use super::files::Files;
use super::read::{FolderFiles, RecordFile, read_files};
use super::record_files::updated;
use crate::edit::OfTheirs;
use crate::error::Error;
use crate::record::RecordKind;
use crate::register::Record;

/// Reads the file at a path such as `risks/R03.toml` as if it were all that its folder has. An empty file is none.
pub(crate) fn read_one(path: &str, content: &[u8]) -> Result<FolderFiles, Error> {
    let mut files = Files::default();
    if !content.is_empty() {
        files.insert(path, content);
    }
    read_files(&files)
}

/// Puts a record into the file that was read, with what theirs has beside. The file keeps its name, whatever the record is
/// called.
pub(crate) fn put_one<T: Record>(
    from: &FolderFiles,
    new: &T,
    theirs: Option<&OfTheirs>,
) -> Result<String, Error> {
    let old = T::all(&from.reading.register).next();
    let (Some(file), Some(old)) = (file_of::<T>(from), old) else {
        let found = "it states no record".to_owned();
        return Err(Error::NotARegister { found });
    };
    updated(file, old, (new, file.told.name() == new.name()), theirs)
}

fn file_of<T: Record>(from: &FolderFiles) -> Option<&RecordFile> {
    match T::KIND {
        RecordKind::Component => from.components.first(),
        RecordKind::Risk | RecordKind::Register => from.risks.first(),
    }
}
