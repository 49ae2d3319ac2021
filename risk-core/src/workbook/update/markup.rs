//! How the XML of a part is written, so that what is new fits what stands there.

use std::fmt::Write;
use std::ops::Range;

use super::splices::Splices;
use crate::workbook::package::{attribute_spans, is_escaped, reads_as_escape};

/// How a part writes its XML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Dialect {
    /// What stands before the names of elements, such as `x:`.
    prefix: String,
    /// Whether only ASCII may stand in it as it is.
    is_ascii: bool,
}

impl Dialect {
    /// The dialect of the part that has a text.
    pub fn of(text: &str) -> Self {
        let declaration = text.split_once("?>").map_or("", |(start, _)| start);
        let declares_other = attribute_span(declaration, 0..declaration.len(), "encoding")
            .is_some_and(|span| !is_unicode(&declaration[span]));
        Self {
            prefix: root_prefix(text).to_owned(),
            is_ascii: declares_other,
        }
    }

    /// The name of an element, as it stands in a tag.
    pub fn name(&self, local: &str) -> String {
        format!("{}{local}", self.prefix)
    }

    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Text as the content of an element.
    pub fn text(&self, text: &str) -> String {
        let mut escaped = String::with_capacity(text.len() + 8);
        for (at, c) in text.char_indices() {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                c if is_escaped(c) => {
                    // A string takes whatever is written to it.
                    let _ = write!(escaped, "_x{:04X}_", u32::from(c));
                }
                // What looks like an escape is none.
                '_' if reads_as_escape(&text[at..]) => escaped.push_str("_x005F_"),
                c if self.is_ascii && !c.is_ascii() => {
                    let _ = write!(escaped, "&#x{:X};", u32::from(c));
                }
                c => escaped.push(c),
            }
        }
        escaped
    }

    /// An element that has a text, whose white space is kept.
    pub fn text_element(&self, text: &str) -> String {
        let (name, text) = (self.name("t"), self.text(text));
        format!("<{name} xml:space=\"preserve\">{text}</{name}>")
    }
}

fn is_unicode(encoding: &str) -> bool {
    let encoding = encoding.to_ascii_lowercase();
    encoding.starts_with("utf-8") || encoding.starts_with("utf8") || encoding.starts_with("utf-16")
}

/// What stands before the name of the outermost element.
fn root_prefix(text: &str) -> &str {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if !rest.starts_with(['?', '!']) {
            break;
        }
    }
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    let name = &rest[..end.unwrap_or(rest.len())];
    name.find(':').map_or("", |colon| &name[..=colon])
}

/// Where the value of an attribute stands, by its local name, in a tag that stands in a range.
pub(super) fn attribute_span(text: &str, tag: Range<usize>, name: &str) -> Option<Range<usize>> {
    let mut spans = attribute_spans(&text[tag.clone()]);
    let (_, span) = spans.find(|(known, _)| *known == name)?;
    Some(tag.start + span.start..tag.start + span.end)
}

/// Sets an attribute of the element whose start tag stands in a range.
pub(super) fn set_attribute(
    splices: &mut Splices,
    text: &str,
    tag: Range<usize>,
    name: &str,
    value: &str,
) {
    match attribute_span(text, tag.clone(), name) {
        Some(span) => splices.replace(span, value),
        None => splices.insert(tag_end(text, tag), format!(" {name}=\"{value}\"")),
    }
}

/// Where the last attribute of a tag ends.
pub(super) fn tag_end(text: &str, tag: Range<usize>) -> usize {
    let inner = text[tag.clone()]
        .trim_end_matches('>')
        .trim_end_matches('/');
    tag.start + inner.trim_end().len()
}

/// Whether a tag ends its element as well.
pub(super) fn is_empty_element(text: &str, tag: Range<usize>) -> bool {
    text[tag].ends_with("/>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_and_the_encoding_are_those_of_the_part() {
        let of = |text| Dialect::of(text).prefix;
        assert_eq!(
            of("<?xml version='1.0'?>\n<!-- <y:a> --><x:sst a='1'>"),
            "x:"
        );
        assert_eq!(of("\u{feff}<sst/>"), "");
        let ascii = Dialect::of("<?xml version=\"1.0\" encoding='ISO-8859-1'?><a/>");
        assert_eq!(ascii.text("é"), "&#xE9;");
        let unicode = Dialect::of("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>");
        assert_eq!(unicode.text("é"), "é");
    }

    #[test]
    fn text_is_escaped_as_spreadsheets_do() {
        let dialect = Dialect::of("<a/>");
        assert_eq!(dialect.text("<a> & \"b\""), "&lt;a&gt; &amp; \"b\"");
        assert_eq!(dialect.text("a\r\nb\tc\u{1}"), "a_x000D_\nb\tc_x0001_");
        assert_eq!(dialect.text("_x0041_ _x41_"), "_x005F_x0041_ _x41_");
        assert_eq!(dialect.text("_x0041\r"), "_x005F_x0041_x000D_");
    }

    #[test]
    fn attributes_are_found_whatever_stands_around_them() {
        let tag = "<x:c a = 'r=\"9\"' x:r=\"D7\" s='3'/>";
        let value = |name| attribute_span(tag, 0..tag.len(), name).map(|span| &tag[span]);
        assert_eq!(value("r"), Some("D7"));
        assert_eq!(value("s"), Some("3"));
        assert_eq!(value("t"), None);
        let mut splices = Splices::default();
        set_attribute(&mut splices, tag, 0..tag.len(), "t", "n");
        assert_eq!(
            splices.apply(tag),
            "<x:c a = 'r=\"9\"' x:r=\"D7\" s='3' t=\"n\"/>"
        );
    }
}
