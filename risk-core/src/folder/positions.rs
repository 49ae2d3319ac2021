//! Where the parts of a register stand in its text files.

use std::collections::HashMap;

use crate::check::{Locate, Location};
use crate::register::{Field, Place, Record};

/// The texts that a register was read from, and where its records and fields stand in them.
#[derive(Debug, Default)]
pub(super) struct Positions {
    files: Vec<File>,
    records: HashMap<Record, RecordPosition>,
}

#[derive(Debug)]
struct File {
    name: String,
    text: String,
}

/// Where a record and its fields start.
#[derive(Debug, Default, Clone)]
pub(super) struct RecordPosition {
    /// The offset of the record in its file, in bytes.
    pub start: usize,
    /// The offsets of its fields, and of the entries of those that are lists.
    pub fields: Vec<(Field, Option<usize>, usize)>,
    file: usize,
}

impl Positions {
    /// Adds a file that records stand in, named as a person would from the register's folder.
    pub fn add_file(&mut self, name: String, text: String) {
        self.files.push(File { name, text });
    }

    /// Sets where a record stands, in the file added last.
    pub fn set(&mut self, record: Record, mut position: RecordPosition) {
        position.file = self.files.len().saturating_sub(1);
        self.records.insert(record, position);
    }
}

impl Locate for Positions {
    fn locate(&self, place: Place) -> Option<Location> {
        let record = self.records.get(&place.record)?;
        let file = self.files.get(record.file)?;
        let find = |entry: Option<usize>| {
            let mut fields = record.fields.iter();
            fields.find(|(field, e, _)| Some(*field) == place.field && *e == entry)
        };
        let found = find(place.entry).or_else(|| find(None));
        let start = found.map_or(record.start, |(_, _, start)| *start);
        Some(position(&file.name, &file.text, start))
    }
}

/// The position of an offset in a text.
pub(super) fn position(file: &str, text: &str, start: usize) -> Location {
    let before = &text.as_bytes()[..start.min(text.len())];
    let line_start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = String::from_utf8_lossy(&before[line_start..])
        .chars()
        .count()
        + 1;
    Location::Position {
        file: file.to_owned(),
        line,
        column,
    }
}
