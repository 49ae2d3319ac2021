//! Assignments as people type them.

use super::*;

#[track_caller]
fn parsed(text: &str) -> (String, bool, String) {
    let assignment: Assignment = text.parse().unwrap();
    let value = assignment.value().to_owned();
    (assignment.path(), assignment.adds(), value)
}

fn expected(path: &str, adds: bool, value: &str) -> (String, bool, String) {
    (path.to_owned(), adds, value.to_owned())
}

#[test]
fn the_first_equals_sign_ends_the_path() {
    assert_eq!(parsed("notes=a=b"), expected("notes", false, "a=b"));
    assert_eq!(parsed("notes+=a+=b"), expected("notes", true, "a+=b"));
    assert_eq!(parsed("likelihood="), expected("likelihood", false, ""));
}

#[test]
fn white_space_around_the_path_is_ignored_and_the_value_stands_as_it_is() {
    assert_eq!(
        parsed("  notes  =  a \n"),
        expected("notes", false, "  a \n")
    );
    assert_eq!(parsed(" notes += a"), expected("notes", true, " a"));
    assert_eq!(
        parsed(" extra. Team =a"),
        expected("extra.Team", false, "a")
    );
}

#[test]
fn an_entry_of_a_list_is_counted_from_1() {
    let path = "observations[2].status";
    assert_eq!(
        parsed("observations[2].status=x"),
        expected(path, false, "x")
    );
    assert_eq!(
        parsed("mitigations[ 12 ]=x"),
        expected("mitigations[12]", false, "x")
    );
}

#[test]
fn a_header_may_stand_in_quotes() {
    assert_eq!(
        parsed("extra.\"a = \"\"b\"\"\"=c=d"),
        expected("extra.\"a = \"\"b\"\"\"", false, "c=d").clone()
    );
    assert_eq!(
        parsed("extra.\"Team\"=x"),
        expected("extra.Team", false, "x")
    );
    assert_eq!(
        parsed("extra.\"C+\"=x"),
        expected("extra.\"C+\"", false, "x")
    );
    assert_eq!(parsed("extra.C+=x"), expected("extra.C", true, "x"));
    assert_eq!(
        parsed("extra. \" a\" +=x"),
        expected("extra.\" a\"", true, "x")
    );
}

#[test]
fn a_header_may_have_dots_and_brackets_and_an_occurrence() {
    assert_eq!(
        parsed("extra.a.b[1]=x"),
        expected("extra.a.b[1]", false, "x")
    );
    assert_eq!(
        parsed("extra.Date~2=x"),
        expected("extra.Date~2", false, "x")
    );
    assert_eq!(parsed("extra.Date~1=x"), expected("extra.Date", false, "x"));
}

#[test]
fn what_is_no_assignment_is_told_with_the_form() {
    for text in ["", "likelihood", "likelihood:High"] {
        let error = text.parse::<Assignment>().unwrap_err();
        let message = format!("`{text}` is not FIELD=VALUE");
        assert_told(&error, &message, "write PATH=VALUE, or PATH+=VALUE to add");
    }
}

#[test]
fn what_is_no_path_is_told_with_the_reason() {
    let reason = |text: &str| text.parse::<Assignment>().unwrap_err().to_string();
    let position = "a position is a whole number from 1, in brackets";
    for path in [
        "mitigations[0]",
        "mitigations[-1]",
        "mitigations[+1]",
        "mitigations[x]",
        "mitigations[]",
        "mitigations[1",
        "mitigations[99999999999999999999]",
    ] {
        let message = format!("`{path}` is not a path: {position}");
        assert_eq!(reason(&format!("{path}=x")), message);
    }
    assert_eq!(
        reason("mitigations[1]x=y"),
        "`mitigations[1]x` is not a path: nothing but `.` and a name may follow a position"
    );
    assert_eq!(reason(" =x"), "`` is not a path: it is empty");
    assert_eq!(
        reason("extra.\"a=b"),
        "`extra.\"a=b` is not a path: the quoted header has no closing quote"
    );
    assert_eq!(
        reason("extra.\"a\"b=c"),
        "`extra.\"a\"b` is not a path: a quoted header ends in its quote, and has others doubled"
    );
}

#[test]
fn an_assignment_can_be_built() {
    let built = Assignment::add("mitigations", "Cache").unwrap();
    assert_eq!(built, "mitigations+=Cache".parse().unwrap());
    assert_eq!(built.to_string(), "mitigations+=Cache");
    assert!(Assignment::set("mitigations[", "x").is_err());
}

#[test]
fn a_field_that_does_not_exist_is_told_with_the_nearest() {
    assert_told(
        &refused("likelyhood=High"),
        "a risk has no field `likelyhood`",
        "did you mean `likelihood`?",
    );
    assert_told(
        &refused("mitigation[1]=x"),
        "a risk has no field `mitigation`",
        "did you mean `mitigations`?",
    );
    assert_told(
        &refused("runbook=x"),
        "a risk has no field `runbook`",
        "did you mean `runbook_actions`?",
    );
    assert_told(
        &refused("quux=1"),
        "a risk has no field `quux`",
        "the fields are component, description, likelihood, impact, observations, mitigations, \
         runbook_actions, notes, tracker_links, status, owner, review_by, rehearsals, \
         acceptance.by, acceptance.until, acceptance.reason, acceptance.rating, category, finding; a column of your own is `extra.quux`",
    );
    assert_told(
        &refused("extra=1"),
        "a risk has no field `extra`",
        "did you mean `extra.HEADER`?",
    );
    let mut editor = components(&["API"]);
    let error = editor.set_component("API", &assignments(&["likelihood=Low"]));
    let message = "a component has no field `likelihood`";
    assert_eq!(error.unwrap_err().to_string(), message);
}

#[test]
fn a_part_that_an_entry_does_not_have_is_told() {
    let mut editor = risks(&["R01"]);
    let texts = ["mitigations+=a", "observations+=b"];
    editor.set_risk("R01", &assignments(&texts)).unwrap();
    let mut refused = |text| {
        let error = editor.set_risk("R01", &assignments(&[text]));
        told(&error.unwrap_err())
    };
    assert_eq!(
        refused("mitigations[1].text=x"),
        (
            "a risk has no field `mitigations[1].text`".to_owned(),
            "did you mean `mitigations[1]`?".to_owned()
        )
    );
    assert_eq!(
        refused("observations[1].stats=x").1,
        "did you mean `observations[1].status`?"
    );
}

#[test]
fn the_name_of_a_record_cannot_be_set() {
    let error = refused("reference=R02");
    let hint = "rename the risk instead";
    assert_told(&error, "the reference of a risk cannot be set", hint);
    let mut editor = components(&["API"]);
    let error = editor.set_component("API", &assignments(&["name=X"]));
    let hint = "rename the component instead";
    assert_told(
        &error.unwrap_err(),
        "the name of a component cannot be set",
        hint,
    );
}

#[test]
fn a_long_text_is_cut_in_a_message() {
    let error = refused(&format!("{}=x", "é".repeat(1000)));
    let message = format!("a risk has no field `{}…`", "é".repeat(100));
    assert_eq!(error.to_string(), message);
}
