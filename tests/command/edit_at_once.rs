//! Edits by several people at once.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};

use crate::registers::{files, shop, web_shop};
use crate::run::{command, risk};

/// Starts edits at the same time; which of them said that they were made.
fn at_once(folder: &Path, edits: &[Vec<String>]) -> Vec<bool> {
    let start = |args: &Vec<String>| {
        let mut command = command(folder);
        command
            .args(args)
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        command.spawn().expect("the command starts")
    };
    let children: Vec<Child> = edits.iter().map(start).collect();
    let end = |child: Child| {
        let output = child.wait_with_output().unwrap();
        let words = String::from_utf8(output.stderr).unwrap();
        let code = output.status.code().unwrap();
        // One that comes too late says so, and what to do.
        let too_late = words.contains("has changed since it was read")
            && words.contains("hint: run the command again");
        assert!(code == 0 || (code == 2 && too_late), "{code}: {words}");
        code == 0
    };
    children.into_iter().map(end).collect()
}

/// Gives each of twelve risks an owner of its own, all at once.
fn twelve_owners(folder: &Path, more: &[&str]) -> Vec<(String, bool)> {
    let owner = |n: usize| format!("Owner-{n}-");
    let edit = |n| {
        let mut args = vec![
            "set".to_owned(),
            format!("R{n:02}"),
            format!("owner={}", owner(n)),
        ];
        args.extend(more.iter().map(|&text| text.to_owned()));
        args
    };
    let edits: Vec<_> = (1..=12).map(edit).collect();
    let made = at_once(folder, &edits);
    (1..=12).map(owner).zip(made).collect()
}

#[test]
fn risks_of_a_folder_that_are_edited_at_once_are_all_as_was_said() {
    let shop = shop();
    for (n, (owner, made)) in (1..).zip(twelve_owners(shop.path(), &[])) {
        let text = fs::read_to_string(shop.path().join(format!("risks/R{n:02}.toml"))).unwrap();
        assert_eq!(text.contains(&owner), made, "{owner}");
    }
    risk(shop.path(), &["list"]).exits(0);
}

#[test]
fn edits_at_once_leave_a_whole_register_and_no_other_file() {
    let folder = tempfile::tempdir().unwrap();
    let shop = web_shop();
    let export = ["export", "-r", shop.to_str().unwrap(), "--to", "x.json"];
    risk(folder.path(), &export).exits(0);
    twelve_owners(folder.path(), &["-r", "x.json"]);
    risk(folder.path(), &["check", "-r", "x.json"]).exits(1);
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn an_edit_of_json_that_was_made_is_not_overwritten_by_one_at_the_same_time() {
    let folder = tempfile::tempdir().unwrap();
    let shop = web_shop();
    let export = ["export", "-r", shop.to_str().unwrap(), "--to", "x.json"];
    risk(folder.path(), &export).exits(0);
    let made = twelve_owners(folder.path(), &["-r", "x.json"]);
    let text = fs::read_to_string(folder.path().join("x.json")).unwrap();
    for (owner, made) in made {
        assert_eq!(text.contains(&owner), made, "{owner}");
    }
}

#[test]
fn risks_that_are_added_at_once_are_all_there() {
    let shop = shop();
    let text = |n: usize| format!("Failure-{n}-");
    let edit = |n| vec!["add".to_owned(), format!("description={}", text(n))];
    let edits: Vec<_> = (1..=12).map(edit).collect();
    let made = at_once(shop.path(), &edits);
    let listed = risk(shop.path(), &["list"]).exits(0).stdout;
    for (n, made) in (1..=12).zip(made) {
        assert_eq!(listed.contains(&text(n)), made, "{}", text(n));
    }
}
