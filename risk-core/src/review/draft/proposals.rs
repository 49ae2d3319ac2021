//! What a review makes somebody decide about a risk.

use schemars::JsonSchema;
use serde::Serialize;

use crate::edit::{Assignment, EditError, Editor};
use crate::record::{Key, RecordId};
use crate::register::Risk;
use crate::review::{Answer, QuestionIndex, Reason, ReviewLevel, Rules};

/// What a person has to decide about a risk that came of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Proposal {
    /// The risk.
    pub risk: RecordId,
    /// The finding that it came of.
    pub finding: String,
    /// What is proposed.
    pub action: ProposedAction,
    /// Why, as a sentence without its full stop.
    pub reason: String,
    /// Whether it was carried out.
    #[serde(rename = "applied")]
    pub is_applied: bool,
    /// Why the risk can be accepted.
    #[serde(skip)]
    acceptance: String,
}

/// What is proposed for a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProposedAction {
    /// To close it: the gap is gone.
    Close,
    /// To accept it: the business has decided so.
    Accept,
    /// To tick the choices in the next review, or to open the risk again: it is closed, and the gap is there.
    Tick,
}

impl Proposal {
    /// Whether it changes the register, and not a review.
    pub fn is_of_register(&self) -> bool {
        self.action != ProposedAction::Tick
    }

    /// Changes the risk. What has to be done in a review is left to people.
    pub(super) fn apply(&mut self, editor: &mut Editor) -> Result<(), EditError> {
        let RecordId::Risk(key) = &self.risk else {
            return Ok(());
        };
        let mut assignments: Vec<Assignment> = match self.action {
            ProposedAction::Close => vec!["status=closed".parse()?],
            ProposedAction::Accept => vec!["status=accepted".parse()?],
            ProposedAction::Tick => return Ok(()),
        };
        if !self.acceptance.is_empty() {
            assignments.push(format!("acceptance.reason={}", self.acceptance).parse()?);
        }
        editor.set_risk(&key.to_string(), &assignments)?;
        self.is_applied = true;
        Ok(())
    }
}

/// What the level that a question has now makes of its risk.
pub(super) fn propose(
    (rules, at, answer): (&Rules<'_>, QuestionIndex, Option<&Answer>),
    level: ReviewLevel,
    key: &Key,
    risk: &Risk,
) -> Option<Proposal> {
    let proposal = |action, reason: String, acceptance: String| Proposal {
        risk: RecordId::Risk(key.clone()),
        finding: risk.finding.clone(),
        action,
        reason,
        is_applied: false,
        acceptance,
    };
    if level.is_gap() {
        let missing = rules.missing(at, answer);
        let ids: Vec<&str> = missing.iter().map(|choice| choice.id.as_str()).collect();
        let reason = format!(
            "the risk is closed, and the review lacks {}",
            ids.join(", ")
        );
        return risk
            .is_closed()
            .then(|| proposal(ProposedAction::Tick, reason, String::new()));
    }
    if risk.is_closed() || risk.is_accepted() {
        return None;
    }
    if let Some(notes) = answer.and_then(priorities) {
        let reason = "it does not apply, as the business has other priorities".to_owned();
        let mut acceptance = risk.acceptance.reason.clone();
        if acceptance.is_empty() {
            acceptance = match notes.split_whitespace().collect::<Vec<_>>().join(" ") {
                empty if empty.is_empty() => Reason::BusinessPriorities.to_string(),
                notes => notes,
            };
        }
        return Some(proposal(ProposedAction::Accept, reason, acceptance));
    }
    let reason = "the gap is gone".to_owned();
    (level == ReviewLevel::None).then(|| proposal(ProposedAction::Close, reason, String::new()))
}

/// The notes of what does not apply because the business has decided so.
fn priorities(answer: &Answer) -> Option<&str> {
    if !answer.applies() {
        return (answer.reason == Some(Reason::BusinessPriorities)).then_some(&answer.notes);
    }
    let mut choices = answer.not_applicable.choices().iter();
    let first = choices.find(|one| one.reason == Some(Reason::BusinessPriorities));
    first.map(|one| one.notes.as_str())
}
