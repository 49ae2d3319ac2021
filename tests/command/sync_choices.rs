//! What people choose for the conflicts of syncs, and what becomes of that.

use std::fs;
use std::path::Path;

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
