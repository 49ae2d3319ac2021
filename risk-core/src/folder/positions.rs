//! Where the parts of a register stand in its text files.

use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::node::SyntaxError;
use super::tokens::{Tokens, tokens};
use crate::error::Problem;
use crate::record::{Beside, Field, Locate, Location, Place, RecordPosition, UnknownKey};

/// The texts that a register was read from, and where its records and fields stand in them.
#[derive(Debug, Default)]
pub(super) struct Positions {
    files: Vec<File>,
    /// The register, and those of each sort by their positions.
    records: [Vec<RecordStarts>; 3],
    has_unknown: bool,
}

/// Where a record and its fields start.
#[derive(Debug, Default, Clone)]
pub(super) struct RecordStarts {
    pub start: usize,
    /// The starts of its fields, and of the entries of those that are lists.
    pub fields: Vec<(Field, Option<u32>, u32)>,
    /// The starts of settings, by their paths.
    pub settings: Vec<(String, usize)>,
    /// The keys that nothing is known of.
    pub unknown: Vec<UnknownKey>,
    file: usize,
}

impl RecordStarts {
    /// Adds a field, or an entry of it. There are many, and texts of more tokens than this counts are
    /// too large to be read.
    pub fn add(&mut self, field: Field, entry: Option<usize>, start: usize) {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.fields.push((field, entry.map(small), small(start)));
    }
}

impl Positions {
    /// Sets where a record stands, in the file that is added next.
    pub fn set(&mut self, record: RecordPosition, mut starts: RecordStarts) {
        starts.file = self.files.len();
        self.has_unknown |= !starts.unknown.is_empty();
        let (sort, at) = list_of(record);
        let list = &mut self.records[sort];
        list.resize_with(list.len().max(at + 1), RecordStarts::default);
        list[at] = starts;
    }

    fn get(&self, record: RecordPosition) -> Option<&RecordStarts> {
        let (sort, at) = list_of(record);
        self.records[sort].get(at)
    }

    /// Adds a file that records stand in.
    pub fn add_file(&mut self, file: File) {
        self.files.push(file);
    }
}

/// In which of the lists a record is, and at which position.
fn list_of(record: RecordPosition) -> (usize, usize) {
    match record {
        RecordPosition::Register => (0, 0),
        RecordPosition::Component(at) => (1, at),
        RecordPosition::Risk(at) => (2, at),
    }
}

impl Locate for Positions {
    fn locate(&self, place: Place) -> Option<Location> {
        let record = self.get(place.record)?;
        let find = |entry: Option<usize>| {
            // The last, as `acceptance` stands before what is in it.
            let mut fields = record.fields.iter().rev();
            fields
                .find(|(field, e, _)| Some(*field) == place.field && e.map(|e| e as usize) == entry)
        };
        let found = find(place.entry).or_else(|| find(None));
        let start = found.map_or(record.start, |(_, _, start)| *start as usize);
        Some(self.files.get(record.file)?.position(start))
    }

    fn setting(&self, path: &str) -> Option<Location> {
        let register = self.get(RecordPosition::Register)?;
        // A key that is not there would be in its table.
        let table = path.rsplit_once('.').map_or(path, |(table, _)| table);
        let start = |wanted: &str| {
            let mut settings = register.settings.iter();
            settings
                .find(|(path, _)| path == wanted)
                .map(|(_, start)| *start)
        };
        let start = start(path).or_else(|| start(table))?;
        Some(self.files.get(register.file)?.position(start))
    }

    fn beside(&self, record: RecordPosition) -> Option<Beside<'_>> {
        if !self.has_unknown && self.files.last().is_some_and(File::is_json) {
            return Some(Beside::default());
        }
        let starts = self.get(record)?;
        let file = self.files.get(starts.file)?;
        let toml = (!file.is_json()).then_some(file.text());
        Some(Beside::new(toml, &starts.unknown))
    }
}

/// A text that a register is read from. What is asked for seldom is found when somebody asks.
#[derive(Debug)]
pub(super) struct File {
    /// As a person would name it from the register's folder.
    name: String,
    text: String,
    lines: OnceLock<Lines>,
    /// Of JSON, of which the parts start at tokens; others start at bytes.
    tokens: Option<OnceLock<Tokens>>,
    /// Of JSON with numbers that no float has: the same text with a text in place of each.
    readable: Option<String>,
    /// Where it is a part of the file: the number there of each line, from 1.
    numbers: Option<Vec<usize>>,
}

impl File {
    pub fn toml(name: String, text: String) -> Self {
        Self {
            name,
            text,
            lines: OnceLock::new(),
            tokens: None,
            readable: None,
            numbers: None,
        }
    }

    /// The same text as a part of a file, by the numbers of its lines there.
    pub fn with_lines(self, numbers: Vec<usize>) -> Self {
        let numbers = Some(numbers);
        Self { numbers, ..self }
    }

    pub fn json(name: String, text: String) -> Self {
        Self {
            tokens: Some(OnceLock::new()),
            ..Self::toml(name, text)
        }
    }

    pub fn is_json(&self) -> bool {
        self.tokens.is_some()
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as it is parsed.
    pub fn readable(&self) -> &str {
        self.readable.as_ref().unwrap_or(&self.text)
    }

    /// Puts a text of zeros in place of each number of JSON that no float has; whether there are any.
    pub fn set_aside_huge_numbers(&mut self) -> bool {
        let mut readable = self.text.clone();
        for start in tokens(&self.text) {
            let number = number_at(&self.text, start);
            let is_number = number.starts_with(|c: char| c == '-' || c.is_ascii_digit());
            if is_number && number.parse().is_ok_and(f64::is_infinite) {
                let zeros = format!("\"{}\"", "0".repeat(number.len() - 2));
                readable.replace_range(start..start + number.len(), &zeros);
            }
        }
        let has_any = readable != self.text;
        self.readable = has_any.then_some(readable);
        has_any
    }

    /// The number that a text of JSON stands for which was put in its place.
    pub fn huge_number(&self, start: usize, text: &str) -> Option<&str> {
        let may_be = self.readable.is_some() && text.bytes().all(|byte| byte == b'0');
        let number = may_be.then(|| self.token(start))?;
        (!number.is_empty()).then_some(number)
    }

    /// Where a part of the text starts.
    pub fn position(&self, start: usize) -> Location {
        self.position_of_byte(self.byte(start))
    }

    fn byte(&self, start: usize) -> usize {
        match &self.tokens {
            Some(tokens) => {
                let tokens = tokens.get_or_init(|| Tokens::new(&self.text));
                tokens.start(&self.text, start)
            }
            None => start,
        }
    }

    /// A number of JSON as it is written.
    pub fn token(&self, start: usize) -> &str {
        number_at(&self.text, self.byte(start))
    }

    /// A value of JSON as it is written; `None` of TOML.
    pub fn json_at(&self, start: usize) -> Option<String> {
        self.tokens.as_ref()?;
        let mut json = serde_json::Deserializer::from_str(self.text.get(self.byte(start)..)?);
        let value = <&RawValue>::deserialize(&mut json).ok()?;
        Some(value.get().to_owned())
    }

    pub fn position_of_byte(&self, offset: usize) -> Location {
        let lines = self.lines.get_or_init(|| Lines::new(&self.text));
        let (line, column) = lines.position(&self.text, offset);
        let number = self.numbers.as_ref();
        let line = number.map_or(line, |of| of.get(line - 1).copied().unwrap_or(line));
        self.location(line, column)
    }

    /// The beginning of a line of the file.
    pub fn line(&self, line: usize) -> Location {
        self.location(line, 1)
    }

    fn location(&self, line: usize, column: usize) -> Location {
        let file = self.name.clone();
        Location::Position { file, line, column }
    }

    /// The problem that makes the file unreadable.
    pub fn problem(&self, error: SyntaxError) -> Problem {
        Problem {
            location: self.position(error.start),
            message: error.message,
        }
    }
}

/// The number that a text has from an offset on; nothing where something else stands there.
fn number_at(text: &str, start: usize) -> &str {
    let rest = &text[start.min(text.len())..];
    let is_of_number = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let end = rest.find(|c: char| !is_of_number(c));
    &rest[..end.unwrap_or(rest.len())]
}

/// The lines of a text: line and column at every so many bytes, so that to find a position takes
/// the same time in a file of any size, even if it is all one line.
#[derive(Debug)]
struct Lines {
    marks: Vec<(usize, usize)>,
}

/// The bytes between two marks: finding a line reads so many bytes at most, and the marks of a file take a sixty-fourth
/// of its size.
const STEP: usize = 1024;

impl Lines {
    fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut at = (1, 1);
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(at);
            at = advance(at, chunk);
        }
        marks.push(at);
        Self { marks }
    }

    /// The line and the column of an offset in the text, which is that of the lines.
    fn position(&self, text: &str, start: usize) -> (usize, usize) {
        let start = start.min(text.len());
        let mark = start / STEP;
        let rest = &text.as_bytes()[mark * STEP..start];
        advance(self.marks[mark], rest)
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
