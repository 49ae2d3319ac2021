//! The comments of a TOML document: finding those of a part that goes, and putting them elsewhere.

use toml_edit::{Array, InlineTable, Item, Key, RawString, Table, Value};

/// The text of a decor; nothing where it is the default.
pub(super) fn raw(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}

/// The comments in a decor, which beside them has white space only.
pub(super) fn lines(decor: &str) -> impl Iterator<Item = &str> {
    let lines = decor.lines().map(str::trim);
    lines.filter(|line| line.starts_with('#'))
}

/// What was above a key that goes, and then every comment within and behind its value, one a line.
pub(super) fn of_entry(key: &Key, item: &Item) -> String {
    let (above, mut within) = (raw(prefix(key, item)).to_owned(), Comments::default());
    match item {
        Item::Value(value) => {
            within.inside(value);
            within.add(value.decor().suffix());
        }
        Item::Table(table) if !table.is_dotted() => {
            within.add(table.decor().suffix());
            within.entries(table);
        }
        item => within.item(item),
    }
    let mut text = above;
    for comment in within.found {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&comment);
        text.push('\n');
    }
    text
}

/// The comments within a value, those around it left out.
pub(super) fn inside(value: &Value) -> Vec<String> {
    let mut within = Comments::default();
    within.inside(value);
    within.found
}

/// The comments within a value and behind it.
pub(super) fn inside_and_behind(value: &Value) -> Vec<String> {
    let mut within = Comments::default();
    within.inside(value);
    within.add(value.decor().suffix());
    within.found
}

/// All comments in and around a table.
pub(super) fn of_table(table: &Table) -> Vec<String> {
    let mut within = Comments::default();
    within.table(table);
    within.found
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

/// Comments in the order of the text.
#[derive(Default)]
struct Comments {
    found: Vec<String>,
}

impl Comments {
    fn add(&mut self, decor: Option<&RawString>) {
        self.found.extend(lines(raw(decor)).map(str::to_owned));
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::None => {}
            Item::Value(value) => self.value(value),
            Item::Table(table) => self.table(table),
            Item::ArrayOfTables(tables) => tables.iter().for_each(|table| self.table(table)),
        }
    }

    fn table(&mut self, table: &Table) {
        self.add(table.decor().prefix());
        self.add(table.decor().suffix());
        self.entries(table);
    }

    fn entries(&mut self, table: &Table) {
        for (name, item) in table {
            self.key(table.key(name));
            self.item(item);
        }
    }

    fn key(&mut self, key: Option<&Key>) {
        let Some(key) = key else { return };
        for decor in [key.leaf_decor(), key.dotted_decor()] {
            self.add(decor.prefix());
            self.add(decor.suffix());
        }
    }

    fn value(&mut self, value: &Value) {
        self.add(value.decor().prefix());
        self.inside(value);
        self.add(value.decor().suffix());
    }

    fn inside(&mut self, value: &Value) {
        match value {
            Value::Array(array) => self.array(array),
            Value::InlineTable(table) => self.inline_table(table),
            _ => {}
        }
    }

    fn array(&mut self, array: &Array) {
        array.iter().for_each(|value| self.value(value));
        self.add(Some(array.trailing()));
    }

    fn inline_table(&mut self, table: &InlineTable) {
        for (name, value) in table {
            self.key(table.key(name));
            self.value(value);
        }
        self.add(Some(table.trailing()));
    }
}
