//! `risk export`: the register as a workbook, new or updated in place, as text, JSON or CSV.

mod left_out;

use std::io;
use std::path::{Path, PathBuf};

use risk_core::answer::ExportAnswer;
use risk_core::disk::{refuse_to_take_back, write_folder, write_json, write_workbook};
use risk_core::edit::Edited;
use risk_core::save;
use risk_core::workbook::{Limits, ReadOptions};
use risk_core::{ChangeKind, Error, FileChange, Form, Reading, Register, WriteOptions};

pub use self::left_out::report_stay;
use self::left_out::{
    leave_elsewhere, leave_rehearsals, refuse_unread, report_elsewhere, settings_left_out,
    unknown_keys, unknown_keys_left_out, unread_files_left_out,
};
use super::import;
use crate::cli::{Export, Format, Global, ImportWrite};
use crate::condition;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
use crate::source;
use crate::target::{ending, is_of_file};

pub fn run(args: &Export, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let (target, to) = target(&args.to)?;
    if args.safe && target != Target::Csv {
        let hint = "only CSV has texts that a spreadsheet takes for formulas".to_owned();
        return Err(Failure::request("--safe is for CSV", Some(hint)));
    }
    if args.assign_references && !(target == Target::Workbook && to.exists()) {
        let hint =
            "`risk set --assign-references` gives each risk of the register one that has none";
        let message = "--assign-references is for a workbook that is there";
        return Err(Failure::request(message, Some(hint.to_owned())));
    }
    let write = &args.write;
    if write.dry_run && target != Target::Folder {
        has_folder(&to)?;
    }
    let source = source::path(global)?;
    let is_workbook = Form::of(&source)? == Form::Workbook;
    if args.condition.is_some() && target != Target::Csv {
        can_choose(&to, is_workbook)?;
    }
    let files = if is_workbook && matches!(target, Target::Folder | Target::Json) {
        // What a sheet has no column for stays as it is in the target, as after any import.
        let import = crate::cli::Import {
            workbook: source,
            into: to,
            all_sheets: false,
            declare_components: false,
            write: ImportWrite {
                remove: write.remove,
                matches: write.matches.clone(),
                dry_run: write.dry_run,
            },
            format: Format::Text,
        };
        import::transfer(&import, global, output)?.1
    } else {
        let is_of_target = target == Target::Workbook && to.exists() && !is_workbook;
        let reading = read(global, is_of_target, output)?;
        let keys = unknown_keys(reading);
        let unread: Vec<String> = reading.unread_files().map(str::to_owned).collect();
        if let Some(text) = &args.condition {
            choose(text, reading, global, output)?;
        }
        let files = export(args, (target, &to), reading, global, output)?;
        unknown_keys_left_out(keys, output);
        unread_files_left_out(&unread, output);
        report(args, target, reading, &files, output);
        files
    };
    super::edit::report_notes(&files, output);
    if args.format == Format::Json {
        let answer = ExportAnswer {
            dry_run: write.dry_run,
            files: &files,
        };
        output.json(&answer)?;
    } else {
        output.text(&render::workbook_changes(&files))?;
    }
    Ok(())
}

/// Reads all of the register, with the options for workbooks unless these are of the target.
fn read(
    global: &Global,
    is_of_target: bool,
    output: &mut Output,
) -> Result<&'static mut Reading, Failure> {
    let reading = if is_of_target {
        source::read(&source::without_workbook_options(global), output)?
    } else {
        source::read(global, output)?
    };
    refuse_unread(reading)?;
    Ok(reading)
}

/// Refuses to choose among the risks where others would be lost, or where it is not known what the source has a place
/// for.
fn can_choose(to: &Path, is_workbook: bool) -> Result<(), Failure> {
    if to.exists() {
        let hint = Some("name a target that is not there yet".to_owned());
        let message = format!(
            "{} would lose the risks that --where leaves out",
            to.display()
        );
        return Err(Failure::request(message, hint));
    }
    if is_workbook {
        let hint = Some("export it to CSV, or import it into a folder first".to_owned());
        let message = "--where chooses among the risks of a workbook for CSV alone";
        return Err(Failure::request(message, hint));
    }
    Ok(())
}

/// Leaves the risks in the register of which an expression holds.
fn choose(
    text: &str,
    reading: &mut Reading,
    global: &Global,
    output: &mut Output,
) -> Result<(), Failure> {
    let register = reading.register.clone();
    let (meant, unknown) = condition::meant(text, &register, register.risks(), global)?;
    if let Some(unknown) = unknown {
        output.warning(&unknown);
    }
    if meant.is_empty() {
        output.words("no risk matches");
    }
    let risks = meant
        .into_iter()
        .map(|risk| risk.stated().clone())
        .collect();
    let (title, scale, components, _) = register.clone().into_parts();
    let register = Register::new(title, scale, components, risks).map_err(Error::from)?;
    *reading = Reading::of(register, reading.settings.clone());
    Ok(())
}

fn export(
    args: &Export,
    (target, to): (Target, &Path),
    reading: &mut Reading,
    global: &Global,
    output: &mut Output,
) -> Result<Vec<FileChange>, Failure> {
    let options = WriteOptions::default()
        .remove(args.write.remove)
        .dry_run(args.write.dry_run)
        .force(args.write.force)
        .reference_column(args.assign_references);
    let existing = match target {
        Target::Csv => {
            nothing_to_match(args)?;
            return to_csv(args, reading, output);
        }
        Target::Workbook if !to.exists() => None,
        Target::Workbook => Some(source::read_beside(to, global, reading)?),
        Target::Folder | Target::Json => {
            import::target(to)?.map(|existing| (existing, ReadOptions::default()))
        }
    };
    let (elsewhere, stay) = match &existing {
        Some((existing, _)) => (
            leave_elsewhere(reading, existing)?,
            leave_rehearsals(reading, existing),
        ),
        None => {
            nothing_to_match(args)?;
            (0, 0)
        }
    };
    let settings = &reading.settings;
    let mut kept_title = None;
    let files = match existing {
        Some((existing, read)) => {
            let matches = source::matches(&args.write.matches, reading)?;
            let edited = Edited::onto(&existing.register, reading, &matches)?;
            edited.refuse_loss(options)?;
            let edited = if target == Target::Workbook {
                let workbook = (to, &existing);
                kept_title = title_that_stays(&edited);
                onto_workbook(edited, reading, workbook, (global, read.limits))?
            } else {
                edited.with_settings(&existing.settings, settings)
            };
            save(to, &edited, &existing.settings, &read, options)
        }
        None => create((target, to), reading, options),
    };
    let files = files?;
    report_elsewhere(elsewhere, output);
    if let Some(title) = kept_title {
        output.warning(&format!("the workbook keeps its title `{title}`"));
    }
    if target == Target::Workbook {
        settings_left_out(settings, output);
    }
    report_stay(stay, output);
    Ok(files)
}

/// Makes what is not there yet.
fn create(
    (target, to): (Target, &Path),
    reading: &Reading,
    options: WriteOptions,
) -> Result<Vec<FileChange>, Error> {
    let (register, settings) = (&reading.register, &reading.settings);
    match target {
        Target::Workbook => {
            write_workbook(to, register, settings, &ReadOptions::default(), options)
        }
        Target::Json => write_json(to, register, settings, options),
        // A CSV is written before this.
        Target::Folder | Target::Csv => write_folder(to, register, settings, options),
    }
}

/// Refuses `--match` where there is no register that it could be about.
fn nothing_to_match(args: &Export) -> Result<(), Failure> {
    if args.write.matches.is_empty() {
        return Ok(());
    }
    let message = format!(
        "{} is not a register with risks to match",
        args.to.display()
    );
    let hint = "leave --match out".to_owned();
    Err(Failure::request(message, Some(hint)))
}

/// What an export changes of a workbook that is there, unless it would take back what somebody changed in that.
fn onto_workbook(
    edited: Edited,
    reading: &Reading,
    workbook: (&Path, &Reading),
    (global, limits): (&Global, Limits),
) -> Result<Edited, Failure> {
    let register = source::path(global)?;
    refuse_to_take_back((&register, reading), workbook, limits, &edited)?;
    Ok(edited)
}

/// The title of a workbook that is there, which stays though the register has another one.
fn title_that_stays(edited: &Edited) -> Option<String> {
    let (before, after) = (edited.before.title(), edited.after.title());
    (before != after && !before.is_empty()).then(|| before.to_owned())
}

/// What an export makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Folder,
    Json,
    Workbook,
    Csv,
}

/// What is to be made, by what is there, else by the name; and the path that it has.
fn target(path: &Path) -> Result<(Target, PathBuf), Failure> {
    let ending = ending(path);
    let as_it_is = |target| Ok((target, path.to_owned()));
    if path.is_file() && ending != "csv" {
        return match Form::of(path)? {
            Form::Json => as_it_is(Target::Json),
            Form::Workbook => as_it_is(Target::Workbook),
            // The register.toml of a folder.
            _ => Ok((Target::Folder, folder_of(path).to_owned())),
        };
    }
    match ending.as_str() {
        _ if path.is_dir() => as_it_is(Target::Folder),
        "xlsx" => as_it_is(Target::Workbook),
        "json" => as_it_is(Target::Json),
        "csv" => as_it_is(Target::Csv),
        _ if is_of_file(&ending) => Err(Failure::request(
            format!("a register is not exported to .{ending}"),
            Some(ENDINGS.to_owned()),
        )),
        _ if path == Path::new("-") => Err(Failure::request(
            "a register is not exported to standard output",
            Some(ENDINGS.to_owned()),
        )),
        _ => as_it_is(Target::Folder),
    }
}

const ENDINGS: &str = "the name ends in .xlsx, .json or .csv, or is that of a folder";

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Refuses a file in a folder that is not there, as the write would.
fn has_folder(path: &Path) -> Result<(), Failure> {
    if folder_of(path).is_dir() {
        return Ok(());
    }
    Err(risk_core::Error::Write {
        path: path.to_owned(),
        source: io::ErrorKind::NotFound.into(),
    }
    .into())
}

fn to_csv(
    args: &Export,
    reading: &Reading,
    output: &mut Output,
) -> Result<Vec<FileChange>, Failure> {
    let is_there = args.to.exists();
    if is_there && !args.write.remove {
        return Err(Failure::request(
            format!("{} exists already", args.to.display()),
            Some("pass --remove to replace it".to_owned()),
        ));
    }
    let format = if args.safe {
        Format::CsvSafe
    } else {
        Format::Csv
    };
    let text = render::register(&reading.register).render(format, None);
    if !args.write.dry_run {
        risk_core::replace_file(&args.to, text.as_bytes())?;
    }
    if reading.register.count_rehearsals() > 0 {
        output.warning("CSV has no place for rehearsals; they are left out");
    }
    let kind = if is_there {
        ChangeKind::Updated
    } else {
        ChangeKind::Created
    };
    Ok(vec![FileChange::new(&args.to, kind)])
}

fn report(
    args: &Export,
    target: Target,
    reading: &Reading,
    files: &[FileChange],
    output: &mut Output,
) {
    let done = if args.write.dry_run {
        "would export"
    } else {
        "exported"
    };
    let (register, to) = (&reading.register, args.to.display());
    let risks = counted(register.risks().len(), "risk");
    output.words(&match target {
        Target::Csv => format!("{done} {risks} to {to}"),
        Target::Folder | Target::Workbook | Target::Json => format!(
            "{done} {risks} and {} to {to}: {}",
            counted(register.components().len(), "component"),
            render::files_changed(files),
        ),
    });
}
