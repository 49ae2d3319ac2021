//! The files that git gives a merge driver.

use std::path::Path;
use std::process::{Command, Stdio};

use super::attributes::REVIEWS;
use super::{failed, not_run};
use crate::disk::bytes::read;
use crate::disk::file;
use crate::disk::json::LARGEST_JSON;
use crate::error::Error;
use crate::review::Review;
use crate::versions::{FileMerge, LineMerge, merge_file};
use crate::workbook::ReadOptions;

/// Merges the files that git gives a merge driver, of the version that both sides come from, of ours and of theirs, into
/// that of ours. Their names mean nothing: the path is that of the file in the repository. No other file is touched.
///
/// # Errors
///
/// When a file cannot be read, or the one of ours not be written.
pub fn merge_driver(
    path: &str,
    files: [&Path; 3],
    options: &ReadOptions,
) -> Result<FileMerge, Error> {
    let [base, ours, theirs] = files.map(|file| read(file, (None, LARGEST_JSON)));
    let (base, ours, theirs) = (base?, ours?, theirs?);
    let versions = [&base, &ours, &theirs].map(Vec::as_slice);
    let by_line = || by_line(files);
    let merge = if is_review(path) {
        merge_review(path, versions, by_line)
    } else {
        merge_file(path, versions, options, by_line)
    };
    if let Some(content) = merge.content.as_ref().filter(|content| **content != ours) {
        file::replace(files[1], content)?;
    }
    Ok(merge)
}

fn is_review(path: &str) -> bool {
    let path = Path::new(path);
    let folder = path.parent().and_then(Path::file_name);
    let is_toml = path.extension().is_some_and(|ending| ending == "toml");
    is_toml && folder.is_some_and(|folder| folder == REVIEWS)
}

/// A review, merged by its answers, and by line where they do not tell all.
fn merge_review(
    path: &str,
    versions: [&[u8]; 3],
    by_line: impl FnOnce() -> Result<LineMerge, Error>,
) -> FileMerge {
    let texts = versions.map(|bytes| std::str::from_utf8(bytes).unwrap_or_default());
    if let Ok(Some(text)) = Review::merge_texts(path, texts) {
        return FileMerge {
            content: Some(text.into_bytes()),
            is_clean: true,
            ..FileMerge::default()
        };
    }
    let refused = FileMerge {
        refused: Some("both changed the same of it, or more than answers".to_owned()),
        ..FileMerge::default()
    };
    let reads = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes);
        text.is_ok_and(|text| Review::from_toml(path, text).is_ok())
    };
    refused.or_by_line(versions, reads, by_line)
}

/// The merge that git makes of texts without a driver.
fn by_line([base, ours, theirs]: [&Path; 3]) -> Result<LineMerge, Error> {
    let mut git = Command::new("git");
    git.args(["merge-file", "-p", "-q"]);
    git.args(["-L", "ours", "-L", "base", "-L", "theirs", "--"]);
    git.args([ours, base, theirs]).stdin(Stdio::null());
    let output = git.output().map_err(not_run)?;
    // It exits with the number of conflicts, up to 127, and with 255 where it cannot merge.
    match output.status.code() {
        Some(conflicts @ 0..=127) => Ok(LineMerge {
            content: output.stdout,
            is_clean: conflicts == 0,
        }),
        _ => Err(failed("it cannot merge the files by line")),
    }
}
