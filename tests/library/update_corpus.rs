//! Real workbooks, updated: what is put back unchanged changes no byte, and one field changes one
//! cell.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::PathBuf;

use risk_core::edit::{Assignment, Edited, Editor};
use risk_core::workbook::{ReadOptions, Update, Workbook, read};
use risk_core::{Error, Reading};
use zip::ZipArchive;

use crate::corpus::{CORPUS, workbooks};
use crate::reading::{path_in, say};
use crate::targets::{rows_as_events, seen, stored};
use crate::xlsx::Package;

/// The real workbooks that there are: those of the corpus, the review's, and the example.
pub fn real() -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths = vec![PathBuf::from("../examples/web-shop.xlsx")];
    paths.extend(path_in("RISK_REVIEW_REGISTER"));
    if let Some(corpus) = path_in(CORPUS) {
        paths.extend(workbooks(&corpus));
    }
    let files = paths.into_iter().map(|path| {
        let bytes = fs::read(&path).expect("the file can be read");
        (path, bytes)
    });
    files.collect()
}

/// Those of them that are registers.
fn registers() -> impl Iterator<Item = (PathBuf, Vec<u8>, Workbook, Reading)> {
    real().into_iter().filter_map(|(path, bytes)| {
        let (workbook, reading) = Workbook::open(bytes.clone(), &ReadOptions::default()).ok()?;
        Some((path, bytes, workbook, reading))
    })
}

/// The parts of a workbook as they are packed.
pub fn packed(workbook: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("it is an archive");
    let count = archive.len();
    let part = |number| {
        let mut part = archive.by_index_raw(number).expect("it has the part");
        let name = part.name().expect("it has a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("the part can be read");
        (name, bytes)
    };
    (0..count).map(part).collect()
}

/// The parts that differ between two workbooks which have the same ones.
fn changed(before: &[u8], after: &[u8]) -> Vec<String> {
    let (before, after) = (packed(before), packed(after));
    assert!(before.keys().eq(after.keys()), "the parts are the same");
    let changed = before.into_iter().filter(|(name, old)| after[name] != *old);
    changed.map(|(name, _)| name).collect()
}

fn edited(reading: &Reading, risk: &str, assignment: &str) -> Option<Edited> {
    let mut editor = Editor::new(reading.register.clone());
    let assignment: Assignment = assignment.parse().expect("it is an assignment");
    editor.set_risk(risk, &[assignment]).ok()?;
    Some(editor.finish().expect("it is a register"))
}

#[test]
fn what_is_put_back_unchanged_changes_no_byte() {
    for (path, bytes, workbook, reading) in registers() {
        let register = reading.register;
        let update = workbook.put(&Edited::by_key(register.clone(), register));
        let Update { bytes: after, .. } = update.expect("nothing changes");
        assert!(after == bytes, "{}", path.display());
    }
}

#[test]
fn cells_of_real_workbooks_read_without_events_are_those_that_events_say() {
    for (path, bytes, ..) in registers() {
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).expect("it is an archive");
        let mut left_to_events = Package::empty();
        for number in 0..archive.len() {
            let mut part = archive.by_index(number).expect("it has the part");
            let name = part.name().expect("it has a name").into_owned();
            let mut content = Vec::new();
            part.read_to_end(&mut content)
                .expect("the part can be read");
            if let Ok(xml) = str::from_utf8(&content)
                && xml.contains("<sheetData")
            {
                content = rows_as_events(xml).into_bytes();
            }
            left_to_events = left_to_events.new_part(&name, content);
        }
        let events = seen(&stored(&left_to_events));
        assert!(seen(&bytes) == events, "{}", path.display());
    }
}

#[test]
fn one_field_changes_one_cell_and_no_part_that_is_not_told() {
    let assignments = [
        "description=Something else",
        "likelihood=Low",
        "likelihood=High",
        "mitigations+=A new one",
        "observations+=A new one",
        "observations[1].status=implemented",
        "notes+=A new line",
        "owner=Somebody",
    ];
    for (path, bytes, workbook, reading) in registers() {
        let (mut made, mut refused) = (0, 0);
        let keys: Vec<String> = reading
            .register
            .risks()
            .map(|r| r.key().to_string())
            .collect();
        for (key, assignment) in keys.iter().flat_map(|key| assignments.map(|a| (key, a))) {
            let Some(edited) = edited(&reading, key, assignment) else {
                continue;
            };
            let what = format!("{} {key} {assignment}", path.display());
            match workbook.put(&edited) {
                Ok(update) if edited.changes.is_empty() => assert!(update.bytes == bytes, "{what}"),
                Ok(update) => {
                    made += 1;
                    check(&bytes, &update, &edited, &what);
                }
                Err(Error::NoColumn { .. } | Error::Refused { .. }) => refused += 1,
                Err(error) => panic!("{what}: {error}"),
            }
        }
        say(&format!(
            "{:<80} {made} made, {refused} refused",
            path.display()
        ));
    }
}

fn check(before: &[u8], update: &Update, edited: &Edited, what: &str) {
    assert_eq!(update.cells.len(), 1, "{what}");
    let told: Vec<&str> = update.parts.iter().map(|part| part.part.as_str()).collect();
    for part in changed(before, &update.bytes) {
        let part = part.replace('\\', "/");
        let is_sheet = part.contains("worksheets/");
        assert!(is_sheet || told.contains(&part.as_str()), "{what}: {part}");
        let may = ["worksheets/", "sharedStrings", "workbook.xml"];
        assert!(may.iter().any(|may| part.contains(may)), "{what}: {part}");
    }
    let again = read(&update.bytes, &ReadOptions::default()).expect("it is a register");
    assert!(again.register == edited.after, "{what}");
}
