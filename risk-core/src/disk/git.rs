//! Registers at a revision of a git repository.
//!
//! git is run as a program, and nothing is checked out: the files are read from its objects. A revision is given to it
//! only where it can be no option.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::file::parent;
use super::folder::LIMIT;
use super::json::LARGEST_JSON;
use crate::check::Reading;
use crate::content::{Form, open_bytes};
use crate::error::Error;
use crate::folder::read::{FOLDERS, record_of};
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

/// Whether a text is a revision of the repository that a folder is in.
pub fn is_revision(text: &str, folder: &Path) -> bool {
    Repository::of(folder).object(text).is_ok()
}

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

    /// git in the folder. Its own words are looked at by nobody but a person, and no path is a pattern.
    fn git(&self) -> Command {
        let mut git = Command::new("git");
        git.arg("-C").arg(self.folder).arg("--literal-pathspecs");
        git.stdin(Stdio::null());
        git
    }

    /// The name of the object that a text means.
    fn object(&self, text: &str) -> Result<String, Error> {
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
                let bytes = objects.content(&name, &object, (None, LARGEST_JSON))?;
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
        for entry in listed.split(|byte| *byte == 0) {
            // `100644 blob 0123…<TAB>risks/R03.toml`
            let entry = String::from_utf8_lossy(entry);
            let Some((object, path)) = entry.split_once('\t') else {
                continue;
            };
            let mut parts = object.split(' ');
            let (Some(mode), Some(_), Some(object)) = (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            if is_of_register(path) {
                // A link is followed as it is on the disk, and has to lead to something that the revision has.
                let linked = format!("{tree}:{path}");
                let object = if mode == LINK { &linked } else { object };
                files.insert(path, objects.content(path, object, LIMIT)?);
            }
        }
        Ok(files)
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

/// Whether a file of a register's folder is one that the register is read from.
fn is_of_register(path: &str) -> bool {
    path == REGISTER_FILE
        || path
            .split_once('/')
            .is_some_and(|(folder, name)| FOLDERS.contains(&folder) && record_of(name).is_some())
}

/// A git that gives the contents of objects, one after another.
struct Objects {
    git: Child,
    asked: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Objects {
    fn new(repository: &Repository<'_>) -> Result<Self, Error> {
        let mut git = repository.git();
        git.args(["cat-file", "--batch", "--follow-symlinks"]);
        git.stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut git = git.spawn().map_err(not_run)?;
        match (git.stdin.take(), git.stdout.take()) {
            (Some(asked), Some(answers)) => Ok(Self {
                git,
                asked,
                answers: BufReader::new(answers),
            }),
            _ => Err(failed("it cannot be asked")),
        }
    }

    /// The content of a file, of at most so many bytes.
    fn content(
        &mut self,
        name: &str,
        object: &str,
        limit: (Option<&'static str>, u64),
    ) -> Result<Vec<u8>, Error> {
        if object.contains('\n') {
            // It would be read as two.
            return Err(failed(&format!(
                "a link has a line break in its name: {name}"
            )));
        }
        let mut answer = String::new();
        writeln!(self.asked, "{object}")
            .and_then(|()| self.asked.flush())
            .and_then(|()| self.answers.read_line(&mut answer))
            .map_err(not_run)?;
        // `0123… blob 1234`
        let size = answer.split_whitespace().nth(2);
        let size = size.and_then(|size| size.parse::<u64>().ok());
        let size = size.ok_or_else(|| failed(&format!("it has no content of {name}")))?;
        if size > limit.1 {
            return Err(too_large(name, limit));
        }
        let mut bytes = Vec::new();
        let mut content = (&mut self.answers).take(size + 1);
        content.read_to_end(&mut bytes).map_err(not_run)?;
        // A line end follows the content.
        bytes.pop();
        if bytes.len() as u64 == size {
            Ok(bytes)
        } else {
            Err(failed(&format!("it ended in the middle of {name}")))
        }
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It ends when nobody asks any more; one that was left in the middle of a file does not.
        let _ = self.git.kill();
        let _ = self.git.wait();
    }
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
