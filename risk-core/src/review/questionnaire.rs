//! Questions with their choices, and what makes a risk of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::version::SchemaVersion;
use super::{Named, ReviewLevel};
use crate::enum_words::enum_words;

/// A questionnaire, as it was stated: sections, questions, choices and rules.
///
/// ```
/// use risk_core::review::Questionnaire;
///
/// let text = r#"
/// schema_version = 1
/// id = "restore"
///
/// [[questions]]
/// id = "tested"
/// text = "Do you restore your backups?"
/// choices = [{ id = "yearly", tag = "WA", text = "Once a year" }]
/// "#;
/// let questionnaire = Questionnaire::from_toml("restore.toml", text)?;
/// assert_eq!(questionnaire.questions[0].choices[0].id, "yearly");
/// # Ok::<(), risk_core::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Questionnaire {
    /// The version of the form. This is version 1.
    pub(super) schema_version: SchemaVersion,
    /// What reviews call it, such as `dr-basics`.
    pub id: String,
    /// Which version of it this is, such as `2026-11`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What the questions are grouped by, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// The questions, in order.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// What it states beyond that, as another program's form has it.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub(super) extra: Named<Value>,
}

/// What some of the questions are grouped by.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Section {
    /// What questions call it.
    pub id: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it states beyond that.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub(super) extra: Named<Value>,
}

/// A question.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Question {
    /// What answers call it.
    pub id: String,
    /// The section that it is in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub section: String,
    /// What is asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What it is about, at length.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// How a system fails whose answer is bad: the description of the risk that is drafted of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub risk: String,
    /// What can be ticked.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Which level which choices give: the first whose condition is true. Without any, the tags of the choices do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<Rule>>,
    /// What it states beyond that.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub(super) extra: Named<Value>,
}

/// A practice that may be in place.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Choice {
    /// What answers call it; unique within its question.
    pub id: String,
    /// What it counts as, where no rule says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// What people read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What to do where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub improve: Option<Improvement>,
    /// What it states beyond that.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub(super) extra: Named<Value>,
}

/// What to do where a practice is missing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Improvement {
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where to read more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it states beyond that.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub(super) extra: Named<Value>,
}

/// Which level some choices give.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Rule {
    /// A condition over the ids of choices, such as `a && !(b || c)`, or `default`. `!` binds tighter than `&&`, and that
    /// tighter than `||`.
    pub when: String,
    /// What it gives.
    pub level: ReviewLevel,
    /// What it states beyond that.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub(super) extra: Named<Value>,
}

/// What a choice counts as. Any CI that is ticked, or any WA that is missing, is a high risk; an NI that is missing, a
/// medium one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Tag {
    /// A foundation: well-architected systems have it.
    #[serde(rename = "WA")]
    Foundation,
    /// An improvement: it is needed once the foundations are there.
    #[serde(rename = "NI")]
    Improvement,
    /// A critical issue: nobody should do it.
    #[serde(rename = "CI")]
    Critical,
}

enum_words!(Tag {
    /// All of them, in the order in which they are mended.
    ALL,
    /// What files have for it.
    as_str,
    Foundation => "WA",
    Improvement => "NI",
    Critical => "CI",
});

impl Section {
    /// What people call it: its title, or else its id.
    pub fn title(&self) -> &str {
        if self.title.is_empty() {
            &self.id
        } else {
            &self.title
        }
    }
}

impl Question {
    /// The position of a choice.
    pub fn position(&self, choice: &str) -> Option<usize> {
        self.choices.iter().position(|one| one.id == choice)
    }

    /// What people call it: its text, or else its id.
    pub fn title(&self) -> &str {
        if self.text.is_empty() {
            &self.id
        } else {
            &self.text
        }
    }
}

impl Choice {
    /// What people call it: its text, or else its id.
    pub fn title(&self) -> &str {
        if self.text.is_empty() {
            &self.id
        } else {
            &self.text
        }
    }

    /// Whether it stands for none of the others, so that it cannot be ticked beside one. No form states this: people
    /// write it in the text.
    pub fn is_none_of_these(&self) -> bool {
        let text = crate::record::text::fold(&self.text);
        text.starts_with("none of these") || text.starts_with("none of the above")
    }

    /// Whether it is worse where it is ticked: a critical issue, or none of what would be good.
    pub(crate) fn is_bad(&self) -> bool {
        self.tag == Some(Tag::Critical) || self.is_none_of_these()
    }
}
