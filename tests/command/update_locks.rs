//! Workbooks that are changed in place: not while somebody has them open, and never torn.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::registers::{copy, files, repository, shop};
use crate::run::risk;

/// The lock files of spreadsheet programs, with the name that is in them.
fn locks() -> [(&'static str, Vec<u8>, &'static str); 3] {
    [
        ("~$x.xlsx", of_excel("Ada Lovelace"), "Ada Lovelace"),
        (
            ".~lock.x.xlsx#",
            b"Ada Lovelace,ada,vm,23.11.2026 05:04,file:///home/ada/profile;".to_vec(),
            "Ada Lovelace",
        ),
        (
            ".~lock.x.xlsx#",
            b",ada,vm,23.11.2026 05:04,file:///home/ada/profile;".to_vec(),
            "ada",
        ),
    ]
}

/// What Excel writes while somebody has a workbook open.
fn of_excel(name: &str) -> Vec<u8> {
    let length = u8::try_from(name.len()).unwrap();
    let mut content = vec![length];
    content.extend(name.as_bytes());
    content.resize(55, b' ');
    content.extend([length, 0]);
    content.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    content.resize(165, b' ');
    content
}

/// Changes of the workbook `x.xlsx`, the last of them by what the folder `shop` states.
const CHANGES: [&[&str]; 6] = [
    &["set", "R07", "owner=Ann", "-r", "x.xlsx"],
    &["add", "description=It fails", "-r", "x.xlsx"],
    &["remove", "R20", "-r", "x.xlsx"],
    &["rename", "R01", "R30", "-r", "x.xlsx"],
    &["component", "set", "DNS", "tier=3", "-r", "x.xlsx"],
    &["export", "--to", "x.xlsx", "-r", "shop"],
];

/// A folder with the workbook of the web shop, and its folder with a change.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    workbook(&folder.path().join("x.xlsx"));
    copy(shop().path(), &folder.path().join("shop"));
    risk(folder.path(), &["set", "R08", "owner=Ann", "-r", "shop"]).exits(0);
    folder
}

fn workbook(path: &Path) {
    fs::copy(repository().join("examples/web-shop.xlsx"), path).unwrap();
}

#[test]
fn a_workbook_that_somebody_has_open_is_not_changed_and_the_person_is_named() {
    let folder = folder();
    for (name, content, person) in locks() {
        let lock = folder.path().join(name);
        fs::write(&lock, content).unwrap();
        let before = files(folder.path());
        for args in CHANGES {
            for more in [[].as_slice(), &["--dry-run"]] {
                risk(folder.path(), &[args, more].concat())
                    .exits(2)
                    .says(&format!(
                        "error: x.xlsx is open in a spreadsheet program, by {person}\n"
                    ))
                    .says("hint: close it there first")
                    .says(name)
                    .says("--force");
                assert!(files(folder.path()) == before, "{args:?}");
            }
        }
        fs::remove_file(&lock).unwrap();
    }
}

#[test]
fn a_workbook_that_somebody_has_open_is_changed_by_force() {
    for (name, content, _) in locks() {
        for args in CHANGES {
            let folder = folder();
            fs::write(folder.path().join(name), &content).unwrap();
            let before = files(folder.path());
            let dry_run = [args, ["--force", "--dry-run"].as_slice()].concat();
            risk(folder.path(), &dry_run).exits(0);
            assert!(files(folder.path()) == before, "{args:?}");
            risk(folder.path(), &[args, ["--force"].as_slice()].concat()).exits(0);
            let after = files(folder.path());
            let changed = after.iter().filter(|file| !before.contains(file));
            let changed: Vec<_> = changed.map(|(path, _)| path).collect();
            assert_eq!(changed, [&folder.path().join("x.xlsx")], "{args:?}");
            assert_eq!(after.len(), before.len(), "{args:?}");
        }
    }
}

#[test]
fn a_lock_file_matters_to_nobody_who_writes_nothing() {
    let folder = folder();
    for (name, content, _) in locks() {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let before = files(folder.path());
    for args in [
        ["list", "-r", "x.xlsx"].as_slice(),
        &["set", "R07", "likelihood=", "-r", "none"],
        &["import", "x.xlsx", "--into", "shop", "--dry-run"],
        &["export", "-r", "x.xlsx", "--to", "y.json", "--dry-run"],
    ] {
        let run = risk(folder.path(), args);
        assert!(!run.stderr.contains("is open"), "{run:#?}");
    }
    let stated = risk(folder.path(), &["show", "R07", "-r", "x.xlsx"]).exits(0);
    assert!(stated.stdout.contains("R07"));
    let same = "description=".to_owned() + &description(folder.path());
    risk(folder.path(), &["set", "R07", &same, "-r", "x.xlsx"]).exits(0);
    assert!(files(folder.path()) == before);
}

/// What the workbook states of a risk.
fn description(folder: &Path) -> String {
    let args = ["show", "R07", "--format", "json", "-r", "x.xlsx"];
    let json = risk(folder, &args).exits(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let text = json.pointer("/risks/0/description").unwrap();
    text.as_str().unwrap().to_owned()
}

#[test]
fn a_name_in_a_lock_file_does_nothing_to_the_terminal() {
    let folder = folder();
    let name = "\u{1b}]0,title\u{7}\nerror: Ada\r\u{9b}31m";
    for (lock, content) in [
        ("~$x.xlsx", of_excel(name)),
        (
            ".~lock.x.xlsx#",
            format!(",{},;", name.replace(',', "\\,")).into_bytes(),
        ),
    ] {
        let lock = folder.path().join(lock);
        fs::write(&lock, content).unwrap();
        let run = risk(folder.path(), CHANGES[0]).exits(2).says("Ada");
        let is_raw = |letter: char| letter.is_control() && letter != '\n';
        assert!(!run.stderr.contains(is_raw), "{run:#?}");
        assert!(!run.stderr.contains("\nerror: Ada"), "{run:#?}");
        fs::remove_file(&lock).unwrap();
    }
}

#[test]
fn a_lock_file_of_any_size_is_told_at_once() {
    let folder = folder();
    let lock = fs::File::create(folder.path().join(".~lock.x.xlsx#")).unwrap();
    lock.set_len(1 << 30).unwrap();
    risk(folder.path(), CHANGES[0])
        .exits(2)
        .says("x.xlsx is open in a spreadsheet program\n");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::{Command, Stdio};

    use super::*;
    use crate::run::{command, end};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_pipe_for_a_lock_file_is_not_waited_for() {
        let folder = folder();
        let lock = folder.path().join("~$x.xlsx");
        let made = Command::new("mkfifo").arg(&lock).status().unwrap();
        assert!(made.success());
        risk(folder.path(), CHANGES[0])
            .exits(2)
            .says("x.xlsx is open in a spreadsheet program\n");
    }

    #[test]
    fn a_link_to_a_workbook_is_followed_and_stays_a_link() {
        let folder = folder();
        let elsewhere = tempfile::tempdir().unwrap();
        let target = elsewhere.path().join("target.xlsx");
        let link = folder.path().join("x.xlsx");
        fs::rename(&link, &target).unwrap();
        symlink(&target, &link).unwrap();
        for args in CHANGES {
            let before = fs::read(&target).unwrap();
            let lock = elsewhere.path().join(".~lock.target.xlsx#");
            fs::write(&lock, "Ada,,,,;").unwrap();
            let args = [args, allowed(args)].concat();
            risk(folder.path(), &args).exits(2).says("by Ada");
            fs::remove_file(&lock).unwrap();
            risk(folder.path(), &args).exits(0);
            assert!(link.is_symlink(), "{args:?}");
            assert!(fs::read(&target).unwrap() != before, "{args:?}");
            assert_eq!(files(elsewhere.path()).len(), 1, "{args:?}");
        }
    }

    /// What an export needs to be allowed after the other changes.
    fn allowed(args: &[&str]) -> &'static [&'static str] {
        if args[0] == "export" {
            &["--remove"]
        } else {
            &[]
        }
    }

    #[test]
    fn the_mode_of_a_workbook_is_kept() {
        for kept in [0o600, 0o640, 0o664, 0o755] {
            let folder = folder();
            let path = folder.path().join("x.xlsx");
            set_mode(&path, kept);
            risk(folder.path(), CHANGES[0]).exits(0);
            assert_eq!(mode(&path), kept, "{kept:o}");
        }
    }

    #[test]
    fn on_a_full_disk_a_workbook_stays_as_it_is_with_nothing_beside_it() {
        let folder = folder();
        let before = files(folder.path());
        for args in CHANGES {
            let program = command(folder.path()).get_program().to_owned();
            // No file may get larger than a block, and to try is an error instead of the end.
            let limited = "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"";
            let mut shell = Command::new("sh");
            shell.arg("-c").arg(limited).arg(program).args(args);
            let run = end(shell.current_dir(folder.path()).stdin(Stdio::null()));
            run.exits(2).says("error: failed to write x.xlsx");
            assert!(files(folder.path()) == before, "{args:?}");
        }
        risk(folder.path(), CHANGES[0]).exits(0);
    }
}
