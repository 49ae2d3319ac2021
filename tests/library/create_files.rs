//! A new workbook as a file: written whole where nothing was, or not at all.

use std::fs;
use std::path::Path;

use risk_core::disk::write_workbook;
use risk_core::workbook::{ReadOptions, create};
use risk_core::{Error, Register, WriteOptions};
use tempfile::TempDir;

use crate::create_examples::{everything, of_risk};

fn write(path: &Path, register: &Register) -> Result<(), Error> {
    let settings = everything().1;
    let read = ReadOptions::default();
    write_workbook(path, register, &settings, &read, WriteOptions::default()).map(drop)
}

/// The names of what is in a folder.
fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("it is a folder");
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    names
        .map(|name| name.into_string().expect("it is text"))
        .collect()
}

#[test]
fn a_new_workbook_is_written_as_it_is_made_and_with_nothing_beside_it() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("register.xlsx");
    let (register, settings) = everything();
    write(&path, &register).expect("nothing is there yet");
    let made = create(&register, &settings).expect("it is representable");
    assert!(fs::read(&path).expect("it is there") == made);
    assert_eq!(names(&folder), ["register.xlsx"]);
}

#[test]
fn what_is_there_and_no_workbook_stays_as_it_is() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("register.xlsx");
    fs::write(&path, "mine").expect("it is written");
    for taken in [path.as_path(), folder.path()] {
        write(taken, &everything().0).expect_err("something is there");
    }
    assert_eq!(fs::read(&path).expect("it is there"), b"mine");
    assert_eq!(names(&folder), ["register.xlsx"]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_followed() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("register.xlsx");
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), &path).expect("a link");
    let error = write(&path, &everything().0).expect_err("something is there");
    assert!(matches!(error, Error::Exists { .. }), "{error:?}");
    assert_eq!(names(&folder), ["register.xlsx"]);
}

#[test]
fn where_nothing_can_be_written_nothing_is_left() {
    let folder = TempDir::new().expect("a folder");
    let register = of_risk(|risk| risk.owner = "Ada ".into());
    let error = write(&folder.path().join("register.xlsx"), &register);
    assert!(
        matches!(error, Err(Error::NotRepresentable { .. })),
        "{error:?}"
    );
    let error = write(
        &folder.path().join("missing/register.xlsx"),
        &everything().0,
    );
    assert!(matches!(error, Err(Error::Write { .. })), "{error:?}");
    assert!(names(&folder).is_empty());
}
