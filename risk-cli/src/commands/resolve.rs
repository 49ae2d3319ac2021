//! `risk resolve`: what the conflicts of a merge are to be.

mod opened;
mod workbooks;

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use risk_core::answer::MergeAnswer;
use risk_core::disk::{Unmerged, paths_to_add, read_conflicts, save_resolved};
use risk_core::document::shell_word;
use risk_core::edit::Edited;
use risk_core::versions::{Conflict, Take, chosen_in, resolve_some};
use risk_core::{Form, Register, WriteOptions};

use self::opened::opened;
use self::workbooks::{Workbooks, shown_workbook};
use super::Outcome;
use super::edit::{report_notes, show_changes};
use crate::cli::{Format, Global, Resolve};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted, place};
use crate::source;

pub fn run(args: &Resolve, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    // `risk resolve risks.xlsx` is about that register, as `risk list risks.xlsx` is.
    if let Some(path) = args.record.as_ref().map(PathBuf::from)
        && args.choice.is_empty()
        && Form::of(&path).is_ok()
    {
        let args = Resolve {
            record: None,
            ..args.clone()
        };
        return run(&args, &source::named(Some(&path), global)?, output);
    }
    let path = source::path(global)?;
    let form = Form::of(&path)?;
    let read = source::options(global)?;
    let write = WriteOptions::default()
        .force(args.options.force)
        .dry_run(args.options.dry_run);
    let choice = Choice::of(args)?;
    let mut open = opened((&path, form), &read, (write, choice.is_some()), output)?;
    let Some(choice) = choice else {
        return list(args, open, &path, output);
    };
    let reading = risk_core::open(&path, &read)?;
    let workbooks = Workbooks::of(&path, args.workbook.as_deref());
    let (chosen, left) = choice.of_conflicts(open.conflicts, &workbooks)?;
    let (edited, left) = resolve_some(&reading, chosen, left)?;
    open.conflicts = left;
    let saved = save_resolved(
        &path,
        (&edited, &open.conflicts),
        &reading.settings,
        &read,
        write,
    )?;
    open.files.extend(saved);
    report(args, &edited, &open, output)?;
    hint_to_add((&path, has_merge(&open.conflicts)), output);
    hint_to_sync(&open.conflicts, &path, output);
    Ok(Outcome::Clean)
}

/// Whether conflicts of a merge are among some: those of syncs are with a workbook.
fn has_merge(conflicts: &[Conflict]) -> bool {
    conflicts.iter().any(|one| one.workbook.is_none())
}

/// Shows which files git waits for, if it does and nothing of its merge is left to decide.
fn hint_to_add((path, is_left): (&Path, bool), output: &mut Output) {
    if is_left {
        return;
    }
    let folder = if path.is_dir() {
        path
    } else {
        path.parent().unwrap_or(path)
    };
    let paths = paths_to_add(path).unwrap_or_default();
    let paths: Vec<String> = paths
        .iter()
        .map(|file| shell_word(&folder.join(file).to_string_lossy()))
        .collect();
    if !paths.is_empty() {
        output.hint(&format!("git add -- {}", paths.join(" ")));
    }
}

/// Says which workbooks have yet to get what was decided.
fn hint_to_sync(conflicts: &[Conflict], path: &Path, output: &mut Output) {
    let decided = conflicts.iter().filter(|one| !one.is_open());
    let workbooks: BTreeSet<&String> = decided.filter_map(|one| one.workbook.as_ref()).collect();
    for workbook in workbooks {
        let workbook = shell_word(&shown_workbook(path, workbook));
        output.hint(&format!("`risk sync {workbook}` makes both the same"));
    }
}

/// What somebody chose.
enum Choice {
    /// The same for all conflicts of a record, or of one of its fields.
    Of {
        record: String,
        field: Option<String>,
        take: Take,
    },
    /// For each conflict what a file has.
    Each(Vec<Conflict>),
}

impl Choice {
    /// What the arguments choose; `None` where they choose nothing.
    fn of(args: &Resolve) -> Result<Option<Self>, Failure> {
        if let Some(from) = &args.from {
            return Ok(Some(Self::Each(chosen(from)?)));
        }
        let (Some(record), Some((last, fields))) = (&args.record, args.choice.split_last()) else {
            return Ok(None);
        };
        let take = last.parse().map_err(|_| {
            let field = fields.first().unwrap_or(last);
            let hint = format!("as in `risk resolve {record} {field} theirs`");
            Failure::request(format!("`{last}` is not ours, theirs or both"), Some(hint))
        })?;
        Ok(Some(Self::Of {
            record: record.clone(),
            field: fields.first().cloned(),
            take,
        }))
    }

    /// The conflicts that it is of, with what was chosen; and the others, as they are.
    fn of_conflicts(
        self,
        conflicts: Vec<Conflict>,
        workbooks: &Workbooks<'_>,
    ) -> Result<(Vec<Conflict>, Vec<Conflict>), Failure> {
        match self {
            Self::Of {
                record,
                field,
                take,
            } => {
                let is_named = named(&conflicts, &record);
                let is_it = |conflict: &Conflict| {
                    is_named(conflict)
                        && (field.is_none() || conflict.field == field)
                        && workbooks.is_meant(conflict)
                };
                if !conflicts.iter().any(is_it) {
                    let named = (Some(&*record), field.as_deref());
                    return Err(unknown(named, workbooks, &conflicts));
                }
                let is_to_do = |one: &Conflict| is_it(one) && one.is_open();
                // What was decided before stays so, while something is left that can be meant.
                let is_left = conflicts.iter().any(is_to_do);
                let is_chosen = |one: &Conflict| if is_left { is_to_do(one) } else { is_it(one) };
                let (chosen, mut left): (Vec<_>, Vec<_>) =
                    conflicts.into_iter().partition(is_chosen);
                let (mut chosen, of_syncs) = of_merge_first(chosen);
                left.extend(of_syncs);
                for conflict in &mut chosen {
                    conflict.take = Some(take);
                }
                workbooks.refuse_several(&chosen, |first| {
                    format!("add `--workbook {first}` to take what that one has")
                })?;
                Ok((chosen, left))
            }
            Self::Each(copy) => {
                let (chosen, left) = chosen_in(conflicts, &copy)?;
                workbooks.refuse_several(&chosen, |first| {
                    format!("choose ours for all but one of them, such as {first}")
                })?;
                Ok((chosen, left))
            }
        }
    }
}

/// Of one place, a conflict of a merge of the register itself goes before those of syncs, which are about what comes of it;
/// the latter are left.
fn of_merge_first(chosen: Vec<Conflict>) -> (Vec<Conflict>, Vec<Conflict>) {
    let of_merge = chosen.iter().filter(|one| one.workbook.is_none());
    let places: HashSet<_> = of_merge
        .map(|one| (one.record.clone(), one.field.clone()))
        .collect();
    let is_first = |one: &Conflict| {
        one.workbook.is_none() || !places.contains(&(one.record.clone(), one.field.clone()))
    };
    chosen.into_iter().partition(is_first)
}

/// The conflicts of a file, of which somebody chose something for some.
fn chosen(from: &Path) -> Result<Vec<Conflict>, Failure> {
    let conflicts = read_conflicts(from)?;
    if conflicts.iter().all(|conflict| conflict.take.is_none()) {
        return Err(Failure::request(
            format!("nothing is chosen in {}", from.display()),
            Some(
                "choose ours, theirs or both: in the column Take, or as `take` in text".to_owned(),
            ),
        ));
    }
    Ok(conflicts)
}

/// Whether a conflict is of the record that a text means: as lists show it, or else by its key alone. A component may be called
/// as a risk is.
fn named(conflicts: &[Conflict], text: &str) -> impl Fn(&Conflict) -> bool + use<> {
    let text = text.to_owned();
    let is_shown = |conflict: &Conflict, text: &str| {
        let shown = conflict.record.to_string();
        shown.eq_ignore_ascii_case(text)
    };
    let is_any_shown = conflicts.iter().any(|one| is_shown(one, &text));
    move |conflict| {
        let key = conflict.record.key().map(ToString::to_string);
        let is_key = key.is_some_and(|key| key.eq_ignore_ascii_case(&text));
        is_shown(conflict, &text) || !is_any_shown && is_key
    }
}

/// No conflict is of what is meant: a record, or one of its fields, or a workbook.
fn unknown(
    (record, field): (Option<&str>, Option<&str>),
    workbooks: &Workbooks<'_>,
    conflicts: &[Conflict],
) -> Failure {
    // A line of a terminal.
    const SHOWN: usize = 8;
    let is_named = record.map(|record| named(conflicts, record));
    let is_it = |conflict: &Conflict| is_named.as_ref().is_none_or(|is_it| is_it(conflict));
    let of_record = conflicts.iter().any(is_it);
    let there = conflicts.iter().filter(|one| !of_record || is_it(one));
    let there = there.take(SHOWN).map(|one| workbooks.place(one));
    let there: Vec<String> = there.collect();
    let hint = if there.is_empty() {
        "no conflicts are left".to_owned()
    } else {
        format!("there is {}; `risk resolve` lists all", there.join(", "))
    };
    let of = record.map(|record| format!(" of {}", place(record, field)));
    let (of, with) = (of.unwrap_or_default(), workbooks.words());
    Failure::request(format!("no conflict{of}{with}"), Some(hint))
}

/// Lists the conflicts, of one record and of one workbook where these are named.
fn list(
    args: &Resolve,
    mut open: Unmerged,
    path: &Path,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let workbooks = Workbooks::of(path, args.workbook.as_deref());
    let record = args.record.as_deref();
    let of_record = record.map(|record| named(&open.conflicts, record));
    let is_meant = |conflict: &Conflict| {
        of_record.as_ref().is_none_or(|is_it| is_it(conflict)) && workbooks.is_meant(conflict)
    };
    let is_named = record.is_some() || !open.conflicts.is_empty();
    if is_named && !open.conflicts.iter().any(is_meant) {
        return Err(unknown((record, None), &workbooks, &open.conflicts));
    }
    let is_merge_left = has_merge(&open.conflicts);
    open.conflicts.retain(is_meant);
    let is_decided = !open.conflicts.iter().any(Conflict::is_open);
    if !is_decided {
        open.conflicts.retain(Conflict::is_open);
    }
    if args.options.format == Format::Json {
        let nothing = Edited::by_key(Register::default(), Register::default());
        answer(args, &nothing, &open, output)?;
    } else if is_decided && !open.conflicts.is_empty() {
        output.words("all conflicts are decided");
        hint_to_sync(&open.conflicts, path, output);
    } else if open.conflicts.is_empty() {
        output.words("no conflicts");
    } else {
        for conflict in &mut open.conflicts {
            let workbook = conflict.workbook.as_deref();
            conflict.workbook = workbook.map(|workbook| shown_workbook(path, workbook));
        }
        output.table(render::conflicts(&open.conflicts), args.options.format)?;
        let count = counted(open.conflicts.len(), "conflict");
        let whole = open.conflicts.iter().filter(|one| one.field.is_none());
        let how = match whole.count() {
            0 => "`risk resolve RECORD FIELD ours`, theirs or both",
            all if all == open.conflicts.len() => "`risk resolve RECORD ours`, theirs or both",
            _ => {
                "`risk resolve RECORD FIELD ours`, theirs or both; without FIELD for a whole record"
            }
        };
        output.words(&format!("{count} to resolve: {how}"));
    }
    if args.options.format != Format::Json {
        hint_to_add((path, is_merge_left), output);
    }
    if !open.files.is_empty() {
        output.words(&render::written(&open.files, args.options.dry_run));
    }
    Ok(Outcome::of(!is_decided))
}

fn answer(
    args: &Resolve,
    edited: &Edited,
    open: &Unmerged,
    output: &mut Output,
) -> Result<(), Failure> {
    let left = (&*open.conflicts, &*open.notes);
    let answer = MergeAnswer::new(edited, left, &open.files, args.options.dry_run);
    output.json(&answer)
}

fn report(
    args: &Resolve,
    edited: &Edited,
    open: &Unmerged,
    output: &mut Output,
) -> Result<(), Failure> {
    if args.options.format == Format::Json {
        answer(args, edited, open, output)?;
    } else {
        show_changes(edited, args.options.format, output)?;
        if args.options.format == Format::Table {
            output.text(&render::workbook_changes(&open.files))?;
        }
    }
    report_notes(&open.files, output);
    output.words(&render::written(&open.files, args.options.dry_run));
    let left = open.conflicts.iter();
    let left = left.filter(|conflict| conflict.is_open());
    output.words(&match left.count() {
        0 => "no conflicts are left".to_owned(),
        count => format!("{} left", counted(count, "conflict")),
    });
    Ok(())
}
