//! Updates of a workbook that are ended in between, or made at the same time: it is always whole.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::registers::{json_register, risk as stated};
use crate::run::{command, risk};

/// A folder with a workbook of this many risks, `R1` and so on.
fn workbook(risks: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("x.json");
    let of = |n| stated(&format!("R{n}"), "Queue", "Low", "Medium");
    let risks: Vec<Value> = (1..=risks).map(of).collect();
    json_register(&json, &risks);
    risk(folder.path(), &["export", "-r", "x.json", "--to", "x.xlsx"]).exits(0);
    fs::remove_file(json).unwrap();
    folder
}

const UPDATE: [&str; 5] = ["set", "R7", "likelihood=High", "-r", "x.xlsx"];

fn start(folder: &Path, args: &[&str]) -> Child {
    let mut command = command(folder);
    command
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().expect("the command starts")
}

/// Waits until the new content is being written, beside the workbook, or has been.
fn until_it_writes(child: &mut Child, folder: &Path) {
    let is_writing = || fs::read_dir(folder).unwrap().count() > 1;
    while child.try_wait().unwrap().is_none() && !is_writing() {
        std::thread::sleep(Duration::from_micros(50));
    }
}

/// The names of what stands beside the workbook.
fn beside(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != "x.xlsx").collect()
}

#[test]
fn an_update_that_is_killed_leaves_the_old_workbook_or_the_new_one() {
    const KILLS: u32 = 60;
    let folder = workbook(300);
    let path = folder.path().join("x.xlsx");
    let old = fs::read(&path).unwrap();
    let begin = Instant::now();
    risk(folder.path(), &UPDATE).exits(0);
    let length = begin.elapsed();
    let new = fs::read(&path).unwrap();
    assert!(old != new);

    let mut ended = [0, 0];
    for kill in 0..KILLS {
        fs::write(&path, &old).unwrap();
        let mut child = start(folder.path(), &UPDATE);
        // From the very beginning until after the end.
        let part = f64::from(kill) / f64::from(KILLS);
        // The shortest part of an update is the writing; every other kill is during it.
        let wait = if kill % 2 == 0 {
            length.mul_f64(1.1 * part)
        } else {
            until_it_writes(&mut child, folder.path());
            length.mul_f64(0.1 * part)
        };
        std::thread::sleep(wait);
        let _ = child.kill();
        child.wait().unwrap();
        let found = fs::read(&path).unwrap();
        let is_new = found == new;
        assert!(is_new || found == old, "torn after {wait:?} of {length:?}");
        ended[usize::from(is_new)] += 1;
        for name in beside(folder.path()) {
            assert!(name.starts_with(".risk-"), "{name}");
            fs::remove_file(folder.path().join(name)).unwrap();
        }
    }
    assert!(ended.iter().all(|&count| count > 0), "{ended:?}");
}

#[test]
fn an_update_goes_through_after_one_that_was_killed() {
    let folder = workbook(20);
    let mut child = start(folder.path(), &UPDATE);
    until_it_writes(&mut child, folder.path());
    let _ = child.kill();
    child.wait().unwrap();
    let update = ["set", "R8", "likelihood=High", "-r", "x.xlsx"];
    risk(folder.path(), &update).exits(0);
    let shown = risk(folder.path(), &["show", "R8", "-r", "x.xlsx"]).exits(0);
    assert!(shown.stdout.contains("High"), "{shown:#?}");
}

#[test]
fn updates_at_once_are_all_as_was_said_also_through_a_link() {
    let folder = workbook(20);
    let names = links(&folder);
    let update = |n: usize| {
        let (reference, owner) = (format!("R{n}"), format!("Owner-{n}-"));
        let assignment = format!("owner={owner}");
        let name = &names[n % names.len()];
        let child = start(folder.path(), &["set", &reference, &assignment, "-r", name]);
        (owner, child)
    };
    let updates: Vec<(String, Child)> = (1..=12).map(update).collect();
    let is_made = |(owner, mut child): (String, Child)| {
        let is_made = child.wait().unwrap().success();
        is_made.then_some(owner)
    };
    let made: BTreeSet<String> = updates.into_iter().filter_map(is_made).collect();
    assert!(!made.is_empty());
    assert!(beside(folder.path()).iter().all(|name| name == "links"));
    risk(folder.path(), &["export", "-r", "x.xlsx", "--to", "x.csv"]).exits(0);
    let stated = fs::read_to_string(folder.path().join("x.csv")).unwrap();
    for n in 1..=12 {
        let owner = format!("Owner-{n}-");
        assert_eq!(stated.contains(&owner), made.contains(&owner), "{owner}");
    }
}

/// What the workbook is called, also in another folder where the system has links.
fn links(folder: &TempDir) -> Vec<String> {
    let mut names = vec!["x.xlsx".to_owned()];
    #[cfg(unix)]
    {
        fs::create_dir(folder.path().join("links")).unwrap();
        let link = folder.path().join("links/x.xlsx");
        std::os::unix::fs::symlink("../x.xlsx", link).unwrap();
        names.push("links/x.xlsx".to_owned());
    }
    names
}
