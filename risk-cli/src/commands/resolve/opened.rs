//! The conflicts that are open, in a file of them and where git left a merge.

use std::collections::HashSet;
use std::path::Path;

use risk_core::disk::{Unmerged, conflicts_beside, merge_unmerged, save_conflicts, unmerged_paths};
use risk_core::versions::Conflict;
use risk_core::workbook::ReadOptions;
use risk_core::{Form, Remedy, WriteOptions};

use super::has_merge;

use crate::failure::Failure;
use crate::output::Output;
use crate::render::{left_out_line, note_line};
use crate::version::UNRESOLVED;

/// The conflicts that are open, which a merge of git that is not done may have brought. Beside those of a merge it has
/// brought them already; beside those of syncs alone they are yet to come.
pub fn opened(
    (path, form): (&Path, Form),
    read: &ReadOptions,
    (write, is_chosen): (WriteOptions, bool),
    output: &mut Output,
) -> Result<Unmerged, Failure> {
    let known = conflicts_beside(path, form)?;
    let is_left = unmerged_paths(path).is_ok_and(|paths| !paths.is_empty());
    if has_merge(&known) && (!is_left || is_of_this_merge(&known, path, read)?) {
        let mut open = Unmerged::default();
        open.conflicts = known;
        return Ok(open);
    }
    let mut open = if is_left {
        merged_again(path, read, write, output)?
    } else if known.is_empty() {
        by_hand(path, read)?
    } else {
        Unmerged::default()
    };
    if write.dry_run && is_chosen && !open.files.is_empty() {
        return Err(Failure::request(
            "git has left a merge that is not written yet",
            Some("`risk resolve` writes it and lists its conflicts".to_owned()),
        ));
    }
    let is_more = !open.conflicts.is_empty();
    open.conflicts.extend(known);
    if is_more {
        let saved = save_conflicts((path, form), &open.conflicts, write)?;
        open.files.extend(saved);
    }
    Ok(open)
}

/// Whether conflicts of a merge are of the one that git has left: somebody may have committed those of another merge.
fn is_of_this_merge(known: &[Conflict], path: &Path, read: &ReadOptions) -> Result<bool, Failure> {
    let dry_run = WriteOptions::default().dry_run(true);
    let again = match merge_unmerged(path, read, dry_run) {
        Ok(Some(again)) => again,
        Ok(None) => return Ok(true),
        // What somebody has edited since is what was resolved of it.
        Err(error) if matches!(error.remedy(), Some(Remedy::AddToGit)) => return Ok(true),
        Err(error) => return Err(error.into()),
    };
    let again = again.conflicts.iter();
    let again: HashSet<_> = again.map(|one| (&one.record, &one.field)).collect();
    let mut of_merges = known.iter().filter(|one| one.workbook.is_none());
    Ok(again.is_empty() || of_merges.any(|one| again.contains(&(&one.record, &one.field))))
}

/// What comes of a merge of git that is not done.
fn merged_again(
    path: &Path,
    read: &ReadOptions,
    write: WriteOptions,
    output: &mut Output,
) -> Result<Unmerged, Failure> {
    let merged = merge_unmerged(path, read, write)?.unwrap_or_default();
    for note in &merged.notes {
        output.words(&note_line(note));
    }
    for what in &merged.left_out {
        output.warning(&left_out_line(what));
    }
    Ok(merged)
}

/// Nothing is to be resolved, unless a text has git's marks and git has no merge any more that could be made again.
fn by_hand(path: &Path, read: &ReadOptions) -> Result<Unmerged, Failure> {
    let reading = risk_core::open(path, read)?;
    let mut findings = reading.findings.iter();
    match findings.find(|finding| finding.code() == UNRESOLVED) {
        None => Ok(Unmerged::default()),
        Some(finding) => Err(Failure::request(
            format!(
                "{}: git has no merge of these marks any more",
                finding.location
            ),
            crate::remedy::words(&Remedy::TakeMarksOut),
        )),
    }
}
