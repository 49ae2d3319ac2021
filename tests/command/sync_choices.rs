//! What people choose for the conflicts of syncs, and what becomes of that.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::registers::files;
use crate::run::risk;
use crate::syncs::{assert_same, in_conflict, room, set, stated, sync};

/// Writes a choice into the file of conflicts, for the one with a value.
fn choose(room: &Path, theirs: &str, take: &str) {
    let path = room.join("register/conflicts.toml");
    let text = fs::read_to_string(&path).unwrap();
    let line = format!("theirs = \"{theirs}\"\n");
    assert!(text.contains(&line), "{text}");
    let text = text.replace(&line, &format!("{line}take = \"{take}\"\n"));
    fs::write(path, text).unwrap();
}

#[test]
fn a_choice_that_is_only_written_into_the_file_takes_nothing_from_the_workbook() {
    for take in ["theirs", "both"] {
        let room = in_conflict(&[("a.xlsx", "Ada")]);
        let room = room.path();
        choose(room, "Ada", take);
        let before = files(room);
        sync(room, "a.xlsx")
            .exits(2)
            .says("does not have yet")
            .says("`risk resolve --from register/conflicts.toml` applies");
        assert!(files(room) == before);
        risk(room, &["resolve", "-r", "register"])
            .exits(1)
            .says("1 conflict to resolve");
        risk(room, &["check", "-r", "register"])
            .exits(1)
            .writes("unresolved-conflict");
        risk(room, &["remove", "R08", "-r", "register"]).exits(2);
    }
}

#[test]
fn a_choice_in_the_file_is_applied_beside_what_was_decided_before() {
    let room = in_conflict(&[("a.xlsx", "Ada")]);
    let room = room.path();
    set(room, "a.xlsx", "R06", "owner=Grace");
    set(room, "register", "R06", "owner=Platform");
    sync(room, "a.xlsx").exits(1);
    risk(
        room,
        &["resolve", "R08", "owner", "theirs", "-r", "register"],
    )
    .exits(0);
    // It is Ada no more, and that is no change of mind about the conflict.
    set(room, "register", "R08", "owner=Joan");
    choose(room, "Grace", "theirs");
    let from = "register/conflicts.toml";
    risk(room, &["resolve", "--from", from, "-r", "register"])
        .exits(0)
        .says("no conflicts are left");
    sync(room, "a.xlsx").exits(0);
    assert_eq!(stated(room, "register", "R06", "owner"), "Grace");
    assert_eq!(stated(room, "a.xlsx", "R08", "owner"), "Joan");
    assert_same(room, "a.xlsx");
}

#[test]
fn a_conflict_of_a_record_that_was_removed_for_one_workbook_is_found_anew_with_the_other_one() {
    let room = room();
    let room = room.path();
    for workbook in ["a.xlsx", "b.xlsx"] {
        sync(room, workbook).exits(0);
    }
    risk(room, &["remove", "R08", "-r", "a.xlsx"]).exits(0);
    set(room, "b.xlsx", "R08", "owner=Grace");
    set(room, "register", "R08", "owner=Platform");
    for workbook in ["a.xlsx", "b.xlsx"] {
        sync(room, workbook).exits(1);
    }
    let theirs = ["resolve", "R08", "theirs", "--workbook", "a.xlsx"];
    risk(room, &[&theirs[..], &["-r", "register"]].concat())
        .exits(0)
        .says("no conflicts are left");
    assert!(!room.join("register/conflicts.toml").exists());
    sync(room, "a.xlsx").exits(0);
    sync(room, "b.xlsx")
        .exits(1)
        .writes("ours removed it and theirs changed owner");
}

#[test]
fn values_of_two_workbooks_in_one_place_are_not_both_taken_of_a_file() {
    let room = in_conflict(&[("a.xlsx", "Ada"), ("b.xlsx", "Grace")]);
    let room = room.path();
    choose(room, "Ada", "theirs");
    choose(room, "Grace", "theirs");
    let before = files(room);
    let from = [
        "resolve",
        "--from",
        "register/conflicts.toml",
        "-r",
        "register",
    ];
    risk(room, &from)
        .exits(2)
        .says("R08 owner has conflicts with 2 workbooks: a.xlsx, b.xlsx")
        .says("choose ours for all but one of them");
    assert!(files(room) == before);
}

#[test]
fn both_risks_of_one_reference_are_kept_also_where_theirs_is_edited_before_the_next_sync() {
    let room = room();
    let room = room.path();
    sync(room, "a.xlsx").exits(0);
    for (register, description) in [("a.xlsx", "Theirs"), ("register", "Ours")] {
        let description = format!("description={description}");
        let add = ["add", "component=CDN", &description, "--reference", "R70"];
        risk(room, &[&add[..], &["-r", register]].concat()).exits(0);
    }
    sync(room, "a.xlsx").exits(1);
    risk(room, &["resolve", "R70", "both", "-r", "register"]).exits(0);
    set(room, "register", "R71", "notes=Seen by both");
    sync(room, "a.xlsx").exits(0);
    for (reference, description) in [("R70", "Ours"), ("R71", "Theirs")] {
        assert_eq!(
            stated(room, "a.xlsx", reference, "description"),
            description
        );
    }
    assert_same(room, "a.xlsx");
}

#[test]
fn a_workbook_that_no_conflict_is_with_is_named_in_the_answer() {
    let room = in_conflict(&[("a.xlsx", "Ada")]);
    let room = room.path();
    let resolve = |args: &[&str]| risk(room, &[&["resolve", "-r", "register"], args].concat());
    resolve(&["R08", "owner", "ours", "--workbook", "risks.xlsx"])
        .exits(2)
        .says("no conflict of R08 owner with risks.xlsx")
        .says("there is R08 owner with a.xlsx");
    resolve(&["--workbook", "risks.xlsx"])
        .exits(2)
        .says("no conflict with risks.xlsx");
    resolve(&["--workbook", "a.xlsx"])
        .exits(1)
        .says("1 conflict to resolve");
}

#[test]
fn what_becomes_of_decisions_for_a_workbook_that_is_not_there_any_more_is_reported() {
    // The workbook under another name, and one that states something else.
    for (renamed, owner, words) in [
        ("a (1).xlsx", "Ada", "R08 owner: decided as for ../a.xlsx"),
        (
            "b.xlsx",
            "Grace",
            "R08 owner: the decision `ours` of its conflict with ../a.xlsx is dropped",
        ),
    ] {
        let room = in_conflict(&[("a.xlsx", "Ada")]);
        let room = room.path();
        risk(room, &["resolve", "R08", "owner", "ours", "-r", "register"]).exits(0);
        fs::rename(room.join("a.xlsx"), room.join(renamed)).unwrap();
        set(room, renamed, "R08", &format!("owner={owner}"));
        sync(room, renamed).says(words);
        let expected = if owner == "Ada" { "Platform" } else { "Grace" };
        assert_eq!(stated(room, renamed, "R08", "owner"), expected);
    }
}

#[test]
fn a_decision_for_a_workbook_that_is_gone_is_not_one_for_a_workbook_with_conflicts_of_its_own() {
    let room = in_conflict(&[("a.xlsx", "Ada"), ("b.xlsx", "Ada")]);
    let room = room.path();
    let ours = ["resolve", "R08", "owner", "ours", "--workbook", "a.xlsx"];
    risk(room, &[&ours[..], &["-r", "register"]].concat()).exits(0);
    fs::remove_file(room.join("a.xlsx")).unwrap();
    sync(room, "b.xlsx").exits(1).says("is dropped");
    assert_eq!(stated(room, "b.xlsx", "R08", "owner"), "Ada");
}

#[test]
fn a_choice_in_the_file_is_not_taken_for_applied_because_the_register_was_edited_since() {
    let room = in_conflict(&[("a.xlsx", "Ada")]);
    let room = room.path();
    choose(room, "Ada", "theirs");
    set(room, "register", "R08", "owner=Max");
    risk(room, &["check", "-r", "register"])
        .exits(1)
        .writes("unresolved-conflict");
    risk(room, &["resolve", "-r", "register"])
        .exits(1)
        .says("1 conflict to resolve");
    sync(room, "a.xlsx").exits(2).says("does not have yet");
    let from = "register/conflicts.toml";
    risk(room, &["resolve", "--from", from, "-r", "register"])
        .exits(2)
        .says("but `Max`");
    assert_eq!(stated(room, "a.xlsx", "R08", "owner"), "Ada");
    // Without the register's answer nothing is decided, and with it the register's value is.
    risk(room, &["resolve", "R08", "owner", "ours", "-r", "register"]).exits(0);
    sync(room, "a.xlsx").exits(0);
    assert_eq!(stated(room, "a.xlsx", "R08", "owner"), "Max");
}

#[test]
fn a_choice_that_is_written_over_one_that_was_taken_is_refused() {
    let room = in_conflict(&[("a.xlsx", "Ada")]);
    let room = room.path();
    let resolve = |args: &[&str]| risk(room, &[&["resolve", "-r", "register"], args].concat());
    resolve(&["R08", "owner", "theirs"]).exits(0);
    let path = room.join("register/conflicts.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\ntake = \"theirs\"\n"), "{text}");
    let other = text.replace("\ntake = \"theirs\"\n", "\ntake = \"ours\"\n");
    fs::write(&path, other).unwrap();
    let before = files(room);
    let words = "`theirs` was taken for it already";
    risk(room, &["check", "-r", "register"])
        .exits(1)
        .writes("unresolved-conflict");
    sync(room, "a.xlsx").exits(2).says(words);
    resolve(&["--from", "register/conflicts.toml"])
        .exits(2)
        .says(words);
    resolve(&["R08", "owner", "ours"]).exits(2).says(words);
    assert!(files(room) == before);
    // What was taken can be taken again, and the record is edited then.
    resolve(&["R08", "owner", "theirs"])
        .exits(0)
        .says("no conflicts are left");
    set(room, "register", "R08", "owner=Platform");
    sync(room, "a.xlsx").exits(0);
    assert_eq!(stated(room, "a.xlsx", "R08", "owner"), "Platform");
}

/// Adds a risk of a component to a register.
fn add(room: &Path, register: &str, reference: &str, what: (&str, &str)) {
    let (component, description) = what;
    let component = format!("component={component}");
    let description = format!("description={description}");
    let add = ["add", "-r", register, "--reference", reference];
    risk(room, &[&add[..], &[&component, &description]].concat()).exits(0);
}

/// Chooses in the file of conflicts what each table with a text is to be.
fn choose_each(room: &Path, choices: &[(&str, &str)]) {
    let path = room.join("register/conflicts.toml");
    let text = fs::read_to_string(&path).unwrap();
    let mark = "[[conflicts]]\n";
    let mut tables = text.split(mark);
    let mut chosen = tables.next().unwrap().to_owned();
    for table in tables {
        let choice = choices.iter().find(|(of, _)| table.contains(of));
        let (_, take) = choice.unwrap_or_else(|| panic!("{table}"));
        chosen += &format!("{mark}take = \"{take}\"\n{table}");
    }
    fs::write(path, chosen).unwrap();
}

/// A register and a workbook that call a component otherwise, and of which each has a risk R70 of it.
fn with_two_names() -> TempDir {
    let room = room();
    let path = room.path();
    sync(path, "a.xlsx").exits(0);
    for (register, name) in [("a.xlsx", "Edge B"), ("register", "Edge A")] {
        let rename = ["component", "rename", "CDN", name, "-r", register];
        risk(path, &rename).exits(0);
        let description = format!("Of {name}");
        add(path, register, "R70", (name, &description));
    }
    sync(path, "a.xlsx").exits(1);
    room
}

#[test]
fn both_risks_are_kept_once_where_their_component_gets_its_name_in_the_same_go() {
    let room = with_two_names();
    let room = room.path();
    choose_each(room, &[("\"R70\"", "both"), ("field = \"name\"", "theirs")]);
    let from = "register/conflicts.toml";
    risk(room, &["resolve", "--from", from, "-r", "register"])
        .exits(0)
        .says("no conflicts are left");
    sync(room, "a.xlsx").exits(0);
    assert_same(room, "a.xlsx");
    let theirs = stated(room, "register", "R71", "description");
    assert_eq!(theirs, "Of Edge B");
    risk(room, &["show", "R72", "-r", "register"]).exits(2);
}

#[test]
fn both_risks_are_kept_once_while_both_sides_call_their_component_otherwise() {
    let room = with_two_names();
    let room = room.path();
    risk(room, &["resolve", "R70", "both", "-r", "register"]).exits(0);
    let rename = ["component", "rename", "Edge A", "Edge C", "-r", "register"];
    risk(room, &rename).exits(0);
    for _ in 0..2 {
        sync(room, "a.xlsx").exits(1);
        risk(room, &["resolve", "-r", "register"])
            .exits(1)
            .says("1 conflict to resolve");
    }
    let ours = ["resolve", "component Edge C", "name", "ours"];
    risk(room, &[&ours[..], &["-r", "register"]].concat()).exits(0);
    sync(room, "a.xlsx").exits(0);
    assert_same(room, "a.xlsx");
    for (reference, description) in [("R70", "Of Edge A"), ("R71", "Of Edge B")] {
        assert_eq!(
            stated(room, "a.xlsx", reference, "description"),
            description
        );
    }
    risk(room, &["show", "R72", "-r", "register"]).exits(2);
}

#[test]
fn both_risks_of_two_references_are_kept_where_theirs_state_the_same() {
    let room = room();
    let room = room.path();
    sync(room, "a.xlsx").exits(0);
    for reference in ["R70", "R71"] {
        add(room, "a.xlsx", reference, ("CDN", "Theirs"));
        add(room, "register", reference, ("CDN", "Ours"));
    }
    sync(room, "a.xlsx").exits(1);
    choose_each(room, &[("\"R7", "both")]);
    let from = "register/conflicts.toml";
    risk(room, &["resolve", "--from", from, "-r", "register"])
        .exits(0)
        .says("no conflicts are left");
    for reference in ["R72", "R73"] {
        set(
            room,
            "register",
            reference,
            &format!("notes=Was {reference}"),
        );
    }
    sync(room, "a.xlsx").exits(0);
    for (reference, description) in [("R70", "Ours"), ("R71", "Ours")] {
        assert_eq!(
            stated(room, "a.xlsx", reference, "description"),
            description
        );
    }
    for reference in ["R72", "R73"] {
        assert_eq!(stated(room, "a.xlsx", reference, "description"), "Theirs");
    }
    assert_same(room, "a.xlsx");
}

#[test]
fn a_record_that_was_taken_back_of_the_workbook_may_be_renamed_before_the_next_sync() {
    let room = room();
    let room = room.path();
    sync(room, "a.xlsx").exits(0);
    set(room, "a.xlsx", "R08", "owner=Ada");
    risk(room, &["remove", "R08", "-r", "register"]).exits(0);
    sync(room, "a.xlsx").exits(1);
    risk(room, &["resolve", "R08", "theirs", "-r", "register"]).exits(0);
    risk(room, &["rename", "R08", "R80", "-r", "register"]).exits(0);
    let run = sync(room, "a.xlsx").exits(0);
    assert!(!run.stdout.contains("removed"), "{run:?}");
    assert_eq!(stated(room, "a.xlsx", "R80", "owner"), "Ada");
    assert_same(room, "a.xlsx");
}

#[test]
fn what_stands_there_already_of_both_is_not_added_again() {
    let room = room();
    let room = room.path();
    for (register, what) in [("register", "ours"), ("risks.xlsx", "theirs")] {
        let what = format!("description={what}");
        let args = [
            "add",
            "component=Login",
            &what,
            "--reference",
            "R77",
            "-r",
            register,
        ];
        risk(room, &args).exits(0);
    }
    sync(room, "risks.xlsx").exits(1);
    risk(room, &["resolve", "R77", "both", "-r", "register"]).exits(0);
    // As a version wrote it that did not write what was applied.
    let path = room.join("register/conflicts.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("applied = \"both\"\n", "")).unwrap();
    sync(room, "risks.xlsx").exits(2).says("does not have yet");
    let from = "register/conflicts.toml";
    risk(room, &["resolve", "-r", "register", "--from", from]).exits(0);
    risk(room, &["show", "R79", "-r", "register"]).exits(2);
    sync(room, "risks.xlsx").exits(0);
    assert_eq!(stated(room, "risks.xlsx", "R78", "description"), "theirs");
    assert_same(room, "risks.xlsx");
}

#[test]
fn a_base_that_is_no_revision_is_refused_and_what_makes_no_difference_is_reported() {
    let room = room();
    let room = room.path();
    let with = |more: &[&str]| {
        risk(
            room,
            &[&["sync", "risks.xlsx", "-r", "register"], more].concat(),
        )
    };
    crate::git::committed(room);
    with(&["--base", "zzz"]).exits(2).says("zzz");
    with(&["--base", "latest"])
        .exits(0)
        .says("no other base is taken");
    with(&["--without", "Nonsense"])
        .exits(0)
        .says("is not known to have had a column `Nonsense`");
    let known = with(&["--without", "owner"]).exits(0);
    assert!(!known.stderr.contains("not known"), "{known:#?}");
}

#[cfg(unix)]
#[test]
fn the_workbook_of_a_conflict_is_found_from_a_register_that_is_a_link() {
    let room = in_conflict(&[("a.xlsx", "Ada")]);
    let room = room.path();
    let other = room.join("other/place");
    fs::create_dir_all(&other).unwrap();
    std::os::unix::fs::symlink(room.join("register"), other.join("reg")).unwrap();
    let args = [
        "resolve",
        "R08",
        "owner",
        "ours",
        "--workbook",
        "../../a.xlsx",
        "-r",
        "reg",
    ];
    risk(&other, &args)
        .exits(0)
        .says("`risk sync reg/../a.xlsx` makes both the same");
    risk(&other, &["sync", "reg/../a.xlsx", "-r", "reg"]).exits(0);
    assert_same(room, "a.xlsx");
}

#[test]
fn an_acceptance_of_a_risk_that_the_workbook_raised_waits_for_a_decision_at_every_sync() {
    let room = room();
    let room = room.path();
    sync(room, "a.xlsx").exits(0);
    set(room, "a.xlsx", "R01", "likelihood=High");
    set(room, "register", "R01", "status=accepted");
    for _ in 0..3 {
        sync(room, "a.xlsx")
            .exits(1)
            .writes("ours made it accepted, and theirs raised the likelihood");
        assert_eq!(stated(room, "a.xlsx", "R01", "status"), Value::Null);
    }
    let decide = ["resolve", "R01", "status", "ours", "-r", "register"];
    risk(room, &decide).exits(0);
    sync(room, "a.xlsx").exits(0);
    assert_eq!(stated(room, "a.xlsx", "R01", "status"), "accepted");
    assert_same(room, "a.xlsx");
}
