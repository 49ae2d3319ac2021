//! Questionnaires and reviews as TOML text: one choice a line, so that it merges.

use serde::Serialize;
use serde_json::{Map, Value as Json};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use super::{Questionnaire, Review};
use crate::error::Error;

/// What is a table of its own for each of its entries.
const TABLES: [&str; 3] = ["sections", "questions", "answers"];

impl Questionnaire {
    /// The questionnaire as TOML.
    ///
    /// # Errors
    ///
    /// When it has a null that came from JSON, which TOML has no form for.
    pub fn to_toml(&self) -> Result<String, Error> {
        to_toml(self)
    }

    /// The questionnaire as JSON.
    pub fn to_json(&self) -> String {
        json(self)
    }
}

impl Review {
    /// The review as TOML.
    ///
    /// # Errors
    ///
    /// When it has a null that came from JSON, which TOML has no form for.
    pub fn to_toml(&self) -> Result<String, Error> {
        to_toml(self)
    }

    /// The review as JSON.
    pub fn to_json(&self) -> String {
        json(self)
    }
}

/// A value that was read from a file, as JSON.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).expect("what is read from files is JSON") + "\n"
}

fn to_toml<T: Serialize>(value: &T) -> Result<String, Error> {
    let json = serde_json::to_value(value).expect("what is read from files is JSON");
    let Json::Object(keys) = json else {
        unreachable!("files are tables");
    };
    let mut document = DocumentMut::new();
    *document.as_table_mut() = table(&keys)?;
    Ok(document.to_string())
}

/// A table; what is a table of its own stands below the rest.
pub(super) fn table(keys: &Map<String, Json>) -> Result<Table, Error> {
    let mut table = Table::new();
    let (below, here): (Vec<_>, Vec<_>) = keys
        .iter()
        .partition(|(key, _)| TABLES.contains(&key.as_str()));
    for (key, value) in here {
        table.insert(key, Item::Value(lines(value)?));
    }
    for (key, value) in below {
        let item = match value {
            Json::Array(entries) => {
                let entries = entries.iter().filter_map(Json::as_object).map(self::table);
                Item::ArrayOfTables(entries.collect::<Result<ArrayOfTables, Error>>()?)
            }
            Json::Object(entries) => {
                let mut outer = Table::new();
                outer.set_implicit(true);
                for (name, entry) in entries {
                    let keys = entry.as_object().expect("an answer is a table");
                    outer.insert(name, Item::Table(self::table(keys)?));
                }
                Item::Table(outer)
            }
            _ => unreachable!("{key} has tables"),
        };
        table.insert(key, item);
    }
    Ok(table)
}

/// A value, of which the entries of a list stand in lines of their own.
pub(super) fn lines(value: &Json) -> Result<Value, Error> {
    let mut value = inline(value)?;
    if let Value::Array(entries) = &mut value
        && !entries.is_empty()
    {
        for entry in entries.iter_mut() {
            entry.decor_mut().set_prefix("\n    ");
        }
        entries.set_trailing("\n");
        entries.set_trailing_comma(true);
    }
    Ok(value)
}

fn inline(value: &Json) -> Result<Value, Error> {
    Ok(match value {
        Json::Null => return Err(null()),
        Json::Bool(value) => (*value).into(),
        Json::String(text) => text.as_str().into(),
        Json::Number(number) => match number.as_i64() {
            Some(number) => number.into(),
            None => number.as_f64().unwrap_or(f64::NAN).into(),
        },
        Json::Array(entries) => {
            let entries = entries.iter().map(inline);
            Value::Array(entries.collect::<Result<Array, Error>>()?)
        }
        Json::Object(keys) => {
            let keys = keys
                .iter()
                .map(|(key, value)| Ok((key.as_str(), inline(value)?)));
            Value::InlineTable(keys.collect::<Result<InlineTable, Error>>()?)
        }
    })
}

fn null() -> Error {
    Error::NotARegister {
        found: "it has a null, which TOML has no form for; write it as JSON".to_owned(),
    }
}
