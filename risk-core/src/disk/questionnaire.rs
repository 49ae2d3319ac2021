//! Which questionnaire a review answers, and where it is.

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
    questionnaire.ok_or_else(|| Error::NotARegister {
        found: format!("{} has reviews and no questionnaire", path.display()),
    })
}

/// The file of the questionnaire that a review names: a path from that of the review, or an id, of which the file is
/// beside the review or in a folder `questionnaires` beside it or beside its folder. `None` where there is none.
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
    let files = folders.iter().flat_map(|folder| {
        ["toml", "json"].map(|extension| folder.join(format!("{named}.{extension}")))
    });
    files.into_iter().find(|path| path.is_file())
}
