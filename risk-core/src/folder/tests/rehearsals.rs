//! Rehearsals, in any form that a person may write.

use super::*;
use crate::record::{Place, RiskField};
use crate::register::{Duration, Outcome, Rehearsal, RehearsalKind, TrackerLink};

/// What all forms below state.
fn stated() -> Vec<Rehearsal> {
    let date = |text: &str| text.parse().unwrap();
    let mut game_day = Rehearsal::new(date("2026-05-02"), RehearsalKind::GameDay);
    game_day.outcome = Some(Outcome::Passed.into());
    game_day.time_to_detect = Some(Duration::from_minutes(4).into());
    game_day.time_to_recover = Some(Duration::from_minutes(25).into());
    let mut incident = Rehearsal::new(date("2026-05-29"), RehearsalKind::Incident);
    incident.notes = "The second.".to_owned();
    incident.link = Some(TrackerLink::new("OPS-7"));
    vec![game_day, incident]
}

const INLINE: &str = r#"
rehearsals = [
    { date = "2026-05-02", kind = "game-day", outcome = "passed", time_to_detect = "4m", time_to_recover = "25m" },
    { date = "2026-05-29", kind = "incident", notes = "The second.", link = "OPS-7" },
]
"#;

const TABLES: &str = r#"
[[rehearsals]]
date = 2026-05-02
kind = "Game Day"
outcome = "Passed"
time_to_detect = "4m"
time_to_recover = "25m"

[[rehearsals]]
date = 2026-05-29
kind = "incident"
notes = "The second."
link = "OPS-7"
"#;

#[test]
fn rehearsals_are_read_from_inline_tables_and_from_tables_with_dates_of_either_kind() {
    for text in [INLINE, TABLES] {
        let folder = Folder::by_hand(&[("risks/R1.toml", text), ("components/DB.toml", text)]);
        let reading = folder.read();
        assert_eq!(lines(&reading.findings), Vec::<String>::new(), "{text}");
        let register = &reading.register;
        assert_eq!(register.risk_at(0).unwrap().rehearsals, stated());
        let component = register.component_at(0).unwrap();
        assert_eq!(component.stated().rehearsals, stated());
    }
}

#[test]
fn rehearsals_are_read_from_json() {
    let rehearsals = r#"[{"date": "2026-05-02", "kind": "game-day", "outcome": "passed",
        "time_to_detect": "4m", "time_to_recover": "25m"},
        {"date": "2026-05-29", "kind": "incident", "notes": "The second.", "link": "OPS-7"}]"#;
    let text = format!(
        r#"{{"schema_version": 1, "components": [{{"name": "DB", "rehearsals": {rehearsals}}}],
        "risks": [{{"reference": "R1", "rehearsals": {rehearsals}}}]}}"#
    );
    let folder = Folder::new();
    folder.put("risks.json", text);
    let reading = read_json(&folder.path().join("risks.json")).unwrap();
    assert_eq!(lines(&reading.findings), Vec::<String>::new());
    let register = &reading.register;
    assert_eq!(register.risk_at(0).unwrap().rehearsals, stated());
    let component = register.component_at(0).unwrap();
    assert_eq!(component.stated().rehearsals, stated());
}

/// The findings and the rehearsals of a risk whose one rehearsal has this in JSON.
fn json_rehearsal(parts: &str) -> (Vec<String>, Vec<Rehearsal>) {
    let folder = Folder::new();
    let text = format!(r#"{{"schema_version": 1, "risks": [{{"rehearsals": [{{{parts}}}]}}]}}"#);
    folder.put("risks.json", text);
    let reading = read_json(&folder.path().join("risks.json")).unwrap();
    let rehearsals = reading.register.risk_at(0).unwrap().rehearsals.clone();
    (lines(&reading.findings), rehearsals)
}

#[test]
fn a_part_that_is_null_is_not_stated() {
    let needed = r#""date": "2026-05-29", "kind": "incident""#;
    let date = "2026-05-29".parse().unwrap();
    let plain = Rehearsal::new(date, RehearsalKind::Incident);
    for key in [
        "outcome",
        "time_to_detect",
        "time_to_recover",
        "notes",
        "link",
    ] {
        let read = json_rehearsal(&format!(r#"{needed}, "{key}": null"#));
        assert_eq!(read, (Vec::new(), vec![plain.clone()]), "{key}");
    }
    for (parts, message) in [
        (
            r#""date": null, "kind": "incident""#,
            "missing field `date`",
        ),
        (
            r#""date": "2026-05-29", "kind": null"#,
            "missing field `kind`",
        ),
    ] {
        let (found, rehearsals) = json_rehearsal(parts);
        assert!(found[0].contains(message), "{found:?}");
        assert_eq!(rehearsals, []);
    }
    // What nothing is known of is not dropped.
    let (found, _) = json_rehearsal(&format!(r#"{needed}, "length": null"#));
    assert!(found[0].contains("unknown field `length`"), "{found:?}");
}

#[test]
fn an_entry_that_is_no_table_of_a_rehearsal_is_a_finding_and_the_list_is_not_rewritten() {
    for (entry, message) in [
        (r#"{ kind = "incident" }"#, "missing field `date`"),
        (r#"{ date = "2026-05-02" }"#, "missing field `kind`"),
        (
            r#"{ date = "2026-05-02", kind = "incident", length = "4m" }"#,
            "unknown field `length`",
        ),
        (
            r#"["2026-05-02", "incident"]"#,
            "expected a table with date and kind, found a list",
        ),
        (
            "5",
            "expected a table with date and kind, found the number 5",
        ),
        (
            r#"{ date = "2026-05-02", kind = "incident", notes = 5 }"#,
            "expected text for `notes`, found the number 5",
        ),
        (
            r#"{ date = "2026-05-02", kind = ["incident"] }"#,
            "expected text for `kind`, found a list",
        ),
    ] {
        let good = r#"{ date = "2026-05-29", kind = "incident" }"#;
        let text = format!("rehearsals = [\n    {entry},\n    {good},\n]\n");
        let folder = Folder::by_hand(&[("risks/R1.toml", &text)]);
        let reading = folder.read();
        let found = lines(&reading.findings);
        assert!(found[0].contains(message), "{found:?}");
        assert_eq!(found.len(), 1);
        let place = Place::risk(0, RiskField::Rehearsals).at(0);
        let at = reading.sources.locate(place).unwrap().to_string();
        assert_eq!(at, "risks/R1.toml:3:5");
        let refused = folder.change_risk(|risk| risk.rehearsals.clear());
        let error = refused.unwrap_err().to_string();
        assert!(error.contains("risks/R1.toml rehearsals"), "{error}");
        assert_eq!(folder.get("risks/R1.toml"), text);
    }
}

#[test]
fn an_added_rehearsal_is_an_entry_in_the_form_that_the_list_has() {
    let mut third = stated().remove(0);
    third.date = "2026-08-01"
        .parse::<crate::register::Date>()
        .unwrap()
        .into();
    for (text, added) in [
        (INLINE, "    { date = \"2026-08-01\", kind = \"game-day\""),
        (TABLES, "[[rehearsals]]\n\ndate = \"2026-08-01\"\n"),
    ] {
        let folder = Folder::by_hand(&[("risks/R1.toml", text)]);
        let add = |risk: &mut Risk| risk.rehearsals.push(third.clone());
        folder.change_risk(add).unwrap();
        let written = folder.get("risks/R1.toml");
        assert!(written.contains(added), "{written}");
        assert_eq!(
            folder.read().register.risk_at(0).unwrap().rehearsals.len(),
            3
        );
    }
}

#[test]
fn no_column_of_a_sheet_has_rehearsals() {
    let folder = Folder::by_hand(&[]);
    let text = "schema_version = 1\n\nfill_down = [\"rehearsals\"]\n\n[columns]\nrehearsals = \"Drills\"\n";
    folder.put(REGISTER_FILE, text);
    let reading = folder.read();
    let expected = [
        "register.toml:3:14: no sheet has a column of rehearsals",
        "register.toml:6:1: no sheet has a column of rehearsals",
    ];
    assert_eq!(lines(&reading.findings), expected);
    assert!(reading.settings.columns.is_empty() && reading.settings.fill_down.is_empty());
}
