//! Custom lenses of AWS's Well-Architected Tool: questionnaires in JSON.
//!
//! The form is that of the "Lens format specification" of the AWS Well-Architected Tool user guide. What a lens states
//! and a questionnaire has no place for is kept beside it (`extra`), so that a lens is written as it was read.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Choice, Improvement, Named, Question, Questionnaire, ReviewLevel, Rule, Section, Tag};
use crate::error::Problem;
use crate::folder::typed::Tree;
use crate::record::text::slug;

/// The version of the form that lenses of one's own are written in.
const SCHEMA_VERSION: &str = "2021-11-01";

#[derive(Serialize, Deserialize)]
pub(super) struct Lens {
    #[serde(rename = "schemaVersion")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    schema_version: Option<Value>,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    pillars: Vec<Pillar>,
    #[serde(flatten)]
    extra: Named<Value>,
}

#[derive(Serialize, Deserialize)]
struct Pillar {
    id: String,
    name: String,
    questions: Vec<LensQuestion>,
    #[serde(flatten)]
    extra: Named<Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct LensQuestion {
    id: String,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    choices: Vec<LensChoice>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    risk_rules: Option<Vec<RiskRule>>,
    #[serde(flatten)]
    extra: Named<Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct LensChoice {
    id: String,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    improvement_plan: Option<ImprovementPlan>,
    #[serde(flatten)]
    extra: Named<Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ImprovementPlan {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    display_text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(flatten)]
    extra: Named<Value>,
}

#[derive(Serialize, Deserialize)]
struct RiskRule {
    condition: String,
    risk: RuleRisk,
    #[serde(flatten)]
    extra: Named<Value>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(clippy::enum_variant_names, reason = "these are AWS's words")]
enum RuleRisk {
    NoRisk,
    MediumRisk,
    HighRisk,
}

/// Reads a lens as a questionnaire. Its id is made of its name, as a lens has none.
pub(super) fn read(tree: &Tree<'_>) -> Result<Questionnaire, Problem> {
    Ok(tree.to::<Lens>()?.into())
}

impl From<Lens> for Questionnaire {
    fn from(lens: Lens) -> Self {
        let mut extra = lens.extra;
        if let Some(version) = lens.schema_version {
            extra.insert("schemaVersion", version);
        }
        let mut sections = Vec::with_capacity(lens.pillars.len());
        let mut questions = Vec::new();
        for mut pillar in lens.pillars {
            let of_pillar = std::mem::take(&mut pillar.questions).into_iter();
            questions.extend(of_pillar.map(|question| question.into_question(&pillar.id)));
            sections.push(Section {
                id: pillar.id,
                title: pillar.name,
                extra: pillar.extra,
            });
        }
        Self {
            id: slug(&lens.name),
            description: stated(lens.description, "description", &mut extra),
            title: lens.name,
            sections,
            questions,
            extra,
            ..Self::default()
        }
    }
}

impl LensQuestion {
    fn into_question(self, section: &str) -> Question {
        let mut extra = self.extra;
        let rules = self
            .risk_rules
            .map(|rules| rules.into_iter().map(Rule::from).collect());
        Question {
            id: self.id,
            section: section.to_owned(),
            text: self.title,
            description: stated(self.description, "description", &mut extra),
            risk: String::new(),
            choices: self.choices.into_iter().map(Choice::from).collect(),
            rules,
            extra,
        }
    }
}

impl From<LensChoice> for Choice {
    fn from(choice: LensChoice) -> Self {
        let improve = choice.improvement_plan.map(|plan| Improvement {
            text: plan.display_text,
            url: plan.url,
            extra: plan.extra,
        });
        Self {
            id: choice.id,
            tag: None,
            text: choice.title,
            improve,
            extra: choice.extra,
        }
    }
}

impl From<RiskRule> for Rule {
    fn from(rule: RiskRule) -> Self {
        Self {
            when: rule.condition,
            level: match rule.risk {
                RuleRisk::NoRisk => ReviewLevel::None,
                RuleRisk::MediumRisk => ReviewLevel::Medium,
                RuleRisk::HighRisk => ReviewLevel::High,
            },
            extra: rule.extra,
        }
    }
}

/// A text; one that is stated and empty is kept beside, as the model does not tell it from none.
fn stated(text: Option<String>, key: &str, extra: &mut Named<Value>) -> String {
    if text.as_deref() == Some("") {
        extra.insert(key, Value::String(String::new()));
    }
    text.unwrap_or_default()
}

impl Questionnaire {
    /// The questionnaire as a lens, and what a lens has no place for, as phrases. Tags of choices become the rules that
    /// they stand for.
    ///
    /// # Errors
    ///
    /// When a question is in no section: a lens has none beside its pillars.
    pub fn to_lens(&self) -> Result<(String, Vec<String>), crate::Error> {
        let mut extra = self.extra.clone();
        let version = extra.remove("schemaVersion");
        let pillars = self.sections.iter().map(|section| Pillar {
            id: section.id.clone(),
            name: section.title.clone(),
            questions: self
                .questions_of(&section.id)
                .map(LensQuestion::from)
                .collect(),
            extra: section.extra.clone(),
        });
        let lens = Lens {
            schema_version: version.or_else(|| Some(SCHEMA_VERSION.into())),
            name: self.title.clone(),
            description: Some(self.description.clone()).filter(|text| !text.is_empty()),
            pillars: pillars.collect(),
            extra,
        };
        let written: usize = lens
            .pillars
            .iter()
            .map(|pillar| pillar.questions.len())
            .sum();
        if written != self.questions.len() {
            let reason = format!(
                "{written} of {} questions are each in one section; a lens has no others",
                self.questions.len()
            );
            return Err(crate::Error::Review { reason });
        }
        Ok((super::toml::json(&lens), self.beyond_lens()))
    }

    /// The questions of a section.
    pub fn questions_of<'a>(&'a self, section: &'a str) -> impl Iterator<Item = &'a Question> {
        let questions = self.questions.iter();
        questions.filter(move |question| question.section == section)
    }

    fn beyond_lens(&self) -> Vec<String> {
        let mut beyond = Vec::new();
        if !self.version.is_empty() {
            beyond.push(format!("the version `{}`", self.version));
        }
        if self.id != slug(&self.title) {
            beyond.push(format!("the id `{}`", self.id));
        }
        let risks = self
            .questions
            .iter()
            .filter(|question| !question.risk.is_empty());
        match risks.count() {
            0 => {}
            count => beyond.push(format!("what the risk is, of {count} questions")),
        }
        beyond
    }
}

impl From<&Question> for LensQuestion {
    fn from(question: &Question) -> Self {
        let rules = match &question.rules {
            Some(rules) => Some(rules.iter().map(RiskRule::from).collect()),
            None => by_tags(question),
        };
        Self {
            id: question.id.clone(),
            title: question.text.clone(),
            description: Some(question.description.clone()).filter(|text| !text.is_empty()),
            choices: question.choices.iter().map(LensChoice::from).collect(),
            risk_rules: rules,
            extra: question.extra.clone(),
        }
    }
}

impl From<&Choice> for LensChoice {
    fn from(choice: &Choice) -> Self {
        Self {
            id: choice.id.clone(),
            title: choice.text.clone(),
            improvement_plan: choice.improve.as_ref().map(|improve| ImprovementPlan {
                display_text: improve.text.clone(),
                url: improve.url.clone(),
                extra: improve.extra.clone(),
            }),
            extra: choice.extra.clone(),
        }
    }
}

impl From<&Rule> for RiskRule {
    fn from(rule: &Rule) -> Self {
        Self {
            condition: rule.when.clone(),
            risk: match rule.level {
                ReviewLevel::None => RuleRisk::NoRisk,
                ReviewLevel::Medium => RuleRisk::MediumRisk,
                _ => RuleRisk::HighRisk,
            },
            extra: rule.extra.clone(),
        }
    }
}

/// The rules that the tags of a question stand for; none without tags.
fn by_tags(question: &Question) -> Option<Vec<RiskRule>> {
    let ids = |tag: Tag, not: &str| {
        let choices = question
            .choices
            .iter()
            .filter(move |choice| choice.tag == Some(tag));
        choices
            .map(|choice| format!("{not}{}", choice.id))
            .collect::<Vec<_>>()
    };
    let mut medium = ids(Tag::Foundation, "");
    medium.extend(ids(Tag::Critical, "!"));
    let improvements = ids(Tag::Improvement, "");
    let none = [medium.clone(), improvements.clone()].concat();
    let rule = |condition: &[String], risk| RiskRule {
        condition: match condition {
            [] => "default".to_owned(),
            condition => condition.join(" && "),
        },
        risk,
        extra: Named::default(),
    };
    let rules = match (none.is_empty(), improvements.is_empty(), medium.is_empty()) {
        (true, ..) => return None,
        (_, true, _) => vec![rule(&none, RuleRisk::NoRisk), rule(&[], RuleRisk::HighRisk)],
        (_, _, true) => vec![
            rule(&none, RuleRisk::NoRisk),
            rule(&[], RuleRisk::MediumRisk),
        ],
        _ => vec![
            rule(&none, RuleRisk::NoRisk),
            rule(&medium, RuleRisk::MediumRisk),
            rule(&[], RuleRisk::HighRisk),
        ],
    };
    Some(rules)
}
