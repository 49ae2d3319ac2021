//! How much a finding matters.

use std::collections::BTreeMap;

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use super::rule::CUSTOM_CODE;
use super::rule::{RENAMED, is_custom};
use super::{Rule, rules};
use crate::enum_words::enum_words;
use crate::record::text::nearest;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Not reported.
    Off,
    /// Reported; not a reason to fail.
    Note,
    /// A hole in the register.
    Warning,
    /// Something that cannot be what was meant.
    Error,
}

impl Severity {
    /// Whether a finding of this severity makes a check fail.
    pub fn fails(self) -> bool {
        self >= Self::Warning
    }
}

enum_words!(Severity {
    /// All of them, the least first.
    ALL,
    /// The word that files and messages have for it.
    as_str,
    Off => "off",
    Note => "note",
    Warning => "warning",
    Error => "error",
});

/// The severities that a register sets itself, by the code of the rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Severities {
    by_code: BTreeMap<String, Severity>,
}

/// No rule has the code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no rule has the code `{code}`")]
#[non_exhaustive]
pub struct UnknownCode {
    /// The code, as given.
    pub code: String,
    /// The code that was most likely meant.
    pub nearest: Option<String>,
    /// Whether a custom rule may have the code: then some other program has that rule, and knows it.
    pub is_custom: bool,
}

impl UnknownCode {
    pub(super) fn new(code: &str, custom: &[Rule]) -> Self {
        let built_in = rules::ALL.iter().map(|rule| rule.code);
        let codes = built_in.chain(custom.iter().map(Rule::code));
        Self {
            code: code.to_owned(),
            nearest: nearest(code, codes).map(str::to_owned),
            is_custom: is_custom(code),
        }
    }
}

impl Severities {
    /// Sets the severity of the findings of a code. That of a [custom rule](Rule::custom) is kept for whoever
    /// has the rule.
    ///
    /// # Errors
    ///
    /// When no rule can have the code.
    pub fn set(&mut self, code: &str, severity: Severity) -> Result<(), UnknownCode> {
        if !is_custom(code) {
            Rule::by_code(code, &[])?;
        }
        self.by_code.insert(code.to_owned(), severity);
        Ok(())
    }

    /// The severity of a rule's findings: the one set, else the rule's own.
    pub fn of(&self, rule: &Rule) -> Severity {
        self.set_of(rule).unwrap_or_else(|| rule.severity())
    }

    /// The severity of a rule's findings that is set.
    pub(super) fn set_of(&self, rule: &Rule) -> Option<Severity> {
        let code = rule.code();
        let old = RENAMED.iter().find(|(_, new)| *new == code);
        let set = self.by_code.get(code);
        set.or_else(|| self.by_code.get(old?.0)).copied()
    }

    /// The severities that are set, by code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Severity)> {
        let set = self.by_code.iter();
        set.map(|(code, severity)| (code.as_str(), *severity))
    }

    /// Whether no severity was set.
    pub fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }
}

/// The codes are named, so that an editor completes them.
#[cfg(feature = "schema")]
impl JsonSchema for Severities {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Severities".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let severity = generator.subschema_for::<Severity>();
        let codes: serde_json::Map<String, serde_json::Value> = rules::ALL
            .iter()
            .map(|rule| {
                let mut schema = severity.clone();
                schema.insert("description".to_owned(), rule.summary.into());
                (rule.code.to_owned(), schema.into())
            })
            .collect();
        json_schema!({
            "type": "object",
            "properties": codes,
            "patternProperties": { CUSTOM_CODE: severity },
            "additionalProperties": false,
        })
    }
}
