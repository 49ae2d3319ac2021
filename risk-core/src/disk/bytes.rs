//! Reading files within limits.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::error::Error;

/// Reads a file of at most so many bytes, a limit that may have a name.
pub(super) fn read(
    path: &Path,
    (name, limit): (Option<&'static str>, u64),
) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::read(path, source);
    let file = open_file(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len().min(limit);
    let mut bytes = Vec::new();
    // With room for one more, as the end is found by reading on. Where there is none, reading fails.
    let _ = bytes.try_reserve_exact(usize::try_from(size).unwrap_or_default() + 1);
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > limit {
        return Err(Error::Limit {
            what: format!("the size of {} in bytes", path.display()),
            limit,
            name,
        });
    }
    Ok(bytes)
}

/// Opens what is a file: a pipe would keep whoever opens it waiting, and a device has no end.
fn open_file(path: &Path) -> io::Result<File> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    File::open(path)
}

/// The first bytes of a file, at most so many.
#[cfg(feature = "workbook")]
pub(super) fn beginning(path: &Path, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_file(path)?.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
