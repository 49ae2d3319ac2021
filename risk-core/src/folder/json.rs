//! JSON text to a tree.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;
use serde_json::value::RawValue;

use super::node::{Entry, Node, SyntaxError, Value};

/// Lists and objects nest this deep at most, as in TOML.
const DEEPEST: usize = 80;

/// Parses a JSON text. Keys that repeat are an error: one of the two would be lost.
pub(super) fn parse(text: &str) -> Result<Node, SyntaxError> {
    if let Some(start) = too_deep(text) {
        let message = format!("lists and objects are nested more than {DEEPEST} deep");
        return Err(SyntaxError { start, message });
    }
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| SyntaxError {
        start: offset(text, error.line(), error.column()),
        message: without_position(&error),
    })?;
    node(text, raw)
}

/// Where the text nests too deep, if it does.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_text,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
    }
    None
}

/// The node of a part of the text, which does not nest too deep.
fn node(text: &str, raw: &RawValue) -> Result<Node, SyntaxError> {
    let part = raw.get();
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    let value = match part.as_bytes()[0] {
        b'{' => table(text, part, start)?,
        b'[' => {
            let items: Vec<&RawValue> = inner(part, start)?;
            let nodes = items.into_iter().map(|item| node(text, item));
            Value::List(nodes.collect::<Result<_, _>>()?)
        }
        b'"' => Value::Text(inner(part, start)?),
        b't' | b'f' => Value::Boolean(inner(part, start)?),
        b'n' => Value::Null,
        _ => number(part),
    };
    Ok(Node { start, value })
}

/// A number, read to the last digit: `serde_json` would be off by one there.
fn number(part: &str) -> Value {
    let whole = part.parse::<i64>().ok().map(Number::from);
    let number = whole.or_else(|| Number::from_f64(part.parse().ok()?));
    number.map_or_else(|| Value::OddNumber(part.to_owned()), Value::Number)
}

fn table(text: &str, part: &str, start: usize) -> Result<Value, SyntaxError> {
    let Pairs(pairs) = inner(part, start)?;
    let mut entries: Vec<Entry> = Vec::with_capacity(pairs.len());
    // Nearly all objects have so few keys that it is quicker to look at all of them.
    let mut names = (pairs.len() > 16).then(std::collections::HashSet::new);
    for (key, raw) in pairs {
        let node = node(text, raw)?;
        let is_new = match &mut names {
            Some(names) => names.insert(key.clone()),
            None => entries.iter().all(|entry| entry.key != key),
        };
        if !is_new {
            return Err(SyntaxError {
                start: node.start,
                message: format!("the key `{key}` stands twice"),
            });
        }
        entries.push(Entry {
            key,
            start: node.start,
            node,
        });
    }
    Ok(Value::Table(entries))
}

/// Parses a part that was already found to be well-formed; only what it means can be wrong, such
/// as half a surrogate pair.
fn inner<'a, T: Deserialize<'a>>(part: &'a str, start: usize) -> Result<T, SyntaxError> {
    serde_json::from_str(part).map_err(|error| SyntaxError {
        start,
        message: without_position(&error),
    })
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

/// The pairs of an object in their order, repeated keys included.
pub(super) struct Pairs<'a>(pub Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;

        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Pairs<'de>, A::Error> {
                Err(serde::de::Error::custom("expected an object"))
            }
        }

        deserializer.deserialize_map(PairsVisitor)
    }
}
