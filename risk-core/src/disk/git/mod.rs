//! Registers in git repositories: revisions of them, versions of a merge that is not done, and git told how to show and
//! merge them.
//!
//! git is run as a program, without a shell.

mod attributes;
mod config;
mod driver;
mod history;
mod index;
mod install;
mod objects;
mod places;
mod revision;
mod unmerged;

use std::path::Path;
use std::process::{Command, Stdio};

pub use self::driver::merge_driver;
pub use self::history::trend;
pub use self::index::{paths_to_add, unmerged_paths};
pub use self::install::{GitItem, git_install, git_status, git_uninstall};
pub(super) use self::revision::added;
pub use self::revision::{is_revision, merge_base, open_object, open_revision};
pub(super) use self::unmerged::is_unmerged;
pub use self::unmerged::{Unmerged, merge_unmerged};
use crate::error::Error;
use crate::folder::REGISTER_FILE;
use crate::folder::read::{FOLDERS, record_of};

/// The mode that git gives symbolic links.
const LINK: &str = "120000";

/// The repository that a folder is in.
struct Repository<'a> {
    folder: &'a Path,
}

impl<'a> Repository<'a> {
    fn of(folder: &'a Path) -> Self {
        let is_here = folder.as_os_str().is_empty();
        let folder = if is_here { Path::new(".") } else { folder };
        Self { folder }
    }

    /// The same, unless there is none.
    fn existing(self) -> Result<Self, Error> {
        output(self.git().args(["rev-parse", "--git-dir"])).map(|_| self)
    }

    /// git in the folder. Its own words are looked at by nobody but a person, and no path is a pattern.
    fn git(&self) -> Command {
        let mut git = Self::plain(self.folder);
        git.arg("--literal-pathspecs");
        git
    }

    /// The same, where a path may be a pattern.
    fn plain(folder: &Path) -> Command {
        let mut git = Command::new("git");
        git.arg("-C").arg(folder).stdin(Stdio::null());
        git
    }
}

/// What git prints, or what it complains of.
fn output(git: &mut Command) -> Result<Vec<u8>, Error> {
    let output = git.output().map_err(not_run)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let complaint = complaint.trim().trim_start_matches("fatal: ");
    Err(failed(complaint))
}

/// The entries of a list that git makes: three words, a tab, and a path.
fn entries(listed: &[u8]) -> impl Iterator<Item = ([String; 3], String)> {
    let entries = listed.split(|byte| *byte == 0);
    entries.filter_map(|entry| {
        let entry = String::from_utf8_lossy(entry);
        let (words, path) = entry.split_once('\t')?;
        let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        Some((words.try_into().ok()?, path.to_owned()))
    })
}

/// Whether a file of a register's folder is one that the register is read from.
fn is_of_register(path: &str) -> bool {
    path == REGISTER_FILE
        || path
            .split_once('/')
            .is_some_and(|(folder, name)| FOLDERS.contains(&folder) && record_of(name).is_some())
}

fn too_large(name: &str, (limit_name, limit): (Option<&'static str>, u64)) -> Error {
    Error::Limit {
        what: format!("the size of {name} in bytes"),
        limit,
        name: limit_name,
    }
}

fn not_run(source: std::io::Error) -> Error {
    Error::Git {
        reason: "it cannot be run".to_owned(),
        source: Some(source),
    }
}

fn failed(reason: &str) -> Error {
    Error::Git {
        reason: reason.to_owned(),
        source: None,
    }
}
