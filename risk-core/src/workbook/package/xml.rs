//! Reading the XML of a part: no document type, no entity but the five, no depth without end.

use std::borrow::Cow;
use std::io::BufRead;
use std::ops::Range;
use std::str::FromStr;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::damage;
use crate::error::Error;

/// How the text of a part is written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::workbook) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    /// The encoding of a part: UTF-8 unless a byte order mark states UTF-16.
    pub(in crate::workbook) fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xFF, 0xFE, ..] => Self::Utf16Le,
            [0xFE, 0xFF, ..] => Self::Utf16Be,
            _ => Self::Utf8,
        }
    }

    /// The bytes of a text, as it was read by [`text_of`].
    pub(in crate::workbook) fn bytes(self, text: String) -> Vec<u8> {
        let units = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            let units = text.encode_utf16().flat_map(bytes);
            mark.into_iter().chain(units).collect()
        };
        match self {
            Self::Utf8 => text.into_bytes(),
            Self::Utf16Le => units([0xFF, 0xFE], u16::to_le_bytes),
            Self::Utf16Be => units([0xFE, 0xFF], u16::to_be_bytes),
        }
    }
}

/// The text of a part, without the mark that states UTF-16.
pub(in crate::workbook) fn text_of(name: &str, bytes: Vec<u8>) -> Result<String, Error> {
    let unreadable = || damage(format!("the part {name} is neither UTF-8 nor UTF-16"));
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let pairs = bytes[2..].as_chunks().0.iter();
        let units: Vec<u16> = pairs.map(|pair| unit(*pair)).collect();
        String::from_utf16(&units).map_err(|_| unreadable())
    };
    match Encoding::of(&bytes) {
        Encoding::Utf16Le => utf16(u16::from_le_bytes),
        Encoding::Utf16Be => utf16(u16::from_be_bytes),
        Encoding::Utf8 => String::from_utf8(bytes).map_err(|_| unreadable()),
    }
}

/// A reader of the events of one part.
pub(in crate::workbook) struct Xml<'a> {
    name: &'a str,
    /// What the reader reads.
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// Where in the text the reader began.
    start: usize,
    /// Where in the text the last event begins.
    last: usize,
    depth: u64,
    most_depth: u64,
    /// Whether the last event is the beginning or the end of an element.
    is_behind_tag: bool,
}

impl<'a> Xml<'a> {
    pub(in crate::workbook) fn new(name: &'a str, text: &'a str, most_depth: u64) -> Self {
        let read = text.strip_prefix('\u{feff}').unwrap_or(text);
        let start = text.len() - read.len();
        let mut reader = Reader::from_str(read);
        reader.config_mut().expand_empty_elements = true;
        Self {
            name,
            text: read,
            reader,
            start,
            last: start,
            depth: 0,
            most_depth,
            is_behind_tag: false,
        }
    }

    /// A reader that begins within a part, at an element, and goes on as far as it is asked to.
    pub(in crate::workbook) fn within(
        name: &'a str,
        text: &'a str,
        start: usize,
        most_depth: u64,
    ) -> Self {
        let mut xml = Self::new(name, &text[start..], most_depth);
        xml.reader.config_mut().allow_unmatched_ends = true;
        xml.start += start;
        xml
    }

    /// Where in the text the next event begins.
    pub(in crate::workbook) fn position(&self) -> usize {
        self.start + self.read()
    }

    /// How much is read.
    fn read(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).expect("the text is in memory")
    }

    /// Where in the text the last event stands.
    pub(in crate::workbook) fn span(&self) -> Range<usize> {
        self.last..self.position()
    }

    /// The text that is not read yet, where a tag was read last and all that is read was reported, and where so many more
    /// elements may be open in it, one within another.
    pub(in crate::workbook) fn rest(&self, depth: u64) -> Option<&'a str> {
        let (read, rest) = self.text.split_at(self.read());
        // Behind a text, the reader expects a tag. The end of an element without content comes after its beginning, of
        // nothing that is left to read.
        let is_between = self.is_behind_tag && !read.ends_with("/>");
        (is_between && self.depth + depth <= self.most_depth).then_some(rest)
    }

    /// Goes on behind so many bytes of [the rest](Self::rest), which somebody has read: after them the same elements are
    /// open as before.
    pub(in crate::workbook) fn pass(&mut self, bytes: usize) {
        self.reader.stream().consume(bytes);
    }

    /// The next event; `Event::Eof` at the end.
    pub(in crate::workbook) fn next(&mut self) -> Result<Event<'a>, Error> {
        self.last = self.position();
        let event = self.reader.read_event().map_err(|source| Error::Package {
            reason: format!("the XML of {} is not well-formed", self.name),
            source: Some(Box::new(source)),
        })?;
        self.is_behind_tag = matches!(event, Event::Start(_) | Event::End(_));
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > self.most_depth {
                    return Err(Error::Limit {
                        what: format!("how deep the XML of {} is nested", self.name),
                        limit: self.most_depth,
                        name: Some("depth"),
                    });
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => {
                let name = self.name;
                return Err(damage(format!("{name} declares a document type")));
            }
            Event::Eof if self.depth > 0 => {
                return Err(damage(format!("the XML of {} ends too early", self.name)));
            }
            _ => {}
        }
        Ok(event)
    }

    /// The next element that starts, however deep; `None` at the end.
    pub(in crate::workbook) fn next_start(&mut self) -> Result<Option<BytesStart<'a>>, Error> {
        loop {
            match self.next()? {
                Event::Start(element) => return Ok(Some(element)),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// The next element within the one that just started; `None` at the end of that one. Each is to
    /// be read to its own end before the next is asked for.
    pub(in crate::workbook) fn next_child(&mut self) -> Result<Option<BytesStart<'a>>, Error> {
        loop {
            match self.next()? {
                Event::Start(element) => return Ok(Some(element)),
                Event::End(_) | Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// Appends the text up to the end of the element that just started, of which spreadsheets
    /// escape what XML has no form for.
    pub(in crate::workbook) fn append_text(&mut self, text: &mut String) -> Result<(), Error> {
        let start = text.len();
        self.append_unescaped(text)?;
        unescape(text, start);
        Ok(())
    }

    /// The same of a text that knows only the escapes of XML.
    pub(in crate::workbook) fn append_unescaped(&mut self, text: &mut String) -> Result<(), Error> {
        let depth = self.depth;
        while self.depth >= depth {
            match self.next()? {
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) => text.push(self.character(&reference)?),
                _ => {}
            }
        }
        Ok(())
    }

    /// The character that a reference stands for.
    pub(in crate::workbook) fn character(&self, name: &str) -> Result<char, Error> {
        let part = self.name;
        character(name)
            .ok_or_else(|| damage(format!("{part} has the entity &{name};, which is none")))
    }

    /// Skips to the end of the element that just started.
    pub(in crate::workbook) fn skip(&mut self) -> Result<(), Error> {
        let depth = self.depth;
        while self.depth >= depth {
            self.next()?;
        }
        Ok(())
    }
}

/// Appends the text that another one begins with, up to a tag, as [`Xml::append_text`] does, and returns what follows;
/// `None` where it needs a closer look.
pub(in crate::workbook) fn plain_text<'t>(mut rest: &'t str, text: &mut String) -> Option<&'t str> {
    let start = text.len();
    loop {
        // A line end is one character, however it is written.
        let at = memchr::memchr3(b'<', b'&', b'\r', rest.as_bytes())?;
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(reference) = rest.strip_prefix('&') else {
            break;
        };
        // Spreadsheets name characters, and hardly ever number them.
        let (name, after) = reference.split_once(';')?;
        let is_name = name.bytes().all(|byte| byte.is_ascii_lowercase());
        text.push(Some(name).filter(|_| is_name).and_then(character)?);
        rest = after;
    }
    unescape(text, start);
    rest.starts_with('<').then_some(rest)
}

/// The character that a reference stands for, if there is one.
fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        name => {
            let number = name.strip_prefix('#')?;
            let value = match number.strip_prefix('x') {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(value.ok()?)
        }
    }
}

/// The local name of an element.
pub(in crate::workbook) fn local<'e>(element: &'e BytesStart<'_>) -> &'e str {
    let name = element.name().into_inner();
    match name.find(':') {
        Some(colon) => &name[colon + 1..],
        None => name,
    }
}

/// The attributes in a tag as it is written: the local name of each, and where its value stands.
pub(in crate::workbook) fn attribute_spans(
    tag: &str,
) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        // Every cell has its attributes looked at: by bytes, that takes half of the time that characters take.
        let bytes = tag.as_bytes();
        let equals = at + bytes[at..].iter().position(|byte| *byte == b'=')?;
        let before = tag[at..equals].trim_ascii_end();
        let is_before_name = |byte: &u8| byte.is_ascii_whitespace() || *byte == b':';
        let name = before.bytes().rposition(|byte| is_before_name(&byte));
        let is_quote = |byte: &u8| !byte.is_ascii_whitespace();
        let quote = equals + 1 + bytes[equals + 1..].iter().position(is_quote)?;
        let mark = Some(bytes[quote]).filter(|byte| matches!(byte, b'"' | b'\''))?;
        let start = quote + 1;
        let end = start + bytes[start..].iter().position(|byte| *byte == mark)?;
        at = end + 1;
        Some((&before[name.map_or(0, |at| at + 1)..], start..end))
    })
}

/// The value of an attribute by its local name.
pub(in crate::workbook) fn attribute<'e>(
    element: &'e BytesStart<'_>,
    name: &str,
) -> Option<Cow<'e, str>> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    match found.value {
        Cow::Borrowed(raw) => quick_xml::escape::unescape(raw).ok(),
        Cow::Owned(raw) => {
            let text = quick_xml::escape::unescape(&raw).ok()?;
            Some(Cow::Owned(text.into_owned()))
        }
    }
}

/// The value of an attribute as something that is read from text; `None` also where it cannot be.
pub(in crate::workbook) fn parsed<T: FromStr>(element: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(element, name)?.parse().ok()
}

/// Whether an attribute that is false where it is not stated is true.
pub(in crate::workbook) fn is_true(element: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(element, name).as_deref(), Some("1" | "true"))
}

/// Whether an attribute that is true or false, and true where it has no value, is true.
pub(in crate::workbook) fn is_on(element: &BytesStart<'_>) -> bool {
    let value = attribute(element, "val");
    !matches!(value.as_deref(), Some("0" | "false" | "off"))
}

/// Decodes `_xHHHH_`, which stands for a UTF-16 unit that XML has no form for, from `start` on.
fn unescape(text: &mut String, start: usize) {
    // To look for one byte takes a fraction of what looking for two does.
    if memchr::memchr(b'_', &text.as_bytes()[start..]).is_none() || !text[start..].contains("_x") {
        return;
    }
    let escaped = text.split_off(start);
    let mut rest = escaped.as_str();
    while let Some(at) = rest.find("_x") {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((character, length)) = escaped_character(rest) {
            text.push(character);
            rest = &rest[length..];
        } else {
            text.push_str("_x");
            rest = &rest[2..];
        }
    }
    text.push_str(rest);
}

/// The character that a text begins with in escaped form, and the length of that form.
fn escaped_character(text: &str) -> Option<(char, usize)> {
    const LENGTH: usize = "_x0041_".len();
    let unit = |at: usize| {
        let form = text.get(at..at + LENGTH)?;
        let digits = form.strip_prefix("_x")?.strip_suffix('_')?;
        let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| hexadecimal)
    };
    let first = unit(0)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, LENGTH));
    }
    // Half of a pair; alone it stands for nothing, and stays as it is.
    let mut pair = char::decode_utf16([first, unit(LENGTH)?]);
    Some((pair.next()?.ok()?, 2 * LENGTH))
}

/// Whether spreadsheets escape a character, because XML has no form for it.
pub(in crate::workbook) fn is_escaped(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0b'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text begins with what a reader takes for an escaped character, or would once the
/// control character that ends it is escaped itself.
pub(in crate::workbook) fn reads_as_escape(text: &str) -> bool {
    let rest = text.strip_prefix("_x");
    rest.and_then(|rest| rest.split_at_checked(4))
        .is_some_and(|(digits, end)| {
            digits.bytes().all(|byte| byte.is_ascii_hexdigit())
                && end.starts_with(|c| c == '_' || is_escaped(c))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unescaped(text: &str) -> String {
        let mut text = format!("before {text}");
        unescape(&mut text, 7);
        text[7..].to_owned()
    }

    #[test]
    fn escaped_characters_are_decoded_once() {
        assert_eq!(unescaped("a_x000D_\nb"), "a\r\nb");
        assert_eq!(unescaped("_x005F_x0041_"), "_x0041_");
        assert_eq!(unescaped("_xD83D__xDE00_"), "😀");
        for text in ["_xD83D_", "_x00_", "_x00G1_", "_x0041", "_xé041_", "x_x"] {
            assert_eq!(unescaped(text), text);
        }
    }
}
