//! The component that a risk is of, and new components.

use super::*;

#[test]
fn a_risk_is_of_a_declared_component() {
    let mut editor = Editor::new(register(
        vec![Component::new("Booking API")],
        vec![Risk::new("R01")],
    ));
    editor
        .set_risk("R01", &assignments(&["component=booking api "]))
        .unwrap();
    let error = editor
        .set_risk("R01", &assignments(&["component=Booking"]))
        .unwrap_err();
    let hint = "the nearest is `Booking API`";
    assert_told(&error, "no component is named `Booking`", hint);
    assert_eq!(first_risk(editor).component, "Booking API");
}

#[test]
fn where_none_is_declared_a_risk_is_of_any_component() {
    assert_eq!(
        risk_with(&["component= Booking API "]).component,
        "Booking API"
    );
}

#[test]
fn a_component_that_was_just_declared_counts_and_one_that_went_does_not() {
    let mut editor = risks(&["R01"]);
    editor.add_component("API", &[]).unwrap();
    editor
        .set_risk("R01", &assignments(&["component=api"]))
        .unwrap();
    let error = editor
        .set_risk("R01", &assignments(&["component=DB"]))
        .unwrap_err();
    assert!(matches!(error, EditError::Unknown { .. }));
    editor
        .set_risk("R01", &assignments(&["component="]))
        .unwrap();
    editor.remove_component("API").unwrap();
    editor
        .set_risk("R01", &assignments(&["component=DB"]))
        .unwrap();
    assert_eq!(first_risk(editor).component, "DB");
}

#[test]
fn a_component_is_added_behind_the_others() {
    let mut editor = components(&["Zebra"]);
    let texts = assignments(&["kind=database", "within=zebra"]);
    let key = editor.add_component("  Postgres primary ", &texts).unwrap();
    assert_eq!(key.to_string(), "Postgres primary");
    let edited = editor.finish().unwrap();
    let added = edited.after.component_at(1).unwrap();
    assert_eq!(
        (added.kind.as_str(), added.within.as_str()),
        ("database", "Zebra")
    );
    assert_eq!(edited.lineage.components, [Some(0), None]);
}

#[test]
fn the_name_of_a_new_component_is_new_and_not_blank() {
    let mut editor = components(&["Postgres primary"]);
    let mut refused = |name| editor.add_component(name, &[]).unwrap_err().to_string();
    assert_eq!(refused(" "), "the name of a component cannot be blank");
    for name in ["Postgres primary", "postgres  PRIMARY", "Postgres-primary"] {
        let message = "`Postgres primary` is the name of another component already";
        assert_eq!(refused(name), message);
    }
    assert_eq!(refused("a\nb"), "name takes one line of text");
    assert_eq!(
        refused("DB~2"),
        "`DB~2` would stand for one of several records with the same name"
    );
}

#[test]
fn a_component_that_is_named_already_can_be_declared() {
    let mut editor = Editor::new(register(vec![], vec![of("R01", "Cache")]));
    editor.add_component("Cache", &[]).unwrap();
    let edited = editor.finish().unwrap();
    assert_eq!(edited.changes.len(), 1);
    assert!(edited.after.resolve_component("Cache").is_ok());
}
