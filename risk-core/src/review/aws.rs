//! Answers of AWS's Well-Architected Tool, as `ListAnswers` and `GetAnswer` of its API give them.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{
    Answer, ChoiceNotApplicable, Named, NotApplicable, Reason, Review, ReviewFinding,
    ReviewFindingCode, ReviewLevel,
};
use crate::error::Problem;
use crate::folder::typed::Tree;

/// The level that the tool states for an answer, as it was exported.
pub(super) const RISK: &str = "Risk";

/// What a page of answers has that is not the last one.
const NEXT: &str = "NextToken";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answers {
    #[serde(default)]
    workload_id: String,
    #[serde(default)]
    answer_summaries: Vec<AwsAnswer>,
    answer: Option<AwsAnswer>,
    #[serde(flatten)]
    extra: Named<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AwsAnswer {
    question_id: String,
    #[serde(default)]
    selected_choices: Vec<String>,
    /// `GetAnswer` calls them otherwise than `ListAnswers`.
    #[serde(default, alias = "ChoiceAnswers")]
    choice_answer_summaries: Vec<ChoiceAnswer>,
    #[serde(default = "applicable")]
    is_applicable: bool,
    #[serde(default, deserialize_with = "reason")]
    reason: Option<Reason>,
    #[serde(default)]
    notes: String,
    jira_configuration: Option<Jira>,
    /// What of the question was asked, and the level.
    #[serde(flatten)]
    extra: Named<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ChoiceAnswer {
    choice_id: String,
    #[serde(default)]
    status: Status,
    #[serde(default, deserialize_with = "reason")]
    reason: Option<Reason>,
    #[serde(default)]
    notes: String,
}

#[derive(Default, PartialEq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    Selected,
    NotApplicable,
    #[default]
    Unselected,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Jira {
    jira_issue_url: Option<String>,
}

fn applicable() -> bool {
    true
}

/// The tool states that there is none.
fn reason<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Reason>, D::Error> {
    let reason = super::review::parsed(deserializer)?;
    Ok(reason.filter(|reason| *reason != Reason::None))
}

/// Reads the answers of a workload.
pub(super) fn read(tree: &Tree<'_>) -> Result<Review, Problem> {
    let Answers {
        workload_id,
        mut answer_summaries,
        answer,
        extra,
    } = tree.to()?;
    answer_summaries.extend(answer);
    let mut review = Review {
        subject: workload_id,
        extra,
        ..Review::default()
    };
    for answer in answer_summaries {
        let id = answer.question_id.clone();
        if review.answers.insert(id.clone(), answer.into()).is_some() {
            return Err(tree.problem(format!("the question `{id}` is answered twice")));
        }
    }
    Ok(review)
}

/// That a review is one page of several, so that nobody knows what else is answered.
pub(super) fn has_more(review: &Review) -> Option<ReviewFinding> {
    let next = review.extra.get(NEXT)?;
    (!next.is_null()).then(|| {
        let message = "it is one page of the answers, and there are more: what it does not have may be answered; `aws \
                       wellarchitected list-answers` without --max-results and --no-paginate exports all of them";
        ReviewFinding::new(ReviewFindingCode::MoreAnswers, message)
    })
}

impl From<AwsAnswer> for Answer {
    fn from(answer: AwsAnswer) -> Self {
        let mut selected = answer.selected_choices;
        let mut not_applicable = Vec::new();
        let mut choice_notes = Named::default();
        let has_choices = !answer.choice_answer_summaries.is_empty();
        for choice in answer.choice_answer_summaries {
            if choice.status == Status::NotApplicable {
                not_applicable.push(ChoiceNotApplicable {
                    choice: choice.choice_id,
                    reason: choice.reason,
                    notes: choice.notes,
                });
                continue;
            }
            if !choice.notes.is_empty() {
                choice_notes.insert(choice.choice_id.clone(), choice.notes);
            }
            if choice.status == Status::Selected && !selected.contains(&choice.choice_id) {
                selected.push(choice.choice_id);
            }
        }
        // Nothing is selected of a question that nobody has answered, and of one that has none of its practices.
        let stated = answer.extra.get(RISK).and_then(Value::as_str);
        let is_answered = has_choices
            || !selected.is_empty()
            || stated.is_some_and(|risk| level(risk).is_some_and(ReviewLevel::is_comparable));
        let links = answer
            .jira_configuration
            .and_then(|jira| jira.jira_issue_url);
        Self {
            applicable: answer.is_applicable,
            selected: is_answered.then_some(selected),
            not_applicable: NotApplicable::Choices(not_applicable),
            reason: answer.reason,
            notes: answer.notes,
            choice_notes,
            tracker_links: links.into_iter().collect(),
            extra: answer.extra,
            ..Self::default()
        }
    }
}

/// A level as the tool states it.
pub(super) fn level(risk: &str) -> Option<ReviewLevel> {
    Some(match risk {
        "NONE" => ReviewLevel::None,
        "MEDIUM" => ReviewLevel::Medium,
        "HIGH" => ReviewLevel::High,
        "UNANSWERED" => ReviewLevel::Unanswered,
        "NOT_APPLICABLE" => ReviewLevel::NotApplicable,
        _ => return None,
    })
}
