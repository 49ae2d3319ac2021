//! Commands that only tell what they would do.

use crate::edit_refused::EDITS;
use crate::registers::{files, shop};
use crate::run::risk;

#[test]
fn a_dry_run_of_an_edit_tells_what_the_edit_tells_and_writes_nothing() {
    let folder = shop();
    risk(folder.path(), &["component", "add", "Kafka"]).exits(0);
    let edits = EDITS.iter().filter(|args| !args.contains(&"add"));
    for args in edits.chain(&[["component", "add", "Nats"].as_slice(), EDITS[0]]) {
        let before = files(folder.path());
        let dry = risk(folder.path(), &[args, ["--dry-run"].as_slice()].concat()).exits(0);
        assert_eq!(files(folder.path()), before, "{args:?}");
        let made = crate::registers::shop();
        risk(made.path(), &["component", "add", "Kafka"]).exits(0);
        let done = risk(made.path(), args).exits(0);
        assert_eq!(dry.stdout, done.stdout, "{args:?}");
        assert_eq!(dry.stderr, before_the_fact(&done.stderr), "{args:?}");
    }
}

/// What is told of files that would be written: `would create 1 file, update 2 files`.
fn before_the_fact(told: &str) -> String {
    let (files, rest) = told.split_once('\n').unwrap();
    let verb = |words: &str| {
        let (files, done) = words.rsplit_once(' ').unwrap();
        format!("{} {files}", done.trim_end_matches('d'))
    };
    let files: Vec<String> = files.split(", ").map(verb).collect();
    format!("would {}\n{rest}", files.join(", "))
}

#[test]
fn a_dry_run_of_an_export_says_what_the_export_says_and_writes_nothing() {
    let folder = shop();
    let before = files(folder.path());
    for target in ["x.xlsx", "x.json", "x.csv", "x"] {
        let args = ["export", "--to", target];
        let words = |told: &str| {
            let lines = told.split_inclusive('\n');
            let words = lines.filter(|line| !line.starts_with("warning: CSV"));
            words.collect::<String>()
        };
        let dry = risk(folder.path(), &[&args, ["--dry-run"].as_slice()].concat()).exits(0);
        assert_eq!(files(folder.path()), before, "{target}");
        let elsewhere = shop();
        let done = risk(elsewhere.path(), &args).exits(0);
        let done = words(&done.stderr).replacen("exported", "export", 1);
        assert_eq!(words(&dry.stderr), format!("would {done}"));
    }
}

#[test]
fn a_dry_run_of_an_export_refuses_what_the_export_would_refuse() {
    let folder = shop();
    risk(folder.path(), &["export", "--to", "there.xlsx"]).exits(0);
    risk(folder.path(), &["export", "--to", "there.csv"]).exits(0);
    risk(folder.path(), &["export", "--to", "there"]).exits(0);
    risk(folder.path(), &["remove", "R20"]).exits(0);
    let notes = "notes+=Card: https://trello.com/c/Hq7bW2xN";
    risk(folder.path(), &["set", "R05", notes]).exits(0);
    for target in ["there.xlsx", "there.csv", "there", "new.xlsx", "new.pdf"] {
        let args = ["export", "--to", target];
        let run = risk(folder.path(), &args).exits(2);
        let dry = risk(folder.path(), &[&args, ["--dry-run"].as_slice()].concat()).exits(2);
        assert_eq!(dry.stderr, run.stderr, "{target}");
    }
}

#[test]
fn a_dry_run_of_an_export_into_no_folder_is_refused_as_the_export_is() {
    let folder = shop();
    for target in ["missing/x.xlsx", "missing/x.csv", "missing/x.json"] {
        risk(folder.path(), &["export", "--to", target]).exits(2);
        risk(folder.path(), &["export", "--to", target, "--dry-run"]).exits(2);
    }
}
