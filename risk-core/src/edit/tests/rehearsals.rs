//! Rehearsals that are recorded, changed and taken out.

use super::*;
use crate::register::{Date, Duration, Outcome, Rehearsal, RehearsalKind, Stated, TrackerLink};

fn on(date: &str, kind: RehearsalKind) -> Rehearsal {
    Rehearsal::new(date.parse().unwrap(), kind)
}

/// One of which everything is known.
fn game_day() -> Rehearsal {
    let mut rehearsal = on("2026-05-02", RehearsalKind::GameDay);
    rehearsal.outcome = Some(Outcome::Passed.into());
    rehearsal.time_to_detect = Some(Duration::from_minutes(4).into());
    rehearsal.time_to_recover = Some(Duration::from_minutes(25).into());
    rehearsal
}

/// An editor of the risk R01 with that rehearsal.
fn rehearsed() -> Editor {
    let mut editor = risks(&["R01"]);
    editor.rehearse_risk("R01", game_day()).unwrap();
    Editor::new(editor.finish().unwrap().after)
}

#[track_caller]
fn set(texts: &[&str]) -> Vec<String> {
    let mut editor = rehearsed();
    editor.set_risk("R01", &assignments(texts)).unwrap();
    changes(editor)
}

#[track_caller]
fn refused(text: &str) -> EditError {
    let mut editor = rehearsed();
    editor.set_risk("R01", &assignments(&[text])).unwrap_err()
}

#[test]
fn a_rehearsal_is_told_whole_when_it_comes_and_goes() {
    let mut editor = risks(&["R01"]);
    let key = editor.rehearse_risk("r01", game_day()).unwrap();
    assert_eq!(key.to_string(), "R01");
    let words = "2026-05-02 game-day, passed, detected in 4m, recovered in 25m";
    let expected = format!("R01 rehearsals[1]: nothing -> {words}");
    assert_eq!(changes(editor), [expected]);
    let gone = [format!("R01 rehearsals[1]: {words} -> nothing")];
    assert_eq!(set(&["rehearsals[1]="]), gone);
    assert_eq!(set(&["rehearsals="]), gone);
    let mut incident = on("2026-05-29", RehearsalKind::Incident);
    incident.notes = "The second.".to_owned();
    incident.link = Some(TrackerLink::new(" OPS-7 "));
    let mut editor = components(&["API"]);
    editor.rehearse_component("api", incident).unwrap();
    let expected = "API rehearsals[1]: nothing -> 2026-05-29 incident; The second.; OPS-7";
    assert_eq!(changes(editor), [expected]);
}

#[test]
fn a_rehearsal_stands_behind_all_that_were_not_later() {
    let mut editor = risks(&["R01"]);
    for (date, kind) in [
        ("2026-05-02", RehearsalKind::GameDay),
        ("2026-08-01", RehearsalKind::Tabletop),
        ("2026-05-02", RehearsalKind::Incident),
        ("2026-01-01", RehearsalKind::Incident),
    ] {
        editor.rehearse_risk("R01", on(date, kind)).unwrap();
    }
    let rehearsals = first_risk(editor).rehearsals;
    let words: Vec<String> = rehearsals.iter().map(ToString::to_string).collect();
    let expected = [
        "2026-01-01 incident",
        "2026-05-02 game-day",
        "2026-05-02 incident",
        "2026-08-01 tabletop",
    ];
    assert_eq!(words, expected);
}

#[test]
fn a_rehearsal_that_is_recorded_already_is_refused() {
    let mut editor = rehearsed();
    let error = editor.rehearse_risk("r01~1", game_day()).unwrap_err();
    assert_told(
        &error,
        "`2026-05-02 game-day, passed, detected in 4m, recovered in 25m` is recorded already: it \
         is rehearsals[1] of R01",
        "if it was another one, give it notes that distinguish the two",
    );
    let mut second = game_day();
    second.notes = "The second of that day.".to_owned();
    editor.rehearse_risk("R01", second).unwrap();
    assert_eq!(first_risk(editor).rehearsals.len(), 2);
    let mut editor = components(&["API"]);
    editor.rehearse_component("API", game_day()).unwrap();
    let error = editor.rehearse_component("api", game_day()).unwrap_err();
    assert!(
        error.to_string().ends_with("rehearsals[1] of API"),
        "{error}"
    );
}

#[test]
fn a_record_is_known_by_any_text_that_names_it() {
    let editor = Editor::new(register(
        vec![Component::new("API")],
        vec![of("R01", "DNS")],
    ));
    for text in ["R01", "r01", "R01~1"] {
        assert_eq!(editor.risk_key(text).unwrap().to_string(), "R01");
    }
    assert_eq!(editor.component_key("api").unwrap().to_string(), "API");
    editor.risk_key("R02").unwrap_err();
    editor.component_key("DNS").unwrap_err();
}

#[test]
fn rehearsals_that_are_there_keep_their_order() {
    let mut risk = Risk::new("R01");
    let mut undated = on("2026-05-02", RehearsalKind::Incident);
    undated.date = Stated::parse("in May");
    let late = on("2026-08-01", RehearsalKind::Incident);
    risk.rehearsals = vec![late.clone(), undated.clone()];
    let mut editor = Editor::new(register(vec![], vec![risk]));
    editor.rehearse_risk("R01", game_day()).unwrap();
    assert_eq!(first_risk(editor).rehearsals, [late, undated, game_day()]);
}

#[test]
fn the_parts_of_a_rehearsal_are_changed_by_themselves() {
    let after = [
        "rehearsals[1].date=2026-05-03",
        "rehearsals[1].kind=incident",
        "rehearsals[1].outcome=",
        "rehearsals[1].time_to_detect=90m",
        "rehearsals[1].time_to_recover=",
        "rehearsals[1].notes=a",
        "rehearsals[1].notes+=b",
        "rehearsals[1].link=OPS-7",
    ];
    let expected = [
        "R01 rehearsals[1].date: 2026-05-02 -> 2026-05-03",
        "R01 rehearsals[1].kind: game-day -> incident",
        "R01 rehearsals[1].outcome: passed -> nothing",
        "R01 rehearsals[1].time_to_detect: 4m -> 1h30m",
        "R01 rehearsals[1].time_to_recover: 25m -> nothing",
        "R01 rehearsals[1].notes: nothing -> a\nb",
        "R01 rehearsals[1].link: nothing -> OPS-7",
    ];
    assert_eq!(set(&after), expected);
    let mut editor = components(&["API"]);
    editor.rehearse_component("API", game_day()).unwrap();
    let texts = assignments(&["rehearsals[1].outcome=failed"]);
    editor.set_component("API", &texts).unwrap();
    let after = editor.finish().unwrap().after;
    let outcome = after.component_at(0).unwrap().rehearsals[0].known_outcome();
    assert_eq!(outcome, Some(Outcome::Failed));
}

#[test]
fn a_rehearsal_is_not_one_text() {
    let hint = "a rehearsal is recorded with all its parts; `rehearsals[1].notes=…` changes a part of one, \
                and `rehearsals[1]=` removes one";
    for text in [
        "rehearsals+=x",
        "rehearsals+=",
        "rehearsals=x",
        "rehearsals[1]=x",
    ] {
        assert_told(&refused(text), "a rehearsal is more than one text", hint);
    }
}

#[test]
fn a_rehearsal_keeps_a_date_and_a_kind() {
    for part in ["date", "kind"] {
        let error = refused(&format!("rehearsals[1].{part}= "));
        let message = format!("rehearsals[1].{part} cannot be blank");
        assert_told(&error, &message, "`rehearsals[1]=` removes the rehearsal");
    }
}

#[test]
fn what_an_entry_of_the_rehearsals_does_not_have_is_told() {
    assert_told(
        &refused("rehearsals[1].outcom=passed"),
        "a risk has no field `rehearsals[1].outcom`",
        "did you mean `rehearsals[1].outcome`?",
    );
    let message = "rehearsals has 1 entry, not 2";
    assert_eq!(refused("rehearsals[2].notes=x").to_string(), message);
    assert_told(
        &refused("rehearsals[1].kind=gameday"),
        "`gameday` is not a kind of rehearsal: tabletop, game-day or incident",
        "did you mean `game-day`?",
    );
    assert_told(
        &refused("rehearsals[1].time_to_detect=4 min"),
        "`4 min` is not a duration such as 30m, 4h or 2d",
        "did you mean `4m`?",
    );
    let error = refused("rehearsals[1].link=a b");
    assert_eq!(error.hint().as_deref(), Some("add one link at a time"));
}

#[test]
fn a_rehearsal_that_is_not_understood_is_not_recorded() {
    let refused = |change: fn(&mut Rehearsal)| {
        let mut rehearsal = game_day();
        change(&mut rehearsal);
        let mut editor = risks(&["R01"]);
        let error = editor.rehearse_risk("R01", rehearsal).unwrap_err();
        assert_eq!(changes(editor), Vec::<String>::new());
        told(&error)
    };
    let (message, _) = refused(|rehearsal| rehearsal.date = Stated::parse("May"));
    assert_eq!(message, "`May` is not a date in the form 2027-03-31");
    let (_, hint) = refused(|rehearsal| rehearsal.outcome = Some(Stated::parse("pass")));
    assert_eq!(hint, "did you mean `passed`?");
    let (message, _) = refused(|rehearsal| rehearsal.time_to_recover = Some(Stated::parse("")));
    assert_eq!(message, "`` is not a duration such as 30m, 4h or 2d");
    let (_, hint) = refused(|rehearsal| rehearsal.time_to_detect = Some(Stated::parse("2 hrs")));
    assert_eq!(hint, "did you mean `2h`?");
    let (message, _) = refused(|rehearsal| rehearsal.link = Some(TrackerLink::new("a b")));
    assert_eq!(
        message,
        "`a b` is not a tracker link: it has white space inside"
    );
}

#[test]
fn a_component_that_is_named_and_not_declared_has_no_rehearsals() {
    let mut editor = Editor::new(register(vec![], vec![of("R01", "API")]));
    let error = editor.rehearse_component("API", game_day()).unwrap_err();
    assert_told(
        &error,
        "the component `API` is named but not declared",
        "declare it, or rename it wherever it is named",
    );
    let date: Date = "2026-05-02".parse().unwrap();
    let rehearsal = Rehearsal::new(date, RehearsalKind::Tabletop);
    let error = editor.rehearse_risk("R02", rehearsal).unwrap_err();
    assert_eq!(error.to_string(), "no risk has the reference `R02`");
}

#[test]
fn rehearsals_go_by_the_positions_that_they_had() {
    let mut editor = rehearsed();
    for (day, notes) in [("2026-05-03", "two"), ("2026-05-04", "three")] {
        let mut rehearsal = on(day, RehearsalKind::Tabletop);
        rehearsal.notes = notes.to_owned();
        editor.rehearse_risk("R01", rehearsal).unwrap();
    }
    let texts = [
        "rehearsals[1]=",
        "rehearsals[2]=",
        "rehearsals[3].notes=last",
    ];
    editor.set_risk("R01", &assignments(&texts)).unwrap();
    let rehearsals = first_risk(editor).rehearsals;
    let notes = rehearsals.iter().map(|one| one.notes.as_str());
    assert_eq!(notes.collect::<Vec<_>>(), ["last"]);
    let twice = ["rehearsals[1]=", "rehearsals[1].notes=x"];
    let error = rehearsed().set_risk("R01", &assignments(&twice));
    assert_told(
        &error.unwrap_err(),
        "`rehearsals[1].notes` is set twice",
        "",
    );
}
