//! What changed, in words.

use super::*;
use crate::record::{Key, RecordId};
use crate::register::{ExtraValue, Origin, Stated};

/// The changes of one risk that is set.
#[track_caller]
fn set(before: &[&str], after: &[&str]) -> Vec<String> {
    let mut editor = risks(&["R01"]);
    editor.set_risk("R01", &assignments(before)).unwrap();
    let mut editor = Editor::new(editor.finish().unwrap().after);
    editor.set_risk("R01", &assignments(after)).unwrap();
    changes(editor)
}

/// The same for what a component requires.
#[track_caller]
fn require(before: Option<Vec<Requirement>>, after: &str) -> Vec<String> {
    let mut api = Component::new("API");
    api.requires = before;
    let others = ["A", "B", "C"].map(Component::new).to_vec();
    let mut editor = Editor::new(register([vec![api], others].concat(), vec![]));
    editor.set_component("API", &assignments(&[after])).unwrap();
    changes(editor)
}

#[test]
fn texts_are_told_as_they_are_in_the_order_of_a_file() {
    let before = ["notes=a", "status=open", "acceptance.by=Ada"];
    let after = [
        "acceptance.until=2027-03-31",
        "acceptance.by=Bob",
        "status=closed",
        "notes=",
        "likelihood=l",
        "component=API",
    ];
    let expected = [
        "R01 component: nothing -> API",
        "R01 likelihood: nothing -> Low",
        "R01 notes: a -> nothing",
        "R01 status: open -> closed",
        "R01 acceptance.by: Ada -> Bob",
        "R01 acceptance.until: nothing -> 2027-03-31",
    ];
    assert_eq!(set(&before, &after), expected);
}

#[test]
fn an_unrecognised_value_is_told_as_it_was_stated() {
    let mut risk = Risk::new("R01");
    risk.status = Some(Stated::parse("wip"));
    risk.likelihood = Some("Hihg".to_owned());
    let mut editor = Editor::new(register(vec![], vec![risk]));
    editor
        .set_risk("R01", &assignments(&["status=open", "likelihood=High"]))
        .unwrap();
    assert_eq!(
        changes(editor),
        ["R01 likelihood: Hihg -> High", "R01 status: wip -> open"]
    );
}

#[test]
fn entries_that_come_and_go_are_told_with_their_positions() {
    let before = ["mitigations+=a", "mitigations+=b", "mitigations+=c"];
    assert_eq!(
        set(&before, &["mitigations+=d"]),
        ["R01 mitigations[4]: nothing -> d"]
    );
    assert_eq!(
        set(&before, &["mitigations[1]="]),
        ["R01 mitigations[1]: a -> nothing"]
    );
    assert_eq!(
        set(&before, &["mitigations[2]=x"]),
        ["R01 mitigations[2]: b -> x"]
    );
    let expected = ["R01 mitigations[1]: a -> x", "R01 mitigations[3]: c -> y"];
    assert_eq!(
        set(&before, &["mitigations[1]=x", "mitigations[3]=y"]),
        expected
    );
    let expected = [
        "R01 mitigations[1]: a -> x",
        "R01 mitigations[2]: b -> nothing",
    ];
    assert_eq!(
        set(&before, &["mitigations[2]=", "mitigations[1]=x"]),
        expected
    );
    let same = ["mitigations+=a", "mitigations+=a"];
    assert_eq!(
        set(&same, &["mitigations+=a"]),
        ["R01 mitigations[3]: nothing -> a"]
    );
    assert_eq!(
        set(&same, &["mitigations[1]="]),
        ["R01 mitigations[2]: a -> nothing"]
    );
}

#[test]
fn the_text_and_the_status_of_an_observation_are_told_apart() {
    let before = ["observations+=a", "observations+=b"];
    let expected = ["R01 observations[3]: nothing -> Alarm on lag (suggested)"];
    assert_eq!(set(&before, &["observations+=Alarm on lag"]), expected);
    let expected = ["R01 observations[2].status: suggested -> implemented"];
    assert_eq!(
        set(&before, &["observations[2].status=implemented"]),
        expected
    );
    let after = ["observations[1]=x", "observations[1].status=unknown"];
    let expected = [
        "R01 observations[1].text: a -> x",
        "R01 observations[1].status: suggested -> unknown",
    ];
    assert_eq!(set(&before, &after), expected);
    assert_eq!(
        set(&before, &["observations[1]="]),
        ["R01 observations[1]: a (suggested) -> nothing"]
    );
}

#[test]
fn other_lists_are_told_by_their_paths() {
    let after = ["runbook_actions+=a", "tracker_links+=OPS-1"];
    let expected = [
        "R01 runbook_actions[1]: nothing -> a",
        "R01 tracker_links[1]: nothing -> OPS-1",
    ];
    assert_eq!(set(&[], &after), expected);
}

#[test]
fn requirements_are_told_in_their_words() {
    let [a, b] = ["A", "B"].map(Requirement::of);
    assert_eq!(
        require(None, "requires=A; 1 of (B, C)"),
        [
            "API requires[1]: nothing -> A",
            "API requires[2]: nothing -> 1 of (B, C)",
        ]
    );
    let change = ["API requires[2]: B -> soft: C"];
    assert_eq!(
        require(Some(vec![a.clone(), b]), "requires[2]=soft: C"),
        change
    );
    assert_eq!(
        require(Some(vec![a]), "requires="),
        ["API requires[1]: A -> nothing"]
    );
}

#[test]
fn that_nothing_is_required_is_told_as_a_whole() {
    let both = vec![Requirement::of("A"), Requirement::of("B")];
    assert_eq!(
        require(None, "requires=none"),
        ["API requires: nothing -> none"]
    );
    assert_eq!(
        require(Some(both), "requires=none"),
        ["API requires: A; B -> none"]
    );
    assert_eq!(
        require(Some(vec![]), "requires=B"),
        ["API requires: none -> B"]
    );
    assert_eq!(
        require(Some(vec![]), "requires="),
        ["API requires: none -> nothing"]
    );
}

#[test]
fn confirming_what_was_assumed_is_a_change() {
    let mut assumed = Requirement::of("A");
    assumed.origin = Origin::Assumed("compose.yaml".to_owned());
    let change = ["API requires[1]: A (assumed from compose.yaml) -> A"];
    assert_eq!(require(Some(vec![assumed]), "requires[1]=A"), change);
}

#[test]
fn values_beyond_the_model_are_told_by_their_headers() {
    let before = ["extra.Team=A", "extra.Cost=5", "extra.Old=x"];
    let after = [
        "extra.New=2027-03-31",
        "extra.Old=",
        "extra.Team=B",
        "extra.\"a=b\"=true",
    ];
    let expected = [
        "R01 extra.Team: A -> B",
        "R01 extra.Old: x -> nothing",
        "R01 extra.New: nothing -> 2027-03-31",
        "R01 extra.\"a=b\": nothing -> true",
    ];
    assert_eq!(set(&before, &after), expected);
}

#[test]
fn a_number_that_becomes_text_is_told_with_its_quotes() {
    assert_eq!(
        set(&["extra.Cost=5"], &["extra.Cost=\"5\""]),
        ["R01 extra.Cost: 5 -> \"5\""]
    );
}

#[test]
fn a_value_that_equals_nothing_has_not_changed() {
    let mut risk = Risk::new("R01");
    risk.extra
        .insert(Key::first("Cost"), ExtraValue::Float(f64::NAN));
    assert_eq!(changes(Editor::new(register(vec![], vec![risk]))), [""; 0]);
}

#[test]
fn a_record_that_comes_or_goes_is_one_change() {
    let mut gone = Risk::new("R01");
    gone.description = "Disk fills up".to_owned();
    gone.notes = "and more".to_owned();
    let mut editor = Editor::new(register(
        vec![Component::new("Old")],
        vec![gone, Risk::new("R02")],
    ));
    editor.remove_risk("R01").unwrap();
    editor.remove_component("Old").unwrap();
    let texts = assignments(&["description=Certificate expires", "impact=Low"]);
    editor.add_risk(&texts, Some("R01")).unwrap();
    editor
        .add_component("New", &assignments(&["kind=cache"]))
        .unwrap();
    let expected = [
        "New: nothing -> New",
        "Old: Old -> nothing",
        "R01: nothing -> Certificate expires",
        "R01: Disk fills up -> nothing",
    ];
    assert_eq!(changes(editor), expected);
}

#[test]
fn the_register_comes_first_then_the_components_then_the_risks() {
    let components = ["A", "B"].map(Component::new).to_vec();
    let mut editor = Editor::new(register(components, vec![Risk::new("R01")]));
    editor.set_risk("R01", &assignments(&["notes=x"])).unwrap();
    editor
        .set_component("B", &assignments(&["notes=x"]))
        .unwrap_err();
    editor
        .set_component("B", &assignments(&["tier=x"]))
        .unwrap();
    editor
        .use_scale(Scale::built_in("nist-800-30").unwrap(), &[])
        .unwrap();
    let changes = editor.finish().unwrap().lines();
    let records: Vec<RecordId> = changes.into_iter().map(|change| change.record).collect();
    assert_eq!(
        records,
        [
            RecordId::Register,
            RecordId::Component(Key::first("B")),
            RecordId::Risk(Key::first("R01"))
        ]
    );
}

#[test]
fn a_record_is_told_by_what_it_was_called_before() {
    let mut editor = risks(&["R01", "R01"]);
    editor
        .set_risk("R01~2", &assignments(&["notes=x"]))
        .unwrap();
    editor.remove_risk("R01~1").unwrap();
    editor.rename_risk("R01", "R07").unwrap();
    let expected = [
        "R01~2 reference: R01 -> R07",
        "R01~2 notes: nothing -> x",
        "R01: R01 -> nothing",
    ];
    assert_eq!(changes(editor), expected);
}
