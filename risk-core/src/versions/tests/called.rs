//! Components that are called otherwise in a version that has few columns.

use super::*;
use crate::record::Key;
use crate::versions::{Diff, MergeOptions, Take, diff, merge, resolve};

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

#[test]
fn names_that_differ_in_case_alone_are_one_name_that_both_sides_gave() {
    let renamed = |old: &str, new: &str| {
        let edit = |editor: &mut Editor| drop(editor.rename_risk(old, new).unwrap());
        reading(&edited(&base(), edit))
    };
    let (ours, theirs) = (renamed("R01", "DB-1"), renamed("R02", "db-1"));
    let merged = merge(&reading(&base()), &ours, &theirs, MergeOptions::default()).unwrap();
    let [conflict] = &merged.conflicts[..] else {
        panic!("{:?}", merged.conflicts);
    };
    assert_eq!(conflict.reason, "both sides gave the reference `db-1`");
    assert!(merged.edited.after.risk(&Key::first("R02")).is_some());
}

#[test]
fn components_whose_names_differ_in_hyphens_alone_and_that_both_sides_added_are_one() {
    let added = |name: &str, owner: &str| {
        reading(&edited(&base(), |editor| {
            let owner = format!("owner={owner}").parse().unwrap();
            editor.add_component(name, &[owner]).unwrap();
        }))
    };
    let (ours, theirs) = (
        added("Order database", "Shop"),
        added("order-database", "Shop"),
    );
    let merged = merge(&reading(&base()), &ours, &theirs, MergeOptions::default()).unwrap();
    assert_eq!(merged.conflicts, []);
    let components = merged.edited.after.components().len();
    assert_eq!(components, base().components().len() + 1);
}

#[test]
fn a_reference_that_another_sheet_has_is_not_taken_of_a_conflict() {
    let conflict = |reference: &str| {
        let renamed = |new: &str| {
            let edit = |editor: &mut Editor| drop(editor.rename_risk("R01", new).unwrap());
            reading(&edited(&base(), edit))
        };
        let (ours, theirs) = (renamed("DB-1"), renamed(reference));
        let merged = merge(&reading(&base()), &ours, &theirs, MergeOptions::default());
        let mut conflicts = merged.unwrap().conflicts;
        conflicts[0].take = Some(Take::Theirs);
        (ours, conflicts)
    };
    for (reference, expected) in [("DB-2", None), ("db-9", Some("another sheet"))] {
        let (mut ours, conflicts) = conflict(reference);
        ours.scope = sheet(&ours.register).scope;
        if let SourceScope::Columns { elsewhere, .. } = &mut ours.scope {
            elsewhere.insert("db-9".to_owned());
        }
        let refused = resolve(&ours, &conflicts)
            .err()
            .map(|error| error.to_string());
        let is_expected = match (&refused, expected) {
            (Some(refused), Some(words)) => refused.contains(words),
            (refused, expected) => refused.is_none() && expected.is_none(),
        };
        assert!(is_expected, "{refused:?}");
    }
}
