//! What holds for the diff of any two versions.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::edit::tests::generators::{any_register, apply, edit};
use crate::versions::{RecordChange, diff_with_findings};

proptest! {
    #[test]
    fn a_register_does_not_differ_from_itself(register in any_register()) {
        let version = reading(&register);
        let diff = diff_with_findings(&version, &version, today()).unwrap();
        prop_assert!(diff.is_empty() && diff.formal.is_empty(), "{diff:?}");
        prop_assert_eq!(diff.summary.to_string(), "no changes");
    }

    #[test]
    fn what_is_new_in_one_direction_is_gone_in_the_other(
        register in any_register(),
        edits in vec(edit(), 0..5),
    ) {
        let mut editor = Editor::new(register.clone());
        for edit in &edits {
            let _ = apply(&mut editor, edit);
        }
        let edited = editor.finish().unwrap();
        let (before, after) = (reading(&register), reading(&edited.after));
        let there = diff_with_findings(&before, &after, today()).unwrap();
        let back = diff_with_findings(&after, &before, today()).unwrap();
        let (there, back) = (there.summary, back.summary);
        prop_assert_eq!((there.new, there.removed), (back.removed, back.new));
    }

    #[test]
    fn what_an_edit_of_unique_names_changes_is_what_the_diff_reports(
        texts in vec((0_usize..6, crate::edit::tests::generators::assignment_text()), 1..4),
    ) {
        let base = base();
        let mut editor = Editor::new(base.clone());
        for (at, text) in texts {
            let reference = format!("R{:02}", at + 1);
            if let Ok(assignment) = text.parse() {
                let _ = editor.set_risk(&reference, &[assignment]);
            }
        }
        let edited = editor.finish().unwrap();
        let diff = diff_with_findings(&reading(&base), &reading(&edited.after), today()).unwrap();
        for record in &diff.records {
            prop_assert_ne!(record.change, RecordChange::Moved);
            prop_assert!(record.previous.is_none());
        }
        // Each record whose words changed is there, or what changed means the same.
        let said = |id| diff.records.iter().chain(&diff.formal).any(|record| record.record == id);
        for line in edited.lines() {
            prop_assert!(said(line.record.clone()), "{line:?} in {diff:?}");
        }
    }
}
