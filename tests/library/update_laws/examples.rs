//! What is not refused: the laws would hold too where everything is.

use risk_core::edit::{Assignment, Edited, Editor};
use risk_core::workbook::Update;
use risk_core::{Error, Register};

use super::told::Told;
use super::{assert_no_new_problem, assert_stated, assert_untouched, open};
use crate::reading::chain;
use crate::update_workbooks::fixed;

type Change = fn(&mut Editor);

fn assigned(text: &str) -> Assignment {
    text.parse().expect("it is an assignment")
}

fn set(editor: &mut Editor, risk: &str, assignment: &str) {
    let set = editor.set_risk(risk, &[assigned(assignment)]);
    set.unwrap_or_else(|error| panic!("{error}"));
}

fn changed(register: Register, change: Change) -> Edited {
    let mut editor = Editor::new(register);
    change(&mut editor);
    editor.finish().expect("the change was checked")
}

/// The update of a fixed workbook, after checking what holds for all.
fn update(name: &str, change: Change) -> Result<Update, Error> {
    let all = fixed::all();
    let plan = all.iter().find(|(known, _)| *known == name);
    let before = plan.expect("there is such a workbook").1.make().bytes;
    let (workbook, register) = open(&before);
    let edited = changed(register, change);
    let update = workbook.put(&edited)?;
    assert_stated(edited, &update);
    assert_untouched(&before, &update.bytes, &Told::of(&update));
    assert_no_new_problem(&before, &update);
    Ok(update)
}

/// The cells that an update tells of, which is not refused.
fn cells(name: &str, change: Change) -> Vec<String> {
    match update(name, change) {
        Ok(update) => update.cells.iter().map(ToString::to_string).collect(),
        Err(error) => panic!("{name}: {}", chain(&error)),
    }
}

/// The error of an update that is refused.
fn refusal(name: &str, change: Change) -> String {
    match update(name, change) {
        Ok(update) => panic!("{name}: {:?}", update.cells),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_level_changes_one_cell_of_every_workbook() {
    for (name, _) in fixed::all() {
        let cells = cells(name, |editor| set(editor, "R1~1", "likelihood=Medium"));
        assert_eq!(cells.len(), 1, "{name}: {cells:?}");
        // What is layout in a cell stays, so that only the words are the same.
        let words: Vec<&str> = cells[0].split_whitespace().collect();
        assert!(
            words.ends_with(&["Low", "→", "Medium"]),
            "{name}: {cells:?}"
        );
    }
}

#[test]
fn a_status_of_an_observation_changes_one_cell_of_every_workbook_that_has_them() {
    for (name, _) in fixed::all().iter().filter(|(name, _)| *name != "minimal") {
        let change: Change = |editor| set(editor, "R1~1", "observations[2].status=implemented");
        assert_eq!(cells(name, change).len(), 1, "{name}");
    }
}

#[test]
fn a_risk_finds_a_row_where_there_is_one() {
    for name in ["minimal", "inline", "prefixed", "prefilled"] {
        let change: Change = |editor| {
            let added = editor.add_risk(&[assigned("description=It fails")], Some("NEW"));
            added.unwrap_or_else(|error| panic!("{error}"));
        };
        let cells = cells(name, change);
        // The formulas of a column go on in the new row.
        let typed = cells.iter().filter(|cell| !cell.contains(" → ="));
        assert_eq!(typed.count(), 2, "{name}: {cells:?}");
    }
}

#[test]
fn what_a_sheet_has_no_place_for_is_refused() {
    let refused = refusal("minimal", |editor| set(editor, "R1~1", "owner=Ada"));
    assert_eq!(refused, "the sheet `Risks` has no column for R1 owner");
    let refused = refusal("formulas", |editor| {
        let renamed = editor.rename_risk("R1~1", "NEW");
        renamed.unwrap_or_else(|error| panic!("{error}"));
    });
    assert!(
        refused.starts_with("refused to change Risks!B4"),
        "{refused}"
    );
    let refused = refusal("merged", |editor| set(editor, "2", "component=DNS"));
    assert!(refused.starts_with("refused to change Risks!"), "{refused}");
}
