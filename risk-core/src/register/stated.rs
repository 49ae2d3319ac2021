//! What somebody wrote where one of a few words, a date or a duration belongs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Date, Duration, Outcome, RehearsalKind, Status};
use crate::record::text::nearest;

/// A value as it was stated: recognised, or kept as the text that was found.
///
/// Nothing is defaulted: `Unrecognised` is a finding at its place, never some other value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Stated<T> {
    /// The value that the text means.
    Known(T),
    /// The text, which means no such value.
    Unrecognised(String),
}

impl<T> Stated<T> {
    /// The value, where the text was recognised.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unrecognised(_) => None,
        }
    }

    /// The text, where it was not recognised.
    pub fn unrecognised(&self) -> Option<&str> {
        match self {
            Self::Known(_) => None,
            Self::Unrecognised(text) => Some(text),
        }
    }
}

impl<T: FromStr> Stated<T> {
    /// Recognises a text, or keeps it.
    pub fn parse(text: &str) -> Self {
        match text.parse() {
            Ok(value) => Self::Known(value),
            Err(_) => Self::Unrecognised(text.to_owned()),
        }
    }
}

/// What a text is recognised as: a date, a duration, or one of a few words.
pub(crate) trait Recognise: FromStr<Err: fmt::Display> {
    /// What is most likely meant by a text that is none.
    fn meant(text: &str) -> Option<String>;

    /// What a text is not, and what would be right.
    fn refusal(text: &str) -> String {
        let error = text.parse::<Self>().err();
        error.map_or_else(String::new, |error| error.to_string())
    }
}

impl Recognise for Date {
    fn meant(_: &str) -> Option<String> {
        None
    }
}

impl Recognise for Duration {
    fn meant(text: &str) -> Option<String> {
        Self::in_other_words(text).map(|duration| duration.to_string())
    }
}

macro_rules! recognise_words {
    ($($type:ident)+) => {$(
        impl Recognise for $type {
            fn meant(text: &str) -> Option<String> {
                nearest(text, Self::ALL.map(Self::as_str)).map(str::to_owned)
            }
        }
    )+};
}

recognise_words!(Status RehearsalKind Outcome);

impl<T> From<T> for Stated<T> {
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}

impl<T: fmt::Display> fmt::Display for Stated<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(value) => value.fmt(f),
            Self::Unrecognised(text) => text.fmt(f),
        }
    }
}

impl<T: fmt::Display> Serialize for Stated<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T: FromStr> Deserialize<'de> for Stated<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::parse(&String::deserialize(deserializer)?))
    }
}

/// The schema of the values that are recognised, so that an editor marks the others.
#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Stated<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}
