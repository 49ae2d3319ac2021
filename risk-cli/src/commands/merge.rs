//! `risk merge`: what two sides made of a register.

use std::fs;
use std::path::Path;

use risk_core::answer::MergeAnswer;
use risk_core::disk::{conflicts_path, save_as, save_conflicts};
use risk_core::versions::{self, Merge as Merged, MergeNote, MergeOptions};
use risk_core::{FileChange, Form, WriteOptions};

use super::Outcome;
use super::edit::{report_notes, show_changes};
use crate::cli::{Format, Global, Merge};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
use crate::source;
use crate::version::read_three;

/// How many notes people get: a screen of them; programs get all.
const NOTES: usize = 20;

pub fn run(args: &Merge, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let is_in_place = is_same(&args.ours, &args.into);
    if !is_in_place && args.into.exists() {
        return Err(Failure::request(
            format!("{} exists already", args.into.display()),
            Some("pass --into with OURS itself, or with a path where nothing is".to_owned()),
        ));
    }
    let form = Form::of(&args.ours)?;
    let beside = conflicts_path(&args.into, form);
    if beside.exists() {
        return Err(Failure::request(
            format!("{} has conflicts of another merge", beside.display()),
            Some("`risk resolve` lists them, and resolves them".to_owned()),
        ));
    }
    let [base, ours, theirs] = read_three((&args.base, &args.ours, &args.theirs), global, output)?;
    let options = MergeOptions::default().prefer(args.prefer);
    let merge = versions::merge(base, ours, theirs, options)?;
    let read = source::options(global)?;
    let write = WriteOptions::default()
        .force(args.options.force)
        .dry_run(args.options.dry_run);
    let (edited, settings) = (&merge.edited, &ours.settings);
    let mut files = if is_in_place {
        risk_core::save(&args.ours, edited, settings, &read, write)?
    } else {
        save_as(&args.into, &args.ours, edited, settings, &read, write)?
    };
    // After the result: whoever is interrupted in between merges again.
    files.extend(save_conflicts((&args.into, form), &merge.conflicts, write)?);
    if args.options.format == Format::Json {
        let left = (&*merge.conflicts, &*merge.notes);
        let answer = MergeAnswer::new(&merge.edited, left, &files, args.options.dry_run);
        output.json(&answer)?;
    } else {
        report(&merge, &files, args, output)?;
    }
    Ok(Outcome::of(!merge.conflicts.is_empty()))
}

/// Shows what came of a merge: what changed of ours, then the conflicts, and what a person should see.
fn report(
    merge: &Merged,
    files: &[FileChange],
    args: &Merge,
    output: &mut Output,
) -> Result<(), Failure> {
    show_changes(&merge.edited, args.options.format, output)?;
    if !merge.conflicts.is_empty() {
        if !merge.edited.changes.is_empty() && args.options.format.is_for_people() {
            output.text("\n")?;
        }
        output.table(render::conflicts(&merge.conflicts), args.options.format)?;
    }
    report_merge(&merge.notes, output);
    report_notes(files, output);
    output.words(&render::written(files, args.options.dry_run));
    if !merge.conflicts.is_empty() {
        output.warning(&format!(
            "{}: the result has what ours states there; `risk resolve` lists and resolves them",
            counted(merge.conflicts.len(), "conflict")
        ));
    }
    Ok(())
}

/// Reports what nobody decided.
pub fn report_merge(notes: &[MergeNote], output: &mut Output) {
    for note in notes.iter().take(NOTES) {
        output.words(&render::note_line(note));
    }
    if notes.len() > NOTES {
        let more = counted(notes.len() - NOTES, "more note");
        output.words(&format!("{more}; --format json has all"));
    }
}

/// Whether two paths are of one file or folder.
fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
