//! A merge of git that is not done, merged again by what the versions mean.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use super::index::{Staged, file_contents, folder_files, is_folder, place, staged, unmerged_paths};
use super::objects::Objects;
use super::{Repository, failed, is_of_register};
use crate::change::{ChangeKind, FileChange, WriteOptions};
use crate::disk::bytes::read;
use crate::disk::file;
use crate::disk::folder::{carry_out, files_of};
use crate::disk::json::LARGEST_JSON;
use crate::error::{Error, Remedy};
use crate::folder::layout::Layout;
use crate::folder::read::read_files;
use crate::folder::{self, Files, Plan, Write, has_markers};
use crate::record::Location;
use crate::versions::{Conflict, MergeNote, MergeOptions, merge, merge_file};
use crate::workbook::ReadOptions;

/// What came of a merge of git that was not done.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Unmerged {
    /// What not both sides can have. The files have what ours states there.
    pub conflicts: Vec<Conflict>,
    /// What nobody decided, and what a person should see.
    pub notes: Vec<MergeNote>,
    /// What theirs changed of a workbook and the result has as ours: a person has to bring it over.
    pub left_out: Vec<String>,
    /// The files that were written, or would be.
    pub files: Vec<FileChange>,
}

/// Merges the versions that git's index has of a register, in the middle of a merge, by what they mean, and puts the
/// result where git left its markers, or what ours has. `None` where nothing of the register is left to be merged.
///
/// The index stays as it is: whoever is content with the result adds the files.
///
/// # Errors
///
/// When git cannot be run, when the path is in no repository, when one side removed a register that is one file, and when
/// a version cannot be read; when somebody edited a file since git left it, which would be lost; and when a file cannot
/// be written.
pub fn merge_unmerged(
    path: &Path,
    options: &ReadOptions,
    write: WriteOptions,
) -> Result<Option<Unmerged>, Error> {
    let (folder, paths) = place(path);
    let repository = Repository::of(folder);
    let staged = staged(&repository, &paths)?;
    if staged.iter().all(|file| file.stage == 0) {
        return Ok(None);
    }
    let mut objects = Objects::new(&repository)?;
    let merged = if is_folder(&paths) {
        merge_folder(folder, &staged, &mut objects, write)
    } else {
        merge_one(path, &staged, &mut objects, (options, write))
    };
    merged.map(Some).map_err(|error| error.of_file(path))
}

/// What a repository has while a merge, a cherry-pick, a revert or a rebase is not done.
const NOT_DONE: [&str; 5] = [
    "MERGE_HEAD",
    "CHERRY_PICK_HEAD",
    "REVERT_HEAD",
    "rebase-merge",
    "rebase-apply",
];

/// Whether git has left a merge of the register at a path to a person. git is asked only in the middle of one.
pub(in crate::disk) fn is_unmerged(path: &Path) -> bool {
    let Ok(path) = path.canonicalize() else {
        return false;
    };
    let is_repository = |folder: &&Path| folder.join(".git").exists();
    let Some(repository) = path.ancestors().find(is_repository) else {
        return false;
    };
    let git = repository.join(".git");
    // In another work tree it is a file that names the place.
    let named = fs::read_to_string(&git).ok();
    let named = named
        .as_deref()
        .and_then(|text| text.strip_prefix("gitdir:"));
    let git = named.map_or(git, |place| repository.join(place.trim()));
    NOT_DONE.iter().any(|name| git.join(name).exists())
        && unmerged_paths(&path).is_ok_and(|paths| !paths.is_empty())
}

fn merge_folder(
    folder: &Path,
    staged: &[Staged],
    objects: &mut Objects,
    options: WriteOptions,
) -> Result<Unmerged, Error> {
    let versions = folder_files(staged, objects)?;
    let [base, ours, theirs] = versions.each_ref().map(read_files);
    let (base, ours, theirs) = (base?.reading, ours?.reading, theirs?.reading);
    let merge = merge(&base, &ours, &theirs, MergeOptions::default())?;
    let mut result = versions[1].clone();
    result.apply(folder::put_edit(
        &versions[1],
        &merge.edited,
        &ours.settings,
    )?);
    let unmerged = staged.iter().filter(|file| file.stage > 0);
    let unmerged: BTreeSet<&str> = unmerged.map(|file| file.path.as_str()).collect();
    let plan = plan(&files_of(folder)?, &result, &versions, &unmerged)?;
    Ok(Unmerged {
        conflicts: merge.conflicts,
        notes: merge.notes,
        left_out: Vec::new(),
        files: carry_out(plan, folder, options)?,
    })
}

/// What makes of the files that there are those of the result.
fn plan(
    there: &Files,
    result: &Files,
    versions: &[Files; 3],
    unmerged: &BTreeSet<&str>,
) -> Result<Plan, Error> {
    let mut plan = Plan::default();
    let paths: BTreeSet<&str> = [there, result, &versions[1]]
        .into_iter()
        .flat_map(|files| files.iter().map(|(path, _)| path))
        .filter(|path| is_of_register(path))
        .collect();
    for path in paths {
        let (stands, wanted) = (there.get(path), result.get(path));
        let is_changed = wanted != versions[1].get(path) || unmerged.contains(path);
        if stands == wanted || !is_changed {
            continue;
        }
        let known = versions.each_ref().map(|files| files.get(path));
        let is_left_by_git = unmerged.contains(path) && is_left(stands, known, wanted);
        if !is_left_by_git && !is_same(stands, known[1]) {
            return Err(edited(path));
        }
        match wanted.and_then(|content| String::from_utf8(content.to_vec()).ok()) {
            Some(content) => {
                let content = like(stands, content);
                plan.writes
                    .extend(Write::over(stands, path.to_owned(), content));
            }
            None => plan.removals.push(path.to_owned()),
        }
    }
    Ok(plan)
}

fn merge_one(
    path: &Path,
    staged: &[Staged],
    objects: &mut Objects,
    (read_options, options): (&ReadOptions, WriteOptions),
) -> Result<Unmerged, Error> {
    let versions = file_contents(staged, objects)?;
    let stands = read(path, (None, LARGEST_JSON))?;
    let contents = versions.each_ref().map(Vec::as_slice);
    let name = &staged[0].path;
    let by_line = || Err(failed("git has merged it by line"));
    let merge = merge_file(name, contents, read_options, by_line);
    let Some(content) = merge.content else {
        let found = merge
            .refused
            .unwrap_or_else(|| "no merge is known".to_owned());
        return Err(failed(&format!("it was merged by line: {found}")));
    };
    let content = match String::from_utf8(content) {
        Ok(text) => like(Some(&stands), text).into_bytes(),
        Err(workbook) => workbook.into_bytes(),
    };
    let mut files = Vec::new();
    if stands != content {
        if !is_left(Some(&stands), contents.map(Some), Some(&content)) {
            return Err(edited(name));
        }
        if !options.dry_run {
            file::replace_if_still(path, &stands, &content)?;
        }
        files.push(FileChange::new(path, ChangeKind::Updated));
    }
    Ok(Unmerged {
        conflicts: merge.conflicts,
        notes: merge.notes,
        left_out: merge.left_out,
        files,
    })
}

/// A text of git's objects as the file stands that it takes the place of, as git may give a working copy other line ends.
fn like(stands: Option<&[u8]>, text: String) -> String {
    let (text, of_git) = Layout::take(text);
    stands.map_or(of_git, Layout::of).give(&text)
}

/// Whether a file is as git left it, which may be written over: with markers, or as ours; as theirs where ours removed it.
fn is_left(stands: Option<&[u8]>, versions: [Option<&[u8]>; 3], result: Option<&[u8]>) -> bool {
    let [_, ours, theirs] = versions;
    let is_marked = || stands.is_some_and(|stands| is_marked(stands, versions, result));
    is_same(stands, ours.or(theirs)) || is_marked()
}

/// Whether a text has markers, and beside them no line that is of nobody, and lacks none that ours and the result have. What
/// git makes of the lines of the sides depends on its version and its settings, so it is not made again.
fn is_marked(stands: &[u8], versions: [Option<&[u8]>; 3], result: Option<&[u8]>) -> bool {
    const MARKERS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    fn lines(content: &[u8]) -> HashSet<&str> {
        str::from_utf8(content).map_or_else(|_| HashSet::new(), |text| text.lines().collect())
    }
    let has = str::from_utf8(stands).is_ok_and(has_markers);
    let [ours, result] = [versions[1], result].map(|text| text.map(lines).unwrap_or_default());
    let stated = versions.iter().flatten().flat_map(|content| lines(content));
    let known: HashSet<&str> = stated.chain(result.iter().copied()).collect();
    let stand = lines(stands);
    let is_marker = |line: &&str| MARKERS.iter().any(|marker| line.starts_with(marker));
    let are_known = stand
        .iter()
        .all(|line| known.contains(line) || is_marker(line));
    has && are_known && ours.intersection(&result).all(|line| stand.contains(line))
}

/// Whether two contents are one, perhaps with the line ends of two systems, as git may give a working copy others.
fn is_same(one: Option<&[u8]>, other: Option<&[u8]>) -> bool {
    let bytes = |content: &[u8]| -> Vec<u8> {
        let bytes = content.iter().copied();
        bytes.filter(|byte| *byte != b'\r').collect()
    };
    one == other || one.map(bytes) == other.map(bytes)
}

fn edited(path: &str) -> Error {
    Error::Refused {
        location: Location::Position {
            file: path.to_owned(),
            line: 1,
            column: 1,
        },
        reason: "somebody edited it since git left it, and that would be lost".to_owned(),
        remedy: Some(Box::new(Remedy::AddToGit)),
    }
}
