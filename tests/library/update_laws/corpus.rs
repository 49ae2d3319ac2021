//! The laws over real workbooks, where the environment names them.

use risk_core::edit::{Assignment, Editor};
use risk_core::workbook::{ReadOptions, Workbook};
use risk_core::{Error, Register};

use super::edits::exactly;
use super::told::Told;
use super::{
    assert_no_new_problem, assert_stated, assert_unchanged, assert_untouched, edited, is_refusal,
};
use crate::reading::{chain, say};
use crate::update_checker::problems;
use crate::update_corpus::real;

/// Edits of a register, each by itself: of a text, a level, a status, and of whole records.
fn editors(register: &Register) -> Vec<Editor> {
    let keys: Vec<String> = register.risks().map(|risk| exactly(&risk.key())).collect();
    let changes = [
        "description=It fails\nat night",
        "likelihood=High",
        "observations+=Alarm",
        "observations[1].status=implemented",
        "notes+=Card: https://trello.com/c/new",
    ];
    let changes = changes.map(|text| text.parse::<Assignment>().expect("it is an assignment"));
    let mut editors = Vec::new();
    let mut push = |change: &dyn Fn(&mut Editor) -> bool| {
        let mut editor = Editor::new(register.clone());
        if change(&mut editor) {
            editors.push(editor);
        }
    };
    for key in [keys.first(), keys.last()].into_iter().flatten() {
        for change in &changes {
            push(&|editor| editor.set_risk(key, std::slice::from_ref(change)).is_ok());
        }
        push(&|editor| editor.remove_risk(key).is_ok());
        push(&|editor| editor.rename_risk(key, "Renamed").is_ok());
    }
    push(&|editor| editor.add_risk(&changes[..2], Some("New")).is_ok());
    editors
}

#[test]
fn no_real_workbook_makes_the_checker_panic() {
    for (path, bytes) in real() {
        let problems = problems(&bytes);
        let first = problems.first().map_or("", String::as_str);
        say(&format!(
            "{} problems of {}: {first}",
            problems.len(),
            path.display()
        ));
    }
}

#[test]
fn the_laws_hold_for_real_workbooks() {
    for (path, bytes) in real() {
        let Ok((workbook, reading)) = Workbook::open(bytes.clone(), &ReadOptions::default()) else {
            continue;
        };
        say(&format!("{}", path.display()));
        if let Err(Error::NotUpdatable { .. }) = workbook.put(&edited(&reading.register, &[])) {
            continue;
        }
        assert_unchanged(&workbook, &edited(&reading.register, &[]));
        for editor in editors(&reading.register) {
            let edited = editor.finish().expect("the edit was checked");
            match workbook.put(&edited) {
                Ok(update) => {
                    assert_stated(edited, &update);
                    assert_untouched(&bytes, &update.bytes, &Told::of(&update));
                    assert_no_new_problem(&bytes, &update);
                }
                Err(error) if is_refusal(&error) => {}
                Err(error) => panic!("{}", chain(&error)),
            }
        }
    }
}
