//! Where the files of a register stand in a repository, and where they stood before somebody moved them.

use std::collections::{BTreeMap, HashMap};

use super::{Repository, output};
use crate::error::Error;
use crate::folder::REGISTER_FILE;

/// Files in a folder of a repository.
pub(super) struct Place {
    /// The folder as seen from the top: empty, or with a slash behind.
    pub folder: String,
    /// The names of the files and folders in it. The first is of the file that makes it a register.
    pub names: Vec<String>,
}

impl Place {
    fn is_folder(&self) -> bool {
        self.names[0] == REGISTER_FILE
    }

    /// The path of the file that makes it a register.
    pub fn file(&self) -> String {
        format!("{}{}", self.folder, self.names[0])
    }

    /// What people call it: the folder of a register, or its file.
    pub fn in_words(&self) -> String {
        if !self.is_folder() {
            return self.file();
        }
        let folder = self.folder.trim_end_matches('/');
        let is_top = folder.is_empty();
        if is_top { "." } else { folder }.to_owned()
    }

    /// The folder that at least half of its files come from unchanged, of those that changes of files took away. The file
    /// that makes it a register may be alike in many.
    fn folder_before(&self, changes: &[Change]) -> Option<Self> {
        let new = changes.iter().filter(|change| change.kind == b'A');
        let new = new.filter_map(|change| {
            let (folder, file) = within_register(&change.path)?;
            (folder == self.folder).then_some((file, &change.new))
        });
        let new: HashMap<&str, &String> = new.collect();
        let mut same: BTreeMap<&str, usize> = BTreeMap::new();
        for old in changes.iter().filter(|change| change.kind == b'D') {
            if let Some((folder, file)) = within_register(&old.path)
                && new.get(file) == Some(&&old.old)
            {
                *same.entry(folder).or_default() += 1;
            }
        }
        let (folder, count) = same.into_iter().max_by_key(|(_, count)| *count)?;
        let (folder, names) = (folder.to_owned(), self.names.clone());
        (2 * count >= new.len()).then_some(Self { folder, names })
    }

    /// The file that it was before, where a change gave that another path.
    fn file_before(&self, changes: &[Change]) -> Option<Self> {
        let file = self.file();
        let change = changes.iter().find(|change| change.to == file)?;
        let (folder, name) = at_last_slash(&change.path);
        let (folder, names) = (folder.to_owned(), vec![name.to_owned()]);
        Some(Self { folder, names })
    }
}

/// A path taken apart behind its last slash.
fn at_last_slash(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |slash| slash + 1))
}

/// The folder of the register that a file is of by its path, and the path in it.
fn within_register(path: &str) -> Option<(&str, &str)> {
    let (folder, name) = at_last_slash(path);
    if name == REGISTER_FILE {
        return Some((folder, name));
    }
    let of_records = folder.strip_suffix('/')?;
    let (above, _) = at_last_slash(of_records);
    super::is_of_register(&path[above.len()..]).then(|| path.split_at(above.len()))
}

/// What a commit did to a file.
struct Change {
    kind: u8,
    /// The objects before and behind it.
    old: String,
    new: String,
    path: String,
    /// Where the file is now, if that is another path.
    to: String,
}

/// The changes that git lists: `:100644 100644 0123… 4567… R100` and a path or two, all with a NUL behind.
fn changes(listed: &[u8]) -> Vec<Change> {
    let mut words = listed.split(|byte| *byte == 0);
    let mut next = || Some(String::from_utf8_lossy(words.next()?).into_owned());
    let mut changes = Vec::new();
    while let Some(word) = next() {
        let parts: Vec<&str> = word.split(' ').collect();
        let [_, _, old, new, kind] = parts.as_slice() else {
            continue;
        };
        let kind = kind.as_bytes()[0];
        changes.push(Change {
            kind,
            old: (*old).to_owned(),
            new: (*new).to_owned(),
            path: next().unwrap_or_default(),
            to: if kind == b'R' { next() } else { None }.unwrap_or_default(),
        });
    }
    changes
}

impl Repository<'_> {
    /// Where files of the folder stand in the repository.
    pub(super) fn place(&self, names: Vec<String>) -> Result<Place, Error> {
        let folder = output(self.git().args(["rev-parse", "--show-prefix"]))?;
        let folder = String::from_utf8_lossy(&folder);
        let folder = folder.strip_suffix('\n').unwrap_or(&folder).to_owned();
        Ok(Place { folder, names })
    }

    /// Where files stood before a commit that moved them to a place, or before a move that is not committed yet.
    pub(super) fn before_move(
        &self,
        place: &Place,
        commit: Option<&str>,
    ) -> Result<Option<Place>, Error> {
        let mut git = self.git();
        git.args(["-c", "diff.relative=false"]);
        let form = ["-r", "-z", "--raw", "--no-abbrev"];
        match commit.map(|commit| [format!("{commit}^1"), commit.to_owned()]) {
            None => git.arg("diff-index").args(form).args(["--cached", "HEAD"]),
            Some([parent, _]) if self.object(&parent).is_err() => return Ok(None),
            Some(both) => git.arg("diff-tree").args(form).args(both),
        };
        // Of a file that was edited as it was moved, most is still there.
        git.args(if place.is_folder() {
            ["--no-renames", "--diff-filter=AD"]
        } else {
            ["--find-renames=75%", "--diff-filter=R"]
        });
        let changes = changes(&output(&mut git)?);
        Ok(if place.is_folder() {
            place.folder_before(&changes)
        } else {
            place.file_before(&changes)
        })
    }
}
