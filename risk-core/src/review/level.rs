//! How well a question of a review is answered.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::enum_words::enum_words;

/// How much risk the answer of a question leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewLevel {
    /// Every practice that matters is in place.
    None,
    /// The foundations are there, and improvements are missing.
    Medium,
    /// A foundation is missing, or something is done that should not be.
    High,
    /// Nobody has answered.
    Unanswered,
    /// The question does not apply.
    NotApplicable,
    /// It was answered, and no rule says what that means.
    Unknown,
}

enum_words!(ReviewLevel {
    /// Every level: those that compare, the best first, and then those that do not.
    ALL,
    /// The word that files and messages have for it.
    as_str,
    None => "none",
    Medium => "medium",
    High => "high",
    Unanswered => "unanswered",
    NotApplicable => "not-applicable",
    Unknown => "unknown",
});

impl ReviewLevel {
    /// Whether it is medium or high: a gap.
    pub fn is_gap(self) -> bool {
        matches!(self, Self::Medium | Self::High)
    }

    /// Whether it can be better or worse than another one: none, medium or high.
    pub fn is_comparable(self) -> bool {
        self <= Self::High
    }

    /// Whether the question was answered and applies.
    pub fn is_answered(self) -> bool {
        !matches!(self, Self::Unanswered | Self::NotApplicable)
    }
}

/// What a rule may give.
impl<'de> Deserialize<'de> for ReviewLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut levels = Self::ALL.into_iter().filter(|level| level.is_comparable());
        levels.find(|level| level.as_str() == text).ok_or_else(|| {
            let message = format!("a rule gives no level `{text}`, but none, medium or high");
            serde::de::Error::custom(message)
        })
    }
}
