//! Names that repeat: the nth record, or column, of one name.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// A name and which of its occurrences is meant, counted from 1 in register order.
///
/// A risk is identified by its reference, a component by its name and an extra column by its
/// header. Real registers repeat all three, and leave references blank, so the identity is the
/// pair. Its text form is the name alone for a first occurrence and `name~n` otherwise; a blank
/// name is always written with its occurrence (`~1`), and so is a name that itself ends in `~`
/// and digits, which makes the text form unambiguous.
///
/// ```
/// use risk_core::Key;
///
/// assert_eq!(Key::first("R03").to_string(), "R03");
/// assert_eq!(Key::new("R03", 2).to_string(), "R03~2");
/// assert_eq!(Key::first("").to_string(), "~1");
/// assert_eq!(Key::parse("R03~2"), Key::new("R03", 2));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    name: String,
    occurrence: u32,
}

impl Key {
    /// The given occurrence, counted from 1, of a name. An occurrence of 0 is read as 1.
    pub fn new(name: impl Into<String>, occurrence: u32) -> Self {
        Self {
            name: name.into(),
            occurrence: occurrence.max(1),
        }
    }

    /// The first occurrence of a name.
    pub fn first(name: impl Into<String>) -> Self {
        Self::new(name, 1)
    }

    /// Reads the text form. Every text is the form of some key.
    pub fn parse(text: &str) -> Self {
        match split_occurrence(text) {
            Some((name, occurrence)) => Self::new(name, occurrence),
            None => Self::first(text),
        }
    }

    /// The name: a reference, a component's name or a header.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which occurrence of the name, counted from 1.
    pub fn occurrence(&self) -> u32 {
        self.occurrence
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        let ambiguous = self.name.is_empty() || split_occurrence(&self.name).is_some();
        if self.occurrence > 1 || ambiguous {
            write!(f, "~{}", self.occurrence)?;
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self::parse(&text))
    }
}

/// Splits `name~n` where `n` is a canonical positive number.
fn split_occurrence(text: &str) -> Option<(&str, u32)> {
    let (name, digits) = text.rsplit_once('~')?;
    let canonical = !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    let occurrence = digits.parse().ok().filter(|_| canonical)?;
    Some((name, occurrence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_key_is_read_back_from_its_text(name in "[a~0-9]{0,6}", occurrence in 1_u32..200) {
            let key = Key::new(name, occurrence);
            prop_assert_eq!(Key::parse(&key.to_string()), key);
        }
    }

    #[test]
    fn a_number_too_large_to_be_an_occurrence_is_part_of_the_name() {
        assert_eq!(Key::parse("R~99999999999"), Key::first("R~99999999999"));
    }
}
