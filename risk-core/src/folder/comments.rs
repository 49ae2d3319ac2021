//! The comments of a TOML document: finding those of a part that goes, and putting them elsewhere.

use std::collections::HashSet;

use toml_edit::{DocumentMut, Item, Key, RawString, Table};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// The text of a decor; nothing where it is the default.
pub(super) fn raw(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}

/// The comments in a decor, which beside them has white space only.
pub(super) fn lines(decor: &str) -> impl Iterator<Item = &str> {
    let lines = decor.lines().map(str::trim);
    lines.filter(|line| line.starts_with('#'))
}

/// All comments in a text of TOML, or in a part of one.
pub(super) fn of_text(text: &str) -> Vec<String> {
    let tokens = Source::new(text).lex();
    let comments = tokens.filter(|token| token.kind() == TokenKind::Comment);
    let comment = |start, end| text[start..end].trim().to_owned();
    let comments = comments.map(|token| comment(token.span().start(), token.span().end()));
    comments.collect()
}

/// Whether a text of TOML has a comment that another one has not, apart from the one that gives editors its schema.
///
/// ```
/// use risk_core::folder::has_more_comments;
///
/// let text = "#:schema ../.schema/component.json\nkind = 'cache' # since 2024\n";
/// assert!(has_more_comments(text, "kind = 'cache'\n"));
/// assert!(!has_more_comments(text, "owner = 'Ann' # since 2024\n"));
/// ```
pub fn has_more_comments(text: &str, than: &str) -> bool {
    let known = of_text(than);
    let known: HashSet<&String> = known.iter().collect();
    let mut comments = of_text(text).into_iter();
    comments.any(|comment| !comment.starts_with("#:schema") && !known.contains(&comment))
}

/// What was above a key that goes, and then every comment within and behind its value, one a line.
pub(super) fn of_entry(key: &Key, item: &Item) -> String {
    let above = raw(prefix(key, item));
    let mut alone = DocumentMut::new();
    alone.insert_formatted(key, item.clone());
    let comments = of_text(&alone.to_string()[above.len()..]);
    let mut text = above.to_owned();
    if !comments.is_empty() {
        end_line(&mut text);
    }
    text + &on_lines(comments)
}

/// All comments in and around a table.
pub(super) fn of_table(table: Table) -> Vec<String> {
    let mut alone = DocumentMut::new();
    alone.insert("table", Item::Table(table));
    of_text(&alone.to_string())
}

/// Comments as lines of their own.
pub(super) fn on_lines(comments: Vec<String>) -> String {
    comments.into_iter().map(|comment| comment + "\n").collect()
}

/// Ends the last line of a text.
pub(super) fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// What is written above an entry; of dotted keys and repeated tables it is the parts' own.
fn prefix<'a>(key: &'a Key, item: &'a Item) -> Option<&'a RawString> {
    match item {
        Item::Value(_) => key.leaf_decor().prefix(),
        Item::Table(table) if !table.is_dotted() => table.decor().prefix(),
        _ => None,
    }
}

/// Puts what ends with a line break above an entry and its own comments. Nothing above it means
/// that it begins the text.
pub(super) fn put_above(table: &mut Table, key: &str, above: &str) {
    edit_above(table, key, &mut |own| {
        if above.is_empty() || above == "\n" || above.ends_with("\n\n") {
            format!("{above}{}", own.strip_prefix('\n').unwrap_or(own))
        } else {
            format!("{above}{own}")
        }
    });
}

/// Puts comments between an entry and its own ones.
pub(super) fn put_directly_above(table: &mut Table, key: &str, comments: &str) {
    edit_above(table, key, &mut |own| format!("{own}{comments}"));
}

/// Takes what is above an entry.
pub(super) fn take_above(table: &mut Table, key: &str) -> String {
    let mut taken = String::new();
    edit_above(table, key, &mut |own| {
        own.clone_into(&mut taken);
        String::new()
    });
    taken
}

fn edit_above(table: &mut Table, key: &str, edit: &mut dyn FnMut(&str) -> String) {
    let decor = match table.get_mut(key) {
        None => return,
        Some(Item::Table(inner)) if inner.is_dotted() => {
            let first = inner.iter().next().map(|(name, _)| name.to_owned());
            return first.map_or((), |first| edit_above(inner, &first, edit));
        }
        Some(Item::Table(inner)) => inner.decor_mut(),
        Some(Item::ArrayOfTables(tables)) => match tables.get_mut(0) {
            Some(first) => first.decor_mut(),
            None => return,
        },
        Some(_) => {
            let Some(mut key) = table.key_mut(key) else {
                return;
            };
            let above = edit(raw(key.leaf_decor().prefix()));
            key.leaf_decor_mut().set_prefix(above);
            return;
        }
    };
    // By default there is a blank line above a table.
    let above = edit(decor.prefix().map_or("\n", |own| raw(Some(own))));
    decor.set_prefix(above);
}
