//! Editors as a whole.

use super::*;

#[test]
fn an_editor_that_did_nothing_gives_the_register_back() {
    let before = register(
        vec![Component::new("API")],
        vec![of("R01", "API"), of("R02", "")],
    );
    let edited = Editor::new(before.clone()).finish().unwrap();
    assert_eq!(edited.before, before);
    assert_eq!(edited.after, before);
    assert_eq!(edited.changes, []);
    assert_eq!(edited.lineage.components, [Some(0)]);
    assert_eq!(edited.lineage.risks, [Some(0), Some(1)]);
}

#[test]
fn the_register_before_and_its_title_stay() {
    let mut editor = risks(&["R01"]);
    editor.set_risk("R01", &assignments(&["notes=x"])).unwrap();
    let edited = editor.finish().unwrap();
    assert_eq!(edited.before, register(vec![], vec![Risk::new("R01")]));
    assert_eq!(edited.after.title(), "Test");
}

#[test]
fn what_is_undone_is_no_change() {
    let mut editor = risks(&["R01"]);
    editor
        .set_risk("R01", &assignments(&["notes=x", "mitigations+=a"]))
        .unwrap();
    editor
        .set_risk("R01", &assignments(&["notes=", "mitigations="]))
        .unwrap();
    editor.add_risk(&[], None).unwrap();
    editor.remove_risk("R02").unwrap();
    assert_eq!(changes(editor), [""; 0]);
}

#[test]
fn a_risk_whose_rating_changed_is_told() {
    let mut editor = risks(&["R01"]);
    editor
        .set_risk("R01", &assignments(&["likelihood=High", "impact=High"]))
        .unwrap();
    let edited = editor.finish().unwrap();
    let rerated = edited.rerated();
    assert_eq!(rerated.len(), 1);
    assert_eq!(rerated[0].before, None);
    assert_eq!(rerated[0].after.as_deref(), Some("Critical"));
}

#[test]
fn an_assignment_that_is_refused_takes_the_others_with_it() {
    let mut editor = risks(&["R01"]);
    let texts = assignments(&["owner=a", "mitigations+=b", "impact=c"]);
    editor.set_risk("R01", &texts).unwrap_err();
    assert_eq!(changes(editor), [""; 0]);
}

#[test]
fn many_edits_of_many_records_take_little_time() {
    let references: Vec<String> = (0..20_000).map(|n| format!("R{n}")).collect();
    let references: Vec<&str> = references.iter().map(String::as_str).collect();
    let mut editor = risks(&references);
    let notes = assignments(&["notes=x"]);
    for reference in &references {
        editor.set_risk(reference, &notes).unwrap();
    }
    for reference in &references[1..] {
        editor.remove_risk(reference).unwrap();
    }
    assert_eq!(changes(editor).len(), references.len());
}
