//! A check as a pipeline runs it: what fails, what is known, and the forms that CI systems read.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::git::{commit, committed, git};
use crate::libreoffice::are_installed;
use crate::registers::{copy, shop, web_shop};
use crate::run::{command, end, risk};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The codes of findings, in their order.
fn codes(folder: &Path, args: &[&str], exit: i32) -> Vec<String> {
    let args = [&["check", "--format", "json"], args].concat();
    let answer = json(&risk(folder, &args).exits(exit).stdout);
    let findings = answer["findings"].as_array().unwrap().iter();
    let codes = findings.map(|finding| finding["code"].as_str().unwrap().to_owned());
    codes.collect()
}

#[test]
fn what_makes_a_check_fail_is_asked_for() {
    let fails = |on: &str, exit: i32| {
        risk(&web_shop(), &["check", "--fail-on", on]).exits(exit);
    };
    fails("warning", 1);
    fails("error", 0);
    fails("never", 0);
    let later = ["check", "--today", "2027-11-23", "--fail-on", "error"];
    risk(&web_shop(), &later).exits(1);
}

#[test]
fn findings_are_chosen_by_severity_rule_component_and_risk() {
    let shop = web_shop();
    let one = codes(&shop, &["--rule", "unrated"], 1);
    assert_eq!(one, ["unrated"]);
    let two = codes(
        &shop,
        &["--rule", "unrated", "--rule", "no-tracker-link"],
        1,
    );
    assert_eq!(two, ["unrated", "no-tracker-link"]);
    // What is left is what makes the gate fail.
    assert_eq!(codes(&shop, &["--rule", "no-tracker-link"], 0).len(), 1);
    assert_eq!(codes(&shop, &["--severity", "error"], 0).len(), 0);
    assert_eq!(codes(&shop, &["--severity", "warning"], 1).len(), 7);
    let of_component = codes(&shop, &["--component", "checkout api"], 1);
    let expected = [
        "no-runbook-action",
        "rto-missed",
        "recovery-beyond-objective",
    ];
    assert_eq!(of_component, expected);
    let of_both = codes(&shop, &["--risk", "r15", "--component", "Monitoring"], 1);
    assert_eq!(of_both, ["unrated", "no-tracker-link"]);
}

#[test]
fn what_no_finding_can_be_of_is_refused_with_the_nearest() {
    let refused = |args: &[&str], words: &str| {
        risk(&web_shop(), &[&["check"], args].concat())
            .exits(2)
            .says(words);
    };
    refused(&["--rule", "unratd"], "no rule has the code `unratd`");
    refused(&["--rule", "unratd"], "`unrated`");
    refused(&["--component", "Checkout AP"], "Checkout API");
    refused(&["--risk", "R99"], "no risk has the reference `R99`");
    refused(&["--write-baseline"], "--write-baseline needs a file");
    refused(
        &["--write-baseline", "x.json", "--rule", "unrated"],
        "cannot be used with",
    );
    refused(
        &["--baseline", "nothing.json"],
        "failed to read nothing.json",
    );
    refused(&["--baseline", "register.toml"], "not a baseline");
    refused(
        &["--since", "no-such-branch"],
        "`no-such-branch` is no revision",
    );
}

#[test]
fn paths_are_those_in_the_repository_wherever_the_command_runs() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("examples");
    copy(&web_shop(), &folder.join("web-shop"));
    git(above.path(), &["init", "--quiet"]);
    let args = ["check", "web-shop", "--format", "json", "--rule", "unrated"];
    let answer = json(&risk(&folder, &args).exits(1).stdout);
    let finding = &answer["findings"][0];
    assert_eq!(finding["path"], "examples/web-shop/risks/R15.toml");
    assert_eq!(
        (&finding["line"], &finding["column"]),
        (&1.into(), &1.into())
    );
    // Outside a repository, it is as it was typed.
    let shop = shop();
    let args = ["check", "--format", "json", "--rule", "unrated"];
    let answer = json(&risk(shop.path(), &args).exits(1).stdout);
    assert_eq!(answer["findings"][0]["path"], "risks/R15.toml");
}

/// The example as a folder and as a workbook.
fn forms() -> Vec<(tempfile::TempDir, &'static str)> {
    let folder = shop();
    let workbook = tempfile::tempdir().unwrap();
    let to = workbook.path().join("shop.xlsx").display().to_string();
    risk(folder.path(), &["export", "--to", &to]).exits(0);
    vec![(folder, "."), (workbook, "shop.xlsx")]
}

#[test]
fn every_report_has_every_finding_of_a_folder_and_of_a_workbook() {
    for (folder, register) in forms() {
        let report = |format: &str| {
            let run = risk(folder.path(), &["check", register, "--format", format]);
            run.exits(1).stdout
        };
        let count = json(&report("json"))["findings"].as_array().unwrap().len();
        let sarif = json(&report("sarif"));
        assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), count);
        assert_eq!(json(&report("gitlab")).as_array().unwrap().len(), count);
        assert_eq!(report("github").lines().count(), count);
        let junit = report("junit");
        assert_eq!(junit.matches("<failure ").count(), 7);
        assert_eq!(junit.matches("<system-out>").count(), count - 7);
        // A gate that never fails has no failures.
        let args = ["check", register, "--format", "junit", "--fail-on", "never"];
        let run = risk(folder.path(), &args).exits(0);
        assert!(!run.stdout.contains("<failure"), "{run:?}");
    }
}

#[test]
fn the_validator_of_sarif_finds_no_error() {
    if !are_installed() {
        return;
    }
    for (folder, register) in forms() {
        let args = ["check", register, "--format", "sarif"];
        let sarif = risk(folder.path(), &args).exits(1).stdout;
        fs::write(folder.path().join("risk.sarif"), sarif).unwrap();
        let mut validator = Command::new("Sarif.Multitool");
        let args = [
            "validate",
            "--rule-kind",
            "Sarif;Ghas",
            "--output",
            "found.sarif",
            "risk.sarif",
        ];
        let output = validator.current_dir(folder.path()).args(args).output();
        let output = output.expect("the validator runs");
        assert!(output.status.success(), "{output:?}");
        let found = fs::read_to_string(folder.path().join("found.sarif")).unwrap();
        let found = json(found.trim_start_matches('\u{feff}'));
        let results = found["runs"][0]["results"].as_array().unwrap();
        let graver = results.iter().filter(|result| result["level"] != "note");
        assert_eq!(graver.collect::<Vec<_>>(), Vec::<&Value>::new());
    }
}

#[test]
fn the_page_of_a_step_of_github_has_all_findings() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("summary.md");
    fs::write(&page, "### before\n").unwrap();
    let mut check = command(&web_shop());
    check.args(["check", "--format", "github"]);
    let run = end(check.env("GITHUB_STEP_SUMMARY", &page)).exits(1);
    assert_eq!(run.stdout.lines().count(), 9);
    let text = fs::read_to_string(&page).unwrap();
    assert!(
        text.starts_with("### before\n### risk check: 7 warnings, 2 notes\n"),
        "{text}"
    );
    assert!(text.contains("risks/R15.toml:1"), "{text}");
    assert_eq!(text.matches("| warning").count(), 7 + 6, "{text}");
    // Where it cannot be written, that is told.
    let mut check = command(&web_shop());
    check.args(["check", "--format", "github"]);
    end(check.env("GITHUB_STEP_SUMMARY", folder.path()))
        .exits(2)
        .says("failed to write");
}

#[test]
fn what_a_baseline_has_fails_no_gate_and_what_is_new_does() {
    let shop = shop();
    let folder = shop.path();
    let write = ["check", "--baseline", "known.json", "--write-baseline"];
    risk(folder, &write)
        .exits(0)
        .says("9 known findings in known.json");
    let text = fs::read_to_string(folder.join("known.json")).unwrap();
    assert_eq!(text.lines().count(), 9 + 5, "{text}");
    let gate = ["check", "--baseline", "known.json"];
    risk(folder, &gate)
        .exits(0)
        .says("9 known findings in the baseline")
        .says("no findings");
    risk(folder, &["set", "R16", "runbook_actions="]).exits(0);
    risk(folder, &gate).exits(1).writes("R16").says("1 warning");
    assert_eq!(codes(folder, &gate[1..], 1), ["no-runbook-action"]);
    // It can be named where it is written.
    risk(folder, &["check", "--write-baseline", "all.json"]).exits(0);
    risk(folder, &["check", "--baseline", "all.json"])
        .exits(0)
        .says("10 known findings");
}

#[test]
fn a_workbook_that_is_sorted_and_has_rows_inserted_has_no_new_findings() {
    if !are_installed() {
        return;
    }
    let (folder, _) = forms().remove(1);
    let folder = folder.path();
    let gate = ["check", "shop.xlsx", "--baseline", "known.json"];
    risk(folder, &[&gate[..], &["--write-baseline"]].concat()).exits(0);
    let script = "import openpyxl, sys
book = openpyxl.load_workbook('shop.xlsx', rich_text=True)
sheet = book['Risks']
rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2) if row[0].value]
rows.sort(key=lambda row: str(row[2]))
sheet.delete_rows(2, sheet.max_row)
for at, row in enumerate(rows):
    for column, value in enumerate(row, 1):
        sheet.cell(at + 4, column, value)
book.save('shop.xlsx')";
    let mut python = Command::new("python3");
    let output = python
        .current_dir(folder)
        .args(["-c", script])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let codes = codes(folder, &gate[1..], 0);
    assert_eq!(codes, [""; 0]);
}

#[test]
fn a_change_answers_for_what_it_made_and_not_for_what_was_there_or_is_mended_elsewhere() {
    let shop = shop();
    let folder = shop.path();
    committed(folder);
    git(folder, &["switch", "--quiet", "--create", "change"]);
    risk(folder, &["set", "R16", "runbook_actions="]).exits(0);
    commit(folder, "A change");
    git(folder, &["switch", "--quiet", "main"]);
    risk(folder, &["set", "R05", "runbook_actions+=Clear the cache"]).exits(0);
    commit(folder, "Somebody mends another risk");
    git(folder, &["switch", "--quiet", "change"]);
    let gate = ["check", "--since", "main"];
    risk(folder, &gate)
        .exits(1)
        .says("9 findings were there before")
        .says("1 warning");
    assert_eq!(codes(folder, &gate[1..], 1), ["no-runbook-action"]);
    risk(folder, &["set", "R16", "runbook_actions+=Call them"]).exits(0);
    risk(folder, &gate).exits(0);
    // A day makes no finding of a change: both sides are of the same.
    assert_eq!(
        codes(folder, &["--since", "main", "--today", "2027-11-23"], 0),
        [""; 0]
    );
}

#[test]
fn of_a_register_that_a_change_brings_all_findings_are_new() {
    let shop = shop();
    let folder = shop.path();
    fs::create_dir(folder.join("below")).unwrap();
    git(folder, &["init", "--quiet", "--initial-branch=main"]);
    git(
        folder,
        &["commit", "--quiet", "--allow-empty", "--message", "Nothing"],
    );
    git(folder, &["tag", "nothing"]);
    commit(folder, "The register");
    let run = risk(folder, &["check", "--since", "nothing"]).exits(1);
    run.says("nothing has no register there: all findings are new")
        .says("7 warnings");
}

#[test]
fn nothing_else_is_written_over_by_a_baseline() {
    let shop = shop();
    let folder = shop.path();
    let register = folder.join("risks/R01.toml");
    let before = fs::read_to_string(&register).unwrap();
    risk(folder, &["check", "--write-baseline", "risks/R01.toml"])
        .exits(2)
        .says("risks/R01.toml is there, and is no baseline");
    assert_eq!(fs::read_to_string(&register).unwrap(), before);
    for _ in 0..2 {
        risk(folder, &["check", "--write-baseline", "known.json"]).exits(0);
    }
}
