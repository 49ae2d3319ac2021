//! Texts, levels, statuses, dates and durations.

use super::*;
use crate::register::{Duration, Stated, Status};

#[test]
fn prose_is_set_as_it_stands_and_lines_are_added() {
    assert_eq!(risk_with(&["notes= a \n b"]).notes, " a \n b");
    assert_eq!(risk_with(&["notes+=a"]).notes, "a");
    assert_eq!(
        risk_with(&["notes=a", "notes+=b", "notes+= c"]).notes,
        "a\nb\n c"
    );
    assert_eq!(risk_with(&["notes=a\n", "notes+=b"]).notes, "a\nb");
    let risk = risk_with(&[
        "description=Disk fills up",
        "acceptance.reason=Old",
        "acceptance.reason+=Cheap",
    ]);
    assert_eq!(risk.description, "Disk fills up");
    assert_eq!(risk.acceptance.reason, "Old\nCheap");
}

#[test]
fn one_line_texts_are_trimmed_and_nothing_is_added_to_them() {
    let risk = risk_with(&["owner=  Trips team ", "acceptance.by= Ada "]);
    assert_eq!(
        (risk.owner.as_str(), risk.acceptance.by.as_str()),
        ("Trips team", "Ada")
    );
    assert_told(
        &refused("owner+=Bob"),
        "nothing can be added to owner",
        "write `owner=…` to set it",
    );
    assert_eq!(
        refused("owner=a\nb").to_string(),
        "owner takes one line of text"
    );
    assert_eq!(
        refused("component=a\rb").to_string(),
        "component takes one line of text"
    );
}

#[test]
fn an_empty_value_takes_out_what_was_stated() {
    let set = [
        "component=API",
        "description=a",
        "likelihood=Low",
        "impact=High",
        "observations+=a",
        "mitigations+=a",
        "runbook_actions+=a",
        "notes=a",
        "tracker_links+=a",
        "status=open",
        "owner=a",
        "review_by=2027-03-31",
        "acceptance.by=a",
        "acceptance.until=2027-03-31",
        "acceptance.reason=a",
        "extra.Team=a",
    ];
    let mut editor = risks(&["R01"]);
    editor.set_risk("R01", &assignments(&set)).unwrap();
    assert_eq!(editor.clone().finish().unwrap().changes.len(), set.len());
    let clear =
        |value: &str| set.map(|text| text.split_once(['+', '=']).unwrap().0.to_owned() + value);
    for value in ["=", "= \t"] {
        let mut editor = editor.clone();
        let clear: Vec<Assignment> = clear(value)
            .iter()
            .map(|text| text.parse().unwrap())
            .collect();
        editor.set_risk("R01", &clear).unwrap();
        assert_eq!(first_risk(editor), Risk::new("R01"));
    }
}

#[test]
fn nothing_is_no_line_to_add() {
    assert_eq!(
        refused("notes+= ").to_string(),
        "there is nothing to add to notes"
    );
}

#[test]
fn a_level_is_stored_by_its_label() {
    let risk = risk_with(&["likelihood=med", "impact= H "]);
    assert_eq!(risk.likelihood.as_deref(), Some("Medium"));
    assert_eq!(risk.impact.as_deref(), Some("High"));
}

#[test]
fn what_is_no_level_is_told_with_the_nearest_and_all() {
    assert_told(
        &refused("likelihood=Hihg"),
        "invalid likelihood `Hihg`; expected Low, Medium or High",
        "did you mean `High`? the scale is low-medium-high",
    );
    assert_told(
        &refused("impact=catastrophic"),
        "invalid impact `catastrophic`; expected Low, Medium or High",
        "the scale is low-medium-high",
    );
    assert!(matches!(
        refused("impact+=Low"),
        EditError::CannotAdd { .. }
    ));
}

#[test]
fn statuses_and_dates_are_recognised() {
    let risk = risk_with(&[
        "status=In Progress",
        "review_by= 2027-03-31",
        "acceptance.until=2028-02-29",
    ]);
    assert_eq!(risk.status, Some(Stated::Known(Status::InProgress)));
    assert_eq!(risk.review_by, Some(Stated::parse("2027-03-31")));
    assert!(risk.acceptance.until.unwrap().known().is_some());
}

#[test]
fn what_is_not_recognised_is_told_with_what_would_be() {
    assert_told(
        &refused("status=Acepted"),
        "`Acepted` is not a status: open, in-progress, accepted or closed",
        "did you mean `accepted`?",
    );
    for path in ["review_by", "acceptance.until"] {
        assert_told(
            &refused(&format!("{path}=31.3.2027")),
            "`31.3.2027` is not a date in the form 2027-03-31",
            "",
        );
    }
    let mut editor = components(&["API"]);
    for path in ["restore", "rto", "rpo"] {
        let texts = [format!("{path}=4 hrs")];
        let error = editor
            .set_component("API", &assignments(&[&texts[0]]))
            .unwrap_err();
        assert_told(
            &error,
            "`4 hrs` is not a duration such as 30m, 4h or 2d",
            "did you mean `4h`?",
        );
    }
}

#[test]
fn the_fields_of_a_component_are_set() {
    let mut editor = components(&["API", "Zone A"]);
    let texts = [
        "kind= service ",
        "owner=Trips",
        "tier=1",
        "description=Serves\nbookings",
        "restore=30m",
        "rto=4h",
        "rpo=1d12h",
        "within=zone a",
        "requires=Zone A",
    ];
    editor.set_component("API", &assignments(&texts)).unwrap();
    let after = editor.finish().unwrap().after;
    let api = after.component_at(0).unwrap().stated();
    assert_eq!((api.kind.as_str(), api.tier.as_str()), ("service", "1"));
    assert_eq!(api.description, "Serves\nbookings");
    let minutes = |minutes| Some(Stated::Known(Duration::from_minutes(minutes)));
    assert_eq!((&api.restore, &api.rto), (&minutes(30), &minutes(240)));
    assert_eq!(api.rpo, minutes(36 * 60));
    assert_eq!(api.within, "Zone A");
    assert_eq!(api.requires, Some(vec![Requirement::of("Zone A")]));
}

#[test]
fn a_field_that_is_no_list_has_no_entries() {
    assert_told(
        &refused("owner[1]=a"),
        "owner is not a list",
        "write `owner=…`",
    );
    assert_told(
        &refused("acceptance.by[1]=a"),
        "acceptance.by is not a list",
        "write `acceptance.by=…`",
    );
}

#[test]
fn assignments_are_applied_in_their_order() {
    let risk = risk_with(&[
        "owner=b",
        "mitigations+=a",
        "mitigations[1]=b",
        "mitigations+=c",
    ]);
    assert_eq!(risk.owner, "b");
    let mitigations: Vec<&str> = risk.mitigations.iter().map(|m| m.text.as_str()).collect();
    assert_eq!(mitigations, ["b", "c"]);
}
