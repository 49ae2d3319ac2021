//! Words of the register as values of options: spelled in any way that files take.

use std::ffi::OsStr;
use std::marker::PhantomData;
use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};

/// A word, and what it means.
pub type Word = (&'static str, &'static str);

/// Reads one of a few words as a file would, and names those there are where it is none of them.
#[derive(Debug, Clone, Copy)]
pub struct Words<T> {
    words: &'static [Word],
    read: PhantomData<fn() -> T>,
}

impl<T> Words<T> {
    pub fn new(words: &'static [Word]) -> Self {
        Self {
            words,
            read: PhantomData,
        }
    }

    fn values(&self) -> impl Iterator<Item = PossibleValue> {
        let words = self.words.iter();
        words.map(|(word, meaning)| PossibleValue::new(*word).help(*meaning))
    }

    /// The error of a text that is none of the words.
    fn refused(&self, command: &Command, arg: Option<&Arg>, text: &OsStr) -> Error {
        let words = PossibleValuesParser::new(self.values());
        let error = words.parse_ref(command, arg, text).err();
        error.unwrap_or_else(|| Error::new(ErrorKind::InvalidValue).with_cmd(command))
    }
}

impl<T: FromStr + Clone + Send + Sync + 'static> TypedValueParser for Words<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, text: &OsStr) -> Result<T, Error> {
        let read = text.to_str().and_then(|text| text.parse().ok());
        read.map_or_else(|| Err(self.refused(command, arg, text)), Ok)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.values()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::edits::{KINDS, OUTCOMES};
    use risk_core::{Outcome, RehearsalKind};

    #[test]
    fn help_has_the_words_that_files_have() {
        let kinds = RehearsalKind::ALL.map(RehearsalKind::as_str);
        assert_eq!(KINDS.map(|(word, _)| word), kinds);
        let outcomes = Outcome::ALL.map(Outcome::as_str);
        assert_eq!(OUTCOMES.map(|(word, _)| word), outcomes);
    }
}
