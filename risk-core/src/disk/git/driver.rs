//! The files that git gives a merge driver.

use std::path::Path;
use std::process::{Command, Stdio};

use super::{failed, not_run};
use crate::disk::bytes::read;
use crate::disk::file;
use crate::disk::json::LARGEST_JSON;
use crate::error::Error;
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
    let merge = merge_file(path, [&base, &ours, &theirs], options, || by_line(files));
    if let Some(content) = merge.content.as_ref().filter(|content| **content != ours) {
        file::replace(files[1], content)?;
    }
    Ok(merge)
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
