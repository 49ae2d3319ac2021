//! Registers at a revision of a git repository.
//!
//! Nothing is checked out: the files are read from the objects. A revision is given to git only where it can be no
//! option.

use std::ffi::OsStr;
use std::path::Path;

use super::objects::Objects;
use super::{LINK, Repository, entries, failed, is_of_register, output, too_large};
use crate::check::Reading;
use crate::content::{Form, open_bytes};
use crate::disk::file::parent;
use crate::disk::folder::LIMIT;
use crate::disk::json::LARGEST_JSON;
use crate::error::Error;
use crate::folder::read::FOLDERS;
use crate::folder::unread::{Seen, is_unread};
use crate::folder::{self, Files, REGISTER_FILE};
use crate::workbook::ReadOptions;

/// Reads the register that was at a path at a revision of the git repository that the path is in.
///
/// # Errors
///
/// When git cannot be run, when the path is in no repository, or the revision had no register there.
///
/// ```no_run
/// let before = risk_core::disk::open_revision("HEAD~1", "register".as_ref(), &Default::default())?;
/// let after = risk_core::open("register".as_ref(), &Default::default())?;
/// println!("{}", risk_core::versions::diff(&before, &after)?.summary);
/// # Ok::<(), risk_core::Error>(())
/// ```
pub fn open_revision(revision: &str, path: &Path, options: &ReadOptions) -> Result<Reading, Error> {
    if path.is_dir() {
        return Repository::of(path).read(revision, "./", options);
    }
    let name = path
        .file_name()
        .map_or_else(Default::default, OsStr::to_string_lossy);
    Repository::of(parent(path)).read(revision, &format!("./{name}"), options)
}

/// Reads the register at a path of a revision, as git writes the two: `main:systems/register`. A path is that in the
/// repository, and one that begins with `./` is as seen from the folder.
///
/// # Errors
///
/// As for [`open_revision`].
pub fn open_object(object: &str, folder: &Path, options: &ReadOptions) -> Result<Reading, Error> {
    let (revision, path) = object.split_once(':').unwrap_or((object, ""));
    Repository::of(folder).read(revision, path, options)
}

/// The commit at which what is checked out left a revision of the repository that a folder is in: the revision itself
/// where its history is ours.
///
/// # Errors
///
/// When there is no such revision, or git has too little of the history to know.
pub fn merge_base(revision: &str, folder: &Path) -> Result<String, Error> {
    let repository = Repository::of(folder);
    if repository.object(revision).is_err() {
        return repository.not_there(revision, "");
    }
    let mut git = repository.git();
    git.args(["merge-base", "--end-of-options", revision, "HEAD"]);
    let base = output(&mut git).map_err(|_| {
        failed(&format!(
            "git knows no commit that `{revision}` and what is checked out come from; fetch more of the history"
        ))
    })?;
    Ok(String::from_utf8_lossy(&base).trim().to_owned())
}

/// Whether a text is a revision of the repository that a folder is in.
pub fn is_revision(text: &str, folder: &Path) -> bool {
    Repository::of(folder).object(text).is_ok()
}

/// The content that a file of a folder had where it was added, in the history of what is checked out; `None` where it
/// never was there.
pub(in crate::disk) fn added(
    folder: &Path,
    file: &str,
    limit: u64,
) -> Result<Option<Vec<u8>>, Error> {
    let repository = Repository::of(folder);
    let mut log = repository.git();
    log.args([
        "log",
        "--full-history",
        "--diff-filter=A",
        "--format=%H",
        "-1",
        "HEAD",
        "--",
        file,
    ]);
    let commit = output(&mut log)?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    if commit.is_empty() {
        return Ok(None);
    }
    let name = format!("{commit}:./{file}");
    let object = repository.object(&name)?;
    let content = Objects::new(&repository)?.content(&name, &object, (None, limit))?;
    Ok(Some(content))
}

impl Repository<'_> {
    /// The name of the object that a text means.
    pub(super) fn object(&self, text: &str) -> Result<String, Error> {
        let mut git = self.git();
        git.args(["rev-parse", "--verify", "--end-of-options", text]);
        let name = output(&mut git)?;
        Ok(String::from_utf8_lossy(&name).trim().to_owned())
    }

    /// Why there is no such object.
    fn not_there<T>(&self, revision: &str, path: &str) -> Result<T, Error> {
        output(self.git().args(["rev-parse", "--git-dir"]))?;
        let folder = self.folder.display();
        Err(failed(&match self.object(revision) {
            Ok(_) => format!("{revision} has no `{path}` in {folder}"),
            Err(_) => format!("`{revision}` is no revision of the repository of {folder}"),
        }))
    }

    /// The register at a path of a revision.
    fn read(&self, revision: &str, path: &str, options: &ReadOptions) -> Result<Reading, Error> {
        let name = format!("{revision}:{path}");
        let object = self
            .object(&name)
            .or_else(|_| self.not_there(revision, path))?;
        let kind = output(self.git().args(["cat-file", "-t", &object]))?;
        let mut objects = Objects::new(self)?;
        let reading = match kind.trim_ascii() {
            b"tree" => folder::read(&self.files(&object, &mut objects)?),
            b"blob" => {
                // By its name, as a link is followed to what it led to then.
                let bytes = objects.content(&name, &name, (None, LARGEST_JSON))?;
                let of_workbook = options.limits.of_file();
                let is_workbook = Form::of_bytes(&bytes).is_ok_and(|form| form == Form::Workbook);
                if is_workbook && bytes.len() as u64 > of_workbook.1 {
                    return Err(too_large(&name, of_workbook));
                }
                open_bytes(&name, &bytes, options)
            }
            _ => return Err(failed(&format!("{name} is neither a file nor a folder"))),
        };
        reading.map_err(|error| error.of_file(Path::new(&name)))
    }

    /// The files of a folder that a register is read from.
    fn files(&self, tree: &str, objects: &mut Objects) -> Result<Files, Error> {
        let mut list = self.git();
        list.args([
            "ls-tree",
            "-r",
            "-z",
            "--full-tree",
            tree,
            "--",
            REGISTER_FILE,
        ]);
        let listed = output(list.args(FOLDERS))?;
        let mut files = Files::default();
        let top = output(self.git().args(["ls-tree", "-z", "--full-tree", tree]))?;
        for ([_, kind, _], path) in entries(&top) {
            if kind == "blob" && is_unread(&path) {
                files.note(path, Seen::Unread);
            }
        }
        // `100644 blob 0123…<TAB>risks/R03.toml`
        for ([mode, _, object], path) in entries(&listed) {
            if is_unread(&path) {
                files.note(path, Seen::Unread);
            } else if is_of_register(&path) {
                // A link is followed as it is on the disk, and has to lead to something that the revision has.
                let linked = format!("{tree}:{path}");
                let object = if mode == LINK { linked } else { object };
                let content = objects.content(&path, &object, LIMIT)?;
                files.insert(path, content);
            }
        }
        Ok(files)
    }
}
