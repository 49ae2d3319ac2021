//! Texts compared word by word.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use crate::record::align::MOST_BYTES;

/// A run of words of two versions of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(
    clippy::exhaustive_enums,
    reason = "words stay, go or come: there is nothing else that they could do"
)]
pub enum Words {
    /// Both versions have them.
    Kept(String),
    /// Only the older version has them.
    Removed(String),
    /// Only the newer version has them.
    Added(String),
}

/// The words of two versions of a text, in order: what was removed before what was added in its place.
///
/// ```
/// use risk_core::versions::{Words, compare_words};
///
/// let words = compare_words("Alarm on 80 connections", "Alarm on 40 connections");
/// assert_eq!(words[1], Words::Removed("80".into()));
/// assert_eq!(words[2], Words::Added("40".into()));
/// ```
pub fn compare_words(before: &str, after: &str) -> Vec<Words> {
    let is_long = before.len().saturating_mul(after.len()) > MOST_BYTES;
    let mut words = Vec::new();
    if is_long || before.is_empty() || after.is_empty() {
        flush(&mut words, &mut before.to_owned(), &mut after.to_owned());
        return words;
    }
    let diff = TextDiff::from_words(before, after);
    // What goes and what comes since the last words that stay, and white space that may belong to either.
    let (mut removed, mut added, mut space) = (String::new(), String::new(), String::new());
    for change in diff.iter_all_changes() {
        let text = change.value();
        let is_changing = !removed.is_empty() || !added.is_empty();
        match change.tag() {
            ChangeTag::Equal if is_changing && text.trim().is_empty() => space.push_str(text),
            ChangeTag::Equal => {
                flush(&mut words, &mut removed, &mut added);
                keep(&mut words, &std::mem::take(&mut space));
                keep(&mut words, text);
            }
            tag => {
                let space = std::mem::take(&mut space);
                removed.push_str(&space);
                added.push_str(&space);
                let side = if tag == ChangeTag::Delete {
                    &mut removed
                } else {
                    &mut added
                };
                side.push_str(text);
            }
        }
    }
    flush(&mut words, &mut removed, &mut added);
    keep(&mut words, &space);
    words
}

fn flush(words: &mut Vec<Words>, removed: &mut String, added: &mut String) {
    if !removed.is_empty() {
        words.push(Words::Removed(std::mem::take(removed)));
    }
    if !added.is_empty() {
        words.push(Words::Added(std::mem::take(added)));
    }
}

fn keep(words: &mut Vec<Words>, text: &str) {
    match words.last_mut() {
        _ if text.is_empty() => {}
        Some(Words::Kept(kept)) => kept.push_str(text),
        _ => words.push(Words::Kept(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_words_of_both_versions_are_all_there(before in "[ab \n]{0,12}", after in "[ab \n]{0,12}") {
            let (mut old, mut new) = (String::new(), String::new());
            for words in compare_words(&before, &after) {
                match words {
                    Words::Kept(text) => {
                        old.push_str(&text);
                        new.push_str(&text);
                    }
                    Words::Removed(text) => old.push_str(&text),
                    Words::Added(text) => new.push_str(&text),
                }
            }
            prop_assert_eq!((old, new), (before, after));
        }
    }

    #[test]
    fn words_that_change_side_by_side_are_one_run() {
        let words = compare_words("Page the owner now", "Page all engineers now");
        let expected = [
            Words::Kept("Page ".into()),
            Words::Removed("the owner".into()),
            Words::Added("all engineers".into()),
            Words::Kept(" now".into()),
        ];
        assert_eq!(words, expected);
    }
}
