//! `risk inspect`: what a workbook has, how sure that is, and what has to be decided.

use std::path::PathBuf;

use risk_core::disk::inspect_file;
use risk_core::folder::REGISTER_FILE;
use risk_core::workbook::ReadOptions;
use risk_core::{Form, Reading};

use super::Outcome;
use crate::cli::{Format, Global, Inspect};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, Inspected};
use crate::source;

pub fn run(args: &Inspect, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let path = args.workbook.as_path();
    if Form::of(path)? != Form::Workbook {
        return Err(Failure::request(
            format!("{} is not a workbook", path.display()),
            Some("inspect reads .xlsx, .xlsm, .xlsb, .xls and .ods".to_owned()),
        ));
    }
    let (target, beside) = beside(global)?.unzip();
    let options = source::options_beside(global, beside.as_ref())?;
    let inspected = Inspected {
        path,
        target: target.map_or_else(|| "FOLDER".to_owned(), |path| path.display().to_string()),
        inspection: inspect_file(path, &options)?,
    };
    if args.format == Format::Json {
        output.json(&inspected.inspection)?;
    } else {
        output.text(&render::inspection(&inspected, output.width()))?;
    }
    Ok(Outcome::of(!inspected.inspection.questions.is_empty()))
}

/// The register that was named and that the workbook may go with: one that states how a workbook is
/// read, which another workbook does not.
fn beside(global: &Global) -> Result<Option<(PathBuf, Reading)>, Failure> {
    let named = global.register.as_ref();
    if named.is_none_or(|path| path.as_os_str().is_empty()) {
        return Ok(None);
    }
    let path = source::path(global)?;
    let reading = match Form::of(&path)? {
        Form::Workbook => return Ok(None),
        _ => risk_core::open(&path, &ReadOptions::default())?,
    };
    // An import takes the folder, and not a file in it.
    if path.file_name().is_some_and(|name| name == REGISTER_FILE) {
        let folder = source::folder(global)?;
        let is_here = folder.as_os_str().is_empty();
        let folder = if is_here { PathBuf::from(".") } else { folder };
        return Ok(Some((folder, reading)));
    }
    Ok(Some((path, reading)))
}
