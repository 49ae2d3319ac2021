//! `risk sync`: a register and a workbook that stay the same.

use risk_core::WriteOptions;
use risk_core::answer::SyncAnswer;
use risk_core::disk::{SyncBase, SyncOptions, Synced, sync};

use super::Outcome;
use super::edit::{MOST_SHOWN, report_notes};
use super::export::report_stay;
use crate::cli::{Format, Global, Sync};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted, json};
use crate::source;
use crate::today::today;

pub fn run(args: &Sync, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let register = source::path(global)?;
    let dry_run = args.options.dry_run || args.status;
    let mut options = SyncOptions::default();
    options.write = WriteOptions::default()
        .dry_run(dry_run)
        .force(args.options.force);
    options.without.clone_from(&args.without);
    options.base = match args.base.as_deref() {
        None => SyncBase::Unknown,
        Some("latest") => SyncBase::Latest,
        Some("none") => SyncBase::Common,
        Some(revision) => SyncBase::Revision(revision.to_owned()),
    };
    let is_new = !args.workbook.exists();
    if is_new
        && args
            .workbook
            .extension()
            .is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx"))
    {
        let message = format!("a new workbook is not made as {}", args.workbook.display());
        let hint = "the name of a new one ends in .xlsx".to_owned();
        return Err(Failure::request(message, Some(hint)));
    }
    let read = source::options(global)?;
    let synced = sync(&register, &args.workbook, &read, today(), &options)?;
    let has_to_do = args.status && (is_new || !synced.is_nothing());
    let outcome = Outcome::of(!synced.is_clean() || has_to_do);
    if args.options.format == Format::Json {
        output.data(&json::answer(&SyncAnswer::new(&synced, dry_run)))?;
        return Ok(outcome);
    }
    if !args.status {
        show(&synced, args.options.format, output)?;
    }
    report(args, &synced, (is_new, dry_run), output);
    Ok(outcome)
}

/// Shows what goes where, and what not both can be.
fn show(synced: &Synced, format: Format, output: &mut Output) -> Result<(), Failure> {
    let table = render::synced(synced);
    let rows = table.len();
    let shown = if format == Format::Table {
        rows.min(MOST_SHOWN)
    } else {
        rows
    };
    if rows > 0 {
        output.table(&table.first(shown), format)?;
    }
    if shown < rows {
        let more = counted(rows - shown, "more change");
        output.words(&format!("{more}; --format json has all"));
    }
    if !synced.conflicts.is_empty() {
        if rows > 0 && format.is_for_people() {
            output.text("\n")?;
        }
        output.table(&render::conflicts(&synced.conflicts), format)?;
    }
    Ok(())
}

fn report(args: &Sync, synced: &Synced, (is_new, dry_run): (bool, bool), output: &mut Output) {
    // More than a screen of them would hide what was changed.
    const SHOWN: usize = 20;
    let notes = synced.notes.iter().map(render::note_line);
    for note in notes.take(SHOWN) {
        output.words(&note);
    }
    let refused = synced.refused.iter();
    for refusal in refused.clone().take(SHOWN) {
        let place = render::place(&refusal.record, refusal.field.as_deref());
        output.warning(&format!("{place} stays as it is there: {}", refusal.reason));
    }
    if refused.len() > SHOWN {
        let more = counted(refused.len() - SHOWN, "more refusal");
        output.warning(&format!("{more}; --format json has all"));
    }
    for column in &synced.vanished {
        output.warning(&format!(
            "the workbook has no column for {column} any more; what the register has there stays"
        ));
        output.hint(&format!(
            "give it the column again, or pass `--without {}`",
            risk_core::document::shell_word(column)
        ));
    }
    report_notes(&synced.files, output);
    report_stay(synced.rehearsals_left, output);
    let workbook = args.workbook.display();
    if synced.is_unknown {
        output.warning(&format!(
            "{workbook} does not say which version it was made from: nobody knows which of the two is newer, and \
             nothing was written"
        ));
        output.hint(
            "pass `--base latest` where nobody else had an older copy, `--base REVISION` of git, or `--base none` to \
             decide each difference",
        );
        return;
    }
    if synced.is_nothing() && synced.conflicts.is_empty() && !is_new {
        output.words(&format!(
            "{workbook} and the register are the same{}",
            left_out(synced)
        ));
        return;
    }
    if is_new {
        let made = if dry_run { "would make" } else { "made" };
        output.words(&format!("{made} {workbook} of the register"));
        return;
    }
    let [to_register, to_workbook] = [&synced.to_register, &synced.to_workbook];
    let done = if dry_run { "would sync" } else { "synced" };
    let conflicts = match synced.conflicts.len() {
        0 => String::new(),
        count => format!(", {}", counted(count, "conflict")),
    };
    output.words(&format!(
        "{done} {workbook}: {} to the register, {} to the workbook{conflicts}",
        counted(to_register.lines().len(), "change"),
        counted(to_workbook.lines().len(), "change"),
    ));
    if !conflicts.is_empty() {
        output.hint(
            "`risk resolve` lists and decides them; the next sync brings decisions to the workbook",
        );
    }
}

/// What keeps two sides from being the same, though nothing is to be done.
fn left_out(synced: &Synced) -> &'static str {
    if synced.refused.is_empty() && synced.vanished.is_empty() {
        ""
    } else {
        ", but for what stays as it is"
    }
}
