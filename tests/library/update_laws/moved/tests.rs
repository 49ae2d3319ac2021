//! Of a formula that begins in another cell, what is more than that is found.

use risk_core::edit::Editor;

use super::relative;
use crate::update_checker::places::Place;
use crate::update_laws::found::plan;
use crate::update_laws::open;
use crate::update_laws::tests::{SHEET, with};
use crate::update_laws::told::Told;
use crate::update_laws::untouched::assert_untouched;
use crate::update_workbooks::columns::{Column, What};
use crate::update_workbooks::features::Feature;

/// Removes the risk in whose row the formula of the lengths begins, and has a text of the sheet become another one.
fn assert_removal(from: &str, to: &str, tell: impl Fn(&mut Told)) {
    let mut plan = plan(&[Feature::SharedFormulas]);
    plan.columns.push(Column::new(What::Lengths, 0));
    let before = plan.make().bytes;
    let (workbook, register) = open(&before);
    let mut editor = Editor::new(register);
    editor.remove_risk("R1~1").expect("there is such a risk");
    let edited = editor.finish().expect("the change was checked");
    let update = workbook.put(&edited).expect("the formula can move");
    let mut told = Told::of(&update);
    tell(&mut told);
    let after = with(&update.bytes, SHEET, from, to);
    assert_untouched(&before, &after, &told);
}

/// The formula where it begins now, with what it gives.
const MOVED: &str = "<f t=\"shared\" ref=\"F5:F6\" si=\"6\">LEN(C5)</f>";

#[test]
fn a_formula_may_begin_in_the_next_cell() {
    assert_removal(MOVED, MOVED, |_| {});
}

#[test]
#[should_panic(expected = "F5 has changed")]
fn a_formula_that_moves_is_told() {
    assert_removal(MOVED, MOVED, |told| told.moved.clear());
}

#[test]
#[should_panic(expected = "F5 has another formula")]
fn a_formula_that_moves_is_the_same_one() {
    let other = MOVED.replace("C5", "C4");
    assert_removal(MOVED, &other, |_| {});
}

#[test]
#[should_panic(expected = "F5 shares with others")]
fn a_formula_that_moves_is_shared_by_the_same_cells() {
    let other = MOVED.replace("F6", "F7");
    assert_removal(MOVED, &other, |_| {});
}

#[test]
#[should_panic(expected = "F5 has changed")]
fn a_formula_that_moves_gives_what_it_gave() {
    let value = format!("{MOVED}<v>");
    assert_removal(&value, &format!("{value}1"), |_| {});
}

#[test]
#[should_panic(expected = "F4 stays, and F5 took its formula")]
fn a_formula_moves_only_where_its_first_cell_goes() {
    let first = Place::new(4, 6);
    assert_removal(MOVED, MOVED, |told| {
        told.cells.retain(|(_, place)| *place != first);
    });
}

#[test]
fn a_formula_is_the_same_where_its_references_are_as_far_away() {
    let [one, other] = [Place::new(4, 6), Place::new(5, 6)];
    let same = |a, b| relative(a, one) == relative(b, other);
    assert!(same("D4*E$2", "D5*E$2"));
    assert!(same(
        "IF('A4'!D4=\"D4\",LOG10(1))",
        "IF('A4'!D5=\"D4\",LOG10(1))"
    ));
    assert!(!same("D4*E$2", "D4*E$2"));
    assert!(!same("D4*E$2", "D5*E$3"));
    assert!(!same("D4", "E5"));
    assert!(!same("D4+\"D4\"", "D5+\"D5\""));
}
