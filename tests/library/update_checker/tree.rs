//! XML as a tree that knows where each element stands. What is not well-formed is told.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Deeper than any part of a workbook: a tree is taken apart by recursion.
const DEEPEST: usize = 200;

/// An element with what is in it.
#[derive(Debug, Clone, Default)]
pub struct Element {
    /// Its name, without a prefix.
    pub name: String,
    /// By whole names, with their prefixes.
    attributes: Vec<(String, String)>,
    /// Its own text.
    pub text: String,
    pub children: Vec<Element>,
    /// Where it stands in the text of its part, tags included.
    pub span: Range<usize>,
    /// Where its first tag ends.
    pub tag_end: usize,
}

impl Element {
    /// The outermost element of a text.
    pub fn parse(xml: &str) -> Result<Self, String> {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Self::default()];
        loop {
            let start = position(&reader);
            let event = reader.read_event().map_err(|error| error.to_string())?;
            let end = position(&reader);
            match event {
                Event::Start(tag) if open.len() < DEEPEST => {
                    open.push(Self::of(&tag, start..end)?);
                }
                Event::Start(_) => return Err("it is nested too deep".to_owned()),
                Event::Empty(tag) => {
                    let element = Self::of(&tag, start..end)?;
                    innermost(&mut open)?.children.push(element);
                }
                Event::End(_) => {
                    let mut element = open.pop().ok_or("it ends too often")?;
                    element.span.end = end;
                    innermost(&mut open)?.children.push(element);
                }
                Event::Text(text) => innermost(&mut open)?.text.push_str(&text.xml10_content()),
                Event::CData(text) => innermost(&mut open)?.text.push_str(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    let text = &mut innermost(&mut open)?.text;
                    text.push_str(&character(&name)?);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        match (
            open.len(),
            open.pop().and_then(|mut all| all.children.pop()),
        ) {
            (1, Some(element)) => Ok(element),
            _ => Err("it ends too early".to_owned()),
        }
    }

    fn of(tag: &BytesStart<'_>, span: Range<usize>) -> Result<Self, String> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = unescape(&attribute.value).map_err(|error| error.to_string())?;
            attributes.push((attribute.key.into_inner().to_owned(), value.into_owned()));
        }
        Ok(Self {
            name: tag.local_name().into_inner().to_owned(),
            attributes,
            tag_end: span.end,
            span,
            ..Self::default()
        })
    }

    /// An attribute: that of the name, or else one that has it behind a prefix.
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = |found: &'_ (String, String)| found.0 == name;
        let exact = self.attributes.iter().find(|found| value(found));
        let found = exact.or_else(|| {
            let mut attributes = self.attributes.iter();
            attributes.find(|(known, _)| known.rsplit(':').next() == Some(name))
        });
        found.map(|(_, value)| value.as_str())
    }

    /// An attribute that is a number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).and_then(|value| value.parse().ok())
    }

    /// The attributes by their whole names.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let attributes = self.attributes.iter();
        attributes.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The elements of a name directly in it.
    pub fn each<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element of a name directly in it.
    pub fn first(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// It, and all elements that stand in it, however deep.
    pub fn everything(&self) -> Vec<&Self> {
        let mut found = vec![self];
        let mut next = 0;
        while next < found.len() {
            let element = found[next];
            found.extend(&element.children);
            next += 1;
        }
        found
    }

    /// The elements of a name that stand in it, however deep.
    pub fn all(&self, name: &str) -> Vec<&Self> {
        let mut all = self.everything();
        all.retain(|element| element.name == name);
        all
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn innermost(open: &mut [Element]) -> Result<&mut Element, String> {
    open.last_mut()
        .ok_or_else(|| "it ends too often".to_owned())
}

/// The text that a reference stands for.
fn character(reference: &BytesRef<'_>) -> Result<String, String> {
    let number = reference
        .resolve_char_ref()
        .map_err(|error| error.to_string())?;
    let text = match number {
        Some(character) => Some(character.to_string()),
        None => resolve_xml_entity(reference).map(str::to_owned),
    };
    text.ok_or_else(|| format!("&{}; stands for nothing", &**reference))
}
