//! Reviews: questions, answers, and what is missing.
//!
//! A [`Questionnaire`] has questions with choices, a [`Review`] what one subject answered on one day, and [`Rules`] make
//! a [`ReviewLevel`] of each answer. [`ReviewFile::read`] takes all forms that there are: TOML and JSON of our own,
//! JSON Lines of many reviews, AWS's lenses and answers, Azure's checklists.

mod aws;
mod azure;
mod condition;
mod diff;
mod draft;
mod findings;
mod lens;
mod level;
mod lines;
mod merge;
mod named;
mod put;
mod questionnaire;
mod read;
#[expect(
    clippy::module_inception,
    reason = "a review is what the room is about"
)]
mod review;
mod rules;
mod section;
mod stats;
mod summary;
mod toml;
mod version;

pub use diff::{ChangeCounts, LevelChange, QuestionChange, ReviewDiff, SectionChanges};
pub use draft::{
    Draft, DraftAnswer, DraftNote, DraftOptions, Proposal, ProposedAction, draft_risks,
};
pub use findings::{ReviewFinding, ReviewFindingCode};
pub use level::ReviewLevel;
pub use lines::ReviewLines;
pub use named::Named;
pub use questionnaire::{Choice, Improvement, Question, Questionnaire, Rule, Section, Tag};
pub use read::ReviewFile;
pub use review::{Answer, ChoiceNotApplicable, NotApplicable, ParseReasonError, Reason, Review};
pub use rules::{QuestionIndex, Rules};
pub use stats::{
    ChoiceStats, Cohort, FindingCount, LevelShare, Milestones, MilestonesAnswer,
    QuestionMilestones, QuestionStats, Share, Statistics, Stats, StatsAnswer,
};
pub use summary::{
    About, LevelCounts, MissingChoice, QuestionLevel, QuestionnaireAnswer, ReviewAnswer,
    SectionLevels,
};

/// The id that a misspelt one most likely meant, if one is near enough.
pub fn nearest<'a>(id: &str, ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    crate::record::text::nearest(id, ids)
}
