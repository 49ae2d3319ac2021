//! Errors in words: lists of what they are about.

use super::{Problem, Unmatched};
use crate::edit::ChangeLine;
use crate::record::text::{quote, shown};
use crate::record::{Key, Location};

pub(super) fn opener(by: Option<&str>) -> String {
    match by {
        Some(by) => format!("in a spreadsheet program, by {}", shown(by)),
        None => "in a spreadsheet program".to_owned(),
    }
}

pub(super) fn list(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

pub(super) fn count(records: &[Key]) -> String {
    match records.len() {
        1 => "1 record".to_owned(),
        n => format!("{n} records"),
    }
}

pub(super) fn unmatched(records: &[Unmatched]) -> String {
    let lines = records.iter().map(|unmatched| {
        let may_be = unmatched
            .candidates
            .iter()
            .map(|(key, summary)| format!("{} ({})", quote(&key.to_string()), shown(summary)));
        let mut may_be: Vec<String> = may_be.collect();
        if unmatched.others > 0 {
            may_be.push(format!("{} others", unmatched.others));
        }
        let (record, summary) = (&unmatched.location, shown(&unmatched.summary));
        format!(
            "{record}: {summary:?} may be {} or a new one",
            may_be.join(", ")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

pub(super) fn names(records: &[Key]) -> String {
    first_of(records, ", ", |key| shown(&key.to_string()))
}

pub(super) fn first(changes: &[ChangeLine]) -> String {
    first_of(changes, "; ", |change| {
        let path = change.path.as_deref().map(|path| format!(" {path}"));
        let text = |text: &Option<String>| quote(text.as_deref().unwrap_or_default());
        let (before, after) = (text(&change.before), text(&change.after));
        let place = shown(&format!("{}{}", change.record, path.unwrap_or_default()));
        format!("{place} from {before} to {after}")
    })
}

/// What a workbook has no place for.
pub(super) fn no_column(sheet: &str, location: &Location) -> String {
    let (sheet, shown) = (quote(sheet), shown(&location.to_string()));
    match location {
        Location::Record { field: None, .. } => {
            format!("the workbook has no sheet {sheet} for {shown}")
        }
        _ => format!("the sheet {sheet} has no column for {shown}"),
    }
}

/// The first few, and how many there are beside.
pub(super) fn first_of<T>(all: &[T], between: &str, words: impl Fn(&T) -> String) -> String {
    const SHOWN: usize = 10;
    let mut first: Vec<String> = all.iter().take(SHOWN).map(words).collect();
    if all.len() > SHOWN {
        first.push(format!("and {} more", all.len() - SHOWN));
    }
    first.join(between)
}
