//! Two reviews of one subject: what became better, and what worse.

use std::ops::AddAssign;

use schemars::JsonSchema;
use serde::Serialize;

use super::section::by_section;
use super::summary::About;
use super::{Answer, Question, Questionnaire, Review, ReviewFinding, ReviewLevel, Rules};
use crate::enum_words::enum_words;

/// What became better and what worse between two reviews.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ReviewDiff<'a> {
    /// What the older one reviewed.
    pub before: &'a str,
    /// What the newer one did.
    pub after: &'a str,
    /// The questionnaire of the newer one.
    pub questionnaire: About<'a>,
    /// How many questions became what.
    pub changes: ChangeCounts,
    /// The same by section, in the order of the newer questionnaire.
    pub sections: Vec<SectionChanges<'a>>,
    /// The questions that both have.
    pub questions: Vec<QuestionChange<'a>>,
    /// The questions that only the older questionnaire has, by their ids.
    pub only_before: Vec<&'a str>,
    /// The questions that only the newer one has.
    pub only_after: Vec<&'a str>,
    /// What makes no sense in the older review.
    pub findings_before: Vec<ReviewFinding>,
    /// What makes none in the newer one.
    pub findings_after: Vec<ReviewFinding>,
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LevelChange {
    /// More risk is left than before.
    Worse,
    /// Less is.
    Better,
    /// As much is.
    Same,
    /// One of the two says nothing: unanswered, not applicable or unknown.
    NotComparable,
}

enum_words!(LevelChange {
    /// All of them.
    ALL,
    /// The word that messages and JSON have for it.
    as_str,
    Worse => "worse",
    Better => "better",
    Same => "same",
    NotComparable => "not-comparable",
});

/// How many questions became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct ChangeCounts {
    /// Less risk is left.
    pub better: usize,
    /// As much is.
    pub same: usize,
    /// More is.
    pub worse: usize,
    /// Nobody can say.
    pub not_comparable: usize,
}

/// What became of the questions of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct SectionChanges<'a> {
    /// Its id; empty for the questions in no section.
    pub id: &'a str,
    /// What people call it.
    pub title: &'a str,
    /// How many of its questions became what.
    pub changes: ChangeCounts,
}

/// What became of a question, and by which choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct QuestionChange<'a> {
    /// The question.
    pub id: &'a str,
    /// The section that it is in.
    pub section: &'a str,
    /// What is asked.
    pub text: &'a str,
    /// Better, same or worse.
    pub change: LevelChange,
    /// The level that it had.
    pub before: ReviewLevel,
    /// The level that it has.
    pub after: ReviewLevel,
    /// The choices that are ticked now and were not.
    pub ticked: Vec<&'a str>,
    /// The choices that were ticked and are not now.
    pub unticked: Vec<&'a str>,
}

impl LevelChange {
    /// What became of a level.
    pub fn new(before: ReviewLevel, after: ReviewLevel) -> Self {
        if !before.is_comparable() || !after.is_comparable() {
            return Self::NotComparable;
        }
        match after.cmp(&before) {
            std::cmp::Ordering::Less => Self::Better,
            std::cmp::Ordering::Equal => Self::Same,
            std::cmp::Ordering::Greater => Self::Worse,
        }
    }
}

/// Counts a question.
impl AddAssign<LevelChange> for ChangeCounts {
    fn add_assign(&mut self, change: LevelChange) {
        match change {
            LevelChange::Better => self.better += 1,
            LevelChange::Same => self.same += 1,
            LevelChange::Worse => self.worse += 1,
            LevelChange::NotComparable => self.not_comparable += 1,
        }
    }
}

impl AddAssign for ChangeCounts {
    fn add_assign(&mut self, other: Self) {
        self.better += other.better;
        self.same += other.same;
        self.worse += other.worse;
        self.not_comparable += other.not_comparable;
    }
}

impl<'a> ReviewDiff<'a> {
    /// Compares two reviews, each by the rules of its own questionnaire: a question is the same where its id is.
    pub fn new(
        (rules_before, before): (&Rules<'a>, &'a Review),
        (rules_after, after): (&Rules<'a>, &'a Review),
    ) -> Self {
        let questionnaire = rules_after.questionnaire();
        let mut changes = ChangeCounts::default();
        let mut questions = Vec::new();
        let mut only_after = Vec::new();
        for question in &questionnaire.questions {
            let Some(compared) = compared(question, (rules_before, before), (rules_after, after))
            else {
                only_after.push(question.id.as_str());
                continue;
            };
            changes += compared.change;
            questions.push(compared);
        }
        let of_questions = questions.iter();
        let of_questions =
            of_questions.map(|question: &QuestionChange| (question.section, question.change));
        let sections = section_changes(questionnaire, of_questions);
        let asked_before = rules_before.questionnaire().questions.iter();
        let gone = asked_before.filter(|question| rules_after.question(&question.id).is_none());
        Self {
            before: &before.subject,
            after: &after.subject,
            questionnaire: About::new(questionnaire),
            changes,
            sections,
            questions,
            only_before: gone.map(|question| question.id.as_str()).collect(),
            only_after,
            findings_before: rules_before.findings(before),
            findings_after: rules_after.findings(after),
        }
    }
}

/// What became of the sections, from what became of the questions.
pub(super) fn section_changes<'q, V>(
    questionnaire: &'q Questionnaire,
    changes: impl Iterator<Item = (&'q str, V)>,
) -> Vec<SectionChanges<'q>>
where
    ChangeCounts: AddAssign<V>,
{
    let sections = by_section(questionnaire, changes).into_iter();
    sections
        .map(|(id, title, changes)| SectionChanges { id, title, changes })
        .collect()
}

fn compared<'a>(
    question: &'a Question,
    (rules_before, before): (&Rules<'a>, &'a Review),
    (rules_after, after): (&Rules<'a>, &'a Review),
) -> Option<QuestionChange<'a>> {
    let [old, new] = [before, after].map(|review| review.answers.get(&question.id));
    let level_before = rules_before.level(rules_before.question(&question.id)?, old);
    let level_after = rules_after.level(rules_after.question(&question.id)?, new);
    let [old, new] = [old, new].map(|answer| answer.into_iter().flat_map(Answer::ticked));
    let [old, new]: [Vec<&str>; 2] = [old.collect(), new.collect()];
    let without = |ids: &[&'a str], others: &[&str]| -> Vec<&'a str> {
        let ids = ids.iter().filter(|id| !others.contains(id));
        ids.copied().collect()
    };
    Some(QuestionChange {
        id: &question.id,
        section: &question.section,
        text: question.title(),
        change: LevelChange::new(level_before, level_after),
        before: level_before,
        after: level_after,
        ticked: without(&new, &old),
        unticked: without(&old, &new),
    })
}
