//! Putting a record into a TOML text: only what differs is changed, and comments stay.

use std::collections::HashMap;

use serde_json::Value as Json;
use toml_edit::{DocumentMut, InlineTable, Item, Table, Value};

use super::comments::{self, on_lines, raw};
use super::fields::{Depth, Fields, Unreadable, all_read, in_order, ordered, same, same_fields};
use super::new_toml::{new_entry, new_item, new_value};
use super::put_list;

/// Puts a record into a text. `old` is what the text states, as it was read; `new` is what it is
/// to state. Both have their keys in the canonical order.
pub(super) fn put(text: &str, old: &Fields, new: &Fields) -> Result<String, Unreadable> {
    if same_fields(old, new) {
        return Ok(text.to_owned());
    }
    let mut document: DocumentMut = text.parse().unwrap_or_default();
    let mut orphans = String::new();
    let empty = document.is_empty();
    put_table(
        document.as_table_mut(),
        old,
        new,
        Depth::Record,
        &mut orphans,
    )?;
    let mut trailing = raw(Some(document.trailing())).to_owned();
    comments::end_line(&mut trailing);
    let order: Vec<String> = document.iter().map(|(name, _)| name.to_owned()).collect();
    if empty && let Some(first) = first_of(&document, &order) {
        // The comment of a file without keys is at its end, and belongs at its top.
        comments::put_above(document.as_table_mut(), &first, &trailing);
        trailing.clear();
    }
    document.set_trailing(trailing + &orphans);
    Ok(document.to_string())
}

/// A new text of a record, beginning with a comment.
pub(super) fn create(comment: &str, new: &Fields) -> String {
    let put = put(&format!("{comment}\n"), &Fields::new(), new);
    put.unwrap_or_else(|_| unreachable!("there is nothing in a comment that cannot be read"))
}

/// Puts fields into a table. The comments of what has no place any more go to `orphans`.
pub(super) fn put_table(
    table: &mut Table,
    old: &Fields,
    new: &Fields,
    depth: Depth,
    orphans: &mut String,
) -> Result<(), Unreadable> {
    for (key, value) in old.iter().filter(|(key, _)| !new.contains_key(*key)) {
        vacate(table, key, value, depth, orphans)?;
    }
    let mut order: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    let mut inserted = false;
    for (key, value) in new {
        let before = old.get(key);
        if before.is_some_and(|before| same(before, value)) {
            continue;
        }
        let mut above = "\n".to_owned();
        if let Some(item) = table.get_mut(key) {
            if let Some(inner) = change(item, key, before, value, depth, orphans)? {
                comments::put_directly_above(table, key, &inner);
                continue;
            }
            above = take(table, key);
            order.retain(|name| name != key);
        }
        table.insert(key, new_item(value, depth));
        comments::put_above(table, key, &above);
        inserted = true;
    }
    if inserted || !in_order(old, new) {
        arrange(table, order, old, new, depth);
    }
    Ok(())
}

/// Changes the value of a key that is there, and gives the comments that had their place in the
/// old one. `None` when the new value is of another kind and needs a place of its own.
fn change(
    item: &mut Item,
    key: &str,
    old: Option<&Json>,
    new: &Json,
    depth: Depth,
    orphans: &mut String,
) -> Result<Option<String>, Unreadable> {
    let nothing = Fields::new();
    let old_fields = old.and_then(Json::as_object).unwrap_or(&nothing);
    let within = depth.within(old);
    match (new, item) {
        (Json::Object(new), Item::Table(table)) if depth == Depth::Record => {
            put_table(table, old_fields, new, within, orphans)
                .map_err(|unreadable| unreadable.within(key))?;
            Ok(Some(String::new()))
        }
        (Json::Object(new), Item::Value(Value::InlineTable(table))) if depth == Depth::Record => {
            let lost = put_inline(table, old_fields, new, within);
            let lost = lost.map_err(|unreadable| unreadable.within(key))?;
            Ok(Some(on_lines(lost)))
        }
        (_, item) if old.is_none() && depth != Depth::Entry && !states_nothing(item) => {
            Err(Unreadable::of(key))
        }
        (Json::Array(new), Item::Value(Value::Array(array))) => {
            put_list::put_array(array, key, entries(old), new)?;
            Ok(Some(String::new()))
        }
        (Json::Array(new), Item::ArrayOfTables(tables)) => {
            put_list::put_tables(tables, key, entries(old), new)
        }
        (new, Item::Value(value)) if depth != Depth::Record || !new.is_object() => {
            Ok(Some(on_lines(replace(value, new_value(new)))))
        }
        _ => Ok(None),
    }
}

/// Whether a value can be replaced though it was not read: what is empty is not read either.
fn states_nothing(item: &Item) -> bool {
    match item {
        Item::None => true,
        Item::Value(value) => is_empty(value),
        Item::Table(table) => table.is_empty(),
        Item::ArrayOfTables(tables) => tables.is_empty(),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.value().is_empty(),
        Value::Array(array) => array.is_empty(),
        Value::InlineTable(table) => table.is_empty(),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => false,
    }
}

fn entries(list: Option<&Json>) -> &[Json] {
    list.and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

/// Replaces a value; what is around it stays, and the comments that were within it are given.
pub(super) fn replace(value: &mut Value, new: Value) -> Vec<String> {
    let mut old = std::mem::replace(value, new);
    std::mem::swap(value.decor_mut(), old.decor_mut());
    comments::of_text(&old.to_string())
}

/// Puts fields into a table that stands on one line, and gives the comments that lost their place.
pub(super) fn put_inline(
    table: &mut InlineTable,
    old: &Fields,
    new: &Fields,
    depth: Depth,
) -> Result<Vec<String>, Unreadable> {
    let mut lost = Vec::new();
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        if let Some((key, value)) = table.remove_entry(key) {
            let comments = comments::of_entry(&key, &Item::Value(value));
            lost.extend(comments::lines(&comments).map(str::to_owned));
        }
    }
    for (key, value) in new {
        let before = old.get(key);
        if before.is_some_and(|before| same(before, value)) {
            continue;
        }
        match table.get_mut(key) {
            Some(place) if before.is_none() && depth != Depth::Entry && !is_empty(place) => {
                return Err(Unreadable::of(key));
            }
            Some(place) => lost.extend(replace(place, new_entry(value))),
            None => append(table, key, new_entry(value)),
        }
    }
    let known = table.iter().map(|(name, _)| name);
    if !known.filter(|name| new.contains_key(*name)).eq(new.keys()) {
        let ranks: HashMap<&str, usize> = new.keys().map(String::as_str).zip(0..).collect();
        let rank = |name: &str| ranks.get(name).copied().unwrap_or(usize::MAX);
        table.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get())));
    }
    Ok(lost)
}

/// Appends a key, before the white space at the end.
fn append(table: &mut InlineTable, key: &str, mut value: Value) {
    let last = table.iter_mut().last();
    if let Some((_, last)) = last
        && !raw(last.decor().suffix()).contains('#')
    {
        value.decor_mut().set_suffix(raw(last.decor().suffix()));
        last.decor_mut().set_suffix("");
    }
    table.insert(key, value);
}

/// Takes away what a record does not state any more. A table stays while it has keys that nothing
/// is known of.
fn vacate(
    table: &mut Table,
    key: &str,
    old: &Json,
    depth: Depth,
    orphans: &mut String,
) -> Result<(), Unreadable> {
    let Some(item) = table.get_mut(key) else {
        return Ok(());
    };
    let nothing = Fields::new();
    let length = match (old, item) {
        (Json::Object(old), Item::Table(inner)) if depth == Depth::Record => {
            put_table(inner, old, &nothing, Depth::Within, orphans)?;
            inner.len()
        }
        (Json::Object(old), Item::Value(Value::InlineTable(inner))) if depth == Depth::Record => {
            orphans.push_str(&on_lines(put_inline(inner, old, &nothing, Depth::Within)?));
            inner.len()
        }
        (Json::Array(old), Item::Value(Value::Array(array))) => {
            all_read(key, array.len(), old.len())?;
            0
        }
        (Json::Array(old), Item::ArrayOfTables(tables)) => {
            all_read(key, tables.len(), old.len())?;
            0
        }
        (Json::Array(_), _) => return Err(Unreadable::of(key)),
        _ => 0,
    };
    if length == 0 {
        remove(table, key, orphans);
    }
    Ok(())
}

/// Removes a key; the comments about it go to the next key, or to the end of the file.
pub(super) fn remove(table: &mut Table, key: &str, orphans: &mut String) {
    let at = table.iter().position(|(name, _)| name == key);
    let first = at == Some(0);
    let next = at.and_then(|at| table.iter().nth(at + 1));
    let next = next.map(|(name, _)| name.to_owned());
    let comments = take(table, key);
    match next {
        Some(next) if comments.contains('#') || first => {
            comments::put_above(table, &next, &comments);
        }
        None if comments.contains('#') => {
            let comments = comments.trim_end();
            orphans.push_str(comments);
            orphans.push('\n');
        }
        _ => {}
    }
}

/// Takes a key out, and gives the comments above it, within it and behind it.
fn take(table: &mut Table, key: &str) -> String {
    let removed = table.remove_entry(key);
    removed.map_or_else(String::new, |(key, item)| comments::of_entry(&key, &item))
}

/// Brings keys in their order: those that were there stay, and each new one follows the last of
/// its predecessors. `order` has the keys that were there.
fn arrange(table: &mut Table, order: Vec<String>, old: &Fields, new: &Fields, depth: Depth) {
    let first = first_of(table, &order);
    let order = ordered(order, old, new);
    let ranks: HashMap<&str, usize> = order.iter().map(String::as_str).zip(0..).collect();
    table.sort_values_by(|a, _, b, _| ranks.get(a.get()).cmp(&ranks.get(b.get())));
    let now = first_of(table, &order);
    if let (Some(from), Some(to)) = (first, now)
        && from != to
        && depth == Depth::Record
    {
        move_file_comment(table, &from, &to);
    }
}

/// The key that stands first in the text: values stand before tables.
fn first_of(table: &Table, order: &[String]) -> Option<String> {
    let is_value = |name: &&String| match table.get(name) {
        Some(Item::Table(inner)) => inner.is_dotted(),
        item => item.is_some_and(Item::is_value),
    };
    let mut there = order.iter().filter(|name| table.contains_key(name));
    let first = there.clone().find(is_value).or_else(|| there.next());
    first.cloned()
}

/// Moves the comment at the top of the file, which ends with a blank line, from the key that was
/// first to the one that is now.
fn move_file_comment(table: &mut Table, from: &str, to: &str) {
    let above = comments::take_above(table, from);
    let (file, own) = match above.rfind("\n\n") {
        Some(end) if above.contains('#') => above.split_at(end + 2),
        _ => ("", above.as_str()),
    };
    comments::put_above(table, from, own);
    comments::put_above(table, from, "\n");
    comments::put_above(table, to, file);
}
