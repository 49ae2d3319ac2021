//! The answers of one subject on one day.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Named;
use super::version::SchemaVersion;
use crate::enum_words::enum_words;
use crate::register::Date;

/// The answers of one subject, such as a workload or a system, on one day.
///
/// ```
/// use risk_core::review::Review;
///
/// let text = r#"
/// schema_version = 1
/// questionnaire = "restore"
/// subject = "Web shop"
/// date = 2026-11-20
///
/// [answers.tested]
/// selected = ["yearly"]
/// "#;
/// let review = Review::from_toml("web-shop.toml", text)?;
/// assert!(review.answers.get("tested").unwrap().is_answered());
/// # Ok::<(), risk_core::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Review {
    /// The version of the form. This is version 1.
    #[serde(default)]
    pub(super) schema_version: SchemaVersion,
    /// The questionnaire that it answers: its id, or the path of its file from that of the review.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub questionnaire: String,
    /// Which version of the questionnaire it answers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// What was reviewed.
    #[serde(alias = "id")]
    pub subject: String,
    /// The day of the review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "parsed")]
    #[schemars(with = "String", extend("format" = "date"))]
    pub date: Option<Date>,
    /// Which review of the subject it is, where there are several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[serde(deserialize_with = "text_or_number")]
    pub milestone: String,
    /// What sort of subject it is, such as `sector = "retail"`.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub tags: Named<String>,
    /// The component that the answers are about, where they name none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub component: String,
    /// The answers by question. A question that has none is unanswered.
    #[serde(default)]
    pub answers: Named<Answer>,
    /// What it states beyond that, as another program's form has it.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub(super) extra: Named<Value>,
}

/// The answer of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Answer {
    /// The component that it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub component: String,
    /// Whether the question applies; it does unless it is stated not to.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub applicable: bool,
    /// The choices that are in place. An empty list is an answer: none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selected: Option<Vec<String>>,
    /// The choices that are in place in part, which does not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partial: Vec<String>,
    /// The choices that do not apply; `true` where the question does not.
    #[serde(default, skip_serializing_if = "NotApplicable::is_nothing")]
    pub not_applicable: NotApplicable,
    /// Why the question does not apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "parsed")]
    pub reason: Option<Reason>,
    /// Anything else worth knowing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Notes of choices.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub choice_notes: Named<String>,
    /// Addresses that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Cards, tickets and issues.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracker_links: Vec<String>,
    /// Whether a risk was drafted of its gap. Without one in the register, somebody has removed it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drafted: bool,
    /// What it states beyond that.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub(super) extra: Named<Value>,
}

/// What of a question does not apply.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum NotApplicable {
    /// All of it, or nothing.
    Question(bool),
    /// Some of its choices.
    Choices(Vec<ChoiceNotApplicable>),
}

/// A choice that does not apply.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChoiceNotApplicable {
    /// The choice.
    pub choice: String,
    /// Why it does not apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(deserialize_with = "parsed")]
    pub reason: Option<Reason>,
    /// Anything else worth knowing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// Why a question or a choice does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It is not part of what is reviewed.
    OutOfScope,
    /// The business has decided so.
    BusinessPriorities,
    /// The architecture does not allow it.
    ArchitectureConstraints,
    /// Something else.
    Other,
    /// None was given.
    None,
}

enum_words!(Reason {
    /// All of them.
    ALL,
    /// The word that files and messages have for it.
    as_str,
    OutOfScope => "out-of-scope",
    BusinessPriorities => "business-priorities",
    ArchitectureConstraints => "architecture-constraints",
    Other => "other",
    None => "none",
} parsed or ParseReasonError);

/// The text is no reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a reason: out-of-scope, business-priorities, architecture-constraints, other or none")]
pub struct ParseReasonError;

/// Nobody has answered yet.
impl Default for Answer {
    fn default() -> Self {
        Self {
            component: String::new(),
            applicable: true,
            selected: None,
            partial: Vec::new(),
            not_applicable: NotApplicable::default(),
            reason: None,
            notes: String::new(),
            choice_notes: Named::default(),
            evidence: Vec::new(),
            tracker_links: Vec::new(),
            drafted: false,
            extra: Named::default(),
        }
    }
}

impl Answer {
    /// Whether the question was answered, or does not apply.
    pub fn is_answered(&self) -> bool {
        let choices = self.not_applicable.choices();
        self.selected.is_some()
            || !self.partial.is_empty()
            || !choices.is_empty()
            || !self.applies()
    }

    /// The answer with nothing chosen, so that the question is unanswered: notes, evidence and all else stay.
    #[must_use]
    pub fn opened(&self) -> Self {
        let unanswered = Self::default();
        Self {
            applicable: unanswered.applicable,
            selected: unanswered.selected,
            partial: unanswered.partial,
            not_applicable: unanswered.not_applicable,
            reason: unanswered.reason,
            ..self.clone()
        }
    }

    /// Whether the question applies.
    pub fn applies(&self) -> bool {
        self.applicable && self.not_applicable != NotApplicable::Question(true)
    }

    /// The choices that are in place. What is in place in part is not, also where it is ticked.
    pub fn ticked(&self) -> impl Iterator<Item = &str> {
        let partial: HashSet<&String> = self.partial.iter().collect();
        let selected = self.selected.iter().flatten();
        let ticked = selected.filter(move |id| !partial.contains(id));
        ticked.map(String::as_str)
    }
}

impl NotApplicable {
    /// The choices that do not apply, where the question does.
    pub fn choices(&self) -> &[ChoiceNotApplicable] {
        match self {
            Self::Question(_) => &[],
            Self::Choices(choices) => choices,
        }
    }

    fn is_nothing(&self) -> bool {
        matches!(self, Self::Question(false))
            || matches!(self, Self::Choices(all) if all.is_empty())
    }
}

impl Default for NotApplicable {
    fn default() -> Self {
        Self::Question(false)
    }
}

impl<'de> Deserialize<'de> for NotApplicable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyNotApplicable)
    }
}

struct AnyNotApplicable;

impl<'de> Visitor<'de> for AnyNotApplicable {
    type Value = NotApplicable;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, or a list of choices with their reasons")
    }

    fn visit_bool<E: Error>(self, whole: bool) -> Result<NotApplicable, E> {
        Ok(NotApplicable::Question(whole))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<NotApplicable, A::Error> {
        let choices = Vec::deserialize(SeqAccessDeserializer::new(seq))?;
        Ok(NotApplicable::Choices(choices))
    }
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_yes(applicable: &bool) -> bool {
    *applicable
}

/// A text that is read as everywhere else.
pub(super) fn parsed<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    let text = Option::<String>::deserialize(deserializer)?;
    let value = text.map(|text| {
        let value = text.parse();
        value.map_err(|error: T::Err| D::Error::custom(format!("`{text}` is {error}")))
    });
    value.transpose()
}

fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(D::Error::custom("a milestone is a number or a text")),
    }
}
