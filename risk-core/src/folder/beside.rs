//! Putting into a TOML text what an edit takes from what another version has beside the record.

use std::collections::HashMap;

use toml_edit::{DocumentMut, Item, Table, TableLike};

use super::comments;
use super::decode::{Decoder, keys};
use super::fields::{Depth, Fields, Unreadable, fields};
use super::header::{self, Header};
use super::merge_comments;
use super::new_toml::new_item;
use super::positions::File;
use super::put_toml::{remove, replace};
use super::toml;
use crate::edit::{OfTheirs, TomlTexts};
use crate::register::{Record, RecordField, Register};

/// What the text of a record states: its name only where it does not stand in the name of the file alone.
pub(super) fn stated<T: Record>(text: &str) -> Fields {
    let source = File::toml(String::new(), text.to_owned());
    let Ok(node) = toml::parse(text) else {
        return Fields::new();
    };
    let record = Decoder::new(&source).record::<T>(&keys::<T>(""), &node, 0);
    let mut fields = fields(&record);
    if record.name().is_empty() {
        fields.shift_remove(T::Field::NAME.path());
    }
    fields
}

/// What a text of `register.toml` states.
pub(super) fn stated_header(text: &str) -> Fields {
    let source = File::toml(String::new(), text.to_owned());
    let node = toml::parse(text).ok();
    let header = node.and_then(|node| header::decode(&mut Decoder::new(&source), &node, &[]).ok());
    let header = header.map(|header| {
        let register = Register::new(header.title, header.scale, Vec::new(), Vec::new());
        register.map(|register| fields(&Header::new(&register, &header.settings)))
    });
    header.and_then(Result::ok).unwrap_or_default()
}

/// Puts what is of theirs into the text that an edit made of ours. `restate` makes any version of the text state what
/// the edit does, so that versions differ in nothing but what stands beside.
pub(super) fn put(
    made: String,
    theirs: &OfTheirs,
    restate: impl Fn(&str) -> Option<String>,
) -> Result<String, Unreadable> {
    let from = theirs.toml.as_ref().map(|toml| toml.theirs.as_str());
    let from: DocumentMut = from.and_then(|text| text.parse().ok()).unwrap_or_default();
    let made = with_keys(made, theirs, &from)?;
    let Some(TomlTexts {
        base: Some(base),
        theirs: other,
    }) = &theirs.toml
    else {
        return Ok(made);
    };
    let [base, other] = [base, other].map(|text| restate(text).unwrap_or_else(|| text.clone()));
    let base = with_keys(base.clone(), theirs, &from).unwrap_or(base);
    Ok(merge_comments::merge(&base, &other, &made))
}

/// A text with the keys that are as theirs has them. A comment that has no place any more goes to the end.
fn with_keys(text: String, theirs: &OfTheirs, from: &DocumentMut) -> Result<String, Unreadable> {
    let Ok(mut document) = text.parse::<DocumentMut>() else {
        return Ok(text);
    };
    if theirs.keys.is_empty() {
        return Ok(text);
    }
    for (path, json) in &theirs.keys {
        match json {
            Some(json) => set(&mut document, path, item(from, path, json))?,
            None => unset(&mut document, path),
        }
    }
    let mut with_keys = document.to_string();
    let mut left: HashMap<String, usize> = HashMap::new();
    for comment in comments::of_text(&with_keys) {
        *left.entry(comment).or_default() += 1;
    }
    for comment in comments::of_text(&text) {
        match left.get_mut(&comment) {
            Some(count) if *count > 0 => *count -= 1,
            _ => {
                comments::end_line(&mut with_keys);
                with_keys += &(comment + "\n");
            }
        }
    }
    Ok(with_keys)
}

/// The value of a key as theirs has it, without what stands around it: the comments there are merged.
fn item(from: &DocumentMut, path: &[String], json: &str) -> Item {
    let stands = path
        .iter()
        .try_fold(from.as_item(), |item, key| item.get(key));
    match stands.cloned() {
        Some(Item::Value(mut value)) => {
            value.decor_mut().clear();
            Item::Value(value)
        }
        Some(Item::Table(mut table)) if path.len() == 1 => {
            table.decor_mut().clear();
            Item::Table(table)
        }
        Some(Item::ArrayOfTables(mut tables)) if path.len() == 1 => {
            tables
                .iter_mut()
                .for_each(|table| table.decor_mut().clear());
            Item::ArrayOfTables(tables)
        }
        _ => {
            let depth = if path.len() == 1 {
                Depth::Record
            } else {
                Depth::Within
            };
            new_item(
                &serde_json::from_str(json).unwrap_or_else(|_| json.into()),
                depth,
            )
        }
    }
}

fn set(document: &mut DocumentMut, path: &[String], item: Item) -> Result<(), Unreadable> {
    let Some((key, tables)) = path.split_last() else {
        return Ok(());
    };
    let mut place: &mut dyn TableLike = document.as_table_mut();
    for name in tables {
        let table = place
            .entry(name)
            .or_insert_with(|| Item::Table(Table::new()));
        let table = table.as_table_like_mut();
        place = table.ok_or_else(|| Unreadable::of(name))?;
    }
    match (place.get_mut(key), item) {
        (Some(Item::Value(old)), Item::Value(new)) => _ = replace(old, new),
        (Some(old), item) => *old = item,
        (None, item) => _ = place.insert(key, item),
    }
    Ok(())
}

fn unset(document: &mut DocumentMut, path: &[String]) {
    match path {
        [key] => remove(document.as_table_mut(), key, &mut String::new()),
        [table, key] => {
            let table = document.get_mut(table).and_then(Item::as_table_like_mut);
            table.map(|table| table.remove(key));
        }
        _ => {}
    }
}
