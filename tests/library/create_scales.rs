//! Scales of one's own with words that nobody would choose, and the built-in ones, as strategies.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use risk_core::{Colour, LevelDefinition, Levels, Scale};

use crate::create_texts::text;

/// Words that differ also when case, white space and hyphens do not count.
const WORDS: [&str; 50] = [
    "Low",
    "Medium",
    "High",
    "Very Low",
    "very-high",
    "ALMOST certain",
    // What stands for other letters, or reads as a value, a formula or a cell.
    "?",
    "*",
    "~",
    "~*",
    "a?",
    "ab",
    "1",
    "2",
    "1.0",
    "TRUE",
    "false",
    "#N/A",
    "=1+1",
    "@",
    "A1",
    "\"",
    "'",
    "&",
    "<r>x</r>",
    "_x0041_",
    "_x0042",
    "A",
    "\u{1}",
    "É",
    "😀",
    " spaced ",
    "two\nlines",
    "tab\tbed",
    "\u{202e}trap",
    // What stands on the sheet of the scale anyway.
    "Scale",
    "Likelihood",
    "Impact",
    "Rating",
    "No.",
    "Colour",
    "Also written",
    "Found as",
    "#C6E7C8",
    "Likelihood ↓   Impact →",
    // What stands over the columns of risks.
    "Reference",
    "Risk",
    "Control",
    "Hazard",
    "Notes",
];

/// A word longer than spreadsheet programs look up.
fn long() -> String {
    "long ".repeat(60)
}

fn colour() -> impl Strategy<Value = Colour> {
    any::<[u8; 3]>().prop_map(|[red, green, blue]| Colour { red, green, blue })
}

/// The levels of an axis: the first words are labels, and the others aliases.
pub fn levels() -> impl Strategy<Value = Levels> {
    let pool: Vec<String> = WORDS
        .map(str::to_owned)
        .into_iter()
        .chain([long()])
        .collect();
    let words = subsequence(pool, 1..=9).prop_shuffle();
    let colours = vec(option::of(colour()), 4);
    (words, 1_usize..=4, colours).prop_map(|(words, count, colours)| {
        let count = count.min(words.len());
        let mut definitions: Vec<LevelDefinition> = words[..count]
            .iter()
            .zip(colours)
            .map(|(label, colour)| {
                let mut level = LevelDefinition::new(label.as_str());
                level.colour = colour;
                level
            })
            .collect();
        for (position, alias) in words[count..].iter().enumerate() {
            let aliases = &mut definitions[position % count].aliases;
            aliases.push(alias.clone());
        }
        Levels::new(definitions).expect("the words differ")
    })
}

/// A scale, built-in or of one's own.
pub fn scale() -> impl Strategy<Value = Scale> {
    let built_in = select(&Scale::BUILT_IN[..])
        .prop_map(|name| Scale::built_in(name).expect("it is built in"));
    let matrix = vec(vec(any::<Index>(), 4), 4);
    let axes = (levels(), levels(), levels());
    let own = (text(), axes, matrix).prop_map(|(name, (likelihood, impact, rating), matrix)| {
        let labels: Vec<String> = rating
            .iter()
            .map(|(_, level)| level.label.clone())
            .collect();
        let label = |index: &Index| labels[index.index(labels.len())].as_str();
        let matrix: Vec<Vec<&str>> = matrix[..likelihood.len()]
            .iter()
            .map(|row| row[..impact.len()].iter().map(label).collect())
            .collect();
        Scale::new(name, likelihood, impact, rating, &matrix).expect("the matrix fits")
    });
    prop_oneof![1 => built_in, 3 => own]
}

/// How somebody states a level.
#[derive(Debug, Clone)]
pub enum Statement {
    Missing,
    /// One of the words of the axis, spelt somehow.
    Word(Index, Spelling),
    /// Any text.
    Text(String),
}

#[derive(Debug, Clone, Copy)]
pub enum Spelling {
    Exact,
    Upper,
    Lower,
    Hyphens,
    WiderSpace,
}

pub fn statement() -> impl Strategy<Value = Statement> {
    let spellings = [
        Spelling::Exact,
        Spelling::Exact,
        Spelling::Upper,
        Spelling::Lower,
        Spelling::Hyphens,
        Spelling::WiderSpace,
    ];
    prop_oneof![
        1 => Just(Statement::Missing),
        6 => (any::<Index>(), select(spellings.to_vec()))
            .prop_map(|(word, spelling)| Statement::Word(word, spelling)),
        1 => text().prop_map(Statement::Text),
    ]
}

impl Statement {
    /// What is stated on an axis.
    pub fn on(self, levels: &Levels) -> Option<String> {
        match self {
            Self::Missing => None,
            Self::Text(text) => Some(text),
            Self::Word(index, spelling) => {
                let words: Vec<&String> = levels
                    .iter()
                    .flat_map(|(_, level)| std::iter::once(&level.label).chain(&level.aliases))
                    .collect();
                let word = words[index.index(words.len())];
                Some(match spelling {
                    Spelling::Exact => word.clone(),
                    Spelling::Upper => word.to_uppercase(),
                    Spelling::Lower => word.to_lowercase(),
                    Spelling::Hyphens => word.replace(' ', "-"),
                    Spelling::WiderSpace => word.replace(' ', "\u{a0} "),
                })
            }
        }
    }
}
