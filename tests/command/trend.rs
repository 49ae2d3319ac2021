//! The trend of a register that somebody moved.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::git::{commit_on, git, with_history};
use crate::registers::{json_register, risk as described};
use crate::run::risk;

/// What each version has: its day, and where it was.
fn versions(folder: &Path, register: &str) -> Vec<(String, String)> {
    let run = risk(folder, &["trend", "-r", register, "--format", "json"]).exits(0);
    let trend: Value = serde_json::from_str(&run.stdout).unwrap();
    let points = trend["points"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let points = points.map(|point| (text(&point["day"]), text(&point["path"])));
    points.collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let expected = expected.iter();
    let expected = expected.map(|(day, path)| ((*day).to_owned(), (*path).to_owned()));
    expected.collect()
}

const BEFORE: [(&str, &str); 3] = [
    ("2026-03-02", "."),
    ("2026-07-06", "."),
    ("2026-10-20", "."),
];

#[test]
fn the_history_of_a_register_goes_on_where_it_was_before_it_was_moved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    with_history(path);
    fs::create_dir_all(path.join("systems/web shop")).unwrap();
    for name in ["register.toml", "risks", "components"] {
        git(path, &["mv", name, "systems/web shop"]);
    }
    let now = ("2026-11-23", "systems/web shop");
    let staged = [&BEFORE[..], &[now]].concat();
    assert_eq!(versions(path, "systems/web shop"), pairs(&staged), "staged");
    // A risk that goes with the move is gone behind it.
    fs::remove_file(path.join("systems/web shop/risks/R01.toml")).unwrap();
    commit_on(path, "2026-11-01");
    git(path, &["mv", "systems", "all"]);
    commit_on(path, "2026-11-02");
    let moved = [
        &BEFORE[..],
        &[
            ("2026-11-01", "systems/web shop"),
            ("2026-11-02", "all/web shop"),
            ("2026-11-23", "all/web shop"),
        ],
    ];
    assert_eq!(versions(path, "all/web shop"), pairs(&moved.concat()));
    let run = risk(path, &["trend", "-r", "all/web shop"]).exits(0);
    let run = run
        .says("it was at `.`")
        .says("it was at `systems/web shop`");
    let risks = |line: &str| line.split_whitespace().nth(2).unwrap().to_owned();
    let risks: Vec<String> = run.stdout.lines().skip(1).map(risks).collect();
    assert_eq!(risks, ["20", "20", "20", "21", "21", "18"]);
    // What it was a month ago is read where it was then.
    risk(&path.join("all"), &["report", "web shop", "--format", "md"])
        .exits(0)
        .says_nothing()
        .writes("Since 2026-10-20")
        .writes("1 removed")
        .writes("the register was at systems/web shop");
}

#[test]
fn the_history_of_a_file_goes_on_under_the_name_that_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    with_history(path);
    for (name, other) in [("risks.json", "[1]*.json"), ("risks.xlsx", "new.xlsx")] {
        risk(path, &["export", "--to", name]).exits(0);
        commit_on(path, "2026-11-03");
        git(path, &["mv", name, other]);
        let from = name;
        risk(path, &["trend", "-r", other])
            .exits(0)
            .says(&format!("before now it was at `{from}`"));
        commit_on(path, "2026-11-04");
        let expected = [
            ("2026-11-03", name),
            ("2026-11-04", other),
            ("2026-11-23", other),
        ];
        assert_eq!(versions(path, other), pairs(&expected), "{other}");
    }
}

/// A repository with registers at `a` and `b`, which have no risk but the last in common.
fn two() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    git(path, &["init", "--quiet", "--initial-branch=main"]);
    let risks = ["R1", "R2", "R3"].map(|name| described(name, "Web", "Low", "Low"));
    json_register(&path.join("x.json"), &risks);
    for name in ["a", "b"] {
        risk(path, &["export", "-r", "x.json", "--to", name]).exits(0);
    }
    fs::remove_file(path.join("x.json")).unwrap();
    risk(path, &["remove", "R1", "R2", "-r", "b"]).exits(0);
    commit_on(path, "2026-11-01");
    folder
}

#[test]
fn registers_that_are_moved_together_keep_their_own_histories() {
    let folder = two();
    let path = folder.path();
    git(path, &["mv", "a", "z"]);
    git(path, &["mv", "b", "y"]);
    commit_on(path, "2026-11-02");
    for (name, before) in [("z", "a"), ("y", "b")] {
        let expected = [
            ("2026-11-01", before),
            ("2026-11-02", name),
            ("2026-11-23", name),
        ];
        assert_eq!(versions(path, name), pairs(&expected));
    }
    // What somebody makes where another register goes is new.
    fs::remove_dir_all(path.join("z")).unwrap();
    let risks = [
        described("R7", "Shop", "High", "Low"),
        described("R8", "Shop", "High", "Low"),
    ];
    json_register(&path.join("x.json"), &risks);
    risk(path, &["export", "-r", "x.json", "--to", "new"]).exits(0);
    commit_on(path, "2026-11-03");
    let expected = [("2026-11-03", "new"), ("2026-11-23", "new")];
    assert_eq!(versions(path, "new"), pairs(&expected));
}

#[test]
fn what_was_at_a_path_before_a_register_was_moved_there_is_not_its_history() {
    let folder = two();
    let path = folder.path();
    fs::remove_dir_all(path.join("b")).unwrap();
    commit_on(path, "2026-11-02");
    git(path, &["mv", "a", "b"]);
    let staged = [("2026-11-01", "a"), ("2026-11-23", "b")];
    assert_eq!(versions(path, "b"), pairs(&staged), "staged");
    commit_on(path, "2026-11-03");
    risk(path, &["set", "R1", "impact=High", "-r", "b"]).exits(0);
    commit_on(path, "2026-11-04");
    git(path, &["mv", "b", "a"]);
    commit_on(path, "2026-11-05");
    let expected = [
        ("2026-11-01", "a"),
        ("2026-11-03", "b"),
        ("2026-11-04", "b"),
        ("2026-11-05", "a"),
        ("2026-11-23", "a"),
    ];
    assert_eq!(versions(path, "a"), pairs(&expected), "there and back");
}

#[test]
fn a_register_that_took_the_place_of_another_kind_of_file_has_no_older_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    git(path, &["init", "--quiet", "--initial-branch=main"]);
    fs::write(
        path.join("settings.toml"),
        "schema_version = 1\ntitle = \"Shop\"\n",
    )
    .unwrap();
    commit_on(path, "2026-11-01");
    fs::create_dir(path.join("register")).unwrap();
    git(path, &["mv", "settings.toml", "register/register.toml"]);
    commit_on(path, "2026-11-02");
    let expected = [("2026-11-02", "register"), ("2026-11-23", "register")];
    assert_eq!(versions(path, "register"), pairs(&expected));
}

#[cfg(unix)]
#[test]
fn a_report_of_a_register_that_is_a_link_has_what_changed_in_what_it_leads_to() {
    use std::os::unix::fs::symlink;
    let around = tempfile::tempdir().unwrap();
    let path = around.path().join("repository");
    fs::create_dir_all(path.join("data")).unwrap();
    git(&path, &["init", "--quiet", "--initial-branch=main"]);
    json_register(
        &path.join("data/risks.json"),
        &[described("R1", "Web", "Low", "Low")],
    );
    commit_on(&path, "2026-10-01");
    symlink("data/risks.json", path.join("risks.json")).unwrap();
    commit_on(&path, "2026-11-01");
    risk(
        &path,
        &["set", "R1", "impact=High", "-r", "data/risks.json"],
    )
    .exits(0);
    symlink(
        path.join("data/risks.json"),
        around.path().join("risks.json"),
    )
    .unwrap();
    for folder in [&*path, around.path()] {
        risk(folder, &["report", "risks.json", "--format", "md"])
            .exits(0)
            .says_nothing()
            .writes("Since 2026-10-01")
            .writes("1 worse");
    }
}
