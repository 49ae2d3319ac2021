//! What in questionnaires and reviews makes no sense, or has to be known.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::condition::Condition;
use super::{Answer, Question, QuestionIndex, Questionnaire, Review, ReviewLevel, Rules, aws};
use crate::enum_words::enum_words;
use crate::record::text::{nearest, quote};

/// Something in a questionnaire or a review that makes no sense, or that has to be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ReviewFinding {
    /// What sort of finding it is.
    pub code: ReviewFindingCode,
    /// The subject of the review, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The question, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The choice, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// What was found, as a sentence without its full stop.
    pub message: String,
}

/// A sort of finding of questionnaires and reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ReviewFindingCode {
    /// An id stands for two things.
    RepeatedId,
    /// A question is in a section that there is not.
    UnknownSection,
    /// A condition cannot be read, so that nobody knows which rule is the first that is true.
    UnreadableRule,
    /// The rules of a question end without `default`.
    NoDefault,
    /// Some ways to answer a question match no rule.
    UnmatchedStates,
    /// A question has neither rules nor tags.
    NoRules,
    /// A question is answered that the questionnaire does not have.
    UnknownQuestion,
    /// A choice is named that the question does not have.
    UnknownChoice,
    /// A status is none of those that the form has.
    UnknownStatus,
    /// A choice is ticked that is in place in part, too.
    TickedInPart,
    /// None of these is ticked, and others are.
    NoneWithOthers,
    /// A question that does not apply has choices ticked.
    AnsweredNotApplicable,
    /// That a choice does not apply changes the level of its question.
    NotApplicableMatters,
    /// The answer matches no rule.
    NoLevel,
    /// The tool that the answer comes from states another level.
    RiskDiffers,
    /// The review answers another version of the questionnaire.
    VersionDiffers,
    /// The review is a part of one that the tool it comes from has.
    MoreAnswers,
}

enum_words!(ReviewFindingCode {
    /// All of them.
    ALL,
    /// What messages and JSON have for it.
    as_str,
    RepeatedId => "repeated-id",
    UnknownSection => "unknown-section",
    UnreadableRule => "unreadable-rule",
    NoDefault => "no-default",
    UnmatchedStates => "unmatched-states",
    NoRules => "no-rules",
    UnknownQuestion => "unknown-question",
    UnknownChoice => "unknown-choice",
    UnknownStatus => "unknown-status",
    TickedInPart => "ticked-in-part",
    NoneWithOthers => "none-with-others",
    AnsweredNotApplicable => "answered-not-applicable",
    NotApplicableMatters => "not-applicable-matters",
    NoLevel => "no-level",
    RiskDiffers => "risk-differs",
    VersionDiffers => "version-differs",
    MoreAnswers => "more-answers",
});

use ReviewFindingCode as Code;

impl ReviewFinding {
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            subject: None,
            question: None,
            choice: None,
            message: message.into(),
        }
    }

    pub(super) fn question(mut self, id: &str) -> Self {
        self.question = Some(id.to_owned());
        self
    }

    fn choice(mut self, id: &str) -> Self {
        self.choice = Some(id.to_owned());
        self
    }
}

impl Questionnaire {
    /// What in the questionnaire makes no sense.
    pub fn findings(&self) -> Vec<ReviewFinding> {
        let sections: HashSet<&str> = self.sections.iter().map(|one| one.id.as_str()).collect();
        let mut findings = Vec::new();
        repeated(
            self.sections.iter().map(|one| &one.id),
            "section",
            &mut findings,
        );
        repeated(
            self.questions.iter().map(|one| &one.id),
            "question",
            &mut findings,
        );
        let rules = Rules::new(self);
        for (at, question) in self.questions.iter().enumerate() {
            let mut of_question = Vec::new();
            if !question.section.is_empty() && !sections.contains(question.section.as_str()) {
                let section = quote(&question.section);
                let message = format!("there is no section {section}");
                of_question.push(ReviewFinding::new(Code::UnknownSection, message));
            }
            let ids = question.choices.iter().map(|choice| &choice.id);
            repeated(ids, "choice", &mut of_question);
            of_rules(question, &rules, QuestionIndex(at), &mut of_question);
            findings.extend(
                of_question
                    .into_iter()
                    .map(|one| one.question(&question.id)),
            );
        }
        findings
    }
}

fn repeated<'a>(
    ids: impl Iterator<Item = &'a String>,
    what: &str,
    findings: &mut Vec<ReviewFinding>,
) {
    let mut known = HashSet::new();
    let again = ids.filter(|id| !known.insert(id.as_str()));
    findings.extend(again.map(|id| {
        let message = format!(
            "the {what} {} is there twice; the first one counts",
            quote(id)
        );
        ReviewFinding::new(Code::RepeatedId, message)
    }));
}

fn of_rules(
    question: &Question,
    rules: &Rules<'_>,
    at: QuestionIndex,
    findings: &mut Vec<ReviewFinding>,
) {
    let Some(stated) = question.rules.as_ref().filter(|rules| !rules.is_empty()) else {
        if question.choices.iter().all(|choice| choice.tag.is_none()) {
            let message = "it has neither rules nor tags, so its level is unknown";
            findings.push(ReviewFinding::new(Code::NoRules, message));
        }
        return;
    };
    let choices = super::rules::choices(question);
    let mut has_default = false;
    let mut is_readable = true;
    for rule in stated {
        match Condition::parse(&rule.when, &choices) {
            Ok(condition) => has_default |= condition == Condition::Default,
            Err(reason) => {
                is_readable = false;
                let message = format!("{}: {reason}", quote(&rule.when));
                findings.push(ReviewFinding::new(Code::UnreadableRule, message));
            }
        }
    }
    if has_default || !is_readable {
        return;
    }
    let message = "its rules end without `default`";
    findings.push(ReviewFinding::new(Code::NoDefault, message));
    let states = rules.truth_table(at).unwrap_or_default();
    let unmatched = states
        .iter()
        .filter(|level| **level == ReviewLevel::Unknown)
        .count();
    if unmatched > 0 {
        let message = format!(
            "{unmatched} of {} ways to answer it match no rule",
            states.len()
        );
        findings.push(ReviewFinding::new(Code::UnmatchedStates, message));
    }
}

impl Rules<'_> {
    /// What in a review makes no sense, or has to be known.
    pub fn findings(&self, review: &Review) -> Vec<ReviewFinding> {
        let mut findings = Vec::new();
        let questionnaire = self.questionnaire();
        let [ours, its] = [&questionnaire.version, &review.version];
        if !its.is_empty() && !ours.is_empty() && ours != its {
            let message = format!(
                "it answers version {} of the questionnaire; this is version {}",
                quote(its),
                quote(ours)
            );
            findings.push(ReviewFinding::new(Code::VersionDiffers, message));
        }
        findings.extend(aws::has_more(review));
        for (id, answer) in review.answers.iter() {
            let mut of_answer = Vec::new();
            match self.question(id) {
                Some(question) => self.of_answer(question, answer, &mut of_answer),
                None => {
                    let ids = questionnaire.questions.iter().map(|one| one.id.as_str());
                    let message =
                        format!("the questionnaire has no such question{}", hint(id, ids));
                    of_answer.push(ReviewFinding::new(Code::UnknownQuestion, message));
                }
            }
            findings.extend(of_answer.into_iter().map(|one| one.question(id)));
        }
        for finding in &mut findings {
            finding.subject = Some(review.subject.clone());
        }
        findings
    }

    fn of_answer(&self, at: QuestionIndex, answer: &Answer, findings: &mut Vec<ReviewFinding>) {
        let question = &self.questionnaire().questions[at.0];
        let not_applicable = answer.not_applicable.choices();
        let selected = answer.selected.iter().flatten();
        let named = selected.chain(&answer.partial);
        let named = named.chain(not_applicable.iter().map(|one| &one.choice));
        let named = named
            .map(String::as_str)
            .chain(answer.choice_notes.iter().map(|(id, _)| id));
        for id in named.filter(|id| self.choice(at, id).is_none()) {
            let ids = question.choices.iter().map(|choice| choice.id.as_str());
            let message = format!("the question has no such choice{}", hint(id, ids));
            findings.push(ReviewFinding::new(Code::UnknownChoice, message).choice(id));
        }
        let in_part: HashSet<&String> = answer.partial.iter().collect();
        let selected = answer.selected.iter().flatten();
        for id in selected.filter(|id| in_part.contains(id)) {
            let message = "it is ticked, and in place in part, which is what counts";
            findings.push(ReviewFinding::new(Code::TickedInPart, message).choice(id));
        }
        let chosen = answer.ticked().filter_map(|id| self.choice(at, id));
        let chosen: HashSet<usize> = chosen.collect();
        if !answer.applies() {
            if !chosen.is_empty() {
                let message = "it does not apply, and choices are ticked, which do not count";
                findings.push(ReviewFinding::new(Code::AnsweredNotApplicable, message));
            }
        } else if chosen.len() > 1
            && let Some(none) = chosen
                .iter()
                .find(|at| question.choices[**at].is_none_of_these())
        {
            let none = &question.choices[*none];
            let message = format!("{} is ticked, and others are", quote(none.title()));
            findings.push(ReviewFinding::new(Code::NoneWithOthers, message).choice(&none.id));
        }
        self.of_level(at, answer, findings);
    }

    fn of_level(&self, at: QuestionIndex, answer: &Answer, findings: &mut Vec<ReviewFinding>) {
        let level = self.level(at, Some(answer));
        let stated = answer.extra.get(aws::RISK).and_then(Value::as_str);
        if let Some(stated) = stated.and_then(aws::level)
            && stated != level
        {
            let message = format!("its level is {level}, and the export states {stated}");
            findings.push(ReviewFinding::new(Code::RiskDiffers, message));
        }
        if level == ReviewLevel::Unknown {
            let message = "the answer matches no rule, so its level is unknown";
            findings.push(ReviewFinding::new(Code::NoLevel, message));
        }
        if level.is_answered() && !answer.not_applicable.choices().is_empty() {
            let without = self.level_without_not_applicable(at, answer);
            if without != level {
                let message = format!(
                    "its level is {level} because of what does not apply, and else {without}"
                );
                findings.push(ReviewFinding::new(Code::NotApplicableMatters, message));
            }
        }
    }
}

fn hint<'a>(id: &str, ids: impl Iterator<Item = &'a str>) -> String {
    match nearest(id, ids) {
        Some(name) => format!("; did you mean {}?", quote(name)),
        None => String::new(),
    }
}
