//! What is refused would not come back: an error names it, and where somebody writes it into a
//! workbook all the same, something else is read. What only looks so comes back.

use risk_core::workbook::create;
use risk_core::{
    Component, Date, DateTime, ExtraValue, Key, Observation, Register, Rehearsal, RehearsalKind,
    Requirement, Risk, Settings, Stated, TrackerLink,
};

use crate::create_examples::{empty, of_component, of_risk, workbook_of};
use crate::create_mending::named;
use crate::create_registers::with_tracker;
use crate::create_trips::read_back;
use crate::reading::reading;
use crate::writer::{LAYOUTS, write};

/// The record and field that a refusal names.
pub fn refused(register: &Register) -> (String, String) {
    match create(register, &Settings::default()) {
        Ok(_) => panic!("a workbook could be made of {register:?}"),
        Err(error) => named(&error),
    }
}

/// Asserts that the field of the only record is refused, and that it would not come back.
fn assert_lost(record: &str, field: &str, register: &Register) {
    assert_eq!(refused(register), (record.to_owned(), field.to_owned()));
    for layout in LAYOUTS {
        let back = reading(&write(register, layout)).register;
        assert_ne!(
            back, *register,
            "{field} comes back in the layout {layout:?}"
        );
    }
}

fn assert_comes_back(register: &Register) {
    let back = read_back(&workbook_of(register, &with_tracker()), &with_tracker());
    assert_eq!(back.findings, []);
    assert_eq!(back.register, *register);
}

#[test]
fn a_rehearsal_that_would_not_come_back_is_named() {
    let cases: [fn(&mut Rehearsal); 8] = [
        |one| one.date = Stated::Unrecognised("2026-05-02".into()),
        |one| one.date = Stated::Unrecognised("in May ".into()),
        |one| one.kind = Stated::Unrecognised("\ngame".into()),
        |one| one.outcome = Some(Stated::Unrecognised(String::new())),
        |one| one.time_to_detect = Some(Stated::Unrecognised("5m".into())),
        |one| one.time_to_recover = Some(Stated::Unrecognised(" ".into())),
        |one| one.link = Some(TrackerLink::new("")),
        |one| one.notes = "a".repeat(32_768),
    ];
    for change in cases {
        let date = Date::new(2026, 5, 2).unwrap();
        let mut rehearsals = vec![Rehearsal::new(date, RehearsalKind::GameDay); 2];
        change(&mut rehearsals[1]);
        let register = of_risk(|risk| risk.rehearsals.clone_from(&rehearsals));
        let named = ("R1".to_owned(), "rehearsals[2]".to_owned());
        assert_eq!(refused(&register), named, "{rehearsals:?}");
        // What names its record, and states nothing more, is a row.
        rehearsals[1] = Rehearsal::new(date, RehearsalKind::GameDay);
        rehearsals[1].date = Stated::Unrecognised(String::new());
        rehearsals[1].kind = Stated::Unrecognised(String::new());
        assert_comes_back(&of_risk(|risk| risk.rehearsals = rehearsals));
    }
    let date = Date::new(2026, 5, 2).unwrap();
    let nameless = of_risk(|risk| {
        risk.reference.clear();
        risk.description = "It stops".into();
        risk.rehearsals = vec![Rehearsal::new(date, RehearsalKind::GameDay)];
    });
    let named = ("~1".to_owned(), "rehearsals[1]".to_owned());
    assert_eq!(refused(&nameless), named);
}

/// A field of a risk and what is stated in it.
type State<T> = (&'static str, fn(&mut T));

#[test]
fn a_field_of_a_risk_that_would_not_come_back_is_named() {
    let cases: [State<Risk>; 22] = [
        ("reference", |risk| risk.reference = " R1".into()),
        ("component", |risk| risk.component = "API\n".into()),
        ("likelihood", |risk| {
            risk.likelihood = Some("\u{a0}Low".into());
        }),
        ("impact", |risk| risk.impact = Some(String::new())),
        ("observations[2]", |risk| {
            risk.observations = ["a", "b "].map(Observation::implemented).to_vec();
        }),
        ("observations[1]", |risk| {
            risk.observations = vec![Observation::unknown("a\nb")];
        }),
        ("observations[1]", |risk| {
            risk.observations = vec![Observation::suggested("(?) a")];
        }),
        ("mitigations[2]", |risk| {
            risk.mitigations = vec!["a".into(), "b\n\nc".into()];
        }),
        ("mitigations[1]", |risk| {
            risk.mitigations = vec!["a\n  b".into()];
        }),
        ("runbook_actions[1]", |risk| {
            risk.runbook_actions = vec!["\ta".into()];
        }),
        ("notes", |risk| {
            risk.notes = "a\nCard: https://trello.com/c/a\nb".into();
        }),
        ("tracker_links[1]", |risk| {
            risk.tracker_links = vec![TrackerLink::new("OPS-12")];
        }),
        ("tracker_links[1]", |risk| {
            risk.tracker_links = vec![TrackerLink::new("https://trello.com/c/a b")];
        }),
        ("status", |risk| {
            risk.status = Some(Stated::Unrecognised("In progress".into()));
        }),
        ("status", |risk| {
            risk.status = Some(Stated::Unrecognised(String::new()));
        }),
        ("review_by", |risk| {
            risk.review_by = Some(Stated::Unrecognised("2027-03-31".into()));
        }),
        ("owner", |risk| risk.owner = "Ada\u{3000}".into()),
        ("acceptance.by", |risk| risk.acceptance.by = "\rAda".into()),
        ("acceptance.until", |risk| {
            risk.acceptance.until = Some(Stated::Unrecognised(" soon".into()));
        }),
        ("finding", |risk| {
            risk.finding = "dr-basics/rel9@Shop ".into();
        }),
        ("finding", |risk| risk.finding = "Audit of May".into()),
        ("reference", |risk| {
            (risk.reference, risk.notes) = (String::new(), "\n".into());
        }),
    ];
    for (field, state) in cases {
        let register = of_risk(state);
        let key = register.risks().next().expect("there is a risk").key();
        assert_lost(&key.to_string(), field, &register);
    }
}

#[test]
fn a_field_of_a_component_that_would_not_come_back_is_named() {
    let cases: [State<Component>; 9] = [
        ("name", |component| component.name = "API ".into()),
        ("kind", |component| component.kind = " service".into()),
        ("owner", |component| component.owner = "\u{2028}Ada".into()),
        ("tier", |component| component.tier = "1\t".into()),
        ("restore", |component| {
            component.restore = Some(Stated::Unrecognised("4h".into()));
        }),
        ("rpo", |component| {
            component.rpo = Some(Stated::Unrecognised(" 2 hrs".into()));
        }),
        ("within", |component| component.within = "\n".into()),
        ("requires", |component| {
            component.requires = Some(vec![Requirement::some_of(1, Vec::<String>::new())]);
        }),
        ("name", |component| component.name = String::new()),
    ];
    for (field, state) in cases {
        let register = of_component(state);
        let key = register
            .components()
            .next()
            .expect("there is a component")
            .key();
        assert_lost(&format!("component {key}"), field, &register);
    }
}

#[test]
fn a_value_beyond_the_model_that_no_cell_has_is_named() {
    let before_1900 = DateTime::new(1899, 12, 30, 12, 0, 0).expect("there is such a time");
    let cases = [
        ("Team", "extra.Team", ExtraValue::Text(String::new())),
        ("Team", "extra.Team", ExtraValue::Integer((1 << 53) + 1)),
        ("Team", "extra.Team", ExtraValue::Float(5.0)),
        ("Team", "extra.Team", ExtraValue::Float(f64::NAN)),
        ("Team", "extra.Team", ExtraValue::DateTime(before_1900)),
        ("Team", "extra.Team", ExtraValue::Error("#SPILL!".into())),
        (" Team", "extra. Team", ExtraValue::Boolean(true)),
        ("Owner", "extra.Owner", ExtraValue::Boolean(true)),
        ("~2", "extra.~2", ExtraValue::Boolean(true)),
        ("~1", "extra.~1", ExtraValue::Text(" ".into())),
    ];
    for (key, field, value) in cases {
        let state = |risk: &mut Risk| risk.extra.insert(Key::parse(key), value);
        let register = of_risk(state);
        assert_eq!(refused(&register), ("R1".to_owned(), field.to_owned()));
    }
}

#[test]
fn a_title_that_no_property_of_a_document_has_is_named() {
    for title in ["a\nb", "\u{1}", "tab\t"] {
        let (_, scale, components, risks) = empty().into_parts();
        let register = Register::new(title, scale, components, risks).expect("nothing is blank");
        assert_eq!(
            refused(&register),
            ("register".to_owned(), "title".to_owned())
        );
    }
}

#[test]
fn of_several_records_the_first_that_would_not_come_back_is_named() {
    let mut risks = ["R1", "R1", "", ""].map(Risk::new);
    for risk in &mut risks {
        risk.description = "It stops".into();
    }
    risks[3].owner = "Ada ".into();
    let (title, scale, components, _) = empty().into_parts();
    let register = Register::new(title, scale, components, risks.to_vec()).expect("none is blank");
    assert_eq!(refused(&register), ("~2".to_owned(), "owner".to_owned()));
}

#[test]
fn what_only_looks_as_if_it_were_layout_comes_back() {
    let cases: [fn(&mut Risk); 14] = [
        |risk| risk.description = " \n ".into(),
        |risk| risk.notes = "\n\nCard: OPS-1 and more\n".into(),
        |risk| (risk.reference, risk.notes) = (String::new(), "a".into()),
        |risk| risk.observations = vec![Observation::implemented("(?) a")],
        |risk| risk.observations = vec![Observation::suggested("(?)a")],
        |risk| risk.observations = vec![Observation::unknown("(?) - a")],
        |risk| risk.observations = ["-", "•", "1."].map(Observation::implemented).to_vec(),
        |risk| risk.mitigations = vec!["- a\n- b".into()],
        |risk| risk.mitigations = vec!["1.".into(), "a\r\nb".into()],
        |risk| {
            risk.tracker_links = ["OPS-1", "https://a.example/1,"]
                .map(TrackerLink::new)
                .to_vec();
        },
        |risk| risk.status = Some(Stated::Unrecognised("open?".into())),
        |risk| risk.review_by = Some(Stated::Unrecognised("46000".into())),
        |risk| risk.review_by = Date::new(1900, 2, 28).map(Stated::Known),
        |risk| risk.likelihood = Some("\u{200b}".into()),
    ];
    for state in cases {
        assert_comes_back(&of_risk(state));
    }
}

#[test]
fn a_value_beyond_the_model_comes_back_as_what_it_is() {
    let last = DateTime::new(9999, 12, 31, 23, 59, 59).expect("there is such a time");
    let last = last.plus_milliseconds(999).expect("there is such a time");
    let first = DateTime::new(1900, 3, 1, 0, 0, 0).expect("there is such a time");
    for value in [
        ExtraValue::Text(" ".into()),
        ExtraValue::Text("1".into()),
        ExtraValue::Text("#REF!".into()),
        ExtraValue::Integer(1 << 53),
        ExtraValue::Float(f64::MIN_POSITIVE),
        ExtraValue::Float(f64::MAX),
        ExtraValue::Float(0.1 + 0.2),
        ExtraValue::Boolean(false),
        ExtraValue::DateTime(first),
        ExtraValue::DateTime(last),
        ExtraValue::Error("#NULL!".into()),
    ] {
        let state = |risk: &mut Risk| risk.extra.insert(Key::first("Team"), value);
        assert_comes_back(&of_risk(state));
    }
}

#[test]
fn what_reads_as_two_escapes_with_one_underscore_comes_back() {
    assert_comes_back(&of_risk(|risk| {
        risk.description = "_x0041_x0042\u{1}".into();
    }));
}

#[test]
fn a_date_before_the_year_0_is_refused_or_comes_back() {
    let register = of_risk(|risk| risk.review_by = Date::new(-1, 1, 1).map(Stated::Known));
    let workbook = create(&register, &Settings::default());
    match workbook {
        Err(error) => assert_eq!(named(&error), ("R1".to_owned(), "review_by".to_owned())),
        Ok(workbook) => {
            let back = read_back(&workbook, &Settings::default()).register;
            assert_eq!(back, register);
        }
    }
}
