//! Risks and components that go.

use super::*;
use crate::record::Key;

#[test]
fn a_risk_goes_and_the_others_stay_in_their_order() {
    let mut editor = risks(&["R03", "R01", "R03", "R02"]);
    assert_eq!(editor.remove_risk("R03~1").unwrap(), Key::first("R03"));
    assert_eq!(editor.remove_risk("r02").unwrap(), Key::first("R02"));
    let edited = editor.finish().unwrap();
    let left: Vec<String> = edited
        .after
        .risks()
        .map(|risk| risk.key().to_string())
        .collect();
    assert_eq!(left, ["R01", "R03"]);
    assert_eq!(edited.lineage.risks, [Some(1), Some(2)]);
}

#[test]
fn a_component_that_nobody_names_goes() {
    let components = vec![
        requiring("API", [Requirement::of("DB")]),
        Component::new("DB"),
    ];
    let mut editor = Editor::new(register(components, vec![]));
    assert_eq!(editor.remove_component("api").unwrap(), Key::first("API"));
    assert_eq!(editor.remove_component("DB").unwrap(), Key::first("DB"));
    assert_eq!(editor.finish().unwrap().after.components().len(), 0);
}

#[test]
fn a_component_that_is_named_stays_and_who_names_it_is_told() {
    let components = vec![
        Component::new("DB"),
        requiring("API", [Requirement::some_of(1, ["db", "x"])]),
        inside("Replica", "Db"),
    ];
    let mut editor = Editor::new(register(
        components,
        vec![of("R01", "DB"), of("R02", "API")],
    ));
    assert_told(
        &editor.remove_component("DB").unwrap_err(),
        "the component `DB` is named by the component `API`, the component `Replica`, `R01`",
        "make these name another component first",
    );
    assert_eq!(changes(editor), [""; 0]);
}

#[test]
fn of_many_that_name_a_component_ten_are_told() {
    let risks = (1..=13).map(|n| of(&format!("R{n}"), "DB")).collect();
    let mut editor = Editor::new(register(vec![Component::new("DB")], risks));
    let message = editor.remove_component("DB").unwrap_err().to_string();
    assert!(message.ends_with("`R9`, `R10`, and 3 more"), "{message}");
}

#[test]
fn one_of_several_of_a_name_can_go() {
    let components = vec![Component::new("DB"), Component::new("DB")];
    let mut editor = Editor::new(register(components, vec![of("R01", "DB")]));
    assert!(matches!(
        editor.remove_component("DB"),
        Err(EditError::Ambiguous { .. })
    ));
    assert_eq!(editor.remove_component("DB~2").unwrap(), Key::new("DB", 2));
    assert!(matches!(
        editor.remove_component("DB"),
        Err(EditError::InUse { .. })
    ));
}

#[test]
fn a_component_that_names_itself_does_not_keep_itself() {
    let mut editor = Editor::new(register(
        vec![requiring("DB", [Requirement::of("DB")])],
        vec![],
    ));
    editor.remove_component("DB").unwrap();
}

#[test]
fn a_component_without_a_name_can_go() {
    let mut editor = Editor::new(register(vec![Component::new("")], vec![Risk::new("R01")]));
    editor.remove_component("~1").unwrap();
}
