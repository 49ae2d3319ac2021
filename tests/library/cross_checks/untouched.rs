//! What other programs see of an update: the cells that are told to change, and nothing else.

use std::fs;

use risk_core::edit::{Assignment, Editor};
use risk_core::workbook::{ReadOptions, Update, Workbook};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::validity::errors;
use super::{are_installed, python_of};
use crate::update_corpus::real;

/// What openpyxl sees differ between two workbooks.
fn seen(before: &[u8], after: &[u8]) -> Value {
    let folder = TempDir::new().expect("a folder");
    let paths = [("before.xlsx", before), ("after.xlsx", after)].map(|(name, bytes)| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("it is written");
        path
    });
    python_of(include_str!("untouched.py"), &[&paths[0], &paths[1]])
}

/// What an edit makes of a workbook, where that is a register.
fn updated(workbook: &[u8], edit: impl FnOnce(&mut Editor) -> Option<()>) -> Option<Update> {
    let options = ReadOptions::default();
    let (workbook, reading) = Workbook::open(workbook.to_vec(), &options).ok()?;
    let mut editor = Editor::new(reading.register);
    edit(&mut editor)?;
    workbook.put(&editor.finish().ok()?).ok()
}

pub fn assigned(assignments: &[&str]) -> Vec<Assignment> {
    let assignments = assignments.iter().map(|text| text.parse());
    assignments
        .collect::<Result<_, _>>()
        .expect("they are assignments")
}

/// The cells that an update tells of.
fn told(update: &Update) -> Value {
    let mut cells: Vec<String> = (update.cells.iter())
        .map(|cell| format!("{}!{}", cell.sheet, cell.reference()))
        .collect();
    cells.sort();
    json!(cells)
}

#[test]
fn openpyxl_sees_no_difference_but_in_the_cells_that_are_told() {
    if !are_installed() {
        return;
    }
    for (path, before) in real() {
        let set = |editor: &mut Editor| {
            let assignments = assigned(&["description=Other", "mitigations+=One more"]);
            let first = ["R01", "R1", "~1"];
            first
                .iter()
                .find_map(|key| editor.set_risk(key, &assignments).ok())?;
            Some(())
        };
        if let Some(update) = updated(&before, set) {
            let seen = seen(&before, &update.bytes);
            assert_eq!(seen["beside"], json!([]), "{}", path.display());
            assert_eq!(seen["cells"], told(&update), "{}", path.display());
            assert_eq!(errors(&before), errors(&update.bytes), "{}", path.display());
        }
    }
}

#[test]
fn openpyxl_and_a_validator_see_new_rows_as_the_rows_above() {
    if !are_installed() {
        return;
    }
    for (path, before) in real() {
        let add = |editor: &mut Editor| {
            let assignments = assigned(&["description=New", "likelihood=Low", "impact=High"]);
            editor.add_risk(&assignments, None).ok().map(drop)
        };
        if let Some(update) = updated(&before, add) {
            let seen = seen(&before, &update.bytes);
            assert_eq!(seen["cells"], told(&update), "{}", path.display());
            assert_eq!(errors(&before), errors(&update.bytes), "{}", path.display());
        }
    }
}
