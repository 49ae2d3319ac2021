//! Axes that many registers have, by names that a person can state.

use std::collections::HashSet;
use std::mem::replace;
use std::sync::LazyLock;

use super::built_in::{GREEN, GREY, ORANGE, RED, YELLOW};
use super::levels::MOST_LEVELS;
use super::{LevelDefinition, Levels};
use crate::record::text::fold;
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
    /// Whether the words are those of all languages, as in a sheet that people of several fill in.
    #[cfg(feature = "workbook")]
    pub is_mixed: bool,
}

/// The axes of words, each in each of its languages and, where it has several, in all of them together.
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
            levels: levels(definitions).expect("the words of a known axis are distinct"),
            is_english: replace(&mut previous, name) != name,
            #[cfg(feature = "workbook")]
            is_mixed: false,
        }
    });
    let axes: Vec<KnownAxis> = axes.collect();
    let groups = axes.chunk_by(|one, other| one.name == other.name);
    let mixed: Vec<KnownAxis> = groups.filter(|group| group.len() > 1).map(mixed).collect();
    axes.into_iter().chain(mixed).collect()
});

/// The axis of the words of several languages. A word that means different levels in two of them is left out where
/// it comes later.
fn mixed(languages: &[KnownAxis]) -> KnownAxis {
    let mut known: HashSet<String> = HashSet::new();
    let mut words: Vec<Vec<&str>> = vec![Vec::new(); languages[0].levels.len()];
    for (level, definition) in languages.iter().flat_map(|axis| axis.levels.iter()) {
        let new = definition.words().filter(|word| known.insert(fold(word)));
        words[level.position()].extend(new);
    }
    let definitions = words.into_iter().map(|words| {
        let mut words = words.into_iter();
        LevelDefinition::new(words.next().unwrap_or_default()).with_aliases(words)
    });
    KnownAxis {
        name: languages[0].name,
        levels: levels(definitions.collect()).expect("no word is there twice"),
        is_english: false,
        #[cfg(feature = "workbook")]
        is_mixed: true,
    }
}

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

/// An axis by its name: one of words, the first and the last of its numbers, per cents or letters, such as `1-5`,
/// `0%-100%`, `A-E`, or, where the greatest is the lowest level, `5-1`; or all of its levels from the lowest, as in
/// `Rare < Often < Always`.
pub(crate) fn named(name: &str) -> Option<Levels> {
    let mut known = KNOWN_AXES.iter();
    if let Some(axis) = known.find(|axis| axis.name == name && axis.is_english) {
        return Some(axis.levels.clone());
    }
    if name.contains('<') {
        let words = name
            .split('<')
            .map(|word| LevelDefinition::new(word.trim()));
        return levels(words.collect());
    }
    let (first, last) = name.split_once('-')?;
    if let (Some(first), Some(last)) = (letter(first), letter(last)) {
        return between(first, last, |letter| {
            let letter = u32::try_from(letter).ok().and_then(char::from_u32)?;
            Some(LevelDefinition::new(letter))
        });
    }
    if let (Some(first), Some(last)) = (first.strip_suffix('%'), last.strip_suffix('%')) {
        return between(number(first)?, number(last)?, |number| {
            Some(per_cent(number))
        });
    }
    between(number(first)?, number(last)?, |number| {
        Some(LevelDefinition::new(number.to_string()))
    })
}

/// A level in per cent, which a cell may have as a part of 1: 5 % is 0.05.
fn per_cent(number: i64) -> LevelDefinition {
    let part = format!("{}.{:02}", number / 100, number % 100);
    let part = part.trim_end_matches('0').trim_end_matches('.');
    let spaced = format!("{number} %");
    LevelDefinition::new(format!("{number}%")).with_aliases([part, &spaced])
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

fn between(
    first: i64,
    last: i64,
    level: impl Fn(i64) -> Option<LevelDefinition>,
) -> Option<Levels> {
    let count = (first - last).unsigned_abs() + 1;
    let most = u64::try_from(MOST_LEVELS).unwrap_or(u64::MAX);
    let step = (last - first).signum();
    let numbers = (0..).map(|at| first + at * step).take(MOST_LEVELS);
    let definitions = numbers.take(usize::try_from(count).ok()?).map(level);
    (2..=most)
        .contains(&count)
        .then(|| levels(definitions.collect::<Option<_>>()?))?
}

/// The levels with colours from calm to alarming; `None` where there are no two, or words that cannot be told apart.
fn levels(definitions: Vec<LevelDefinition>) -> Option<Levels> {
    const COLOURS: [super::Colour; 5] = [GREY, GREEN, YELLOW, ORANGE, RED];
    let count = definitions.len();
    let last = count.checked_sub(1).filter(|last| *last > 0)?;
    let coloured = definitions.into_iter().enumerate().map(|(at, definition)| {
        // Of a few levels, the grey of what hardly matters is left out.
        let colours = if count < COLOURS.len() {
            &COLOURS[1..]
        } else {
            &COLOURS[..]
        };
        let colour = colours[(at * (colours.len() - 1) + last / 2) / last];
        definition.with_colour(colour)
    });
    Levels::new(coloured).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_of_numbers_and_letters_are_named_by_their_ends() {
        assert_eq!(named("0-4").unwrap().labels().join(", "), "0, 1, 2, 3, 4");
        assert_eq!(named("3-1").unwrap().labels().join(", "), "3, 2, 1");
        assert_eq!(named("A-C").unwrap().labels().join(", "), "A, B, C");
        assert_eq!(named("0-100").unwrap().len(), 101);
        let parts = named("0%-100%").unwrap();
        let level = |text: &str| parts.find(text).map(|level| parts.label(level).to_owned());
        assert_eq!(level("0.05").as_deref(), Some("5%"));
        assert_eq!(level("1").as_deref(), Some("100%"));
        assert_eq!(level("70 %").as_deref(), Some("70%"));
        assert_eq!(level("0.055"), None);
        for name in [
            "1-1", "1", "-", "01-5", "1-102", "a-e", "1-E", "+1-5", "99999-1", "0%-5", "0-5%",
        ] {
            assert!(named(name).is_none(), "{name}");
        }
    }

    #[test]
    fn an_axis_of_words_of_ones_own_is_named_by_all_of_them() {
        let own = named("Menor<Mayor < 1,5").unwrap();
        assert_eq!(own.labels(), ["Menor", "Mayor", "1,5"]);
        for name in ["<", "a <", "a < A", "a < b < "] {
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
