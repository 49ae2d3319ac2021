//! TOML text to a tree.

use toml_edit::{Document, Item, TableLike, Value as TomlValue};

use super::node::{Entry, Node, SyntaxError, Value};
use crate::record::text::keeps_digits;

/// Parses a TOML text.
pub(super) fn parse(text: &str) -> Result<Node<'static>, SyntaxError> {
    let document = Document::parse(text).map_err(|error| SyntaxError {
        start: error.span().map_or(0, |span| span.start),
        message: error.message().trim_end().to_owned(),
    })?;
    Ok(table(text, document.as_table(), 0))
}

fn table(text: &str, table: &dyn TableLike, start: usize) -> Node<'static> {
    let mut entries: Vec<Entry> = Vec::with_capacity(table.len());
    for (name, item) in table.iter() {
        let key = table.key(name).and_then(toml_edit::Key::span);
        let node = node_of(text, item, start);
        entries.push(Entry {
            key: name.to_owned().into(),
            start: key.map_or(node.start, |span| span.start),
            node,
        });
    }
    Node {
        start,
        value: Value::Table(entries),
    }
}

fn node_of(text: &str, item: &Item, parent: usize) -> Node<'static> {
    let start = item.span().map_or(parent, |span| span.start);
    match item {
        Item::None => Node {
            start,
            value: Value::Null,
        },
        Item::Value(value) => value_node(text, value, start),
        Item::Table(inner) => table(text, inner, start),
        Item::ArrayOfTables(tables) => {
            let nodes = tables
                .iter()
                .map(|inner| table(text, inner, inner.span().map_or(start, |span| span.start)));
            Node {
                start,
                value: Value::List(nodes.collect()),
            }
        }
    }
}

fn value_node(text: &str, value: &TomlValue, parent: usize) -> Node<'static> {
    let start = value.span().map_or(parent, |span| span.start);
    let value = match value {
        TomlValue::String(string) => Value::Text(string.value().clone().into()),
        TomlValue::Integer(number) => Value::Number((*number.value()).into()),
        TomlValue::Float(number) => {
            let written = value.span().map_or("", |span| &text[span]);
            match serde_json::Number::from_f64(*number.value()) {
                Some(read) if keeps_digits(*number.value(), written) => Value::Number(read),
                Some(_) => Value::OddNumber(written.replace('_', "")),
                None => Value::OddNumber(written.to_owned()),
            }
        }
        TomlValue::Boolean(value) => Value::Boolean(*value.value()),
        TomlValue::Datetime(value) => Value::DateTime(value.value().to_string()),
        TomlValue::Array(array) => Value::List(
            array
                .iter()
                .map(|value| value_node(text, value, start))
                .collect(),
        ),
        TomlValue::InlineTable(inner) => return table(text, inner, start),
    };
    Node { start, value }
}
