//! Which record is meant.

use super::*;

/// The position, after an edit, of the risk that a text meant.
#[track_caller]
fn found(editor: &Editor, text: &str) -> usize {
    let mut editor = editor.clone();
    let notes = Assignment::set("notes", "this one").unwrap();
    let key = editor.set_risk(text, &[notes]).unwrap();
    let after = editor.finish().unwrap().after;
    let risk = after.risk(&key).unwrap();
    assert_eq!(risk.notes, "this one");
    risk.position()
}

#[track_caller]
fn not_found(editor: &Editor, text: &str) -> EditError {
    editor.clone().set_risk(text, &[]).unwrap_err()
}

#[test]
fn a_risk_is_found_exactly_or_as_the_only_one_but_for_case() {
    let editor = risks(&["R01", "PAY-007", "r01", "Ä2"]);
    assert_eq!(found(&editor, "R01"), 0);
    assert_eq!(found(&editor, "r01"), 2);
    assert_eq!(found(&editor, "pay-007"), 1);
    assert_eq!(found(&editor, " ä2 "), 3);
}

#[test]
fn references_that_differ_in_case_alone_are_told_apart() {
    let editor = risks(&["Pay", "PAY"]);
    assert_told(
        &not_found(&editor, "pay"),
        "`pay` may mean `Pay` or `PAY`",
        "write `Pay` or `PAY`",
    );
}

#[test]
fn a_reference_that_repeats_needs_its_occurrence() {
    let editor = risks(&["R03", "R04", "R03"]);
    let message = "2 risks have the reference `R03`";
    let hint = "write `R03~1` or `R03~2`";
    assert_told(&not_found(&editor, "R03"), message, hint);
    assert_told(&not_found(&editor, "r03"), message, hint);
    assert_told(&not_found(&editor, "R03~3"), message, hint);
    assert_eq!(found(&editor, "R03~1"), 0);
    assert_eq!(found(&editor, "R03~2"), 2);
    assert_eq!(found(&editor, "r03~2"), 2);
    assert_eq!(found(&editor, "R04~1"), 1);
}

#[test]
fn many_repeats_are_told_by_the_first_and_the_last() {
    let editor = risks(&["R"; 30]);
    let hint = "write `R~1` to `R~30`";
    assert_told(
        &not_found(&editor, "R"),
        "30 risks have the reference `R`",
        hint,
    );
}

#[test]
fn a_blank_reference_is_named_by_its_occurrence_alone() {
    let editor = risks(&["", "R01", ""]);
    let hint = "write `~1` or `~2`";
    assert_told(&not_found(&editor, ""), "2 risks have no reference", hint);
    assert_told(&not_found(&editor, "~3"), "2 risks have no reference", hint);
    assert_eq!(found(&editor, "~1"), 0);
    assert_eq!(found(&editor, "~2"), 2);
    let editor = risks(&[""]);
    assert_told(
        &not_found(&editor, ""),
        "1 risk has no reference",
        "write `~1`",
    );
}

#[test]
fn a_reference_that_looks_like_an_occurrence_is_found_where_it_means_no_other() {
    let editor = risks(&["R~2", "Q"]);
    assert_eq!(found(&editor, "R~2"), 0);
    assert_eq!(found(&editor, "R~2~1"), 0);
    let editor = risks(&["R", "R~2", "R"]);
    assert_eq!(found(&editor, "R~2"), 2);
    assert_eq!(found(&editor, "R~2~1"), 1);
}

#[test]
fn an_unknown_reference_is_told_with_the_three_nearest() {
    let editor = risks(&["R01", "R02", "R02", "R10", "", "PAY-1"]);
    assert_told(
        &not_found(&editor, "R99"),
        "no risk has the reference `R99`",
        "the nearest are `R01`, `R02`, `R10`",
    );
    assert_told(
        &not_found(&risks(&["R01"]), "R01~2"),
        "no risk has the reference `R01~2`",
        "the nearest is `R01`",
    );
    assert_told(
        &not_found(&risks(&[]), "R1"),
        "no risk has the reference `R1`",
        "",
    );
}

#[test]
fn what_counts_is_the_register_as_changed_so_far() {
    let mut editor = risks(&["R03", "R03", "R05"]);
    editor.remove_risk("R03~1").unwrap();
    assert_eq!(found(&editor, "R03"), 0);
    editor.rename_risk("R05", "R06").unwrap();
    assert!(matches!(
        not_found(&editor, "R05"),
        EditError::Unknown { .. }
    ));
    editor.add_risk(&[], Some("R05")).unwrap();
    assert_eq!(found(&editor, "R05"), 2);
    editor.rename_risk("R06", "A").unwrap();
    editor.add_risk(&[], Some("R06")).unwrap();
    assert_eq!(found(&editor, "r06"), 3);
}

#[test]
fn a_component_is_found_as_a_risk_is() {
    let mut editor = components(&["API", "Redis A", "Redis A", "redis b", "Redis B"]);
    let mut find = |text: &str| editor.set_component(text, &[]).map(|key| key.to_string());
    assert_eq!(find("api").unwrap(), "API");
    assert_eq!(find("Redis B").unwrap(), "Redis B");
    assert_eq!(find("Redis A~2").unwrap(), "Redis A~2");
    assert_told(
        &find("redis a").unwrap_err(),
        "2 components have the name `Redis A`",
        "write `Redis A~1` or `Redis A~2`",
    );
    assert_told(
        &find("REDIS B").unwrap_err(),
        "`REDIS B` may mean `redis b` or `Redis B`",
        "write `redis b` or `Redis B`",
    );
    assert_told(
        &find("Redes").unwrap_err(),
        "no component is named `Redes`",
        "the nearest are `Redis A`, `redis b`, `Redis B`",
    );
}

#[test]
fn a_component_that_is_named_and_not_declared_is_told_as_such() {
    let mut editor = Editor::new(register(vec![], vec![of("R01", "Cache")]));
    let hint = "declare it, or rename it wherever it is named";
    let error = editor.remove_component("cache").unwrap_err();
    assert_told(
        &error,
        "the component `Cache` is named but not declared",
        hint,
    );
    // To state something of it declares it.
    editor.set_component("cache", &[]).unwrap();
    assert_eq!(
        editor.remove_component("Cache").unwrap_err().to_string(),
        "the component `Cache` is named by `R01`"
    );
}
