//! A parsed TOML or JSON text as one kind of tree, each part with its place in the text.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

/// A value and where it starts.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    /// The offset in the text in bytes; of JSON the number of the token.
    pub start: usize,
    pub value: Value<'a>,
}

#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    Null,
    Text(Cow<'a, str>),
    Boolean(bool),
    Number(serde_json::Number),
    /// A number that JSON has no form for, such as `inf`, or that no float has, such as `1e400`, as it was written.
    OddNumber(String),
    /// A native TOML date, time or both, as it was written.
    DateTime(String),
    List(Vec<Node<'a>>),
    Table(Vec<Entry<'a>>),
}

/// A key of a table, and where the key starts; of JSON where the value does.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    pub key: Cow<'a, str>,
    pub start: usize,
    pub node: Node<'a>,
}

impl<'a> Node<'a> {
    /// The entries of a table; none of anything else.
    pub fn entries(&self) -> &[Entry<'a>] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The entry of a key, in a table.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let entry = self.entries().iter().find(|entry| entry.key == key);
        entry.map(|entry| &entry.node)
    }

    /// What sort of value it is, for messages.
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Null => "null".to_owned(),
            Value::Text(text) => format!("the text `{}`", beginning(text)),
            Value::Boolean(value) => format!("`{value}`"),
            Value::Number(number) => format!("the number {number}"),
            Value::OddNumber(text) => format!("the number {text}"),
            Value::DateTime(text) => format!("the date {text}"),
            Value::List(_) => "a list".to_owned(),
            Value::Table(_) => "a table".to_owned(),
        }
    }

    /// The value for serde. A native date becomes its text.
    pub fn to_json(&self) -> Json {
        self.convert(&|text| Json::String(text.to_owned()))
    }

    /// The same, but a native date stays one: `{ "datetime": … }`.
    pub fn to_json_with_dates(&self) -> Json {
        self.convert(&|text| serde_json::json!({ "datetime": text }))
    }

    fn convert(&self, date: &dyn Fn(&str) -> Json) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Text(text) => Json::String(text.clone().into_owned()),
            Value::OddNumber(text) => Json::String(text.clone()),
            Value::Boolean(value) => Json::Bool(*value),
            Value::Number(number) => Json::Number(number.clone()),
            Value::DateTime(text) => date(text),
            Value::List(nodes) => nodes.iter().map(|node| node.convert(date)).collect(),
            Value::Table(entries) => {
                let pairs = entries
                    .iter()
                    .map(|e| (e.key.clone().into_owned(), e.node.convert(date)));
                Json::Object(pairs.collect::<Map<_, _>>())
            }
        }
    }
}

/// Enough of a text to recognise it in a message.
fn beginning(text: &str) -> String {
    const ENOUGH: usize = 60;
    match text.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text that cannot be parsed: where, and why.
#[derive(Debug)]
pub(super) struct SyntaxError {
    /// As that of a node.
    pub start: usize,
    pub message: String,
}
