//! An answer put into the text of a review, of which everything else stays as it is.

use std::collections::HashSet;

use serde_json::{Map, Value as Json};
use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use super::{Answer, Review};
use crate::error::Error;
use crate::folder::layout::Layout;
use crate::folder::new_toml::new_value;
use crate::folder::put_list::put_array;
use crate::record::text::fold;

impl Review {
    /// The text of a review with an answer in place of the one that a question has: comments and all other keys stay, and
    /// an entry of a list keeps what stands beside it. Without an answer, the question is unanswered.
    ///
    /// ```
    /// use risk_core::review::{Answer, Review};
    ///
    /// let text = "schema_version = 1\nsubject = \"Shop\" # ours\n";
    /// let mut answer = Answer::default();
    /// answer.selected = Some(vec!["yearly".to_owned()]);
    /// let text = Review::put_answer("shop.toml", text, "tested", Some(&answer))?;
    /// assert_eq!(
    ///     text,
    ///     "schema_version = 1\nsubject = \"Shop\" # ours\n\n[answers.tested]\nselected = [\n    \"yearly\",\n]\n"
    /// );
    /// # Ok::<(), risk_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the text is no review.
    pub fn put_answer(
        name: &str,
        text: &str,
        question: &str,
        answer: Option<&Answer>,
    ) -> Result<String, Error> {
        Self::put_answers(name, text, &[(question, answer)])
    }

    /// The text of a review that states of which questions a risk was drafted.
    ///
    /// # Errors
    ///
    /// When the text is no review.
    pub fn put_drafted(name: &str, text: &str, questions: &[String]) -> Result<String, Error> {
        let review = Self::from_toml(name, text)?;
        let drafted = questions.iter().filter_map(|id| {
            let mut answer = review.answers.get(id)?.clone();
            answer.drafted = true;
            Some((id.as_str(), answer))
        });
        let drafted: Vec<_> = drafted.collect();
        let drafted: Vec<_> = drafted.iter().map(|(id, one)| (*id, Some(one))).collect();
        Self::put_answers(name, text, &drafted)
    }

    /// Whether it is of a subject, in any spelling that differs in case, spaces, hyphens or underscores alone: the reviews of
    /// one are compared with each other, and risks are drafted of them, whoever wrote its name.
    pub fn is_of(&self, subject: &str) -> bool {
        fold(&self.subject) == fold(subject)
    }

    /// The questions of which the review states that a risk was drafted; `None` where it states that of none, as before it is
    /// drafted.
    pub fn drafted(&self) -> Option<HashSet<&str>> {
        let drafted = self.answers.iter().filter(|(_, one)| one.drafted);
        let drafted: HashSet<&str> = drafted.map(|(question, _)| question).collect();
        (!drafted.is_empty()).then_some(drafted)
    }

    /// The same with many answers.
    pub(super) fn put_answers(
        name: &str,
        text: &str,
        new: &[(&str, Option<&Answer>)],
    ) -> Result<String, Error> {
        let (text, layout) = Layout::take(text.to_owned());
        let before = Self::from_toml(name, &text)?;
        let is_new =
            |(question, answer): &&(&str, Option<&Answer>)| before.answers.get(question) != *answer;
        let new: Vec<_> = new.iter().filter(is_new).collect();
        if new.is_empty() {
            return Ok(layout.give(&text));
        }
        let mut document: DocumentMut =
            text.parse()
                .map_err(|error: toml_edit::TomlError| Error::Review {
                    reason: error.message().to_owned(),
                })?;
        let table = document.as_table_mut();
        let answers = table.entry("answers").or_insert_with(|| {
            let mut answers = Table::new();
            answers.set_implicit(true);
            Item::Table(answers)
        });
        // Both were read as tables above.
        for (question, answer) in new {
            let Some(answers) = answers.as_table_like_mut() else {
                continue;
            };
            let commented = answers.get(question).is_some_and(is_commented);
            let emptied = Answer::default();
            let answer = match answer {
                Some(answer) => answer,
                // A comment above it is of what was asked.
                None if commented => &emptied,
                None => {
                    answers.remove(question);
                    continue;
                }
            };
            let of_question = answers.entry(question);
            let of_question = of_question.or_insert_with(|| Item::Table(Table::new()));
            if let Some(of_question) = of_question.as_table_like_mut() {
                let old = before.answers.get(question);
                put(of_question, &keys(old), &keys(Some(answer)))?;
            }
        }
        Ok(layout.give(&document.to_string()))
    }
}

/// Whether a comment stands above a table.
fn is_commented(item: &Item) -> bool {
    let above = item.as_table().and_then(|table| table.decor().prefix());
    let above = above.and_then(|text| text.as_str());
    above.is_some_and(|text| text.contains('#'))
}

/// What an answer states, by its keys.
pub(super) fn keys(answer: Option<&Answer>) -> Map<String, Json> {
    match answer.map(serde_json::to_value) {
        Some(Ok(Json::Object(keys))) => keys,
        _ => Map::new(),
    }
}

fn put(
    table: &mut dyn TableLike,
    old: &Map<String, Json>,
    new: &Map<String, Json>,
) -> Result<(), Error> {
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        table.remove(key);
    }
    for (key, value) in new
        .iter()
        .filter(|(key, value)| old.get(*key) != Some(value))
    {
        let stated = table.get_mut(key).and_then(Item::as_value_mut);
        match (stated, old.get(key), value) {
            (Some(Value::Array(array)), Some(Json::Array(old)), Json::Array(new)) => {
                put_array(array, key, old, new).map_err(|_| Error::Review {
                    reason: format!("`{key}` has an entry that cannot be read"),
                })?;
            }
            (Some(stated), ..) => {
                let decor = stated.decor().clone();
                *stated = new_value(value);
                *stated.decor_mut() = decor;
            }
            (None, ..) => {
                table.insert(key, Item::Value(new_value(value)));
            }
        }
    }
    Ok(())
}
