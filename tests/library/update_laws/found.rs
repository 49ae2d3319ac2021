//! Where a change of one row says something of others: workbooks in which that once broke a law.

use risk_core::RiskField;
use risk_core::edit::Editor;

use super::told::Told;
use super::{assert_no_new_problem, assert_stated, assert_untouched, is_refusal, open};
use crate::reading::chain;
use crate::update_workbooks::Plan;
use crate::update_workbooks::columns::{Column, What};
use crate::update_workbooks::features::Feature;
use crate::update_workbooks::fixed;

/// Asserts that a change is refused, or that all laws hold for it.
fn assert_laws(plan: &Plan, change: impl Fn(&mut Editor)) {
    let before = plan.make().bytes;
    let (workbook, register) = open(&before);
    let mut editor = Editor::new(register);
    change(&mut editor);
    let edited = editor.finish().expect("the change was checked");
    match workbook.put(&edited) {
        Ok(update) => {
            assert_stated(edited, &update);
            assert_untouched(&before, &update.bytes, &Told::of(&update));
            assert_no_new_problem(&before, &update);
        }
        Err(error) => assert!(is_refusal(&error), "{}", chain(&error)),
    }
}

/// The three fixed risks under a few headers.
pub fn plan(features: &[Feature]) -> Plan {
    let mut plan = fixed::table();
    plan.columns = fixed::minimal().columns;
    plan.features = features.to_vec();
    plan
}

fn remove(editor: &mut Editor, risk: &str) {
    let removed = editor.remove_risk(risk);
    removed.expect("there is such a risk");
}

#[test]
fn a_label_without_a_header_that_goes_does_not_rename_the_legend_without_one() {
    let plan = plan(&[Feature::Section, Feature::Legend]);
    assert_laws(&plan, |editor| remove(editor, "R1~1"));
}

#[test]
fn a_score_that_goes_does_not_make_values_of_the_others() {
    let mut plan = plan(&[Feature::TypedOver]);
    plan.columns.push(Column::new(What::Scores, 0));
    assert_laws(&plan, |editor| remove(editor, "R1~2"));
}

#[test]
fn a_risk_whose_reference_is_a_formula_keeps_what_makes_it_one() {
    let mut plan = plan(&[Feature::ComputedReferences]);
    plan.columns = [RiskField::Reference, RiskField::Description]
        .map(Column::of)
        .to_vec();
    assert_laws(&plan, |editor| {
        let cleared = "description=".parse().expect("it is an assignment");
        let set = editor.set_risk("R1~2", &[cleared]);
        set.expect("there is such a risk");
    });
}

#[test]
fn cells_that_stay_empty_stay_as_they_are_written() {
    for quotes in [Feature::SingleQuotes, Feature::Dimension] {
        let plan = plan(&[Feature::PrefilledStyles, quotes]);
        assert_laws(&plan, |editor| {
            let added = editor.add_risk(&[], Some("NEW"));
            added.expect("it is new");
        });
    }
}
