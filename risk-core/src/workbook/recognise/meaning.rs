//! What a header states that its column has.

#[cfg(test)]
mod tests;

use super::fold::{all_words, header_words};
use super::phrases::risk_phrase;
use super::senses::{Senses, misspelt, sense, senses};
use super::table::HeaderText;
use super::vocabulary::{Language, Sense};
use crate::record::RiskField;
use Sense::{
    Category, Cause, Component, Date, Description, Detectability, Detection, Effect, Identifier,
    Impact, Level, Likelihood, Link, Mitigation, Mode, Modifier, Name, Note, Owner, Peril, Plan,
    Residual, Response, Review, Risk, Runbook, Score, Severity, Status, Strategy, Trouble,
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

/// How much the words of a header are to be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// They mean different things in different registers.
    Possible,
    /// Some of them are unknown or misspelt.
    Likely,
    Sure,
}

/// Other meanings that decide something.
pub(super) const SCORE: &str = "a score";
pub(super) const RESIDUAL: &str = "after treatment";

/// A header, taken apart.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub meaning: Meaning,
    /// Whether it has a word particular to registers of risks.
    pub is_particular: bool,
    /// Whether words of it were recognised although they are misspelt.
    pub is_misspelt: bool,
    /// Whether it states nothing but when: before or after treatment.
    is_modifier: bool,
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
        if !self.is_modifier || text.group.is_empty() {
            return self;
        }
        let group = Self::read(&text.group, language);
        let is_axis = matches!(
            group.meaning,
            Meaning::Field(RiskField::Likelihood | RiskField::Impact, _)
        );
        if is_axis {
            Self::read(&format!("{} {}", text.group, text.text), language)
        } else {
            self
        }
    }

    fn of(
        text: &str,
        words: &[String],
        language: Language,
        misspelt: impl Fn(&str) -> Option<Sense>,
    ) -> Self {
        let (senses, unknown, misspelt) = senses(words, language, misspelt);
        let is_residual = text.contains('(')
            && all_words(text)
                .iter()
                .any(|word| sense(word, language) == Some(Residual));
        let meaning = match risk_phrase(words) {
            _ if is_residual => Meaning::Other(RESIDUAL),
            _ if text.trim() == "#" => Meaning::Field(RiskField::Reference, Strength::Sure),
            _ if words.is_empty() => Meaning::Blank,
            // In some languages the English word for a detection is one for remarks.
            Some(field) if field != RiskField::Observations || !senses.has(&[Note]) => {
                Meaning::Field(field, Strength::Sure)
            }
            _ => letter(words).unwrap_or_else(|| meaning(senses, unknown > 0, misspelt)),
        };
        Self {
            meaning,
            is_particular: senses.has(&PARTICULAR),
            is_misspelt: misspelt,
            is_modifier: unknown == 0 && senses.has_only(&[Residual]) && says_when(words, language),
            senses,
        }
        .but_counts(words)
    }

    /// The number of something is no number by which a risk is known.
    fn but_counts(self, words: &[String]) -> Self {
        let counts = words
            .windows(2)
            .any(|pair| pair[0].starts_with("num") && pair[1] == "of");
        match self.meaning {
            Meaning::Field(RiskField::Reference, _) if counts => Self {
                meaning: Meaning::Unknown,
                ..self
            },
            _ => self,
        }
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

/// Whether a word is of a time; letters and fillers alone say nothing at all.
fn says_when(words: &[String], language: Language) -> bool {
    let mut senses = words.iter().filter_map(|word| sense(word, language));
    senses.any(|sense| matches!(sense, Residual | Modifier))
}

/// Whether words of a header are those of a failure mode and effects analysis.
pub(super) fn is_of_fmea(words: &[String]) -> bool {
    const WORDS: [&str; 8] = [
        "occurrence",
        "o",
        "d",
        "det",
        "detection",
        "detectability",
        "rpn",
        "mode",
    ];
    words.iter().any(|word| WORDS.contains(&word.as_str()))
}

/// Words that tables of other things seldom have.
const PARTICULAR: [Sense; 4] = [Risk, Peril, Likelihood, Runbook];

/// A header of one letter, as the sheets of failure mode and effects analyses have it.
fn letter(words: &[String]) -> Option<Meaning> {
    let [word] = words else {
        return None;
    };
    Some(match word.as_str() {
        "p" | "o" | "l" => possible(RiskField::Likelihood),
        "i" | "s" => possible(RiskField::Impact),
        "d" => Meaning::Other("how hard to detect"),
        "r" => Meaning::Other(SCORE),
        _ => return None,
    })
}

/// What senses mean together. The order is that of what changes the meaning of the others most.
fn meaning(senses: Senses, has_unknown: bool, is_misspelt: bool) -> Meaning {
    let has = |any: &[Sense]| senses.has(any);
    let sure = if has_unknown || is_misspelt {
        Strength::Likely
    } else {
        Strength::Sure
    };
    let field = |field: RiskField, with: &[Sense]| field_beside(senses, field, with, sure);
    let of_axis = [has(&[Likelihood]), has(&[Impact, Severity])];
    if senses == Senses::default() {
        Meaning::Unknown
    } else if has(&[Residual]) {
        Meaning::Other(RESIDUAL)
    } else if of_axis == [true, true] {
        Meaning::Other(SCORE)
    } else if has(&[Score]) {
        match of_axis {
            [true, _] => possible(RiskField::Likelihood),
            _ if has(&[Impact]) => possible(RiskField::Impact),
            _ => Meaning::Other(SCORE),
        }
    } else if has(&[Risk]) && has(&[Level]) && of_axis == [false, false] {
        Meaning::Other(SCORE)
    } else if has(&[Owner]) {
        field(RiskField::Owner, &[Owner, Risk, Name])
    } else if has(&[Review]) && has(&[Date]) {
        field(RiskField::ReviewBy, &[Review, Date, Risk])
    } else if has(&[Date, Link]) {
        Meaning::Other("a date or a link")
    } else if has(&[Status]) {
        field(RiskField::Status, &[Status, Risk])
    } else if has(&[Identifier]) && has_unknown && !has(&[Risk, Peril, Trouble]) {
        possible(RiskField::Reference)
    } else if has(&[Identifier]) {
        field(
            RiskField::Reference,
            &[Identifier, Risk, Peril, Trouble, Mode],
        )
    } else if has(&[Cause]) {
        Meaning::Other("a cause")
    } else if has(&[Detectability]) || has(&[Detection]) && has(&[Level, Likelihood]) {
        Meaning::Other("how hard to detect")
    } else if has(&[Component]) && has_unknown && !has(&BESIDE_COMPONENT) {
        // A service line, or a process owner's team, is no component.
        possible(RiskField::Component)
    } else {
        of_prose(senses, sure)
    }
}

/// A field, which is only possible where the header states anything beside it but these senses.
fn field_beside(senses: Senses, field: RiskField, with: &[Sense], sure: Strength) -> Meaning {
    let is_alone = senses.has_only(with);
    Meaning::Field(field, if is_alone { sure } else { Strength::Possible })
}

fn possible(field: RiskField) -> Meaning {
    Meaning::Field(field, Strength::Possible)
}

/// What a header with the word for a component may be about instead.
const BESIDE_COMPONENT: [Sense; 9] = [
    Runbook, Note, Likelihood, Impact, Severity, Detection, Mitigation, Risk, Peril,
];

/// The same of senses that no single word decides.
fn of_prose(senses: Senses, sure: Strength) -> Meaning {
    let has = |any: &[Sense]| senses.has(any);
    let field = |field: RiskField, with: &[Sense]| field_beside(senses, field, with, sure);
    if has(&[Runbook]) {
        field(
            RiskField::RunbookActions,
            &[Runbook, Plan, Response, Mitigation, Risk],
        )
    } else if has(&[Note]) {
        field(RiskField::Notes, &[Note])
    } else if has(&[Likelihood]) {
        field(
            RiskField::Likelihood,
            &[Likelihood, Risk, Peril, Trouble, Level, Mode],
        )
    } else if has(&[Impact]) && has(&[Description]) && has(&[Risk]) {
        Meaning::Field(RiskField::Description, Strength::Likely)
    } else if has(&[Impact]) && !has(&[Detection, Mitigation]) {
        field(RiskField::Impact, &[Impact, Risk, Peril, Trouble, Level])
    } else if has(&[Severity]) {
        possible(RiskField::Impact)
    } else if has(&[Detection]) {
        field(RiskField::Observations, &[Detection, Effect, Impact, Peril])
    } else if has(&[Mitigation]) {
        let with = [Mitigation, Plan, Risk, Strategy, Description];
        field(RiskField::Mitigations, &with)
    } else if has(&[Response]) {
        possible(RiskField::RunbookActions)
    } else if has(&[Plan, Strategy]) {
        possible(RiskField::Mitigations)
    } else if has(&[Effect]) {
        possible(RiskField::Impact)
    } else if has(&[Component]) {
        field(RiskField::Component, &[Component, Name])
    } else if has(&[Category]) {
        if has(&[Peril]) {
            possible(RiskField::Description)
        } else {
            Meaning::Other("a category")
        }
    } else if has(&[Risk, Peril, Trouble, Description]) {
        let most = if has(&[Name]) { Strength::Likely } else { sure };
        Meaning::Field(RiskField::Description, most.min(sure))
    } else if has(&[Name]) {
        possible(RiskField::Description)
    } else {
        Meaning::Unknown
    }
}
