//! Replacing files.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

#[cfg(feature = "workbook")]
use super::bytes::beginning;
use crate::error::Error;
use crate::parallel;

/// Replaces a file by a new content, or makes it: at every moment the file has either its old
/// content or the new one, whole. The permissions of a file that exists are kept, and a symbolic
/// link is followed to what it names.
///
/// # Errors
///
/// When the file cannot be written. Then it is as it was.
pub fn replace(path: &Path, content: &[u8]) -> Result<(), Error> {
    replace_with(path, |file| file.write_all(content))
}

/// The same with a content that is written bit by bit.
pub(super) fn replace_with(
    path: &Path,
    content: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), Error> {
    // Whoever writes many files into a folder makes its entries durable once.
    replace_if(path, content, |_| Ok(())).map(drop)
}

/// Replaces many files of one folder, each as [`replace`] does. They are durable, with their entries in the folder.
///
/// # Errors
///
/// When a file cannot be written. Others may have been by then.
pub fn replace_all(folder: &Path, files: &[(PathBuf, String)]) -> Result<(), Error> {
    at_once(files, |(path, content)| replace(path, content.as_bytes()))?;
    sync_folder(folder);
    Ok(())
}

/// A disk confirms many files at once nearly as fast as one, so many are in flight.
const AT_ONCE: usize = 16;

/// Does the same to many files, several at once.
pub(super) fn at_once<T: Sync>(
    files: &[T],
    change: impl Fn(&T) -> Result<(), Error> + Sync,
) -> Result<(), Error> {
    parallel::for_each(files, AT_ONCE, change)
}

/// The same of a file that was read before, unless its content is another one by now. It is durable
/// with its entry in the folder.
///
/// # Errors
///
/// Also when the file has changed.
#[cfg(feature = "workbook")]
pub(super) fn replace_if_still(path: &Path, expected: &[u8], content: &[u8]) -> Result<(), Error> {
    let fill = |file: &mut File| file.write_all(content);
    let target = replace_if(path, fill, |target| still_has(target, expected, path))?;
    sync_folder(parent(&target));
    Ok(())
}

/// Refuses a file that has another content than was expected, or is gone.
#[cfg(feature = "workbook")]
pub(super) fn still_has(target: &Path, expected: &[u8], path: &Path) -> Result<(), Error> {
    let one_more = (expected.len() as u64).saturating_add(1);
    match beginning(target, one_more) {
        Ok(found) if found == expected => Ok(()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::write(path, error)),
        _ => Err(Error::Changed {
            path: path.to_owned(),
        }),
    }
}

/// Replaces a file if, when all is ready, what is there may go; which file it was.
pub(super) fn replace_if(
    path: &Path,
    content: impl FnOnce(&mut File) -> io::Result<()>,
    may_go: impl FnOnce(&Path) -> Result<(), Error>,
) -> Result<PathBuf, Error> {
    let failed = |source| Error::write(path, source);
    let target = target(path).map_err(failed)?;
    let folder = parent(&target);
    let temporary = match existing(&target).map_err(failed)? {
        Some(existing) => temporary_like(&existing, folder),
        None => new_temporary(folder),
    };
    let temporary = filled(temporary, content).map_err(failed)?;
    may_go(&target)?;
    let replaced = temporary.persist(&target);
    replaced.map_err(|error| failed(error.error))?;
    Ok(target)
}

/// The file that a path names, through symbolic links.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if path.is_symlink() {
                let message = "it is a link to something that is not there";
                return Err(io::Error::new(io::ErrorKind::NotFound, message));
            }
            Ok(path.to_owned())
        }
        target => target,
    }
}

/// What is known of the file that is to be replaced, if there is one.
fn existing(target: &Path) -> io::Result<Option<Metadata>> {
    match fs::metadata(target) {
        Ok(existing) if existing.is_file() => Ok(Some(existing)),
        Ok(existing) if existing.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        // A device or a pipe would be gone.
        Ok(_) => Err(io::Error::other("it is not a regular file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Gives a new file the permissions of the one that it is to replace, and its owner and group as
/// far as that is allowed.
#[cfg(unix)]
fn keep_access(file: &File, existing: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let made = file.metadata()?;
    let mut mode = existing.mode() & 0o777;
    if (made.uid(), made.gid()) != (existing.uid(), existing.gid()) {
        let kept = fchown(file, Some(existing.uid()), Some(existing.gid()))
            .or_else(|_| fchown(file, None, Some(existing.gid())));
        if kept.is_err() {
            // Another group is allowed no more than everybody.
            mode = (mode & 0o707) | ((mode & 0o007) << 3);
        }
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

/// Elsewhere a file that may be replaced has nothing to keep.
#[cfg(not(unix))]
fn keep_access(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Makes a file that is not there yet, whole or not at all.
#[cfg(feature = "workbook")]
pub(super) fn create(path: &Path, content: &[u8]) -> Result<(), Error> {
    let failed = |source| Error::write(path, source);
    let folder = parent(path);
    let fill = |file: &mut File| file.write_all(content);
    let temporary = filled(new_temporary(folder), fill).map_err(failed)?;
    let made = temporary.persist_noclobber(path);
    made.map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists {
            path: path.to_owned(),
        },
        _ => failed(error.error),
    })?;
    sync_folder(folder);
    Ok(())
}

/// Makes the changes of a folder's entries durable, where the system can.
pub(super) fn sync_folder(folder: &Path) {
    // Not every system opens folders, and the files themselves are safe by now.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

pub(super) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A temporary file that, once it is in place, is as open as any new file.
fn new_temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = temporary();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What the umask takes away stays away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// A temporary file that is as open as a file that exists, and at no moment more open.
fn temporary_like(existing: &Metadata, folder: &Path) -> io::Result<NamedTempFile> {
    let file = temporary().tempfile_in(folder)?;
    keep_access(file.as_file(), existing)?;
    Ok(file)
}

/// A temporary file with its content, which is on the disk.
fn filled(
    temporary: io::Result<NamedTempFile>,
    content: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    let mut temporary = temporary?;
    content(temporary.as_file_mut())?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".risk-").suffix(".tmp");
    builder
}
