//! What a register states of a record beyond the fields of the model.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::record::Key;
use crate::record::text::keeps_digits;

/// Values by header, in the order of their columns.
///
/// The key is the header and its occurrence, because real sheets repeat headers (`Date`, and
/// `Date` again after the treatment).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extra {
    values: Vec<(Key, ExtraValue)>,
}

impl Extra {
    /// The values of headers of which none stands twice.
    pub(crate) fn of_distinct(values: Vec<(Key, ExtraValue)>) -> Self {
        Self { values }
    }

    /// Whether both have the same values under the same headers, in whatever order: where a column is filled says
    /// nothing of what it states.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        if self.values.len() != other.values.len() {
            return false;
        }
        // Nearly always, both have one order.
        if self == other {
            return true;
        }
        let known: HashMap<&Key, &ExtraValue> = self.iter().collect();
        let mut others = other.iter();
        others.all(|(key, value)| known.get(key) == Some(&value))
    }

    /// Adds the value under a header that is not there yet.
    #[cfg(feature = "workbook")]
    pub(crate) fn push_distinct(&mut self, key: Key, value: ExtraValue) {
        self.values.push((key, value));
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value under a header, if there is one.
    pub fn get(&self, key: &Key) -> Option<&ExtraValue> {
        let found = self.values.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| value)
    }

    /// Sets the value under a header: in its place if there is one already, else at the end.
    pub fn insert(&mut self, key: Key, value: ExtraValue) {
        match self.values.iter_mut().find(|(known, _)| *known == key) {
            Some((_, old)) => *old = value,
            None => self.values.push((key, value)),
        }
    }

    /// Takes the value under a header out.
    pub fn remove(&mut self, key: &Key) -> Option<ExtraValue> {
        let position = self.values.iter().position(|(known, _)| known == key)?;
        Some(self.values.remove(position).1)
    }

    /// The values in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Key, &ExtraValue)> {
        self.values.iter().map(|(key, value)| (key, value))
    }
}

/// A value as a cell can have it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ExtraValue {
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number that is not whole. See [`ExtraValue::number`].
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// A date, or a date and a time of day.
    DateTime(DateTime),
    /// What a formula gave that failed, such as `#DIV/0!`.
    Error(String),
}

/// A value is the same as itself, also where it is a number that is none.
impl PartialEq for ExtraValue {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Float(a), Self::Float(b)) => a.total_cmp(b).is_eq(),
            (Self::Text(a), Self::Text(b)) | (Self::Error(a), Self::Error(b)) => a == b,
            (Self::Integer(a), Self::Integer(b)) => a == b,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::DateTime(a), Self::DateTime(b)) => a == b,
            _ => false,
        }
    }
}

/// Up to here, 2^53, every whole number is its own float: a float of 64 bits has a significand of 53.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

impl ExtraValue {
    /// A number: whole where it is whole, because a spreadsheet does not tell 5 from 5.0. `None`
    /// for what is not finite, which no cell can have.
    pub fn number(number: f64) -> Option<Self> {
        if !number.is_finite() {
            return None;
        }
        if number.fract() == 0.0 && number.abs() <= LARGEST_WHOLE {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "whole and within the range"
            )]
            return Some(Self::Integer(number as i64));
        }
        Some(Self::Float(number))
    }
}

impl fmt::Display for ExtraValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Error(text) => text.fmt(f),
            Self::Integer(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
            Self::Boolean(value) => value.fmt(f),
            Self::DateTime(value) => value.fmt(f),
        }
    }
}

/// A date and a time of day without a zone. At midnight it is written as the date alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateTime(pub(super) jiff::civil::DateTime);

impl DateTime {
    /// A date and a time of day, if there is such a one. Seconds are whole.
    pub fn new(year: i16, month: i8, day: i8, hour: i8, minute: i8, second: i8) -> Option<Self> {
        let value = jiff::civil::DateTime::new(year, month, day, hour, minute, second, 0);
        value.ok().map(Self)
    }

    /// The same, so many milliseconds later, if that is still a date.
    pub fn plus_milliseconds(self, milliseconds: i64) -> Option<Self> {
        let later = jiff::SignedDuration::from_millis(milliseconds);
        self.0.checked_add(later).ok().map(Self)
    }

    /// How many days it is after the beginning of a day; `None` where it is before, or where there
    /// is no such day.
    #[cfg(feature = "workbook")]
    pub(crate) fn days_since(self, (year, month, day): (i16, i8, i8)) -> Option<f64> {
        const DAY: f64 = 86_400.0 * 1e9;
        let beginning = jiff::civil::Date::new(year, month, day).ok()?;
        let since = self
            .0
            .duration_since(beginning.to_datetime(jiff::civil::Time::midnight()));
        #[expect(
            clippy::cast_precision_loss,
            reason = "what is lost is less than a millisecond, and checked by whoever asks"
        )]
        let days = since.as_nanos() as f64 / DAY;
        (days >= 0.0).then_some(days)
    }
}

/// The text is not a date or a date and a time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date and time in the form 2027-03-31T16:30:00")]
pub struct ParseDateTimeError;

impl FromStr for DateTime {
    type Err = ParseDateTimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|_| ParseDateTimeError)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.time() == jiff::civil::Time::midnight() {
            self.0.date().fmt(f)
        } else {
            self.0.fmt(f)
        }
    }
}

/// The key under which a file has a date and time, which JSON has no form for.
const DATE_TIME: &str = "datetime";
/// The key under which a file has the error that a formula gave.
const ERROR: &str = "error";

impl Serialize for ExtraValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Integer(number) => number.serialize(serializer),
            Self::Float(number) => number.serialize(serializer),
            Self::Boolean(value) => value.serialize(serializer),
            Self::DateTime(value) => serializer.collect_map([(DATE_TIME, value.to_string())]),
            Self::Error(error) => serializer.collect_map([(ERROR, error)]),
        }
    }
}

impl<'de> Deserialize<'de> for ExtraValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str =
            "expected text, a number, true or false, { datetime = \"…\" } or { error = \"…\" }";
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(Self::Text(text)),
            Value::Bool(value) => Ok(Self::Boolean(value)),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => Ok(Self::Integer(whole)),
                (None, Some(float)) => {
                    let text = number.to_string();
                    if !keeps_digits(float, &text) {
                        return Ok(Self::Text(text));
                    }
                    Self::number(float).ok_or(D::Error::custom(EXPECTED))
                }
                (None, None) => Err(D::Error::custom(EXPECTED)),
            },
            Value::Object(table) if table.len() == 1 => {
                let text = |key| table.get(key).and_then(Value::as_str);
                match (text(DATE_TIME), text(ERROR)) {
                    (Some(value), _) => value.parse().map(Self::DateTime).map_err(D::Error::custom),
                    (None, Some(error)) => Ok(Self::Error(error.to_owned())),
                    (None, None) => Err(D::Error::custom(EXPECTED)),
                }
            }
            _ => Err(D::Error::custom(EXPECTED)),
        }
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key.to_string(), value)))
    }
}

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let headers = serde_json::Map::deserialize(deserializer)?;
        let mut values = Vec::with_capacity(headers.len());
        for (header, value) in headers {
            let key = Key::parse(&header);
            // Two spellings of one column, such as `Date~1` and `Date`, could not both be kept.
            if key.to_string() != header {
                let message = format!("the column `{header}` is written `{key}`");
                return Err(D::Error::custom(message));
            }
            values.push((
                key,
                ExtraValue::deserialize(value).map_err(D::Error::custom)?,
            ));
        }
        Ok(Self::of_distinct(values))
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Extra {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Extra".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Values by header; `header~2` for the second column of a header.",
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    { "type": ["string", "number", "boolean"] },
                    {
                        "type": "object",
                        "properties": { "datetime": { "type": "string" } },
                        "required": ["datetime"],
                        "additionalProperties": false
                    },
                    {
                        "type": "object",
                        "properties": { "error": { "type": "string" } },
                        "required": ["error"],
                        "additionalProperties": false
                    }
                ]
            }
        })
    }
}
