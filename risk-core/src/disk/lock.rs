//! Folders that one process writes into at a time.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use super::file::parent;
use crate::error::Error;

/// Keeps other processes that lock the same folder waiting until the lock is dropped, where the
/// system can lock folders: between a look at what stands there and the write, nothing changes.
///
/// # Errors
///
/// When another process has it locked for very long.
pub(super) fn lock(folder: &Path) -> Result<Option<File>, Error> {
    const PATIENCE: Duration = Duration::from_secs(60);
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

/// The same of the folder that a file is in, also where a symbolic link leads to it.
pub(super) fn lock_around(path: &Path) -> Result<Option<File>, Error> {
    let target = fs::canonicalize(path);
    lock(parent(target.as_deref().unwrap_or(path)))
}
