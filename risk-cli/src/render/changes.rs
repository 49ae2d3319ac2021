//! What an edit changed.

use risk_core::disk::Synced;
use risk_core::edit::{ChangeLine, Edited};
use risk_core::{ChangeKind, FileChange};

use super::table::{Cell, Table};
use super::text::{counted, inert, rating_cell};

/// The side of a sync whose ratings are shown: those of the other one are by what somebody changed here.
const REGISTER: &str = "register";

/// What a sync changes, of each side.
pub fn synced(synced: &Synced) -> Table {
    let mut table = Table::new(&["Changes in", "Record", "Field", "Before", "After"]);
    // The first is what was left of the sync before.
    let completed = synced
        .completed
        .iter()
        .map(|edited| ("register, left", edited));
    let sides = [
        (REGISTER, &synced.to_register),
        ("workbook", &synced.to_workbook),
    ];
    for (side, edited) in completed.chain(sides) {
        for change in edited.lines() {
            let [record, field, before, after] = cells(&change);
            table.row([side.to_owned(), record, field, before, after]);
        }
        if side == REGISTER {
            for cells in ratings(edited) {
                table.row([Cell::from(side)].into_iter().chain(cells));
            }
        }
    }
    table
}

/// A change: the record, the field, and what it had and has.
fn cells(change: &ChangeLine) -> [String; 4] {
    let none = || "-".to_owned();
    let (field, before, after) = match (&change.path, &change.before, &change.after) {
        (Some(path), before, after) => (path.as_str(), before, after),
        (None, None, after) => ("added", &None, after),
        (None, before, _) => ("removed", before, &None),
    };
    [
        change.record.to_string(),
        field.to_owned(),
        before.clone().unwrap_or_else(none),
        after.clone().unwrap_or_else(none),
    ]
}

/// The changes of an edit, and the ratings that came of them.
pub fn changes(edited: &Edited) -> Table {
    let mut table = Table::new(&["Record", "Field", "Before", "After"]);
    for change in edited.lines() {
        table.row(cells(&change));
    }
    let new = edited.after.scale().rating();
    for (risk, origin) in edited.after.risks().zip(&edited.lineage.risks) {
        if origin.is_none() {
            table.row([
                risk.key().to_string().into(),
                "rating".into(),
                "-".into(),
                rating_cell(new, risk.rating_label(), "unrated"),
            ]);
        }
    }
    for cells in ratings(edited) {
        table.row(cells);
    }
    table
}

/// The risks that are rated otherwise than before.
fn ratings(edited: &Edited) -> impl Iterator<Item = [Cell; 4]> {
    let scale = |register: &risk_core::Register| register.scale().rating().clone();
    let (old, new) = (scale(&edited.before), scale(&edited.after));
    edited.rerated().into_iter().map(move |rerated| {
        [
            rerated.risk.to_string().into(),
            "rating".into(),
            rating_cell(&old, rerated.before.as_deref(), "unrated"),
            rating_cell(&new, rerated.after.as_deref(), "unrated"),
        ]
    })
}

/// What changes in workbooks: a line for each cell, and for whatever else changes in a part.
pub fn workbook_changes(files: &[FileChange]) -> String {
    let mut text = String::new();
    for file in files {
        let cells = file.cells.iter().map(ToString::to_string);
        let parts = file.parts.iter().map(ToString::to_string);
        for line in cells.chain(parts) {
            text.push_str(&inert(&line));
            text.push('\n');
        }
    }
    text
}

/// How many files were created, updated and removed, in words.
pub fn files_changed(files: &[FileChange]) -> String {
    match counts(files, |files, kind| format!("{files} {kind}d")).as_str() {
        "" => "nothing changed".to_owned(),
        counts => counts.to_owned(),
    }
}

/// The same before it is done.
pub fn files_to_change(files: &[FileChange]) -> String {
    match counts(files, |files, kind| format!("{kind} {files}")).as_str() {
        "" => "nothing would change".to_owned(),
        counts => format!("would {counts}"),
    }
}

/// The one or the other.
pub fn written(files: &[FileChange], dry_run: bool) -> String {
    if dry_run {
        files_to_change(files)
    } else {
        files_changed(files)
    }
}

/// How many files there are of each kind of change, in the given words.
fn counts(files: &[FileChange], words: fn(&str, &str) -> String) -> String {
    let kinds = [
        (ChangeKind::Created, "create"),
        (ChangeKind::Updated, "update"),
        (ChangeKind::Removed, "remove"),
    ];
    let counts = kinds.into_iter().filter_map(|(kind, name)| {
        let count = files.iter().filter(|file| file.kind == kind).count();
        (count > 0).then(|| words(&counted(count, "file"), name))
    });
    counts.collect::<Vec<_>>().join(", ")
}
