//! Text that is safe to show in a terminal.

use anstyle::{Color, RgbColor, Style};
pub use risk_core::document::{beginning, counted, inert, is_active};
use risk_core::{Key, Level, Levels};
use std::error::Error;
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthChar;

use super::table::Cell;

/// Where a terminal has fewer columns, lines go beyond them: words would be broken. Half of the usual 80.
const NARROWEST: usize = 40;

/// A text as a terminal can show it, on one line.
pub fn one_line(text: &str) -> String {
    inert(text.trim_end_matches(['\r', '\n']))
        .replace('\n', " ⏎ ")
        .replace('\t', " ")
}

/// The words of a line, which it may be broken between: at spaces, and where a script has none, as it is read. A name
/// or an address that is broken is none.
pub fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let words = WordSeparator::AsciiSpace.find_words(line);
    Box::new(words.flat_map(|word| {
        let is_wide = |c: char| c.width() == Some(2);
        if !word.word.contains(is_wide) || word.word.contains("://") {
            return vec![word];
        }
        let mut parts: Vec<Word<'_>> = WordSeparator::UnicodeBreakProperties
            .find_words(word.word)
            .collect();
        if let Some(last) = parts.last_mut() {
            last.whitespace = word.whitespace;
        }
        parts
    }))
}

/// How the lines of a width are broken: between words, and nowhere in them.
pub fn wrapping<'a>(width: usize) -> Options<'a> {
    Options::new(width.max(NARROWEST))
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false)
}

/// An error with its causes, in one line.
pub fn in_one_line(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        line += &format!(": {cause}");
        source = cause.source();
    }
    one_line(&line)
}

/// Names in a row.
pub fn joined<T: ToString>(names: impl IntoIterator<Item = T>, between: &str) -> String {
    let names = names.into_iter().map(|name| name.to_string());
    names.collect::<Vec<_>>().join(between)
}

/// Names in a row, but not too many of them: eight fit on a line or two.
pub fn some<T: ToString>(names: impl IntoIterator<Item = T>) -> String {
    first_names(names, 8)
}

/// References in a row: ten take a line.
pub fn references(keys: &[Key]) -> String {
    first_names(keys, 10)
}

/// The risks of which something could not be read, if there are any.
pub fn unread_risks(risks: &[Key]) -> Option<String> {
    let have = match risks.len() {
        0 => return None,
        1 => "1 risk has".to_owned(),
        count => format!("{count} risks have"),
    };
    let names = references(risks);
    Some(format!("{have} values that could not be read: {names}"))
}

/// The first so many names in a row, and how many more there are.
pub fn first_names<T: ToString>(names: impl IntoIterator<Item = T>, shown: usize) -> String {
    let mut names = names.into_iter();
    let mut text = joined(names.by_ref().take(shown), ", ");
    let more = names.count();
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
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

/// A rating by its label, on its colour; where there is none, what is shown instead.
pub fn rating_cell(ratings: &Levels, label: Option<&str>, none: impl Into<Cell>) -> Cell {
    let Some(label) = label else {
        return none.into();
    };
    let style = ratings.find(label).map(|level| level_style(ratings, level));
    Cell::styled(label, style.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_one_line_where_there_is_room_for_one() {
        assert_eq!(one_line("two\nlines\r\n"), "two ⏎ lines");
    }
}
