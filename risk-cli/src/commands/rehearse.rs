//! `risk rehearse`: record that failures were exercised.

use std::collections::HashSet;

use risk_core::edit::{EditError, Editor};
use risk_core::{Date, Rehearsal, Stated, TrackerLink};

use super::edit;
use crate::cli::{Global, Rehearse};
use crate::failure::Failure;
use crate::output::Output;
use crate::today::today;

pub fn run(args: &Rehearse, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let rehearsal = rehearsal(args, today(global))?;
    edit::rescale(global, &args.options, output, |editor| {
        record(args, &rehearsal, editor).map_err(of_option)?;
        Ok(Vec::new())
    })?;
    Ok(())
}

/// Records a rehearsal with each record, however often that is named.
fn record(args: &Rehearse, rehearsal: &Rehearsal, editor: &mut Editor) -> Result<(), EditError> {
    let mut recorded = HashSet::new();
    for reference in &args.references {
        if recorded.insert(editor.risk_key(reference)?) {
            editor.rehearse_risk(reference, rehearsal.clone())?;
        }
    }
    recorded.clear();
    for name in &args.component {
        if recorded.insert(editor.component_key(name)?) {
            editor.rehearse_component(name, rehearsal.clone())?;
        }
    }
    Ok(())
}

/// What was specified; whether dates and times are any is for the editor to report.
fn rehearsal(args: &Rehearse, today: Date) -> Result<Rehearsal, Failure> {
    let mut rehearsal = Rehearsal::new(today, args.kind);
    if let Some(date) = &args.date {
        rehearsal.date = Stated::parse(date.trim());
    }
    if let Some(day) = rehearsal.day().filter(|day| *day > today) {
        let message = format!("`{day}` in --date has not happened yet");
        let hint = format!("today is {today}");
        return Err(Failure::request(message, Some(hint)));
    }
    let time = |text: &Option<String>| text.as_deref().map(|text| Stated::parse(text.trim()));
    rehearsal.outcome = Some(args.outcome.into());
    rehearsal.time_to_detect = time(&args.detect);
    rehearsal.time_to_recover = time(&args.recover);
    rehearsal.notes = args.notes.clone().unwrap_or_default();
    rehearsal.link = args.link.as_deref().map(TrackerLink::new);
    Ok(rehearsal)
}

/// A refusal, with the option that a value was specified in.
fn of_option(error: EditError) -> Failure {
    let EditError::Unrecognised {
        path, text, reason, ..
    } = &error
    else {
        return error.into();
    };
    let option = match path.as_str() {
        "rehearsals.date" => "--date",
        "rehearsals.time_to_detect" => "--detect",
        "rehearsals.time_to_recover" => "--recover",
        _ => return error.into(),
    };
    Failure::request(format!("`{text}` in {option} is {reason}"), error.hint())
}
