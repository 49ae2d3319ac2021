//! The four laws of updating a workbook, over workbooks that somebody else made and any edits.
//!
//! - **`GetPut`**: putting back what was got changes no byte.
//! - **`PutGet`**: getting after a put gives what was put, but for the order of records.
//! - **`Untouched`**: a put changes only the cells that it tells of, and only the parts that it has
//!   to.
//! - **Refuse, don't damage**: a put that cannot be made says so; one that can leaves a workbook
//!   that no program complains about.

mod beside;
mod corpus;
mod edits;
mod examples;
mod found;
mod moved;
mod stated;
mod tests;
mod told;
mod untouched;

use proptest::collection::vec;
use proptest::prelude::*;
use risk_core::edit::{Assignment, Edited, Editor};
use risk_core::workbook::{ReadOptions, Update, Workbook};
use risk_core::{Error, Register, Scale};

use crate::reading::{cases, chain};
use crate::update_checker::problems;
use crate::update_workbooks::plan;
use edits::{Edit, edit, exactly};
use stated::assert_stated;
use told::Told;
use untouched::assert_untouched;

/// The levels of the generated workbooks are of any sort, and which scale they are of is not what
/// these laws are about.
fn options() -> ReadOptions {
    let mut options = ReadOptions::default();
    options.scale = Some(Scale::default());
    options
}

/// A workbook that can be read, with what it states.
fn open(bytes: &[u8]) -> (Workbook, Register) {
    match Workbook::open(bytes.to_vec(), &options()) {
        Ok((workbook, reading)) => (workbook, reading.register),
        Err(error) => panic!("{}", chain(&error)),
    }
}

/// A register after some edits. One that is refused changes nothing.
fn edited(register: &Register, edits: &[Edit]) -> Edited {
    let mut editor = Editor::new(register.clone());
    for edit in edits {
        edit.apply(&mut editor, register);
    }
    editor.finish().expect("every edit was checked")
}

/// A register in which every risk was given what it has, or another name and its own again.
fn restated(register: &Register) -> Edited {
    let mut editor = Editor::new(register.clone());
    for risk in register.risks() {
        let key = exactly(&risk.key());
        let again = [("description", &risk.description), ("notes", &risk.notes)];
        // White space alone is no value.
        let again = again
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty());
        for (path, text) in again {
            let assignment = Assignment::set(path, text).expect("it is a path");
            editor
                .set_risk(&key, &[assignment])
                .expect("it has that text");
        }
        let mut renamed = editor.clone();
        let away = renamed.rename_risk(&key, "Elsewhere");
        let back = away.and_then(|_| renamed.rename_risk("Elsewhere", &risk.reference));
        // What cannot have its name back, such as one of two alike, keeps it.
        if back.is_ok() {
            editor = renamed;
        }
    }
    editor.finish().expect("every edit was checked")
}

/// Whether an error says that a put cannot be made, and why.
fn is_refusal(error: &Error) -> bool {
    matches!(
        error,
        Error::Refused { .. }
            | Error::NotRepresentable { .. }
            | Error::NoColumn { .. }
            | Error::NotUpdatable { .. }
    )
}

/// What became of a workbook by those of some edits that are not refused.
fn put(bytes: &[u8], edits: &[Edit]) -> (Edited, Update) {
    let (workbook, register) = open(bytes);
    let mut made: Vec<Edit> = Vec::new();
    let mut last = None;
    for edit in edits {
        made.push(edit.clone());
        let edited = edited(&register, &made);
        match workbook.put(&edited) {
            Ok(update) => last = Some((edited, update)),
            Err(error) if is_refusal(&error) => _ = made.pop(),
            Err(error) => panic!("{}", chain(&error)),
        }
    }
    last.unwrap_or_else(|| {
        let edited = edited(&register, &[]);
        let update = workbook.put(&edited);
        (edited, update.expect("nothing is to be changed"))
    })
}

/// Asserts that nothing is the matter with a workbook that was not the matter before.
fn assert_no_new_problem(before: &[u8], update: &Update) {
    let known = problems(before);
    let mut new = problems(&update.bytes);
    new.retain(|problem| !known.contains(problem));
    assert_eq!(new, [""; 0]);
}

/// Asserts that a workbook is the same to the byte, and that nothing is told.
fn assert_unchanged(workbook: &Workbook, edited: &Edited) {
    let update = match workbook.put(edited) {
        Ok(update) => update,
        Err(error) => panic!("{}", chain(&error)),
    };
    assert!(update.bytes == workbook.bytes(), "the bytes differ");
    assert_eq!((update.cells, update.parts), (Vec::new(), Vec::new()));
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn putting_back_what_was_got_changes_no_byte(plan in plan()) {
        let (workbook, register) = open(&plan.make().bytes);
        assert_unchanged(&workbook, &edited(&register, &[]));
        assert_unchanged(&workbook, &Edited::by_key(register.clone(), register));
    }

    #[test]
    fn stating_what_is_stated_changes_no_byte(plan in plan()) {
        let (workbook, register) = open(&plan.make().bytes);
        assert_unchanged(&workbook, &restated(&register));
    }

    #[test]
    fn getting_after_a_put_gives_what_was_put(plan in plan(), edits in vec(edit(), 1..5)) {
        let (edited, update) = put(&plan.make().bytes, &edits);
        assert_stated(edited, &update);
    }

    #[test]
    fn a_put_touches_nothing_but_what_it_tells(plan in plan(), edits in vec(edit(), 1..5)) {
        let before = plan.make().bytes;
        let (_, update) = put(&before, &edits);
        assert_untouched(&before, &update.bytes, &Told::of(&update));
    }

    #[test]
    fn a_put_damages_nothing(plan in plan(), edits in vec(edit(), 1..5)) {
        let before = plan.make().bytes;
        let (_, update) = put(&before, &edits);
        assert_no_new_problem(&before, &update);
    }
}
