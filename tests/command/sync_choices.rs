//! What people choose for the conflicts of syncs, and what becomes of that.

use std::fs;
use std::path::Path;

use crate::registers::files;
use crate::run::risk;
use crate::syncs::{assert_same, in_conflict, set, stated, sync};

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
