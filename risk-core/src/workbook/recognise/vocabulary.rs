//! The words that headers are made of, in the languages in which registers have been seen.
//!
//! No list of headers is ever complete: in registers of people who never met, only one header in
//! four is spelled alike. So headers are known by what their words mean.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::fold::word;
use crate::register::word_lists;

/// What a word states of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Sense {
    /// What distinguishes one risk from another.
    Identifier,
    Component,
    Risk,
    /// Something that goes wrong, in words of risk analysis.
    Peril,
    /// The same in words of everyday.
    Trouble,
    Mode,
    Description,
    Name,
    Likelihood,
    Impact,
    /// How bad: of the impact in some registers, of the whole in others.
    Severity,
    Effect,
    Cause,
    Detection,
    /// How hard to detect, as a number.
    Detectability,
    Mitigation,
    Plan,
    Strategy,
    Runbook,
    Response,
    Note,
    Status,
    Owner,
    Date,
    Review,
    Score,
    Level,
    Category,
    Link,
    /// After treatment.
    Residual,
    /// A word that narrows and changes nothing.
    Modifier,
    /// A word without a meaning here.
    Filler,
    /// A word of no sense that is known.
    Unknown,
    /// That a word was recognised although it is misspelt.
    Misspelt,
}

impl Sense {
    /// A sense by its name.
    pub fn named(name: &'static str) -> Self {
        let name: StrDeserializer<'_, Error> = name.into_deserializer();
        Self::deserialize(name).expect("there are no other senses")
    }
}

/// A language of headers, by the name that the vocabulary has for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Language(pub &'static str);

impl Language {
    /// The one that words are of where nothing shows another.
    pub const ENGLISH: Self = Self("English");
}

/// Words by language and sense.
const WORDS: &str = include_str!("vocabulary.txt");

/// Words that mean something beside levels and in headers, by what they mean.
const LISTS: &str = include_str!("value_words.txt");

/// Whether a word is in one of these lists.
pub(super) fn is_listed(list: &str, word: &str) -> bool {
    static WORDS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
        let lists = word_lists(LISTS).map(|(list, words)| (list, words.collect()));
        lists.collect()
    });
    WORDS[list].contains(word)
}

/// What a word means in the languages that have it, folded as headers are.
pub(super) static VOCABULARY: LazyLock<HashMap<String, Vec<(Language, Sense)>>> =
    LazyLock::new(|| {
        let mut vocabulary: HashMap<String, Vec<(Language, Sense)>> = HashMap::new();
        for (name, words) in word_lists(WORDS) {
            let (language, sense) = name.split_once(' ').expect("a language and a sense");
            let meaning = (Language(language), Sense::named(sense));
            for text in words {
                vocabulary.entry(word(text)).or_default().push(meaning);
            }
        }
        vocabulary
    });
