//! YAML as a tree that knows where each part stands.
//!
//! Merge keys, anchors and aliases are resolved by serde-saphyr, which bounds what they may grow
//! to and how deep a file may nest. So what walks the tree may recurse.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_saphyr::localizer::Localizer;
use serde_saphyr::options::NonFiniteFloatPolicy;
use serde_saphyr::{Options, SnippetMode, Spanned, Tagged, UserMessageFormatter};

use super::Text;
use super::text::line;
use crate::error::Error;
use crate::record::text::quote;

/// The most values in one file. A catalogue of a hundred thousand entities has fewer.
const MOST_VALUES: usize = 5_000_000;
/// The most values, and ends of lists and mappings, that stand in anchors, and the most that
/// aliases repeat of them: far more than people write, and too few to fill the memory from a small file.
const MOST_ALIASED: usize = 300_000;

/// How deep a file may nest. Files of both formats nest less than half of this. Each level takes
/// some of the stack, without optimization nearly 40 kB, and threads have little.
const DEEPEST: usize = 32;

/// How the tags of YAML itself begin.
const CORE_TAGS: &str = "tag:yaml.org,2002:";

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    value: Value,
    /// The tag, where it is one of an application.
    tag: Option<Box<str>>,
    line: usize,
    column: usize,
}

#[derive(Debug)]
enum Value {
    Null,
    Text(String),
    /// A number or a boolean, whose spelling stands at a byte and has so many.
    Literal(usize, usize),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// The documents of a text, less those that are empty.
pub(super) fn documents(text: Text<'_>) -> Result<Vec<Node>, Error> {
    let read = serde_saphyr::from_multiple_with_options::<Node>(text.text, options());
    let mut documents = read.map_err(|error| malformed(text, &error))?;
    for document in &mut documents {
        document.spell(text.text);
    }
    Ok(documents)
}

fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_events: 3 * MOST_VALUES,
            max_nodes: MOST_VALUES,
            max_documents: MOST_VALUES,
            max_depth: DEEPEST,
            max_total_scalar_bytes: 1 << 30,
            max_merge_keys: 100_000,
            max_recorded_anchor_events: MOST_ALIASED,
            // Many services may well share one anchor. What all aliases stand for together is
            // limited by itself.
            enforce_alias_anchor_ratio: false,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: MOST_ALIASED,
        },
        ignore_binary_tag_for_string: true,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    }
}

/// Leaves the place out of messages, which an error has beside them.
struct NoPlace;

impl Localizer for NoPlace {
    fn attach_location<'a>(&self, base: Cow<'a, str>, _: serde_saphyr::Location) -> Cow<'a, str> {
        base
    }
}

fn malformed(text: Text<'_>, error: &serde_saphyr::Error) -> Error {
    let formatter = UserMessageFormatter.with_localizer(&NoPlace);
    let message = error.render_with_options(serde_saphyr::render_options! {
        formatter: &formatter,
        snippets: SnippetMode::Off,
    });
    let (line, column) = error.location().map_or((1, 1), |l| (l.line(), l.column()));
    let counted = |n| usize::try_from(n).unwrap_or(usize::MAX).max(1);
    text.malformed_at((counted(line), counted(column)), in_words(message))
}

/// The message, where it is about a limit without the names of types that the library has for it.
fn in_words(message: String) -> String {
    if message.contains("recursion limit") || message.contains("limits breached: Depth") {
        return format!("lists and mappings nest more than {DEEPEST} deep");
    }
    if message.contains("limits breached") {
        return format!(
            "there are more than {MOST_VALUES} values, or anchors and aliases repeat more than {MOST_ALIASED}"
        );
    }
    message
}

impl Node {
    /// Gives numbers and booleans the spelling that they have in the text.
    fn spell(&mut self, text: &str) {
        match &mut self.value {
            Value::Literal(start, length) => {
                let spelled = text.get(*start..start.saturating_add(*length));
                self.value = Value::Text(spelled.unwrap_or_default().trim().to_owned());
            }
            Value::List(nodes) => nodes.iter_mut().for_each(|node| node.spell(text)),
            Value::Map(entries) => entries.iter_mut().for_each(|(_, node)| node.spell(text)),
            Value::Null | Value::Text(_) => {}
        }
    }

    /// The entries of a mapping; none of anything else.
    pub fn entries(&self) -> &[(String, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// What a mapping has under a key, unless it is null.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let mut entries = self.entries().iter();
        let (_, node) = entries.find(|(name, _)| name == key)?;
        (!node.is_null()).then_some(node)
    }

    /// The tag, such as `!reset`, but for those of YAML itself, such as `!!str`.
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// Whether it is a mapping.
    pub fn is_map(&self) -> bool {
        matches!(self.value, Value::Map(_))
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The elements of a list.
    pub fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(nodes) => Some(nodes),
            _ => None,
        }
    }

    /// The text, also of a number or a boolean, as it is spelled.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text on one line without white space around it, if that is not blank.
    pub fn words(&self) -> Option<String> {
        let words = line(self.text()?);
        (!words.is_empty()).then_some(words)
    }

    /// The error of something else than was expected.
    pub fn expected(&self, what: &str, text: Text<'_>) -> Error {
        let found = match &self.value {
            Value::Null => "nothing".to_owned(),
            Value::Text(found) => quote(found),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a mapping".to_owned(),
            Value::Literal(..) => "a number".to_owned(),
        };
        self.malformed(text, format!("expected {what}, found {found}"))
    }

    /// The error of what stands here.
    pub fn malformed(&self, text: Text<'_>, message: String) -> Error {
        text.malformed_at((self.line, self.column), message)
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Tagged(spanned, tag) = Tagged::<Spanned<Value>>::deserialize(deserializer)?;
        let place = if spanned.referenced.line() > 0 {
            spanned.referenced
        } else {
            spanned.defined
        };
        let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let mut value = spanned.value;
        if let Value::Literal(start, length) = &mut value {
            // Where the spelling stands, which is not here if this is an alias.
            let span = spanned.defined.span();
            let (Some(at), Some(of)) = (span.byte_offset(), span.byte_len()) else {
                return Err(D::Error::custom("a number whose place is not known"));
            };
            (*start, *length) = (size(at), size(of));
        }
        let is_own = |tag: &String| tag != "!" && !tag.starts_with(CORE_TAGS);
        Ok(Self {
            value,
            tag: tag.filter(is_own).map(String::into_boxed_str),
            line: size(place.line()).max(1),
            column: size(place.column()).max(1),
        })
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Literal(0, 0))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Literal(0, 0))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
        Ok(Value::Literal(0, 0))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Literal(0, 0))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Value::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Map(entries))
    }
}
