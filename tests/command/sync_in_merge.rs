//! Syncs and their conflicts in the middle of a merge by git.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::git::{commit, committed, git};
use crate::git_merges::try_git;
use crate::run::risk;
use crate::syncs::{in_conflict, room, set, stated, sync};

/// A room in which a branch gives R06 one owner and the main branch another one, merged as git does it.
fn merged(room: TempDir) -> TempDir {
    let at = room.path();
    fs::write(at.join(".gitignore"), "*.xlsx\n").unwrap();
    git(at, &["init", "--quiet", "--initial-branch=main"]);
    risk(at, &["git", "install", "register"]).exits(0);
    committed(at);
    diverge(at, "register");
    room
}

/// Has a branch give R06 of a register one owner and the main branch another one, and git stop in the middle of their merge.
fn diverge(at: &Path, register: &str) {
    git(at, &["checkout", "--quiet", "-b", "theirs"]);
    set(at, register, "R06", "owner=Branch");
    commit(at, "Theirs");
    git(at, &["checkout", "--quiet", "main"]);
    set(at, register, "R06", "owner=Main");
    commit(at, "Ours");
    let merge = try_git(at, &["merge", "--quiet", "theirs"]);
    assert!(!merge.status.success());
}

fn resolve(room: &Path, args: &[&str]) -> crate::run::Run {
    risk(room, &[&["resolve", "-r", "register"], args].concat())
}

#[test]
fn a_merge_that_git_left_is_resolved_beside_the_conflicts_of_a_sync() {
    let room = merged(in_conflict(&[("a.xlsx", "Ada")]));
    let room = room.path();
    risk(room, &["check", "-r", "register"])
        .exits(1)
        .writes("a merge by git is not resolved");
    let listed = resolve(room, &[]).exits(1);
    for word in ["R06", "Branch", "R08", "Ada"] {
        assert!(listed.stdout.contains(word), "{listed:#?}");
    }
    resolve(room, &["R08", "owner", "ours"])
        .exits(0)
        .says("1 conflict left");
    resolve(room, &[]).exits(1).writes("Branch");
    resolve(room, &["R06", "owner", "theirs"])
        .exits(0)
        .says("no conflicts are left")
        .says("hint: git add -- register/risks/R06.toml");
    assert_eq!(stated(room, "register", "R06", "owner"), "Branch");
    git(room, &["add", "register"]);
    sync(room, "a.xlsx").exits(0);
    assert_eq!(stated(room, "a.xlsx", "R08", "owner"), "Platform");
    assert_eq!(stated(room, "a.xlsx", "R06", "owner"), "Branch");
}

#[test]
fn a_conflict_of_the_merge_goes_before_one_of_a_sync_in_the_same_place() {
    let room = in_conflict(&[("a.xlsx", "Ada")]);
    set(room.path(), "a.xlsx", "R06", "owner=Grace");
    set(room.path(), "register", "R06", "owner=Platform");
    sync(room.path(), "a.xlsx").exits(1);
    let room = merged(room);
    let room = room.path();
    resolve(room, &["R06", "owner", "theirs"])
        .exits(0)
        .says("2 conflicts left")
        .says("hint: git add -- register/risks/R06.toml");
    assert_eq!(stated(room, "register", "R06", "owner"), "Branch");
    git(room, &["add", "register"]);
    resolve(room, &[]).exits(1).writes("Grace");
}

#[test]
fn a_sync_does_not_write_what_git_has_left_unmerged() {
    let room = merged(room());
    let room = room.path();
    set(room, "risks.xlsx", "R08", "owner=Ada");
    let before = crate::registers::files(room);
    sync(room, "risks.xlsx")
        .exits(2)
        .says("git has a merge of register that is not done")
        .says("`risk resolve -r register`");
    assert!(before == crate::registers::files(room));
    resolve(room, &["R06", "owner", "theirs"]).exits(0);
    git(room, &["add", "register"]);
    sync(room, "risks.xlsx").exits(0);
    assert_eq!(stated(room, "register", "R08", "owner"), "Ada");
    assert_eq!(stated(room, "risks.xlsx", "R06", "owner"), "Branch");
}

#[test]
fn a_sync_does_not_write_a_workbook_that_git_has_left_unmerged() {
    let room = room();
    let room = room.path();
    committed(room);
    diverge(room, "risks.xlsx");
    sync(room, "risks.xlsx")
        .exits(2)
        .says("git has a merge of risks.xlsx that is not done")
        .says("`risk resolve -r risks.xlsx`");
}

#[test]
fn a_merge_that_git_left_is_resolved_beside_the_conflicts_of_another_merge() {
    let room = room();
    let at = room.path();
    for version in ["base", "other"] {
        risk(at, &["export", "-r", "register", "--to", version]).exits(0);
    }
    set(at, "other", "R08", "owner=Ada");
    set(at, "register", "R08", "owner=Platform");
    let args = ["merge", "base", "register", "other", "--into", "register"];
    risk(at, &args).exits(1);
    let room = merged(room);
    let room = room.path();
    let listed = resolve(room, &[]).exits(1);
    for word in ["R06", "Branch", "R08", "Ada"] {
        assert!(listed.stdout.contains(word), "{listed:#?}");
    }
    resolve(room, &["R06", "owner", "theirs"])
        .exits(0)
        .says("1 conflict left");
    resolve(room, &["R08", "owner", "ours"])
        .exits(0)
        .says("hint: git add -- register/risks/R06.toml");
    assert_eq!(stated(room, "register", "R06", "owner"), "Branch");
}
