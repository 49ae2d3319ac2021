//! What differs between two versions.

use anstyle::{AnsiColor, Style};
use risk_core::RecordId;
use risk_core::versions::{Diff, FieldChange, FieldDiff, RecordChange, RecordDiff, Words};

use super::table::{Cell, Table};
use super::text::beginning;
use crate::cli::Format;

/// What stays of a text is shown so far around the words that change.
const CONTEXT: usize = 24;

/// A title is to be known again, and not to be read: it takes two lines of a terminal.
const LONGEST_TITLE: usize = 90;

/// The records that differ, each with the fields in which it does.
pub fn diff(records: &[RecordDiff], format: Format) -> Table {
    let mut table = Table::new(&["Record", "Field", "Change"]);
    for record in records {
        let id = record.record.to_string();
        // A program has each row by itself.
        let again = if format.is_for_people() { "" } else { &id };
        let mut first = Some(id.as_str());
        let mut row = |field: Cell, change: Cell| {
            table.row([first.take().unwrap_or(again).into(), field, change]);
        };
        let (word, style) = word(record.change);
        if let RecordId::Risk(_) = record.record {
            row(Cell::styled(word, style), title(record).into());
        } else if is_whole(record) {
            row(Cell::styled(word, style), String::new().into());
        }
        if let Some(previous) = &record.previous {
            let change = format!("{} → {}", name(previous), name(&record.record));
            row("renamed".into(), change.into());
        }
        if is_whole(record) {
            continue;
        }
        if let Some(rating) = &record.rating {
            let label = |label: &Option<String>| label.clone().unwrap_or_else(|| "unrated".into());
            let change = format!("{} → {}", label(&rating.before), label(&rating.after));
            row("rating".into(), Cell::styled(change, style));
        }
        for field in &record.fields {
            row(field.path.clone().into(), change(field));
        }
    }
    table
}

/// Whether a record came or went, so that nobody reads each of its fields.
fn is_whole(record: &RecordDiff) -> bool {
    matches!(
        record.change,
        RecordChange::New | RecordChange::Removed | RecordChange::Moved
    )
}

/// A line for each record that differs.
pub fn diff_stat(records: &[RecordDiff]) -> Table {
    let mut table = Table::new(&["Record", "Change", "Fields", "Summary"]);
    for record in records {
        let (word, style) = word(record.change);
        table.row([
            record.record.to_string().into(),
            Cell::styled(word, style),
            record.fields.len().to_string().into(),
            title(record).into(),
        ]);
    }
    table
}

/// The findings that only one version has.
pub fn diff_findings(diff: &Diff) -> Table {
    let mut table = Table::new(&["Finding", "Severity", "Code", "Record", "Message"]);
    let new = diff.new_findings.iter().map(|finding| ("new", finding));
    let gone = diff.gone_findings.iter().map(|finding| ("gone", finding));
    for (word, finding) in new.chain(gone) {
        table.row([
            word.to_owned(),
            finding.severity.to_string(),
            finding.code().to_owned(),
            finding.record.to_string(),
            finding.message.clone(),
        ]);
    }
    table
}

/// What became of a record, in a word.
fn word(change: RecordChange) -> (&'static str, Style) {
    let (bad, good) = (AnsiColor::Red.on_default(), AnsiColor::Green.on_default());
    match change {
        RecordChange::New => ("new", Style::new().bold()),
        RecordChange::Removed => ("removed", Style::new().bold()),
        RecordChange::Closed => ("closed", good),
        RecordChange::Worse => ("worse", bad),
        RecordChange::Better => ("better", good),
        RecordChange::Moved => ("moved", Style::new()),
        _ => ("edited", Style::new()),
    }
}

/// What tells a reader which record it is, and how one that came or went is rated.
fn title(record: &RecordDiff) -> String {
    let summary = match record.component.as_str() {
        "" => record.summary.clone(),
        component => format!("{component}: {}", record.summary),
    };
    let mut title = beginning(&summary, LONGEST_TITLE);
    let rating = record
        .rating
        .as_ref()
        .and_then(|rating| match record.change {
            RecordChange::New => rating.after.as_ref(),
            RecordChange::Removed => rating.before.as_ref(),
            _ => None,
        });
    if let Some(rating) = rating {
        title.push_str(&format!(" ({rating})"));
    }
    title
}

fn name(id: &RecordId) -> String {
    id.key().map_or_else(|| id.to_string(), ToString::to_string)
}

fn change(field: &FieldDiff) -> Cell {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let (before, after) = (text(&field.before), text(&field.after));
    match field.change {
        FieldChange::Added => Cell::styled(format!("+ {after}"), AnsiColor::Green.on_default()),
        FieldChange::Removed => Cell::styled(format!("- {before}"), AnsiColor::Red.on_default()),
        FieldChange::Moved => {
            let from = field.from.as_deref().unwrap_or_default();
            format!("moved from {from}: {after}").into()
        }
        FieldChange::Reworded => reworded(&field.words).into(),
        _ => match &field.entry {
            Some(entry) => format!("{before} → {after}: {entry}").into(),
            None => format!("{before} → {after}").into(),
        },
    }
}

/// The words that change, marked as git marks them, and some of the words around.
fn reworded(words: &[Words]) -> String {
    let last = words.len() - 1;
    let parts = words.iter().enumerate().map(|(at, words)| match words {
        Words::Removed(text) => format!("[-{text}-]"),
        Words::Added(text) => format!("{{+{text}+}}"),
        Words::Kept(text) => shortened(text, at == 0, at == last),
    });
    parts.collect()
}

/// A text that stays, without its middle where it is long; without its beginning where nothing changes before it, and
/// without its end where nothing changes after it.
fn shortened(text: &str, is_first: bool, is_last: bool) -> String {
    let letters: Vec<char> = text.chars().collect();
    let (head, tail) = match (is_first, is_last) {
        (true, false) => (0, CONTEXT),
        (false, true) => (CONTEXT, 0),
        _ => (CONTEXT, CONTEXT),
    };
    if letters.len() <= head + tail + 1 {
        return text.to_owned();
    }
    // Words are not cut in two, unless they are longer than what is shown.
    let end = letters[..head]
        .iter()
        .rposition(|c| c.is_whitespace())
        .unwrap_or(head);
    let rest = letters.len() - tail;
    let begin = letters[rest..]
        .iter()
        .position(|c| c.is_whitespace())
        .map_or(rest, |at| rest + at);
    let (head, tail): (String, String) = (
        letters[..end].iter().collect(),
        letters[begin..].iter().collect(),
    );
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use risk_core::versions::compare_words;

    use super::*;

    #[test]
    fn the_words_that_change_are_shown_among_a_few_others() {
        let before =
            "The pool of connections of the service that books trips is too small on Mondays";
        let after = before.replace("too small", "empty");
        assert_eq!(
            reworded(&compare_words(before, &after)),
            "… that books trips is [-too small-]{+empty+} on Mondays"
        );
        assert_eq!(reworded(&compare_words("a b", "a c")), "a [-b-]{+c+}");
    }
}
