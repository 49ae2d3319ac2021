//! What differs between two versions: of paths, of forms, of revisions.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::git::{commit, committed, git};
use crate::registers::{copy, repository, web_shop, workbook};
use crate::run::{Run, risk};

/// A repository with the web shop in a folder and as a workbook.
fn shop() -> TempDir {
    let around = tempfile::tempdir().unwrap();
    copy(&web_shop(), &around.path().join("register"));
    let workbook = repository().join("examples/web-shop.xlsx");
    fs::copy(workbook, around.path().join("risks.xlsx")).unwrap();
    committed(around.path());
    around
}

fn edit(folder: &Path, assignment: &str) {
    risk(folder, &["set", "R04", assignment, "-r", "register"]).exits(0);
}

/// The records that differ, each with what became of it.
fn records(run: &Run) -> Vec<(String, String)> {
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let records = answer["records"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    records
        .map(|record| (text(&record["record"]["key"]), text(&record["change"])))
        .collect()
}

#[test]
fn without_a_version_it_is_what_changed_since_the_last_commit() {
    let around = shop();
    let register = around.path().join("register");
    risk(&register, &["diff"]).exits(0).says("no changes");
    edit(around.path(), "likelihood=High");
    let run = risk(&register, &["diff", "--exit-code"]).exits(1);
    run.writes("Low → High").says("1 worse");
    commit(around.path(), "Worse");
    risk(&register, &["diff", "--exit-code"]).exits(0);
    risk(&register, &["diff", "HEAD~1"])
        .writes("Low → High")
        .exits(0);
    let back = risk(&register, &["diff", "HEAD", "HEAD~1", "--format", "json"]).exits(0);
    assert_eq!(records(&back), [("R04".to_owned(), "better".to_owned())]);
}

#[test]
fn a_version_is_a_path_a_revision_or_both() {
    let around = shop();
    let at = |args: &[&str]| risk(around.path(), args);
    edit(around.path(), "likelihood=High");
    for args in [
        ["diff", "HEAD:", "register"],
        ["diff", "main:register", "register"],
        ["diff", "main:./register", "register"],
        ["diff", "HEAD:risks.xlsx", "register"],
        ["diff", "risks.xlsx", "register"],
    ] {
        let run = at(&[&args[..], &["--format", "json", "-r", "register"]].concat()).exits(0);
        let expected = [("R04".to_owned(), "worse".to_owned())];
        assert_eq!(records(&run), expected, "{args:?}");
    }
    // With two paths no register has to be named.
    at(&["diff", "risks.xlsx", "HEAD:risks.xlsx"])
        .exits(0)
        .says("no changes");
}

#[test]
fn a_name_that_is_a_path_and_a_revision_is_asked_about() {
    let around = shop();
    git(around.path(), &["branch", "register"]);
    edit(around.path(), "likelihood=High");
    let args = |version: &'static str| ["diff", version, "-r", "register"];
    let run = risk(around.path(), &args("register")).exits(2);
    run.says("`register` is a path and a revision")
        .says("`register:` the revision");
    risk(around.path(), &args("register:"))
        .exits(0)
        .says("1 worse");
    risk(around.path(), &args("./register"))
        .exits(0)
        .says("no changes");
}

#[test]
fn a_path_of_several_parts_may_be_a_branch_too() {
    let around = shop();
    fs::create_dir(around.path().join("systems")).unwrap();
    copy(
        &around.path().join("register"),
        &around.path().join("systems/web"),
    );
    git(around.path(), &["branch", "systems/web"]);
    let args = |version: &'static str| ["diff", version, "-r", "register"];
    let run = risk(around.path(), &args("systems/web")).exits(2);
    run.says("`systems/web` is a path and a revision of git");
    risk(around.path(), &args("./systems/web"))
        .exits(0)
        .says("no changes");
}

#[test]
fn a_file_that_is_a_link_in_the_repository_is_read_as_where_it_leads() {
    let around = shop();
    let file = around.path().join("register/risks/R04.toml");
    fs::rename(&file, around.path().join("register/R04.elsewhere")).unwrap();
    std::os::unix::fs::symlink("../R04.elsewhere", &file).unwrap();
    commit(around.path(), "A link");
    risk(around.path(), &["diff", "-r", "register", "--exit-code"]).exits(0);
    // One that leads nowhere is no risk that is gone.
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink("../nowhere", &file).unwrap();
    commit(around.path(), "A link to nothing");
    let run = risk(around.path(), &["diff", "HEAD", "HEAD~1", "-r", "register"]).exits(2);
    run.says("it has no content of risks/R04.toml");
}

#[test]
fn what_is_no_version_is_an_error_that_names_it() {
    let around = shop();
    let args = |version: &'static str| ["diff", version, "-r", "register"];
    let run = risk(around.path(), &args("no-such")).exits(2);
    run.says("`no-such` is neither a path nor a revision of git");
    risk(around.path(), &args("no-such:"))
        .exits(2)
        .says("`no-such` is no revision");
    risk(around.path(), &args("HEAD:nothing"))
        .exits(2)
        .says("HEAD has no `nothing`");
    risk(around.path(), &args("HEAD:register/risks/R04.toml"))
        .exits(2)
        .says("not a register");
    risk(around.path(), &args(r"C:\register"))
        .exits(2)
        .says("failed to read");
    // A revision is no option of git, whatever it looks like.
    let run = risk(
        around.path(),
        &["diff", "-r", "register", "--", "--output=made"],
    )
    .exits(2);
    run.says("neither a path nor a revision");
    assert!(!around.path().join("made").exists());
    // Neither is a path a pattern.
    risk(around.path(), &args("HEAD:regist*"))
        .exits(2)
        .says("has no `regist*`");
    let nowhere = tempfile::tempdir().unwrap();
    copy(&web_shop(), nowhere.path());
    risk(nowhere.path(), &["diff"])
        .exits(2)
        .says("not a git repository");
}

#[test]
fn a_file_that_git_keeps_elsewhere_is_reported_as_such() {
    let around = shop();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
    fs::write(around.path().join("big.xlsx"), pointer).unwrap();
    commit(around.path(), "A pointer");
    let run = risk(around.path(), &["diff", "HEAD:big.xlsx", "register"]).exits(2);
    run.says("a pointer of Git LFS");
}

#[test]
fn a_register_that_is_a_whole_repository_has_versions_too() {
    let around = tempfile::tempdir().unwrap();
    copy(&web_shop(), around.path());
    committed(around.path());
    risk(around.path(), &["set", "R04", "owner=Web team"]).exits(0);
    let run = risk(around.path(), &["diff"]).exits(0);
    run.writes("Web → Web team").says("1 edited");
}

#[test]
fn markdown_is_a_comment_for_a_pull_request_and_csv_has_each_row_by_itself() {
    let around = shop();
    edit(around.path(), "likelihood=High");
    let args = |format: &'static str| ["diff", "-r", "register", "--format", format];
    let md = risk(around.path(), &args("md")).exits(0);
    assert!(md.stdout.starts_with("**1 worse**\n\n| Record |"), "{md:?}");
    let csv = risk(around.path(), &args("csv")).exits(0);
    let mut rows = csv::Reader::from_reader(csv.stdout.as_bytes());
    for row in rows.records() {
        assert_eq!(&row.unwrap()[0], "R04");
    }
}

#[test]
fn what_means_the_same_is_shown_where_it_is_asked_for() {
    let around = shop();
    let file = around.path().join("register/risks/R04.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replace("likelihood = \"Low\"", "likelihood = \"low\""),
    )
    .unwrap();
    let args = ["diff", "-r", "register", "--exit-code"];
    risk(around.path(), &args).exits(0).says("no changes");
    let all = risk(around.path(), &[&args[..], &["--all"]].concat()).exits(0);
    all.writes("Low → low").says("no changes");
}

#[test]
fn a_column_that_one_of_two_workbooks_has_is_a_difference_unless_no_risk_states_it() {
    let around = tempfile::tempdir().unwrap();
    let around = around.path();
    let header = [
        "Reference",
        "Component",
        "Risk",
        "Likelihood",
        "Impact",
        "Owner",
    ];
    let rows: [&[&str]; 2] = [
        &["A1", "Gateway", "It times out", "Low", "High", "Ann"],
        &["A2", "Store", "The disk is full", "High", "Low", "Bob"],
    ];
    workbook(&around.join("base.xlsx"), &header, &rows);
    for (column, values, path, stated) in [
        (
            "Status",
            ["closed", "open"],
            "columns.status",
            "stated by 2 risks",
        ),
        (
            "Region",
            ["EU", ""],
            "columns.extra.Region",
            "stated by 1 risk",
        ),
    ] {
        let header = [&header[..], &[column]].concat();
        let rows = [0, 1].map(|at| [rows[at], &[values[at]]].concat());
        let rows = rows.each_ref().map(Vec::as_slice);
        workbook(&around.join("other.xlsx"), &header, &rows);
        for (one, other, sign) in [("base", "other", "+"), ("other", "base", "-")] {
            let [one, other] = [one, other].map(|name| format!("{name}.xlsx"));
            risk(around, &["diff", &one, &other, "--exit-code"])
                .exits(1)
                .writes(&format!("register  {path}  {sign} {stated}\n"));
        }
    }
    let header = [&header[..], &["Comment"]].concat();
    workbook(&around.join("blank.xlsx"), &header, &rows);
    risk(around, &["diff", "base.xlsx", "blank.xlsx", "--exit-code"]).exits(0);
}
