//! What every command that changes a register has in common: read, change, save, tell.

use std::collections::HashSet;

use risk_core::edit::{Assignment, EditError, Edited, Editor, Unmapped};
use risk_core::folder::WriteOptions;
use risk_core::{Finding, Reading, Settings};

use crate::cli::{EditOptions, Format, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted, json};
use crate::source;

/// Makes a change, saves it unless it is a dry run, and tells what changed.
pub fn apply(
    global: &Global,
    options: &EditOptions,
    output: &mut Output,
    change: impl FnOnce(&mut Editor) -> Result<Vec<Unmapped>, Failure>,
) -> Result<Edited, Failure> {
    let path = source::path(global)?;
    let Reading {
        register, settings, ..
    } = source::read_quietly(global, output)?;
    let mut editor = Editor::new(register);
    let unmapped = change(&mut editor)?;
    let edited = editor.finish().map_err(risk_core::Error::from)?;
    let write = WriteOptions::default().dry_run(options.dry_run);
    let files = risk_core::save(&path, &edited, &settings, write)?;
    match options.format {
        Format::Json => {
            let text = json::edit(&edited, &unmapped, &files, options.dry_run);
            output.data(&text)?;
        }
        _ if edited.changes.is_empty() => {}
        format => output.table(&render::changes(&edited), format)?,
    }
    let done = if options.dry_run {
        "would change: "
    } else {
        ""
    };
    output.words(&format!("{done}{}", render::files_changed(&files)));
    // What a scale does not know is told by whoever changes the scale.
    if unmapped.is_empty() {
        tell_doubts(&new_doubts(&edited, &settings), output);
    }
    Ok(edited)
}

fn tell_doubts(doubts: &[Finding], output: &mut Output) {
    const SHOWN: usize = 10;
    for finding in doubts.iter().take(SHOWN) {
        output.finding(finding);
    }
    if doubts.len() > SHOWN {
        let more = counted(doubts.len() - SHOWN, "more finding");
        output.warning(&format!("{more}; `risk check` tells them"));
    }
}

/// Reads assignments such as `likelihood=High`.
pub fn assignments(texts: &[String]) -> Result<Vec<Assignment>, EditError> {
    texts.iter().map(|text| text.parse()).collect()
}

/// What makes no sense after the edit and did before.
fn new_doubts(edited: &Edited, settings: &Settings) -> Vec<Finding> {
    if edited.changes.is_empty() {
        return Vec::new();
    }
    let doubts = |register: &risk_core::Register| {
        let reading = Reading::of(register.clone(), settings.clone());
        reading.doubts()
    };
    let before = doubts(&edited.before);
    let identity = |finding: &Finding| {
        let code = finding.rule.code;
        (code, finding.location.clone(), finding.message.clone())
    };
    let known: HashSet<_> = before.iter().map(identity).collect();
    let mut after = doubts(&edited.after);
    after.retain(|finding| finding.severity.fails() && !known.contains(&identity(finding)));
    after
}
