//! What becomes of conflicts: each scenario's, by each choice, in the form that the scenario is in.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::room::{Form, Room};
use super::scenarios::Scenario;
use crate::libreoffice::are_installed;
use crate::run::{Run, risk};

/// The file of the conflicts of a register.
pub fn beside(out: &str) -> String {
    match Path::new(out).extension().and_then(|it| it.to_str()) {
        None => format!("{out}/conflicts.toml"),
        Some(form) => format!(
            "{}.conflicts.{form}",
            out.trim_end_matches(&format!(".{form}"))
        ),
    }
}

fn resolve(room: &Room, out: &str, args: &[&str]) -> Run {
    risk(
        room.around.path(),
        &[&["resolve", "-r", out, "--format", "json"], args].concat(),
    )
}

fn conflicts(room: &Room, out: &str) -> Vec<Value> {
    let run = resolve(room, out, &[]);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let conflicts = answer["conflicts"].as_array().unwrap().clone();
    assert_eq!(run.code, i32::from(!conflicts.is_empty()));
    conflicts
}

/// What a state has of the record of a conflict, at its field.
fn at(state: &Value, conflict: &Value) -> Value {
    let (list, name) = match conflict["record"]["kind"].as_str() {
        Some("risk") => ("risks", "reference"),
        _ => ("components", "name"),
    };
    let mut records = state[list].as_array().unwrap().iter();
    let Some(record) = records.find(|record| record[name] == conflict["record"]["key"]) else {
        return Value::Null;
    };
    let Some(field) = conflict["field"].as_str() else {
        return record.clone();
    };
    let (field, entry) = field.split_once('[').unwrap_or((field, ""));
    let value = field.split('.').fold(record, |value, key| &value[key]);
    let mut entries = value.as_array().into_iter().flatten();
    match entry {
        "" => value.clone(),
        _ => {
            let is_theirs = |entry: &&Value| **entry == conflict["theirs"];
            entries.find(is_theirs).cloned().unwrap_or_default()
        }
    }
}

/// Resolves the conflict of a scenario each way.
pub fn check(room: &Room, scenario: &Scenario, out: &str, conflict: &Value) {
    let name = scenario.name;
    assert_eq!(
        conflicts(room, out),
        std::slice::from_ref(conflict),
        "{name}"
    );
    let found = risk(room.around.path(), &["check", out, "--format", "json"]);
    assert!(
        found.stdout.contains("unresolved-conflict"),
        "{name}: {found:#?}"
    );
    let (files, before) = (room.copy(out), room.state(out));
    let record = conflict["record"]["key"].as_str().unwrap();

    let run = resolve(room, out, &[record, "ours"]);
    assert_eq!(
        (run.code, conflicts(room, out)),
        (0, Vec::new()),
        "{name}: {run:#?}"
    );
    assert!(!room.path(&beside(out)).exists(), "{name}");
    assert_eq!(room.state(out), before, "{name}");

    room.put_back(out, &files);
    let run = resolve(room, out, &[record, "theirs"]);
    if run
        .stderr
        .contains("is the reference of another risk already")
    {
        assert_eq!(run.code, 2);
        assert_eq!(
            (room.state(out), conflicts(room, out).len()),
            (before, 1),
            "{name}"
        );
        return;
    }
    assert_eq!(
        (run.code, conflicts(room, out)),
        (0, Vec::new()),
        "{name}: {run:#?}"
    );
    let mut renamed = conflict.clone();
    if conflict["field"] == "reference" {
        renamed["record"]["key"] = conflict["theirs"].clone();
    }
    let theirs = at(&room.state(out), &renamed);
    let expected = &conflict["theirs"];
    match theirs.as_object().filter(|_| conflict["field"].is_null()) {
        // A workbook states a record in its own words.
        Some(record) => assert_eq!(record["description"], expected["description"], "{name}"),
        None => assert_eq!(&theirs, expected, "{name}"),
    }
}

/// A risk of a state, by its reference.
fn of<'s>(state: &'s Value, reference: &str) -> &'s Value {
    let mut risks = state["risks"].as_array().unwrap().iter();
    let found = risks.find(|risk| risk["reference"] == reference);
    found.unwrap_or(&Value::Null)
}

/// A merge of two sides that both changed a level, the notes, and added a risk.
fn merged(form: Form) -> (Room, String) {
    let room = Room::new(&[form]);
    let base = room.version("base", form, &[]);
    let edits = |level: &'static str, words: &'static str, note: &'static str| {
        let level = ["set", "R02", level, note];
        let added = ["add", "component=Redis", words, "--reference", "R30"];
        (level, added)
    };
    let (level, added) = edits("likelihood=High", "description=Ours", "notes=Seen by us");
    let ours = room.version("ours", form, &[&level, &added]);
    let (level, added) = edits("likelihood=Low", "description=Theirs", "notes=Seen by them");
    let theirs = room.version("theirs", form, &[&level, &added]);
    let out = form.named("out");
    let run = risk(
        room.around.path(),
        &["merge", &base, &ours, &theirs, "--into", &out],
    );
    assert_eq!(run.code, 1, "{run:#?}");
    (room, out)
}

#[test]
fn both_notes_and_both_risks_of_one_reference_can_be_kept() {
    for form in [Form::Folder, Form::Json, Form::Workbook] {
        let (room, out) = merged(form);
        room.run(&["resolve", "-r", &out, "R02", "notes", "both"]);
        room.run(&["resolve", "-r", &out, "R30", "both"]);
        let state = room.state(&out);
        let of = |reference| of(&state, reference);
        assert_eq!(of("R02")["notes"], "Seen by us\nSeen by them");
        assert_eq!(of("R30")["description"], "Ours");
        assert_eq!(of("R31")["description"], "Theirs");
        let run = resolve(&room, &out, &["R02", "likelihood", "both"]);
        assert!(
            run.code == 2 && run.stderr.contains("not both can be"),
            "{run:#?}"
        );
        assert_eq!(conflicts(&room, &out).len(), 1);
    }
}

#[test]
fn what_somebody_changed_since_is_not_taken_back() {
    for form in [Form::Folder, Form::Json, Form::Workbook] {
        let (room, out) = merged(form);
        room.run(&["set", "R02", "likelihood=Medium", "-r", &out]);
        let before = room.state(&out);
        let run = resolve(&room, &out, &["R02", "likelihood", "theirs"]);
        assert!(run.code == 2 && run.stderr.contains("`Medium`"), "{run:#?}");
        room.run(&["resolve", "-r", &out, "R02", "likelihood", "ours"]);
        assert_eq!(room.state(&out), before);
    }
}

#[test]
fn a_merge_into_what_has_conflicts_is_refused_and_a_choice_of_none_lists_what_there_is() {
    let (room, out) = merged(Form::Json);
    let kept = fs::read_to_string(room.path(&beside(&out))).unwrap();
    let run = risk(
        room.around.path(),
        &["merge", "base.json", &out, "theirs.json", "--into", &out],
    );
    assert!(
        run.code == 2 && run.stderr.contains("conflicts of another merge"),
        "{run:#?}"
    );
    assert_eq!(fs::read_to_string(room.path(&beside(&out))).unwrap(), kept);
    let run = resolve(&room, &out, &["R02", "impact", "ours"]);
    assert!(
        run.stderr.contains("there is R02 likelihood, R02 notes;"),
        "{run:#?}"
    );
    let run = resolve(&room, &out, &["R02", "mine"]);
    assert!(
        run.stderr.contains("`mine` is not ours, theirs or both"),
        "{run:#?}"
    );
}

#[test]
fn what_somebody_chose_in_a_file_is_taken_and_the_rest_waits() {
    for form in [Form::Folder, Form::Json] {
        let (room, out) = merged(form);
        let path = room.path(&beside(&out));
        let text = fs::read_to_string(&path).unwrap();
        let text = match form {
            Form::Json => {
                let mut value: Value = serde_json::from_str(&text).unwrap();
                value["conflicts"][0]["take"] = json!("theirs");
                value.to_string()
            }
            _ => text.replacen("theirs = \"Low\"", "theirs = \"Low\"\ntake = \"theirs\"", 1),
        };
        fs::write(&path, text).unwrap();
        let from = beside(&out);
        room.run(&["resolve", "-r", &out, "--from", &from]);
        assert_eq!(conflicts(&room, &out).len(), 2);
        let again = resolve(&room, &out, &["--from", &from]);
        assert!(
            again.code == 2 && again.stderr.contains("nothing is chosen"),
            "{again:#?}"
        );
        let state = room.state(&out);
        let risk = of(&state, "R02");
        assert_eq!(risk["likelihood"], "Low");
    }
}

#[test]
fn what_was_chosen_in_two_ways_or_is_of_another_register_is_refused() {
    let (room, out) = merged(Form::Json);
    let path = room.path(&beside(&out));
    let before = room.state(&out);
    let file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let mut twice = file.clone();
    let mut first = file["conflicts"][0].clone();
    first["take"] = json!("theirs");
    twice["conflicts"].as_array_mut().unwrap().push(first);
    twice["conflicts"][0]["take"] = json!("ours");
    let mut other = file;
    other["conflicts"][0]["base"] = json!("another");
    other["conflicts"][0]["take"] = json!("theirs");
    for (copy, expected) in [
        (twice, "ours and theirs are chosen for it"),
        (other, "the register has no such conflict"),
    ] {
        fs::write(room.path("copy.json"), copy.to_string()).unwrap();
        let run = resolve(&room, &out, &["--from", "copy.json"]);
        assert!(run.code == 2 && run.stderr.contains(expected), "{run:#?}");
        assert_eq!(
            (room.state(&out), conflicts(&room, &out).len()),
            (before.clone(), 3)
        );
    }
}

#[test]
fn a_file_of_conflicts_that_cannot_be_read_is_found_and_queries_answer() {
    let (room, out) = merged(Form::Folder);
    fs::write(room.path(&beside(&out)), "conflicts = [1]\n").unwrap();
    let run = risk(room.around.path(), &["check", &out]);
    assert!(
        run.code == 1 && run.stdout.contains("conflicts.toml"),
        "{run:#?}"
    );
    let run = risk(room.around.path(), &["list", &out]);
    assert_eq!(run.code, 0, "{run:#?}");
    let run = resolve(&room, &out, &[]);
    assert!(
        run.code == 2 && run.stderr.contains("conflicts.toml"),
        "{run:#?}"
    );
}

#[test]
fn what_was_chosen_in_a_workbook_of_conflicts_in_another_program_is_taken() {
    if !are_installed() {
        return;
    }
    let (room, out) = merged(Form::Workbook);
    let folder = room.around.path();
    let script = include_str!("chosen.py");
    let chosen = folder.join("chosen.xlsx");
    let python = Command::new("python3")
        .args(["-c", script])
        .args([&room.path(&beside(&out)), &chosen])
        .output()
        .expect("python3 runs");
    assert!(python.status.success(), "{python:?}");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let again = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx", "--outdir"])
        .args([&folder.join("again"), &chosen])
        .output()
        .expect("soffice runs");
    assert!(again.status.success(), "{again:?}");

    let files = room.copy(&out);
    for from in ["chosen.xlsx", "again/chosen.xlsx"] {
        room.run(&["resolve", "-r", &out, "--from", from]);
        let state = room.state(&out);
        let risk = of(&state, "R02");
        assert_eq!(risk["likelihood"], "Low", "{from}");
        assert_eq!(risk["notes"], "Seen by us\nSeen by them", "{from}");
        assert_eq!(conflicts(&room, &out).len(), 1, "{from}");
        room.put_back(&out, &files);
    }
}

#[test]
fn the_workbook_of_conflicts_is_one_by_the_standard() {
    if !are_installed() {
        return;
    }
    let (room, out) = merged(Form::Workbook);
    let output = Command::new("ooxml-validator")
        .arg(room.path(&beside(&out)))
        .output();
    let output = output.expect("ooxml-validator runs");
    let words = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && words.contains("\"ok\": true"),
        "{output:?}"
    );
}

#[test]
fn a_record_that_somebody_changed_since_is_neither_removed_nor_replaced() {
    for form in [Form::Folder, Form::Json, Form::Workbook] {
        let room = Room::new(&[form]);
        let base = room.version("base", form, &[]);
        let ours = room.version("ours", form, &[&["set", "R02", "description=Ours"]]);
        let theirs = room.version("theirs", form, &[&["remove", "R02"]]);
        let out = form.named("out");
        let args = ["merge", &base, &ours, &theirs, "--into", &out];
        assert_eq!(risk(room.around.path(), &args).code, 1);
        room.run(&["set", "R02", "notes=Since", "-r", &out]);
        let before = room.state(&out);
        let run = resolve(&room, &out, &["R02", "theirs"]);
        assert!(
            run.code == 2 && run.stderr.contains("changed it since"),
            "{run:#?}"
        );
        assert_eq!(room.state(&out), before);
        room.run(&["set", "R02", "notes=", "-r", &out]);
        room.run(&["resolve", "-r", &out, "R02", "theirs"]);
        assert_eq!(of(&room.state(&out), "R02"), &Value::Null);
    }
}

/// Ours gave another risk the reference that theirs handed out.
#[test]
fn a_risk_that_has_the_name_of_one_that_theirs_added_is_not_replaced_by_it() {
    for form in [Form::Folder, Form::Json, Form::Workbook] {
        let room = Room::new(&[form]);
        let base = room.version("base", form, &[]);
        let ours = room.version("ours", form, &[&["rename", "R03", "R30"]]);
        let added = [
            "add",
            "component=Redis",
            "description=Theirs",
            "--reference",
            "R30",
        ];
        let theirs = room.version("theirs", form, &[&added]);
        let out = form.named("out");
        let args = ["merge", &base, &ours, &theirs, "--into", &out];
        assert_eq!(risk(room.around.path(), &args).code, 1);
        let before = room.state(&out);
        let run = resolve(&room, &out, &["R30", "theirs"]);
        assert!(
            run.code == 2 && run.stderr.contains("another risk already"),
            "{run:#?}"
        );
        assert_eq!(room.state(&out), before);
        room.run(&["resolve", "-r", &out, "R30", "both"]);
        assert_eq!(of(&room.state(&out), "R31")["description"], "Theirs");
    }
}

#[test]
fn a_record_that_was_renamed_since_is_removed_as_theirs_has_it() {
    for form in [Form::Folder, Form::Json, Form::Workbook] {
        let room = Room::new(&[form]);
        let base = room.version("base", form, &[]);
        let ours = room.version("ours", form, &[&["set", "R02", "description=Ours"]]);
        let theirs = room.version("theirs", form, &[&["remove", "R02"]]);
        let out = form.named("out");
        let args = ["merge", &base, &ours, &theirs, "--into", &out];
        assert_eq!(risk(room.around.path(), &args).code, 1);
        room.run(&["rename", "R02", "X2", "-r", &out]);
        room.run(&["resolve", "-r", &out, "X2", "theirs"]);
        assert_eq!(of(&room.state(&out), "X2"), &Value::Null);
    }
}
