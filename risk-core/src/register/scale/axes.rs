//! Axes that many registers have, by names that a person can say.

#[cfg(feature = "workbook")]
use std::collections::HashSet;
use std::sync::LazyLock;

use super::built_in::{GREEN, GREY, ORANGE, RED, YELLOW};
use super::{LevelDefinition, Levels};

/// An axis of words: its name, and its words from the lowest in each language, in which the first
/// of those for a level is its label and the others mean the same.
struct WordAxis {
    name: &'static str,
    languages: &'static [&'static [&'static [&'static str]]],
}

const WORD_AXES: &[WordAxis] = &[
    WordAxis {
        name: "low-high",
        languages: &[
            &[
                &["Low", "L"],
                &["Medium", "M", "Med", "Moderate"],
                &["High", "H"],
            ],
            &[&["Niedrig", "Gering"], &["Mittel"], &["Hoch"]],
            &[
                &["Faible", "Bas", "Basse"],
                &["Moyen", "Moyenne", "Modéré"],
                &["Élevé", "Élevée", "Fort", "Forte"],
            ],
            &[
                &["Bajo", "Baja"],
                &["Medio", "Media", "Moderado"],
                &["Alto", "Alta"],
            ],
            &[
                &["Baixo", "Baixa"],
                &["Médio", "Média", "Moderado"],
                &["Alto", "Alta"],
            ],
            &[&["Basso", "Bassa"], &["Medio", "Media"], &["Alto", "Alta"]],
            &[&["Laag"], &["Gemiddeld", "Midden"], &["Hoog"]],
            &[
                &["Niskie", "Niski", "Niska"],
                &["Średnie", "Średni", "Średnia"],
                &["Wysokie", "Wysoki", "Wysoka"],
            ],
            &[
                &["Низкий", "Низкая", "Низкое"],
                &["Средний", "Средняя", "Среднее"],
                &["Высокий", "Высокая", "Высокое"],
            ],
            &[
                &["Низький", "Низька", "Низьке"],
                &["Середній", "Середня", "Середнє"],
                &["Високий", "Висока", "Високе"],
            ],
        ],
    },
    WordAxis {
        name: "low-critical",
        languages: &[
            &[
                &["Low", "L"],
                &["Medium", "M", "Med", "Moderate"],
                &["High", "H"],
                &["Critical", "C"],
            ],
            &[
                &["Niedrig", "Gering"],
                &["Mittel"],
                &["Hoch"],
                &["Kritisch"],
            ],
            &[
                &["Faible", "Bas"],
                &["Moyen", "Moyenne", "Modéré"],
                &["Élevé", "Élevée", "Fort"],
                &["Critique"],
            ],
            &[
                &["Bajo", "Baja"],
                &["Medio", "Media", "Moderado"],
                &["Alto", "Alta"],
                &["Crítico", "Crítica"],
            ],
            &[
                &["Baixo", "Baixa"],
                &["Médio", "Média", "Moderado"],
                &["Alto", "Alta"],
                &["Crítico", "Crítica"],
            ],
            &[
                &["Низкий", "Низкая", "Низкое"],
                &["Средний", "Средняя", "Среднее"],
                &["Высокий", "Высокая", "Высокое"],
                &["Критический", "Критическая", "Критическое"],
            ],
            &[
                &["Низький", "Низька", "Низьке"],
                &["Середній", "Середня", "Середнє"],
                &["Високий", "Висока", "Високе"],
                &["Критичний", "Критична", "Критичне"],
            ],
        ],
    },
    WordAxis {
        name: "low-very-high",
        languages: &[&[
            &["Low", "L"],
            &["Medium", "M", "Med", "Moderate"],
            &["High", "H"],
            &["Very High", "VH"],
        ]],
    },
    WordAxis {
        name: "very-low-very-high",
        languages: &[
            &[
                &["Very Low", "VL"],
                &["Low", "L"],
                &["Moderate", "M", "Med", "Medium"],
                &["High", "H"],
                &["Very High", "VH"],
            ],
            &[
                &["Sehr niedrig", "Sehr gering"],
                &["Niedrig", "Gering"],
                &["Mittel"],
                &["Hoch"],
                &["Sehr hoch"],
            ],
            &[
                &["Très faible"],
                &["Faible"],
                &["Moyen", "Moyenne", "Modéré"],
                &["Élevé", "Élevée", "Fort"],
                &["Très élevé", "Très élevée", "Très fort"],
            ],
            &[
                &["Muy bajo", "Muy baja"],
                &["Bajo", "Baja"],
                &["Medio", "Media", "Moderado"],
                &["Alto", "Alta"],
                &["Muy alto", "Muy alta"],
            ],
            &[
                &["Muito baixo", "Muito baixa"],
                &["Baixo", "Baixa"],
                &["Médio", "Média", "Moderado"],
                &["Alto", "Alta"],
                &["Muito alto", "Muito alta"],
            ],
            &[
                &["Molto basso", "Molto bassa"],
                &["Basso", "Bassa"],
                &["Medio", "Media"],
                &["Alto", "Alta"],
                &["Molto alto", "Molto alta"],
            ],
            &[
                &["Zeer laag"],
                &["Laag"],
                &["Gemiddeld", "Midden"],
                &["Hoog"],
                &["Zeer hoog"],
            ],
            &[
                &["Очень низкий", "Очень низкая"],
                &["Низкий", "Низкая"],
                &["Средний", "Средняя"],
                &["Высокий", "Высокая"],
                &["Очень высокий", "Очень высокая"],
            ],
            &[
                &["Дуже низький", "Дуже низька"],
                &["Низький", "Низька"],
                &["Середній", "Середня"],
                &["Високий", "Висока"],
                &["Дуже високий", "Дуже висока"],
            ],
        ],
    },
    WordAxis {
        name: "rare-almost-certain",
        languages: &[&[
            &["Rare"],
            &["Unlikely"],
            &["Possible", "Moderate"],
            &["Likely"],
            &["Almost certain", "Certain"],
        ]],
    },
    WordAxis {
        name: "very-unlikely-very-likely",
        languages: &[&[
            &["Very unlikely", "Highly unlikely", "Remote"],
            &["Unlikely"],
            &["Possible", "Neutral", "Even"],
            &["Likely"],
            &["Very likely", "Highly likely", "Almost certain"],
        ]],
    },
    WordAxis {
        name: "unlikely-very-likely",
        languages: &[
            &[
                &["Unlikely"],
                &["Possible"],
                &["Likely"],
                &["Very likely", "Highly likely"],
            ],
            &[
                &["Unwahrscheinlich"],
                &["Möglich"],
                &["Wahrscheinlich"],
                &["Sehr wahrscheinlich"],
            ],
            &[
                &["Improbable", "Poco probable"],
                &["Posible"],
                &["Probable"],
                &["Muy probable"],
            ],
        ],
    },
    WordAxis {
        name: "unlikely-likely",
        languages: &[&[&["Unlikely"], &["Possible"], &["Likely"]]],
    },
    WordAxis {
        name: "improbable-frequent",
        languages: &[&[
            &["Improbable"],
            &["Remote"],
            &["Occasional"],
            &["Probable"],
            &["Frequent"],
        ]],
    },
    WordAxis {
        name: "insignificant-catastrophic",
        languages: &[&[
            &["Insignificant", "Negligible"],
            &["Minor"],
            &["Moderate", "Medium"],
            &["Major", "Significant"],
            &["Catastrophic", "Severe", "Critical", "Extreme"],
        ]],
    },
    WordAxis {
        name: "minor-catastrophic",
        languages: &[&[
            &["Minor"],
            &["Moderate"],
            &["Major"],
            &["Severe"],
            &["Catastrophic"],
        ]],
    },
    WordAxis {
        name: "minor-major",
        languages: &[&[&["Minor"], &["Moderate"], &["Major"]]],
    },
    WordAxis {
        name: "negligible-catastrophic",
        languages: &[&[
            &["Negligible"],
            &["Marginal"],
            &["Critical"],
            &["Catastrophic"],
        ]],
    },
];

/// The words of an axis in one language.
pub(crate) struct KnownAxis {
    /// What a person can say for it, where that gives just these words.
    pub name: &'static str,
    pub levels: Levels,
    /// Whether the words are those that the name gives.
    pub is_english: bool,
}

/// The axes of words, each in each of its languages.
pub(crate) static KNOWN_AXES: LazyLock<Vec<KnownAxis>> = LazyLock::new(|| {
    let axes = WORD_AXES.iter().flat_map(|axis| {
        let languages = axis.languages.iter().enumerate();
        languages.map(|(language, words)| KnownAxis {
            name: axis.name,
            levels: levels(words.iter().map(|words| {
                LevelDefinition::new(words[0]).with_aliases(words[1..].iter().copied())
            })),
            is_english: language == 0,
        })
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
    WORD_AXES.iter().map(|axis| axis.name)
}

/// More levels than anybody can tell apart are a mistake.
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
        assert_eq!(named("0-4").unwrap().labels(), "0, 1, 2, 3, 4");
        assert_eq!(named("3-1").unwrap().labels(), "3, 2, 1");
        assert_eq!(named("A-C").unwrap().labels(), "A, B, C");
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
            named("low-critical").unwrap().labels(),
            "Low, Medium, High, Critical"
        );
    }
}
