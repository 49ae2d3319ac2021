//! Text that is safe to show in a terminal.

use std::borrow::Cow;
use std::fmt::Write;

use anstyle::{Color, RgbColor, Style};
use risk_core::{Level, Levels};

/// The text with everything that a terminal would obey, or that would make it show something else
/// than it says, written out: `\u{1b}`.
pub fn inert(text: &str) -> Cow<'_, str> {
    if !text.contains(is_active) {
        return Cow::Borrowed(text);
    }
    let mut inert = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\r' => inert.push_str("\\r"),
            c if is_active(c) => {
                write!(inert, "\\u{{{:x}}}", u32::from(c)).expect("a string takes all writes");
            }
            c => inert.push(c),
        }
    }
    Cow::Owned(inert)
}

/// The same on one line.
pub fn one_line(text: &str) -> String {
    inert(text.trim_end_matches(['\r', '\n']))
        .replace('\n', " ⏎ ")
        .replace('\t', " ")
}

/// So many of a thing, in words.
pub fn counted(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
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

/// How a level is shown: on its colour, in the black or white that is easier to read.
pub fn level_style(levels: &Levels, level: Level) -> Style {
    let Some(colour) = levels[level].colour else {
        return Style::new();
    };
    let background = RgbColor(colour.red, colour.green, colour.blue);
    let text = if colour.is_light() {
        RgbColor(0, 0, 0)
    } else {
        RgbColor(255, 255, 255)
    };
    // Few terminals fail to show 256 colours, and many to show more.
    let color = |rgb| Color::Ansi256(anstyle_lossy::rgb_to_xterm(rgb));
    Style::new()
        .fg_color(Some(color(text)))
        .bg_color(Some(color(background)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        assert_eq!(inert("plain ünï 😀\ttext\n"), "plain ünï 😀\ttext\n");
        assert_eq!(inert("\u{1b}[31mred\u{7}"), "\\u{1b}[31mred\\u{7}");
        assert_eq!(inert("a\u{202e}b\u{9b}c\r"), "a\\u{202e}b\\u{9b}c\\r");
        assert_eq!(one_line("two\nlines\r\n"), "two ⏎ lines");
    }
}
