//! What makes everything certain, in words for a command and for `register.toml`.

use std::fmt::Write;

use risk_core::workbook::{Answer, ColumnContent, ColumnFound, Question};
use risk_core::{Key, RiskField};

use super::super::text::is_active;
use super::Inspected;
use super::columns::{column_letters, spaced};

/// The command that imports the workbook as it was found.
pub fn command(inspected: &Inspected<'_>) -> String {
    let workbook = path(&inspected.path.display().to_string());
    let (target, arguments) = (path(&inspected.target), arguments(inspected));
    format!("risk import {workbook} --into {target} {arguments}")
}

/// A path as a shell takes it and no command takes it for an option.
fn path(path: &str) -> String {
    if path.starts_with('-') {
        shell(&format!("./{path}"))
    } else {
        shell(path)
    }
}

/// The options that make everything certain, as a shell takes them.
pub fn arguments(inspected: &Inspected<'_>) -> String {
    let settled = &inspected.settled;
    let columns = settled.columns.keys();
    let columns: Vec<String> = columns.map(|field| mapping(inspected, *field)).collect();
    let fields: Vec<&str> = settled.fill_down.iter().map(|field| field.path()).collect();
    let options = [
        ("--columns", Some(columns.join(","))),
        ("--scale", settled.scale.clone()),
        ("--sheet", settled.sheet.clone()),
        ("--header", settled.header_row.map(|row| row.to_string())),
        ("--fill-down", Some(fields.join(","))),
    ];
    let said = options.into_iter().filter_map(|(option, value)| {
        let value = value.filter(|value| !value.is_empty())?;
        // What begins with a - would be an option.
        let gap = if value.starts_with('-') { '=' } else { ' ' };
        Some(format!("{option}{gap}{}", shell(&value)))
    });
    said.collect::<Vec<_>>().join(" ")
}

/// The column of a field as `--columns` takes it: its header, or its letters where the header
/// would mean something else there.
fn mapping(inspected: &Inspected<'_>, field: RiskField) -> String {
    let name = inspected.settled.columns.get(&field).map(String::as_str);
    let name = name.unwrap_or_default();
    let Some(column) = column_of(&inspected.columns, field) else {
        return format!("{field}={}", spaced(name));
    };
    let begins_another = |part: &str| {
        let path = part.split('=').next().unwrap_or_default().trim();
        RiskField::ALL.iter().any(|field| field.path() == path)
    };
    let is_split = name.split(',').skip(1).any(begins_another);
    let is_plain = !is_split && !name.contains(is_active) && !is_repeated(inspected, column);
    if is_plain {
        format!("{field}={}", spaced(name))
    } else {
        format!("{field}={}", column_letters(column.column))
    }
}

fn column_of(columns: &[ColumnFound], field: RiskField) -> Option<&ColumnFound> {
    columns
        .iter()
        .find(|column| column.content == ColumnContent::Field(field))
}

fn is_repeated(inspected: &Inspected<'_>, column: &ColumnFound) -> bool {
    let same = |other: &&ColumnFound| other.header == column.header;
    inspected.columns.iter().filter(same).count() > 1
}

/// A word as a shell takes it.
fn shell(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_@%+=:,./-".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    if !word.contains(|c| is_active(c) || c == '\n') {
        return format!("'{}'", word.replace('\'', "'\\''"));
    }
    // A form of bash and zsh, in which nothing has to be shown that would be obeyed.
    let mut quoted = String::from("$'");
    for c in word.chars() {
        match c {
            '\n' => quoted.push_str("\\n"),
            '\'' | '\\' => quoted.extend(['\\', c]),
            c if is_active(c) => {
                write!(quoted, "\\U{:08x}", u32::from(c)).expect("a string takes all writes");
            }
            c => quoted.push(c),
        }
    }
    quoted + "'"
}

/// The lines of `register.toml` that make everything certain, with the other answers beside the
/// first.
pub fn lines(inspected: &Inspected<'_>) -> Vec<String> {
    let settled = &inspected.settled;
    let mut lines = Vec::new();
    if let Some(row) = settled.header_row {
        lines.push(format!(
            "# only an import can be told of the header: --header {row}"
        ));
        lines.extend(others(inspected, |answer| {
            matches!(answer, Answer::Header(_))
        }));
    }
    lines.extend(others(inspected, |answer| {
        matches!(answer, Answer::Sheet(_))
    }));
    lines.extend(
        settled
            .sheet
            .as_ref()
            .map(|name| format!("sheet = {}", toml(name))),
    );
    if !settled.fill_down.is_empty() {
        let fields: Vec<String> = settled
            .fill_down
            .iter()
            .map(|field| toml(field.path()))
            .collect();
        lines.push(format!("fill_down = [{}]", fields.join(", ")));
    }
    lines.extend(others(inspected, |answer| {
        matches!(answer, Answer::Scale(_))
    }));
    lines.extend(
        settled
            .scale
            .as_ref()
            .map(|name| format!("scale = {}", toml(name))),
    );
    if settled.columns.is_empty() {
        return lines;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push("[columns]".to_owned());
    for (field, name) in kept_columns(inspected) {
        lines.extend(others(
            inspected,
            |answer| matches!(answer, Answer::Column(known, _) if *known == field),
        ));
        lines.push(format!("{} = {}", key(field), toml(&name)));
    }
    lines
}

/// The columns of the fields by the names that `register.toml` has for them.
pub fn kept_columns(inspected: &Inspected<'_>) -> Vec<(RiskField, String)> {
    let columns = inspected.settled.columns.iter();
    let kept = columns.map(
        |(field, name)| match column_of(&inspected.columns, *field) {
            Some(column) => (*field, kept(inspected, column)),
            None => (*field, name.clone()),
        },
    );
    kept.collect()
}

/// The name of a column in `register.toml`: its header, with its occurrence where others have the
/// same, or its letters where it has none.
fn kept(inspected: &Inspected<'_>, column: &ColumnFound) -> String {
    let header = &column.header;
    if header.is_empty() {
        return column_letters(column.column);
    }
    let same = |other: &&ColumnFound| other.header == *header;
    let before = inspected
        .columns
        .iter()
        .filter(|other| other.column <= column.column);
    match before.filter(same).count() {
        1 if is_repeated(inspected, column) => format!("{header}~1"),
        occurrence => Key::new(header, u32::try_from(occurrence).unwrap_or(u32::MAX)).to_string(),
    }
}

/// The other answers to the questions whose first is of a kind, as comments.
fn others(inspected: &Inspected<'_>, is_first: impl Fn(&Answer) -> bool) -> Vec<String> {
    let is_of_kind = |question: &&Question| question.answers.first().is_some_and(&is_first);
    let comment = |question: &Question| {
        let (first, others) = question.answers.split_first()?;
        let others: Vec<String> = others
            .iter()
            .filter_map(|other| alternative(inspected, first, other))
            .collect();
        let what = match first {
            Answer::Column(field, _) => field.path(),
            Answer::Sheet(_) => "sheet",
            Answer::Header(_) => "header",
            Answer::Scale(_) => "scale",
            _ => return None,
        };
        (!others.is_empty()).then(|| format!("# {what}: or {}", others.join(", or ")))
    };
    inspected
        .questions()
        .filter(is_of_kind)
        .filter_map(comment)
        .collect()
}

/// Another answer than the first, as it stands in `register.toml`.
fn alternative(inspected: &Inspected<'_>, first: &Answer, other: &Answer) -> Option<String> {
    match (first, other) {
        (Answer::Column(field, _), Answer::Column(known, name)) => {
            let value = match name.as_str() {
                "" => "\"\" (no column has it)".to_owned(),
                letters => toml(&named(inspected, letters)),
            };
            Some(if field == known {
                value
            } else {
                format!("{} = {value}", key(*known))
            })
        }
        (_, Answer::Sheet(name) | Answer::Scale(name)) => Some(toml(name)),
        (_, Answer::Header(row)) => Some(format!("--header {row}")),
        _ => None,
    }
}

/// The name of the column of some letters.
fn named(inspected: &Inspected<'_>, letters: &str) -> String {
    let mut columns = inspected.columns.iter();
    let column = columns.find(|column| column_letters(column.column) == letters);
    column.map_or_else(|| letters.to_owned(), |column| kept(inspected, column))
}

/// The key of a field: that of a part is one key, and not a table.
fn key(field: RiskField) -> String {
    let path = field.path();
    if path.contains('.') {
        toml(path)
    } else {
        path.to_owned()
    }
}

/// A text as a string of TOML.
fn toml(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if is_active(c) => {
                write!(quoted, "\\U{:08X}", u32::from(c)).expect("a string takes all writes");
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_gets_words_back_as_they_are() {
        assert_eq!(shell("a=b,c"), "a=b,c");
        assert_eq!(shell("it's"), "'it'\\''s'");
        assert_eq!(shell("$(x) `y`"), "'$(x) `y`'");
        assert_eq!(shell(""), "''");
        assert_eq!(shell("a\u{202e}'b"), "$'a\\U0000202e\\'b'");
    }

    #[test]
    fn a_text_is_escaped_as_toml_has_it() {
        assert_eq!(toml("say \"x\"\\\n"), "\"say \\\"x\\\"\\\\\\n\"");
        assert_eq!(toml("\u{1b}ü"), "\"\\U0000001Bü\"");
        assert_eq!(key(RiskField::AcceptedBy), "\"acceptance.by\"");
    }
}
