//! Axes that many registers have, by names that a person can state.

#[cfg(feature = "workbook")]
use std::collections::HashSet;
use std::mem::replace;
use std::sync::LazyLock;

use super::built_in::{GREEN, GREY, ORANGE, RED, YELLOW};
use super::{LevelDefinition, Levels};
use crate::register::word_lists::word_lists;

/// The axes of words: each in English first and then in other languages. The levels are from the lowest;
/// the first of the words for a level is its label, and the others mean the same.
const WORD_AXES: &str = include_str!("axes.txt");

/// The words of an axis in one language.
pub(crate) struct KnownAxis {
    /// What a person can state for it, where that gives just these words.
    pub name: &'static str,
    pub levels: Levels,
    /// Whether the words are those that the name gives.
    pub is_english: bool,
}

/// The axes of words, each in each of its languages.
pub(crate) static KNOWN_AXES: LazyLock<Vec<KnownAxis>> = LazyLock::new(|| {
    let mut previous = "";
    let axes = word_lists(WORD_AXES).map(|(name, words)| {
        let definitions = words.map(|words| {
            let mut words = words.split('/');
            let label = words.next().unwrap_or_default();
            LevelDefinition::new(label).with_aliases(words)
        });
        let definitions: Vec<LevelDefinition> = definitions.collect();
        KnownAxis {
            name,
            levels: levels(definitions.into_iter()),
            is_english: replace(&mut previous, name) != name,
        }
    });
    axes.collect()
});

/// All words, folded, that mean a level of any of them.
#[cfg(feature = "workbook")]
pub(crate) static KNOWN_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let axes = KNOWN_AXES.iter();
    axes.flat_map(|axis| axis.levels.folded_words()).collect()
});

/// The names of the axes of words.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    let english = KNOWN_AXES.iter().filter(|axis| axis.is_english);
    english.map(|axis| axis.name)
}

/// More levels than anybody can distinguish are a mistake; a scale in a file has the same limit.
const MOST_LEVELS: i64 = 100;

/// An axis by its name: one of words, or the first and the last of its numbers or letters, such as
/// `1-5`, `A-E`, or, where the greatest is the lowest level, `5-1`.
pub(crate) fn named(name: &str) -> Option<Levels> {
    let known = KNOWN_AXES.iter();
    if let Some(axis) = known
        .clone()
        .find(|axis| axis.name == name && axis.is_english)
    {
        return Some(axis.levels.clone());
    }
    let (first, last) = name.split_once('-')?;
    if let (Some(first), Some(last)) = (letter(first), letter(last)) {
        return between(first, last, |letter| {
            u32::try_from(letter)
                .ok()
                .and_then(char::from_u32)
                .map(String::from)
        });
    }
    between(number(first)?, number(last)?, |number| {
        Some(number.to_string())
    })
}

fn letter(text: &str) -> Option<i64> {
    let mut letters = text.chars();
    let letter = letters.next().filter(char::is_ascii_uppercase)?;
    letters
        .next()
        .is_none()
        .then_some(i64::from(u32::from(letter)))
}

fn number(text: &str) -> Option<i64> {
    let is_plain = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = text.parse().ok().filter(|_| is_plain)?;
    // `01` is no way to write 1.
    (number.to_string() == text).then_some(number)
}

fn between(first: i64, last: i64, label: impl Fn(i64) -> Option<String>) -> Option<Levels> {
    let count = (first - last).abs() + 1;
    if !(2..=MOST_LEVELS).contains(&count) {
        return None;
    }
    let step = (last - first).signum();
    let labels: Option<Vec<String>> = (0..count).map(|at| label(first + at * step)).collect();
    Some(levels(labels?.into_iter().map(LevelDefinition::new)))
}

/// The levels with colours from calm to alarming.
fn levels(definitions: impl ExactSizeIterator<Item = LevelDefinition>) -> Levels {
    const COLOURS: [super::Colour; 5] = [GREY, GREEN, YELLOW, ORANGE, RED];
    let count = definitions.len();
    let coloured = definitions.enumerate().map(|(at, definition)| {
        // Of a few levels, the grey of what hardly matters is left out.
        let (colours, at) = if count < COLOURS.len() {
            (&COLOURS[1..], at)
        } else {
            (&COLOURS[..], at)
        };
        let colour = colours[(at * (colours.len() - 1) + (count - 1) / 2) / (count - 1)];
        definition.with_colour(colour)
    });
    Levels::new(coloured).expect("the words of a known axis are distinct")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_of_numbers_and_letters_are_named_by_their_ends() {
        assert_eq!(named("0-4").unwrap().labels().join(", "), "0, 1, 2, 3, 4");
        assert_eq!(named("3-1").unwrap().labels().join(", "), "3, 2, 1");
        assert_eq!(named("A-C").unwrap().labels().join(", "), "A, B, C");
        assert_eq!(named("1-100").unwrap().len(), 100);
        for name in [
            "1-1", "1", "-", "01-5", "1-101", "a-e", "1-E", "+1-5", "99999-1",
        ] {
            assert!(named(name).is_none(), "{name}");
        }
    }

    #[test]
    fn every_name_of_an_axis_gives_its_words() {
        for name in names() {
            assert!(named(name).is_some(), "{name}");
        }
        assert_eq!(
            named("low-critical").unwrap().labels().join(", "),
            "Low, Medium, High, Critical"
        );
    }
}
