//! `risk sync`: a register and a workbook that stay the same.

use risk_core::WriteOptions;
use risk_core::answer::SyncAnswer;
use risk_core::disk::{SyncBase, SyncOptions, Synced, sync};
use risk_core::document::shell_word;

use super::Outcome;
use super::edit::{report_findings, report_notes, show_first};
use super::export::report_stay;
use super::merge::report_merge;
use crate::cli::{Format, Global, Sync};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
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
    let ending = args.workbook.extension().unwrap_or_default();
    if is_new && !ending.eq_ignore_ascii_case("xlsx") {
        let message = format!("a new workbook is not made as {}", args.workbook.display());
        let hint = "the name of a new one ends in .xlsx".to_owned();
        return Err(Failure::request(message, Some(hint)));
    }
    let read = source::options(global)?;
    output.doing(|| format!("syncing with {}", args.workbook.display()));
    let synced = sync(&register, &args.workbook, &read, today(global), &options)?;
    let has_to_do = args.status && (is_new || !synced.is_nothing());
    let outcome = Outcome::of(!synced.is_clean() || has_to_do);
    if args.options.format == Format::Json {
        output.json(&SyncAnswer::new(&synced, dry_run))?;
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
    let has_changes = table.len() > 0;
    show_first(table, format, output)?;
    if !synced.conflicts.is_empty() {
        if has_changes && format.is_for_people() {
            output.text("\n")?;
        }
        output.table(render::conflicts(&synced.conflicts), format)?;
    }
    Ok(())
}

fn report(args: &Sync, synced: &Synced, (is_new, dry_run): (bool, bool), output: &mut Output) {
    report_merge(&synced.notes, output);
    report_stays(synced, output);
    report_notes(&synced.files, output);
    report_stay(synced.rehearsals_left, output);
    report_findings(&synced.findings, output);
    let workbook = args.workbook.display();
    if synced.is_unknown {
        output.warning(&format!(
            "nobody knows which version {workbook} was made from, and so which of the two is newer; nothing was written"
        ));
        output.hint(
            "pass `--base latest` where it is a copy of the newest one, `--base REVISION` of git, or `--base none` to \
             decide what both state differently",
        );
        return;
    }
    if is_new {
        let made = if dry_run { "would make" } else { "made" };
        return output.words(&format!("{made} {workbook} of the register"));
    }
    if synced.is_nothing() && synced.conflicts.is_empty() {
        let is_same = synced.refused.is_empty() && synced.vanished.is_empty();
        let left = if is_same {
            ""
        } else {
            ", but for what stays as it is"
        };
        return output.words(&format!("{workbook} and the register are the same{left}"));
    }
    let done = if dry_run { "would sync" } else { "synced" };
    let [to_register, to_workbook] = [&synced.to_register, &synced.to_workbook];
    let mut counts = vec![
        format!(
            "{} to the register",
            counted(to_register.lines().len(), "change")
        ),
        format!(
            "{} to the workbook",
            counted(to_workbook.lines().len(), "change")
        ),
    ];
    if !synced.conflicts.is_empty() {
        counts.push(counted(synced.conflicts.len(), "conflict"));
    }
    output.words(&format!("{done} {workbook}: {}", counts.join(", ")));
    if !synced.conflicts.is_empty() {
        output.hint(
            "`risk resolve` lists and decides them; the next sync brings decisions to the workbook",
        );
    }
}

/// Warns of what a workbook does not take, and of what it has no column for any more.
fn report_stays(synced: &Synced, output: &mut Output) {
    // More than a screen of them would hide what was changed.
    const SHOWN: usize = 20;
    for refusal in synced.refused.iter().take(SHOWN) {
        let place = render::place(&refusal.record, refusal.field.as_deref());
        output.warning(&format!("{place} stays as it is there: {}", refusal.reason));
    }
    if synced.refused.len() > SHOWN {
        let more = counted(synced.refused.len() - SHOWN, "more refusal");
        output.warning(&format!("{more}; --format json has all"));
    }
    for column in &synced.vanished {
        let (place, what) = match column.as_str() {
            "components" | "rehearsals" => ("sheet of", "sheet"),
            _ => ("column for", "column"),
        };
        output.warning(&format!(
            "the workbook has no {place} {column} any more; what the register has there stays"
        ));
        let column = shell_word(column);
        output.hint(&format!(
            "give it the {what} again, or pass `--without {column}`"
        ));
    }
}
