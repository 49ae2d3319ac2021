//! `risk import`: a workbook's register, kept as text or JSON.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;

use risk_core::disk::{inspect_file, write_folder, write_json};
use risk_core::workbook::ReadOptions;
use risk_core::{
    FileChange, Finding, Form, Reading, Register, Settings, SourceScope, WriteOptions,
};

use super::Outcome;
use crate::cli::{Global, Import};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
use crate::source;
use crate::today::today;

pub fn run(args: &Import, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let (doubts, _) = transfer(args, global, output)?;
    let fails = doubts.iter().any(|finding| finding.severity.fails());
    Ok(if fails {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// Makes an import, and tells of it: what made no sense, and the files that were written.
pub fn transfer(
    args: &Import,
    global: &Global,
    output: &mut Output,
) -> Result<(Vec<Finding>, Vec<FileChange>), Failure> {
    if Form::of(&args.workbook)? != Form::Workbook {
        return Err(Failure::request(
            format!("{} is no workbook", args.workbook.display()),
            Some("import reads .xlsx, .xlsm, .xlsb, .xls and .ods".to_owned()),
        ));
    }
    let form = target_form(&args.into)?;
    let target = target(&args.into)?;
    let options = source::options_beside(global, target.as_ref())?;
    let inspection = inspect_file(&args.workbook, &options)?;
    let left_behind = render::left_behind(&inspection);
    let reading = inspection.into_reading()?;
    let doubts = reading.doubts(today());
    let settings = settings(target.as_ref(), &reading, &options, global);
    let news = target
        .as_ref()
        .map(|target| news(target, &reading))
        .unwrap_or_default();
    let register = completed(reading.register, &reading.scope, target.as_ref(), args)?;
    let options = WriteOptions::default()
        .remove(args.remove)
        .dry_run(args.dry_run);
    if output.is_watched() && register.risks().len() > MANY {
        output.words(&format!("writing {} risks …", register.risks().len()));
    }
    let changes = match form {
        Form::Json => write_json(&args.into, &register, &settings, options)?,
        _ => write_folder(&args.into, &register, &settings, options)?,
    };
    tell(args, &register, &changes, output);
    for line in news.iter().chain(&left_behind) {
        output.words(line);
    }
    for finding in &doubts {
        output.finding(finding);
    }
    Ok((doubts, changes))
}

/// What the register says of how the workbook is read: as it was said now, else as it was, else as
/// it was found, so that the next import asks nothing.
fn settings(
    target: Option<&Reading>,
    reading: &Reading,
    options: &ReadOptions,
    global: &Global,
) -> Settings {
    let mut settings = target
        .map(|target| target.settings.clone())
        .unwrap_or_default();
    let is_said = !global.columns.is_empty() || global.sheet.is_some();
    if is_said || settings.columns.is_empty() {
        settings.columns.clone_from(&reading.columns);
        let none = options
            .columns
            .iter()
            .filter(|(_, column)| column.is_empty());
        settings
            .columns
            .extend(none.map(|(field, none)| (*field, none.clone())));
    }
    settings.sheet = global.sheet.clone().or(settings.sheet);
    settings.fill_down.extend(&options.fill_down);
    settings
}

/// What an import changes beside the records: the scale, and columns beyond the model.
fn news(target: &Reading, reading: &Reading) -> Vec<String> {
    let mut news = Vec::new();
    let [old, new] = [target, reading].map(|reading| reading.register.scale().name());
    if target.register.scale() != reading.register.scale() {
        news.push(format!("the scale was {old} and is {new} now"));
    }
    let SourceScope::Columns { risks, .. } = &reading.scope else {
        return news;
    };
    let known: BTreeSet<String> = target
        .register
        .risks()
        .flat_map(|risk| risk.stated().extra.iter().map(|(key, _)| key.to_string()))
        .collect();
    let found: BTreeSet<String> = risks.extra.iter().map(ToString::to_string).collect();
    let list = |names: Vec<&String>| {
        let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
        names.join(", ")
    };
    let (gone, added) = (
        list(known.difference(&found).collect()),
        list(found.difference(&known).collect()),
    );
    if !gone.is_empty() {
        news.push(format!(
            "no columns any more, whose values stay in the register: {gone}"
        ));
    }
    if !added.is_empty() && target.register.risks().len() > 0 {
        news.push(format!("new columns beyond the fields of a risk: {added}"));
    }
    news
}

/// So many files take long enough to say so.
const MANY: usize = 5_000;

/// The form of the target: that of what is there, else by its name.
fn target_form(path: &Path) -> Result<Form, Failure> {
    let form = if path.exists() {
        Form::of(path)?
    } else if path.extension() == Some(OsStr::new("json")) {
        Form::Json
    } else if path
        .extension()
        .is_some_and(|ending| ending.to_string_lossy().starts_with("xls"))
    {
        Form::Workbook
    } else {
        Form::Folder
    };
    if form == Form::Workbook {
        return Err(Failure::request(
            format!("{} would be a workbook", path.display()),
            Some("import writes into a folder, or a file whose name ends in .json".to_owned()),
        ));
    }
    Ok(form)
}

/// The register that is in the target already.
fn target(path: &Path) -> Result<Option<Reading>, Failure> {
    let is_there = path.is_file() || path.join(risk_core::folder::REGISTER_FILE).is_file();
    if !is_there {
        return Ok(None);
    }
    Ok(Some(risk_core::open(
        path,
        &risk_core::workbook::ReadOptions::default(),
    )?))
}

/// The register as it is to be: with what the workbook has no place for as it is in the target,
/// and with a title.
fn completed(
    register: Register,
    coverage: &risk_core::SourceScope,
    target: Option<&Reading>,
    args: &Import,
) -> Result<Register, Failure> {
    let invalid = |error| Failure::from(risk_core::Error::from(error));
    let register = match target {
        Some(target) => coverage
            .complete(register, &target.register)
            .map_err(invalid)?,
        None => register,
    };
    let (mut title, scale, components, risks) = register.into_parts();
    if title.is_empty() {
        let stem = args.workbook.file_stem().unwrap_or_default();
        title = stem.to_string_lossy().into_owned();
    }
    Register::new(title, scale, components, risks).map_err(invalid)
}

fn tell(args: &Import, register: &Register, changes: &[FileChange], output: &mut Output) {
    let done = if args.dry_run {
        "would import"
    } else {
        "imported"
    };
    output.words(&format!(
        "{done} {} and {} into {}: {}",
        counted(register.risks().len(), "risk"),
        counted(register.components().len(), "component"),
        args.into.display(),
        render::files_changed(changes),
    ));
}
