//! The conflicts of a merge in a text form, beside the register.

use serde_json::{Map, Value as Json, json};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use super::new_toml::new_value;
use super::node::{Entry, Node, Value};
use super::positions::File;
use super::{json as json_form, toml};
use crate::content::Form;
use crate::error::{Error, Problem};
use crate::record::text::quote;
use crate::versions::Conflict;

/// The key of the list.
const CONFLICTS: &str = "conflicts";

/// The keys of a conflict.
const KEYS: [&str; 9] = [
    "record", "field", "base", "ours", "theirs", "reason", "workbook", "take", "applied",
];

/// What the file of a folder begins with.
const COMMENT: &str = "\
# What a merge or a sync left to decide. The register has what ours states. `risk resolve` lists these, and resolves them; or
# give each a line `take = \"ours\"`, \"theirs\" or \"both\", and run `risk resolve --from` with this file. What is `applied` is
# in the register, and waits for the next sync. The file is written anew then, and comments in it are not kept.

";

/// The conflicts as TOML.
pub(crate) fn to_toml(conflicts: &[Conflict]) -> String {
    let mut tables = ArrayOfTables::new();
    for conflict in conflicts {
        let mut table = Table::new();
        for (key, value) in fields(conflict) {
            table.insert(&key, Item::Value(new_value(&value)));
        }
        tables.push(table);
    }
    let mut document = DocumentMut::new();
    document.insert(CONFLICTS, Item::ArrayOfTables(tables));
    format!("{COMMENT}{document}")
}

/// The fields of a conflict that state something: TOML has no null.
fn fields(conflict: &Conflict) -> Map<String, Json> {
    let Ok(Json::Object(mut fields)) = serde_json::to_value(conflict) else {
        return Map::new();
    };
    fields.retain(|_, value| !value.is_null());
    fields
}

/// The conflicts as JSON.
pub(crate) fn to_json(conflicts: &[Conflict]) -> String {
    format!("{:#}\n", json!({ CONFLICTS: conflicts }))
}

/// Reads the conflicts of a TOML text.
///
/// # Errors
///
/// When it is no TOML, or states no conflicts.
pub(crate) fn of_toml(name: &str, text: &str) -> Result<Vec<Conflict>, Error> {
    with_node((name, text), Form::Folder, of_node)
}

/// Reads the conflicts of a JSON text.
///
/// # Errors
///
/// When it is no JSON, or states no conflicts.
pub(crate) fn of_json(name: &str, text: &str) -> Result<Vec<Conflict>, Error> {
    with_node((name, text), Form::Json, of_node)
}

/// Refuses what stands beside the conflicts of a text that is to be written anew.
///
/// # Errors
///
/// That, and when it is no text of the form.
pub(crate) fn refuse_beside(name: &str, text: &str, form: Form) -> Result<(), Error> {
    with_node((name, text), form, |file, node| {
        let beside = node.entries().iter();
        refuse(file, beside.filter(|entry| entry.key != CONFLICTS))
    })
}

fn with_node<T>(
    (name, text): (&str, &str),
    form: Form,
    read: impl FnOnce(&File, &Node<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let (name, whole) = (name.to_owned(), text.to_owned());
    if form == Form::Json {
        let file = File::json(name, whole);
        let node = json_form::parse(&file, &mut |_, _| false).map_err(malformed)?;
        read(&file, &node)
    } else {
        let file = File::toml(name, whole);
        let node = toml::parse(text).map_err(|error| malformed(file.problem(error)))?;
        read(&file, &node)
    }
}

fn of_node(file: &File, node: &Node<'_>) -> Result<Vec<Conflict>, Error> {
    let conflicts = node.get(CONFLICTS).unwrap_or(node);
    let list = match &conflicts.value {
        Value::List(list) => list.as_slice(),
        _ => &[],
    };
    // A mistyped `take` is no choice, and what else people write there would be lost, as the file is written anew.
    let within = list.iter().flat_map(Node::entries);
    refuse(file, within.filter(|entry| !KEYS.contains(&&*entry.key)))?;
    serde_json::from_value(conflicts.to_json()).map_err(|error| {
        malformed(Problem {
            location: file.position(conflicts.start),
            message: format!("expected conflicts: {error}"),
        })
    })
}

/// Refuses keys that mean nothing here.
fn refuse<'n>(file: &File, unknown: impl Iterator<Item = &'n Entry<'n>>) -> Result<(), Error> {
    let problems = unknown.map(|entry| Problem {
        location: file.position(entry.start),
        message: format!("unknown key {}, which would be lost", quote(&entry.key)),
    });
    match problems.collect::<Vec<_>>() {
        none if none.is_empty() => Ok(()),
        problems => Err(Error::Malformed { problems }),
    }
}

fn malformed(problem: Problem) -> Error {
    Error::Malformed {
        problems: vec![problem],
    }
}
