//! What became of subjects that were reviewed more than once.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::answer::{MilestonesAnswer, QuestionMilestones};
use crate::record::text::fold;
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

/// The first and the last of the reviews of a subject: by what they are called, where all are and differ in numbers alone, and by
/// their dates, where all have one. `None` where nobody knows: one without a date is not older than the others, of two that are
/// the first neither is, of `before` and `after` the alphabet knows nothing, and names and dates may contradict each other.
fn ends(reviews: &[Milestone]) -> Option<(&Milestone, &Milestone)> {
    let is_numbered = {
        let mut names = reviews.iter().map(|one| without_numbers(&one.name));
        let first = names.next()?;
        names.all(|name| name == first) && reviews.iter().all(|one| !one.name.is_empty())
    };
    let is_dated = reviews.iter().all(|one| one.date.is_some());
    let order = |a: &&Milestone, b: &&Milestone| {
        let by_name = if is_numbered {
            natural_order(&a.name, &b.name)
        } else {
            Ordering::Equal
        };
        let by_date = if is_dated {
            a.date.cmp(&b.date)
        } else {
            Ordering::Equal
        };
        by_name.then(by_date)
    };
    let mut sorted: Vec<&Milestone> = reviews.iter().collect();
    sorted.sort_by(order);
    let [first, .., last] = sorted.as_slice() else {
        return None;
    };
    let is_known = |pair: Option<&[&Milestone]>| {
        pair.is_some_and(|pair| order(&pair[0], &pair[1]) == Ordering::Less)
    };
    let is_contradicted = is_dated && first.date > last.date;
    (is_known(sorted.windows(2).next()) && is_known(sorted.windows(2).last()) && !is_contradicted)
        .then_some((*first, *last))
}

fn without_numbers(name: &str) -> String {
    name.chars().filter(|c| !c.is_ascii_digit()).collect()
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
            .entry(fold(&review.subject))
            .or_default()
            .push(milestone);
    }

    /// What became of the subjects.
    pub fn answer(&self) -> MilestonesAnswer<'q> {
        let questionnaire = self.rules.questionnaire();
        let mut changes = vec![ChangeCounts::default(); questionnaire.questions.len()];
        let (mut pairs, mut unpaired, mut unordered) = (0, 0, 0);
        for reviews in self.subjects.values() {
            if reviews.len() == 1 {
                unpaired += 1;
                continue;
            }
            let Some((first, last)) = ends(reviews) else {
                unordered += 1;
                continue;
            };
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
