//! The versions of a merge that is not done, which git keeps in its index.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;

use super::objects::Objects;
use super::{LINK, Repository, entries, failed, is_of_register, output};
use crate::disk::file::parent;
use crate::disk::folder::LIMIT;
use crate::disk::json::LARGEST_JSON;
use crate::error::Error;
use crate::folder::read::FOLDERS;
use crate::folder::{Files, REGISTER_FILE};

/// A file as the index has it: at stage 0, or in up to three versions where a merge left it to a person.
pub(super) struct Staged {
    object: String,
    pub stage: usize,
    /// As seen from the folder that git was asked in.
    pub path: String,
    is_link: bool,
}

/// Where a register is: the folder to ask git in, and the paths there.
pub(super) fn place(path: &Path) -> (&Path, Vec<String>) {
    let name = path
        .file_name()
        .map_or_else(Default::default, OsStr::to_string_lossy);
    let of_folder = || [REGISTER_FILE].into_iter().chain(FOLDERS);
    let of_folder = || of_folder().map(str::to_owned).collect();
    if path.is_dir() {
        (path, of_folder())
    } else if name == REGISTER_FILE {
        (parent(path), of_folder())
    } else {
        (parent(path), vec![name.into_owned()])
    }
}

pub(super) fn is_folder(paths: &[String]) -> bool {
    paths.len() > 1
}

/// The files of a register in the index.
pub(super) fn staged(repository: &Repository<'_>, paths: &[String]) -> Result<Vec<Staged>, Error> {
    let mut list = repository.git();
    list.args(["ls-files", "--stage", "-z", "--"]).args(paths);
    let listed = output(&mut list)?;
    let is_of_it = |path: &str| {
        if is_folder(paths) {
            is_of_register(path)
        } else {
            path == paths[0]
        }
    };
    // `100644 0123… 2<TAB>risks/R03.toml`
    let files = entries(&listed).filter(|(_, path)| is_of_it(path));
    let staged = files.map(|([mode, object, stage], path)| Staged {
        object,
        stage: stage.parse().unwrap_or_default(),
        path,
        is_link: mode == LINK,
    });
    Ok(staged.collect())
}

/// The paths of a register's files that a merge of git left to a person, as `git add` takes them in the folder that the
/// register is in.
///
/// # Errors
///
/// When git cannot be run, or the path is in no repository.
pub fn unmerged_paths(path: &Path) -> Result<Vec<String>, Error> {
    let (folder, paths) = place(path);
    let staged = staged(&Repository::of(folder), &paths)?;
    let unmerged = staged.into_iter().filter(|file| file.stage > 0);
    let unmerged: BTreeSet<String> = unmerged.map(|file| file.path).collect();
    Ok(unmerged.into_iter().collect())
}

/// The paths of a register's files that git is to add when a merge is resolved: those that it left to a person, and those
/// that differ from the index, such as that of a risk that was added. None where git has left nothing to a person.
///
/// # Errors
///
/// When git cannot be run, or the path is in no repository.
pub fn paths_to_add(path: &Path) -> Result<Vec<String>, Error> {
    let unmerged = unmerged_paths(path)?;
    if unmerged.is_empty() {
        return Ok(unmerged);
    }
    let (folder, paths) = place(path);
    let mut list = Repository::of(folder).git();
    let which = ["--modified", "--others", "--deleted", "--exclude-standard"];
    list.arg("ls-files")
        .args(which)
        .args(["-z", "--"])
        .args(&paths);
    let listed = output(&mut list)?;
    let changed = listed.split(|byte| *byte == 0);
    let changed = changed.map(|path| String::from_utf8_lossy(path).into_owned());
    let changed = changed.filter(|path| is_of_register(path) || *path == paths[0]);
    let all: BTreeSet<String> = changed.chain(unmerged).collect();
    Ok(all.into_iter().collect())
}

/// The files of a folder in each version.
pub(super) fn folder_files(staged: &[Staged], objects: &mut Objects) -> Result<[Files; 3], Error> {
    let mut versions = [Files::default(), Files::default(), Files::default()];
    for file in staged {
        if file.is_link {
            // The index has no place from which git would follow it.
            return Err(failed(&format!("{} is a symbolic link", file.path)));
        }
        let content = objects.content(&file.path, &file.object, LIMIT)?;
        for (stage, version) in (1..).zip(&mut versions) {
            if file.stage == 0 || file.stage == stage {
                version.insert(file.path.as_str(), content.as_slice());
            }
        }
    }
    Ok(versions)
}

/// The content of a file in each version; nothing in that which both sides come from, where both added it.
pub(super) fn file_contents(
    staged: &[Staged],
    objects: &mut Objects,
) -> Result<[Vec<u8>; 3], Error> {
    let mut content = |stage: usize| {
        let file = staged.iter().find(|file| file.stage == stage)?;
        Some(objects.content(&file.path, &file.object, (None, LARGEST_JSON)))
    };
    let is_gone = |side: &str| failed(&format!("{side} removed it, and the other side changed it"));
    let base = content(1).transpose()?.unwrap_or_default();
    let ours = content(2).ok_or_else(|| is_gone("ours"))??;
    let theirs = content(3).ok_or_else(|| is_gone("theirs"))??;
    Ok([base, ours, theirs])
}
