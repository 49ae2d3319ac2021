//! A tree to records: every field by itself, so that one that cannot be read costs no other.

#![deny(clippy::wildcard_enum_match_arm)]

use serde::de::{DeserializeOwned, Deserializer};
use serde_json::{Map, Value as Json};

use super::node::{Entry, Node, Value};
use super::positions::{File, RecordStarts};
use crate::check::rules::reading::{BLANK_ENTRY, INVALID_VALUE, UNKNOWN_KEY};
use crate::check::{Definition, Draft, Remark};
use crate::record::text::nearest;
use crate::record::{Field, Key, Place, RecordPosition, UnknownKey};
use crate::register::{
    Extra, ExtraValue, Kind, Mitigation, Observation, Record, RecordField, Rehearsal,
    RunbookAction, TrackerLink,
};

/// Decodes the parts of one file, and collects what cannot be read.
pub(super) struct Decoder<'a> {
    file: &'a File,
    pub findings: Vec<Draft>,
    /// What is being decoded: the register, but while a record is.
    pub place: Place,
    /// Where the record being decoded, and its fields, stand.
    pub starts: RecordStarts,
}

impl<'a> Decoder<'a> {
    pub fn new(file: &'a File) -> Self {
        Self {
            file,
            findings: Vec::new(),
            place: RecordPosition::Register.into(),
            starts: RecordStarts::default(),
        }
    }

    /// Decodes the record that is at a position of the register.
    pub fn record<T: Record>(
        &mut self,
        keys: &[FieldKey<T::Field>],
        node: &Node,
        position: usize,
    ) -> T {
        let mut record = T::default();
        self.place.record = T::at(position);
        self.starts.start = node.start;
        self.starts.fields.clear();
        self.starts.unknown.clear();
        self.fields("", keys, node, &mut record);
        self.place.record = RecordPosition::Register;
        record
    }

    /// Decodes the fields whose paths begin with a prefix, such as `acceptance.`, and then a key.
    fn fields<T: Record>(
        &mut self,
        prefix: &str,
        known: &[FieldKey<T::Field>],
        node: &Node,
        record: &mut T,
    ) {
        for (entry, key) in self.known_entries(prefix, node, known) {
            if key.is_table {
                let prefix = format!("{prefix}{}.", key.name);
                let keys = keys::<T>(&prefix);
                if !matches!(entry.node.value, Value::Table(_)) {
                    for key in &keys {
                        record.miss(key.field);
                    }
                }
                self.fields(&prefix, &keys, &entry.node, record);
            } else {
                self.field(key.field, &entry.node, record);
            }
        }
    }

    fn field<T: Record>(&mut self, field: T::Field, node: &Node, record: &mut T) {
        let name = field.into();
        self.place.field = Some(name);
        let before = self.findings.len();
        match field.kind() {
            Kind::Text(_, at) | Kind::Notes(at, _) => at.set(record, self.prose(node)),
            Kind::Level(_, at) => at.set(record, self.word(node)),
            Kind::Status(at) => at.set(record, self.value(node)),
            Kind::Date(at) => at.set(record, self.value(node)),
            Kind::Duration(at) => at.set(record, self.value(node)),
            Kind::Observations(at) => at.set(record, self.list(name, node)),
            Kind::Mitigations(at) => at.set(record, self.list(name, node)),
            Kind::RunbookActions(at) => at.set(record, self.list(name, node)),
            Kind::TrackerLinks(at) => at.set(record, self.list(name, node)),
            Kind::Rehearsals(at) => at.set(record, self.entries(name, node, Self::rehearsal)),
            Kind::Requires(at) => at.set(record, self.requirements(name, node)),
            Kind::Origins(at) => at.set(record, self.entries(name, node, Self::value)),
            Kind::Extra => *record.extra_mut() = self.extra(node),
        }
        let mut found = self.findings[before..].iter();
        if found.any(|draft| draft.rule.code() == INVALID_VALUE.code) {
            record.miss(field);
        }
        self.place.field = None;
    }

    /// The entries of a table whose keys are among those given; a finding for each other one.
    fn known_entries<'n, F: Copy + Into<Field>>(
        &mut self,
        prefix: &str,
        node: &'n Node<'n>,
        keys: &[FieldKey<F>],
    ) -> Vec<(&'n Entry<'n>, FieldKey<F>)> {
        if !matches!(node.value, Value::Table(_)) {
            self.invalid(node, "a table");
        }
        let mut known = Vec::with_capacity(node.entries().len());
        for entry in node.entries() {
            if let Some(key) = keys.iter().find(|key| key.name == entry.key) {
                self.starts.add(key.field.into(), None, entry.start);
                // What is null is not stated, as programs that write JSON have it.
                if !matches!(entry.node.value, Value::Null) {
                    known.push((entry, *key));
                }
            } else {
                let nearest = nearest(&entry.key, keys.iter().map(|key| key.name));
                self.unknown_key(prefix, entry, nearest);
            }
        }
        known
    }

    /// Reports a key that nothing is known of, in the table of a prefix.
    pub fn unknown_key(&mut self, prefix: &str, entry: &Entry, suggestion: Option<&str>) {
        let tables = prefix.split_terminator('.').map(str::to_owned);
        let path = tables.chain([entry.key.clone().into_owned()]).collect();
        let json = self.file.json_at(entry.start);
        let json = json.unwrap_or_else(|| entry.node.to_json_with_dates().to_string());
        self.starts.unknown.push(UnknownKey::new(path, json));
        let message = format!("nothing is known of the key `{}`; it is kept", entry.key);
        let remark = Remark::new(message).found(&*entry.key).suggest(suggestion);
        self.report(&UNKNOWN_KEY, entry.start, remark);
    }

    /// Reports a value that its key does not take.
    pub fn invalid(&mut self, node: &Node, expected: &str) {
        let message = format!("expected {expected}, found {}", node.describe());
        self.report_value(node, message);
    }

    /// The value distinguishes the finding from others in the field.
    fn report_value(&mut self, node: &Node, message: String) {
        let remark = Remark::new(message).subject(node.to_json().to_string());
        self.report(&INVALID_VALUE, node.start, remark);
    }

    /// Reports something about what is being decoded.
    pub fn report(
        &mut self,
        rule: &'static Definition<'static>,
        start: usize,
        remark: impl Into<Remark>,
    ) {
        self.findings.push(Draft {
            rule: rule.into(),
            place: self.place,
            location: self.file.position(start),
            remark: remark.into(),
        });
    }

    /// Text; empty where it is something else.
    pub fn prose(&mut self, node: &Node) -> String {
        if let Value::Text(text) = &node.value {
            return text.clone().into_owned();
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
        self.decoded(node, node)
    }

    fn decoded<'de, T: DeserializeOwned>(
        &mut self,
        node: &Node,
        value: impl Deserializer<'de, Error: std::fmt::Display>,
    ) -> Option<T> {
        T::deserialize(value)
            .map_err(|error| self.report_value(node, error.to_string()))
            .ok()
    }

    /// The entries of a list, each by itself.
    fn list<T: DeserializeOwned + ListEntry>(&mut self, field: Field, node: &Node) -> Vec<T> {
        self.entries(field, node, |decoder, node| {
            let entry: T = decoder.value(node)?;
            let blank = entry.text().trim().is_empty();
            if blank {
                let message = format!("the entry of {field} has no text");
                decoder.report(&BLANK_ENTRY, node.start, message);
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
            let is_known = Rehearsal::KEYS.contains(&&**key);
            if !is_known {
                // What is not known is reported below, with what is.
            } else if matches!(node.value, Value::Null) {
                continue;
            } else if !matches!(node.value, Value::Text(_) | Value::DateTime(_)) {
                self.invalid(node, &format!("text for `{key}`"));
                return None;
            }
            parts.insert(key.clone().into_owned(), node.to_json());
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
                self.starts.add(field, Some(entries.len()), node.start);
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
                let remark = Remark::new(message).found(&*entry.key);
                self.report(&INVALID_VALUE, entry.start, remark.suggest(Some(spelling)));
                continue;
            }
            if let Value::OddNumber(number) = &entry.node.value
                && !number.parse().is_ok_and(f64::is_finite)
            {
                // What is written stays, and is read as a text: no form of a register has such a number.
                self.invalid(&entry.node, "a finite number");
            }
            let json = entry.node.to_json_with_dates();
            if let Some(value) = self.decoded::<ExtraValue>(&entry.node, json) {
                values.push((key, value));
            }
        }
        Extra::of_distinct(values)
    }
}

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldKey<F> {
    name: &'static str,
    /// The field that it has; of a table of fields, such as `acceptance`, the first.
    field: F,
    is_table: bool,
}

/// The keys of a table that has the fields whose paths begin with a prefix.
pub(super) fn keys<T: Record>(prefix: &str) -> Vec<FieldKey<T::Field>> {
    let key = |field: &T::Field| {
        let path = field.path().strip_prefix(prefix)?;
        let (name, is_table) = match path.split_once('.') {
            Some((table, _)) => (table, true),
            None => (path, false),
        };
        Some(FieldKey {
            name,
            field: *field,
            is_table,
        })
    };
    T::Field::ALL.iter().filter_map(key).collect()
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
