//! What every command that changes a register has in common: read, change, save, tell.

use std::collections::HashSet;
use std::path::Path;

use risk_core::answer::EditAnswer;
use risk_core::disk::OpenRegister;
use risk_core::edit::{Assignment, EditError, Edited, Editor, Unmapped};
use risk_core::{FileChange, Finding, Key, Reading, WriteOptions};

use crate::cli::{Accept, Add, EditOptions, Format, Global, Remove, Rename, Set};
use crate::condition;
use crate::failure::Failure;
use crate::output::Output;
use crate::path_from::path_from;
use crate::render::{self, Table, counted, joined};
use crate::source;
use crate::today::today;

/// `risk add`: a new risk.
pub fn add(args: &Add, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let assignments = assignments(&args.assignments)?;
    let reference = args.reference.as_deref();
    let assigns = args.assign.assign_references;
    change(global, (assigns, &args.options), output, |editor| {
        // Those above go before the new one, but for a reference that is specified.
        if assigns && reference.is_none() {
            editor.assign_references();
        }
        editor.add_risk(&assignments, reference)?;
        Ok(Vec::new())
    })?;
    Ok(())
}

/// `risk set`: fields of a risk.
pub fn set(args: &Set, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let assigns = args.assign.assign_references;
    if let Some(text) = &args.condition {
        return set_where(text, args, global, output);
    }
    let (mut references, assignments) = named_and_assigned(&args.arguments)?;
    change(global, (assigns, &args.options), output, |editor| {
        references.try_for_each(|reference| editor.set_risk(reference, &assignments).map(drop))?;
        Ok(Vec::new())
    })?;
    Ok(())
}

/// The same of all risks of which an expression holds.
fn set_where(text: &str, args: &Set, global: &Global, output: &mut Output) -> Result<(), Failure> {
    if let Some(named) = args
        .arguments
        .iter()
        .find(|argument| !argument.contains('='))
    {
        let hint = "a reference in the expression: `reference = R03 and …`".to_owned();
        let message = format!("--where stands in place of references, and `{named}` is one");
        return Err(Failure::request(message, Some(hint)));
    }
    let assignments = assignments(&args.arguments)?;
    let assigns = args.assign.assign_references;
    let mut words = Vec::new();
    change(global, (assigns, &args.options), output, |editor| {
        let register = editor.before().clone();
        let (meant, unknown) = condition::meant(text, &register, register.risks(), global)?;
        words.extend(unknown);
        if meant.is_empty() {
            words.push("no risk matches".to_owned());
        }
        for risk in meant {
            let key = risk.key();
            let exact = format!("{}~{}", key.name(), key.occurrence());
            editor.set_risk(&exact, &assignments)?;
        }
        Ok(Vec::new())
    })?;
    for words in &words {
        output.warning(words);
    }
    Ok(())
}

/// `risk accept`: a decision to live with risks.
pub fn accept(args: &Accept, global: &Global, output: &mut Output) -> Result<(), Failure> {
    for (option, text) in [("--by", &args.by), ("--reason", &args.reason)] {
        if text.trim().is_empty() {
            let hint = "an acceptance is a decision of somebody, for a time and for a reason";
            let message = format!("{option} is empty");
            return Err(Failure::request(message, Some(hint.to_owned())));
        }
    }
    let mut accepted: Vec<Key> = Vec::new();
    let edited = apply(global, &args.options, output, |editor| {
        for risk in &args.references {
            accepted.push(editor.accept_risk(risk, &args.by, args.until, &args.reason)?);
        }
        Ok(())
    })?;
    let is_unrated = |key: &&Key| {
        let risk = edited.after.risk(key);
        risk.is_some_and(|risk| risk.rating().is_none())
    };
    let unrated = joined(accepted.iter().filter(is_unrated), ", ");
    if !unrated.is_empty() {
        output.warning(&format!("accepted without a rating: {unrated}"));
        output.hint("give it likelihood and impact and accept it again, so that `risk check` asks when it grows");
    }
    Ok(())
}

/// The records that arguments name, and what is assigned to each of them: the first names one, whatever it is, and of the
/// others what has a `=` in it is an assignment.
pub fn named_and_assigned(
    arguments: &[String],
) -> Result<(impl Iterator<Item = &String>, Vec<Assignment>), Failure> {
    let (first, rest) = arguments.split_at(arguments.len().min(1));
    let (assigned, named): (Vec<&String>, Vec<&String>) =
        rest.iter().partition(|argument| argument.contains('='));
    if assigned.is_empty() && !arguments.is_empty() {
        let hint = "write PATH=VALUE, such as owner=Platform, or PATH+=VALUE to add";
        let message = "expected a field to change, found none";
        return Err(Failure::request(message, Some(hint.to_owned())));
    }
    let assignments = assigned.into_iter().map(|text| text.parse());
    let assignments = assignments.collect::<Result<_, EditError>>()?;
    Ok((each_once(first.iter().chain(named)), assignments))
}

/// What is named, once: who names a record twice means it.
pub fn each_once<'a>(names: impl Iterator<Item = &'a String>) -> impl Iterator<Item = &'a String> {
    let mut seen = HashSet::new();
    names.filter(move |name| seen.insert(*name))
}

/// `risk rename`: another reference for a risk.
pub fn rename(args: &Rename, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let assigns = args.assign.assign_references;
    change(global, (assigns, &args.options), output, |editor| {
        editor.rename_risk(&args.old, &args.new)?;
        Ok(Vec::new())
    })?;
    Ok(())
}

/// `risk remove`: no risks of some references any more.
pub fn remove(args: &Remove, global: &Global, output: &mut Output) -> Result<(), Failure> {
    apply(global, &args.options, output, |editor| {
        let mut references = each_once(args.references.iter());
        references.try_for_each(|reference| editor.remove_risk(reference).map(drop))
    })?;
    Ok(())
}

/// Makes a change, saves it unless it is a dry run, and reports what changed.
pub fn apply(
    global: &Global,
    options: &EditOptions,
    output: &mut Output,
    change: impl FnOnce(&mut Editor) -> Result<(), EditError>,
) -> Result<Edited, Failure> {
    Ok(apply_onto(global, options, output, change)?.1)
}

/// The same, with what was read and what came of it.
pub fn apply_onto(
    global: &Global,
    options: &EditOptions,
    output: &mut Output,
    change: impl FnOnce(&mut Editor) -> Result<(), EditError>,
) -> Result<(&'static Reading, Edited), Failure> {
    self::change(global, (false, options), output, |editor| {
        change(editor)?;
        Ok(Vec::new())
    })
}

/// The same of a change after which levels may be left that the scale does not know. Where there
/// are, nothing is saved.
pub fn rescale(
    global: &Global,
    options: &EditOptions,
    output: &mut Output,
    unmapped: impl FnOnce(&mut Editor) -> Result<Vec<Unmapped>, Failure>,
) -> Result<Edited, Failure> {
    Ok(change(global, (false, options), output, unmapped)?.1)
}

/// The same, after which risks may get references that have none.
fn change(
    global: &Global,
    (assigns, options): (bool, &EditOptions),
    output: &mut Output,
    change: impl FnOnce(&mut Editor) -> Result<Vec<Unmapped>, Failure>,
) -> Result<(&'static Reading, Edited), Failure> {
    let path = source::path(global)?;
    // It is kept until the command ends: to free a large register takes a tenth of its time.
    let open: &'static OpenRegister = Box::leak(Box::new(source::open(global, output)?));
    let settings = &open.reading.settings;
    let mut editor = Editor::of(&open.reading);
    let unmapped = change(&mut editor)?;
    if assigns {
        editor.assign_references();
    }
    let edited = editor.finish().map_err(risk_core::Error::from)?;
    let write = WriteOptions::default()
        .dry_run(options.dry_run)
        .force(options.force)
        .reference_column(assigns);
    // What a scale does not know has to be mapped before anything is written.
    let files = if unmapped.is_empty() {
        open.save(&path, &edited, write)?
    } else {
        Vec::new()
    };
    match options.format {
        Format::Json => {
            let files = relative(&files, &source::folder(global)?);
            let answer = EditAnswer::new(&edited, &unmapped, &files, options.dry_run);
            output.json(&answer)?;
        }
        format => {
            show_changes(&edited, format, output)?;
            if format == Format::Table {
                output.text(&render::workbook_changes(&files))?;
            }
        }
    }
    report_notes(&files, output);
    // What a scale does not know is reported by whoever changes the scale.
    if unmapped.is_empty() {
        output.words(&render::written(&files, options.dry_run));
        report_findings(&edited.new_findings(settings, today(global)), output);
    }
    Ok((&open.reading, edited))
}

/// People read no more changes than a few screens of them.
const MOST_SHOWN: usize = 100;

/// Shows what an edit changes: to people the first changes, to programs all.
pub fn show_changes(edited: &Edited, format: Format, output: &mut Output) -> Result<(), Failure> {
    show_first(render::changes(edited), format, output)
}

/// Shows a table of changes: to people the first ones, to programs all.
pub fn show_first(table: Table, format: Format, output: &mut Output) -> Result<(), Failure> {
    let rows = table.len();
    // Where records stand is nothing that a line shows.
    if rows == 0 {
        return Ok(());
    }
    let shown = match format {
        Format::Table => rows.min(MOST_SHOWN),
        _ => rows,
    };
    output.table(table.first(shown), format)?;
    if shown < rows {
        let more = counted(rows - shown, "more change");
        output.words(&format!("{more}; --format json has all"));
    }
    Ok(())
}

/// The files as they are called from the register's folder.
pub fn relative(files: &[FileChange], folder: &Path) -> Vec<FileChange> {
    let mut relative = files.to_vec();
    for file in &mut relative {
        let path = file.path.strip_prefix(".").unwrap_or(&file.path);
        file.path = match path.strip_prefix(folder) {
            Ok(within) => within.to_owned(),
            Err(_) => path_from(folder, path).unwrap_or_else(|_| path.to_owned()),
        };
    }
    relative
}

/// Warns of what a person should look at in workbooks that were updated.
pub fn report_notes(files: &[FileChange], output: &mut Output) {
    // More than a screen of them would hide what was changed.
    const SHOWN: usize = 10;
    let notes: Vec<String> = files
        .iter()
        .flat_map(|file| &file.notes)
        .map(ToString::to_string)
        .collect();
    for note in notes.iter().take(SHOWN) {
        output.warning(note);
    }
    if notes.len() > SHOWN {
        let more = counted(notes.len() - SHOWN, "more note");
        output.warning(&format!("{more}; --format json has all"));
    }
}

pub fn report_findings(findings: &[Finding], output: &mut Output) {
    // More than a screen of them would hide what was changed.
    const SHOWN: usize = 10;
    for finding in findings.iter().take(SHOWN) {
        output.finding(finding);
    }
    if findings.len() > SHOWN {
        let more = counted(findings.len() - SHOWN, "more finding");
        output.warning(&format!("{more}; `risk check` shows them"));
    }
}

/// Reads assignments such as `likelihood=High`.
pub fn assignments(texts: &[String]) -> Result<Vec<Assignment>, EditError> {
    texts.iter().map(|text| text.parse()).collect()
}
