//! Where the files of a register stand in a repository, and where they stood before somebody moved them.

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
    /// The same files under a folder or a name that the first of them had; `None` where that makes no register.
    fn before(&self, path: &str) -> Option<Self> {
        let (folder, name) = path
            .rsplit_once('/')
            .map_or(("", path), |(folder, name)| (&path[..=folder.len()], name));
        let mut names = self.names.clone();
        if names[0] == REGISTER_FILE && name != REGISTER_FILE {
            return None;
        }
        name.clone_into(&mut names[0]);
        let folder = folder.to_owned();
        Some(Self { folder, names })
    }

    /// The path of the file that makes it a register.
    pub fn file(&self) -> String {
        format!("{}{}", self.folder, self.names[0])
    }

    /// What people call it: the folder of a register, or its file.
    pub fn in_words(&self) -> String {
        if self.names[0] == REGISTER_FILE {
            let folder = self.folder.trim_end_matches('/');
            let is_top = folder.is_empty();
            if is_top { "." } else { folder }.to_owned()
        } else {
            self.file()
        }
    }
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
        let form = ["-r", "-z", "-M", "--name-status", "--diff-filter=R"];
        match commit.map(|commit| [format!("{commit}^1"), commit.to_owned()]) {
            None => git.arg("diff-index").args(form).args(["--cached", "HEAD"]),
            Some([parent, _]) if self.object(&parent).is_err() => return Ok(None),
            Some(both) => git.arg("diff-tree").args(form).args(both),
        };
        let moves = output(&mut git)?;
        // `R100`, the old path and the new one.
        let words: Vec<&[u8]> = moves.split(|byte| *byte == 0).collect();
        let to = place.file();
        let mut moves = words.chunks_exact(3);
        let found = moves.find(|words| words[2] == to.as_bytes());
        let from = found.map(|words| String::from_utf8_lossy(words[1]));
        Ok(from.and_then(|from| place.before(&from)))
    }
}
