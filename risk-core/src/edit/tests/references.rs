//! New risks, and the references that they get.

use super::*;

#[track_caller]
fn next(references: &[&str]) -> String {
    risks(references).next_reference()
}

#[test]
fn the_next_reference_follows_the_largest_of_the_most_frequent_sort() {
    assert_eq!(next(&["R01", "R14", "R02"]), "R15");
    assert_eq!(next(&["R09"]), "R10");
    assert_eq!(next(&["R99"]), "R100");
    assert_eq!(next(&["R9", "R08"]), "R10");
    assert_eq!(next(&["PAY-007", "PAY-003", "R99"]), "PAY-008");
    assert_eq!(next(&["A1", "B7", "C1"]), "A2");
    assert_eq!(next(&["1", "2"]), "3");
    assert_eq!(next(&[" R01 "]), "R02");
}

#[test]
fn the_first_reference_is_r01() {
    assert_eq!(next(&[]), "R01");
    assert_eq!(next(&["", "~", "Disk", "R٣"]), "R01");
}

#[test]
fn the_next_reference_is_never_one_that_there_is() {
    assert_eq!(next(&["R01", "R02", "r03"]), "R04");
    assert_eq!(next(&["R1", "R01", "r2", "R 3"]), "R02");
    assert_eq!(next(&["r01", "Disk"]), "r02");
    assert_eq!(next(&["99999999999999999999", "R01"]), "R02");
}

#[test]
fn strange_references_are_no_example() {
    let long = "9".repeat(100_000);
    assert_eq!(
        next(&[&long, &format!("R{long}"), "R\n7", "R~7", "R7~2"]),
        "R01"
    );
    assert_eq!(next(&["R999999999999999"]), "R1000000000000000");
    assert_eq!(next(&["R1000000000000000"]), "R01");
}

#[test]
fn many_new_risks_get_one_reference_each() {
    let mut editor = risks(&["R08"]);
    let keys: Vec<String> = (0..3)
        .map(|_| editor.add_risk(&[], None).unwrap().to_string())
        .collect();
    assert_eq!(keys, ["R09", "R10", "R11"]);
}

#[test]
fn a_new_risk_stands_behind_the_others_with_its_fields() {
    let mut editor = risks(&["R02", "R01"]);
    let texts = assignments(&["description=Disk fills up", "impact=high"]);
    let key = editor.add_risk(&texts, Some("  A1 ")).unwrap();
    assert_eq!(key.to_string(), "A1");
    let edited = editor.finish().unwrap();
    let added = edited.after.risk_at(2).unwrap();
    assert_eq!(added.reference, "A1");
    assert_eq!(added.impact.as_deref(), Some("High"));
    assert_eq!(edited.lineage.risks, [Some(0), Some(1), None]);
}

#[test]
fn the_reference_of_a_new_risk_is_new_and_not_blank() {
    let mut editor = risks(&["R01", ""]);
    let mut refused = |reference| editor.add_risk(&[], Some(reference)).unwrap_err();
    assert_eq!(
        refused("").to_string(),
        "the reference of a risk cannot be blank"
    );
    let taken = "`R01` is the reference of another risk already";
    assert_eq!(refused("R01").to_string(), taken);
    assert_eq!(refused("r01").to_string(), taken);
    assert_eq!(
        refused("R01\n2").to_string(),
        "reference takes one line of text"
    );
    let hint = "a name cannot end in `~` and a number";
    assert_told(
        &refused("R02~2"),
        "`R02~2` would stand for one of several records with the same name",
        hint,
    );
}

#[test]
fn a_risk_that_is_refused_is_not_added() {
    let mut editor = risks(&["R01"]);
    let texts = assignments(&["owner=a", "impact=b"]);
    assert!(editor.add_risk(&texts, None).is_err());
    assert_eq!(editor.next_reference(), "R02");
    assert_eq!(changes(editor), [""; 0]);
}
