//! The laws of merges.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::check::{Policy, Suppression};
use crate::edit::tests::generators::{Edit, any_register, apply, edit, tidy_register};
use crate::folder::conflicts::{of_json, of_toml, to_json, to_toml};
use crate::tests::cases;
use crate::versions::{
    Merge, MergeOptions, Side, Take, diff_with_findings, follow, merge, resolve,
};
use crate::workbook::{self, Limits, create_conflicts};

fn after(register: &Register, edits: &[Edit]) -> Register {
    let mut editor = Editor::new(register.clone());
    for edit in edits {
        let _ = apply(&mut editor, edit);
    }
    editor.finish().unwrap().after
}

fn merged(base: &Register, ours: &Register, theirs: &Register) -> Merge {
    let [base, ours, theirs] = [base, ours, theirs].map(reading);
    merge(&base, &ours, &theirs, MergeOptions::default()).unwrap()
}

/// Whether two registers state the same, order aside.
fn are_same(one: &Register, other: &Register) -> bool {
    let diff = diff_with_findings(&reading(one), &reading(other), today()).unwrap();
    diff.is_empty()
}

/// A register and an edit of it, which a merge can follow: every name is there once.
fn plain() -> impl Strategy<Value = Register> {
    prop_oneof![tidy_register(), Just(base())]
}

/// Everything that a register says, as words, with how often: nothing may be lost without a word.
fn words(register: &Register) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    let mut count = |text: String| *words.entry(text).or_insert(0) += 1;
    for risk in register.risks() {
        let risk = risk.stated();
        risk.mitigations
            .iter()
            .for_each(|one| count(one.text.clone()));
        risk.observations
            .iter()
            .for_each(|one| count(one.text.clone()));
        risk.extra
            .iter()
            .for_each(|(key, _)| count(key.to_string()));
    }
    words
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn what_one_side_alone_changed_is_the_result(
        base in any_register(),
        edits in vec(edit(), 0..6),
    ) {
        let changed = after(&base, &edits);
        let mine = merged(&base, &changed, &base);
        prop_assert!(mine.conflicts.is_empty(), "{:?}", mine.conflicts);
        prop_assert!(are_same(&mine.edited.after, &changed));
        let theirs = merged(&base, &base, &changed);
        prop_assert!(theirs.conflicts.is_empty(), "{:?}", theirs.conflicts);
        prop_assert!(are_same(&theirs.edited.after, &changed));
        let both = merged(&base, &changed, &changed);
        prop_assert!(both.conflicts.is_empty(), "{:?}", both.conflicts);
        prop_assert!(are_same(&both.edited.after, &changed));
        prop_assert!(both.edited.changes.is_empty());
    }

    #[test]
    fn a_merge_is_symmetric(
        base in plain(),
        ours in vec(edit(), 0..5),
        theirs in vec(edit(), 0..5),
    ) {
        let (ours, theirs) = (after(&base, &ours), after(&base, &theirs));
        let (one, other) = (merged(&base, &ours, &theirs), merged(&base, &theirs, &ours));
        prop_assert_eq!(one.conflicts.len(), other.conflicts.len(), "{:?} {:?}", one.conflicts, other.conflicts);
        if one.conflicts.is_empty() {
            prop_assert!(are_same(&one.edited.after, &other.edited.after));
        }
    }

    #[test]
    fn nothing_that_a_side_added_is_lost_without_a_word(
        base in plain(),
        ours in vec(edit(), 0..5),
        theirs in vec(edit(), 0..5),
    ) {
        let (ours, theirs) = (after(&base, &ours), after(&base, &theirs));
        let merge = merged(&base, &ours, &theirs);
        let [known, now] = [&base, &merge.edited.after].map(words);
        if merge.conflicts.is_empty() {
            for added in [words(&ours), words(&theirs)] {
                for (text, count) in added {
                    let is_new = !known.contains_key(&text);
                    prop_assert!(!is_new || now.get(&text) >= Some(&count), "{text:?} of {count}");
                }
            }
        }
    }

    #[test]
    fn each_conflict_is_resolved_as_either_side_has_it(
        base in plain(),
        ours in vec(edit(), 0..6),
        theirs in vec(edit(), 0..6),
    ) {
        let merge = merged(&base, &after(&base, &ours), &after(&base, &theirs));
        let stands = reading(&merge.edited.after);
        for mut conflict in merge.conflicts {
            for take in [Take::Ours, Take::Theirs, Take::Both] {
                conflict.take = Some(take);
                let kept = std::slice::from_ref(&conflict);
                let read = [
                    of_toml("c.toml", &to_toml(kept)).unwrap(),
                    of_json("c.json", &to_json(kept)).unwrap(),
                    workbook::conflicts::read(&create_conflicts(kept).unwrap(), Limits::default()).unwrap(),
                ];
                prop_assert!(read.iter().all(|read| read == kept), "{read:#?} {kept:#?}");
                let resolved = match resolve(&stands, kept) {
                    Ok(resolved) => resolved,
                    Err(error) => {
                        let is_expected = take == Take::Both || error.to_string().contains("already");
                        prop_assert!(is_expected, "{error} {conflict:#?}");
                        continue;
                    }
                };
                if take == Take::Ours && !conflict.reason.starts_with("theirs names it") {
                    prop_assert!(resolved.changes.is_empty(), "{conflict:#?} {:#?}", resolved.changes);
                } else if take == Take::Theirs {
                    let mut same = [conflict.clone()];
                    follow(&mut same, &resolved);
                    let again = resolve(&reading(&resolved.after), &same).unwrap();
                    prop_assert!(again.changes.is_empty(), "{conflict:#?} {:#?}", again.changes);
                }
            }
        }
    }

    #[test]
    fn a_side_that_goes_before_leaves_only_deletions_of_what_was_changed(
        base in plain(),
        ours in vec(edit(), 0..5),
        theirs in vec(edit(), 0..5),
    ) {
        let versions = [&base, &after(&base, &ours), &after(&base, &theirs)].map(reading);
        let [base, ours, theirs] = &versions;
        for side in [Side::Ours, Side::Theirs] {
            let options = MergeOptions::default().prefer(Some(side));
            let all = merge(base, ours, theirs, MergeOptions::default()).unwrap();
            let left = merge(base, ours, theirs, options).unwrap();
            prop_assert!(left.conflicts.len() <= all.conflicts.len());
        }
    }
}

#[test]
fn a_sheet_says_nothing_of_settings_and_so_takes_none_away() {
    let mut base = reading(&super::base());
    let severity = crate::check::Severity::Off;
    base.settings
        .severities
        .set("no-tracker-link", severity)
        .unwrap();
    let ours = Reading::of(base.register.clone(), base.settings.clone());
    let edited = super::assigned(&["R02 likelihood=High"]);
    let theirs = super::sheet(&edited);
    let merge = merge(&base, &ours, &theirs, MergeOptions::default()).unwrap();
    assert_eq!(merge.edited.settings(), None);
    assert_eq!(merge.conflicts, []);
    let paths: Vec<_> = merge
        .edited
        .lines()
        .into_iter()
        .map(|line| line.path)
        .collect();
    assert_eq!(paths, [Some("likelihood".to_owned())]);
}

#[test]
fn policies_and_suppressions_merge_one_by_one() {
    let with = |policies: &[(&str, &str)], suppressed: &[&str]| {
        let mut reading = reading(&super::base());
        let policies = policies.iter();
        let policies = policies.map(|(name, require)| Policy::new(*name, "", *require));
        reading.settings.policies = policies.collect();
        let suppressions = suppressed.iter();
        let suppressions = suppressions.map(|record| Suppression::new("unrated", *record, "x"));
        reading.settings.suppressions = suppressions.collect();
        reading
    };
    let base = with(&[("old", "owner"), ("changed", "owner")], &["R01"]);
    let ours = with(
        &[("old", "owner"), ("changed", "rating"), ("new", "owner")],
        &["R01", "R02"],
    );
    let theirs = with(&[("changed", "impact")], &["R03", "R01"]);
    let merge = merge(&base, &ours, &theirs, MergeOptions::default()).unwrap();
    assert_eq!(merge.conflicts, []);
    let settings = merge.edited.settings().unwrap();
    let policies = settings.policies.iter();
    let policies: Vec<(&str, &str)> = policies
        .map(|one| (one.name.as_str(), one.require.as_str()))
        .collect();
    // What both changed is there twice, which `invalid-policy` reports.
    assert_eq!(
        policies,
        [
            ("changed", "rating"),
            ("new", "owner"),
            ("changed", "impact")
        ]
    );
    let suppressed = settings.suppressions.iter();
    let suppressed: Vec<&str> = suppressed.map(|one| one.record.as_str()).collect();
    assert_eq!(suppressed, ["R01", "R02", "R03"]);
}

/// The base on another scale, with what each level becomes there.
fn rescaled(register: &Register, scale: &str, became: &[(&str, &str, &str)]) -> Register {
    super::edited(register, |editor| {
        let mappings: Vec<_> = became
            .iter()
            .map(|(axis, from, to)| format!("{axis}.{from}={to}").parse().unwrap())
            .collect();
        editor
            .use_scale(Scale::built_in(scale).unwrap(), &mappings)
            .unwrap();
    })
}

#[test]
fn to_rate_by_another_scale_raises_no_risk_that_the_other_side_accepted() {
    let five = [
        ("likelihood", "Low", "Unlikely"),
        ("likelihood", "Medium", "Possible"),
        ("likelihood", "High", "Likely"),
    ];
    let five = five.into_iter().chain([
        ("impact", "Low", "Minor"),
        ("impact", "Medium", "Moderate"),
        ("impact", "High", "Major"),
    ]);
    let base = rescaled(
        &super::base(),
        "five-by-five",
        &five.clone().collect::<Vec<_>>(),
    );
    let back: Vec<_> = five.map(|(axis, from, to)| (axis, to, from)).collect();
    // The ratings of the second scale are more, so that `Medium` is a higher one there.
    let ours = rescaled(&base, "low-medium-high", &back);
    let theirs = super::edited(&base, |editor| {
        editor
            .set_risk("R02", &["status=accepted".parse().unwrap()])
            .unwrap();
    });
    let merge = merged(&base, &ours, &theirs);
    assert_eq!(merge.conflicts, []);
    // What it set beside that, somebody has to look at.
    let raised = super::edited(&ours, |editor| {
        editor
            .set_risk("R02", &["likelihood=High".parse().unwrap()])
            .unwrap();
    });
    let merge = merged(&base, &raised, &theirs);
    let fields: Vec<_> = merge
        .conflicts
        .iter()
        .map(|conflict| conflict.field.as_deref())
        .collect();
    assert_eq!(fields, [Some("status")]);
}

#[test]
fn a_name_that_two_components_got_is_a_conflict_without_a_free_reference() {
    let ours = super::edited(&super::base(), |editor| {
        editor.rename_component("CDN", "Edge").unwrap();
    });
    let theirs = super::edited(&super::base(), |editor| {
        editor
            .add_component("Edge", &["kind=proxy".parse().unwrap()])
            .unwrap();
    });
    let conflicts = merged(&super::base(), &ours, &theirs).conflicts;
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert_eq!(conflicts[0].reason, "both sides gave the name `Edge`");
}
