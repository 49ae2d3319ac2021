//! An answer put into the text of a review, of which everything else stays as it is.

use serde_json::{Map, Value as Json};
use toml_edit::{Array, DocumentMut, Item, Table, Value};

use super::toml::lines;
use super::{Answer, Review};
use crate::error::Error;

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
        let before = Self::from_toml(name, text)?;
        let old = before.answers.get(question);
        if old == answer {
            return Ok(text.to_owned());
        }
        let mut document: DocumentMut =
            text.parse()
                .map_err(|error: toml_edit::TomlError| Error::NotARegister {
                    found: error.message().to_owned(),
                })?;
        let table = document.as_table_mut();
        let answers = table.entry("answers").or_insert_with(|| {
            let mut answers = Table::new();
            answers.set_implicit(true);
            Item::Table(answers)
        });
        // Both were read as tables above.
        if let Some(answers) = answers.as_table_like_mut() {
            match answer {
                Some(answer) => {
                    let of_question = answers.entry(question);
                    let of_question = of_question.or_insert_with(|| Item::Table(Table::new()));
                    if let Some(of_question) = of_question.as_table_like_mut() {
                        put(of_question, &keys(old), &keys(Some(answer)))?;
                    }
                }
                None => {
                    answers.remove(question);
                }
            }
        }
        Ok(document.to_string())
    }
}

fn keys(answer: Option<&Answer>) -> Map<String, Json> {
    match answer.map(serde_json::to_value) {
        Some(Ok(Json::Object(keys))) => keys,
        _ => Map::new(),
    }
}

fn put(
    table: &mut dyn toml_edit::TableLike,
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
        let mut value = lines(value)?;
        match table.get_mut(key).and_then(Item::as_value_mut) {
            Some(stated) => {
                if let (Value::Array(new), Value::Array(old)) = (&mut value, &*stated) {
                    keep_beside(new, old);
                }
                *value.decor_mut() = stated.decor().clone();
                *stated = value;
            }
            None => {
                table.insert(key, Item::Value(value));
            }
        }
    }
    Ok(())
}

/// Entries that were there keep what stands beside them, and so does the end of the list.
fn keep_beside(new: &mut Array, old: &Array) {
    for entry in new.iter_mut() {
        let text = entry.as_str();
        let known = old
            .iter()
            .find(|one| text.is_some() && one.as_str() == text);
        if let Some(known) = known {
            *entry = known.clone();
        }
    }
    if old
        .trailing()
        .as_str()
        .is_some_and(|text| text.contains('#'))
    {
        new.set_trailing(old.trailing().clone());
    }
}
