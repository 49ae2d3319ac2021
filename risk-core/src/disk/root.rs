//! The folder of a register, which nothing is written outside of.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::file;
use crate::error::Error;
use crate::folder::Files;
use crate::folder::unread::Seen;

/// The folder of a register, where links in it are followed from: a folder that somebody else made, such as a clone,
/// must not have a file of its reader replaced.
pub(super) struct Root<'a> {
    folder: &'a Path,
    /// Without links; `None` where nothing is there yet.
    inside: Option<PathBuf>,
}

impl<'a> Root<'a> {
    pub fn of(folder: &'a Path) -> Self {
        let inside = folder.canonicalize().ok();
        Self { folder, inside }
    }

    /// Where a link leads to, if that is out of the folder. What is not there yet leads nowhere.
    fn outside(&self, path: &Path) -> Option<PathBuf> {
        let inside = self.inside.as_ref()?;
        let target = path.canonicalize().ok();
        target.filter(|target| !target.starts_with(inside))
    }

    /// Notes a link of the folder that leads out of it.
    pub fn note_link(&self, path: &str, files: &mut Files) {
        let link = self.folder.join(path);
        if link.is_symlink()
            && let Some(target) = self.outside(&link)
        {
            files.note(path, Seen::LeadsOut(target.display().to_string()));
        }
    }

    /// Refuses to write files that a link leads out of the folder to, or that are in such a folder.
    pub fn refuse_outside(&self, files: impl Iterator<Item = PathBuf>) -> Result<(), Error> {
        let files: Vec<PathBuf> = files.collect();
        // Many files are in one folder, and only few of them are links.
        let folders: BTreeSet<&Path> = files.iter().map(|path| file::parent(path)).collect();
        let links = files.iter().map(PathBuf::as_path);
        let links = links.filter(|path| path.is_symlink());
        for path in folders.into_iter().chain(links) {
            if let Some(target) = self.outside(path) {
                let reason = format!(
                    "a link there leads out of the folder of the register, to {}, and is not followed",
                    target.display()
                );
                return Err(Error::write(path, io::Error::other(reason)));
            }
        }
        Ok(())
    }
}
