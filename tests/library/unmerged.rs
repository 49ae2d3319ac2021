//! Registers in the middle of a merge of git: the three versions that its index has.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use risk_core::disk::{Unmerged, merge_unmerged, unmerged_paths};
use risk_core::workbook::ReadOptions;
use risk_core::{Error, Key, WriteOptions, json};
use tempfile::TempDir;

/// git in a folder, as nobody in particular; how it ended.
fn git(folder: &Path, args: &[&str]) -> bool {
    let mut git = Command::new("git");
    git.current_dir(folder).args(args);
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
    git.output().expect("git is there").status.success()
}

fn commit(folder: &Path) {
    assert!(git(folder, &["add", "--all"]));
    assert!(git(
        folder,
        &["commit", "--quiet", "--allow-empty", "-m", "x"]
    ));
}

/// A repository in the middle of a merge of what the sides did to what both come from.
fn merging(base: impl Fn(&Path), ours: impl Fn(&Path), theirs: impl Fn(&Path)) -> TempDir {
    let around = tempfile::tempdir().unwrap();
    let path = around.path();
    assert!(git(path, &["init", "--quiet", "--initial-branch=main"]));
    base(path);
    commit(path);
    assert!(git(path, &["checkout", "--quiet", "-b", "theirs"]));
    theirs(path);
    commit(path);
    assert!(git(path, &["checkout", "--quiet", "main"]));
    ours(path);
    commit(path);
    assert!(!git(path, &["merge", "theirs"]), "it has conflicts");
    around
}

fn write(path: &Path, file: &str, text: &str) {
    let file = path.join(file);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn record(likelihood: &str) -> String {
    format!("component = \"CDN\"\nlikelihood = \"{likelihood}\"\n")
}

fn register(path: &Path) -> PathBuf {
    path.join("a folder/reg")
}

/// What comes of the merge, without writing it.
fn merge(path: &Path) -> Result<Option<Unmerged>, Error> {
    let write = WriteOptions::default().dry_run(true);
    merge_unmerged(path, &ReadOptions::default(), write)
}

/// What the three versions state of a risk that is in conflict.
fn likelihoods<'m>(merged: &'m Unmerged, reference: &str) -> Option<[Option<&'m str>; 3]> {
    let is_of = |key: &Key| key.name() == reference;
    let mut conflicts = merged.conflicts.iter();
    let conflict = conflicts.find(|conflict| conflict.record.key().is_some_and(is_of))?;
    let versions = [&conflict.base, &conflict.ours, &conflict.theirs];
    Some(versions.map(|value| value.get("likelihood").unwrap_or(value).as_str()))
}

#[test]
fn the_versions_of_a_folder_have_what_is_merged_and_their_own_of_what_is_not() {
    let folder = |text: &str, file: &str| {
        let (text, file) = (text.to_owned(), format!("a folder/reg/risks/{file}"));
        move |path: &Path| write(path, &file, &text)
    };
    let around = merging(
        |path| {
            write(path, "a folder/reg/register.toml", "schema_version = 1\n");
            write(path, "a folder/other/risks/R1.toml", "not ours\n");
            for file in ["R1.toml", "R2.toml", "R3.toml", "R4.toml"] {
                folder(&record("Low"), file)(path);
            }
        },
        |path| {
            folder(&record("Medium"), "R1.toml")(path);
            folder(&record("Medium"), "R2.toml")(path);
            fs::remove_file(register(path).join("risks/R3.toml")).unwrap();
            folder(&record("Medium"), "R5.toml")(path);
            write(path, "a folder/other/risks/R1.toml", "not theirs\n");
        },
        |path| {
            folder(&record("High"), "R1.toml")(path);
            folder(&record("High"), "R3.toml")(path);
            folder(&record("High"), "R5.toml")(path);
            write(path, "a folder/other/risks/R1.toml", "not mine\n");
        },
    );
    let path = register(around.path());
    for path in [&path, &path.join("register.toml")] {
        let merged = merge(path).unwrap().unwrap();
        let of = |reference: &str| likelihoods(&merged, reference);
        assert_eq!(of("R1"), Some([Some("Low"), Some("Medium"), Some("High")]));
        assert_eq!(of("R2"), None);
        assert_eq!(of("R3"), Some([Some("Low"), None, Some("High")]));
        assert_eq!(of("R4"), None);
        assert_eq!(of("R5"), Some([None, Some("Medium"), Some("High")]));
        let unmerged = ["risks/R1.toml", "risks/R3.toml", "risks/R5.toml"];
        assert_eq!(unmerged_paths(path).unwrap(), unmerged);
    }
    // Once all is settled, there is nothing to be merged.
    assert!(git(around.path(), &["add", "--all"]));
    assert!(merge(&path).unwrap().is_none());
    assert!(unmerged_paths(&path).unwrap().is_empty());
}

fn json_of(likelihood: &str) -> String {
    format!(
        "{{ \"schema_version\": 1, \"risks\": [{{ \"reference\": \"R1\", \"likelihood\": \"{likelihood}\" }}] }}"
    )
}

#[test]
fn the_versions_of_one_file_are_those_of_its_stages() {
    let name = "ri*ks [1].json";
    let of = |likelihood: &'static str| move |path: &Path| write(path, name, &json_of(likelihood));
    let around = merging(of("Low"), of("Medium"), of("High"));
    let path = around.path().join(name);
    let merged = merge(&path).unwrap().unwrap();
    let expected = [Some("Low"), Some("Medium"), Some("High")];
    assert_eq!(likelihoods(&merged, "R1"), Some(expected));
    assert_eq!(unmerged_paths(&path).unwrap(), [name]);
    // Both sides added it: they come from nothing.
    let around = merging(|_| {}, of("Medium"), of("High"));
    let path = around.path().join(name);
    let merged = merge(&path).unwrap().unwrap();
    let expected = [None, Some("Medium"), Some("High")];
    assert_eq!(likelihoods(&merged, "R1"), Some(expected));
}

#[test]
fn a_file_that_one_side_removed_is_an_error_that_names_the_side() {
    let of =
        |likelihood: &'static str| move |path: &Path| write(path, "r.json", &json_of(likelihood));
    let remove = |path: &Path| fs::remove_file(path.join("r.json")).unwrap();
    for (around, side) in [
        (merging(of("Low"), remove, of("High")), "ours removed it"),
        (merging(of("Low"), of("High"), remove), "theirs removed it"),
    ] {
        let path = around.path().join("r.json");
        let error = merge(&path).unwrap_err();
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.contains(side), "{cause}");
    }
}

#[test]
fn the_versions_of_a_workbook_are_read_alike_and_nothing_is_left_of_a_merge_that_is_done() {
    let register = json::read(&json_of("Low")).unwrap();
    let of = |likelihood: &'static str| {
        let register = &register;
        move |path: &Path| {
            let read = json::read(&json_of(likelihood)).unwrap();
            let bytes = risk_core::workbook::create(&read.register, &register.settings).unwrap();
            fs::write(path.join("r.xlsx"), bytes).unwrap();
        }
    };
    let around = merging(of("Low"), of("Medium"), of("High"));
    let path = around.path().join("r.xlsx");
    let merged = merge(&path).unwrap().unwrap();
    let expected = [Some("Low"), Some("Medium"), Some("High")];
    assert_eq!(likelihoods(&merged, "R1"), Some(expected));
    assert!(git(around.path(), &["merge", "--abort"]));
    assert!(merge(&path).unwrap().is_none());
    let outside = tempfile::tempdir().unwrap();
    assert!(merge(outside.path()).is_err());
}
