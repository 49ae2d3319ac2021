//! A register as one table, for CSV.

use std::collections::HashSet;

use risk_core::{Extra, Key, Observation, Register, RiskView, TrackerLink};

use super::table::Table;

/// What a column has of a risk.
type Text = fn(RiskView<'_>) -> String;

const COLUMNS: [(&str, Text); 17] = [
    ("Reference", |risk| risk.reference.clone()),
    ("Component", |risk| risk.component.clone()),
    ("Risk", |risk| risk.description.clone()),
    ("Likelihood", |risk| {
        stated(risk.stated().likelihood.as_ref())
    }),
    ("Impact", |risk| stated(risk.stated().impact.as_ref())),
    ("Observation", |risk| {
        lines(risk.observations.iter().map(observation))
    }),
    ("Mitigation", |risk| {
        lines(risk.mitigations.iter().map(|entry| entry.text.clone()))
    }),
    ("Runbook action", |risk| {
        lines(risk.runbook_actions.iter().map(|entry| entry.text.clone()))
    }),
    ("Notes", |risk| risk.notes.clone()),
    ("Tracker links", |risk| {
        lines(
            risk.tracker_links
                .iter()
                .map(TrackerLink::url)
                .map(str::to_owned),
        )
    }),
    ("Rating", rating),
    ("Status", |risk| stated(risk.status.as_ref())),
    ("Owner", |risk| risk.owner.clone()),
    ("Review by", |risk| stated(risk.review_by.as_ref())),
    ("Accepted by", |risk| risk.acceptance.by.clone()),
    ("Accepted until", |risk| {
        stated(risk.acceptance.until.as_ref())
    }),
    ("Acceptance reason", |risk| risk.acceptance.reason.clone()),
];

/// All risks with all of their fields, in the order of the register. An entry of a list is a line,
/// and an observation begins with its status.
pub fn register(register: &Register) -> Table {
    let extras = extra_columns(register.risks().map(|risk| &risk.stated().extra));
    let headers = extras.iter().map(Key::to_string);
    let header = COLUMNS.iter().map(|(name, _)| (*name).to_owned());
    let header: Vec<String> = header.chain(headers).collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header);
    for risk in register.risks() {
        let known = COLUMNS.iter().map(|(_, text)| text(risk));
        let extra = extras
            .iter()
            .map(|key| stated(risk.stated().extra.get(key)));
        table.row(known.chain(extra));
    }
    table
}

fn rating(risk: RiskView<'_>) -> String {
    let label = risk.rating_label();
    label.unwrap_or_default().to_owned()
}

fn stated<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(String::new, ToString::to_string)
}

fn observation(observation: &Observation) -> String {
    format!("{}: {}", observation.status, observation.text)
}

fn lines(entries: impl Iterator<Item = String>) -> String {
    entries.collect::<Vec<_>>().join("\n")
}

/// The columns beyond the model, in the order in which they are met.
fn extra_columns<'a>(extras: impl Iterator<Item = &'a Extra>) -> Vec<Key> {
    let mut seen = HashSet::new();
    let keys = extras.flat_map(|extra| extra.iter().map(|(key, _)| key));
    keys.filter(|key| seen.insert(*key)).cloned().collect()
}
