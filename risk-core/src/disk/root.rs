//! The folder of a register, which nothing is written outside of.

use std::collections::{BTreeSet, HashSet};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::{io, iter};

use super::file;
use super::folder::{at, entries};
use crate::error::Error;
use crate::folder::Files;
use crate::folder::read::{FOLDERS, record_of};
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

    /// Notes a link of the folder that leads out of it, or to another record.
    pub fn note_link(&self, path: &str, files: &mut Files) {
        let link = self.folder.join(path);
        if !link.is_symlink() {
            return;
        }
        if let Some(target) = self.outside(&link) {
            files.note(path, Seen::LeadsOut(target.display().to_string()));
        } else if let Some(target) = self.record(&link) {
            files.note(path, Seen::LeadsToRecord(target));
        }
    }

    /// The path in the folder of the record that a link leads to in the end, if it is one.
    fn record(&self, link: &Path) -> Option<String> {
        self.record_at(&link.canonicalize().ok()?)
    }

    /// The records that a link leads over, the one where it ends included: a link may be to another one.
    fn records(&self, link: &Path) -> Vec<String> {
        // No system follows more of them.
        const MOST: usize = 64;
        let hops = iter::successors(Some(link.to_owned()), |link| next_hop(link));
        let hops = hops.skip(1).take(MOST);
        let hops = hops.filter_map(|hop| self.record_at(&hop));
        hops.chain(self.record(link)).collect()
    }

    /// The path in the folder of the record at a path without links before its name, if it is one.
    fn record_at(&self, target: &Path) -> Option<String> {
        let target = target.strip_prefix(self.inside.as_ref()?).ok()?.to_str()?;
        let target = target.replace(MAIN_SEPARATOR, "/");
        let (folder, name) = target.split_once('/')?;
        (FOLDERS.contains(&folder) && record_of(name).is_some()).then_some(target)
    }

    /// Refuses to remove the file of a record that another record, which stays, is a link to.
    pub fn refuse_linked(&self, removals: &[String]) -> Result<(), Error> {
        if removals.is_empty() {
            return Ok(());
        }
        let removals: HashSet<&str> = removals.iter().map(String::as_str).collect();
        let is_removed = |path: &String| removals.contains(path.as_str());
        for folder in FOLDERS {
            let entries = entries(&self.folder.join(folder))?;
            let links = entries
                .iter()
                .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_symlink()));
            for link in links {
                let path = format!("{folder}/{}", link.file_name().to_string_lossy());
                if is_removed(&path) {
                    continue;
                }
                if let Some(target) = self.records(&link.path()).into_iter().find(is_removed) {
                    let reason =
                        format!("the record {path} is a link to it, and would lead nowhere");
                    return Err(Error::write(
                        &at(self.folder, &target),
                        io::Error::other(reason),
                    ));
                }
            }
        }
        Ok(())
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

/// What a link leads to, which may be another link; `None` of what is no link.
fn next_hop(link: &Path) -> Option<PathBuf> {
    let target = file::parent(link).join(link.read_link().ok()?);
    let folder = file::parent(&target).canonicalize().ok()?;
    Some(folder.join(target.file_name()?))
}
