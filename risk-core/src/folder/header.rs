//! What `register.toml` has, and JSON beside its records: title, scale and settings.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::decode::Decoder;
use super::node::{Node, SyntaxError, Value};
use crate::check::rules::reading::{INVALID_VALUE, UNKNOWN_CODE};
use crate::check::{Settings, Severities, Severity};
use crate::register::text::nearest;
use crate::register::{Field, Scale, TrackerPattern, Trackers};

/// The version of the text form and of JSON that this version of the crate reads and writes.
pub const SCHEMA_VERSION: u32 = 1;

/// What `register.toml` has, and JSON beside its records.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "register.toml", deny_unknown_fields)]
pub(super) struct Header {
    /// The version of the form. This is version 1.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    pub schema_version: u32,
    /// What the register is called.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    pub title: String,
    /// The scale that risks are rated on: the name of a built-in one, or a table.
    #[schemars(default)]
    pub scale: Scale,
    /// The severities of findings, by code, where they differ from the rules' own.
    #[serde(skip_serializing_if = "Severities::is_empty")]
    #[schemars(default)]
    pub severities: Severities,
    /// Trackers of one's own, beside those that are known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub trackers: Vec<TrackerPattern>,
    /// The header of the column that has a field, where a workbook's own words do not tell.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(default)]
    pub columns: BTreeMap<String, String>,
}

impl Default for Header {
    fn default() -> Self {
        Self::new("", &Scale::default(), &Settings::default())
    }
}

impl Header {
    pub fn new(title: &str, scale: &Scale, settings: &Settings) -> Self {
        let column = |(field, header): (&Field, &String)| (field.to_string(), header.clone());
        Self {
            schema_version: SCHEMA_VERSION,
            title: title.to_owned(),
            scale: scale.clone(),
            severities: settings.severities.clone(),
            trackers: settings.trackers.patterns().to_vec(),
            columns: settings.columns.iter().map(column).collect(),
        }
    }

    /// The keys of a header, in their order.
    pub const KEYS: [&str; 6] = [
        "schema_version",
        "title",
        "scale",
        "severities",
        "trackers",
        "columns",
    ];
}

/// A header as it was read.
#[derive(Debug, Default)]
pub(super) struct DecodedHeader {
    pub title: String,
    pub scale: Scale,
    pub settings: Settings,
}

/// Decodes a header. `others` are the keys beside those of a header that the form has.
///
/// A scale or a tracker that cannot be used is an error and not a finding: without it nothing
/// that depends on it would mean what was meant.
pub(super) fn decode(
    decoder: &mut Decoder<'_>,
    node: &Node,
    others: &[&str],
) -> Result<DecodedHeader, SyntaxError> {
    version(node)?;
    let mut header = DecodedHeader::default();
    for entry in node.entries() {
        match entry.key.as_str() {
            "schema_version" => {}
            key if matches!(entry.node.value, Value::Null) && Header::KEYS.contains(&key) => {}
            "title" => header.title = decoder.prose(&entry.node),
            "scale" => header.scale = required(&entry.node)?,
            "severities" => header.settings.severities = severities(decoder, &entry.node),
            "trackers" => header.settings.trackers = trackers(&entry.node)?,
            "columns" => header.settings.columns = columns(decoder, &entry.node),
            key if others.contains(&key) => {}
            key => {
                let keys = Header::KEYS.iter().chain(others).copied();
                decoder.unknown_key(entry, nearest(key, keys));
            }
        }
    }
    Ok(header)
}

fn version(node: &Node) -> Result<(), SyntaxError> {
    let stated = node.get("schema_version");
    let number = stated.and_then(|node| match &node.value {
        Value::Number(number) => number.as_u64(),
        _ => None,
    });
    if number == Some(SCHEMA_VERSION.into()) {
        return Ok(());
    }
    let start = stated.map_or(node.start, |node| node.start);
    let found = stated.map_or_else(|| "none".to_owned(), Node::describe);
    Err(SyntaxError {
        start,
        message: format!(
            "expected `schema_version` to be {SCHEMA_VERSION}, the only version that this \
             version of risk reads; found {found}"
        ),
    })
}

fn required<T: serde::de::DeserializeOwned>(node: &Node) -> Result<T, SyntaxError> {
    serde_json::from_value(node.to_json()).map_err(|error| SyntaxError {
        start: node.start,
        message: error.to_string(),
    })
}

fn trackers(node: &Node) -> Result<Trackers, SyntaxError> {
    let patterns: Vec<TrackerPattern> = required(node)?;
    Trackers::new(patterns).map_err(|error| SyntaxError {
        start: node.start,
        message: match std::error::Error::source(&error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    })
}

fn severities(decoder: &mut Decoder<'_>, node: &Node) -> Severities {
    let mut severities = Severities::default();
    if !matches!(node.value, Value::Table(_)) {
        decoder.invalid(node, "a table");
    }
    for entry in node.entries() {
        let Some(severity) = decoder.value::<Severity>(&entry.node) else {
            continue;
        };
        if let Err(unknown) = severities.set(&entry.key, severity) {
            let finding = decoder.finding(&UNKNOWN_CODE, entry.start, unknown.to_string());
            decoder
                .findings
                .push(finding.found(&entry.key).suggest(unknown.nearest));
        }
    }
    severities
}

fn columns(decoder: &mut Decoder<'_>, node: &Node) -> BTreeMap<Field, String> {
    let mut columns = BTreeMap::new();
    if !matches!(node.value, Value::Table(_)) {
        decoder.invalid(node, "a table");
    }
    for entry in node.entries() {
        let mut fields = Field::OF_RISK.into_iter();
        if let Some(field) = fields.find(|field| field.path() == entry.key) {
            let header = Some(decoder.prose(&entry.node)).filter(|text| !text.is_empty());
            columns.extend(header.map(|header| (field, header)));
        } else {
            let message = format!("`{}` is no field of a risk", entry.key);
            let finding = decoder.finding(&INVALID_VALUE, entry.start, message);
            let nearest = nearest(&entry.key, Field::OF_RISK.into_iter().map(Field::path));
            let finding = finding.found(&entry.key).suggest(nearest);
            decoder.findings.push(finding);
        }
    }
    columns
}
