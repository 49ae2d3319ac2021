//! New parts of a TOML document, in the canonical layout.

use serde_json::Value as Json;
use toml_edit::{Array, InlineTable, Item, Table, Value};

use super::fields::{Depth, Fields};

/// Before each entry of a list.
pub(super) const ENTRY_INDENT: &str = "\n    ";

pub(super) fn new_item(value: &Json, depth: Depth) -> Item {
    match value {
        Json::Object(fields) if depth == Depth::Record => Item::Table(new_table(fields)),
        value => Item::Value(new_value(value)),
    }
}

/// A table with a blank line above each key.
pub(super) fn new_table(fields: &Fields) -> Table {
    let mut table = Table::new();
    for (name, value) in fields {
        table.insert(name, Item::Value(new_value(value)));
        if let Some(mut key) = table.key_mut(name) {
            key.leaf_decor_mut().set_prefix("\n");
        }
    }
    table
}

pub(crate) fn new_value(value: &Json) -> Value {
    match value {
        Json::Null => Value::from(""),
        Json::Bool(value) => Value::from(*value),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::from(whole),
            (None, number) => Value::from(number.unwrap_or_default()),
        },
        Json::String(text) => new_text(text),
        Json::Array(entries) => Value::Array(new_array(entries)),
        Json::Object(fields) => match fields.get("datetime").and_then(Json::as_str) {
            Some(text) if fields.len() == 1 => match text.parse::<toml_edit::Datetime>() {
                Ok(date) => Value::from(date),
                // A year that TOML has no form for.
                Err(_) => Value::InlineTable(new_inline_table(fields)),
            },
            _ => Value::InlineTable(new_inline_table(fields)),
        },
    }
}

/// A text. One that would look like a merge conflict stays on one line, so that only a conflict
/// looks like one.
fn new_text(text: &str) -> Value {
    if !text.lines().any(super::markers::begins_conflict) {
        return Value::from(text);
    }
    let mut literal = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            '\n' => literal.push_str("\\n"),
            c if c.is_control() => literal += &format!("\\u{:04X}", u32::from(c)),
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal.parse().unwrap_or_else(|_| Value::from(text))
}

/// A list with one entry per line; a list of lists has each inner one on one line.
fn new_array(entries: &[Json]) -> Array {
    let mut array = Array::new();
    for entry in entries {
        let mut value = new_entry(entry);
        value.decor_mut().set_prefix(ENTRY_INDENT);
        array.push_formatted(value);
    }
    if !entries.is_empty() {
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
    array
}

/// An entry of a list or an inline table, on one line.
pub(super) fn new_entry(value: &Json) -> Value {
    match value {
        Json::Array(inner) => Value::Array(inner.iter().map(new_value).collect()),
        value => new_value(value),
    }
}

fn new_inline_table(fields: &Fields) -> InlineTable {
    let mut table = InlineTable::new();
    for (name, value) in fields {
        table.insert(name, new_entry(value));
    }
    table
}
