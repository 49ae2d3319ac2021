//! What makes everything certain, in words for a command and for `register.toml`.

use std::fmt::Write;

use risk_core::RiskField;
use risk_core::document::shell_word;
use risk_core::workbook::Resolved;

use super::super::text::is_active;
use super::Inspected;
use super::columns::spaced;

/// The command that imports the workbook as it was found.
pub fn command(inspected: &Inspected<'_>) -> String {
    let workbook = path(&inspected.path.display().to_string());
    let target = path(&inspected.target);
    let arguments = arguments(&inspected.inspection.resolved);
    format!("risk import {workbook} --into {target} {arguments}")
}

/// A path as a shell takes it and no command takes it for an option.
fn path(path: &str) -> String {
    if path.starts_with('-') {
        shell_word(&format!("./{path}"))
    } else {
        shell_word(path)
    }
}

/// The options that make everything certain, as a shell takes them.
fn arguments(resolved: &Resolved) -> String {
    let columns = resolved.columns.iter();
    let columns: Vec<String> = columns
        .map(|(field, name)| mapping(resolved, *field, name))
        .collect();
    let fields: Vec<&str> = resolved
        .fill_down
        .iter()
        .map(|field| field.path())
        .collect();
    let options = [
        ("--columns", Some(columns.join(","))),
        ("--scale", resolved.scale.clone()),
        ("--sheet", resolved.sheet.clone()),
        ("--header", resolved.header_row.map(|row| row.to_string())),
        ("--fill-down", Some(fields.join(","))),
    ];
    let specified = options.into_iter().filter_map(|(option, value)| {
        let value = value.filter(|value| !value.is_empty())?;
        // What begins with a - would be an option.
        let gap = if value.starts_with('-') { '=' } else { ' ' };
        Some(format!("{option}{gap}{}", shell_word(&value)))
    });
    specified.collect::<Vec<_>>().join(" ")
}

/// The column of a field as `--columns` takes it: its header, or its letters where the header
/// would mean something else there.
fn mapping(resolved: &Resolved, field: RiskField, name: &str) -> String {
    let begins_another = |part: &str| {
        let path = part.split('=').next().unwrap_or_default().trim();
        RiskField::ALL.iter().any(|field| field.path() == path)
    };
    let is_split = name.split(',').skip(1).any(begins_another);
    let letters = resolved.letters.get(&field);
    match letters.filter(|_| is_split || name.contains(is_active)) {
        Some(letters) => format!("{field}={letters}"),
        None => format!("{field}={}", spaced(name)),
    }
}

/// The lines of `register.toml` that make everything certain.
pub fn lines(resolved: &Resolved) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(row) = resolved.header_row {
        lines.push(format!(
            "# the header is specified only for an import: --header {row}"
        ));
    }
    let line = |key: &str, value: &Option<String>| {
        let value = value.as_ref()?;
        Some(format!("{key} = {}", toml(value)))
    };
    lines.extend(line("sheet", &resolved.sheet));
    if !resolved.fill_down.is_empty() {
        let fields = resolved.fill_down.iter().map(|field| toml(field.path()));
        let fields: Vec<String> = fields.collect();
        lines.push(format!("fill_down = [{}]", fields.join(", ")));
    }
    lines.extend(line("scale", &resolved.scale));
    if !resolved.columns.is_empty() {
        let gap = if lines.is_empty() { "" } else { "\n" };
        lines.push(format!("{gap}[columns]"));
    }
    for (field, name) in &resolved.columns {
        lines.push(format!("{} = {}", key(*field), toml(name)));
    }
    lines
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
    fn a_text_is_escaped_as_toml_has_it() {
        assert_eq!(toml("say \"x\"\\\n"), "\"say \\\"x\\\"\\\\\\n\"");
        assert_eq!(toml("\u{1b}ü"), "\"\\U0000001Bü\"");
        assert_eq!(key(RiskField::AcceptedBy), "\"acceptance.by\"");
    }
}
