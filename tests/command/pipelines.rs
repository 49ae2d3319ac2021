//! The files for CI systems: what they run is run here, in a repository, as far as that goes without them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::git::{as_nobody, commit, committed, git};
use crate::registers::{copy, repository, web_shop};
use crate::run::TODAY;
use crate::run::risk;

/// The files of the page, by their names.
fn files() -> Vec<(String, Value)> {
    let page = fs::read_to_string(repository().join("docs/pipelines.md")).unwrap();
    let blocks = page.split("\n```yaml\n# ").skip(1);
    let files = blocks.map(|block| {
        let (text, _) = block.split_once("```\n").unwrap();
        let (name, text) = text.split_once('\n').unwrap();
        (name.to_owned(), serde_saphyr::from_str(text).unwrap())
    });
    files.collect()
}

/// The command lines of a file that are of this command: of steps, scripts and hooks.
fn command_lines(file: &Value, lines: &mut Vec<String>) {
    match file {
        Value::String(text) if text.starts_with("risk ") && text.contains(" register") => {
            lines.push(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|value| command_lines(value, lines)),
        Value::Object(values) => values
            .values()
            .for_each(|value| command_lines(value, lines)),
        _ => (),
    }
}

/// Runs a command line as a step does, and returns how it ended.
fn step(folder: &Path, line: &str) -> (i32, String) {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_risk"));
    let path = std::env::join_paths(
        std::iter::once(binary.parent().unwrap().to_owned())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let mut shell = Command::new("bash");
    as_nobody(
        shell
            .current_dir(folder)
            .args(["-euo", "pipefail", "-c", line]),
    );
    shell.env("PATH", path.unwrap()).env("RISK_TODAY", TODAY);
    shell.env("GITHUB_BASE_REF", "main");
    let base = git(folder, &["merge-base", "origin/main", "HEAD"]);
    shell.env("CI_MERGE_REQUEST_DIFF_BASE_SHA", base.trim());
    shell.env("GITHUB_STEP_SUMMARY", folder.join("summary.md"));
    shell.env_remove("RISK_REGISTER");
    let output = shell.output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    (
        output.status.code().unwrap(),
        words + &String::from_utf8_lossy(&output.stdout),
    )
}

/// A clone with a branch on which nothing is changed.
fn clone() -> (tempfile::TempDir, PathBuf) {
    let room = tempfile::tempdir().unwrap();
    let origin = room.path().join("origin");
    copy(&web_shop(), &origin.join("register"));
    committed(&origin);
    git(room.path(), &["clone", "--quiet", "origin", "clone"]);
    let clone = room.path().join("clone");
    git(&clone, &["switch", "--quiet", "--create", "change"]);
    (room, clone)
}

/// Whether the register as it is makes the gate of a file fail, by all that the file runs.
fn gates(file: &Value, folder: &Path) -> bool {
    let mut lines = Vec::new();
    command_lines(file, &mut lines);
    assert!(!lines.is_empty());
    let mut fails = false;
    for line in lines {
        let (code, words) = step(folder, &line);
        assert!(code == 0 || code == 1, "{line}: {words}");
        fails |= code == 1;
    }
    fails
}

#[test]
fn each_file_lets_a_change_pass_that_makes_no_finding_and_stops_one_that_does() {
    let files = files();
    assert_eq!(files.len(), 4);
    for (name, file) in files.iter().filter(|(name, _)| !name.contains("weekly")) {
        let (_room, folder) = clone();
        assert!(!gates(file, &folder), "{name}");
        risk(
            &folder,
            &["set", "-r", "register", "R16", "runbook_actions="],
        )
        .exits(0);
        if !name.contains("pre-commit") {
            commit(&folder, "A change");
        }
        assert!(gates(file, &folder), "{name}");
        for report in ["risk.sarif", "gl-code-quality-report.json"] {
            if let Ok(text) = fs::read_to_string(folder.join(report)) {
                let _: Value = serde_json::from_str(&text).unwrap();
                assert!(text.contains("register/risks/R15.toml"), "{text}");
            }
        }
    }
}

#[test]
fn the_weekly_file_stops_when_an_acceptance_has_ended() {
    let files = files();
    let (_, file) = files
        .iter()
        .find(|(name, _)| name.contains("weekly"))
        .unwrap();
    let (_room, folder) = clone();
    assert!(!gates(file, &folder));
    risk(
        &folder,
        &[
            "set",
            "-r",
            "register",
            "R22",
            "acceptance.until=2026-01-01",
        ],
    )
    .exits(0);
    assert!(gates(file, &folder));
}
