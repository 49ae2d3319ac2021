//! What a header says that its column has.

#[cfg(test)]
mod tests;

use super::fold::{all_words, header_words};
use super::phrases::risk_phrase;
use super::table::HeaderText;
use super::vocabulary::{Language, Sense, VOCABULARY};
use crate::record::RiskField;
use Sense::{
    Category, Cause, Component, Date, Description, Detectability, Detection, Effect, Filler,
    Identifier, Impact, Level, Likelihood, Link, Mitigation, Mode, Modifier, Name, Note, Owner,
    Peril, Plan, Residual, Response, Review, Risk, Runbook, Score, Severity, Status, Strategy,
    Trouble,
};

/// What a header says that its column has.
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
    /// Whether it says nothing but when: before or after treatment.
    is_modifier: bool,
    senses: Senses,
}

impl Header {
    /// What a header says in a language.
    pub fn read(text: &str, language: Language) -> Self {
        Self::of(text, &header_words(text), language, |_| None)
    }

    /// The same where long words may be misspelt, which takes longer.
    pub fn read_closely(text: &str, language: Language) -> Self {
        Self::of(text, &header_words(text), language, |word| {
            misspelt(word, language)
        })
    }

    /// What a header says together with the one above it that it is grouped by: under `Likelihood`,
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
            is_modifier: unknown == 0 && senses.has_only(&[Residual]),
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

    /// Whether it says both that there is a risk and that it is described.
    pub fn describes_risks(&self) -> bool {
        self.senses.has(&[Risk]) && self.senses.has(&[Description])
    }

    /// Whether it says that its column is of the time after treatment.
    pub fn is_residual(&self) -> bool {
        self.senses.has(&[Residual])
    }
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

/// A set of senses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Senses(u64);

impl Senses {
    fn of(senses: &[Sense]) -> Self {
        Self(senses.iter().fold(0, |set, sense| set | 1 << *sense as u64))
    }

    fn insert(&mut self, sense: Sense) {
        self.0 |= 1 << sense as u64;
    }

    /// Whether one of them is in it.
    fn has(self, senses: &[Sense]) -> bool {
        self.0 & Self::of(senses).0 != 0
    }

    /// Whether it has no others than these.
    fn has_only(self, senses: &[Sense]) -> bool {
        self.0 & !Self::of(senses).0 == 0
    }
}

/// The senses of the words, how many words are unknown, and whether one is misspelt.
fn senses(
    words: &[String],
    language: Language,
    misspelt: impl Fn(&str) -> Option<Sense>,
) -> (Senses, usize, bool) {
    let mut senses = Senses::default();
    let mut unknown = 0;
    let mut is_misspelt = false;
    for word in words {
        let is_letter = words.len() > 1 && word.len() == 1;
        if is_letter || word.chars().all(|c| c.is_ascii_digit()) {
            continue;
        }
        let found = sense(word, language).or_else(|| {
            let found = misspelt(word);
            is_misspelt |= found.is_some();
            found
        });
        match found {
            Some(Filler | Modifier) => {}
            Some(sense) => senses.insert(sense),
            None => unknown += 1,
        }
    }
    (senses, unknown, is_misspelt)
}

/// The sense of a word: in the language of the table, else in English, else in any.
fn sense(word: &str, language: Language) -> Option<Sense> {
    let senses = VOCABULARY.get(word)?;
    let of = |wanted: Language| senses.iter().find(|(language, _)| *language == wanted);
    let found = of(language)
        .or_else(|| of(Language::English))
        .or_else(|| senses.first());
    found.map(|(_, sense)| *sense)
}

/// The sense of a long word with a letter or two wrong.
fn misspelt(word: &str, language: Language) -> Option<Sense> {
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
    let mut counts: Vec<(Language, usize)> = vec![(Language::English, 0)];
    for word in words {
        let Some(senses) = VOCABULARY.get(word) else {
            continue;
        };
        // A word that English has too tells nothing of another language.
        let is_english = senses
            .iter()
            .any(|(language, _)| *language == Language::English);
        for (language, _) in senses {
            if is_english && *language != Language::English {
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
    first.map_or(Language::English, |(language, _)| *language)
}

/// A header of one letter, as the sheets of failure mode and effects analyses have it.
fn letter(words: &[String]) -> Option<Meaning> {
    let [word] = words else {
        return None;
    };
    Some(match word.as_str() {
        "p" | "o" | "l" => Meaning::Field(RiskField::Likelihood, Strength::Possible),
        "i" | "s" => Meaning::Field(RiskField::Impact, Strength::Possible),
        "d" => Meaning::Other("how hard to detect"),
        "r" => Meaning::Other(SCORE),
        _ => return None,
    })
}

/// What senses mean together. The order is that of what changes the meaning of the others most.
fn meaning(senses: Senses, has_unknown: bool, is_misspelt: bool) -> Meaning {
    let has = |senses_: &[Sense]| senses.has(senses_);
    let is_sure = !has_unknown && !is_misspelt;
    let sure = if is_sure {
        Strength::Sure
    } else {
        Strength::Likely
    };
    // A field where the header says nothing beside it but these.
    let field = |field: RiskField, with: &[Sense]| {
        let strength = if senses.has_only(with) {
            sure
        } else {
            Strength::Possible
        };
        Meaning::Field(field, strength)
    };
    let possible = |field: RiskField| Meaning::Field(field, Strength::Possible);
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

/// What a header with the word for a component may be about instead.
const BESIDE_COMPONENT: [Sense; 9] = [
    Runbook, Note, Likelihood, Impact, Severity, Detection, Mitigation, Risk, Peril,
];

/// The same of senses that no single word settles.
fn of_prose(senses: Senses, sure: Strength) -> Meaning {
    let has = |senses_: &[Sense]| senses.has(senses_);
    let field = |field: RiskField, with: &[Sense]| {
        let strength = if senses.has_only(with) {
            sure
        } else {
            Strength::Possible
        };
        Meaning::Field(field, strength)
    };
    let possible = |field: RiskField| Meaning::Field(field, Strength::Possible);
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
