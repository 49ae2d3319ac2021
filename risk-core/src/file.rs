//! Reading and replacing files.

#[cfg(feature = "folder")]
use std::fs::TryLockError;
use std::fs::{self, File};
#[cfg(feature = "folder")]
use std::io::Read;
use std::io::{self, Write};
use std::path::Path;
#[cfg(feature = "folder")]
use std::time::{Duration, Instant};

use crate::error::Error;

/// Reads a file of at most so many bytes.
#[cfg(feature = "folder")]
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::read(path, source);
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > limit {
        return Err(Error::Limit {
            what: format!("the size of {} in bytes", path.display()),
            limit,
        });
    }
    Ok(bytes)
}

/// Replaces a file by a new content, or makes it: at every moment the file has either its old
/// content or the new one, whole. The permissions of a file that exists are kept, and a symbolic
/// link is followed to what it names.
///
/// # Errors
///
/// When the file cannot be written. Then it is as it was.
pub fn replace(path: &Path, content: &[u8]) -> Result<(), Error> {
    let failed = |source| Error::write(path, source);
    let target = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(failed(error)),
    };
    let folder = parent(&target);
    let mut temporary = new_temporary(folder).map_err(failed)?;
    if let Ok(existing) = fs::metadata(&target) {
        let kept = temporary.as_file().set_permissions(existing.permissions());
        kept.map_err(failed)?;
    }
    temporary.write_all(content).map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    temporary
        .persist(&target)
        .map_err(|error| failed(error.error))?;
    Ok(())
}

/// Makes a file that is not there yet, whole or not at all.
#[cfg(feature = "workbook")]
pub(crate) fn create(path: &Path, content: &[u8]) -> Result<(), Error> {
    let failed = |source| Error::write(path, source);
    let folder = parent(path);
    let mut temporary = new_temporary(folder).map_err(failed)?;
    temporary.write_all(content).map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    match temporary.persist_noclobber(path) {
        Ok(_) => {}
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(Error::Exists {
                path: path.to_owned(),
            });
        }
        Err(error) => return Err(failed(error.error)),
    }
    sync_folder(folder);
    Ok(())
}

/// Keeps other processes that lock the same folder waiting until the lock is dropped, where the
/// system can lock folders: between a look at what stands there and the write, nothing changes.
///
/// # Errors
///
/// When another process has it locked for very long.
#[cfg(feature = "folder")]
pub(crate) fn lock(folder: &Path) -> Result<Option<File>, Error> {
    const PATIENCE: Duration = Duration::from_mins(1);
    const PAUSE: Duration = Duration::from_millis(10);
    // A folder that is not there yet has nothing to change.
    let Ok(file) = File::open(folder) else {
        return Ok(None);
    };
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                std::thread::sleep(PAUSE);
            }
            Err(TryLockError::WouldBlock) => {
                let busy = io::Error::new(
                    io::ErrorKind::TimedOut,
                    "another process has been writing there for a minute",
                );
                return Err(Error::write(folder, busy));
            }
            // Not every system locks folders.
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
}

/// Makes the changes of a folder's entries durable, where the system can.
pub(crate) fn sync_folder(folder: &Path) {
    // Not every system opens folders, and the files themselves are safe by now.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

pub(crate) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A temporary file that, once it is in place, is as open as any new file.
fn new_temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".risk-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What the umask takes away stays away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
