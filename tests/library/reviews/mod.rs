//! Questionnaires, reviews and what is made of them.

mod forms;
mod lenses;

use risk_core::review::{Questionnaire, Review, ReviewFile};

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
