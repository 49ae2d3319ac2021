//! A tree to a type of one's own, by serde: what it does not take is refused with its place.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::{de, forward_to_deserialize_any};

use super::node::{Entry, Node, SyntaxError, Value};
use super::positions::File;
use super::{json, toml};
use crate::error::Problem;

/// A text that is read as a tree.
pub(crate) struct Text(File);

/// The tree of a text.
pub(crate) struct Tree<'a> {
    file: &'a File,
    node: Node<'a>,
}

impl Text {
    /// TOML. The name is what the file is called in a problem.
    pub fn toml(name: &str, text: impl Into<String>) -> Self {
        Self(File::toml(name.to_owned(), text.into()))
    }

    /// JSON, of which a key that repeats is refused, as one of the two would be lost.
    pub fn json(name: &str, text: impl Into<String>) -> Self {
        Self(File::json(name.to_owned(), text.into()))
    }

    /// Parses it.
    pub fn tree(&self) -> Result<Tree<'_>, Problem> {
        let Self(file) = self;
        let node = if file.is_json() {
            json::parse(file, &mut |_, _| false)?
        } else {
            toml::parse(file.text()).map_err(|error| file.problem(error))?
        };
        Ok(Tree { file, node })
    }
}

impl Tree<'_> {
    /// Whether it is a table that has a key.
    pub fn has(&self, key: &str) -> bool {
        self.node.get(key).is_some()
    }

    /// A problem with all of it.
    pub fn problem(&self, message: String) -> Problem {
        let start = self.node.start;
        self.file.problem(SyntaxError { start, message })
    }

    /// The value that it states.
    pub fn to<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        T::deserialize(&self.node).map_err(|error| {
            let start = error.start.unwrap_or(self.node.start);
            let message = error.message;
            self.file.problem(SyntaxError { start, message })
        })
    }
}

/// What a type does not take, and where that starts, once it is known.
#[derive(Debug)]
pub(super) struct Refusal {
    start: Option<usize>,
    message: String,
}

impl Refusal {
    /// The innermost place is the one that helps.
    fn at(self, start: usize) -> Self {
        let start = self.start.or(Some(start));
        Self { start, ..self }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

impl de::Error for Refusal {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            start: None,
            message: message.to_string(),
        }
    }
}

impl<'de> Deserializer<'de> for &Node<'_> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let value = match &self.value {
            Value::Null => visitor.visit_unit(),
            Value::Boolean(value) => visitor.visit_bool(*value),
            Value::Text(text) => visitor.visit_str(text),
            Value::OddNumber(text) | Value::DateTime(text) => visitor.visit_str(text),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => visitor.visit_u64(number),
                (_, Some(number)) => visitor.visit_i64(number),
                _ => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::List(nodes) => visitor.visit_seq(SeqDeserializer::new(nodes.iter())),
            Value::Table(entries) => visitor.visit_map(Entries {
                rest: entries.iter(),
                last: None,
            }),
        };
        value.map_err(|error| error.at(self.start))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let value = match &self.value {
            Value::Text(text) => visitor.visit_enum(StrDeserializer::new(text)),
            Value::Table(entries) => visitor.visit_enum(MapAccessDeserializer::new(Entries {
                rest: entries.iter(),
                last: None,
            })),
            _ => Err(de::Error::custom(format!("{} is no word", self.describe()))),
        };
        value.map_err(|error| error.at(self.start))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

impl de::IntoDeserializer<'_, Refusal> for &Node<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The entries of a table that are still to come, and the one whose key was read.
struct Entries<'n, 'a> {
    rest: std::slice::Iter<'n, Entry<'a>>,
    last: Option<&'n Entry<'a>>,
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Refusal> {
        self.last = self.rest.next();
        let Some(entry) = self.last else {
            return Ok(None);
        };
        let key = seed.deserialize(StrDeserializer::new(&entry.key));
        key.map(Some)
            .map_err(|error: Refusal| error.at(entry.start))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refusal> {
        let entry = self.last.expect("a key comes before its value");
        let value = seed.deserialize(&entry.node);
        value.map_err(|error| error.at(entry.node.start))
    }
}
