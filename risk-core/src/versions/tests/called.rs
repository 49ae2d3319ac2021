//! Components that are called otherwise in a version that has few columns.

use super::*;
use crate::record::Key;
use crate::versions::{Diff, MergeOptions, diff, merge};

/// What a workbook without columns for what components require states of a register after some edits.
fn without_requirements(edit: impl FnOnce(&mut Editor)) -> Reading {
    let (title, scale, mut components, risks) = edited(&base(), edit).into_parts();
    for component in &mut components {
        component.requires = None;
    }
    let mut sheet = sheet(&Register::new(title, scale, components, risks).unwrap());
    if let SourceScope::Columns { components, .. } = &mut sheet.scope {
        *components = Some(Columns {
            fields: vec![ComponentField::Name, ComponentField::Description],
            ..Columns::default()
        });
    }
    sheet
}

fn called_otherwise(editor: &mut Editor) {
    editor.rename_component("Postgres", "Database").unwrap();
    editor.rename_component("Checkout API", "Checkout").unwrap();
}

#[test]
fn a_component_that_is_called_otherwise_keeps_what_there_is_no_column_for() {
    let base = reading(&base());
    let theirs = without_requirements(called_otherwise);
    let names = |diff: &Diff| -> Vec<(String, usize)> {
        let records = diff.records.iter();
        let named = records.map(|one| (one.record.to_string(), one.fields.len()));
        named.collect()
    };
    let found = diff(&base, &theirs).unwrap();
    let expected = [("component Checkout", 0), ("component Database", 0)];
    assert_eq!(
        names(&found),
        expected.map(|(name, fields)| (name.to_owned(), fields))
    );
    let merged = merge(&base, &base, &theirs, MergeOptions::default()).unwrap();
    assert_eq!(merged.conflicts, []);
    let checkout = merged.edited.after.find_component("Checkout").unwrap();
    let requires = ["Database", "Redis"].map(Requirement::of);
    assert_eq!(checkout.stated().requires.as_deref(), Some(&requires[..]));
}

#[test]
fn a_risk_of_a_component_that_is_called_otherwise_may_have_another_reference_too() {
    let theirs = edited(&base(), |editor| {
        called_otherwise(editor);
        editor.rename_risk("R01", "DB-1").unwrap();
    });
    let ours = reading(&assigned(&["R01 owner=Ann"]));
    let merged = merge(
        &reading(&base()),
        &ours,
        &reading(&theirs),
        MergeOptions::default(),
    );
    let merged = merged.unwrap();
    assert_eq!(merged.conflicts, []);
    let after = &merged.edited.after;
    assert!(after.risk(&Key::first("R01")).is_none());
    let risk = after.risk(&Key::first("DB-1")).unwrap();
    assert_eq!(
        (risk.component.as_str(), risk.owner.as_str()),
        ("Database", "Ann")
    );
}

#[test]
fn a_component_that_lost_its_name_is_refused() {
    let (title, scale, mut components, risks) = base().into_parts();
    components[1].name.clear();
    let theirs = reading(&Register::new(title, scale, components, risks).unwrap());
    let base = reading(&base());
    let refused = merge(&base, &base, &theirs, MergeOptions::default()).unwrap_err();
    assert!(
        refused.to_string().contains("no name any more"),
        "{refused}"
    );
}
