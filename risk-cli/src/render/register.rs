//! A register as one table, for CSV.

use std::collections::HashSet;

use risk_core::{Entry, Extra, FieldValue, Key, Register, RiskField};

use super::table::Table;

/// A column: its header, and the field that it has, unless it has the rating.
fn columns() -> Vec<(&'static str, Option<RiskField>)> {
    let mut columns = Vec::new();
    for field in RiskField::ALL.iter().copied() {
        // What is in brackets is about bold, which CSV has not.
        let header = field.header().and_then(|header| header.split(" (").next());
        if let Some(header) = header {
            columns.push((header, Some(field)));
        } else if field == RiskField::TrackerLinks {
            columns.extend([("Tracker links", Some(field)), ("Rating", None)]);
        }
    }
    columns
}

/// All risks with all of their fields, in the order of the register. An entry of a list is a line,
/// and an observation begins with its status.
pub fn register(register: &Register) -> Table {
    let columns = columns();
    let extras = extra_columns(register.risks().map(|risk| &risk.stated().extra));
    let headers = extras.iter().map(Key::to_string);
    let header = columns.iter().map(|(name, _)| (*name).to_owned());
    let header: Vec<String> = header.chain(headers).collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header);
    for risk in register.risks() {
        let known = columns.iter().map(|(_, field)| match field {
            Some(field) => text(field.get(risk.stated())),
            None => risk.rating_label().unwrap_or_default().to_owned(),
        });
        let extra = extras.iter().map(|key| {
            let value = risk.stated().extra.get(key);
            value.map_or_else(String::new, ToString::to_string)
        });
        table.row(known.chain(extra));
    }
    table
}

/// A value in a cell: an entry of a list is a line, and an observation begins with its status.
pub fn text(value: FieldValue) -> String {
    let FieldValue::List(entries) = value else {
        return value.to_string();
    };
    let entries = entries.into_iter().flatten().map(|entry| match entry {
        Entry::Observation(observation) => format!("{}: {}", observation.status, observation.text),
        other => other.to_string(),
    });
    entries.collect::<Vec<_>>().join("\n")
}

/// The columns beyond the model, in the order in which they are met.
fn extra_columns<'a>(extras: impl Iterator<Item = &'a Extra>) -> Vec<Key> {
    let mut seen = HashSet::new();
    let keys = extras.flat_map(|extra| extra.iter().map(|(key, _)| key));
    keys.filter(|key| seen.insert(*key)).cloned().collect()
}
