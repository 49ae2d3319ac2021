//! What a bot writes under a pull request that changes a workbook: which risks differ and how, and what is newly found.
//! Nothing of it touches a disk but to read the two versions; a bot has their bytes from the forge.
//!
//! `cargo run --example review_comment -- BEFORE.xlsx AFTER.xlsx`; without paths, the web shop of this folder, before
//! and after an edit.

#![expect(clippy::print_stdout, reason = "an example shows what it writes")]

use risk_core::document::escape;
use risk_core::edit::Editor;
use risk_core::versions::{self, Diff, FieldDiff, RecordChange, RecordDiff};
use risk_core::workbook::{ReadOptions, Workbook};
use risk_core::{Date, Reading, open_bytes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let (before, after) = match paths.as_slice() {
        [before, after] => (std::fs::read(before)?, std::fs::read(after)?),
        [] => shop()?,
        _ => return Err("expected two workbooks".into()),
    };
    let options = ReadOptions::default();
    let read = |name: &str, bytes: &[u8]| -> Result<Reading, risk_core::Error> {
        open_bytes(name, bytes, &options)
    };
    let today = Date::new(2026, 6, 1).ok_or("no such day")?;
    let (before, after) = (read("before", &before)?, read("after", &after)?);
    let diff = versions::diff_with_findings(&before, &after, today)?;
    print!("{}", comment(&diff));
    Ok(())
}

/// A summary, the records that differ, and what is newly found.
fn comment(diff: &Diff) -> String {
    let mut comment = format!("**Risk register**: {}\n", text(&diff.summary.to_string()));
    if !diff.is_empty() {
        comment.push_str("\n| Record | Field | Before | After |\n|---|---|---|---|\n");
    }
    for record in &diff.records {
        comment.push_str(&rows(record));
    }
    if !diff.new_findings.is_empty() {
        comment.push_str("\nNew findings:\n\n");
    }
    for finding in &diff.new_findings {
        let (record, message) = (finding.record.to_string(), text(&finding.message));
        let record = text(&record);
        comment.push_str(&format!("- {} of {record}: {message}\n", finding.severity));
    }
    // What could not be compared is no "no changes".
    for note in &diff.notes {
        comment.push_str(&format!("\n{}\n", text(note)));
    }
    comment
}

/// A record with what tells a reader which one it is, and a row for each field that differs.
fn rows(record: &RecordDiff) -> String {
    let row = |field: &str, before: &Option<String>, after: &Option<String>| {
        let cell = |value: &Option<String>| value.as_deref().map(text).unwrap_or_default();
        let field = text(field);
        format!("| | {field} | {} | {} |\n", cell(before), cell(after))
    };
    let (id, summary) = (record.record.to_string(), text(&record.summary));
    // Of a record that came or went nobody reads each field.
    let whole = match record.change {
        RecordChange::New => Some("new"),
        RecordChange::Removed => Some("removed"),
        _ => None,
    };
    if let Some(word) = whole {
        return format!("| **{}** | {word} | {summary} | |\n", text(&id));
    }
    let mut rows = format!("| **{}** | | {summary} | |\n", text(&id));
    if let Some(previous) = &record.previous {
        let previous = Some(previous.to_string());
        rows.push_str(&row("called", &previous, &Some(id)));
    }
    if let Some(rating) = &record.rating {
        rows.push_str(&row("rating", &rating.before, &rating.after));
    }
    let fields = record.fields.iter();
    rows.extend(fields.map(
        |FieldDiff {
             path,
             before,
             after,
             ..
         }| row(path, before, after),
    ));
    rows
}

/// A text of a register, in which nothing is markup. Forges call whoever stands behind an `@`, and anybody may have
/// written that.
fn text(text: &str) -> String {
    escape(text).replace('@', "@<!-- -->")
}

/// The workbook of this folder, and what an edit makes of it.
fn shop() -> Result<(Vec<u8>, Vec<u8>), Box<dyn std::error::Error>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/web-shop.xlsx");
    let (workbook, reading) = Workbook::open(std::fs::read(path)?, &ReadOptions::default())?;
    let mut editor = Editor::new(reading.register);
    editor.set_risk(
        "R02",
        &["likelihood=High".parse()?, "mitigations=".parse()?],
    )?;
    editor.remove_risk("R03")?;
    let update = workbook.put(&editor.finish()?)?;
    Ok((workbook.bytes().to_vec(), update.bytes))
}
