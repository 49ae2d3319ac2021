//! Questionnaires, reviews and what is made of them.

mod drafts;
mod forms;
mod lenses;
mod merges;
mod stats;

use std::path::PathBuf;

use risk_core::review::{Questionnaire, Review, ReviewFile};

use crate::corpus::CORPUS;
use crate::reading::say;

/// A folder of the corpus, where that is at hand.
pub fn corpus(folder: &str) -> Option<PathBuf> {
    let corpus = std::env::var_os(CORPUS);
    if corpus.is_none() {
        say(&format!("skipped: {CORPUS} is not set"));
    }
    Some(PathBuf::from(corpus?).join(folder))
}

/// A questionnaire in a text of ours.
pub fn questionnaire(text: &str) -> Questionnaire {
    Questionnaire::from_toml("questions.toml", text).unwrap()
}

/// A review in a text of ours.
pub fn review(text: &str) -> Review {
    Review::from_toml("review.toml", text).unwrap()
}

/// What is wrong with a file, in full.
pub fn error_of(name: &str, content: &[u8]) -> String {
    ReviewFile::read(name, content).unwrap_err().to_string()
}
