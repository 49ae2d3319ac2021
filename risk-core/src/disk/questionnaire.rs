//! Which questionnaire a review answers, and where it is.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::review::{Questionnaire, ReviewFile};

/// A larger file is read line by line: see [`ReviewLines`](crate::review::ReviewLines). A review of 100 questions has some
/// ten kilobytes.
const LARGEST: u64 = 512 << 20;

/// Reads a file of reviews or of a questionnaire.
///
/// # Errors
///
/// When the file cannot be read, or is none of these: see [`ReviewFile::read`].
pub fn read_review_file(path: &Path) -> Result<ReviewFile, Error> {
    let content = super::bytes::read(path, (None, LARGEST))?;
    ReviewFile::read(&path.display().to_string(), &content)
}

/// Reads the questionnaire that a file has.
///
/// # Errors
///
/// When the file cannot be read or has reviews alone.
pub fn read_questionnaire(path: &Path) -> Result<Questionnaire, Error> {
    let questionnaire = read_review_file(path)?.questionnaire;
    questionnaire.ok_or_else(|| Error::Review {
        reason: format!("{} has reviews and no questionnaire", path.display()),
    })
}

/// The file of the questionnaire that a review names: a path from that of the review, or an id. A file of that id is
/// looked for beside the review, in a folder `questionnaires` beside it, and in one beside its folder. `None` where there
/// is none.
pub fn find_questionnaire(review: &Path, named: &str) -> Option<PathBuf> {
    if named.is_empty() {
        return None;
    }
    let folder = review.parent().unwrap_or(Path::new(""));
    let of_path = folder.join(named);
    if of_path.is_file() {
        return Some(of_path);
    }
    let folders = ["", "questionnaires", "../questionnaires"].map(|name| folder.join(name));
    let by_name = |folder: &PathBuf| folder.join(format!("{named}.toml"));
    let mut by_name = folders.iter().map(by_name);
    by_name
        .find(|path| path.is_file())
        .or_else(|| folders.iter().find_map(|folder| of_id(folder, named)))
}

/// So many files are looked into for an id: more are no folder of questionnaires.
const MOST_FILES: usize = 1000;

/// The first file of a folder, by name, that has a questionnaire of an id.
fn of_id(folder: &Path, id: &str) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let files = fs::read_dir(folder).ok()?.take(MOST_FILES);
    let files = files.filter_map(|entry| Some(entry.ok()?.path()));
    let is_form = |path: &PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let extension = extension.map(str::to_ascii_lowercase);
        matches!(extension.as_deref(), Some("toml" | "json"))
    };
    let mut files: Vec<PathBuf> = files.filter(is_form).collect();
    files.sort();
    files
        .into_iter()
        .find(|path| read_questionnaire(path).is_ok_and(|found| found.id == id))
}
