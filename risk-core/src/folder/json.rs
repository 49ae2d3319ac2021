//! JSON text to a tree, in one pass.
//!
//! `serde_json` does not report where the parts of a text stand. So they are numbered as they are read,
//! and a number becomes a place when somebody asks for it: see `tokens`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use super::node::{Entry, Node, SyntaxError, Value};
use super::positions::File;
use crate::error::Problem;
use crate::record::text::keeps_digits;

/// Lists and objects nest this deep at most, as in TOML.
const DEEPEST: usize = 80;

/// Whether an entry of a list that stands in the outermost table, by the key of the list, is taken and need not be kept
/// in the tree.
pub(super) type Take<'t, 'a> = &'t mut dyn FnMut(&str, &Node<'a>) -> bool;

/// Parses a JSON text, in which each part starts at the number of its token. Entries of its lists are
/// offered to `take` as they are read, as the tree of a large file would need much memory. Keys that
/// repeat are an error: one of the two would be lost.
pub(super) fn parse<'a>(file: &'a File, take: Take<'_, 'a>) -> Result<Node<'a>, Problem> {
    let mut parser = Parser {
        take,
        list: Cow::default(),
        file,
        has_long: None,
        next: 0,
        depth: 0,
        refused: None,
        spare_lists: Vec::new(),
        spare_tables: Vec::new(),
    };
    let mut json = serde_json::Deserializer::from_str(file.readable());
    let node = parser.deserialize(&mut json);
    let whole = node.and_then(|node| json.end().map(|()| node));
    whole.map_err(|error| match parser.refused {
        Some(refused) => file.problem(refused),
        None => Problem {
            location: file.position_of_byte(offset(file.text(), error.line(), error.column())),
            message: without_position(&error),
        },
    })
}

/// What is known between the parts of a text.
struct Parser<'t, 'a> {
    take: Take<'t, 'a>,
    /// The key of the outermost table that is being read.
    list: Cow<'a, str>,
    file: &'a File,
    /// Whether there are numbers of so many digits that some may be lost, once that is known.
    has_long: Option<bool>,
    /// The number of the next token.
    next: usize,
    depth: usize,
    /// Why what is JSON cannot be taken.
    refused: Option<SyntaxError>,
    /// The memory of lists and tables that were taken, for the next ones.
    spare_lists: Vec<Vec<Node<'a>>>,
    spare_tables: Vec<Vec<Entry<'a>>>,
}

/// Memory for more entries than nearly all lists and tables have is not kept: in time, each would have that of the longest.
const MOST_SPARE: usize = 16;

impl<'a> Parser<'_, 'a> {
    fn token(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    fn plain(&mut self, value: Value<'a>) -> Node<'a> {
        let start = self.token();
        Node { start, value }
    }

    fn refuse<E: Error>(&mut self, start: usize, message: String) -> E {
        self.refused = Some(SyntaxError { start, message });
        E::custom("refused")
    }

    /// Empties what is no longer needed.
    fn reuse(&mut self, node: Node<'a>) {
        match node.value {
            Value::List(mut nodes) => {
                nodes.drain(..).for_each(|node| self.reuse(node));
                if nodes.capacity() <= MOST_SPARE {
                    self.spare_lists.push(nodes);
                }
            }
            Value::Table(mut entries) => {
                entries.drain(..).for_each(|entry| self.reuse(entry.node));
                if entries.capacity() <= MOST_SPARE {
                    self.spare_tables.push(entries);
                }
            }
            _ => {}
        }
    }

    /// Goes into a list or a table.
    fn open<E: Error>(&mut self) -> Result<usize, E> {
        let start = self.token();
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("lists and objects are nested more than {DEEPEST} deep");
            return Err(self.refuse(start, message));
        }
        Ok(start)
    }
}

impl<'a> DeserializeSeed<'a> for &mut Parser<'_, 'a> {
    type Value = Node<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Node<'a>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for &mut Parser<'_, 'a> {
    type Value = Node<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node<'a>, E> {
        Ok(self.plain(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node<'a>, E> {
        Ok(self.plain(Value::Boolean(value)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node<'a>, E> {
        Ok(self.plain(Value::Number(number.into())))
    }

    /// A whole number that is too large for the model is read as one with a fraction.
    fn visit_u64<E: Error>(self, number: u64) -> Result<Node<'a>, E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            #[expect(
                clippy::cast_precision_loss,
                reason = "where a digit is lost, its text is kept"
            )]
            Err(_) => self.visit_f64(number as f64),
        }
    }

    /// Where digits would be lost, the number is what is written.
    fn visit_f64<E>(self, number: f64) -> Result<Node<'a>, E> {
        let text = self.file.text();
        let is_long = *self.has_long.get_or_insert_with(|| has_long(text));
        let written = (is_long || !number.is_normal()).then(|| self.file.token(self.next));
        let written = written.filter(|written| !keeps_digits(number, written));
        // There is no text of JSON for what is not finite.
        let read = Number::from_f64(number).map_or(Value::Null, Value::Number);
        Ok(self.plain(written.map_or(read, |written| Value::OddNumber(written.to_owned()))))
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<Node<'a>, E> {
        let number = self.file.huge_number(self.next, text);
        let number = number.map(|number| Value::OddNumber(number.to_owned()));
        Ok(self.plain(number.unwrap_or(Value::Text(text.into()))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node<'a>, E> {
        Ok(self.plain(Value::Text(text.to_owned().into())))
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<Node<'a>, A::Error> {
        let start = self.open()?;
        let mut nodes = self.spare_lists.pop().unwrap_or_default();
        while let Some(node) = list.next_element_seed(&mut *self)? {
            if self.depth == 2 && (self.take)(&self.list, &node) {
                self.reuse(node);
            } else {
                nodes.push(node);
            }
        }
        self.depth -= 1;
        let value = Value::List(nodes);
        Ok(Node { start, value })
    }

    fn visit_map<A: MapAccess<'a>>(self, mut table: A) -> Result<Node<'a>, A::Error> {
        let start = self.open()?;
        let mut entries = self.spare_tables.pop().unwrap_or_default();
        while let Some(Name(key)) = table.next_key()? {
            self.token();
            if self.depth == 1 {
                self.list = key.clone();
            }
            let node = table.next_value_seed(&mut *self)?;
            let start = node.start;
            entries.push(Entry { key, start, node });
        }
        self.depth -= 1;
        if let Some(Entry { key, start, .. }) = repeated(&entries) {
            return Err(self.refuse(*start, format!("the key `{key}` stands twice")));
        }
        let value = Value::Table(entries);
        Ok(Node { start, value })
    }
}

/// A key, without a copy where the text has it as it is.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

/// The first entry whose key one before it has.
fn repeated<'n, 'a>(entries: &'n [Entry<'a>]) -> Option<&'n Entry<'a>> {
    let mut known = HashSet::new();
    let mut is_known = |(at, entry): &(usize, &'n Entry<'a>)| {
        // Nearly all tables have so few keys that it is quicker to look at all of them.
        if entries.len() > 16 {
            return !known.insert(&*entry.key);
        }
        entries[..*at].iter().any(|before| before.key == entry.key)
    };
    let found = entries.iter().enumerate().find(|entry| is_known(entry));
    found.map(|(_, entry)| entry)
}

/// Whether a text may have a number of which a float of 64 bits, which has any 15 digits, has not all.
fn has_long(text: &str) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let mut runs = text.as_bytes().split(|byte| !is_digit(byte));
    runs.any(|run| run.len() > 15)
}

/// An error's words without the position that `serde_json` puts at their end.
fn without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (lines + column.saturating_sub(1)).min(text.len())
}
