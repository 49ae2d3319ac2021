//! Values beyond the model.

use super::*;
use crate::edit::extra::value;
use crate::record::Key;
use crate::register::ExtraValue;

fn text(text: &str) -> ExtraValue {
    ExtraValue::Text(text.to_owned())
}

#[test]
fn a_value_is_what_a_spreadsheet_makes_of_it() {
    assert_eq!(value("5"), ExtraValue::Integer(5));
    assert_eq!(value(" -12 "), ExtraValue::Integer(-12));
    assert_eq!(value("9223372036854775807"), ExtraValue::Integer(i64::MAX));
    assert_eq!(value("0.50"), ExtraValue::Float(0.5));
    assert_eq!(value("2.0"), ExtraValue::Integer(2));
    assert_eq!(value("0.30000000000000004"), ExtraValue::Float(0.1 + 0.2));
    assert_eq!(value("0.30000000000000003"), text("0.30000000000000003"));
    assert_eq!(value("TRUE"), ExtraValue::Boolean(true));
    assert_eq!(value("false"), ExtraValue::Boolean(false));
    let date = |text: &str| ExtraValue::DateTime(text.parse().unwrap());
    assert_eq!(value("2027-03-31"), date("2027-03-31"));
    assert_eq!(value("2027-03-31T16:30"), date("2027-03-31T16:30:00"));
    assert_eq!(value("2027-03-31 16:30:05"), date("2027-03-31T16:30:05"));
    assert_eq!(value(" Payments "), text(" Payments "));
}

#[test]
fn what_would_lose_something_is_text() {
    for typed in [
        "007",
        "+4930",
        "1e5",
        "1.",
        ".5",
        "1,5",
        "٣",
        "9223372036854775808",
        "2027-02-29",
        "20270331T10",
        "2027-03-31T16:30:00Z",
        "2027-03-31T16:30+02",
        "2027-03-31T16:30:00.5",
        "yes",
        "NaN",
        "inf",
        "-",
        "#DIV/0!",
    ] {
        assert_eq!(value(typed), text(typed), "{typed}");
    }
}

#[test]
fn in_double_quotes_every_value_is_text() {
    assert_eq!(value("\"5\""), text("5"));
    assert_eq!(value(" \" a\" "), text(" a"));
    assert_eq!(value("\"say \"\"hi\"\"\""), text("say \"hi\""));
    assert_eq!(value("\"\""), text(""));
    assert_eq!(value("\"a\" and \"b\""), text("\"a\" and \"b\""));
    assert_eq!(value("\""), text("\""));
}

#[test]
fn a_value_is_set_under_its_header_and_taken_out() {
    let risk = risk_with(&["extra.Team=B", "extra.Date~2=5", "extra.\"a=b\"=c"]);
    let values: Vec<_> = risk
        .extra
        .iter()
        .map(|(key, value)| (key.to_string(), value.clone()))
        .collect();
    let expected = [
        ("Team", text("B")),
        ("Date~2", ExtraValue::Integer(5)),
        ("a=b", text("c")),
    ];
    assert_eq!(values, expected.map(|(key, value)| (key.to_owned(), value)));
    let mut editor = risks(&["R1"]);
    let mut set = |given: &[&str]| editor.set_risk("R1", &assignments(given)).unwrap();
    set(&["extra.Team=A", "extra.Cost=1"]);
    set(&["extra.Team=", "extra.None="]);
    let after = editor.finish().unwrap().after;
    let risk = after.risks().next().unwrap();
    assert_eq!(risk.extra.iter().len(), 1);
}

#[test]
fn nothing_is_added_to_a_value() {
    assert_told(
        &refused("extra.Team+=A"),
        "nothing can be added to extra.Team",
        "write `extra.Team=…` to set it",
    );
}

#[test]
fn a_header_of_a_field_is_refused() {
    assert_told(
        &refused("extra.Likelihood=5"),
        "the header `Likelihood` is that of the field likelihood",
        "write `likelihood=…`",
    );
    assert!(matches!(
        refused("extra.Review by=5"),
        EditError::HeaderOfField { .. }
    ));
    assert!(matches!(
        refused("extra.status~2=5"),
        EditError::HeaderOfField { .. }
    ));
    assert_eq!(risk_with(&["extra.kind=5"]).extra.iter().len(), 1);
    let mut editor = components(&["API"]);
    let error = editor.set_component("API", &assignments(&["extra.Kind=5"]));
    assert!(matches!(error, Err(EditError::HeaderOfField { .. })));
}

#[test]
fn a_blank_header_is_refused() {
    for path in ["extra.", "extra.~2", "extra.\" \""] {
        assert_eq!(
            refused(&format!("{path}=5")).to_string(),
            "a header cannot be blank"
        );
    }
}

#[test]
fn a_header_that_is_there_already_can_be_changed_whatever_it_is() {
    let mut risk = Risk::new("R01");
    risk.extra.insert(Key::first(""), text("a"));
    risk.extra.insert(Key::first("status"), text("b"));
    let mut editor = Editor::new(register(vec![], vec![risk]));
    let texts = ["extra.~1=c", "extra.status="];
    editor.set_risk("R01", &assignments(&texts)).unwrap();
    assert_eq!(
        changes(editor),
        ["R01 extra.~1: a -> c", "R01 extra.status: b -> nothing"]
    );
}

#[test]
fn a_header_of_the_register_is_meant_but_for_case() {
    let mut other = Risk::new("R02");
    other.extra.insert(Key::first("Team"), text("a"));
    other.extra.insert(Key::first("Cost"), text("a"));
    other.extra.insert(Key::first("COST"), text("a"));
    let mut editor = Editor::new(register(vec![], vec![Risk::new("R01"), other]));
    let texts = ["extra.team=b", "extra.COST=c", "extra.team~2=d"];
    editor.set_risk("R01", &assignments(&texts)).unwrap();
    let several = editor.set_risk("R01", &assignments(&["extra.cost=c"]));
    assert!(matches!(several, Err(EditError::AmbiguousHeader { .. })));
    let risk = first_risk(editor);
    let headers: Vec<String> = risk.extra.iter().map(|(key, _)| key.to_string()).collect();
    assert_eq!(headers, ["Team", "COST", "team~2"]);
}

fn risk_spelling(reference: &str, headers: &[&str]) -> Risk {
    let mut risk = Risk::new(reference);
    for header in headers {
        risk.extra.insert(Key::first(*header), text("old"));
    }
    risk
}

#[test]
fn a_record_that_spells_a_column_otherwise_gets_no_second_one() {
    let all = [
        risk_spelling("R1", &["Found-on"]),
        risk_spelling("R2", &["found on"]),
    ];
    let mut editor = Editor::new(register(vec![], all.to_vec()));
    let mut set = |risk, given| editor.set_risk(risk, &assignments(&[given])).unwrap();
    set("R2", "extra.Found-on=z");
    set("R1", "extra.FOUND ON=y");
    assert_eq!(
        changes(editor),
        ["R1 extra.Found-on: old -> y", "R2 extra.found on: old -> z"]
    );
}

/// A header in two spellings, and a risk without it.
fn spelled() -> Register {
    let all = vec![
        risk_spelling("R1", &["Found-on"]),
        risk_spelling("R2", &["found on"]),
        Risk::new("R3"),
    ];
    register(vec![], all)
}

#[test]
fn a_column_that_is_set_in_two_spellings_is_set_twice() {
    let register = spelled();
    for (risk, given) in [
        ("R3", ["extra.Found-on=1", "extra.found on=2"]),
        ("R2", ["extra.Found-on=1", "extra.found on=2"]),
        ("R2", ["extra.Found-on=", "extra.Found-on=2"]),
        ("R3", ["extra.Team=1", "extra.team=2"]),
    ] {
        let mut editor = Editor::new(register.clone());
        let error = editor.set_risk(risk, &assignments(&given));
        assert!(
            matches!(error, Err(EditError::SetTwice { .. })),
            "{given:?}"
        );
        assert_eq!(changes(editor), [""; 0]);
    }
    let mut editor = Editor::new(register);
    let both = assignments(&["extra.Date=1", "extra.Date~2=2"]);
    editor.set_risk("R3", &both).unwrap();
}

#[test]
fn what_a_header_means_does_not_depend_on_which_records_were_set_before() {
    for before in [&[][..], &["R1"], &["R1", "R2"]] {
        let mut editor = Editor::new(spelled());
        for risk in before.iter().chain(&["R3"]) {
            let value = assignments(&["extra.FOUND ON=1"]);
            editor.set_risk(risk, &value).unwrap();
        }
        let after = editor.finish().unwrap().after;
        let header = Key::first("Found-on");
        assert!(
            after.risk_at(2).unwrap().extra.get(&header).is_some(),
            "{before:?}"
        );
    }
}

#[test]
fn what_a_header_means_follows_the_changes() {
    let mut editor = Editor::new(register(
        vec![],
        vec![
            risk_spelling("R1", &["Date", "date"]),
            risk_spelling("R2", &["DATE"]),
            Risk::new("R3"),
        ],
    ));
    let set = |editor: &mut Editor, risk: &str, given: &str| {
        let set = editor.set_risk(risk, &assignments(&[given]));
        set.map(drop).map_err(|error| error.to_string())
    };
    let several = Err("`dAte` may be any of several headers".to_owned());
    assert_eq!(set(&mut editor, "R3", "extra.dAte=a"), several);
    // A column of its own, as a record has both.
    set(&mut editor, "R2", "extra.date=a").unwrap();
    set(&mut editor, "R2", "extra.date=").unwrap();
    set(&mut editor, "R1", "extra.date=").unwrap();
    set(&mut editor, "R2", "extra.dAte=b").unwrap();
    editor
        .insert(risk_spelling("R4", &["DATE", "dATE"]))
        .unwrap();
    assert_eq!(set(&mut editor, "R3", "extra.dAte=a"), several);
    editor.remove_risk("R4").unwrap();
    editor.rename_risk("R3", "R9").unwrap();
    set(&mut editor, "R9", "extra.dAte=c").unwrap();
    let one = |risk: &mut Risk| risk.extra = risk_spelling("", &["dAte", "DATE"]).extra;
    editor.update_risk("R2", one).unwrap();
    let refused = set(&mut editor, "R9", "extra.daTE=a");
    assert_eq!(
        refused,
        Err("`daTE` may be any of several headers".to_owned())
    );
    let after = editor.finish().unwrap().after;
    let header = after
        .risks()
        .last()
        .unwrap()
        .extra
        .iter()
        .next()
        .unwrap()
        .0
        .clone();
    assert_eq!(header.to_string(), "Date");
}
