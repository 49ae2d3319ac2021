//! A formula taken apart as far as its references.
//!
//! The texts are those of the file format, whatever the language of the program: names in English,
//! a comma between arguments, `A1` and not `R1C1`. Entities of XML are to be resolved before.

use std::borrow::Cow;

use super::ranges::{cell_parts, column_number, row_number};

/// Whether what stands before a reference, such as `'My sheet'!`, names a sheet of this workbook.
/// Sheets from one to another and those of other workbooks have `:` or `[`, which no sheet has.
pub(super) fn is_of(qualifier: &str, sheet: &str) -> bool {
    let name = qualifier.strip_suffix('!').unwrap_or(qualifier);
    let quoted = name.strip_prefix('\'').and_then(|n| n.strip_suffix('\''));
    let name = quoted.map_or(Cow::Borrowed(name), |n| Cow::Owned(n.replace("''", "'")));
    let small = |text: &str| {
        text.chars()
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    small(&name) == small(sheet)
}

/// What of a formula is about the sheet that it stands in: all but texts in quotation marks and references to other sheets.
pub(super) fn within_sheet(formula: &str, sheet: &str) -> String {
    let parts: Vec<Part<'_>> = parts(formula).collect();
    let is_here = refer_to(&parts, sheet, true);
    let mut text = String::with_capacity(formula.len());
    for (part, is_here) in parts.iter().zip(is_here) {
        let is_left_out = match part {
            Part::Sheet(_) => true,
            Part::Other(other) if *other != ":" => other.starts_with('"'),
            // The colon goes with the corners that it stands between.
            Part::Other(_) | Part::Cell { .. } | Part::Columns { .. } | Part::Rows { .. } => {
                !is_here
            }
        };
        if !is_left_out {
            part.push_to(&mut text);
        }
    }
    text
}

/// Of each part, whether a reference there is one to a sheet. One that names no sheet is where `is_home`.
pub(super) fn refer_to(parts: &[Part<'_>], sheet: &str, is_home: bool) -> Vec<bool> {
    let mut is_there = is_home;
    let mut all = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        if let Part::Sheet(name) = part {
            is_there = is_of(name, sheet);
        }
        all.push(is_there);
        // A sheet is stated before the first corner of a range, and for both.
        let before = at.checked_sub(1).map(|before| &parts[before]);
        let goes_on = match part {
            Part::Sheet(_) => true,
            Part::Cell { .. } => parts.get(at + 1) == Some(&Part::Other(":")),
            part => *part == Part::Other(":") && matches!(before, Some(Part::Cell { .. })),
        };
        is_there = if goes_on { is_there } else { is_home };
    }
    all
}

/// A part of a formula. The parts one after the other are the formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// A cell, also one that is a corner of a range. Column and row have their `$`.
    Cell { column: &'a str, row: &'a str },
    /// Whole columns, such as `$A:C`.
    Columns { first: &'a str, last: &'a str },
    /// Whole rows, such as `$5:9`.
    Rows { first: &'a str, last: &'a str },
    /// What names the sheet of a reference, with its `!`.
    Sheet(&'a str),
    /// Anything else. A `:` between references is a part of its own.
    Other(&'a str),
}

impl Part<'_> {
    /// Adds the part to a text as it is written.
    pub(super) fn push_to(&self, text: &mut String) {
        match self {
            Self::Cell { column, row } => text.extend([*column, *row]),
            Self::Columns { first, last } | Self::Rows { first, last } => {
                text.extend([*first, ":", *last]);
            }
            Self::Sheet(part) | Self::Other(part) => text.push_str(part),
        }
    }
}

/// The parts of a formula. Where it ends within a quotation, the rest is one part.
pub(super) fn parts(formula: &str) -> Parts<'_> {
    Parts {
        rest: formula,
        is_after_sheet: false,
    }
}

/// What [`parts`] goes through.
pub(super) struct Parts<'a> {
    rest: &'a str,
    is_after_sheet: bool,
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let first = self.rest.chars().next()?;
        // What follows on a sheet is never a sheet: in `Tab1!A1:Tab1!A9`, A1 is a cell.
        if !std::mem::take(&mut self.is_after_sheet)
            && let Some(length) = sheet_length(self.rest)
        {
            self.is_after_sheet = true;
            return Some(Part::Sheet(self.take(length)));
        }
        Some(match first {
            '"' | '\'' => Part::Other(self.take(quoted_length(self.rest, first))),
            '[' => Part::Other(self.take(brackets_length(self.rest))),
            '#' => Part::Other(self.take(error_length(self.rest))),
            _ if is_word(first) => self.word(),
            _ => Part::Other(self.take(first.len_utf8())),
        })
    }
}

impl<'a> Parts<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (part, rest) = self.rest.split_at(length);
        self.rest = rest;
        part
    }

    /// Takes a word: a reference, a number, or the name of anything.
    fn word(&mut self) -> Part<'a> {
        let length = word_length(self.rest);
        let (word, after) = self.rest.split_at(length);
        if let Some((part, length)) = whole(word, after) {
            self.take(length);
            return part;
        }
        self.take(length);
        match cell_parts(word) {
            Some((column, row)) if !is_owner(after) && !is_log10(word, after) => {
                Part::Cell { column, row }
            }
            _ => Part::Other(word),
        }
    }
}

/// Whole columns or rows and their length, when a word is the first of them.
fn whole<'a>(first: &'a str, after: &'a str) -> Option<(Part<'a>, usize)> {
    let after = after.strip_prefix(':')?;
    let (last, after) = after.split_at(word_length(after));
    if is_owner(after) {
        return None;
    }
    let length = first.len() + 1 + last.len();
    let both = |number: fn(&str) -> Option<u32>| number(first).and(number(last)).is_some();
    if both(column_number) {
        Some((Part::Columns { first, last }, length))
    } else if both(row_number) {
        Some((Part::Rows { first, last }, length))
    } else {
        None
    }
}

/// Whether the word before a text is a function, a table or a sheet.
fn is_owner(after: &str) -> bool {
    after.starts_with(['(', '[', '!'])
}

/// Whether a word is the function `LOG10` with white space before its parenthesis, as LibreOffice
/// takes it. It is the only function that looks like a cell.
fn is_log10(word: &str, after: &str) -> bool {
    word.eq_ignore_ascii_case("LOG10") && after.trim_start().starts_with('(')
}

/// Whether a character can be in a name, a number or a reference. Beyond ASCII that is all but
/// white space, because no operator is there.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '_' | '.' | '$' | '\\' | '?')
        || !(c.is_ascii() || c.is_whitespace())
}

fn word_length(text: &str) -> usize {
    text.find(|c| !is_word(c)).unwrap_or(text.len())
}

/// The length of what names the sheet of a reference: `Data!`, `'My data'!`, `Jan:Dec!`,
/// `[1]Data!`, `[1]!`.
fn sheet_length(text: &str) -> Option<usize> {
    let mut at = 0;
    if text.starts_with('[') {
        at += brackets_length(text);
    }
    let first = &text[at..at + name_length(&text[at..])];
    at += first.len();
    if let Some(after) = text[at..].strip_prefix(':')
        && !first.is_empty()
    {
        let last = &after[..name_length(after)];
        // In `A1:Data!A9`, A1 is a cell: Excel quotes the name of a sheet that looks like one. In
        // `Q1:Q4!A1` it is a sheet all the same, because LibreOffice does not quote it.
        if cell_parts(first).is_none() || cell_parts(last).is_some() {
            at += 1 + last.len();
        }
    }
    (at > 0 && text[at..].starts_with('!')).then_some(at + 1)
}

fn name_length(text: &str) -> usize {
    if text.starts_with('\'') {
        quoted_length(text, '\'')
    } else {
        word_length(text)
    }
}

/// The length of a quotation, in which two quotation marks stand for one.
fn quoted_length(text: &str, mark: char) -> usize {
    let mut at = mark.len_utf8();
    while let Some(end) = text[at..].find(mark) {
        at += end + mark.len_utf8();
        if !text[at..].starts_with(mark) {
            return at;
        }
        at += mark.len_utf8();
    }
    text.len()
}

/// The length of brackets with those within them, in which `'` takes its meaning from what follows.
fn brackets_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' => drop(chars.next()),
            '[' => depth += 1,
            ']' if depth == 1 => return at + 1,
            ']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of an error such as `#REF!` or `#NAME?`, or of the mark after a cell, as in `A1#`.
/// `#N/A` and `#DIV/0!` go on with words that are no references.
fn error_length(text: &str) -> usize {
    let length = 1 + word_length(&text[1..]);
    length + usize::from(text[length..].starts_with('!'))
}

#[cfg(test)]
mod tests {
    use super::within_sheet;

    #[test]
    fn a_formula_is_about_its_sheet_but_for_texts_and_references_to_others() {
        let cases = [
            ("D2*Risks!E2+'risks'!$F$2", "D2*E2+$F$2"),
            ("Costs!D2:E2+F2", "+F2"),
            ("SUM(Costs!D2:Costs!E2,G2:H2)", "SUM(,G2:H2)"),
            ("\"see D2\"&A2&'My, sheet'!D2", "&A2&"),
            (
                "Risks[[#This Row],[Impact]]*2",
                "Risks[[#This Row],[Impact]]*2",
            ),
        ];
        for (formula, expected) in cases {
            assert_eq!(within_sheet(formula, "Risks"), expected, "{formula}");
        }
    }
}
