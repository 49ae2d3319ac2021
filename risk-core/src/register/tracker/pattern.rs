use regex::Regex;
use serde::{Deserialize, Serialize};

use super::error::TrackerPatternError;
use super::key;

/// The place in a template that the key takes.
const PLACEHOLDER: &str = "{key}";

/// One of the register's own trackers, from `[[trackers]]` in register.toml.
///
/// Two trackers of one name are one tracker: a key that both recognise is one card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TrackerPattern {
    /// The name that reports show.
    pub name: String,

    /// A regular expression that is searched for in the whole URL as it was stated; `^` and `$` bind
    /// it to the ends.
    ///
    /// A group named `key`, as in `(?<key>[0-9]+)`, gives the card's key, which must be unique within
    /// the tracker. Without such a group the pattern only gives the tracker a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,

    /// The prefixes of bare keys: with `OPS` listed, `OPS-12` is a link. Case matters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prefixes: Vec<String>,

    /// A template that gives a bare key an address, such as `https://jira.example.com/browse/{key}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl TrackerPattern {
    /// A tracker with a name, that recognises nothing yet.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            pattern: None,
            prefixes: Vec::new(),
            url: None,
        }
    }

    /// Whether a text is a bare key of this tracker.
    pub(super) fn has_key(&self, text: &str) -> bool {
        key::parts(text).is_some_and(|(prefix, _)| self.prefixes.iter().any(|own| own == prefix))
    }

    /// The address that the template gives a key.
    pub(super) fn address_of(&self, key: &str) -> Option<String> {
        Some(self.url.as_ref()?.replace(PLACEHOLDER, key))
    }

    /// Checks everything that is stated, and compiles the pattern if there is one.
    pub(super) fn compile(&self, position: usize) -> Result<Option<Regex>, TrackerPatternError> {
        if self.name.trim().is_empty() {
            return Err(TrackerPatternError::EmptyName { position });
        }
        if let Some(prefix) = self.prefixes.iter().find(|prefix| !key::is_prefix(prefix)) {
            return Err(TrackerPatternError::InvalidPrefix {
                name: self.name.clone(),
                prefix: prefix.clone(),
            });
        }
        if let Some(template) = self.url.as_ref().filter(|url| !url.contains(PLACEHOLDER)) {
            return Err(TrackerPatternError::TemplateWithoutKey {
                name: self.name.clone(),
                template: template.clone(),
            });
        }
        let compiled = self.pattern.as_deref().map(Regex::new).transpose();
        compiled.map_err(|source| TrackerPatternError::InvalidPattern {
            name: self.name.clone(),
            pattern: self.pattern.clone().unwrap_or_default(),
            source: Box::new(source),
        })
    }
}
