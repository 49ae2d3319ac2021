//! What the words of a header mean, one by one, and in which language.

use super::vocabulary::{Language, Sense, VOCABULARY};

/// A set of senses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Senses(u64);

impl Senses {
    pub fn of(senses: &[Sense]) -> Self {
        senses.iter().fold(Self(0), |set, sense| set.with(*sense))
    }

    /// Those of some names; none has none.
    pub fn named(names: impl Iterator<Item = &'static str>) -> Self {
        let names = names.filter(|name| !name.is_empty());
        names.fold(Self(0), |set, name| set.with(Sense::named(name)))
    }

    /// The same and one more.
    pub fn with(self, sense: Sense) -> Self {
        Self(self.0 | 1 << sense as u64)
    }

    /// Whether one of them is in it.
    pub fn has(self, senses: &[Sense]) -> bool {
        self.shares(Self::of(senses))
    }

    /// Whether it has one that another set has.
    pub fn shares(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has no others than another set.
    pub fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}

/// The senses of the words of a header.
pub(super) fn senses(
    words: &[String],
    language: Language,
    misspelt: impl Fn(&str) -> Option<Sense>,
) -> Senses {
    let mut senses = Senses::default();
    for word in words {
        let is_letter = words.len() > 1 && word.len() == 1;
        if is_letter || word.chars().all(|c| c.is_ascii_digit()) {
            continue;
        }
        let found = sense(word, language).or_else(|| {
            let found = misspelt(word)?;
            senses = senses.with(Sense::Misspelt);
            Some(found)
        });
        match found {
            Some(Sense::Filler) => {}
            found => senses = senses.with(found.unwrap_or(Sense::Unknown)),
        }
    }
    senses
}

/// The sense of a word: in the language of the table, else in English, else in any.
pub(super) fn sense(word: &str, language: Language) -> Option<Sense> {
    let senses = VOCABULARY.get(word)?;
    let of = |wanted: Language| senses.iter().find(|(language, _)| *language == wanted);
    let found = of(language)
        .or_else(|| of(Language::ENGLISH))
        .or_else(|| senses.first());
    found.map(|(_, sense)| *sense)
}

/// The sense of a long word with a letter or two wrong.
pub(super) fn misspelt(word: &str, language: Language) -> Option<Sense> {
    let length = word.chars().count();
    let most = match length {
        ..6 => return None,
        6..10 => 1,
        _ => 2,
    };
    let mut known: Vec<(usize, &str)> = VOCABULARY
        .keys()
        .filter(|known| known.chars().count().abs_diff(length) <= most)
        .map(|known| (strsim::osa_distance(word, known), known.as_str()))
        .filter(|(distance, _)| *distance <= most)
        .collect();
    known.sort_unstable();
    known.first().and_then(|(_, known)| sense(known, language))
}

/// The language that most of the words of a table's headers are of.
pub(super) fn language<'a>(words: impl Iterator<Item = &'a String>) -> Language {
    let mut counts: Vec<(Language, usize)> = vec![(Language::ENGLISH, 0)];
    for word in words {
        let Some(senses) = VOCABULARY.get(word) else {
            continue;
        };
        // A word that English has too shows nothing of another language.
        let is_english = senses
            .iter()
            .any(|(language, _)| *language == Language::ENGLISH);
        for (language, _) in senses {
            if is_english && *language != Language::ENGLISH {
                continue;
            }
            match counts.iter_mut().find(|(known, _)| known == language) {
                Some((_, count)) => *count += 1,
                None => counts.push((*language, 1)),
            }
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max();
    let first = counts.iter().find(|(_, count)| Some(*count) == most);
    first.map_or(Language::ENGLISH, |(language, _)| *language)
}
