//! Putting a record into a TOML text: only what differs is changed, and comments stay.

use serde_json::Value as Json;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Key, RawString, Table, TableLike, Value};

use super::fields::{Fields, UnreadableList};

/// Before each entry of a list.
const ENTRY_INDENT: &str = "\n    ";

/// Puts a record into a text. `old` is what the text states, as it was read; `new` is what it is
/// to state. Both have their keys in the canonical order.
pub(super) fn put(text: &str, old: &Fields, new: &Fields) -> Result<String, UnreadableList> {
    let mut document: DocumentMut = text.parse().unwrap_or_default();
    let mut orphans = String::new();
    put_table(document.as_table_mut(), old, new, &mut orphans)?;
    if !orphans.is_empty() {
        let trailing = raw(document.trailing()).to_owned();
        document.set_trailing(format!("{trailing}{orphans}"));
    }
    Ok(document.to_string())
}

/// A new text of a record, beginning with a comment.
pub(super) fn create(comment: &str, new: &Fields) -> String {
    let mut document = DocumentMut::new();
    // Nothing that was read can be in the way.
    let _ = put_table(
        document.as_table_mut(),
        &Fields::new(),
        new,
        &mut String::new(),
    );
    let body = document.to_string();
    let gap = if body.is_empty() || body.starts_with('\n') {
        ""
    } else {
        "\n"
    };
    format!("{comment}\n{gap}{body}")
}

fn put_table(
    table: &mut Table,
    old: &Fields,
    new: &Fields,
    orphans: &mut String,
) -> Result<(), UnreadableList> {
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        remove(table, key, orphans);
    }
    for (position, (key, value)) in new.iter().enumerate() {
        let before = old.get(key);
        if before == Some(value) {
            continue;
        }
        if table.contains_key(key) {
            let item = table.get_mut(key).expect("the key is there");
            change(item, key, before.unwrap_or(&Json::Null), value, orphans)?;
        } else {
            let predecessors: Vec<&String> = new.keys().take(position).collect();
            insert(table, key, new_item(value), &predecessors);
        }
    }
    Ok(())
}

/// Changes the value of a key that is there.
fn change(
    item: &mut Item,
    key: &str,
    old: &Json,
    new: &Json,
    orphans: &mut String,
) -> Result<(), UnreadableList> {
    match (new, item) {
        (Json::Object(new), Item::Table(table)) if !new.contains_key("datetime") => put_table(
            table,
            old.as_object().unwrap_or(&Fields::new()),
            new,
            orphans,
        ),
        (Json::Array(new), Item::Value(Value::Array(array))) => {
            let old = old.as_array().map_or(&[][..], Vec::as_slice);
            if array.len() != old.len() {
                return Err(UnreadableList {
                    key: key.to_owned(),
                });
            }
            put_array(array, old, new);
            Ok(())
        }
        (new, Item::Value(value)) => {
            let decor = value.decor().clone();
            *value = new_value(new);
            *value.decor_mut() = decor;
            Ok(())
        }
        (new, item) => {
            *item = new_item(new);
            Ok(())
        }
    }
}

/// Changes the entries of a list between those that are the same at its beginning and its end.
fn put_array(array: &mut Array, old: &[Json], new: &[Json]) {
    let shared = old.len().min(new.len());
    let start = (0..shared).take_while(|at| old[*at] == new[*at]).count();
    let end = (0..shared - start)
        .take_while(|at| old[old.len() - 1 - at] == new[new.len() - 1 - at])
        .count();
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    if old.is_empty() || array.trailing_comma() {
        array.set_trailing_comma(true);
    }
    for at in start..old_end.min(new_end) {
        let decor = array.get(at).map(|value| value.decor().clone());
        let mut value = new_value(&new[at]);
        if let Some(decor) = decor {
            *value.decor_mut() = decor;
        }
        array.replace_formatted(at, value);
    }
    for _ in new_end..old_end {
        let at = new_end.max(start);
        let removed = array.remove(at);
        keep_entry_comment(array, at, &removed);
    }
    let on_lines = old.is_empty() || raw(array.trailing()).contains('\n');
    for at in old_end..new_end {
        let mut value = new_value(&new[at]);
        if on_lines {
            value.decor_mut().set_prefix(ENTRY_INDENT);
        }
        array.insert_formatted(at, value);
    }
    if on_lines && !raw(array.trailing()).contains('\n') {
        array.set_trailing(if array.is_empty() { "" } else { "\n" });
    }
}

/// Gives the comment above an entry that was removed to what follows it.
fn keep_entry_comment(array: &mut Array, at: usize, removed: &Value) {
    let comment = removed.decor().prefix().map_or("", raw).to_owned();
    if !comment.contains('#') {
        return;
    }
    let comment = comment.trim_end().to_owned();
    if let Some(next) = array.get_mut(at) {
        let prefix = next.decor().prefix().map_or(ENTRY_INDENT, raw).to_owned();
        next.decor_mut().set_prefix(format!("{comment}{prefix}"));
    } else {
        let trailing = raw(array.trailing()).to_owned();
        array.set_trailing(format!("{comment}{trailing}"));
    }
}

/// Removes a key; the comments about it go to the next key, or to the end of the file.
fn remove(table: &mut Table, key: &str, orphans: &mut String) {
    let next = table
        .iter()
        .map(|(name, _)| name)
        .skip_while(|name| *name != key)
        .nth(1);
    let next = next.map(str::to_owned);
    let Some((removed_key, removed)) = table.remove_entry(key) else {
        return;
    };
    let mut comments = comments_of(&removed_key, &removed);
    if !comments.contains('#') {
        return;
    }
    match next.and_then(|next| table.key_mut(&next)) {
        Some(mut next) => {
            let prefix = next.leaf_decor().prefix().map_or("", raw).to_owned();
            let decor = next.leaf_decor_mut();
            decor.set_prefix(format!("{comments}{prefix}"));
        }
        None => {
            comments.truncate(comments.trim_end().len());
            comments.push('\n');
            orphans.push_str(&comments);
        }
    }
}

/// The comments above a key, and behind its value.
fn comments_of(key: &Key, item: &Item) -> String {
    let above = match item {
        Item::Table(table) => table.decor().prefix().map_or("", raw).to_owned(),
        _ => key.leaf_decor().prefix().map_or("", raw).to_owned(),
    };
    let behind = item.as_value().and_then(|value| value.decor().suffix());
    match behind.map_or("", raw).trim() {
        "" => above,
        comment => format!("{above}{comment}\n"),
    }
}

/// Inserts a key after the last of its predecessors that is there.
fn insert(table: &mut Table, key: &str, item: Item, predecessors: &[&String]) {
    let mut names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    let place = names.iter().rposition(|name| predecessors.contains(&name));
    let place = place.map_or(0, |at| at + 1);
    names.insert(place, key.to_owned());
    let is_value = item.is_value();
    table.insert(key, item);
    if is_value && let Some(mut key) = table.key_mut(key) {
        key.leaf_decor_mut().set_prefix("\n");
    }
    if place == 0
        && let Some(first) = names.get(1)
    {
        move_file_comment(table, first, key);
    }
    let rank = |name: &str| names.iter().position(|known| known == name);
    table.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get())));
}

/// Moves the comment at the top of the file, which ends with a blank line, from the key that was
/// first to the one that is now.
fn move_file_comment(table: &mut Table, from: &str, to: &str) {
    let Some(mut first) = table.key_mut(from) else {
        return;
    };
    let prefix = first.leaf_decor().prefix().map_or("", raw).to_owned();
    let Some(end) = prefix.rfind("\n\n").filter(|_| prefix.contains('#')) else {
        return;
    };
    let (file, own) = prefix.split_at(end + 1);
    first.leaf_decor_mut().set_prefix(own);
    if let Some(mut new) = table.key_mut(to) {
        new.leaf_decor_mut().set_prefix(format!("{file}\n"));
    }
}

fn new_item(value: &Json) -> Item {
    match value {
        Json::Object(fields) if !is_value_table(fields) => {
            let mut table = Table::new();
            for (name, value) in fields {
                insert(
                    &mut table,
                    name,
                    new_item(value),
                    &fields.keys().collect::<Vec<_>>(),
                );
            }
            Item::Table(table)
        }
        value => Item::Value(new_value(value)),
    }
}

/// Whether a table is how JSON has a value that is no table in TOML or that stays on its line.
fn is_value_table(fields: &Fields) -> bool {
    fields.len() == 1 && (fields.contains_key("datetime") || fields.contains_key("error"))
}

fn new_value(value: &Json) -> Value {
    match value {
        Json::Null => Value::from(""),
        Json::Bool(value) => Value::from(*value),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::from(whole),
            (None, number) => Value::from(number.unwrap_or_default()),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(entries) => Value::Array(new_array(entries)),
        Json::Object(fields) => match fields.get("datetime").and_then(Json::as_str) {
            Some(text) if fields.len() == 1 => match text.parse::<toml_edit::Datetime>() {
                Ok(date) => Value::from(date),
                Err(_) => Value::from(text),
            },
            _ => Value::InlineTable(new_inline_table(fields)),
        },
    }
}

/// A list with one entry per line; a list of lists has each inner one on one line.
fn new_array(entries: &[Json]) -> Array {
    let mut array = Array::new();
    for entry in entries {
        let mut value = match entry {
            Json::Array(inner) => Value::Array(inner.iter().map(new_value).collect()),
            entry => new_value(entry),
        };
        value.decor_mut().set_prefix(ENTRY_INDENT);
        array.push_formatted(value);
    }
    if !entries.is_empty() {
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
    array
}

fn new_inline_table(fields: &Fields) -> InlineTable {
    let mut table = InlineTable::new();
    for (name, value) in fields {
        let value = match value {
            // An inline table is one line, and so are the lists in it.
            Json::Array(inner) => Value::Array(inner.iter().map(new_value).collect()),
            value => new_value(value),
        };
        TableLike::insert(&mut table, name, Item::Value(value));
    }
    table
}

fn raw(text: &RawString) -> &str {
    text.as_str().unwrap_or_default()
}
