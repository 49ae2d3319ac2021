//! A tree to records: every field by itself, so that one that cannot be read costs no other.

use std::cell::OnceCell;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::node::{Entry, Node, Value};
use super::positions::{Lines, RecordPosition};
use crate::check::rules::reading::{BLANK_ENTRY, INVALID_VALUE, UNKNOWN_KEY};
use crate::check::{Finding, Rule};
use crate::register::text::nearest;
use crate::register::{
    Acceptance, Component, Extra, ExtraValue, Field, Key, Mitigation, Observation, Rehearsal, Risk,
    RunbookAction, TrackerLink,
};

/// Decodes the parts of one file, and collects what cannot be read.
pub(super) struct Decoder<'a> {
    /// The file's name and text, for positions.
    file: &'a str,
    text: &'a str,
    lines: OnceCell<Lines>,
    pub findings: Vec<Finding>,
    /// Where the record being decoded, and its fields, stand.
    pub position: RecordPosition,
}

impl<'a> Decoder<'a> {
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            lines: OnceCell::new(),
            findings: Vec::new(),
            position: RecordPosition::default(),
        }
    }

    /// Decodes a risk.
    pub fn risk(&mut self, node: &Node) -> Risk {
        let mut risk = Risk::default();
        for (entry, field) in self.known_entries(node, &keys(&Field::OF_RISK)) {
            let node = &entry.node;
            match field {
                Field::Reference => risk.reference = self.prose(node),
                Field::Component => risk.component = self.prose(node),
                Field::Description => risk.description = self.prose(node),
                Field::Likelihood => risk.likelihood = self.word(node),
                Field::Impact => risk.impact = self.word(node),
                Field::Observations => risk.observations = self.list(field, node),
                Field::Mitigations => risk.mitigations = self.list(field, node),
                Field::RunbookActions => risk.runbook_actions = self.list(field, node),
                Field::Notes => risk.notes = self.prose(node),
                Field::TrackerLinks => risk.tracker_links = self.list(field, node),
                Field::Status => risk.status = self.value(node),
                Field::Owner => risk.owner = self.prose(node),
                Field::ReviewBy => risk.review_by = self.value(node),
                Field::Rehearsals => risk.rehearsals = self.entries(field, node, Self::rehearsal),
                Field::Extra => risk.extra = self.extra(node),
                // All that is left of a risk's keys is `acceptance`.
                _ => risk.acceptance = self.acceptance(node),
            }
        }
        risk
    }

    fn acceptance(&mut self, node: &Node) -> Acceptance {
        let mut acceptance = Acceptance::default();
        for (entry, field) in self.known_entries(node, &ACCEPTANCE_KEYS) {
            match field {
                Field::AcceptedBy => acceptance.by = self.prose(&entry.node),
                Field::AcceptedUntil => acceptance.until = self.value(&entry.node),
                _ => acceptance.reason = self.prose(&entry.node),
            }
        }
        acceptance
    }

    /// Decodes a component.
    pub fn component(&mut self, node: &Node) -> Component {
        let mut component = Component::default();
        for (entry, field) in self.known_entries(node, &keys(&Field::OF_COMPONENT)) {
            let node = &entry.node;
            match field {
                Field::Name => component.name = self.prose(node),
                Field::Kind => component.kind = self.prose(node),
                Field::Owner => component.owner = self.prose(node),
                Field::Tier => component.tier = self.prose(node),
                Field::Description => component.description = self.prose(node),
                Field::Restore => component.restore = self.value(node),
                Field::Rto => component.rto = self.value(node),
                Field::Rpo => component.rpo = self.value(node),
                Field::Within => component.within = self.prose(node),
                Field::Rehearsals => {
                    component.rehearsals = self.entries(field, node, Self::rehearsal);
                }
                Field::Extra => component.extra = self.extra(node),
                // All that is left of a component's keys is `requires`.
                _ => {
                    component.requires = self.requirements(field, node);
                    let stated = match &node.value {
                        Value::List(nodes) => nodes.len(),
                        _ => 1,
                    };
                    let read = component.requires.as_ref().map_or(0, Vec::len);
                    component.has_unread_requirements = read < stated;
                }
            }
        }
        component
    }

    /// The entries of a table whose keys are among those given; a finding for each other one.
    fn known_entries<'n>(&mut self, node: &'n Node, keys: &[FieldKey]) -> Vec<(&'n Entry, Field)> {
        if !matches!(node.value, Value::Table(_)) {
            self.invalid(node, "a table");
        }
        let mut known = Vec::with_capacity(node.entries().len());
        for entry in node.entries() {
            if let Some((_, field)) = keys.iter().find(|(key, _)| *key == entry.key) {
                self.position.fields.push((*field, None, entry.start));
                // What is null is not stated, as programs that write JSON have it.
                if !matches!(entry.node.value, Value::Null) {
                    known.push((entry, *field));
                }
            } else {
                self.unknown_key(entry, nearest(&entry.key, keys.iter().map(|(key, _)| *key)));
            }
        }
        known
    }

    /// Reports a key that nothing is known of.
    pub fn unknown_key(&mut self, entry: &Entry, suggestion: Option<&str>) {
        let message = format!("nothing is known of the key `{}`; it is kept", entry.key);
        let finding = self.finding(&UNKNOWN_KEY, entry.start, message);
        self.findings
            .push(finding.found(&entry.key).suggest(suggestion));
    }

    /// Reports a value that its key does not take.
    pub fn invalid(&mut self, node: &Node, expected: &str) {
        let message = format!("expected {expected}, found {}", node.describe());
        let finding = self.finding(&INVALID_VALUE, node.start, message);
        self.findings.push(finding);
    }

    pub fn finding(&self, rule: &'static Rule, start: usize, message: String) -> Finding {
        let lines = self.lines.get_or_init(|| Lines::new(self.text));
        let location = lines.position(self.file, self.text, start);
        Finding::new(rule, location, message)
    }

    /// Text; empty where it is something else.
    pub fn prose(&mut self, node: &Node) -> String {
        if let Value::Text(text) = &node.value {
            return text.clone();
        }
        self.invalid(node, "text");
        String::new()
    }

    /// Text that is not empty.
    fn word(&mut self, node: &Node) -> Option<String> {
        Some(self.prose(node)).filter(|text| !text.is_empty())
    }

    /// A value that serde reads.
    pub fn value<T: DeserializeOwned>(&mut self, node: &Node) -> Option<T> {
        self.decoded(node, node.to_json())
    }

    fn decoded<T: DeserializeOwned>(&mut self, node: &Node, json: Json) -> Option<T> {
        match serde_json::from_value(json) {
            Ok(value) => Some(value),
            Err(error) => {
                let finding = self.finding(&INVALID_VALUE, node.start, error.to_string());
                self.findings.push(finding);
                None
            }
        }
    }

    /// The entries of a list, each by itself.
    fn list<T: DeserializeOwned + ListEntry>(&mut self, field: Field, node: &Node) -> Vec<T> {
        self.entries(field, node, |decoder, node| {
            let entry: T = decoder.value(node)?;
            let blank = entry.text().trim().is_empty();
            if blank {
                let message = format!("the entry of {field} has no text");
                let finding = decoder.finding(&BLANK_ENTRY, node.start, message);
                decoder.findings.push(finding);
            }
            (!blank).then_some(entry)
        })
    }

    /// A table of texts, as every part of a rehearsal is one. Positions mean nothing.
    fn rehearsal(&mut self, node: &Node) -> Option<Rehearsal> {
        if !matches!(node.value, Value::Table(_)) {
            self.invalid(node, "a table with date and kind");
            return None;
        }
        let mut parts = Map::new();
        for Entry { key, node, .. } in node.entries() {
            let is_known = Rehearsal::KEYS.contains(&key.as_str());
            match node.value {
                Value::Null if is_known => continue,
                Value::Text(_) | Value::DateTime(_) => {}
                _ if is_known => {
                    self.invalid(node, &format!("text for `{key}`"));
                    return None;
                }
                // What is not known is told below, with what is.
                _ => {}
            }
            parts.insert(key.clone(), node.to_json());
        }
        self.decoded(node, Json::Object(parts))
    }

    fn requirements<T: DeserializeOwned>(&mut self, field: Field, node: &Node) -> Option<Vec<T>> {
        if !matches!(node.value, Value::List(_)) {
            self.invalid(node, "a list");
            return None;
        }
        Some(self.entries(field, node, Self::value))
    }

    fn entries<T>(
        &mut self,
        field: Field,
        node: &Node,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Vec<T> {
        let Value::List(nodes) = &node.value else {
            self.invalid(node, "a list");
            return Vec::new();
        };
        let mut entries = Vec::with_capacity(nodes.len());
        for node in nodes {
            if let Some(entry) = read(self, node) {
                let place = (field, Some(entries.len()), node.start);
                self.position.fields.push(place);
                entries.push(entry);
            }
        }
        entries
    }

    fn extra(&mut self, node: &Node) -> Extra {
        if !matches!(node.value, Value::Table(_)) {
            self.invalid(node, "a table");
        }
        let mut values = Vec::with_capacity(node.entries().len());
        for entry in node.entries() {
            if matches!(entry.node.value, Value::Null) {
                continue;
            }
            let key = Key::parse(&entry.key);
            let spelling = key.to_string();
            if spelling != entry.key {
                // Two spellings of one column, such as `Date~1` and `Date`, could not both be kept.
                let message = format!("the column `{}` is written `{spelling}`", entry.key);
                let finding = self.finding(&INVALID_VALUE, entry.start, message);
                let finding = finding.found(&entry.key).suggest(Some(spelling));
                self.findings.push(finding);
                continue;
            }
            let json = entry.node.to_json_with_dates();
            if let Some(value) = self.decoded::<ExtraValue>(&entry.node, json) {
                values.push((key, value));
            }
        }
        Extra::of_distinct(values)
    }
}

/// A key of a table, and the field that it has.
type FieldKey = (&'static str, Field);

const ACCEPTANCE_KEYS: [FieldKey; 3] = [
    ("by", Field::AcceptedBy),
    ("until", Field::AcceptedUntil),
    ("reason", Field::AcceptanceReason),
];

/// The keys of a record of the given fields: `acceptance.by` is under `acceptance`.
fn keys(fields: &[Field]) -> Vec<FieldKey> {
    let key = |field: &Field| field.path().split('.').next().unwrap_or_default();
    fields.iter().map(|field| (key(field), *field)).collect()
}

/// An entry of a list of texts.
trait ListEntry {
    fn text(&self) -> &str;
}

impl ListEntry for Observation {
    fn text(&self) -> &str {
        &self.text
    }
}

impl ListEntry for Mitigation {
    fn text(&self) -> &str {
        &self.text
    }
}

impl ListEntry for RunbookAction {
    fn text(&self) -> &str {
        &self.text
    }
}

impl ListEntry for TrackerLink {
    fn text(&self) -> &str {
        self.url()
    }
}
