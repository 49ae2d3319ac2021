//! Having git run us: what is installed, what is missing, and what is taken back.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::git::{commit, committed, git};
use crate::registers::{copy, files, json_register, repository, web_shop};
use crate::run::{Run, risk};

/// A repository with the web shop in the folder `register`, and as a workbook.
fn shop() -> TempDir {
    let around = tempfile::tempdir().unwrap();
    copy(&web_shop(), &around.path().join("register"));
    let workbook = repository().join("examples/web-shop.xlsx");
    fs::copy(workbook, around.path().join("shop.xlsx")).unwrap();
    committed(around.path());
    around
}

fn git_command(folder: &Path, command: &str, register: &str) -> Run {
    risk(folder, &["git", command, register])
}

fn attributes(folder: &Path) -> String {
    fs::read_to_string(folder.join(".gitattributes")).unwrap()
}

/// The settings of a repository, but for those that `git init` makes.
fn settings(folder: &Path) -> Vec<String> {
    let list = git(folder, &["config", "--local", "--list"]);
    let ours = list.lines().filter(|line| !line.starts_with("core."));
    ours.map(str::to_owned).collect()
}

#[test]
fn only_the_files_of_the_register_get_attributes_and_what_is_there_stays() {
    let around = shop();
    let path = around.path();
    fs::write(
        path.join(".gitattributes"),
        "*.png binary\n# ours\r\n*.txt text",
    )
    .unwrap();
    git_command(path, "install", "shop.xlsx").exits(0);
    let expected = "*.png binary\n# ours\r\n*.txt text\n/shop.xlsx diff=risk merge=risk\n";
    assert_eq!(attributes(path), expected);
    git_command(path, "install", "register").exits(0);
    let expected =
        "components/*.toml merge=risk\nrisks/*.toml merge=risk\nreviews/*.toml merge=risk\n";
    assert_eq!(attributes(&path.join("register")), expected);
    let of = |file: &str| git(path, &["check-attr", "merge", "--", file]);
    assert!(of("register/risks/R04.toml").ends_with(": risk\n"));
    assert!(of("shop.xlsx").ends_with(": risk\n"));
    for other in [
        "register/register.toml",
        "package.json",
        "risks/R04.toml",
        "register/shop.xlsx",
    ] {
        assert!(of(other).ends_with(": unspecified\n"), "{other}");
    }
}

#[test]
fn to_install_once_more_changes_nothing() {
    let around = shop();
    git_command(around.path(), "install", "shop.xlsx").exits(0);
    let before = files(around.path());
    let again = git_command(around.path(), "install", "shop.xlsx").exits(0);
    assert_eq!(files(around.path()), before);
    assert!(!again.stdout.contains("missing"), "{again:?}");
}

#[test]
fn to_uninstall_takes_back_what_was_installed_and_nothing_else() {
    let around = shop();
    let path = around.path();
    let before = files(path);
    let was = settings(path);
    git_command(path, "install", "register").exits(0);
    git_command(path, "install", "shop.xlsx").exits(0);
    // The settings stay as long as the other register needs them.
    let first = git_command(path, "uninstall", "shop.xlsx").exits(0);
    first.writes("stays, as register/components/");
    git_command(path, "status", "register").exits(0);
    git_command(path, "uninstall", "register").exits(0);
    assert_eq!(settings(path), was);
    let without_config = |found: Vec<_>| -> Vec<_> {
        let is_kept = |file: &(std::path::PathBuf, Vec<u8>)| !file.0.ends_with(".git/config");
        found.into_iter().filter(is_kept).collect()
    };
    assert_eq!(without_config(files(path)), without_config(before));
    fs::write(path.join(".gitattributes"), "*.txt text").unwrap();
    git_command(path, "install", "shop.xlsx").exits(0);
    git_command(path, "uninstall", "shop.xlsx").exits(0);
    assert_eq!(attributes(path), "*.txt text\n");
}

#[test]
fn a_clone_where_only_the_attributes_arrived_is_shown_what_is_missing() {
    let around = shop();
    git_command(around.path(), "install", "shop.xlsx").exits(0);
    commit(around.path(), "The driver");
    let clone = tempfile::tempdir().unwrap();
    let from = around.path().to_str().unwrap();
    git(clone.path(), &["clone", "--quiet", from, "."]);
    let status = git_command(clone.path(), "status", "shop.xlsx").exits(1);
    let status = status.says("hint: `risk git install` sets up what is missing");
    let missing = status
        .stdout
        .lines()
        .filter(|line| line.contains("missing"));
    let keys = [
        "diff.risk.textconv",
        "merge.risk.name",
        "merge.risk.driver",
        "merge.risk.recursive",
    ];
    for (line, key) in missing.zip(keys) {
        assert!(
            line.starts_with(key) && line.contains("not set in this clone"),
            "{line}"
        );
    }
    git_command(clone.path(), "install", "shop.xlsx").exits(0);
    git_command(clone.path(), "status", "shop.xlsx").exits(0);
    assert_eq!(git(clone.path(), &["status", "--porcelain"]), "");
}

/// git takes a program that is not there for a conflict, and shows nobody why.
#[test]
fn a_program_that_is_gone_is_missing() {
    let around = shop();
    git_command(around.path(), "install", "register").exits(0);
    let set = |value: &str| git(around.path(), &["config", "merge.risk.driver", value]);
    set("'/opt/ri'\\''sk 1/risk' git merge-driver -- %O %A %B %P");
    let status = git_command(around.path(), "status", "register").exits(1);
    status.writes("/opt/ri'sk 1/risk is not there");
    set("sh git merge-driver -- %O %A %B %P");
    let status = git_command(around.path(), "status", "register").exits(0);
    status.writes("runs another program: sh");
}

#[test]
fn a_file_that_another_program_stores_or_merges_is_refused_with_where_that_is_stated() {
    for attribute in ["filter=lfs", "merge=union", "diff=excel"] {
        let around = shop();
        let line = format!("*.txt text\n*.xlsx {attribute}\n");
        fs::write(around.path().join(".gitattributes"), &line).unwrap();
        let was = settings(around.path());
        let refused = git_command(around.path(), "install", "shop.xlsx").exits(2);
        let refused = refused.says(&format!("shop.xlsx has {attribute} by "));
        refused.says(".gitattributes:2, and another program");
        assert_eq!(attributes(around.path()), line);
        assert_eq!(settings(around.path()), was);
    }
    let around = shop();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    fs::write(around.path().join("shop.xlsx"), pointer).unwrap();
    let refused = git_command(around.path(), "install", "shop.xlsx").exits(2);
    refused.says("it is a pointer of Git LFS");
}

#[test]
fn a_file_that_is_only_binary_to_others_is_taken_and_one_of_the_clone_alone_is_reported() {
    let around = shop();
    fs::write(around.path().join(".gitattributes"), "*.xlsx binary\n").unwrap();
    git_command(around.path(), "install", "shop.xlsx").exits(0);
    let info = around.path().join(".git/info");
    fs::create_dir_all(&info).unwrap();
    fs::write(info.join("attributes"), "*.xlsx -merge\n").unwrap();
    let status = git_command(around.path(), "status", "shop.xlsx").exits(1);
    status.writes("merge is unset for shop.xlsx");
    let install = git_command(around.path(), "install", "shop.xlsx").exits(1);
    install.says(".git/info/attributes");
    // The line is there once, however often that is tried.
    assert_eq!(attributes(around.path()).matches("/shop.xlsx").count(), 1);
}

#[test]
fn a_name_that_git_could_take_for_a_pattern_or_for_two_words_is_one_name() {
    let names = [
        "our \"risks\" #1.json",
        "#!risks[1]*.json",
        "r?sks 100%\\.json",
    ];
    for name in names {
        let around = tempfile::tempdir().unwrap();
        json_register(&around.path().join(name), &[]);
        committed(around.path());
        git_command(around.path(), "install", name).exits(0);
        let attribute = git(around.path(), &["check-attr", "-z", "merge", "--", name]);
        assert_eq!(attribute, format!("{name}\0merge\0risk\0"));
        let other = git(around.path(), &["check-attr", "merge", "--", "risks1.json"]);
        assert!(other.ends_with(": unspecified\n"), "{other}");
        git_command(around.path(), "uninstall", name).exits(0);
        assert!(!around.path().join(".gitattributes").exists());
    }
}

#[test]
fn without_a_repository_there_is_nothing_to_install_into() {
    let around = tempfile::tempdir().unwrap();
    json_register(&around.path().join("risks.json"), &[]);
    for command in ["install", "status", "uninstall"] {
        let run = git_command(around.path(), command, "risks.json").exits(2);
        run.says("not a git repository").says("hint: `git init`");
    }
    assert!(!around.path().join(".gitattributes").exists());
}

#[test]
fn a_file_that_git_has_not_or_ignores_is_shown_as_such() {
    let around = shop();
    let path = around.path();
    json_register(&path.join("new.json"), &[]);
    git_command(path, "install", "new.json")
        .exits(0)
        .writes("not tracked by git yet");
    fs::write(path.join(".gitignore"), "*.json\n").unwrap();
    git_command(path, "status", "new.json")
        .exits(0)
        .writes("ignored by git");
}

/// sh splits words and git's setting has placeholders: neither may see any in the path of the program.
#[test]
fn a_program_in_any_folder_is_run_by_git() {
    let around = shop();
    let path = around.path();
    let folder = path.join(".git/it's \"my\" $HOME 100%P");
    fs::create_dir(&folder).unwrap();
    let program = folder.join("risk");
    fs::copy(env!("CARGO_BIN_EXE_risk"), &program).unwrap();
    let install = std::process::Command::new(&program)
        .current_dir(path)
        .args(["git", "install", "shop.xlsx"])
        .output()
        .unwrap();
    assert!(install.status.success(), "{install:?}");
    let other = git_command(path, "status", "shop.xlsx").exits(0);
    other.writes("runs another program: ");
    commit(path, "The driver");
    let set = |assignment: &str| {
        risk(path, &["set", "R04", assignment, "-q", "-r", "shop.xlsx"]).exits(0);
        commit(path, assignment);
    };
    git(path, &["checkout", "--quiet", "-b", "theirs"]);
    set("likelihood=High");
    git(path, &["checkout", "--quiet", "main"]);
    set("impact=High");
    git(path, &["merge", "--quiet", "theirs"]);
    let shown = risk(path, &["show", "R04", "-r", "shop.xlsx"]).exits(0);
    shown.writes("Critical");
    let diff = git(path, &["diff", "HEAD~1", "--", "shop.xlsx"]);
    assert!(diff.contains("+likelihood = \"High\""), "{diff}");
}
