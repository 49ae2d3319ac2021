//! Two versions of a review, merged answer by answer.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::put::keys;
use super::{Answer, Review};
use crate::error::Error;
use crate::versions::{three, three_lists};

impl Review {
    /// The text of ours with the answers that theirs changed: of one question, too, where both changed other parts of its
    /// answer, or ticked other choices. `None` where both changed one part of an answer in two ways, and where theirs
    /// took an answer away or changed anything else, such as a comment or the date: only a person, or a merge by line, can tell then
    /// what is to be.
    ///
    /// The versions are that which both sides come from, ours and theirs.
    ///
    /// ```
    /// use risk_core::review::Review;
    ///
    /// let base = "schema_version = 1\nsubject = \"Shop\"\n";
    /// let ours = format!("{base}\n[answers.backups]\nselected = [\n    \"daily\",\n]\n");
    /// let theirs = format!("{base}\n[answers.alerts]\nselected = []\n");
    /// let both = Review::merge_texts("shop.toml", [base, &ours, &theirs])?;
    /// assert_eq!(both.unwrap(), format!("{ours}\n[answers.alerts]\nselected = []\n"));
    /// # Ok::<(), risk_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When one of the texts is no review.
    pub fn merge_texts(name: &str, texts: [&str; 3]) -> Result<Option<String>, Error> {
        let read = |text| Self::from_toml(name, text);
        let [base_text, ours_text, theirs_text] = texts;
        let (base, ours, theirs) = (read(base_text)?, read(ours_text)?, read(theirs_text)?);
        let is_gone = |question| theirs.answers.get(question).is_none();
        if base.answers.iter().any(|(question, _)| is_gone(question)) {
            return Ok(None);
        }
        let mut told = Vec::new();
        let mut merged = Vec::new();
        for (question, new) in theirs.answers.iter() {
            let [base, ours] = [&base, &ours].map(|review| review.answers.get(question));
            if base == Some(new) {
                continue;
            }
            let Some(answer) = answer(base, ours, new) else {
                return Ok(None);
            };
            told.push((question, Some(new)));
            merged.push((question, answer));
        }
        // What is more than that, nothing here would bring over.
        if Self::put_answers(name, base_text, &told)? != theirs_text {
            return Ok(None);
        }
        let merged: Vec<_> = merged
            .iter()
            .map(|(question, answer)| (*question, Some(answer)))
            .collect();
        Self::put_answers(name, ours_text, &merged).map(Some)
    }
}

/// The answer that comes of two; `None` where they are at odds.
fn answer(base: Option<&Answer>, ours: Option<&Answer>, theirs: &Answer) -> Option<Answer> {
    if let Some(one) = three(&base, &ours, &Some(theirs)) {
        return one.cloned();
    }
    let ours = ours?;
    let (base, ours, theirs) = (keys(base), keys(Some(ours)), keys(Some(theirs)));
    let names: BTreeSet<&String> = base
        .keys()
        .chain(ours.keys())
        .chain(theirs.keys())
        .collect();
    let mut merged = Map::new();
    for name in names {
        let [base, ours, theirs] = [&base, &ours, &theirs].map(|keys| keys.get(name));
        let value = match three(&base, &ours, &theirs) {
            // A comment that ours has there would go with it.
            Some(None) if ours.is_some() => return None,
            Some(one) => one.cloned(),
            None => Some(entries(base, ours?, theirs?)?),
        };
        merged.extend(value.map(|value| (name.clone(), value)));
    }
    serde_json::from_value(Json::Object(merged)).ok()
}

/// The entries of two lists of texts: without what either side took out, and with what either put in.
fn entries(base: Option<&Json>, ours: &Json, theirs: &Json) -> Option<Json> {
    let nothing = Json::Array(Vec::new());
    let [base, ours, theirs] = [base.unwrap_or(&nothing), ours, theirs].map(|list| {
        let list = list.as_array()?;
        list.iter().all(Json::is_string).then_some(list.as_slice())
    });
    Some(three_lists([base?, ours?, theirs?]).into())
}
