//! `risk report`: the register as one page.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use risk_core::disk::{replace_file, trend};
use risk_core::document::PageKind;
use risk_core::readiness::Window;
use risk_core::report::{Report as Answer, ReportOptions, Since, TrendAnswer};
use risk_core::{ChangeKind, FileChange, Reading};

use crate::cli::{Global, Report, ReportFormat};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, json};
use crate::source;
use crate::today::today;
use crate::version::{Version, read_before};

/// The changes of so many days are shown unless somebody asks for others: those of a month.
const DAYS: i64 = 30;

/// So much of a file tells whether it is a report: what stands before is shorter.
const HEAD: u64 = 1 << 16;

pub fn run(args: &Report, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let global = source::named(args.path.as_ref(), global)?;
    let format = format(args)?;
    if args.to.is_none() && args.format.is_none() && output.width().is_some() {
        return Err(Failure::request(
            "a page of HTML is no text for a terminal",
            Some("name a file with --to, such as --to risks.html, or pass --format md".to_owned()),
        ));
    }
    let kind = match &args.to {
        Some(file) => Some(kind(file, format)?),
        None => None,
    };
    let reading = source::read(&global, output)?;
    let window = args.window.window(today(&global));
    let trend = history(reading, window, &global, output)?;
    let since = match &args.since {
        Some(named) => Some((named.clone(), Version::of(named, &global)?)),
        None => match &trend {
            Some(trend) => a_month_ago(trend, window, &global)?,
            None => None,
        },
    };
    let since = since.map(|(name, version)| {
        let before = read_before(&version, reading, &global, output)?;
        Ok::<_, Failure>(Since::new(name, before))
    });
    let mut options = ReportOptions::new(window.today);
    options.window = window;
    options.since = since.transpose()?;
    options.trend = trend;
    let report = Answer::new(reading, options)?;
    let Some(file) = &args.to else {
        return match format {
            ReportFormat::Json => output.json(&report),
            format => output.data(&written(&report, format)),
        };
    };
    replace_file(file, written(&report, format).as_bytes())?;
    let change = FileChange::new(file, kind.unwrap_or(ChangeKind::Created));
    output.words(&render::files_changed(&[change]));
    Ok(())
}

/// The trend of the register that is meant. That there is none is told where somebody would expect one.
pub fn history(
    reading: &Reading,
    window: Window,
    global: &Global,
    output: &mut Output,
) -> Result<Option<TrendAnswer>, Failure> {
    let options = source::options(global)?;
    match trend(&source::path(global)?, reading, &options, window) {
        Ok(trend) => Ok(trend),
        Err(error) => {
            output.warning(&format!("there is no history: {error}"));
            Ok(None)
        }
    }
}

/// The version of a month ago, else the first one, and what it is called.
fn a_month_ago(
    trend: &TrendAnswer,
    window: Window,
    global: &Global,
) -> Result<Option<(String, Version)>, Failure> {
    let versions = || trend.points.iter().filter(|one| one.revision.is_some());
    let is_past = |day: risk_core::Date| day.days_until(window.today) >= DAYS;
    let old = versions().rfind(|one| is_past(one.day));
    let Some(point) = old.or_else(|| versions().next()) else {
        return Ok(None);
    };
    let name = format!("{} ({})", point.day, point.name());
    let revision = point.revision.as_deref().unwrap_or_default();
    let path = point.path.as_deref().filter(|path| *path != ".");
    let object = format!("{revision}:{}", path.unwrap_or_default());
    // What a link leads to may be in another repository than the link.
    let register = source::path(global)?;
    let register = register.canonicalize().unwrap_or(register);
    let folder = if register.is_dir() {
        register
    } else {
        register.parent().unwrap_or(&register).to_owned()
    };
    let version = Version::Object(object, folder);
    Ok(Some((name, version)))
}

fn written(report: &Answer<'_>, format: ReportFormat) -> String {
    match format {
        ReportFormat::Html => report.document().html(),
        ReportFormat::Md => report.document().markdown_within(Answer::COMMENT),
        ReportFormat::Json => json::answer(report),
    }
}

/// What is asked for, else what the name of the file says.
fn format(args: &Report) -> Result<ReportFormat, Failure> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(file) = &args.to else {
        return Ok(ReportFormat::Html);
    };
    let ending = file.extension().unwrap_or_default().to_string_lossy();
    match ending.to_lowercase().as_str() {
        "html" | "htm" => Ok(ReportFormat::Html),
        "md" | "markdown" => Ok(ReportFormat::Md),
        "json" => Ok(ReportFormat::Json),
        _ => Err(Failure::request(
            format!(
                "{} ends in nothing that a report is written as",
                file.display()
            ),
            Some("name a file that ends in .html, .md or .json, or pass --format".to_owned()),
        )),
    }
}

/// Whether the file is made or written over. What is there and is no report is not written over.
fn kind(file: &Path, format: ReportFormat) -> Result<ChangeKind, Failure> {
    if !file.exists() {
        return Ok(ChangeKind::Created);
    }
    let mut head = Vec::new();
    if file.is_file() {
        File::open(file)?.take(HEAD).read_to_end(&mut head)?;
    }
    let head = String::from_utf8_lossy(&head);
    // An editor may have saved it with a mark.
    let head = head.trim_start_matches('\u{feff}');
    let is_empty = file.is_file() && head.is_empty();
    let is_report = match format {
        ReportFormat::Html => PageKind::Report.is_html(head),
        ReportFormat::Md => PageKind::Report.is_markdown(head),
        ReportFormat::Json => json::is_answer(head, &["title", "today", "headline"]),
    };
    if is_report || is_empty {
        return Ok(ChangeKind::Updated);
    }
    let hint = if file.is_file() {
        "name another file, or move this one away"
    } else {
        "name another file"
    };
    Err(Failure::request(
        format!("{} is there, and is no report", file.display()),
        Some(hint.to_owned()),
    ))
}
