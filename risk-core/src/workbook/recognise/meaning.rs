//! What a header states that its column has.

#[cfg(test)]
mod tests;

use super::fold::{all_words, header_words};
use super::phrases::risk_phrase;
use super::rules;
use super::senses::{Senses, misspelt, sense, senses};
use super::table::HeaderText;
use super::vocabulary::{Language, Sense};
use crate::record::RiskField;
use Sense::{
    Description, Likelihood, Misspelt, Modifier, Note, Peril, Residual, Risk, Runbook, Trouble,
};

/// What a header states that its column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A field, and how much that is to be relied on.
    Field(RiskField, Strength),
    /// Something that the model has no field for.
    Other(&'static str),
    /// Words that nothing is known of.
    Unknown,
    Blank,
}

impl Meaning {
    /// A meaning by the name that lists and rules have for it: that of a field, with `~` where that is only likely, and
    /// `?` where it is only possible, or something else.
    pub fn named(name: &'static str) -> Self {
        let (field, strength) = match (name.strip_suffix('~'), name.strip_suffix('?')) {
            (Some(field), _) => (field, Strength::Likely),
            (_, Some(field)) => (field, Strength::Possible),
            (None, None) => (name, Strength::Sure),
        };
        let found = RiskField::ALL.iter().find(|known| known.path() == field);
        found.map_or(Self::Other(name), |field| Self::Field(*field, strength))
    }
}

/// How much the words of a header are to be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// They mean different things in different registers.
    Possible,
    /// Some of them are unknown or misspelt.
    Likely,
    Sure,
}

/// Another meaning that decides something.
pub(super) const SCORE: &str = "a score";

/// A header, taken apart.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub meaning: Meaning,
    /// The rule that says so; empty where the words were known as they are.
    because: &'static str,
    senses: Senses,
}

impl Header {
    /// What a header states in a language.
    pub fn read(text: &str, language: Language) -> Self {
        Self::of(text, &header_words(text), language, |_| None)
    }

    /// The same where long words may be misspelt, which takes longer.
    pub fn read_closely(text: &str, language: Language) -> Self {
        Self::of(text, &header_words(text), language, |word| {
            misspelt(word, language)
        })
    }

    /// What a header states together with the one above it that it is grouped by: under `Likelihood`,
    /// `before` is a likelihood.
    pub fn read_in_group(text: &HeaderText, language: Language) -> Self {
        let header = Self::of(&text.text, &text.words, language, |_| None);
        header.in_group(text, language)
    }

    /// The same of a header that was read already.
    pub fn in_group(self, text: &HeaderText, language: Language) -> Self {
        // Below a merged `Impact`, `Cost` may be the impact or a part of it.
        let is_other = matches!(self.meaning, Meaning::Unknown | Meaning::Other(_));
        let is_part = text.is_within && is_other;
        if text.group.is_empty() || !is_part && !self.is_modifier() {
            return self;
        }
        let group = Self::read(&text.group, language);
        match group.meaning {
            Meaning::Field(RiskField::Likelihood | RiskField::Impact, _) if self.is_modifier() => {
                Self::read(&format!("{} {}", text.group, text.text), language)
            }
            Meaning::Field(axis @ (RiskField::Likelihood | RiskField::Impact), _) => {
                self.with_meaning(Meaning::Field(axis, Strength::Possible))
            }
            _ => self,
        }
    }

    fn of(
        text: &str,
        words: &[String],
        language: Language,
        misspelt: impl Fn(&str) -> Option<Sense>,
    ) -> Self {
        let mut senses = senses(words, language, misspelt);
        let is_residual = |word: &String| sense(word, language) == Some(Residual);
        // Whoever rates a risk again often states that in parentheses.
        if text.contains('(') && all_words(text).iter().any(is_residual) {
            senses = senses.with(Residual);
        }
        let is_meant = |whole: &Meaning| match whole {
            _ if senses.has(&[Residual]) => false,
            // In some languages the English word for a detection is one for remarks.
            Meaning::Field(RiskField::Observations, _) => !senses.has(&[Note]),
            Meaning::Field(..) | Meaning::Other(_) | Meaning::Unknown | Meaning::Blank => true,
        };
        let (meaning, because) = match risk_phrase(words).filter(is_meant) {
            _ if text.trim() == "#" => (Meaning::Field(RiskField::Reference, Strength::Sure), ""),
            _ if words.is_empty() => (Meaning::Blank, ""),
            Some(whole) => (whole, ""),
            None => rules::meaning(senses),
        };
        // The number of something is no number by which a risk is known.
        let counts = |pair: &[String]| pair[0].starts_with("num") && pair[1] == "of";
        let is_reference = matches!(meaning, Meaning::Field(RiskField::Reference, _));
        let is_count = is_reference && words.windows(2).any(counts);
        Self {
            meaning: if is_count { Meaning::Unknown } else { meaning },
            because,
            senses,
        }
    }

    /// The same header over another meaning, which its values show.
    pub fn with_meaning(self, meaning: Meaning) -> Self {
        Self {
            meaning,
            because: "",
            ..self
        }
    }

    /// How its meaning is known, with the rule that says so.
    pub fn told(&self, how: &str) -> String {
        match self.because {
            "" => how.to_owned(),
            because => format!("{how}: {because}"),
        }
    }

    /// Whether it has a word particular to registers of risks, which tables of other things seldom have.
    pub fn is_particular(&self) -> bool {
        self.senses.has(&[Risk, Peril, Likelihood, Runbook])
    }

    /// Whether words of it were recognised although they are misspelt.
    pub fn is_misspelt(&self) -> bool {
        self.senses.has(&[Misspelt])
    }

    /// Whether it states nothing but when: before or after treatment.
    fn is_modifier(&self) -> bool {
        let times = [Residual, Modifier];
        self.senses.has(&times) && self.senses.is_within(Senses::of(&times))
    }

    /// Whether it states both that there is a risk and that it is described.
    pub fn describes_risks(&self) -> bool {
        self.senses.has(&[Risk]) && self.senses.has(&[Description])
    }

    /// Whether it states that something went wrong.
    pub fn is_of_trouble(&self) -> bool {
        self.senses.has(&[Trouble, Peril])
    }

    /// Whether it states that its column is of the time after treatment.
    pub fn is_residual(&self) -> bool {
        self.senses.has(&[Residual])
    }
}
