//! Files that are replaced, and folders that are locked.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use super::file::{replace_if, replace_if_still, still_has};
use super::lock::lock_around;
use crate::error::Error;

/// A folder with a file of this content.
fn file(content: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    fs::write(&path, content).unwrap();
    (folder, path)
}

/// What stands in a folder of at most one file: its name and content.
fn found(folder: &tempfile::TempDir) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder.path()).unwrap();
    entries
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn what_is_as_it_was_read_is_replaced() {
    for content in ["old", ""] {
        let (folder, path) = file(content);
        replace_if_still(&path, content.as_bytes(), b"new").unwrap();
        assert_eq!(found(&folder), [("x".to_owned(), "new".to_owned())]);
    }
}

#[test]
fn what_has_changed_since_it_was_read_stays_with_nothing_beside_it() {
    for content in ["Old", "ol", "older", ""] {
        let (folder, path) = file(content);
        let error = replace_if_still(&path, b"old", b"new").unwrap_err();
        assert!(matches!(&error, Error::Changed { path: named } if *named == path));
        assert_eq!(found(&folder), [("x".to_owned(), content.to_owned())]);
    }
}

#[test]
fn what_is_gone_since_it_was_read_is_not_made_again() {
    let (folder, path) = file("old");
    fs::remove_file(&path).unwrap();
    let error = replace_if_still(&path, b"old", b"new").unwrap_err();
    assert!(matches!(error, Error::Changed { .. }), "{error:?}");
    assert_eq!(found(&folder), []);
}

#[test]
fn what_changes_while_the_new_content_is_written_stays() {
    let (folder, path) = file("old");
    let error = replace_if(
        &path,
        |file| file.write_all(b"new"),
        |target| {
            fs::write(target, "theirs").unwrap();
            still_has(target, b"old", &path)
        },
    );
    assert!(matches!(error, Err(Error::Changed { .. })), "{error:?}");
    assert_eq!(found(&folder), [("x".to_owned(), "theirs".to_owned())]);
}
#[cfg(unix)]
#[test]
fn the_folder_that_a_link_leads_to_is_the_one_that_is_locked() {
    let (folder, path) = file("old");
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let _lock = lock_around(&link).unwrap();
    let other = File::open(folder.path()).unwrap();
    assert!(other.try_lock().is_err());
    let free = File::open(elsewhere.path()).unwrap();
    assert!(free.try_lock().is_ok());
}
