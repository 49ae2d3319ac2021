//! Files in a register's folder that look like records and are not read.

use std::fs::DirEntry;
use std::path::{Path, PathBuf};

use super::folder::entries;
use crate::folder::Files;
use crate::folder::read::{FOLDERS, record_of};
use crate::folder::unread::{Seen, folder_of, is_unread};

/// Folders within those of records are looked into so deep: nobody sorts records by more than this.
const DEEPEST: usize = 8;

/// So many entries of such folders are looked at: more are no records that somebody put there by hand.
const MOST_ENTRIES: usize = 10_000;

/// Notes what looks like a record and is not read. No link is followed but one that records are read through.
pub(super) fn note_unread(folder: &Path, files: &mut Files) {
    let mut left: Vec<(PathBuf, String, usize)> = Vec::new();
    for entry in entries(folder).unwrap_or_default() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        // Where case does not count, the folder of another spelling is the one that is read.
        let is_of_records = folder_of(&name).is_some_and(|known| {
            let is_read = known == name;
            let same =
                || folder.join(known).canonicalize().ok() == entry.path().canonicalize().ok();
            is_read && entry.path().is_dir() || is_folder && !is_read && !same()
        });
        if is_of_records {
            left.push((entry.path(), name, 1));
        } else if !is_folder && is_unread(&name) {
            files.note(name, Seen::Unread);
        }
    }
    let mut looked_at = 0;
    while let Some((folder, path, depth)) = left.pop() {
        let Ok(entries) = entries(&folder) else {
            files.note(path, Seen::Passed("the folder cannot be listed"));
            continue;
        };
        if !FOLDERS.contains(&path.as_str()) {
            looked_at += entries.len();
        }
        if looked_at > MOST_ENTRIES {
            let why = "more files lie in folders within those of records than are looked at";
            return files.note(path, Seen::Passed(why));
        }
        for entry in entries {
            let path = format!("{path}/{}", entry.file_name().to_string_lossy());
            if is_hidden(&entry) {
                continue;
            }
            if depth < DEEPEST && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                left.push((entry.path(), path, depth + 1));
            } else if let Some(seen) = seen(&entry, &path) {
                files.note(path, seen);
            }
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// What is to be seen of an entry of a folder of records, if anything is.
fn seen(entry: &DirEntry, path: &str) -> Option<Seen> {
    let kind = entry.file_type().ok()?;
    if kind.is_dir() {
        return Some(Seen::Passed("the folder lies too deep to be looked into"));
    }
    if kind.is_symlink() && entry.path().is_dir() {
        let why = "the link leads to a folder, which is not looked into";
        return Some(Seen::Passed(why));
    }
    if entry.file_name().to_str().is_none()
        && record_of(&entry.file_name().to_string_lossy()).is_some()
    {
        let why = "the file looks like a record whose name is not in UTF-8 and is not read";
        return Some(Seen::Passed(why));
    }
    is_unread(path).then_some(Seen::Unread)
}
