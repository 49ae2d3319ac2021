//! What would lose something is refused.

use super::*;
use crate::register::{Component, Mitigation, Observation, Rehearsal, RehearsalKind, Stated};
use crate::{ExtraValue, Key};

const UNREADABLE_ENTRY: &str = "notes = \"n\"\nmitigations = [\n    \"a\",\n    5,\n]\n";

fn three() -> Register {
    let components = vec![Component::new("DB"), Component::new("API")];
    let risks = ["R1", "R1", "R2"].map(Risk::new).to_vec();
    Register::new("", Scale::default(), components, risks).unwrap()
}

fn one() -> Register {
    Register::new("", Scale::default(), Vec::new(), vec![Risk::new("R1")]).unwrap()
}

#[test]
fn records_vanish_only_when_that_is_asked_for() {
    let settings = Settings::default();
    let folder = Folder::of(&three(), &settings);
    let before = folder.files();
    let options = WriteOptions::default();
    let error = write_folder(folder.path(), &one(), &settings, options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "4 records would be deleted: API, DB, R1~2, R2"
    );
    assert_eq!(folder.files(), before);

    let changes = write_folder(folder.path(), &one(), &settings, options.remove(true)).unwrap();
    assert!(
        changes
            .iter()
            .all(|change| change.kind == ChangeKind::Removed)
    );
    let left: Vec<PathBuf> = folder.files().into_keys().collect();
    assert_eq!(
        left,
        [Path::new("register.toml"), Path::new("risks/R1.toml")]
    );
    assert_eq!(folder.read().register, one());
}

#[test]
fn records_of_json_vanish_only_when_that_is_asked_for() {
    let settings = Settings::default();
    let folder = Folder::new();
    let path = folder.path().join("r.json");
    let options = WriteOptions::default();
    write_json(&path, &three(), &settings, options).unwrap();
    let before = folder.files();
    let error = write_json(&path, &one(), &settings, options).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("4 records would be deleted: DB, API, R1~2, R2"),
        "{error}"
    );
    assert_eq!(folder.files(), before);
    write_json(&path, &one(), &settings, options.remove(true)).unwrap();
    assert_eq!(read_json(&path).unwrap().register, one());
}

#[test]
fn a_dry_run_tells_every_change_and_makes_none() {
    let settings = Settings::default();
    let options = WriteOptions::default().dry_run(true).remove(true);
    let folder = Folder::new();
    let path = folder.path().join("register");
    let changes = write_folder(&path, &three(), &settings, options).unwrap();
    assert_eq!(changes.len(), 2 + 3 + 1 + 3);
    assert!(!path.exists());
    let json = folder.path().join("r.json");
    assert_eq!(
        write_json(&json, &three(), &settings, options)
            .unwrap()
            .len(),
        1
    );
    assert!(!json.exists());

    let folder = Folder::of(&three(), &settings);
    let before = folder.files();
    let changes = write_folder(folder.path(), &one(), &settings, options).unwrap();
    assert_eq!(changes.len(), 4);
    assert_eq!(folder.files(), before);
}

#[test]
fn a_list_with_an_entry_that_cannot_be_read_is_not_rewritten() {
    let folder = Folder::by_hand(&[("risks/R1.toml", UNREADABLE_ENTRY)]);
    let before = folder.files();
    let changes: [fn(&mut Risk); 3] = [
        |risk| risk.mitigations.push("b".into()),
        |risk| risk.mitigations[0] = Mitigation::from("b"),
        |risk| risk.mitigations.clear(),
    ];
    for change in changes {
        let error = folder.change_risk(change).unwrap_err();
        let expected = "refused to change risks/R1.toml mitigations: not all that stands \
                        there can be read, and the rest would be lost; mend it first";
        assert_eq!(error.to_string(), expected);
        assert_eq!(folder.files(), before);
    }
    folder.change_risk(|risk| risk.notes.push('!')).unwrap();
    let after = UNREADABLE_ENTRY.replace("\"n\"", "\"n!\"");
    assert_eq!(folder.get("risks/R1.toml"), after);
}

#[test]
fn a_list_of_repeated_tables_with_an_entry_that_cannot_be_read_is_not_rewritten() {
    let text =
        "[[observations]]\ntext = \"a\"\nstatus = \"unknown\"\n\n[[observations]]\ntxt = 1\n";
    let folder = Folder::by_hand(&[("risks/R1.toml", text)]);
    folder
        .change_risk(|risk| risk.observations[0].text.push('!'))
        .unwrap_err();
    folder
        .change_risk(|risk| risk.observations.clear())
        .unwrap_err();
    assert_eq!(folder.get("risks/R1.toml"), text);
}

/// Adds an entry to one of two lists.
fn add(risk: &mut Risk, list: &str) {
    if list == "observations" {
        risk.observations.push(Observation::implemented("new"));
        return;
    }
    let date = "2026-05-29".parse().unwrap();
    let rehearsal = Rehearsal::new(date, RehearsalKind::Incident);
    risk.rehearsals.push(rehearsal);
}

#[test]
fn a_list_that_is_written_as_something_else_is_not_rewritten() {
    for list in ["rehearsals", "observations"] {
        for text in [
            format!("[{list}]\ndate = 2026-05-02\nkind = \"incident\"\n"),
            format!("{list}.date = 2026-05-02\n"),
            format!("{list} = {{ date = \"2026-05-02\", kind = \"incident\" }}\n"),
            format!("{list} = \"a sentence\"\n"),
            format!("{list} = 5\n"),
        ] {
            let folder = Folder::by_hand(&[("risks/R1.toml", &text)]);
            let error = folder.change_risk(|risk| add(risk, list)).unwrap_err();
            let error = error.to_string();
            let expected = format!("refused to change risks/R1.toml {list}: not all that");
            assert!(error.starts_with(&expected), "{error}");
            assert_eq!(folder.get("risks/R1.toml"), text);
            folder.change_risk(|risk| risk.notes.push('!')).unwrap();
            assert_eq!(folder.read().register.risk_at(0).unwrap().notes, "!");
        }
    }
}

#[test]
fn a_table_that_is_written_as_something_else_is_not_rewritten() {
    let change = |risk: &mut Risk, table: &str| {
        if table == "acceptance" {
            risk.acceptance.by = "Ann".to_owned();
        } else {
            let team = ExtraValue::Text("A".to_owned());
            risk.extra.insert(Key::first("Team"), team);
        }
    };
    for table in ["acceptance", "extra"] {
        for stated in ["\"Ann, until the move\"", "5", "[\"a\"]"] {
            let text = format!("{table} = {stated}\n");
            let folder = Folder::by_hand(&[("risks/R1.toml", &text)]);
            folder.change_risk(|risk| change(risk, table)).unwrap_err();
            assert_eq!(folder.get("risks/R1.toml"), text);
            let text = format!(
                r#"{{"schema_version":1,"risks":[{{"reference":"R1","{table}":{stated}}}]}}"#
            );
            folder.put("r.json", &text);
            let path = folder.path().join("r.json");
            let reading = read_json(&path).unwrap();
            let register = changed(reading.register, |risks| change(&mut risks[0], table));
            let options = WriteOptions::default();
            write_json(&path, &register, &reading.settings, options).unwrap_err();
            assert_eq!(folder.get("r.json"), text);
        }
    }
}

/// Values that a field does not take, beside what is in its place in JSON.
const UNREADABLE_VALUES: [(&str, &str); 11] = [
    ("notes", r#"["Bob knows", "call him"]"#),
    ("owner", "5"),
    ("owner", "false"),
    ("description", r#"{ "a" = "b" }"#),
    ("likelihood", "3"),
    ("status", "1"),
    ("status", r#"["open"]"#),
    ("review_by", "20261123"),
    ("acceptance.by", r#"["Ann"]"#),
    ("acceptance.reason", "7"),
    ("extra.Team", r#"["A"]"#),
];

/// States something in each of the fields that are not read.
fn state(risk: &mut Risk, field: &str) {
    match field {
        "notes" => risk.notes = "n".to_owned(),
        "owner" => risk.owner = "n".to_owned(),
        "description" => risk.description = "n".to_owned(),
        "likelihood" => risk.likelihood = Some("Low".to_owned()),
        "status" => risk.status = Some(Stated::parse("open")),
        "review_by" => risk.review_by = Some(Stated::parse("2026-11-23")),
        "acceptance.by" => risk.acceptance.by = "n".to_owned(),
        "acceptance.reason" => risk.acceptance.reason = "n".to_owned(),
        _ => {
            let team = ExtraValue::Text("n".to_owned());
            risk.extra.insert(Key::first("Team"), team);
        }
    }
}

#[test]
fn a_value_that_its_field_does_not_take_is_not_overwritten() {
    for (field, stated) in UNREADABLE_VALUES {
        let inline = match field.split_once('.') {
            Some((table, key)) => format!("{table} = {{ {key} = {stated} }}\n"),
            None => format!("[{field}]\nx = 1\n"),
        };
        for text in [format!("{field} = {stated}\n"), inline] {
            let folder = Folder::by_hand(&[("risks/R1.toml", &text)]);
            let error = folder.change_risk(|risk| state(risk, field)).unwrap_err();
            let expected = format!("refused to change risks/R1.toml {field}: not all that");
            assert!(error.to_string().starts_with(&expected), "{text}: {error}");
            assert_eq!(folder.get("risks/R1.toml"), text);
        }
        let stated = stated.replace(" =", ":");
        let value = match field.split_once('.') {
            Some((table, key)) => format!(r#""{table}":{{"{key}":{stated}}}"#),
            None => format!(r#""{field}":{stated}"#),
        };
        let text = format!(r#"{{"schema_version":1,"risks":[{{"reference":"R1",{value}}}]}}"#);
        let folder = Folder::new();
        folder.put("r.json", &text);
        let path = folder.path().join("r.json");
        let reading = read_json(&path).unwrap();
        let register = changed(reading.register, |risks| state(&mut risks[0], field));
        let options = WriteOptions::default();
        write_json(&path, &register, &reading.settings, options).unwrap_err();
        assert_eq!(folder.get("r.json"), text);
    }
}

#[test]
fn an_empty_value_is_overwritten_whatever_it_is() {
    for (field, _) in UNREADABLE_VALUES {
        for stated in [r#""""#, "[]", "{}"] {
            let text = format!("{field} = {stated}\n");
            let folder = Folder::by_hand(&[("risks/R1.toml", &text)]);
            folder.change_risk(|risk| state(risk, field)).unwrap();
            let mut expected = Risk::new("R1");
            state(&mut expected, field);
            assert_eq!(*folder.read().register.risk_at(0).unwrap(), expected);
        }
    }
}

#[test]
fn a_list_in_json_that_is_written_as_something_else_is_not_rewritten() {
    for list in ["rehearsals", "observations"] {
        for stated in [r#"{"date":"2026-05-02"}"#, r#""a sentence""#, "5", "null"] {
            let text = format!(
                r#"{{"schema_version":1,"risks":[{{"reference":"R1","{list}":{stated}}}]}}"#
            );
            let folder = Folder::new();
            folder.put("r.json", &text);
            let path = folder.path().join("r.json");
            let reading = read_json(&path).unwrap();
            let register = changed(reading.register, |risks| add(&mut risks[0], list));
            let options = WriteOptions::default();
            let written = write_json(&path, &register, &reading.settings, options);
            if stated == "null" {
                assert_eq!(read_json(&path).unwrap().register, register);
                continue;
            }
            let error = chain(&written.unwrap_err());
            let expected = format!("refused to change R1 {list}");
            assert!(error.contains(&expected), "{error}");
            assert_eq!(folder.get("r.json"), text);
        }
    }
}

#[test]
fn a_list_in_json_with_an_entry_that_cannot_be_read_is_not_rewritten() {
    let text = r#"{"schema_version":1,"risks":[{"reference":"R1","mitigations":["a",5]}]}"#;
    let folder = Folder::new();
    folder.put("r.json", text);
    let path = folder.path().join("r.json");
    let reading = read_json(&path).unwrap();
    let changes: [fn(&mut Risk); 2] = [
        |risk| risk.mitigations.push("b".into()),
        |risk| risk.mitigations.clear(),
    ];
    for change in changes {
        let register = changed(reading.register.clone(), |risks| change(&mut risks[0]));
        let options = WriteOptions::default();
        let error = write_json(&path, &register, &reading.settings, options).unwrap_err();
        assert!(
            chain(&error).contains("refused to change R1 mitigations"),
            "{error}"
        );
        assert_eq!(folder.get("r.json"), text);
    }
}

#[test]
fn records_in_json_that_are_none_are_not_overwritten() {
    let folder = Folder::new();
    let path = folder.path().join("r.json");
    for (text, part) in [
        (
            r#"{"schema_version":1,"risks":{"R1":{}}}"#,
            "register risks",
        ),
        (r#"{"schema_version":1,"risks":["R1"]}"#, "~1 risks"),
    ] {
        folder.put("r.json", text);
        let reading = read_json(&path).unwrap();
        assert_eq!(reading.findings.len(), 1);
        let register = changed(reading.register, |risks| match risks.first_mut() {
            Some(risk) => risk.notes.push('!'),
            None => risks.push(Risk::new("R2")),
        });
        let options = WriteOptions::default();
        let error = write_json(&path, &register, &reading.settings, options).unwrap_err();
        assert!(chain(&error).contains(part), "{error}");
        assert_eq!(folder.get("r.json"), text);
    }
}

#[test]
fn nothing_is_written_over_what_cannot_be_read() {
    let folder = Folder::by_hand(&[("risks/R1.toml", "notes = \n")]);
    folder.put("r.json", "no json");
    let options = WriteOptions::default().remove(true);
    let settings = Settings::default();
    write_folder(folder.path(), &one(), &settings, options).unwrap_err();
    write_json(&folder.path().join("r.json"), &one(), &settings, options).unwrap_err();
    assert_eq!(folder.get("risks/R1.toml"), "notes = \n");
    assert_eq!(folder.get("r.json"), "no json");
}
