use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::*;
use crate::change::{ChangeKind, FileChange, WriteOptions};
use crate::check::{Finding, Reading, Settings};
use crate::disk::{read_folder, read_json, save_folder, save_json, write_folder, write_json};
use crate::error::Error;
use crate::json::write as to_json;
use crate::register::{Date, Register, Risk, Scale, natural_order};

mod bytes;
mod comment_places;
mod comments;
mod edits;
mod existing_files;
mod findings;
mod generate;
mod json_places;
mod json_put;
mod layouts;
mod merged;
mod plan;
mod refusals;
mod rehearsals;
mod renames;
mod round_trip;
mod save_folder;
mod save_json;
mod saved_edits;
mod schemas;
mod syntax;
mod texts;
mod toml_1_0;
mod two_people;
mod unread;

/// The day of the checks.
fn today() -> Date {
    Date::new(2026, 6, 1).unwrap()
}

#[test]
fn the_example_is_as_this_crate_writes_it() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/web-shop");
    let reading = read_folder(&example).unwrap();
    assert_eq!(reading.findings, []);
    let copy = tempfile::tempdir().unwrap();
    let options = WriteOptions::default();
    write_folder(copy.path(), &reading.register, &reading.settings, options).unwrap();
    for subfolder in ["", "risks", "components", ".schema"] {
        for entry in std::fs::read_dir(copy.path().join(subfolder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let written = std::fs::read_to_string(&path).unwrap();
                let original = example.join(path.strip_prefix(copy.path()).unwrap());
                let original = std::fs::read_to_string(&original).unwrap_or_default();
                assert_eq!(written, original, "{}", path.display());
            }
        }
    }
}

/// A folder that is gone after the test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        // In memory where that is to be had, as every write waits for the disk.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            tempfile::tempdir_in(memory)
        } else {
            tempfile::tempdir()
        };
        Self(folder.unwrap())
    }

    /// A folder that a register was written into.
    fn of(register: &Register, settings: &Settings) -> Self {
        let folder = Self::new();
        folder.write(register, settings);
        folder
    }

    /// A folder of files written by hand: their names and texts. The header is added.
    fn by_hand(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        folder.put(REGISTER_FILE, "schema_version = 1\n");
        for (name, text) in files {
            folder.put(name, text);
        }
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn get(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn read(&self) -> Reading {
        read_folder(self.path()).unwrap()
    }

    fn read_error(&self) -> String {
        chain(&read_folder(self.path()).unwrap_err())
    }

    fn write(&self, register: &Register, settings: &Settings) -> Vec<FileChange> {
        write_folder(self.path(), register, settings, WriteOptions::default()).unwrap()
    }

    /// Reads, changes the one risk, and writes.
    fn change_risk(&self, change: impl FnOnce(&mut Risk)) -> Result<Vec<FileChange>, Error> {
        let reading = self.read();
        let register = changed(reading.register, |risks| change(&mut risks[0]));
        let options = WriteOptions::default();
        write_folder(self.path(), &register, &reading.settings, options)
    }

    /// Every file's bytes by its name.
    fn files(&self) -> BTreeMap<PathBuf, String> {
        let mut files = BTreeMap::new();
        for subfolder in ["", "risks", "components"] {
            let Ok(entries) = fs::read_dir(self.path().join(subfolder)) else {
                continue;
            };
            for path in entries.map(|entry| entry.unwrap().path()) {
                if path.is_file() {
                    let text = fs::read_to_string(&path).unwrap();
                    files.insert(path.strip_prefix(self.path()).unwrap().into(), text);
                }
            }
        }
        files
    }
}

/// The register with its risks changed.
fn changed(register: Register, change: impl FnOnce(&mut Vec<Risk>)) -> Register {
    let (title, scale, components, mut risks) = register.into_parts();
    change(&mut risks);
    Register::new(title, scale, components, risks).unwrap()
}

/// A register of the given risks.
fn register_of(risks: Vec<Risk>) -> Register {
    Register::new("Test", Scale::default(), Vec::new(), risks).unwrap()
}

/// The register as a folder has it: its records in natural order.
fn sorted(register: Register) -> Register {
    let (title, scale, mut components, mut risks) = register.into_parts();
    components.sort_by(|a, b| natural_order(&a.name, &b.name));
    risks.sort_by(|a, b| natural_order(&a.reference, &b.reference));
    Register::new(title, scale, components, risks).unwrap()
}

/// Findings as lines: where, what, and what would be right.
fn lines(findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| {
        let Finding {
            location, message, ..
        } = finding;
        match &finding.data.suggestion {
            Some(suggestion) => format!("{location}: {message} ({suggestion})"),
            None => format!("{location}: {message}"),
        }
    };
    findings.iter().map(line).collect()
}

/// An error and its sources in one line each.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}\n{error}");
        source = error.source();
    }
    text
}
