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
    for (risk, origin) in edited.after.risks().zip(&edited.lineage.risks) {
        if origin.is_none() {
            table.row([
                risk.key().to_string().into(),
                "rating".into(),
                "-".into(),
                rating(&new, risk.rating()),
            ]);
        }
    }
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
pub fn files_changed(files: &[FileChange], is_dry_run: bool) -> String {
    let kinds = [
        (ChangeKind::Created, "create", "created"),
        (ChangeKind::Updated, "update", "updated"),
        (ChangeKind::Removed, "remove", "removed"),
    ];
    let counts = kinds.into_iter().filter_map(|(kind, to_do, done)| {
        let count = files.iter().filter(|file| file.kind == kind).count();
        let files = counted(count, "file");
        let words = if is_dry_run {
            format!("{to_do} {files}")
        } else {
            format!("{files} {done}")
        };
        (count > 0).then_some(words)
    });
    let counts: Vec<String> = counts.collect();
    match (counts.as_slice(), is_dry_run) {
        ([], true) => "nothing would change".to_owned(),
        ([], false) => "nothing changed".to_owned(),
        (counts, true) => format!("would {}", counts.join(", ")),
        (counts, false) => counts.join(", "),
    }
}
