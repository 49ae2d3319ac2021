//! What many reviews show, as data.

use schemars::JsonSchema;
use serde::Serialize;

use super::Share;
use crate::review::{
    About, ChangeCounts, LevelCounts, ReviewFindingCode, ReviewLevel, SectionChanges,
    SectionLevels, Tag,
};

/// What many reviews show.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct StatsAnswer<'a> {
    /// The questionnaire that they answer.
    pub questionnaire: About<'a>,
    /// What all of them show.
    #[serde(flatten)]
    pub all: Stats<'a>,
    /// What those show that have a value of the tag that was asked for, by value. Those without the tag are one cohort, with
    /// an empty value.
    pub cohorts: Vec<Cohort<'a>>,
    /// What in the reviews makes no sense, counted by code and question: the most frequent first.
    pub findings: Vec<FindingCount>,
}

/// The reviews that have one value of a tag.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Cohort<'a> {
    /// The tag.
    pub tag: String,
    /// Its value.
    pub value: String,
    /// What they show.
    #[serde(flatten)]
    pub stats: Stats<'a>,
}

/// What some reviews show.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Stats<'a> {
    /// How many reviews there are.
    pub reviews: usize,
    /// How many answers of which level each section has.
    pub sections: Vec<SectionLevels<'a>>,
    /// The questions, in their order.
    pub questions: Vec<QuestionStats<'a>>,
}

/// What the reviews show of a question.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct QuestionStats<'a> {
    /// The question.
    pub id: &'a str,
    /// The section that it is in.
    pub section: &'a str,
    /// What is asked.
    pub text: &'a str,
    /// How many reviews have answered it and are such that it applies.
    pub answered: usize,
    /// How many reviews have which level.
    pub counts: LevelCounts,
    /// The same as shares: none, medium, high, unanswered, not applicable, unknown.
    pub levels: Vec<LevelShare>,
    /// High and medium together.
    pub bracket: Share,
    /// The place by the number of highs, then by the bracket, then in the order of the questions: 1 has most. Null below ten
    /// reviews.
    pub hri_rank: Option<usize>,
    /// The place by the number of nones, then in the order of the questions. Null below ten reviews.
    pub wa_rank: Option<usize>,
    /// Its choices, in their order.
    pub choices: Vec<ChoiceStats<'a>>,
}

/// How many reviews have a level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct LevelShare {
    /// The level.
    pub level: ReviewLevel,
    /// How many.
    #[serde(flatten)]
    pub share: Share,
}

/// How many reviews tick a choice.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ChoiceStats<'a> {
    /// The choice.
    pub id: &'a str,
    /// What it counts as.
    pub tag: Option<Tag>,
    /// What people call it.
    pub text: &'a str,
    /// How many.
    #[serde(flatten)]
    pub share: Share,
}

/// How often something makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct FindingCount {
    /// What sort of finding it is.
    pub code: ReviewFindingCode,
    /// The question, by its id; empty of findings that are about none, and of those beyond the first thousand questions.
    pub question: String,
    /// How many there are.
    pub count: usize,
}

/// What became of subjects that were reviewed more than once: the last review of each against its first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct MilestonesAnswer<'a> {
    /// The questionnaire that they answer.
    pub questionnaire: About<'a>,
    /// How many subjects have several reviews.
    pub pairs: usize,
    /// How many subjects have one, and are not compared.
    pub unpaired: usize,
    /// How many subjects have two reviews of which nothing says which came first, or milestones another than dates, and are not
    /// compared.
    pub unordered: usize,
    /// What became of the questions of each section.
    pub sections: Vec<SectionChanges<'a>>,
    /// What became of each question, in their order.
    pub questions: Vec<QuestionMilestones<'a>>,
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct QuestionMilestones<'a> {
    /// The question.
    pub id: &'a str,
    /// The section that it is in.
    pub section: &'a str,
    /// What is asked.
    pub text: &'a str,
    /// In how many subjects it became what.
    #[serde(flatten)]
    pub changes: ChangeCounts,
}
