//! Where the parts of a register stand in its text files.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::record::{Locate, Location};
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
    /// Found when somebody asks for a place.
    lines: OnceLock<Lines>,
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
        let lines = OnceLock::new();
        self.files.push(File { name, text, lines });
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
            // The last, as `acceptance` stands before what is in it.
            let mut fields = record.fields.iter().rev();
            fields.find(|(field, e, _)| Some(*field) == place.field && *e == entry)
        };
        let found = find(place.entry).or_else(|| find(None));
        let start = found.map_or(record.start, |(_, _, start)| *start);
        let lines = file.lines.get_or_init(|| Lines::new(&file.text));
        Some(lines.position(&file.name, &file.text, start))
    }
}

/// The lines of a text: line and column at every so many bytes, so that to find a position takes
/// the same time in a file of any size, even if it is all one line.
#[derive(Debug)]
pub(super) struct Lines {
    marks: Vec<(usize, usize)>,
}

/// The bytes between two marks.
const STEP: usize = 1024;

impl Lines {
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut at = (1, 1);
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(at);
            at = advance(at, chunk);
        }
        marks.push(at);
        Self { marks }
    }

    /// The position of an offset in the text, which is that of the lines.
    pub fn position(&self, file: &str, text: &str, start: usize) -> Location {
        let start = start.min(text.len());
        let mark = start / STEP;
        let rest = &text.as_bytes()[mark * STEP..start];
        let (line, column) = advance(self.marks[mark], rest);
        Location::Position {
            file: file.to_owned(),
            line,
            column,
        }
    }
}

/// The line and the column, in characters, after some more bytes.
fn advance(from: (usize, usize), bytes: &[u8]) -> (usize, usize) {
    bytes.iter().fold(from, |(line, column), byte| match byte {
        b'\n' => (line + 1, 1),
        // A character has one byte that does not continue another.
        0x80..=0xBF => (line, column),
        _ => (line, column + 1),
    })
}
