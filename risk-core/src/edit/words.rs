//! The words that a source uses for levels: a drop-down of `Hoch` is not to get `High`, which its formulas do not know.

use crate::register::Levels;

/// The word of a source for the level that a text means: the text itself where it is one of its words, else the
/// first that means the same.
pub(crate) fn word<'a>(words: &'a [String], levels: &Levels, text: &'a str) -> Option<&'a str> {
    if words.iter().any(|word| word == text) {
        return Some(text);
    }
    let level = levels.find(text)?;
    let mut words = words.iter().map(String::as_str);
    words.find(|word| levels.find(word) == Some(level))
}
