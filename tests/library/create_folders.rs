//! A register that lives as a folder loses no byte on its way through a workbook.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use risk_core::WriteOptions;
use risk_core::disk::write_folder;
use risk_core::workbook::{ReadOptions, create};
use risk_core::{Reading, Register, Settings, open};
use tempfile::TempDir;

use crate::create_examples::everything;
use crate::create_trips::read_back;
use crate::reading::path_in;

/// The register that this repository has as an example.
pub fn example() -> Reading {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/web-shop");
    open(&folder, &ReadOptions::default()).expect("it is a register")
}

/// The register that a review left behind, where the environment names it.
pub fn review() -> Option<Reading> {
    let path = path_in("RISK_REVIEW_REGISTER")?;
    Some(open(&path, &ReadOptions::default()).expect("it is a register"))
}

/// The files of a folder by their paths within it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("it is a folder") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let within = path.strip_prefix(folder).expect("it is in the folder");
                files.insert(within.to_owned(), fs::read(&path).expect("it can be read"));
            }
        }
    }
    files
}

fn written(register: &Register, settings: &Settings) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = TempDir::new().expect("a folder");
    let options = WriteOptions::default();
    let changes = write_folder(folder.path(), register, settings, options);
    assert!(!changes.expect("it is written").is_empty());
    files(folder.path())
}

/// Folder, workbook, folder: every file is the same.
fn assert_no_byte_is_lost(register: &Register, settings: &Settings) {
    let before = written(register, settings);
    let workbook = create(register, settings).expect("it is representable");
    let again = create(register, settings).expect("it is representable");
    assert!(workbook == again, "the same register gives the same bytes");
    let back = read_back(&workbook, settings);
    assert_eq!(back.findings, []);
    let after = written(&back.register, &back.settings);
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    for (path, content) in before {
        let content = String::from_utf8(content).expect("it is text");
        let after = String::from_utf8(after[&path].clone()).expect("it is text");
        assert_eq!(content, after, "{}", path.display());
    }
}

#[test]
fn the_example_comes_back_from_a_workbook_file_by_file() {
    let example = example();
    assert_no_byte_is_lost(&example.register, &example.settings);
}

#[test]
fn the_register_of_a_review_comes_back_from_a_workbook_file_by_file() {
    if let Some(review) = review() {
        assert_no_byte_is_lost(&review.register, &review.settings);
    }
}

#[test]
fn a_register_with_everything_in_it_comes_back_from_a_workbook_file_by_file() {
    let (register, settings) = everything();
    assert_no_byte_is_lost(&register, &settings);
}

#[test]
fn a_workbook_of_a_workbook_is_the_same() {
    let (register, settings) = everything();
    let workbook = create(&register, &settings).expect("it is representable");
    let back = read_back(&workbook, &settings).register;
    assert!(create(&back, &settings).expect("it is representable") == workbook);
}
