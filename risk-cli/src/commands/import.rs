//! `risk import`: a workbook's register, kept as text or JSON.

use std::ffi::OsStr;
use std::path::Path;

use risk_core::folder::{write_folder, write_json};

use risk_core::{FileChange, Finding, Form, Reading, Register, WriteOptions};

use super::Outcome;
use crate::cli::{Global, Import};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
use crate::source;

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
    let (reading, _) = source::read_beside(&args.workbook, global, target.as_ref())?;
    let doubts = reading.doubts();
    let register = completed(reading.register, &reading.coverage, target.as_ref(), args)?;
    // The settings of a register stay with it; what was said for this import does not go there.
    let settings = target.map(|target| target.settings).unwrap_or_default();
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
    for finding in &doubts {
        output.finding(finding);
    }
    Ok((doubts, changes))
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
    coverage: &risk_core::Coverage,
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
