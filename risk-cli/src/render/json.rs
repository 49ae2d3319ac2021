//! Answers as JSON.

use std::io::{self, BufWriter, Write};

use risk_core::answer::{self, Versioned};
use schemars::JsonSchema;
use serde::Serialize;

use super::text::is_active;

/// The schema of an answer.
pub fn schema<T: JsonSchema>() -> String {
    pretty(&answer::schema::<T>())
}

/// An answer as JSON.
pub fn answer(answer: &impl Serialize) -> String {
    pretty(&Versioned::new(answer))
}

/// Writes an answer as JSON.
pub fn write(to: impl Write, answer: &impl Serialize) -> io::Result<()> {
    write_pretty(to, &Versioned::new(answer))
}

/// Whether a text begins as the JSON of an answer does that has some keys, whatever the version of its schema and the ends of its
/// lines. In a text of JSON, no line begins so but that of a key.
pub fn is_answer(text: &str, keys: &[&str]) -> bool {
    let states = |line: &str, key: &str| line.starts_with(&format!("  \"{key}\": "));
    let mut lines = text.lines();
    lines.next() == Some("{")
        && lines
            .next()
            .is_some_and(|line| states(line, "schema_version"))
        && keys
            .iter()
            .all(|key| lines.clone().any(|line| states(line, key)))
}

fn pretty(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    write_pretty(&mut bytes, value)
        .expect("the value has a JSON form, and memory takes all writes");
    String::from_utf8(bytes).expect("JSON is text")
}

/// Writes JSON in which nothing is left that a terminal would obey.
fn write_pretty(to: impl Write, value: &impl Serialize) -> io::Result<()> {
    // Few large pieces are looked at in less time than many small ones.
    const PIECE: usize = 1 << 16;
    let mut to = BufWriter::with_capacity(PIECE, Inert(to));
    serde_json::to_writer_pretty(&mut to, value)?;
    to.write_all(b"\n")?;
    to.flush()
}

/// Escapes in JSON what a terminal would obey. What it is given at once are whole characters, as the pieces of JSON are and
/// what a buffer makes of them.
struct Inert<W>(W);

impl<W: Write> Write for Inert<W> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        // Next to no answer has any, and most are told so at a glance: JSON escapes all that ASCII has but one.
        if piece.is_ascii() && !piece.contains(&b'\x7f') {
            self.0.write_all(piece)?;
            return Ok(piece.len());
        }
        let text = std::str::from_utf8(piece).map_err(io::Error::other)?;
        self.0.write_all(escaped(text).as_bytes())?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_active(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                escaped += &format!("\\u{unit:04x}");
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}
