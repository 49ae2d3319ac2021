//! Files of questionnaires and reviews, of whichever form.

use std::io::Cursor;

use serde::Deserialize;

use super::{Questionnaire, Review, ReviewFinding, ReviewLines, aws, azure, lens};
use crate::error::{Error, Problem};
use crate::folder::layout::Layout;
use crate::folder::typed::{Text, Tree};

/// What a file has: questions, answers of one subject or of many, or both.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ReviewFile {
    /// The questions.
    pub questionnaire: Option<Questionnaire>,
    /// The answers, by subject.
    pub reviews: Vec<Review>,
    /// What in it makes no sense, beside what [`Questionnaire::findings`] and [`Rules::findings`](super::Rules::findings)
    /// find.
    pub findings: Vec<ReviewFinding>,
}

/// Many reviews in JSON.
#[derive(Deserialize)]
struct Many {
    #[serde(default)]
    questionnaire: String,
    #[serde(default)]
    version: String,
    reviews: Vec<Review>,
}

impl ReviewFile {
    /// Reads a file by its content: a questionnaire or a review in TOML or JSON, many reviews in JSON or as JSON Lines, a
    /// lens of AWS, answers of its Well-Architected Tool, or a checklist of Azure. The name is what the file is called in
    /// an error.
    ///
    /// # Errors
    ///
    /// When it is none of these, or has something in a place that takes another thing: with the line and the column.
    pub fn read(name: &str, content: &[u8]) -> Result<Self, Error> {
        #[cfg(feature = "workbook")]
        if content.starts_with(b"PK") {
            return azure::read_sheet(content);
        }
        let text =
            std::str::from_utf8(content).map_err(|error| not_one(name, &error.to_string()))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let read = if text.trim_start().starts_with('{') {
            if let Some(lines) = ReviewLines::detect(name, Cursor::new(text))? {
                return lines.collect::<Result<_, _>>().map(Self::of);
            }
            Text::json(name, text)
                .tree()
                .and_then(|tree| of_json(&tree))
        } else {
            // A text of several lines is the same whatever ends them in the file.
            let (text, _) = Layout::take(text.to_owned());
            Text::toml(name, &text)
                .tree()
                .and_then(|tree| of_toml(&tree))
        };
        let file = read.map_err(malformed)?;
        file.ok_or_else(|| not_one(name, "there are neither `questions` nor `answers`"))
    }
}

impl ReviewFile {
    fn of(reviews: Vec<Review>) -> Self {
        Self {
            reviews,
            ..Self::default()
        }
    }
}

impl From<Questionnaire> for ReviewFile {
    fn from(questionnaire: Questionnaire) -> Self {
        Self {
            questionnaire: Some(questionnaire),
            ..Self::default()
        }
    }
}

pub(super) fn malformed(problem: Problem) -> Error {
    let problems = vec![problem];
    Error::Malformed { problems }
}

fn not_one(name: &str, found: &str) -> Error {
    let reason = format!("{name} is no questionnaire and no review: {found}");
    Error::Review { reason }
}

fn of_json(tree: &Tree<'_>) -> Result<Option<ReviewFile>, Problem> {
    if tree.has("pillars") {
        return lens::read(tree).map(ReviewFile::from).map(Some);
    }
    if tree.has("items") {
        return azure::read(tree).map(Some);
    }
    if tree.has("AnswerSummaries") || tree.has("Answer") {
        return Ok(Some(ReviewFile::of(vec![aws::read(tree)?])));
    }
    if tree.has("reviews") {
        let mut many: Many = tree.to()?;
        for review in &mut many.reviews {
            inherit(&mut review.questionnaire, &many.questionnaire);
            inherit(&mut review.version, &many.version);
        }
        return Ok(Some(ReviewFile::of(many.reviews)));
    }
    of_toml(tree)
}

fn inherit(own: &mut String, of_all: &str) {
    if own.is_empty() {
        of_all.clone_into(own);
    }
}

fn of_toml(tree: &Tree<'_>) -> Result<Option<ReviewFile>, Problem> {
    if tree.has("questions") {
        return Ok(Some(tree.to::<Questionnaire>()?.into()));
    }
    if tree.has("answers") || tree.has("subject") || tree.has("questionnaire") {
        return Ok(Some(ReviewFile::of(vec![tree.to()?])));
    }
    Ok(None)
}

impl Questionnaire {
    /// Reads a questionnaire from TOML. The name is what the file is called in an error.
    ///
    /// # Errors
    ///
    /// When the text is no TOML or states something else, with the line and the column.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, Error> {
        let (text, _) = Layout::take(text.to_owned());
        let text = Text::toml(name, &text);
        text.tree().and_then(|tree| tree.to()).map_err(malformed)
    }
}

impl Review {
    /// Reads a review from TOML. The name is what the file is called in an error.
    ///
    /// # Errors
    ///
    /// When the text is no TOML or states something else, with the line and the column.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, Error> {
        let (text, _) = Layout::take(text.to_owned());
        let text = Text::toml(name, &text);
        text.tree().and_then(|tree| tree.to()).map_err(malformed)
    }
}
