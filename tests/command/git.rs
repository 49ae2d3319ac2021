//! Registers in repositories of git.

use std::path::Path;
use std::process::Command;

use crate::registers::{copy, web_shop};
use crate::run::risk;

/// git in a folder, as nobody in particular: without the settings of whoever runs the tests.
pub fn git(folder: &Path, args: &[&str]) -> String {
    let mut git = Command::new("git");
    as_nobody(git.current_dir(folder).args(args));
    let output = git.output().expect("git is there");
    assert!(output.status.success(), "git {args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Has git run without the settings of whoever runs the tests.
pub fn as_nobody(git: &mut Command) {
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Ada"),
        ("GIT_AUTHOR_EMAIL", "ada@example.com"),
        ("GIT_COMMITTER_NAME", "Ada"),
        ("GIT_COMMITTER_EMAIL", "ada@example.com"),
    ] {
        git.env(name, value);
    }
}

/// Makes a folder a repository, with all that is in it committed.
pub fn committed(folder: &Path) {
    git(folder, &["init", "--quiet", "--initial-branch=main"]);
    commit(folder, "The register");
}

/// Commits all that is in a folder.
pub fn commit(folder: &Path, message: &str) {
    git(folder, &["add", "--all"]);
    git(
        folder,
        &["commit", "--quiet", "--allow-empty", "--message", message],
    );
}

/// Commits all that is in a folder on a day.
pub fn commit_on(folder: &Path, day: &str) {
    git(folder, &["add", "--all"]);
    let mut git = Command::new("git");
    as_nobody(git.current_dir(folder));
    let time = format!("{day}T12:00:00Z");
    git.env("GIT_AUTHOR_DATE", &time)
        .env("GIT_COMMITTER_DATE", &time);
    let commit = ["commit", "--quiet", "--allow-empty", "--message", day];
    assert!(git.args(commit).status().unwrap().success());
}

/// Makes the web shop in a folder, with the three versions that came before: less was known at first, and two risks were rated
/// lower.
pub fn with_history(folder: &Path) {
    let edit = |edits: &[&[&str]]| {
        copy(&web_shop(), folder);
        for args in edits {
            risk(folder, args).exits(0);
        }
    };
    edit(&[
        &["set", "R07", "likelihood=Medium"],
        &["set", "R16", "impact=Low"],
        &["remove", "R19", "R20", "R21"],
    ]);
    git(folder, &["init", "--quiet", "--initial-branch=main"]);
    commit_on(folder, "2026-03-02");
    edit(&[&["set", "R07", "likelihood=Medium"]]);
    commit_on(folder, "2026-07-06");
    edit(&[]);
    commit_on(folder, "2026-10-20");
}
