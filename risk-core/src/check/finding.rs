//! What a reader could not make sense of, or a rule found.

use serde::{Serialize, Serializer};

use super::{Rule, Severity};
use crate::record::Location;

/// Something that a reader could not make sense of, or that a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Finding {
    /// The rule, by its code.
    #[serde(rename = "code", serialize_with = "code")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub rule: &'static Rule,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, as a sentence.
    pub message: String,
    /// Where it is, such as `Risks!D7` or `risks/R03.toml:5:1`.
    #[serde(serialize_with = "location")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub location: Location,
    /// The text that was found there.
    pub found: Option<String>,
    /// The text that would be right there.
    pub suggestion: Option<String>,
}

/// For the readers.
#[cfg(any(feature = "folder", feature = "workbook", test))]
impl Finding {
    /// A finding of a rule, with the rule's own severity.
    pub(crate) fn new(rule: &'static Rule, location: Location, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            location,
            found: None,
            suggestion: None,
        }
    }

    #[cfg(any(feature = "folder", feature = "workbook"))]
    pub(crate) fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    #[cfg(feature = "folder")]
    pub(crate) fn suggest(mut self, suggestion: Option<impl Into<String>>) -> Self {
        self.suggestion = suggestion.map(Into::into);
        self
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes every field by reference"
)]
fn code<S: Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.code)
}

fn location<S: Serializer>(location: &Location, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(location)
}
