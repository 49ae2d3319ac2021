//! What many reviews show: levels, choices and ranks, cohorts, and what became of subjects that were reviewed again.

mod answer;
mod milestones;
mod share;

use std::cmp::Reverse;
use std::collections::BTreeMap;

pub use answer::{
    ChoiceStats, Cohort, FindingCount, LevelShare, MilestonesAnswer, QuestionMilestones,
    QuestionStats, Stats, StatsAnswer,
};
pub use milestones::Milestones;
pub use share::Share;

use super::rules::State;
use super::summary::{About, LevelCounts, sections};
use super::{Question, QuestionIndex, Review, ReviewFindingCode, ReviewLevel, Rules};
use crate::error::Error;

/// Below so many reviews, an order of the questions says more about chance than about them.
const LEAST_RANKED: usize = 10;
/// More values are no cohorts, but names; each takes the memory of all questions.
const MOST_COHORTS: usize = 200;
/// Findings are counted for so many questions by name, as any text may stand where a question does.
const MOST_NAMED: usize = 1000;

/// Counts reviews, one after the other: any number of them takes the same memory.
///
/// ```
/// use risk_core::review::{Questionnaire, Review, Rules, Statistics};
///
/// let text = "schema_version = 1\nid = 'a'\n[[questions]]\nid = 'tested'\n\
///     choices = [{ id = 'yearly', tag = 'WA' }]";
/// let questionnaire = Questionnaire::from_toml("questions.toml", text)?;
/// let rules = Rules::new(&questionnaire);
/// let mut statistics = Statistics::new(&rules);
/// let review = "subject = 'S'\n[answers.tested]\nselected = []";
/// statistics.add(&Review::from_toml("review.toml", review)?)?;
/// let answer = statistics.answer();
/// assert_eq!(answer.all.questions[0].counts.high, 1);
/// # Ok::<(), risk_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Statistics<'r, 'q> {
    rules: &'r Rules<'q>,
    tag: Option<String>,
    all: Tally,
    cohorts: BTreeMap<String, Tally>,
    findings: BTreeMap<(ReviewFindingCode, String), usize>,
    state: State,
}

/// The counts of some reviews.
#[derive(Debug, Clone)]
struct Tally {
    reviews: usize,
    questions: Vec<QuestionTally>,
}

#[derive(Debug, Clone)]
struct QuestionTally {
    levels: LevelCounts,
    choices: Vec<usize>,
}

impl Tally {
    fn new(rules: &Rules) -> Self {
        let questions = &rules.questionnaire().questions;
        let tally = |question: &Question| QuestionTally {
            levels: LevelCounts::default(),
            choices: vec![0; question.choices.len()],
        };
        Self {
            reviews: 0,
            questions: questions.iter().map(tally).collect(),
        }
    }

    fn add(&mut self, question: usize, level: ReviewLevel, selected: &[bool]) {
        let tally = &mut self.questions[question];
        tally.levels += level;
        for (count, is_selected) in tally.choices.iter_mut().zip(selected) {
            *count += usize::from(*is_selected);
        }
    }
}

impl<'r, 'q> Statistics<'r, 'q> {
    /// Counts by the rules of a questionnaire.
    pub fn new(rules: &'r Rules<'q>) -> Self {
        Self {
            rules,
            tag: None,
            all: Tally::new(rules),
            cohorts: BTreeMap::new(),
            findings: BTreeMap::new(),
            state: State::default(),
        }
    }

    /// Counts the reviews of each value of a tag by themselves, too.
    #[must_use]
    pub fn by(self, tag: impl Into<String>) -> Self {
        let tag = Some(tag.into());
        Self { tag, ..self }
    }

    /// Counts a review.
    ///
    /// # Errors
    ///
    /// When the tag has more than 200 values.
    pub fn add(&mut self, review: &Review) -> Result<(), Error> {
        let cohort = match &self.tag {
            None => None,
            Some(tag) => {
                let value = review.tags.get(tag).map_or("", String::as_str);
                if !self.cohorts.contains_key(value) {
                    if self.cohorts.len() == MOST_COHORTS {
                        return Err(Error::Limit {
                            what: format!("the number of values of the tag `{tag}`"),
                            limit: MOST_COHORTS as u64,
                            name: None,
                        });
                    }
                    self.cohorts
                        .insert(value.to_owned(), Tally::new(self.rules));
                }
                self.cohorts.get_mut(value)
            }
        };
        let mut tallies: Vec<&mut Tally> = [Some(&mut self.all), cohort]
            .into_iter()
            .flatten()
            .collect();
        for tally in &mut tallies {
            tally.reviews += 1;
        }
        let mut known = 0;
        let mut is_plain = true;
        for (at, question) in self.rules.questionnaire().questions.iter().enumerate() {
            let answer = review.answers.get(&question.id);
            known += usize::from(answer.is_some());
            let question = QuestionIndex(at);
            let level = self.rules.level_in(question, answer, &mut self.state);
            is_plain &= level != ReviewLevel::Unknown
                && answer.is_none_or(|answer| self.rules.is_plain(question, answer, &self.state));
            for tally in &mut tallies {
                tally.add(at, level, &self.state.selected);
            }
        }
        if !is_plain
            || known != review.answers.len()
            || !review.version.is_empty()
            || !review.extra.is_empty()
        {
            self.count_findings(review);
        }
        Ok(())
    }

    fn count_findings(&mut self, review: &Review) {
        for finding in self.rules.findings(review) {
            let mut question = finding.question.unwrap_or_default();
            if self.findings.len() >= MOST_NAMED {
                question.clear();
            }
            *self.findings.entry((finding.code, question)).or_default() += 1;
        }
    }

    /// What the reviews show.
    pub fn answer(&self) -> StatsAnswer<'q> {
        let questionnaire = self.rules.questionnaire();
        let tag = self.tag.clone().unwrap_or_default();
        let cohorts = self.cohorts.iter().map(|(value, tally)| Cohort {
            tag: tag.clone(),
            value: value.clone(),
            stats: self.stats(tally),
        });
        let findings = self
            .findings
            .iter()
            .map(|((code, question), count)| FindingCount {
                code: *code,
                question: question.clone(),
                count: *count,
            });
        let mut findings: Vec<FindingCount> = findings.collect();
        findings.sort_by_key(|finding| Reverse(finding.count));
        StatsAnswer {
            questionnaire: About::new(questionnaire),
            all: self.stats(&self.all),
            cohorts: cohorts.collect(),
            findings,
        }
    }

    fn stats(&self, tally: &Tally) -> Stats<'q> {
        let questionnaire = self.rules.questionnaire();
        let pairs = questionnaire.questions.iter().zip(&tally.questions);
        let mut questions: Vec<QuestionStats> = pairs
            .map(|(question, counts)| question_stats(question, counts, tally.reviews))
            .collect();
        if tally.reviews >= LEAST_RANKED {
            rank(&mut questions);
        }
        let levels = questions
            .iter()
            .map(|question| (question.section, question.counts));
        Stats {
            reviews: tally.reviews,
            sections: sections(questionnaire, levels),
            questions,
        }
    }
}

fn question_stats<'q>(
    question: &'q Question,
    tally: &QuestionTally,
    n: usize,
) -> QuestionStats<'q> {
    let counts = tally.levels;
    let answered = n - counts.unanswered - counts.not_applicable;
    let levels = ReviewLevel::ALL.map(|level| {
        let share = if level.is_answered() {
            Share::new
        } else {
            Share::of_all
        };
        LevelShare {
            level,
            share: share(counts.get(level), n, answered),
        }
    });
    let choices = question.choices.iter().zip(&tally.choices);
    QuestionStats {
        id: &question.id,
        section: &question.section,
        text: question.title(),
        answered,
        counts,
        levels: levels.to_vec(),
        bracket: Share::new(counts.high + counts.medium, n, answered),
        hri_rank: None,
        wa_rank: None,
        choices: choices
            .map(|(choice, count)| ChoiceStats {
                id: &choice.id,
                tag: choice.tag,
                text: choice.title(),
                share: Share::new(*count, n, answered),
            })
            .collect(),
    }
}

fn rank(questions: &mut [QuestionStats]) {
    let mut order: Vec<usize> = (0..questions.len()).collect();
    order.sort_by_key(|at| Reverse((questions[*at].counts.high, questions[*at].bracket.count)));
    for (rank, at) in (1..).zip(&order) {
        questions[*at].hri_rank = Some(rank);
    }
    order.sort_unstable();
    order.sort_by_key(|at| Reverse(questions[*at].counts.none));
    for (rank, at) in (1..).zip(&order) {
        questions[*at].wa_rank = Some(rank);
    }
}
