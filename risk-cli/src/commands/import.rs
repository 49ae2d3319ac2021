//! `risk import`: a workbook's register, kept as text or JSON.

use std::ffi::OsStr;
use std::path::Path;

use risk_core::disk::{inspect_file, refuse_to_take_back, save_import};
use risk_core::folder::REGISTER_FILE;
use risk_core::workbook::{ALL_SHEETS, ReadOptions};
use risk_core::{
    FileChange, Finding, Form, Import as Imported, ImportAnswer, ImportOptions, Reading,
    WriteOptions,
};

use super::Outcome;
use super::edit::show_changes;
use crate::cli::{Format, Global, Import};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
use crate::source;
use crate::target::text_form;
use crate::today::today;

pub fn run(args: &Import, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let (findings, _) = transfer(args, global, output)?;
    let mut findings = findings.iter();
    Ok(Outcome::of(findings.any(|found| found.severity.fails())))
}

/// Makes an import, and reports what made no sense, and the files that were written.
pub fn transfer(
    args: &Import,
    global: &Global,
    output: &mut Output,
) -> Result<(Vec<Finding>, Vec<FileChange>), Failure> {
    if Form::of(&args.workbook)? != Form::Workbook {
        return Err(Failure::request(
            format!("{} is not a workbook", args.workbook.display()),
            Some("import reads .xlsx, .xlsm, .xlsb, .xls and .ods".to_owned()),
        ));
    }
    let form = target_form(&args.into)?;
    let target = target(&args.into)?;
    let mut read = source::options_beside(global, target.as_ref())?;
    if args.all_sheets {
        read_all_sheets(&mut read)?;
    }
    output.doing(|| format!("reading {}", args.workbook.display()));
    let mut inspection = inspect_file(&args.workbook, &read)?;
    let left_behind = render::left_behind(&inspection);
    let sheets = std::mem::take(&mut inspection.sheets);
    let not_imported = std::mem::take(&mut inspection.not_imported);
    let reading = inspection.into_reading().map_err(Failure::Import)?;
    let findings = reading.sense_findings(today(global));
    let import = Imported::new(target.as_ref(), &reading, &read, &how(args, &reading)?)?;
    let options = WriteOptions::default()
        .remove(args.write.remove)
        .dry_run(args.write.dry_run);
    if let (Some(target), Some(edited)) = (&target, &import.edited) {
        let workbook = (args.workbook.as_path(), &reading);
        refuse_to_take_back((&args.into, target), workbook, read.limits, edited)?;
    }
    let count = import.register.risks().len();
    output.doing(|| format!("writing {}", counted(count, "risk")));
    let files = save_import(&args.into, form, &import, options)?;
    if args.format == Format::Json {
        let answer = ImportAnswer::new(
            &import,
            &sheets,
            &not_imported,
            &findings,
            &files,
            args.write.dry_run,
        );
        output.json(&answer)?;
        return Ok((findings, files));
    }
    report(args, &import, &files, output)?;
    for line in left_behind {
        output.words(&line);
    }
    for finding in &findings {
        output.finding(finding);
    }
    Ok((findings, files))
}

/// What the import does beside taking what the workbook states.
fn how(args: &Import, reading: &Reading) -> Result<ImportOptions, Failure> {
    let title = args.workbook.file_stem().unwrap_or_default();
    let mut how = ImportOptions::default();
    how.title = title.to_string_lossy().into_owned();
    how.matches = source::matches(&args.write.matches, reading)?;
    how.declare_components = args.declare_components;
    Ok(how)
}

fn read_all_sheets(read: &mut ReadOptions) -> Result<(), Failure> {
    match read.sheet.replace(ALL_SHEETS.to_owned()) {
        None => Ok(()),
        Some(_) => {
            let hint = Some("pass one of them".to_owned());
            Err(Failure::request("--sheet and --all-sheets", hint))
        }
    }
}

/// The form of the target: that of what is there, else by its name.
fn target_form(path: &Path) -> Result<Form, Failure> {
    const HINT: &str = "import writes into a folder, or a file whose name ends in .json";
    let form = if path.exists() {
        Form::of(path)?
    } else {
        text_form(path, HINT)?
    };
    if form == Form::Workbook {
        return Err(Failure::request(
            format!("{} would be a workbook", path.display()),
            Some(HINT.to_owned()),
        ));
    }
    Ok(form)
}

/// The register that is in the target already. The folders of records of one are no registers.
pub fn target(path: &Path) -> Result<Option<Reading>, Failure> {
    let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let of_records = ["risks", "components"].map(OsStr::new);
    let is_of_records = full
        .file_name()
        .is_some_and(|name| of_records.contains(&name));
    let register = full
        .parent()
        .filter(|folder| folder.join(REGISTER_FILE).is_file());
    if let Some(register) = register.filter(|_| is_of_records) {
        let message = format!("{} has the records of a register", path.display());
        let hint = format!("the register is {}", register.display());
        return Err(Failure::request(message, Some(hint)));
    }
    let is_there = path.is_file() || path.join(REGISTER_FILE).is_file();
    if !is_there {
        return Ok(None);
    }
    Ok(Some(risk_core::open(path, &ReadOptions::default())?))
}

/// Reports what an import changed.
fn report(
    args: &Import,
    import: &Imported,
    files: &[FileChange],
    output: &mut Output,
) -> Result<(), Failure> {
    if let Some(edited) = &import.edited {
        show_changes(edited, Format::Table, output)?;
    }
    let done = if args.write.dry_run {
        "would import"
    } else {
        "imported"
    };
    output.words(&format!(
        "{done} {} and {} into {}: {}",
        counted(import.register.risks().len(), "risk"),
        counted(import.register.components().len(), "component"),
        args.into.display(),
        render::files_changed(files),
    ));
    for note in &import.notes {
        output.words(&note.to_string());
    }
    Ok(())
}
