//! Reading files within limits.

use std::fs::File;
#[cfg(feature = "workbook")]
use std::io;
use std::io::Read;
use std::path::Path;

use crate::error::Error;

/// Reads a file of at most so many bytes, a limit that may have a name.
pub(super) fn read(
    path: &Path,
    (name, limit): (Option<&'static str>, u64),
) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::read(path, source);
    let file = File::open(path).map_err(failed)?;
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

/// The first bytes of a file, at most so many.
#[cfg(feature = "workbook")]
pub(super) fn beginning(path: &Path, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
