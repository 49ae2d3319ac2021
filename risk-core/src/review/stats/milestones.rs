//! What became of subjects that were reviewed more than once.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::answer::{MilestonesAnswer, QuestionMilestones};
use crate::register::{Date, natural_order};
use crate::review::diff::{ChangeCounts, LevelChange, section_changes};
use crate::review::rules::State;
use crate::review::summary::About;
use crate::review::{QuestionIndex, Review, ReviewLevel, Rules};

/// Keeps the levels of each review by its subject, to compare the last review of each with its first.
#[derive(Debug)]
pub struct Milestones<'r, 'q> {
    rules: &'r Rules<'q>,
    subjects: BTreeMap<String, Vec<Milestone>>,
    state: State,
}

/// A review of a subject.
#[derive(Debug)]
struct Milestone {
    name: String,
    date: Option<Date>,
    levels: Vec<ReviewLevel>,
}

impl Milestone {
    /// Which of two came first: by what they are called, where both are, else by their dates.
    fn order(&self, other: &Self) -> Ordering {
        if self.name.is_empty() || other.name.is_empty() {
            return self.date.cmp(&other.date);
        }
        natural_order(&self.name, &other.name).then(self.date.cmp(&other.date))
    }
}

impl<'r, 'q> Milestones<'r, 'q> {
    /// Compares by the rules of a questionnaire.
    pub fn new(rules: &'r Rules<'q>) -> Self {
        Self {
            rules,
            subjects: BTreeMap::new(),
            state: State::default(),
        }
    }

    /// Adds a review.
    pub fn add(&mut self, review: &Review) {
        let questions = self.rules.questionnaire().questions.iter().enumerate();
        let levels = questions.map(|(at, question)| {
            let answer = review.answers.get(&question.id);
            self.rules
                .level_in(QuestionIndex(at), answer, &mut self.state)
        });
        let milestone = Milestone {
            name: review.milestone.clone(),
            date: review.date,
            levels: levels.collect(),
        };
        self.subjects
            .entry(review.subject.clone())
            .or_default()
            .push(milestone);
    }

    /// What became of the subjects.
    pub fn answer(&self) -> MilestonesAnswer<'q> {
        let questionnaire = self.rules.questionnaire();
        let mut changes = vec![ChangeCounts::default(); questionnaire.questions.len()];
        let (mut pairs, mut unpaired, mut unordered) = (0, 0, 0);
        for reviews in self.subjects.values() {
            let first = reviews.iter().min_by(|a, b| a.order(b));
            let last = reviews.iter().max_by(|a, b| a.order(b));
            let (Some(first), Some(last)) = (first, last) else {
                continue;
            };
            if reviews.len() == 1 {
                unpaired += 1;
                continue;
            }
            if first.order(last) == Ordering::Equal {
                unordered += 1;
                continue;
            }
            pairs += 1;
            for (counts, (before, after)) in changes
                .iter_mut()
                .zip(first.levels.iter().zip(&last.levels))
            {
                *counts += LevelChange::new(*before, *after);
            }
        }
        let questions = questionnaire.questions.iter().zip(changes);
        let questions: Vec<QuestionMilestones> = questions
            .map(|(question, changes)| QuestionMilestones {
                id: &question.id,
                section: &question.section,
                text: question.title(),
                changes,
            })
            .collect();
        let by_section = questions
            .iter()
            .map(|question| (question.section, question.changes));
        MilestonesAnswer {
            questionnaire: About::new(questionnaire),
            pairs,
            unpaired,
            unordered,
            sections: section_changes(questionnaire, by_section),
            questions,
        }
    }
}
