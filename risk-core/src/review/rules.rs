//! What the tags and rules of a questionnaire make of answers.

use std::collections::HashMap;

use super::condition::Condition;
use super::{Answer, Question, Questionnaire, ReviewLevel, Tag};

/// The questions of a questionnaire with their rules read, to give answers their levels.
///
/// The rule of a question without rules of its own is that of the talk "Lessons from 150 reviews": any critical issue
/// that is ticked, or any foundation that is missing, is high; an improvement that is missing medium; else none.
///
/// ```
/// use risk_core::review::{Answer, Questionnaire, ReviewLevel, Rules};
///
/// let text = r#"
/// schema_version = 1
/// id = "restore"
///
/// [[questions]]
/// id = "tested"
/// choices = [{ id = "yearly", tag = "WA" }, { id = "weekly", tag = "NI" }]
/// "#;
/// let questionnaire = Questionnaire::from_toml("restore.toml", text)?;
/// let rules = Rules::new(&questionnaire);
///
/// let mut answer = Answer::default();
/// answer.selected = Some(vec!["yearly".to_owned()]);
/// let question = rules.question("tested").unwrap();
/// assert_eq!(rules.level(question, Some(&answer)), ReviewLevel::Medium);
/// assert_eq!(rules.level(question, None), ReviewLevel::Unanswered);
/// # Ok::<(), risk_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Rules<'q> {
    questionnaire: &'q Questionnaire,
    positions: HashMap<&'q str, usize>,
    questions: Vec<QuestionRules<'q>>,
}

#[derive(Debug)]
struct QuestionRules<'q> {
    question: &'q Question,
    choices: HashMap<&'q str, usize>,
    /// The choices that stand for none of the others.
    nones: Vec<usize>,
    by: By,
}

/// What gives the level of a question.
#[derive(Debug)]
enum By {
    Tags(Vec<Option<Tag>>),
    Rules(Vec<(Condition, ReviewLevel)>),
    /// Neither tags nor rules, or a rule that cannot be read: then nobody knows which is the first that is true.
    Nothing,
}

/// A question of [`Rules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuestionIndex(pub(super) usize);

/// Which choices of a question are ticked, and room to work in: one for all questions of all reviews.
#[derive(Debug, Default)]
pub(super) struct State {
    /// What the answer ticks.
    pub selected: Vec<bool>,
    /// What counts as ticked: with what does not apply.
    ticked: Vec<bool>,
    stack: Vec<bool>,
}

impl<'q> Rules<'q> {
    /// Reads the rules of a questionnaire. Of a question with one that cannot be read the level is unknown;
    /// [`Questionnaire::findings`] tells which and why.
    pub fn new(questionnaire: &'q Questionnaire) -> Self {
        let questions: Vec<_> = questionnaire
            .questions
            .iter()
            .map(QuestionRules::new)
            .collect();
        let ids = questionnaire.questions.iter().enumerate().rev();
        Self {
            questionnaire,
            positions: ids
                .map(|(at, question)| (question.id.as_str(), at))
                .collect(),
            questions,
        }
    }

    /// The questionnaire.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
    }

    /// A question by its id.
    pub fn question(&self, id: &str) -> Option<QuestionIndex> {
        self.positions.get(id).copied().map(QuestionIndex)
    }

    /// The level that an answer gives.
    pub fn level(&self, question: QuestionIndex, answer: Option<&Answer>) -> ReviewLevel {
        self.level_in(question, answer, &mut State::default())
    }

    /// The same, with room to work in that then has which choices are ticked.
    pub(super) fn level_in(
        &self,
        QuestionIndex(at): QuestionIndex,
        answer: Option<&Answer>,
        state: &mut State,
    ) -> ReviewLevel {
        let rules = &self.questions[at];
        let answer = answer.filter(|answer| answer.is_answered());
        rules.tick(answer.filter(|answer| answer.applies()), state);
        match answer {
            Some(answer) if answer.applies() => {
                rules.with_not_applicable(answer, state);
                rules.by(state)
            }
            Some(_) => ReviewLevel::NotApplicable,
            None => ReviewLevel::Unanswered,
        }
    }

    /// The level if what does not apply were not ticked.
    pub(super) fn level_without_not_applicable(
        &self,
        QuestionIndex(at): QuestionIndex,
        answer: &Answer,
    ) -> ReviewLevel {
        let mut state = State::default();
        self.questions[at].tick(Some(answer), &mut state);
        self.questions[at].by(&mut state)
    }

    /// Whether an answer, whose choices the state has, can have no finding: nearly all are such, and are told at once.
    pub(super) fn is_plain(
        &self,
        QuestionIndex(at): QuestionIndex,
        answer: &Answer,
        state: &State,
    ) -> bool {
        let selected = answer.selected.as_ref().map_or(0, Vec::len);
        let known = state.selected.iter().filter(|is_selected| **is_selected);
        let mut nones = self.questions[at].nones.iter();
        known.count() == selected
            && (selected < 2 || !nones.any(|none| state.selected[*none]))
            && answer.partial.is_empty()
            && answer.not_applicable.choices().is_empty()
            && answer.choice_notes.is_empty()
            && answer.extra.is_empty()
    }

    /// The position of a choice in its question.
    pub(super) fn choice(&self, QuestionIndex(at): QuestionIndex, id: &str) -> Option<usize> {
        self.questions[at].position(id)
    }

    /// The levels of all states of a question, of which bit `i` says whether choice `i` is ticked; `None` of more than
    /// 20 choices, which have over a million.
    ///
    /// ```
    /// # use risk_core::review::{Questionnaire, ReviewLevel::{High, Medium, None}, Rules};
    /// # let text = "schema_version = 1\nid = 'a'\n[[questions]]\nid = 'tested'\n\
    /// #     choices = [{ id = 'yearly', tag = 'WA' }, { id = 'weekly', tag = 'NI' }]";
    /// # let questionnaire = Questionnaire::from_toml("restore.toml", text)?;
    /// let rules = Rules::new(&questionnaire);
    /// let question = rules.question("tested").unwrap();
    /// assert_eq!(rules.truth_table(question).unwrap(), [High, Medium, High, None]);
    /// # Ok::<(), risk_core::Error>(())
    /// ```
    pub fn truth_table(&self, QuestionIndex(at): QuestionIndex) -> Option<Vec<ReviewLevel>> {
        const MOST: usize = 20;
        let rules = &self.questions[at];
        let choices = rules.question.choices.len();
        let mut state = State::default();
        let level = |bits: usize| {
            state.ticked.clear();
            state
                .ticked
                .extend((0..choices).map(|choice| bits >> choice & 1 == 1));
            rules.by(&mut state)
        };
        (choices <= MOST).then(|| (0..1 << choices).map(level).collect())
    }
}

impl<'q> QuestionRules<'q> {
    fn new(question: &'q Question) -> Self {
        let choices = choices(question);
        let by = match &question.rules {
            Some(rules) if !rules.is_empty() => {
                let read = rules.iter().map(|rule| {
                    let condition = Condition::parse(&rule.when, &choices)?;
                    Ok((condition, rule.level))
                });
                let read: Result<Vec<_>, String> = read.collect();
                read.map_or(By::Nothing, By::Rules)
            }
            _ => {
                let tags: Vec<_> = question.choices.iter().map(|choice| choice.tag).collect();
                if tags.iter().any(Option::is_some) {
                    By::Tags(tags)
                } else {
                    By::Nothing
                }
            }
        };
        Self {
            nones: (0..question.choices.len())
                .filter(|at| question.choices[*at].is_none_of_these())
                .collect(),
            question,
            choices,
            by,
        }
    }

    /// The position of a choice by its id. Few choices are sooner looked through than looked up.
    fn position(&self, id: &str) -> Option<usize> {
        const FEW: usize = 16;
        if self.question.choices.len() <= FEW {
            return self.question.position(id);
        }
        self.choices.get(id).copied()
    }

    /// Ticks what is selected, and nothing else.
    fn tick(&self, answer: Option<&Answer>, state: &mut State) {
        state.selected.clear();
        state.selected.resize(self.question.choices.len(), false);
        for id in answer.into_iter().flat_map(Answer::ticked) {
            if let Some(choice) = self.position(id) {
                state.selected[choice] = true;
            }
        }
        state.ticked.clone_from(&state.selected);
    }

    /// What does not apply is not missing: it counts as ticked, but for what nobody should do.
    fn with_not_applicable(&self, answer: &Answer, state: &mut State) {
        for one in answer.not_applicable.choices() {
            if let Some(choice) = self.position(&one.choice) {
                let tag = match &self.by {
                    By::Tags(tags) => tags[choice],
                    By::Rules(_) | By::Nothing => None,
                };
                state.ticked[choice] = tag != Some(Tag::Critical);
            }
        }
    }

    fn by(&self, state: &mut State) -> ReviewLevel {
        match &self.by {
            By::Tags(tags) => by_tags(tags, &state.ticked),
            By::Rules(rules) => {
                let State { ticked, stack, .. } = state;
                let mut rules = rules.iter();
                let first = rules.find(|(condition, _)| condition.is_true(ticked, stack));
                first.map_or(ReviewLevel::Unknown, |(_, level)| *level)
            }
            By::Nothing => ReviewLevel::Unknown,
        }
    }
}

fn by_tags(tags: &[Option<Tag>], ticked: &[bool]) -> ReviewLevel {
    let has = |tag: Tag, is_ticked: bool| {
        let mut choices = tags.iter().zip(ticked);
        choices.any(|(one, ticked)| *one == Some(tag) && *ticked == is_ticked)
    };
    if has(Tag::Critical, true) || has(Tag::Foundation, false) {
        ReviewLevel::High
    } else if has(Tag::Improvement, false) {
        ReviewLevel::Medium
    } else {
        ReviewLevel::None
    }
}

/// The positions of choices by their ids: of a repeated one, the first.
pub(super) fn choices(question: &Question) -> HashMap<&str, usize> {
    let choices = question.choices.iter().enumerate().rev();
    choices
        .map(|(at, choice)| (choice.id.as_str(), at))
        .collect()
}
