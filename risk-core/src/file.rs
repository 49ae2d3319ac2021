//! Reading and replacing files.

use std::fs::{self, File};
#[cfg(feature = "folder")]
use std::io::Read;
use std::io::{self, Write};
use std::path::Path;

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
