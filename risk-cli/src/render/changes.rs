//! What an edit changed.

use risk_core::edit::{Change, Edited, Subject};
use risk_core::folder::{ChangeKind, FileChange};
use risk_core::{Level, Levels};

use super::table::{Cell, Table};
use super::text::{counted, level_style};

/// The changes of an edit, and the ratings that came of them.
pub fn changes(edited: &Edited) -> Table {
    let mut table = Table::new(&["Record", "Field", "Before", "After"]);
    for change in &edited.changes {
        let none = || "-".to_owned();
        let (field, before, after) = match (&change.path, &change.before, &change.after) {
            (Some(path), before, after) => (path.as_str(), before, after),
            (None, None, after) => ("added", &None, after),
            (None, before, _) => ("removed", before, &None),
        };
        table.row([
            record(change),
            field.to_owned(),
            before.clone().unwrap_or_else(none),
            after.clone().unwrap_or_else(none),
        ]);
    }
    let ratings = |register: &risk_core::Register| register.scale().rating().clone();
    let (old, new) = (ratings(&edited.before), ratings(&edited.after));
    for rerated in edited.rerated() {
        table.row([
            rerated.risk.to_string().into(),
            "rating".into(),
            rating(&old, rerated.before),
            rating(&new, rerated.after),
        ]);
    }
    table
}

fn record(change: &Change) -> String {
    match (&change.subject, &change.record) {
        (Subject::Component, Some(key)) => format!("component {key}"),
        (_, Some(key)) => key.to_string(),
        (_, None) => "register".to_owned(),
    }
}

fn rating(levels: &Levels, level: Option<Level>) -> Cell {
    match level {
        Some(level) => Cell::styled(levels.label(level), level_style(levels, level)),
        None => "unrated".into(),
    }
}

/// How many files were created, updated and removed, in words.
pub fn files_changed(files: &[FileChange]) -> String {
    let kinds = [
        (ChangeKind::Created, "created"),
        (ChangeKind::Updated, "updated"),
        (ChangeKind::Removed, "removed"),
    ];
    let counts = kinds.into_iter().filter_map(|(kind, done)| {
        let count = files.iter().filter(|file| file.kind == kind).count();
        (count > 0).then(|| format!("{} {done}", counted(count, "file")))
    });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() {
        "nothing changed".to_owned()
    } else {
        counts.join(", ")
    }
}
