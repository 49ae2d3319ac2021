//! `risk inspect`: what a workbook has, how sure that is, and what has to be decided.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use risk_core::folder::REGISTER_FILE;
use risk_core::workbook::{self, Answer, Question, ReadOptions};
use risk_core::{Error, Form, Reading, Scale};

use super::Outcome;
use crate::cli::{Global, Inspect, ReportFormat};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, Inspected, json};
use crate::source;

pub fn run(args: &Inspect, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let path = args.workbook.as_path();
    if Form::of(path)? != Form::Workbook {
        return Err(Failure::request(
            format!("{} is no workbook", path.display()),
            Some("inspect reads .xlsx, .xlsm, .xlsb, .xls and .ods".to_owned()),
        ));
    }
    let (target, beside) = beside(global)?.unzip();
    let options = source::options_beside(global, beside.as_ref())?;
    let bytes = read(path, options.limits.file_bytes)?;
    let inspection = workbook::inspect(&bytes, &options).map_err(|source| Error::File {
        path: path.to_owned(),
        source: Box::new(source),
    })?;
    let inspected = settled(
        &bytes,
        options,
        Inspected::new(path, target.as_deref(), inspection),
    );
    match args.format {
        ReportFormat::Json => output.data(&json::answer(&json::Inspect::new(&inspected)))?,
        ReportFormat::Text => output.text(&render::inspection(&inspected, output.width()))?,
    }
    Ok(if inspected.inspection.questions.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}

/// The register that was named and that the workbook may go with: one that says how a workbook is
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

/// The bytes of a file, of which there may be so many; of a longer one, enough to see that.
fn read(path: &Path, most: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes),
        Err(source) => Err(Error::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

/// More rounds of questions are not followed.
const MOST_ROUNDS: usize = 4;

/// Finds out what settles everything when each question gets the first of its answers. An answer
/// can lead to another question: which scale it is shows once it is known which columns have levels.
fn settled<'a>(
    bytes: &[u8],
    mut options: ReadOptions,
    mut inspected: Inspected<'a>,
) -> Inspected<'a> {
    let mut open = inspected.inspection.questions.clone();
    for _ in 0..MOST_ROUNDS {
        if open.is_empty() {
            break;
        }
        answer(&open, &mut options);
        let Ok(next) = workbook::inspect(bytes, &options) else {
            break;
        };
        let is_new = |question: &&Question| !inspected.asks(question);
        open = next.questions.iter().filter(is_new).cloned().collect();
        inspected.follow(next, &open);
    }
    // What has no column is not among the columns that were found.
    let said = options.settings.columns.iter().chain(&options.columns);
    for (field, _) in said.filter(|(_, column)| column.trim().is_empty()) {
        let columns = &mut inspected.settled.columns;
        columns.entry(*field).or_default();
    }
    inspected
}

/// Gives each question the first of its answers.
fn answer(questions: &[Question], options: &mut ReadOptions) {
    for question in questions {
        match question.answers.first() {
            Some(Answer::Column(field, column)) => {
                options.columns.insert(*field, column.clone());
            }
            Some(Answer::Sheet(name)) => options.sheet = Some(name.clone()),
            Some(Answer::Header(row)) => options.header_row = Some(*row),
            Some(Answer::Scale(name)) => options.scale = Scale::built_in(name).ok(),
            _ => {}
        }
    }
}
