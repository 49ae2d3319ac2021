//! What stands below the records of a sheet, known by how it begins.

use super::word_lists;
use crate::record::text::fold;

/// Whether a text begins as the footer of a sheet does.
pub(crate) fn is_footer(text: &str) -> bool {
    behind_footer(&fold(text)).next().is_some()
}

/// Whether a text is nothing but the footer of a sheet: `Confidential`, `Page 1 of 2`.
pub(crate) fn is_whole_footer(text: &str) -> bool {
    let text = fold(text);
    let is_number = |word: &str| !word.chars().any(char::is_alphabetic);
    let is_counted = |word: &str| is_number(word) || COUNTED.contains(&word);
    behind_footer(&text).any(|rest| rest.split(' ').all(is_counted))
}

/// What stands between the number of a page and how many there are, in the languages of the footers.
const COUNTED: [&str; 4] = ["of", "von", "sur", "de"];

/// What a folded text has behind words that a footer begins with.
fn behind_footer(text: &str) -> impl Iterator<Item = &str> {
    let footers = word_lists(include_str!("footers.txt")).flat_map(|(_, words)| words);
    footers.filter_map(|footer| text.strip_prefix(footer))
}
