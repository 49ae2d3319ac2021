//! `risk export`: the register as a new workbook, as text, JSON or CSV.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use risk_core::folder::{WriteOptions, write_folder, write_json};
use risk_core::{Form, Reading, workbook};

use super::{Outcome, import};
use crate::cli::{Export, Format, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
use crate::source;

pub fn run(args: &Export, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let (target, to) = target(&args.to)?;
    if args.safe && target != Target::Csv {
        let hint = "CSV is what a spreadsheet computes when it opens it".to_owned();
        return Err(Failure::request("--safe is for CSV", Some(hint)));
    }
    if args.dry_run && target != Target::Folder {
        has_folder(&to)?;
    }
    let source = source::path(global)?;
    if Form::of(&source)? == Form::Workbook && matches!(target, Target::Folder | Target::Json) {
        // What a sheet has no column for stays as it is in the target, as after any import.
        let import = crate::cli::Import {
            workbook: source,
            into: to,
            remove: args.remove,
            dry_run: args.dry_run,
        };
        return import::run(&import, global, output).map(|_| Outcome::Clean);
    }
    let reading = source::read(global, output)?;
    let options = WriteOptions::default()
        .remove(args.remove)
        .dry_run(args.dry_run);
    let Reading {
        register, settings, ..
    } = &reading;
    let files = match target {
        Target::Folder => write_folder(&to, register, settings, options)?,
        Target::Json => write_json(&to, register, settings, options)?,
        Target::Workbook => {
            to_workbook(args, &reading, output)?;
            return Ok(tell(args, &reading, "1 file created", output));
        }
        Target::Csv => {
            to_csv(args, &reading)?;
            let risks = counted(register.risks().len(), "risk");
            output.words(&format!("{} {risks} to {}", done(args), to.display()));
            return Ok(Outcome::Clean);
        }
    };
    let files = render::files_changed(&files);
    Ok(tell(args, &reading, &files, output))
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
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    let ending = ending.to_ascii_lowercase();
    let as_it_is = |target| Ok((target, path.to_owned()));
    if path.is_file() && ending != "csv" {
        return match Form::of(path)? {
            Form::Json => as_it_is(Target::Json),
            Form::Workbook => as_it_is(Target::Workbook),
            // The register.toml of a folder.
            _ => Ok((Target::Folder, path.parent().unwrap_or(path).to_owned())),
        };
    }
    match ending.as_str() {
        _ if path.is_dir() => as_it_is(Target::Folder),
        "xlsx" => as_it_is(Target::Workbook),
        "json" => as_it_is(Target::Json),
        "csv" => as_it_is(Target::Csv),
        "xlsm" | "xlsb" | "xls" | "xltx" | "ods" | "numbers" | "tsv" | "txt" | "md" | "html"
        | "pdf" | "toml" | "yaml" | "yml" => Err(Failure::request(
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

/// Refuses a file in a folder that is not there, as the write would.
fn has_folder(path: &Path) -> Result<(), Failure> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if folder.is_dir() {
        return Ok(());
    }
    Err(risk_core::Error::Write {
        path: path.to_owned(),
        source: io::ErrorKind::NotFound.into(),
    }
    .into())
}

fn to_workbook(args: &Export, reading: &Reading, output: &mut Output) -> Result<(), Failure> {
    let (register, settings) = (&reading.register, &reading.settings);
    if args.dry_run {
        if args.to.exists() {
            let path = args.to.clone();
            return Err(risk_core::Error::Exists { path }.into());
        }
        workbook::create(register, settings)?;
    } else {
        workbook::write_new(&args.to, register, settings)?;
    }
    if !settings.severities.is_empty() || !settings.trackers.patterns().is_empty() {
        output.warning(
            "a workbook has no place for severities and trackers of one's own; they stay behind",
        );
    }
    Ok(())
}

fn to_csv(args: &Export, reading: &Reading) -> Result<(), Failure> {
    if args.to.exists() && !args.remove {
        return Err(Failure::request(
            format!("{} exists already", args.to.display()),
            Some("say --remove if it is to be replaced".to_owned()),
        ));
    }
    let format = if args.safe {
        Format::CsvSafe
    } else {
        Format::Csv
    };
    let text = render::register(&reading.register).render(format, None);
    if !args.dry_run {
        risk_core::replace_file(&args.to, text.as_bytes())?;
    }
    Ok(())
}

/// What is or would be done.
fn done(args: &Export) -> &'static str {
    if args.dry_run {
        "would export"
    } else {
        "exported"
    }
}

fn tell(args: &Export, reading: &Reading, files: &str, output: &mut Output) -> Outcome {
    let register = &reading.register;
    output.words(&format!(
        "{} {} and {} to {}: {files}",
        done(args),
        counted(register.risks().len(), "risk"),
        counted(register.components().len(), "component"),
        args.to.display(),
    ));
    Outcome::Clean
}
