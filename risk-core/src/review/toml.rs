//! Questionnaires and reviews as TOML text: one choice a line, so that it merges.

use serde::Serialize;
use serde_json::{Map, Value as Json};
use toml_edit::{DocumentMut, Item, Table};

use super::{Questionnaire, Review};
use crate::error::Error;
use crate::folder::new_toml::new_value;

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
    if keys.values().any(has_null) {
        return Err(Error::Review {
            reason: "it has a null, which TOML has no form for; write it as JSON".to_owned(),
        });
    }
    Ok(DocumentMut::from(table(&keys)).to_string())
}

/// A table; what is a table of its own stands below the rest.
pub(super) fn table(keys: &Map<String, Json>) -> Table {
    let mut table = Table::new();
    let (below, here): (Vec<_>, Vec<_>) = keys
        .iter()
        .partition(|(key, _)| TABLES.contains(&key.as_str()));
    for (key, value) in here {
        table.insert(key, Item::Value(new_value(value)));
    }
    for (key, value) in below {
        let item = match value {
            Json::Array(entries) => {
                let entries = entries.iter().filter_map(Json::as_object).map(self::table);
                Item::ArrayOfTables(entries.collect())
            }
            Json::Object(entries) => {
                let mut outer = Table::new();
                outer.set_implicit(true);
                for (name, entry) in entries {
                    let keys = entry.as_object().expect("an answer is a table");
                    outer.insert(name, Item::Table(self::table(keys)));
                }
                Item::Table(outer)
            }
            _ => unreachable!("{key} has tables"),
        };
        table.insert(key, item);
    }
    table
}

fn has_null(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Array(entries) => entries.iter().any(has_null),
        Json::Object(keys) => keys.values().any(has_null),
        _ => false,
    }
}
