//! Draft risks from the gaps of a review, and again with each later one.
//!
//! A risk knows the finding that it was drafted from: questionnaire, question and subject. Drafts are merged by that, and
//! never by reference, with what people made of them: the base are the drafts of the review before, theirs those of the new
//! one, ours the register.

mod before;
mod proposals;
mod risks;

use std::collections::{BTreeMap, HashMap};

use schemars::JsonSchema;
use serde::Serialize;

use self::before::{Before, Missing};
use self::proposals::propose;
pub use self::proposals::{Proposal, ProposedAction};
use self::risks::{draft, filled, finding, question_of, with_draft};
use super::{QuestionIndex, Review, ReviewFinding, ReviewLevel, Rules};
use crate::answer::EditAnswer;
use crate::check::Reading;
use crate::edit::{EditError, Editor};
use crate::record::{Key, RecordId};
use crate::register::{Register, Risk};
use crate::versions::merge_risk;

/// How a review is drafted.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct DraftOptions<'a, 'q> {
    /// The newest earlier review of the subject, with the rules that it was rated by.
    pub earlier: Option<(&'a Rules<'q>, &'a Review)>,
    /// Whether proposals are carried out.
    pub apply: bool,
    /// Whether gaps are drafted whose risks somebody removed.
    pub again: bool,
    /// Whether a later review of the subject states that [risks were drafted of it](Review::drafted): of what somebody removed of
    /// them, this one does not know.
    pub outdated: bool,
}

/// What came of the gaps of a review.
#[derive(Debug)]
#[non_exhaustive]
pub struct Draft {
    /// The register with the risks that are new, and with what changed of others.
    pub editor: Editor,
    /// What a person has to decide.
    pub proposals: Vec<Proposal>,
    /// What was not written, and why.
    pub notes: Vec<DraftNote>,
    /// The questions with a gap, of each of which a risk was drafted now or before: see [`Review::put_drafted`]. None where of one
    /// of them nobody knows whether one was: a review that states it of some questions denies it of the others.
    pub gaps: Vec<String>,
}

/// Something of a review that was not written to the register, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct DraftNote {
    /// The finding that it is about.
    pub finding: String,
    /// The risks that are meant.
    pub risks: Vec<RecordId>,
    /// What it is, as a sentence without its full stop.
    pub message: String,
}

/// What drafting a review changed, what was written, and what a person has to decide.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct DraftAnswer<'a> {
    /// The finding of each risk is that of the review: questionnaire, question and this subject.
    pub subject: &'a str,
    /// What changed of the register.
    #[serde(flatten)]
    pub edit: EditAnswer<'a>,
    /// What a person has to decide.
    pub proposals: &'a [Proposal],
    /// What was not written, and why.
    pub notes: &'a [DraftNote],
    /// What makes no sense in the review.
    pub review_findings: Vec<ReviewFinding>,
}

impl<'a> DraftAnswer<'a> {
    /// What a draft of a review's subject changed, as the answer of the edit has it.
    pub fn new(
        (subject, review_findings): (&'a str, Vec<ReviewFinding>),
        edit: EditAnswer<'a>,
        draft: &'a Draft,
    ) -> Self {
        Self {
            subject,
            review_findings,
            edit,
            proposals: &draft.proposals,
            notes: &draft.notes,
        }
    }
}

impl DraftNote {
    fn new(finding: &str, risks: &[Key], message: impl Into<String>) -> Self {
        Self {
            finding: finding.to_owned(),
            risks: risks.iter().cloned().map(RecordId::Risk).collect(),
            message: message.into(),
        }
    }
}

/// Drafts a risk for each gap of a review, and brings those up to date that were drafted of the subject's reviews before.
/// What people wrote stays: a field that they changed is theirs, a risk that they removed stays removed, and one that they
/// split is left alone.
///
/// # Errors
///
/// When a draft cannot be a risk of the register.
pub fn draft_risks(
    reading: &Reading,
    rules: &Rules<'_>,
    review: &Review,
    options: DraftOptions<'_, '_>,
) -> Result<Draft, EditError> {
    let mut drafting = Drafting::new(reading, rules, review, options);
    for at in 0..rules.questionnaire().questions.len() {
        drafting.question(QuestionIndex(at))?;
    }
    let new = std::mem::take(&mut drafting.new);
    drafting.editor.add_risks(new)?;
    drafting.apply()?;
    drafting.unasked();
    if drafting.has_unknown {
        drafting.gaps.clear();
    }
    Ok(Draft {
        editor: drafting.editor,
        proposals: drafting.proposals,
        notes: drafting.notes,
        gaps: drafting.gaps,
    })
}

struct Drafting<'a, 'q> {
    reading: &'a Reading,
    rules: &'a Rules<'q>,
    review: &'a Review,
    options: DraftOptions<'a, 'q>,
    /// The risks of the subject's reviews, by question.
    drafted: BTreeMap<String, Vec<Key>>,
    /// The drafts of the review before, by question.
    base: HashMap<&'a str, Risk>,
    before: Before<'a>,
    /// Whether of some gap nobody knows whether a risk was drafted of it.
    has_unknown: bool,
    editor: Editor,
    /// The risks of new gaps.
    new: Vec<Risk>,
    proposals: Vec<Proposal>,
    notes: Vec<DraftNote>,
    gaps: Vec<String>,
}

impl<'a, 'q> Drafting<'a, 'q> {
    fn new(
        reading: &'a Reading,
        rules: &'a Rules<'q>,
        review: &'a Review,
        options: DraftOptions<'a, 'q>,
    ) -> Self {
        let drafted = drafted(&reading.register, rules, review);
        let mut base = HashMap::new();
        if let Some((rules, review)) = options.earlier {
            for (at, question) in rules.questionnaire().questions.iter().enumerate() {
                let level = rules.level(QuestionIndex(at), review.answers.get(&question.id));
                if level.is_gap() {
                    base.insert(
                        &*question.id,
                        draft(rules, QuestionIndex(at), review, level),
                    );
                }
            }
        }
        Self {
            before: Before::new(&reading.register, &drafted, review, options),
            has_unknown: false,
            drafted,
            base,
            editor: Editor::of(reading),
            reading,
            rules,
            review,
            options,
            new: Vec::new(),
            proposals: Vec::new(),
            notes: Vec::new(),
            gaps: Vec::new(),
        }
    }

    fn question(&mut self, at: QuestionIndex) -> Result<(), EditError> {
        let question = &self.rules.questionnaire().questions[at.0];
        let answer = self.review.answers.get(&question.id);
        let level = self.rules.level(at, answer);
        let known = self.drafted.remove(&question.id).unwrap_or_default();
        let finding = finding(self.rules, &question.id, self.review);
        if level.is_gap() {
            self.gaps.push(question.id.clone());
        }
        match known.as_slice() {
            [] if level.is_gap() => self.new_gap(at, level, &finding),
            [] => {}
            [key] => {
                if level.is_gap() {
                    self.known_gap(at, level, key)?;
                }
                let risk = self.reading.register.risk(key);
                let asked = (self.rules, at, answer);
                let proposal = risk.and_then(|risk| propose(asked, level, key, risk.stated()));
                if proposal.is_none() && !level.is_gap() && !level.is_comparable() {
                    let message = format!(
                        "the question is {level} now, so nobody knows whether the gap is gone"
                    );
                    self.notes.push(DraftNote::new(&finding, &known, message));
                }
                self.proposals.extend(proposal);
            }
            several if level.is_gap() => {
                let message = "several risks come of it, so nothing is written to any of them";
                self.notes.push(DraftNote::new(&finding, several, message));
            }
            several => {
                let message = format!("several risks come of it, and its level is {level} now");
                self.notes.push(DraftNote::new(&finding, several, message));
            }
        }
        Ok(())
    }

    /// A gap that no risk of the register came of: a new one, or one whose risk somebody removed.
    fn new_gap(&mut self, at: QuestionIndex, level: ReviewLevel, finding: &str) {
        let question = &self.rules.questionnaire().questions[at.0];
        let was_gap = self.base.contains_key(&*question.id);
        let missing = self.before.missing(&question.id, was_gap);
        if let Some(missing) = missing.filter(|_| !self.options.again) {
            self.has_unknown |= missing != Missing::Removed;
            self.notes
                .push(DraftNote::new(finding, &[], missing.message()));
            return;
        }
        self.new.push(draft(self.rules, at, self.review, level));
    }

    /// A gap that a risk came of: what people did not change is as the new review has it.
    fn known_gap(
        &mut self,
        at: QuestionIndex,
        level: ReviewLevel,
        key: &Key,
    ) -> Result<(), EditError> {
        let Some(ours) = self
            .reading
            .register
            .risk(key)
            .map(|risk| risk.stated().clone())
        else {
            return Ok(());
        };
        let question = &self.rules.questionnaire().questions[at.0];
        let new = draft(self.rules, at, self.review, level);
        if self.before.is_again {
            // Nobody knows what of it the review had when it was drafted.
            if with_draft(&ours, &new) != ours {
                let message = "the review was drafted before; the risk states something else, and stays as it is";
                let risks = std::slice::from_ref(key);
                self.notes
                    .push(DraftNote::new(&ours.finding, risks, message));
            }
            return Ok(());
        }
        let (base, theirs) = match self.base.get(&*question.id) {
            Some(old) => (with_draft(&ours, old), with_draft(&ours, &new)),
            // Without a base, the register goes before in all that it has.
            None => (ours.clone(), filled(&ours, &new)),
        };
        let (merged, conflicts, notes) = merge_risk(self.reading, [&base, &ours, &theirs]);
        let conflicts = conflicts.into_iter();
        let conflicts = conflicts.map(|path| {
            format!("{path}: people and the review changed it; it stays as people have it")
        });
        for message in conflicts.chain(notes) {
            self.notes.push(DraftNote::new(
                &ours.finding,
                std::slice::from_ref(key),
                message,
            ));
        }
        if merged != ours {
            self.editor
                .update_risk(&key.to_string(), |risk| *risk = merged)?;
        }
        Ok(())
    }

    /// The risks of questions that the questionnaire does not have any more.
    fn unasked(&mut self) {
        for (question, keys) in std::mem::take(&mut self.drafted) {
            let finding = finding(self.rules, &question, self.review);
            let message = "the questionnaire does not ask this any more";
            self.notes.push(DraftNote::new(&finding, &keys, message));
        }
    }

    /// Carries out what is proposed, where that is wanted.
    fn apply(&mut self) -> Result<(), EditError> {
        if self.options.apply {
            for proposal in &mut self.proposals {
                proposal.apply(&mut self.editor)?;
            }
        }
        Ok(())
    }
}

/// The risks that came of reviews of a subject by a questionnaire, by question.
fn drafted(register: &Register, rules: &Rules<'_>, review: &Review) -> BTreeMap<String, Vec<Key>> {
    let mut drafted: BTreeMap<String, Vec<Key>> = BTreeMap::new();
    for risk in register
        .risks()
        .filter(|risk| !risk.stated().finding.is_empty())
    {
        let stated = risk.stated();
        let question = question_of(&stated.finding, &rules.questionnaire().id, &review.subject);
        if let Some(question) = question {
            drafted
                .entry(question.to_owned())
                .or_default()
                .push(risk.key());
        }
    }
    drafted
}
