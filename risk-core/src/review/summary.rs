//! What a review says: the level of each question, and what is missing.

use std::collections::HashSet;
use std::ops::AddAssign;

use schemars::JsonSchema;
use serde::Serialize;

use super::section::by_section;
use super::{
    Answer, Choice, QuestionIndex, Questionnaire, Reason, Review, ReviewFinding, ReviewLevel,
    Rules, Tag,
};
use crate::register::Date;

/// What a review says: its levels by section and by question, and what in it makes no sense.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ReviewAnswer<'a> {
    /// What was reviewed.
    pub subject: &'a str,
    /// The day of the review.
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    /// The questionnaire that was answered.
    pub questionnaire: About<'a>,
    /// How many questions have which level.
    pub levels: LevelCounts,
    /// The same by section, in the order of the questionnaire. Questions in no section come last.
    pub sections: Vec<SectionLevels<'a>>,
    /// The questions: gaps first, the high ones before the medium ones.
    pub questions: Vec<QuestionLevel<'a>>,
    /// What makes no sense, or has to be known.
    pub findings: Vec<ReviewFinding>,
}

/// The questions of a questionnaire, and what in it makes no sense.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct QuestionnaireAnswer<'a> {
    /// As its JSON form has it.
    pub questionnaire: &'a Questionnaire,
    /// What makes no sense.
    pub findings: Vec<ReviewFinding>,
}

impl<'a> QuestionnaireAnswer<'a> {
    /// A questionnaire with its findings.
    pub fn new(questionnaire: &'a Questionnaire) -> Self {
        Self {
            questionnaire,
            findings: questionnaire.findings(),
        }
    }
}

/// Which questionnaire it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct About<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its version.
    pub version: &'a str,
    /// What people call it.
    pub title: &'a str,
}

/// How many questions have which level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct LevelCounts {
    /// No risk is left.
    pub none: usize,
    /// Improvements are missing.
    pub medium: usize,
    /// A foundation is missing.
    pub high: usize,
    /// Nobody has answered.
    pub unanswered: usize,
    /// They do not apply.
    pub not_applicable: usize,
    /// No rule says.
    pub unknown: usize,
}

/// The levels of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct SectionLevels<'a> {
    /// Its id; empty for the questions in no section.
    pub id: &'a str,
    /// What people call it.
    pub title: &'a str,
    /// How many of its questions have which level.
    pub levels: LevelCounts,
}

/// The level of a question, and what was answered.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct QuestionLevel<'a> {
    /// The question.
    pub id: &'a str,
    /// The section that it is in.
    pub section: &'a str,
    /// What is asked.
    pub text: &'a str,
    /// How much risk its answer leaves.
    pub level: ReviewLevel,
    /// The component that the answer is about.
    pub component: &'a str,
    /// The choices that are ticked, but for those that are in place in part.
    pub selected: Vec<&'a str>,
    /// The choices that are in place in part.
    pub partial: &'a [String],
    /// What would make the level better: what is missing, and what should not be done. Empty unless it is a gap.
    pub missing: Vec<MissingChoice<'a>>,
    /// Why the question does not apply.
    pub reason: Option<Reason>,
    /// The notes of the answer.
    pub notes: &'a str,
    /// Addresses that show it.
    pub evidence: &'a [String],
}

/// A choice that is missing, or that should not be ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct MissingChoice<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it counts as; a `CI` is ticked and should not be.
    pub tag: Option<Tag>,
    /// What people call it.
    pub text: &'a str,
    /// What to do about it.
    pub improve: Option<&'a str>,
    /// Where to read more.
    pub url: Option<&'a str>,
}

impl LevelCounts {
    /// How many have a level.
    pub fn get(mut self, level: ReviewLevel) -> usize {
        *self.of(level)
    }

    fn of(&mut self, level: ReviewLevel) -> &mut usize {
        match level {
            ReviewLevel::None => &mut self.none,
            ReviewLevel::Medium => &mut self.medium,
            ReviewLevel::High => &mut self.high,
            ReviewLevel::Unanswered => &mut self.unanswered,
            ReviewLevel::NotApplicable => &mut self.not_applicable,
            ReviewLevel::Unknown => &mut self.unknown,
        }
    }
}

/// Counts a question.
impl AddAssign<ReviewLevel> for LevelCounts {
    fn add_assign(&mut self, level: ReviewLevel) {
        *self.of(level) += 1;
    }
}

impl AddAssign for LevelCounts {
    fn add_assign(&mut self, other: Self) {
        for level in ReviewLevel::ALL {
            *self.of(level) += other.get(level);
        }
    }
}

impl<'a> About<'a> {
    /// What a questionnaire is called.
    pub fn new(questionnaire: &'a Questionnaire) -> Self {
        Self {
            id: &questionnaire.id,
            version: &questionnaire.version,
            title: &questionnaire.title,
        }
    }
}

impl<'a> ReviewAnswer<'a> {
    /// What a review says by the rules of its questionnaire.
    pub fn new(rules: &Rules<'a>, review: &'a Review) -> Self {
        let questionnaire = rules.questionnaire();
        let mut questions: Vec<QuestionLevel> = (0..questionnaire.questions.len())
            .map(|at| QuestionLevel::new(rules, QuestionIndex(at), review))
            .collect();
        let mut levels = LevelCounts::default();
        for question in &questions {
            levels += question.level;
        }
        let of_questions = questions.iter();
        let of_questions = of_questions.map(|question| (question.section, question.level));
        let sections = sections(questionnaire, of_questions);
        questions.sort_by_key(|question| urgency(question.level));
        Self {
            subject: &review.subject,
            date: review.date,
            questionnaire: About::new(questionnaire),
            levels,
            sections,
            questions,
            findings: rules.findings(review),
        }
    }

    /// The questions that are gaps, the high ones first.
    pub fn gaps(&self) -> impl Iterator<Item = &QuestionLevel<'a>> {
        let questions = self.questions.iter();
        questions.take_while(|question| question.level.is_gap())
    }
}

/// What comes first where questions are listed: what has to be done, then what nobody knows.
fn urgency(level: ReviewLevel) -> u8 {
    match level {
        ReviewLevel::High => 0,
        ReviewLevel::Medium => 1,
        ReviewLevel::Unknown => 2,
        ReviewLevel::Unanswered => 3,
        ReviewLevel::None => 4,
        ReviewLevel::NotApplicable => 5,
    }
}

/// The levels of the sections, from those of the questions.
pub(super) fn sections<'q, V>(
    questionnaire: &'q Questionnaire,
    levels: impl Iterator<Item = (&'q str, V)>,
) -> Vec<SectionLevels<'q>>
where
    LevelCounts: AddAssign<V>,
{
    let sections = by_section(questionnaire, levels).into_iter();
    sections
        .map(|(id, title, levels)| SectionLevels { id, title, levels })
        .collect()
}

impl<'a> QuestionLevel<'a> {
    fn new(rules: &Rules<'a>, at: QuestionIndex, review: &'a Review) -> Self {
        let question = &rules.questionnaire().questions[at.0];
        let answer = review.answers.get(&question.id);
        let level = rules.level(at, answer);
        let missing = if level.is_gap() {
            rules.missing(at, answer)
        } else {
            Vec::new()
        };
        let own = answer.map_or("", |answer| &answer.component);
        Self {
            id: &question.id,
            section: &question.section,
            text: question.title(),
            level,
            component: if own.is_empty() {
                &review.component
            } else {
                own
            },
            selected: answer.into_iter().flat_map(Answer::ticked).collect(),
            partial: answer.map_or(&[], |answer| &answer.partial),
            missing: missing.into_iter().map(MissingChoice::new).collect(),
            reason: answer.and_then(|answer| answer.reason),
            notes: answer.map_or("", |answer| &answer.notes),
            evidence: answer.map_or(&[], |answer| &answer.evidence),
        }
    }
}

impl<'a> MissingChoice<'a> {
    fn new(choice: &'a Choice) -> Self {
        let improve = choice.improve.as_ref();
        Self {
            id: &choice.id,
            tag: choice.tag,
            text: choice.title(),
            improve: improve.and_then(|improve| improve.text.as_deref()),
            url: improve.and_then(|improve| improve.url.as_deref()),
        }
    }
}

impl<'q> Rules<'q> {
    /// The choices that would make the level of an answer better: foundations that are missing, then improvements, and
    /// the critical issues that are ticked. Without tags, all that are not ticked, in their order.
    pub fn missing(
        &self,
        QuestionIndex(at): QuestionIndex,
        answer: Option<&Answer>,
    ) -> Vec<&'q Choice> {
        let question = &self.questionnaire().questions[at];
        let ticked: HashSet<&str> = answer.into_iter().flat_map(Answer::ticked).collect();
        let is_ticked = |choice: &Choice| ticked.contains(choice.id.as_str());
        let does_not_apply = |choice: &Choice| {
            let mut others = answer
                .iter()
                .flat_map(|answer| answer.not_applicable.choices());
            others.any(|one| one.choice == choice.id)
        };
        let is_missing =
            |choice: &&Choice| is_ticked(choice) == choice.is_bad() && !does_not_apply(choice);
        let mut missing: Vec<&Choice> = question.choices.iter().filter(is_missing).collect();
        missing.retain(|choice| !choice.is_none_of_these() || choice.improve.is_some());
        missing.sort_by_key(|choice| choice.tag.map(|tag| tag as u8));
        missing
    }
}
