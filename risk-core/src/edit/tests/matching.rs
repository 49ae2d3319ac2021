//! Which record of one reading is which of another.

use std::collections::BTreeSet;

use super::*;
use crate::Error;
use crate::check::{Reading, Settings};
use crate::record::{Key, RiskField};
use crate::register::{Columns, Observation, SourceScope};

/// A risk of a component that fails in a way, with an owner where there is one.
fn risk(reference: &str, component: &str, description: &str) -> Risk {
    let mut risk = of(reference, component);
    risk.description = description.to_owned();
    risk
}

fn owned(mut risk: Risk, owner: &str) -> Risk {
    risk.owner = owner.to_owned();
    risk
}

/// The reading of a sheet of which the columns have the given fields.
fn sheet(fields: &[RiskField], risks: Vec<Risk>) -> Reading {
    let mut reading = Reading::of(register(vec![], risks), Settings::default());
    let risks = Columns {
        fields: fields.to_vec(),
        ..Columns::default()
    };
    reading.scope = SourceScope::Columns {
        risks,
        components: None,
        unstated: Vec::new(),
        elsewhere: BTreeSet::new(),
        components_elsewhere: BTreeSet::new(),
        doubtful: BTreeSet::new(),
        unplaced: BTreeSet::new(),
    };
    reading
}

const COLUMNS: [RiskField; 4] = [
    RiskField::Reference,
    RiskField::Component,
    RiskField::Description,
    RiskField::Likelihood,
];

fn onto(before: Vec<Risk>, risks: Vec<Risk>) -> Result<Edited, Error> {
    let reading = sheet(&COLUMNS, risks);
    Edited::onto(&register(vec![], before), &reading, &Matches::new())
}

/// Which risk each one was, from 0.
fn origins(before: Vec<Risk>, after: Vec<Risk>) -> Vec<Option<usize>> {
    onto(before, after).unwrap().lineage.risks
}

#[test]
fn a_row_inserted_above_takes_nothing_from_the_rows_below() {
    let before = vec![
        owned(risk("", "Queue", "Backlog"), "Ann"),
        risk("", "DNS", "Record gone"),
    ];
    let after = vec![
        risk("", "CDN", "Certificate expires"),
        risk("", "Queue", "Backlog"),
        risk("", "DNS", "Record gone"),
    ];
    let edited = onto(before, after).unwrap();
    assert_eq!(edited.lineage.risks, [None, Some(0), Some(1)]);
    let owners: Vec<&str> = edited
        .after
        .risks()
        .map(|risk| risk.stated().owner.as_str())
        .collect();
    assert_eq!(owners, ["", "Ann", ""]);
}

#[test]
fn rows_that_state_the_same_are_matched_in_any_order_and_none_is_asked_about() {
    let same = || risk("", "API", "Slow");
    let after = vec![same(), risk("", "API", "Down"), same()];
    assert_eq!(
        origins(vec![same(), same()], after),
        [Some(0), None, Some(1)]
    );
}

#[test]
fn a_reworded_risk_without_a_reference_is_the_only_one_that_it_is_like() {
    let before = vec![
        risk("", "API", "The certificate expires without notice"),
        risk("", "API", "The queue fills up over night"),
        risk("", "CDN", "The certificate expires without notice"),
    ];
    let after = vec![
        risk("", "CDN", "The certificate expires without any notice"),
        risk("", "API", "The queue fills up over one night"),
        risk("", "API", "The certificate expires without any notice"),
    ];
    assert_eq!(origins(before, after), [Some(2), Some(1), Some(0)]);
}

#[test]
fn a_risk_that_may_be_either_of_two_is_asked_about_and_the_answer_counts() {
    let before = || {
        vec![
            risk("", "API", "The certificate expires without notice"),
            risk("", "API", "The certificate expires without warning"),
        ]
    };
    let after = || {
        vec![
            risk("", "API", "The certificate expires without alarm"),
            risk("", "API", "The certificate expires without warning"),
            risk("", "API", "The certificate expires without email"),
        ]
    };
    let Err(Error::Unmatched(records)) = onto(before(), after()) else {
        panic!("nobody can tell");
    };
    let asked: Vec<String> = records.iter().map(|one| one.location.to_string()).collect();
    assert_eq!(asked, ["~1", "~3"]);
    assert_eq!(records[0].candidates[0].0, Key::parse("~1"));

    let reading = sheet(&COLUMNS, after());
    let answer = |old: Option<&str>| {
        let matches = Matches::from([
            (Key::parse("~3"), old.map(Key::parse)),
            (Key::parse("~1"), None),
        ]);
        Edited::onto(&register(vec![], before()), &reading, &matches)
    };
    let edited = answer(Some("~1")).unwrap();
    assert_eq!(edited.lineage.risks, [None, Some(1), Some(0)]);
    assert_eq!(answer(None).unwrap().lineage.risks, [None, Some(1), None]);
    assert_eq!(answer(Some("~7")).unwrap_err().code(), "bad-match");
}

#[test]
fn a_match_of_no_risk_or_of_one_that_another_has_is_refused() {
    let reading = sheet(
        &COLUMNS,
        vec![risk("", "API", "Slow"), risk("", "DB", "Full")],
    );
    let before = register(vec![], vec![risk("", "CDN", "Gone")]);
    let refused = |matches: &[(&str, &str)]| {
        let matches = matches
            .iter()
            .map(|(new, old)| (Key::parse(new), Some(Key::parse(old))));
        let error = Edited::onto(&before, &reading, &matches.collect()).unwrap_err();
        error.to_string()
    };
    assert_eq!(
        refused(&[("R9", "~1")]),
        "no match: no risk that is read is in the row or called `R9`"
    );
    assert_eq!(
        refused(&[("~1", "~1"), ("~2", "~1")]),
        "no match: `~1` is the match of two"
    );
}

#[test]
fn references_that_a_sheet_gets_or_does_not_have_are_no_reason_to_lose_what_a_risk_has() {
    let named = vec![
        owned(risk("R1", "API", "Slow"), "Ann"),
        risk("R2", "DB", "Full"),
    ];
    let nameless = vec![risk("", "DB", "Full"), risk("", "API", "Slow")];
    // A sheet without a column for references does not unsay them.
    let reading = sheet(&COLUMNS[1..], nameless.clone());
    let edited = Edited::onto(&register(vec![], named.clone()), &reading, &Matches::new()).unwrap();
    let keys: Vec<String> = edited
        .after
        .risks()
        .map(|risk| risk.key().to_string())
        .collect();
    assert_eq!(keys, ["R2", "R1"]);
    assert_eq!(edited.after.find_risk("R1").unwrap().owner, "Ann");
    // The first references that the rows get are theirs.
    assert_eq!(origins(nameless, named), [Some(1), Some(0)]);
}

#[test]
fn a_repeated_reference_means_what_reads_alike() {
    let before = vec![
        risk("R3", "API", "Slow"),
        owned(risk("R3", "DB", "Full"), "Ann"),
    ];
    let after = vec![risk("R3", "DB", "Full"), risk("R3", "API", "Slow")];
    assert_eq!(origins(before, after), [Some(1), Some(0)]);
}

#[test]
fn a_row_that_was_copied_is_new_and_the_first_one_stays() {
    let before = vec![owned(risk("R3", "API", "Slow"), "Ann")];
    let after = vec![risk("R3", "API", "Slow"), risk("R3", "API", "Slow")];
    assert_eq!(origins(before, after), [Some(0), None]);
}

#[test]
fn an_import_that_sets_settings_is_undone_with_them() {
    let before = Settings::default();
    let after = Settings {
        sheet: Some("Risks".to_owned()),
        ..Settings::default()
    };
    let edited = onto(vec![], vec![risk("R1", "API", "Slow")]).unwrap();
    let edited = edited.with_settings(&before, &after);
    assert_eq!(edited.settings(), Some(&after));
    let line = &edited.lines()[0];
    let texts = [
        line.path.as_deref(),
        line.before.as_deref(),
        line.after.as_deref(),
    ];
    assert_eq!(texts, [Some("sheet"), None, Some("Risks")]);
    let again = Edited::apply(&edited.before, &edited.changes).unwrap();
    assert_eq!(
        (again.settings(), &again.after),
        (Some(&after), &edited.after)
    );
    let undone = Edited::apply(&edited.after, &edited.inverse().changes).unwrap();
    assert_eq!(
        (undone.settings(), &undone.after),
        (Some(&before), &edited.before)
    );
}

#[test]
fn a_risk_that_gets_another_component_is_the_only_one_of_its_description() {
    let before = vec![
        risk("", "", "It loses messages"),
        risk("", "DNS", "Record gone"),
    ];
    let after = vec![
        risk("", "Queue", "It loses messages"),
        risk("", "DNS", "Record gone"),
    ];
    assert_eq!(origins(before, after), [Some(0), Some(1)]);
}

#[test]
fn statuses_that_a_format_cannot_say_stay_where_the_text_is_the_same() {
    let observed = |observations: &[Observation]| {
        let mut risk = risk("R1", "API", "Slow");
        risk.observations = observations.to_vec();
        risk
    };
    let before = [
        Observation::implemented("Alarm"),
        Observation::suggested("Graph"),
        Observation::implemented("Probe"),
    ];
    let read = ["Graph", "Probe of the API", "Alarm"].map(Observation::unknown);
    let fields = [&COLUMNS[..], &[RiskField::Observations]].concat();
    let mut reading = sheet(&fields, vec![observed(&read)]);
    if let SourceScope::Columns { unstated, .. } = &mut reading.scope {
        *unstated = vec![(0, 0), (0, 1), (0, 2)];
    }
    let register = register(vec![], vec![observed(&before)]);
    let edited = Edited::onto(&register, &reading, &Matches::new()).unwrap();
    let after = &edited.after.risk_at(0).unwrap().stated().observations;
    assert_eq!(
        after.as_slice(),
        [
            Observation::suggested("Graph"),
            Observation::unknown("Probe of the API"),
            Observation::implemented("Alarm"),
        ]
    );
}

#[test]
fn a_status_that_nobody_knows_is_found_for_each_entry_that_repeats_a_text() {
    let observed = |texts: &[Observation]| {
        let mut risk = risk("R1", "API", "Slow");
        risk.observations = texts.to_vec();
        risk
    };
    let fields = [&COLUMNS[..], &[RiskField::Observations]].concat();
    let mut reading = sheet(
        &fields,
        vec![observed(&["Alarm", "Alarm"].map(Observation::unknown))],
    );
    if let SourceScope::Columns { unstated, .. } = &mut reading.scope {
        // The second one is marked as unknown: that is a statement.
        *unstated = vec![(0, 0)];
    }
    let before = register(
        vec![],
        vec![observed(&["Alarm", "Alarm"].map(Observation::implemented))],
    );
    let edited = Edited::onto(&before, &reading, &Matches::new()).unwrap();
    let after = &edited.after.risk_at(0).unwrap().stated().observations;
    assert_eq!(
        after.as_slice(),
        [
            Observation::implemented("Alarm"),
            Observation::unknown("Alarm")
        ]
    );

    if let SourceScope::Columns { unstated, .. } = &mut reading.scope {
        *unstated = vec![(0, 0), (0, 1)];
    }
    let before = register(vec![], vec![observed(&[Observation::implemented("Alarm")])]);
    let onto = onto::onto(&before, &reading, Unclear::Ask(&Matches::new())).unwrap();
    assert_eq!(onto.unknown, [(0, 1)], "the text stood once before");
}

#[test]
fn a_component_of_another_name_is_another_one_whatever_is_said_of_it() {
    let named = |name: &str| {
        let mut component = Component::new(name);
        component.description = "A cache".to_owned();
        component
    };
    let mut reading = Reading::of(
        register(vec![named("Redis B")], vec![]),
        Settings::default(),
    );
    reading.scope = SourceScope::Everything;
    let before = register(vec![named("Redis A")], vec![]);
    let edited = Edited::onto(&before, &reading, &Matches::new()).unwrap();
    assert_eq!(edited.lineage.components, [None]);

    // Nobody is asked which of two components of one name is which: what differs came and went.
    let twins = |kinds: [&str; 2]| {
        let twin = |kind: &str| {
            let mut component = named("Redis");
            component.kind = kind.to_owned();
            component.description = format!("A {kind}");
            component
        };
        register(kinds.map(twin).to_vec(), vec![])
    };
    let reading = Reading::of(twins(["store", "queue"]), Settings::default());
    let edited = Edited::onto(&twins(["cache", "store"]), &reading, &Matches::new()).unwrap();
    assert_eq!(edited.lineage.components, [Some(1), None]);
}
