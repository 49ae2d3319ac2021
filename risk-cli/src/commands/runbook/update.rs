//! A page made again.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use risk_core::runbook::{NotThisPage, Page, Planner, Updated};
use risk_core::{ChangeKind, FileChange};

use super::{page, scenario};
use crate::cli::{PageFormat, Runbook};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};

/// Larger files are no page.
const LARGEST: u64 = 64 << 20;

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
            let hint = "say what fails with --component or --risk to have it made".to_owned();
            return Err(Failure::request(message, Some(hint)));
        }
    };
    let plan = planner.plan(&scenario)?;
    let page = if is_rehearsal {
        Page::rehearsal(&plan)
    } else {
        page(&plan, args)
    };
    let (text, kind) = match &earlier {
        None => (page.markdown(), ChangeKind::Created),
        Some(text) => {
            let updated = page.updated(text).map_err(|error| refused(file, &error))?;
            tell(&updated, output);
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
    let opened = match fs::File::open(file) {
        Ok(opened) => opened,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&error)),
    };
    let mut bytes = Vec::new();
    let read = opened.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| failed(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(failed(&format!("it has more than {LARGEST} bytes")));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(_) => Err(failed(&"it is no text in UTF-8")),
    }
}

pub fn refused(file: &Path, error: &NotThisPage) -> Failure {
    let hint = match error {
        NotThisPage::NoSeal => "write to another file, or move this one away",
        _ => "each page has a file of its own",
    };
    Failure::request(
        format!("{} is not updated: {error}", file.display()),
        Some(hint.to_owned()),
    )
}

/// Tells what of a page was kept and what is gone.
fn tell(updated: &Updated, output: &mut Output) {
    let steps = counted(updated.kept_steps, "step");
    let lines = counted(updated.kept_lines, "line");
    if updated.kept_steps + updated.kept_lines > 0 {
        output.words(&format!(
            "kept {steps} that people ticked or wrote on, and {lines} of theirs"
        ));
    }
    for gone in &updated.gone {
        let what = if gone.is_kept {
            "is no longer in the register; it was ticked or written on and is kept at the end"
        } else {
            "is no longer in the register, and not on the page any more"
        };
        output.warning(&format!("the step `{}` {what}", gone.text));
    }
}
