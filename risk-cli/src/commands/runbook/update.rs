//! A page made again.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use risk_core::runbook::{Gone, NotThisPage, Page, Planner, Updated};
use risk_core::{ChangeKind, FileChange};

use super::{page, scenario};
use crate::cli::{PageFormat, Runbook};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};

/// Larger files are no page: one with thousands of failure modes is smaller.
const LARGEST: u64 = 16 << 20;

pub fn run(
    args: &Runbook,
    planner: &Planner<'_>,
    file: &Path,
    output: &mut Output,
) -> Result<(), Failure> {
    if args.format != PageFormat::Md {
        let hint = "HTML and JSON are written anew, with `--format html > FILE`".to_owned();
        return Err(Failure::request("--update is for Markdown", Some(hint)));
    }
    let earlier = read(file)?;
    let (scenario, is_rehearsal) = match (scenario(args), &earlier) {
        (Some(scenario), _) => (scenario, args.rehearsal),
        (None, Some(text)) => Page::about(text).map_err(|error| refused(file, &error))?,
        (None, None) => {
            let message = format!("there is no file {}", file.display());
            let hint = "pass --component or --risk to make the page".to_owned();
            return Err(Failure::request(message, Some(hint)));
        }
    };
    let plan = planner.plan(&scenario)?;
    let page = page(&plan, is_rehearsal);
    let (text, kind) = match &earlier {
        None => (page.markdown(), ChangeKind::Created),
        Some(text) => {
            let updated = page.updated(text).map_err(|error| refused(file, &error))?;
            report_update(&updated, output);
            (updated.text, ChangeKind::Updated)
        }
    };
    let changes = if earlier.as_ref() == Some(&text) {
        Vec::new()
    } else {
        vec![FileChange::new(file, kind)]
    };
    if args.dry_run {
        output.words(&render::files_to_change(&changes));
        return Ok(());
    }
    if !changes.is_empty() {
        risk_core::replace_file(file, text.as_bytes())?;
    }
    output.words(&render::files_changed(&changes));
    Ok(())
}

/// The text of a page that may be there.
pub fn read(file: &Path) -> Result<Option<String>, Failure> {
    let failed = |error: &dyn std::fmt::Display| {
        Failure::request(format!("failed to read {}: {error}", file.display()), None)
    };
    // Of what is no file, such as a pipe, there may be no end.
    if fs::metadata(file).is_ok_and(|found| !found.is_file()) {
        return Err(failed(&"it is not a regular file"));
    }
    let opened = match fs::File::open(file) {
        Ok(opened) => opened,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&error)),
    };
    let mut bytes = Vec::new();
    let read = opened.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| failed(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(failed(&"it has more than 16 MiB, which no page has"));
    }
    match String::from_utf8(bytes) {
        // What has nothing in it may be written over.
        Ok(text) if text.trim().is_empty() => Ok(None),
        Ok(text) => Ok(Some(text.trim_start_matches('\u{feff}').to_owned())),
        Err(_) => Err(failed(&"it is not text in UTF-8")),
    }
}

pub fn refused(file: &Path, error: &NotThisPage) -> Failure {
    let hint = match error {
        NotThisPage::Other { .. } => {
            "each page has a file of its own; with --update alone, a page keeps its subject"
        }
        _ => "give another file, or move this one away",
    };
    Failure::request(
        format!("{} is not updated: {error}", file.display()),
        Some(hint.to_owned()),
    )
}

/// What became of a step that the page does not have any more.
pub fn no_longer(gone: &Gone) -> String {
    let Gone { text, heading, .. } = gone;
    let what = if gone.is_kept {
        "it was ticked or written on and is kept at the end"
    } else {
        "nothing was written on it"
    };
    format!("`{text}` below `{heading}` is no longer on the page; {what}")
}

/// Reports how much of what people did was kept.
pub fn report_kept(steps: usize, lines: usize, output: &mut Output) {
    if steps + lines > 0 {
        let steps = counted(steps, "step");
        let lines = counted(lines, "line");
        output.words(&format!(
            "kept {steps} that people ticked or wrote on, and {lines} of theirs"
        ));
    }
}

/// Reports what of a page was kept and what is gone.
fn report_update(updated: &Updated, output: &mut Output) {
    report_kept(updated.kept_steps, updated.kept_lines, output);
    for gone in &updated.gone {
        output.warning(&format!("the step {}", no_longer(gone)));
    }
}
