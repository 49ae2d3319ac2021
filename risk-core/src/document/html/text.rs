//! Texts in which nothing is markup.

use crate::document::inert;

/// Of a longer word, a browser may break the line after so many characters: few words of prose are longer, but
/// addresses and names of files are.
const LONGEST_WORD: usize = 24;

/// A text in which nothing is markup. Its line breaks stay, and a word that is too long for a line can be broken:
/// no other words can, as narrow columns of tables would break them all.
pub(super) fn escape(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    let mut length = 0;
    for c in inert(&text.replace("\r\n", "\n")).chars() {
        if c.is_whitespace() {
            length = 0;
        } else if length == LONGEST_WORD {
            broken.push(BREAK);
            length = 1;
        } else {
            length += 1;
        }
        broken.push(c);
    }
    let escaped = escape_markup(&broken).replace('\n', "<br/>");
    escaped.replace(BREAK, "<wbr/>")
}

/// A character that no text has by then, as it is not inert.
const BREAK: char = '\0';

/// The same of an attribute, or where white space is kept.
pub(super) fn escape_markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A text where nothing is markup and no line is broken: in an attribute, or in a picture.
pub(super) fn plain(text: &str) -> String {
    escape_markup(&inert(text))
}
