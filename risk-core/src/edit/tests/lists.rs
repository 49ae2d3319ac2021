//! Entries of lists.

use super::*;
use crate::register::Observation;

fn filled() -> Editor {
    let mut editor = risks(&["R01"]);
    let texts = [
        "mitigations+=a",
        "mitigations+=b",
        "observations+=c",
        "observations+=d",
        "runbook_actions+=e",
        "tracker_links+=OPS-1",
    ];
    editor.set_risk("R01", &assignments(&texts)).unwrap();
    editor
}

#[track_caller]
fn filled_with(text: &str) -> Risk {
    let mut editor = filled();
    editor.set_risk("R01", &assignments(&[text])).unwrap();
    first_risk(editor)
}

#[track_caller]
fn refused(text: &str) -> EditError {
    filled().set_risk("R01", &assignments(&[text])).unwrap_err()
}

#[test]
fn an_entry_is_added_at_the_end_and_trimmed() {
    let risk = filled_with("mitigations+=  x ");
    assert_eq!(risk.mitigations[2].text, "x");
    assert_eq!(
        filled_with("runbook_actions+=f\ng").runbook_actions[1].text,
        "f\ng"
    );
    assert_eq!(
        filled_with("tracker_links+= OPS-2 ").tracker_links[1].url(),
        "OPS-2"
    );
}

#[test]
fn an_observation_is_added_as_suggested_and_keeps_its_status() {
    assert_eq!(
        filled_with("observations+=x").observations[2],
        Observation::suggested("x")
    );
    let mut editor = filled();
    let texts = [
        "observations[2].status=Implemented",
        "observations[2]=x",
        "observations[1].text=y",
    ];
    editor.set_risk("R01", &assignments(&texts)).unwrap();
    let expected = [Observation::suggested("y"), Observation::implemented("x")];
    assert_eq!(first_risk(editor).observations, expected);
}

#[test]
fn the_status_of_an_observation_is_one_of_three() {
    for (text, expected) in [
        ("implemented", Observation::implemented("c")),
        ("SUGGESTED", Observation::suggested("c")),
        (" unknown ", Observation::unknown("c")),
    ] {
        let risk = filled_with(&format!("observations[1].status={text}"));
        assert_eq!(risk.observations[0], expected);
    }
    assert_told(
        &refused("observations[1].status=implmented"),
        "`implmented` is not a status of an observation: implemented, suggested or unknown",
        "did you mean `implemented`?",
    );
    assert!(matches!(
        refused("observations[1].status="),
        EditError::Unrecognised { .. }
    ));
    assert!(matches!(
        refused("observations[1].status+=unknown"),
        EditError::CannotAdd { .. }
    ));
    assert!(matches!(
        refused("observations[3].status=unknown"),
        EditError::NoEntry { .. }
    ));
}

#[test]
fn an_entry_is_replaced_or_taken_out() {
    assert_eq!(filled_with("mitigations[2]= x ").mitigations[1].text, "x");
    let risk = filled_with("mitigations[1]=");
    assert_eq!(risk.mitigations, ["b".into()]);
    assert_eq!(
        filled_with("observations[1].text=").observations,
        [Observation::suggested("d")]
    );
    assert_eq!(
        filled_with("tracker_links[1]=OPS-9").tracker_links[0].url(),
        "OPS-9"
    );
}

#[test]
fn a_list_is_not_set_to_one_text() {
    assert_told(
        &refused("mitigations=x"),
        "mitigations is a list and cannot be set to one text",
        "write `mitigations+=…` to add an entry, `mitigations[1]=…` to replace one, or `mitigations=` to remove all",
    );
    assert!(matches!(
        refused("observations=x"),
        EditError::WholeList { .. }
    ));
}

#[test]
fn blank_entries_are_refused() {
    for text in ["mitigations+=", "mitigations+= \n"] {
        assert_eq!(
            refused(text).to_string(),
            "there is nothing to add to mitigations"
        );
    }
    assert_told(
        &refused("mitigations[2]= "),
        "an entry of mitigations cannot be blank",
        "`mitigations[2]=` without a value removes the entry",
    );
    assert!(matches!(
        refused("observations[2].text= "),
        EditError::BlankEntry { .. }
    ));
}

#[test]
fn a_position_out_of_range_is_told_with_the_number_of_entries() {
    assert_eq!(
        refused("mitigations[5]=x").to_string(),
        "mitigations has 2 entries, not 5"
    );
    assert_eq!(
        refused("tracker_links[2]=x").to_string(),
        "tracker_links has 1 entry, not 2"
    );
    assert_eq!(
        super::refused("mitigations[1]=x").to_string(),
        "mitigations has no entries"
    );
    assert_eq!(
        refused("observations[18446744073709551615]=").to_string(),
        "observations has 2 entries, not 18446744073709551615"
    );
}

#[test]
fn nothing_is_added_to_an_entry() {
    assert_told(
        &refused("mitigations[1]+=x"),
        "nothing can be added to mitigations[1]",
        "write `mitigations[1]=…` to set it",
    );
}

#[test]
fn a_tracker_link_has_no_white_space_inside() {
    for text in [
        "tracker_links+=OPS-1 OPS-2",
        "tracker_links[1]=OPS-1\tOPS-2",
    ] {
        assert!(matches!(refused(text), EditError::SpaceInLink { .. }));
    }
    let error = refused("tracker_links+=OPS-1 OPS-2");
    let message = "`OPS-1 OPS-2` is not a tracker link: it has white space inside";
    assert_told(&error, message, "add one link at a time");
}

#[test]
#[cfg(feature = "folder")]
fn risks_that_are_added_together_are_added_all_or_none() {
    use crate::register::ObservationStatus;

    let mut blank = Risk::default();
    let observation = Observation::new(" ", ObservationStatus::Unknown);
    blank.observations.push(observation);
    let mut editor = risks(&["R01"]);
    let error = editor.add_risks(vec![Risk::default(), blank]);
    assert!(matches!(error, Err(EditError::BlankEntry { .. })));
    assert_eq!(changes(editor), [""; 0]);
    let mut editor = risks(&["R01"]);
    editor.add_risks(vec![Risk::default(); 2]).unwrap();
    assert_eq!(editor.finish().unwrap().after.risks().len(), 3);
}

#[test]
fn positions_are_those_of_the_list_as_it_was() {
    let set = |texts: &[&str]| {
        let mut editor = filled();
        let more = ["mitigations+=c", "observations+=e"];
        editor.set_risk("R01", &assignments(&more)).unwrap();
        editor.set_risk("R01", &assignments(texts)).unwrap();
        let risk = first_risk(editor);
        let mitigations = risk.mitigations.iter().map(|one| one.text.clone());
        (mitigations.collect::<String>(), risk.observations)
    };
    assert_eq!(set(&["mitigations[1]=", "mitigations[2]="]).0, "c");
    assert_eq!(set(&["mitigations[1]=", "mitigations[3]=x"]).0, "bx");
    assert_eq!(
        set(&["mitigations[1]=", "mitigations+=x", "mitigations[4]=y"]).0,
        "bcy"
    );
    assert_eq!(set(&["mitigations=", "mitigations+=x"]).0, "x");
    let (_, observations) = set(&[
        "observations[1].text=",
        "observations[2].status=implemented",
    ]);
    let expected = [Observation::implemented("d"), Observation::suggested("e")];
    assert_eq!(observations, expected);
}

#[test]
fn an_entry_that_is_set_twice_is_refused() {
    for (texts, path) in [
        (["mitigations[1]=", "mitigations[1]="], "mitigations[1]"),
        (["mitigations[1]=x", "mitigations[1]="], "mitigations[1]"),
        (["mitigations[1]=x", "mitigations[01]=y"], "mitigations[1]"),
        (
            ["observations[1]=", "observations[1].status=unknown"],
            "observations[1].status",
        ),
        (
            ["observations[1].status=unknown", "observations[1]="],
            "observations[1]",
        ),
        (
            ["observations[1].text=x", "observations[1]=y"],
            "observations[1]",
        ),
        (["mitigations[1]=x", "mitigations="], "mitigations"),
        (["mitigations+=x", "mitigations="], "mitigations"),
        (["notes+=x", "notes=y"], "notes"),
    ] {
        let error = filled().set_risk("R01", &assignments(&texts)).unwrap_err();
        assert_told(&error, &format!("`{path}` is set twice"), "");
    }
}
