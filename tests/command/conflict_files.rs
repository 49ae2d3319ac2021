//! Files of conflicts in which people write.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::libreoffice::are_installed;
use crate::registers::files;
use crate::run::{Run, risk};

const SHOP: &str = r#"{ "schema_version": 1, "components": [{ "name": "Web" }], "risks": [
    { "reference": "R1", "component": "Web", "description": "one", "owner": "Ann", "notes": "none" },
    { "reference": "R2", "component": "Web", "description": "two", "owner": "Bob" } ] }"#;

/// A register in which a merge left the owner and the notes of R1, and the owner of R2.
fn merged(name: &str) -> TempDir {
    let room = tempfile::tempdir().unwrap();
    let at = room.path();
    fs::write(at.join("shop.json"), SHOP).unwrap();
    let of = |version: &str| match name.split_once('.') {
        Some((_, form)) => format!("{version}.{form}"),
        None => version.to_owned(),
    };
    let [base, theirs] = ["base", "theirs"].map(of);
    for (version, side) in [(&*base, ""), (name, "ours"), (&*theirs, "theirs")] {
        risk(at, &["export", "-r", "shop.json", "--to", version]).exits(0);
        if !side.is_empty() {
            let notes = format!("notes={side}");
            let [one, two] = ["1", "2"].map(|number| format!("owner={side}{number}"));
            risk(at, &["set", "R1", &one, &notes, "-r", version]).exits(0);
            risk(at, &["set", "R2", &two, "-r", version]).exits(0);
        }
    }
    risk(at, &["merge", &base, name, &theirs, "--into", name]).exits(1);
    room
}

fn python(room: &Path, script: &str) {
    let start =
        "import openpyxl; w = openpyxl.load_workbook('risks.conflicts.xlsx'); s = w.active\n";
    let end = "\nw.save('risks.conflicts.xlsx')";
    let script = format!("{start}{script}{end}");
    let mut python = Command::new("python3");
    let python = python.args(["-c", &script]).current_dir(room);
    assert!(python.status().unwrap().success());
}

fn from_workbook(room: &Path) -> Run {
    risk(
        room,
        &[
            "resolve",
            "-r",
            "risks.xlsx",
            "--from",
            "risks.conflicts.xlsx",
        ],
    )
}

#[test]
fn a_row_that_does_not_show_its_conflict_is_refused_and_nothing_is_taken() {
    if !are_installed() {
        return;
    }
    let swapped = "for c in range(1, 8): s.cell(2, c).value, s.cell(3, c).value = s.cell(3, c).value, s.cell(2, c).value
s['G2'] = 'theirs'";
    let retyped = "s['E2'] = 'Team T'; s['G2'] = 'theirs'";
    let emptied = "s['D3'] = None";
    let chosen = "s['A9'] = 'R9'; s['G9'] = 'theirs'";
    for (script, words) in [
        (swapped, "its hidden columns have `"),
        (retyped, "as Theirs, found `Team T`"),
        (emptied, "as Ours, found ``"),
        (chosen, "its row has no conflict"),
    ] {
        let room = merged("risks.xlsx");
        python(room.path(), script);
        let before = files(room.path());
        from_workbook(room.path()).exits(2).says(words);
        assert!(files(room.path()) == before);
    }
}

#[test]
fn what_people_wrote_beside_the_conflicts_of_a_workbook_is_not_written_over() {
    if !are_installed() {
        return;
    }
    let column = "s['Z1'] = 'Why'; s['Z4'] = 'Ask Cid'; s['G2'] = 'theirs'";
    let all = "s['Z1'] = 'Why'; s['G2'] = s['G3'] = s['G4'] = 'theirs'";
    let sheet = "w.create_sheet('Calls')['A1'] = 'Cid, on Friday'; s['G2'] = 'theirs'";
    let row = "s['A6'] = 'Note: ask Cid'; s['G2'] = 'theirs'";
    for (script, words) in [
        (column, "`Why` would be lost"),
        (all, "`Why` would be lost"),
        (sheet, "`Cid, on Friday` would be lost"),
        (row, "`Note: ask Cid` would be lost"),
    ] {
        let room = merged("risks.xlsx");
        let room = room.path();
        let beside = room.join("risks.conflicts.xlsx");
        let clean = fs::read(&beside).unwrap();
        python(room, script);
        let before = files(room);
        from_workbook(room).exits(2).says(words);
        assert!(files(room) == before);
        let args = ["component", "rename", "Web", "Site", "-r", "risks.xlsx"];
        risk(room, &args).exits(0);
        let before = files(room);
        risk(room, &["rename", "R2", "R7", "-r", "risks.xlsx"])
            .exits(2)
            .says(words);
        assert!(files(room) == before);
        // A copy that came back by mail keeps what is in it.
        let copy = room.join("copy.xlsx");
        fs::rename(&beside, &copy).unwrap();
        fs::write(&beside, clean).unwrap();
        let written = fs::read(&copy).unwrap();
        let args = ["resolve", "-r", "risks.xlsx", "--from", "copy.xlsx"];
        risk(room, &args).exits(0);
        assert!(fs::read(&copy).unwrap() == written);
    }
}

#[test]
fn what_stands_beside_the_conflicts_of_a_text_is_not_written_over() {
    let room = merged("ours.json");
    let room = room.path();
    let beside = room.join("ours.conflicts.json");
    let text = fs::read_to_string(&beside).unwrap();
    fs::write(&beside, text.replacen('{', "{ \"note\": \"ask Cid\",", 1)).unwrap();
    let before = files(room);
    risk(
        room,
        &["resolve", "R1", "owner", "theirs", "-r", "ours.json"],
    )
    .exits(2)
    .says("unknown key `note`, which would be lost");
    assert!(files(room) == before);
    fs::write(&beside, text).unwrap();
    // An answer has more beside the conflicts, and is not written.
    let listed = risk(room, &["resolve", "-r", "ours.json", "--format", "json"]).exits(1);
    let chosen = "\"take\": \"theirs\", \"reason\":";
    let answer = listed.stdout.replace("\"reason\":", chosen);
    fs::write(room.join("answer.json"), answer).unwrap();
    let args = ["resolve", "-r", "ours.json", "--from", "answer.json"];
    risk(room, &args).exits(0).says("no conflicts are left");
}

#[test]
fn what_is_chosen_for_a_merge_is_taken_whatever_stands_there_of_syncs() {
    let room = merged("ours");
    let room = room.path();
    let path = room.join("ours/conflicts.toml");
    let text = fs::read_to_string(&path).unwrap();
    let chosen = "take = \"theirs\"\napplied = \"theirs\"\nreason = ";
    fs::write(&path, text.replace("reason = ", chosen)).unwrap();
    let args = ["resolve", "-r", "ours", "--from", "ours/conflicts.toml"];
    risk(room, &args).exits(0).says("no conflicts are left");
    risk(room, &["show", "R1", "-r", "ours"]).writes("theirs1");
    risk(room, &["show", "R2", "-r", "ours"]).writes("theirs2");
}

#[test]
fn a_key_that_means_nothing_in_a_file_of_conflicts_is_refused_by_its_name() {
    for (name, file, line) in [
        (
            "ours",
            "ours/conflicts.toml",
            "\nTake = \"theirs\"\nreason = ",
        ),
        (
            "ours.json",
            "ours.conflicts.json",
            "\"Take\": \"theirs\", \"reason\": ",
        ),
    ] {
        let room = merged(name);
        let room = room.path();
        let path = room.join(file);
        let text = fs::read_to_string(&path).unwrap();
        let reason = if name == "ours" {
            "\nreason = "
        } else {
            "\"reason\": "
        };
        fs::write(&path, text.replacen(reason, line, 1)).unwrap();
        let before = files(room);
        for args in [
            &["resolve", "-r", name][..],
            &["resolve", "R1", "owner", "theirs", "-r", name],
            &["rename", "R2", "R7", "-r", name],
        ] {
            risk(room, args).exits(2).says("unknown key `Take`");
        }
        risk(room, &["check", "-r", name])
            .exits(1)
            .writes("unknown key `Take`");
        assert!(files(room) == before);
    }
}

#[test]
fn ours_leaves_what_stands_there_also_where_that_is_what_theirs_states() {
    let room = merged("ours");
    let room = room.path();
    risk(room, &["set", "R1", "owner=theirs1", "-r", "ours"]).exits(0);
    let run = risk(room, &["resolve", "R1", "owner", "ours", "-r", "ours"]).exits(0);
    assert!(!run.stdout.contains("ours1"), "{run:#?}");
    risk(room, &["show", "R1", "-r", "ours"])
        .exits(0)
        .writes("theirs1");
}

#[test]
fn a_risk_is_meant_where_a_component_is_called_as_it_is() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    let shop = SHOP.replace(
        "{ \"name\": \"Web\" }",
        "{ \"name\": \"Web\" }, { \"name\": \"R1\" }",
    );
    for (name, side) in [("base", "none"), ("ours", "ours"), ("theirs", "theirs")] {
        let name = format!("{name}.json");
        fs::write(room.join(&name), &shop).unwrap();
        risk(room, &["set", "R1", &format!("owner={side}"), "-r", &name]).exits(0);
        let what = format!("description={side}");
        risk(room, &["component", "set", "R1", &what, "-r", &name]).exits(0);
    }
    risk(
        room,
        &[
            "merge",
            "base.json",
            "ours.json",
            "theirs.json",
            "--into",
            "ours.json",
        ],
    )
    .exits(1);
    risk(room, &["resolve", "R1", "theirs", "-r", "ours.json"])
        .exits(0)
        .says("1 conflict left");
    let component = ["resolve", "component R1", "theirs", "-r", "ours.json"];
    risk(room, &component)
        .exits(0)
        .says("no conflicts are left");
}

#[test]
fn a_file_of_conflicts_with_the_marks_of_git_is_refused_with_what_to_do() {
    let room = merged("ours");
    let room = room.path();
    let path = room.join("ours/conflicts.toml");
    let text = fs::read_to_string(&path).unwrap();
    let marked = text.replacen(
        "ours = ",
        "<<<<<<< HEAD\nours = \"a\"\n=======\nours = \"b\"\n>>>>>>> theirs\nours = ",
        1,
    );
    fs::write(&path, marked).unwrap();
    risk(room, &["resolve", "-r", "ours"])
        .exits(2)
        .says("git has left its marks in these conflicts")
        .says("take the marks out");
    risk(room, &["check", "-r", "ours"])
        .exits(1)
        .writes("git has left its marks");
}
