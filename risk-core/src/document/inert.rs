//! Text that is safe to show.

use std::borrow::Cow;

/// The text with everything that a terminal would obey, or that would make a reader see something else
/// than it states, written out: `\u{1b}`.
pub fn inert(text: &str) -> Cow<'_, str> {
    if !text.contains(is_active) {
        return Cow::Borrowed(text);
    }
    let mut inert = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\r' => inert.push_str("\\r"),
            c if is_active(c) => inert.extend(c.escape_unicode()),
            c => inert.push(c),
        }
    }
    Cow::Owned(inert)
}

/// Control characters but for line break and tabulator, and what changes the direction of text or
/// cannot be seen.
pub fn is_active(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{061c}'
        | '\u{feff}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        assert_eq!(inert("plain ünï 😀\ttext\n"), "plain ünï 😀\ttext\n");
        assert_eq!(inert("\u{1b}[31mred\u{7}"), "\\u{1b}[31mred\\u{7}");
        assert_eq!(inert("a\u{202e}b\u{9b}c\r"), "a\\u{202e}b\\u{9b}c\\r");
    }
}
