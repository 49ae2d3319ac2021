//! Putting the entries of a list into a TOML text: what stays is left alone, and what is reworded keeps
//! its comments.

use std::collections::HashSet;

use serde_json::Value as Json;
use toml_edit::{Array, ArrayOfTables, Value};

use super::comments::{self, raw};
use super::fields::{Depth, Fields, Unreadable, all_read, same};
use super::new_toml::{ENTRY_INDENT, new_entry, new_table};
use super::put_toml::{put_inline, put_table, replace};
use crate::record::align::Alignment;

/// The place of the old list that each entry of the new one has, if it has one. What has none was
/// inserted, and the old entries that none has the place of were removed.
pub(super) fn places(old: &[Json], new: &[Json]) -> Vec<Option<usize>> {
    Alignment::of_entries(old, new, |entry| (text(entry), entry.to_string())).places
}

/// What distinguishes an entry from another: the text that it is or has, else all of it.
fn text(entry: &Json) -> String {
    let text = entry.as_str().or_else(|| entry.get("text")?.as_str());
    text.map_or_else(|| entry.to_string(), str::to_owned)
}

/// The entries that go, from the last to the first.
fn removed(places: &[Option<usize>], old: usize) -> impl Iterator<Item = usize> {
    let kept: HashSet<usize> = places.iter().copied().flatten().collect();
    (0..old).rev().filter(move |at| !kept.contains(at))
}

/// Puts a list into one that is written in brackets.
pub(crate) fn put_array(
    array: &mut Array,
    key: &str,
    old: &[Json],
    new: &[Json],
) -> Result<(), Unreadable> {
    all_read(key, array.len(), old.len())?;
    let places = places(old, new);
    let on_lines = old.is_empty() || raw(Some(array.trailing())).contains('\n');
    for (place, new) in places.iter().zip(new) {
        if let Some(at) = place.filter(|at| !same(&old[*at], new)) {
            change_entry(array, at, &old[at], new)?;
        }
    }
    for at in removed(&places, old.len()) {
        remove_entry(array, at);
    }
    for (at, place) in places.iter().enumerate() {
        if place.is_none() {
            insert_entry(array, at, new_entry(&new[at]), on_lines);
        }
    }
    if array.is_empty() && !raw(Some(array.trailing())).contains('#') {
        array.set_trailing("");
    } else if on_lines && !array.is_empty() {
        if old.is_empty() {
            array.set_trailing_comma(true);
        }
        if !raw(Some(array.trailing())).ends_with('\n') {
            let trailing = raw(Some(array.trailing())).trim_end().to_owned();
            array.set_trailing(trailing + "\n");
        }
    }
    Ok(())
}

fn change_entry(array: &mut Array, at: usize, old: &Json, new: &Json) -> Result<(), Unreadable> {
    let Some(value) = array.get_mut(at) else {
        return Ok(());
    };
    let lost = match (value, old, new) {
        (Value::InlineTable(table), Json::Object(old), Json::Object(new)) => {
            put_inline(table, old, new, Depth::Entry)?
        }
        (value, _, new) => replace(value, new_entry(new)),
    };
    if !lost.is_empty()
        && let Some(value) = array.get_mut(at)
    {
        let (behind, own) = split_behind(raw(value.decor().prefix()));
        let above = gap(behind, &lost, own, ENTRY_INDENT);
        value.decor_mut().set_prefix(above);
    }
    Ok(())
}

/// Removes an entry; the comments about it go to what follows it.
fn remove_entry(array: &mut Array, at: usize) {
    let removed = array.remove(at);
    let above = raw(removed.decor().prefix());
    let lost = comments::of_text(&removed.to_string()[above.len()..]);
    let commented = above.contains('#') || !lost.is_empty();
    if let Some(next) = array.get_mut(at) {
        let own = raw(next.decor().prefix());
        if commented {
            let joined = gap(above, &lost, own, ENTRY_INDENT);
            next.decor_mut().set_prefix(joined);
        } else if at == 0 && !own.contains('#') {
            *next.decor_mut() = removed.decor().clone();
        }
    } else if commented {
        let joined = gap(above, &lost, raw(Some(array.trailing())), "\n");
        array.set_trailing(joined);
    }
}

/// Inserts an entry. A comment on the line of the entry before it stays there.
fn insert_entry(array: &mut Array, at: usize, mut value: Value, on_lines: bool) {
    let following = match array.get(at) {
        Some(next) => raw(next.decor().prefix()),
        None => raw(Some(array.trailing())),
    };
    let (behind, rest) = split_behind(following);
    let (behind, rest) = (behind.to_owned(), rest.to_owned());
    if on_lines || !behind.is_empty() {
        value
            .decor_mut()
            .set_prefix(format!("{behind}{ENTRY_INDENT}"));
    }
    if !behind.is_empty() {
        match array.get_mut(at) {
            Some(next) => next.decor_mut().set_prefix(rest),
            None => array.set_trailing(rest),
        }
    }
    array.insert_formatted(at, value);
}

/// Splits what follows an entry into the comment on its line, if there is one, and the rest.
fn split_behind(following: &str) -> (&str, &str) {
    let end = following.find('\n').unwrap_or(following.len());
    let (line, rest) = following.split_at(end);
    if line.contains('#') {
        (line.trim_end(), rest)
    } else {
        ("", following)
    }
}

/// What stands between two entries when one between them goes: all its comments, on lines of their
/// own but for that behind the entry before. `own` is what stood before the next entry.
fn gap(above: &str, lost: &[String], own: &str, end_of_line: &str) -> String {
    let (behind, above) = split_behind(above);
    let (behind_removed, own) = split_behind(own);
    let mut gap = behind.to_owned();
    let lines = comments::lines(above)
        .chain(lost.iter().map(String::as_str))
        .chain(comments::lines(behind_removed));
    for comment in lines {
        gap.push_str(ENTRY_INDENT);
        gap.push_str(comment);
    }
    // Without a line break the comment would swallow what follows.
    if own.contains('\n') || gap.is_empty() {
        gap.push_str(own);
    } else {
        gap.push_str(end_of_line);
    }
    gap
}

/// Puts a list into one that is written as repeated tables, and gives the comments that lost their
/// place. `None` when it cannot be, as none of nothing and none of texts can.
pub(super) fn put_tables(
    tables: &mut ArrayOfTables,
    key: &str,
    old: &[Json],
    new: &[Json],
) -> Result<Option<String>, Unreadable> {
    all_read(key, tables.len(), old.len())?;
    let fields: Option<Vec<&Fields>> = new.iter().map(Json::as_object).collect();
    let Some(fields) = fields.filter(|fields| !fields.is_empty()) else {
        return Ok(None);
    };
    let places = places(old, new);
    let mut lost = String::new();
    for (place, fields) in places.iter().zip(&fields) {
        let nothing = Fields::new();
        let table = place.and_then(|at| Some((at, tables.get_mut(at)?)));
        if let Some((at, table)) = table {
            let before = old[at].as_object().unwrap_or(&nothing);
            put_table(table, before, fields, Depth::Entry, &mut lost)?;
        }
    }
    for at in removed(&places, old.len()) {
        lost += &comments::on_lines(comments::of_table(tables.remove(at)));
    }
    for (at, place) in places.iter().enumerate() {
        if place.is_none() {
            tables.insert(at, new_table(fields[at]));
        }
    }
    Ok(Some(lost))
}
