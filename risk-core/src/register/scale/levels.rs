//! The levels of one axis of a scale.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::ScaleError;
use crate::record::text::{fold, nearest, without_accents};

/// One level of an axis, by its position from the lowest. It is meaningful only together with
/// the [`Levels`] that it came from, and orders like them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Level(u8);

impl Level {
    /// The position on its axis, 0 being the lowest.
    pub fn position(self) -> usize {
        usize::from(self.0)
    }
}

/// The words and the colour of one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LevelDefinition {
    /// The word that the level is shown with.
    pub label: String,
    /// Other words that mean the level. Case, white space and hyphens do not matter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The colour behind the word where colours are shown. It never stands without the word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Colour>,
}

impl LevelDefinition {
    /// A level with a label, and neither aliases nor a colour.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            aliases: Vec::new(),
            colour: None,
        }
    }

    /// The same level, which other words mean too.
    #[must_use]
    pub fn with_aliases<'a>(mut self, aliases: impl IntoIterator<Item = &'a str>) -> Self {
        self.aliases.extend(aliases.into_iter().map(str::to_owned));
        self
    }

    /// The same level with a colour.
    #[must_use]
    pub fn with_colour(mut self, colour: Colour) -> Self {
        self.colour = Some(colour);
        self
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.label.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

impl From<&str> for LevelDefinition {
    fn from(label: &str) -> Self {
        Self::new(label)
    }
}

/// The levels of one axis, from the lowest to the highest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Levels {
    definitions: Vec<LevelDefinition>,
    #[serde(skip)]
    words: Vec<(String, Level)>,
}

/// More levels than the per cents from 0 to 100 are a mistake in the file. A matrix has at most the square of it,
/// some 10,000 entries.
pub(super) const MOST_LEVELS: usize = 101;

impl Levels {
    /// The levels of an axis, lowest first.
    ///
    /// # Errors
    ///
    /// When there is none or more than 101, or when a word is blank or means two levels.
    pub fn new(
        definitions: impl IntoIterator<Item = impl Into<LevelDefinition>>,
    ) -> Result<Self, ScaleError> {
        let definitions: Vec<LevelDefinition> = definitions.into_iter().map(Into::into).collect();
        if definitions.is_empty() || definitions.len() > MOST_LEVELS {
            return Err(ScaleError::LevelCount {
                count: definitions.len(),
            });
        }
        let mut words: Vec<(String, Level)> = Vec::new();
        for (level, definition) in (0..).map(Level).zip(&definitions) {
            for word in definition.words() {
                let folded = fold(word);
                if folded.is_empty() {
                    return Err(ScaleError::BlankWord {
                        label: definition.label.clone(),
                    });
                }
                match words.iter().find(|(known, _)| *known == folded) {
                    Some((_, other)) if *other != level => {
                        return Err(ScaleError::RepeatedWord {
                            word: word.to_owned(),
                        });
                    }
                    Some(_) => {}
                    None => words.push((folded, level)),
                }
            }
        }
        let plain = words.iter().filter(|(word, _)| !word.is_ascii());
        let plain: Vec<_> = plain
            .map(|(word, level)| (without_accents(word), *level))
            .collect();
        for (word, level) in plain {
            if words.iter().all(|(known, _)| *known != word) {
                words.push((word, level));
            }
        }
        Ok(Self { definitions, words })
    }

    /// The level that a text means, by label or alias, also without their accents.
    pub fn find(&self, text: &str) -> Option<Level> {
        // Nearly every text is a label to the letter, and then nothing needs folding.
        let exact = self
            .definitions
            .iter()
            .position(|level| level.label == text);
        if let Some(position) = exact {
            return u8::try_from(position).ok().map(Level);
        }
        self.find_word(&fold(text)).or_else(|| self.find_both(text))
    }

    /// All words that mean a level, folded.
    #[cfg(feature = "workbook")]
    pub(super) fn folded_words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(word, _)| word.as_str())
    }

    fn find_word(&self, folded: &str) -> Option<Level> {
        let word = self.words.iter().find(|(word, _)| word == folded);
        word.map(|(_, level)| *level)
    }

    /// The level of a word with its number, such as `Low (1)` or `4 - very likely`.
    fn find_both(&self, text: &str) -> Option<Level> {
        let (word, number) = word_and_number(text)?;
        match (self.find_word(&word), self.find_word(&number)) {
            (Some(level), Some(other)) => (level == other).then_some(level),
            (level, other) => level.or(other),
        }
    }

    /// The level of a text that has a number beside the word of it, as `1 - Low` has, and the number. `None` where the
    /// scale has the whole text as a word of its own.
    #[cfg(feature = "trackers")]
    pub(crate) fn find_numbered(&self, text: &str) -> Option<(Level, u16)> {
        // Hardly a level has a digit.
        let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
        if !has_digit || self.find_word(&fold(text)).is_some() {
            return None;
        }
        let (word, number) = word_and_number(text)?;
        let level = self.find_word(&word)?;
        let of_number = self.find_word(&number);
        let number = number.parse().ok()?;
        let is_meant = of_number.is_none_or(|other| other == level);
        is_meant.then_some((level, number))
    }

    /// The label of the level that a misspelt text most likely meant, if one is near enough.
    pub fn nearest(&self, text: &str) -> Option<&str> {
        let words = self.definitions.iter().flat_map(LevelDefinition::words);
        let word = nearest(text, words.filter(|word| word.chars().count() > 1))?;
        self.find(word).map(|level| self.label(level))
    }

    /// The label of the level that a text means, if it means one.
    #[cfg(feature = "trackers")]
    pub(crate) fn label_of(&self, text: Option<&str>) -> Option<&str> {
        Some(self.label(self.find(text?)?))
    }

    /// The label of a level.
    ///
    /// # Panics
    ///
    /// When the level belongs to an axis with more levels than this one.
    pub fn label(&self, level: Level) -> &str {
        &self[level].label
    }

    /// The levels, lowest first.
    pub fn iter(&self) -> impl Iterator<Item = (Level, &LevelDefinition)> {
        (0..).map(Level).zip(&self.definitions)
    }

    /// The number of levels, at least one.
    #[expect(clippy::len_without_is_empty, reason = "an axis is never empty")]
    pub fn len(&self) -> usize {
        self.definitions.len()
    }

    /// Whether a level is in the upper part of the axis: the upper half, the middle one of an odd
    /// number left out. High and Critical of Note, Low, Medium, High, Critical are.
    pub fn is_high(&self, level: Level) -> bool {
        level.position() >= self.len() - self.len() / 2
    }

    /// The labels, lowest first.
    pub fn labels(&self) -> Vec<&str> {
        let labels = self.definitions.iter().map(|level| level.label.as_str());
        labels.collect()
    }
}

/// The word and the number of a text such as `Low (1)` or `4 - very likely`.
pub(crate) fn word_and_number(text: &str) -> Option<(String, String)> {
    // What is longer is a sentence, and no axis has a level of more than three digits.
    const LONGEST: usize = 60;
    const DIGITS: usize = 3;
    if text.len() > LONGEST {
        return None;
    }
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let is_number = |part: &str| part.len() <= DIGITS && part.bytes().all(|b| b.is_ascii_digit());
    let number = if is_number(parts.first()?) {
        parts.remove(0)
    } else {
        parts.pop().filter(|part| is_number(part))?
    };
    // Two numbers are a range, and a number alone is found without this.
    let has_digit = |part: &&str| part.bytes().any(|byte| byte.is_ascii_digit());
    if parts.is_empty() || parts.iter().any(has_digit) {
        return None;
    }
    Some((fold(&parts.join(" ")), number.to_owned()))
}

impl std::ops::Index<Level> for Levels {
    type Output = LevelDefinition;

    fn index(&self, level: Level) -> &LevelDefinition {
        &self.definitions[level.position()]
    }
}

/// An sRGB colour, written `#RRGGBB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", schemars(extend("pattern" = "^#[0-9A-Fa-f]{6}$"), with = "String"))]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl Colour {
    pub(crate) const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Whether black is easier to read on it than white.
    pub fn is_light(self) -> bool {
        // The weights of the sRGB luminance, in thousandths; gamma does not matter for a choice of
        // two.
        let [red, green, blue] = [self.red, self.green, self.blue].map(u32::from);
        213 * red + 715 * green + 72 * blue > 110 * 1000
    }
}

/// The text is not a colour in the form `#RRGGBB`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a colour in the form #RRGGBB")]
pub struct ParseColourError;

impl FromStr for Colour {
    type Err = ParseColourError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix('#').ok_or(ParseColourError)?;
        let hexadecimal = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let value = u32::from_str_radix(digits, 16)
            .ok()
            .filter(|_| hexadecimal)
            .ok_or(ParseColourError)?;
        let [_, red, green, blue] = value.to_be_bytes();
        Ok(Self { red, green, blue })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.red, self.green, self.blue)
    }
}

impl TryFrom<String> for Colour {
    type Error = ParseColourError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}
