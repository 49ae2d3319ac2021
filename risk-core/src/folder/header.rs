//! What `register.toml` has, and JSON beside its records: title, scale and settings.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};

use super::decode::Decoder;
use super::fields::fields;
use super::node::{Entry, Node, SyntaxError, Value};
use crate::check::rules::policies::INVALID_POLICY;
use crate::check::rules::reading::{INVALID_VALUE, UNKNOWN_CODE};
use crate::check::{Policy, Remark, Rule, Settings, Severities, Severity, Suppression, Thresholds};
use crate::record::RiskField;
use crate::record::text::{nearest, quote};
use crate::register::{Duration, Register, Scale, TrackerPattern, Trackers};

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
    /// From where on some rules report.
    #[serde(skip_serializing_if = "Thresholds::is_empty")]
    #[schemars(default)]
    pub thresholds: Thresholds,
    /// Rules of the register's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub policy: Vec<Policy>,
    /// Findings that are not reported, because somebody decided so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub suppress: Vec<Suppression>,
    /// Trackers of one's own, beside those that are known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub trackers: Vec<TrackerPattern>,
    /// The sheet that has the risks, in the workbook that the register goes with; `*` for all that have any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default)]
    pub sheet: Option<String>,
    /// The fields of which a blank cell of that sheet means what the one above has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub fill_down: Vec<String>,
    /// The headers of the columns that have the fields, in that sheet. `Impact~2` is the second
    /// column with a header; an empty header states that no column has the field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    #[serde(serialize_with = "as_map")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub columns: Vec<(String, String)>,
}

/// The fields stay in their order.
fn as_map<S: Serializer>(pairs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(field, header)| (field, header)))
}

impl Header {
    pub fn new(register: &Register, settings: &Settings) -> Self {
        let column = |(field, header): (&RiskField, &String)| (field.to_string(), header.clone());
        Self {
            schema_version: SCHEMA_VERSION,
            title: register.title().to_owned(),
            scale: register.scale().clone(),
            severities: settings.severities.clone(),
            thresholds: settings.thresholds.clone(),
            policy: settings.policies.clone(),
            suppress: settings.suppressions.clone(),
            trackers: settings.trackers.patterns().to_vec(),
            sheet: settings.sheet.clone(),
            fill_down: settings.fill_down.iter().map(ToString::to_string).collect(),
            columns: settings.columns.iter().map(column).collect(),
        }
    }

    /// The keys of a header, in their order.
    pub const KEYS: [&str; 11] = [
        "schema_version",
        "title",
        "scale",
        "severities",
        "thresholds",
        "policy",
        "suppress",
        "trackers",
        "sheet",
        "fill_down",
        "columns",
    ];
}

/// The keys that `register.toml` has beside the title and the scale.
///
/// ```
/// use risk_core::Settings;
///
/// let mut settings = Settings::default();
/// settings.sheet = Some("Risks".to_owned());
/// assert_eq!(serde_json::to_string(&settings)?, r#"{"sheet":"Risks"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
impl Serialize for Settings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [_version, _title, _scale, keys @ ..] = &Header::KEYS;
        let mut header = fields(&Header::new(&Register::default(), self));
        header.retain(|key, _| keys.contains(&key.as_str()));
        header.serialize(serializer)
    }
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
        match &*entry.key {
            "schema_version" => {}
            key if matches!(entry.node.value, Value::Null) && Header::KEYS.contains(&key) => {}
            "title" => header.title = decoder.prose(&entry.node),
            "scale" => header.scale = required(&entry.node)?,
            "severities" => header.settings.severities = severities(decoder, &entry.node),
            "thresholds" => header.settings.thresholds = thresholds(decoder, &entry.node),
            "policy" => {
                header.settings.policies = tables(decoder, entry);
                blank_conditions(decoder, entry);
            }
            "suppress" => header.settings.suppressions = tables(decoder, entry),
            "trackers" => header.settings.trackers = trackers(&entry.node)?,
            "sheet" => {
                let sheet = Some(decoder.prose(&entry.node)).filter(|name| !name.is_empty());
                header.settings.sheet = sheet;
            }
            "fill_down" => header.settings.fill_down = fill_down(decoder, &entry.node),
            "columns" => header.settings.columns = columns(decoder, &entry.node),
            key if others.contains(&key) => {}
            key => {
                let keys = Header::KEYS.iter().chain(others).copied();
                decoder.unknown_key("", entry, nearest(key, keys));
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
            let message = match entry.key.strip_prefix(Policy::PREFIX) {
                Some(_) => {
                    "the severity of a policy is stated with it, as `severity` of its `[[policy]]`"
                        .to_owned()
                }
                None => unknown.to_string(),
            };
            let remark = Remark::new(message).found(&*entry.key);
            decoder.report(&UNKNOWN_CODE, entry.start, remark.suggest(unknown.nearest));
        }
    }
    for entry in node.entries() {
        let stated = severities.iter().find(|(code, _)| *code == entry.key);
        let rule = Rule::by_code(&entry.key, &[]);
        // Only the old code of a rule can have another severity than its rule.
        if let (Some((old, severity)), Ok(rule)) = (stated, rule)
            && severity != severities.of(&rule)
        {
            let message = format!(
                "`{old}` is the old code of `{new}`, which is set to {used}; {severity} is not used",
                new = rule.code(),
                used = severities.of(&rule)
            );
            let remark = Remark::new(message).found(old).suggest(Some(rule.code()));
            decoder.report(&UNKNOWN_CODE, entry.start, remark);
        }
    }
    severities
}

fn thresholds(decoder: &mut Decoder<'_>, node: &Node) -> Thresholds {
    let mut thresholds = Thresholds::default();
    if !matches!(node.value, Value::Table(_)) {
        decoder.invalid(node, "a table");
    }
    for entry in node.entries() {
        match &*entry.key {
            "acceptance_notice" => {
                let text = decoder.prose(&entry.node);
                let notice = text.parse().ok();
                thresholds.acceptance_notice =
                    notice.filter(|notice: &Duration| !notice.has_minutes());
                if thresholds.acceptance_notice.is_none() && !text.is_empty() {
                    decoder.invalid(&entry.node, "a length of time such as `14d`");
                }
            }
            "owner_from" => {
                thresholds.owner_from = Some(decoder.prose(&entry.node));
                let at = (Thresholds::OWNER_FROM.to_owned(), entry.node.start);
                decoder.starts.settings.push(at);
            }
            key => {
                let nearest = nearest(key, Thresholds::KEYS);
                decoder.unknown_key("thresholds.", entry, nearest);
            }
        }
    }
    thresholds
}

/// The tables of a list, each by itself, and where they and their keys are.
fn tables<T: DeserializeOwned>(decoder: &mut Decoder<'_>, entry: &Entry<'_>) -> Vec<T> {
    let Value::List(nodes) = &entry.node.value else {
        decoder.invalid(&entry.node, "a list of tables");
        return Vec::new();
    };
    let mut tables = Vec::new();
    for node in nodes {
        let at = format!("{}[{}]", entry.key, tables.len());
        if let Some(table) = decoder.value(node) {
            let settings = &mut decoder.starts.settings;
            let keys = node.entries().iter();
            settings.extend(keys.map(|key| (format!("{at}.{}", key.key), key.start)));
            settings.push((at, node.start));
            tables.push(table);
        }
    }
    tables
}

/// Reports conditions of policies that are blank: perhaps somebody, or a program, meant to put one there.
fn blank_conditions(decoder: &mut Decoder<'_>, entry: &Entry<'_>) {
    let Value::List(policies) = &entry.node.value else {
        return;
    };
    let keys = policies.iter().flat_map(Node::entries);
    for when in keys.filter(|key| key.key == "when") {
        if matches!(&when.node.value, Value::Text(text) if text.trim().is_empty()) {
            let message =
                "`when` of a policy is blank; leave it out where the policy applies to all risks";
            decoder.report(&INVALID_POLICY, when.start, Remark::new(message));
        }
    }
}

fn columns(decoder: &mut Decoder<'_>, node: &Node) -> BTreeMap<RiskField, String> {
    let mut columns = BTreeMap::new();
    if !matches!(node.value, Value::Table(_)) {
        decoder.invalid(node, "a table");
    }
    for entry in node.entries() {
        if let Some(field) = columned(decoder, &entry.key, entry.start) {
            columns.insert(field, decoder.prose(&entry.node));
        }
    }
    columns
}

fn fill_down(decoder: &mut Decoder<'_>, node: &Node) -> BTreeSet<RiskField> {
    let Value::List(entries) = &node.value else {
        decoder.invalid(node, "a list of fields");
        return BTreeSet::new();
    };
    let mut fields = BTreeSet::new();
    for entry in entries {
        let name = decoder.prose(entry);
        fields.extend(columned(decoder, &name, entry.start));
    }
    fields
}

/// The field of a name that a sheet can have a column of; a finding where there is none.
fn columned(decoder: &mut Decoder<'_>, name: &str, start: usize) -> Option<RiskField> {
    let fields = RiskField::ALL.iter().filter(|field| field.has_column());
    let found = fields.clone().find(|field| field.path() == name);
    if found.is_none() {
        let message = if name == RiskField::Rehearsals.path() {
            format!("no sheet has a column of {name}")
        } else {
            format!("{} is not a field of a risk", quote(name))
        };
        let nearest = nearest(name, fields.map(|field| field.path()));
        let remark = Remark::new(message).found(name).suggest(nearest);
        decoder.report(&INVALID_VALUE, start, remark);
    }
    found.copied()
}
