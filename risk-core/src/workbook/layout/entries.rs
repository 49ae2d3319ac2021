//! Mitigations and runbook actions: an entry is a line, and a line indented further continues it.

use std::ops::Range;

/// The entries of a text, without their marks.
pub(in crate::workbook) fn entries(text: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in entry_lines(text) {
        let part = &text[line.text];
        match entries.last_mut() {
            Some(entry) if line.begins.is_none() => {
                entry.push('\n');
                entry.push_str(part);
            }
            _ => entries.push(part.to_owned()),
        }
    }
    for entry in &mut entries {
        entry.truncate(entry.trim_end().len());
    }
    entries
}

/// A line of an entry.
#[derive(Debug)]
pub(super) struct EntryLine {
    /// The line without its indent and mark. It is not empty.
    pub text: Range<usize>,
    /// Where the line with the mark of the entry begins, if this is the first line of an entry.
    pub begins: Option<usize>,
}

/// The lines of the entries in a text.
pub(super) fn entry_lines(text: &str) -> impl Iterator<Item = EntryLine> {
    let mut next = 0;
    // How far the last entry is indented.
    let mut entry_indent = None;
    // Where the last entry begins, if it has no text yet.
    let mut begun = None;
    text.split('\n').filter_map(move |line| {
        let start = next;
        let end = start + line.len();
        next = end + 1;
        let mut text = line.trim_start();
        if text.is_empty() {
            return None;
        }
        let indent = line[..line.len() - text.len()].chars().count();
        if entry_indent.is_none_or(|entry| indent <= entry) {
            entry_indent = Some(indent);
            begun = Some(start);
            text = without_mark(text);
        }
        // A mark with nothing behind it is no entry, unless the next line continues it.
        (!text.is_empty()).then(|| EntryLine {
            text: end - text.len()..end,
            begins: begun.take(),
        })
    })
}

/// The mark of an entry in a new cell: of those that are read, the one that no spreadsheet program
/// takes for the beginning of a formula.
pub(super) const MARK: &str = "• ";

/// The text of entries, in the layout of a new cell: a line for each, marked where there are
/// several or where one would read as marked.
pub(in crate::workbook) fn entries_text<'a>(
    entries: impl Iterator<Item = &'a str> + Clone,
) -> String {
    let mark = if is_marked(entries.clone()) { MARK } else { "" };
    let mut text = String::new();
    for entry in entries {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(mark);
        let mut lines = entry.split('\n');
        text.push_str(lines.next().unwrap_or_default());
        for line in lines {
            text.push_str("\n  ");
            text.push_str(line);
        }
    }
    text
}

/// Whether entries stand in a new cell behind marks.
pub(super) fn is_marked<'a>(mut entries: impl Iterator<Item = &'a str> + Clone) -> bool {
    let reads_as_marked = |text: &str| without_mark(text).len() < text.len();
    entries.clone().nth(1).is_some() || entries.any(reads_as_marked)
}

/// A line without the one mark that it may begin with: `-`, `*`, `•`, `1.` or `1)`, and the white
/// space that follows.
pub(super) fn without_mark(line: &str) -> &str {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => line.strip_prefix(['-', '*', '•']),
        // No list is longer, and a year is no mark.
        1..=3 => line[digits..].strip_prefix(['.', ')']),
        _ => None,
    };
    match rest {
        Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => rest.trim_start(),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_an_entry_and_its_mark_is_layout() {
        let text = "- Move to Fargate\n* Warm it\n\n  \n1. Call\n12) Wait\n• Restart\n-no mark";
        let expected = [
            "Move to Fargate",
            "Warm it",
            "Call",
            "Wait",
            "Restart",
            "-no mark",
        ];
        assert_eq!(entries(text), expected);
        assert_eq!(entries("- - twice"), ["- twice"]);
        assert_eq!(entries("2024. A year"), ["2024. A year"]);
        assert!(entries(" \n-\n* ").is_empty());
        assert_eq!(entries("-\n  below its mark\n-\n"), ["below its mark"]);
    }

    #[test]
    fn a_line_indented_further_continues_the_entry() {
        let text = "- Redesign the network\n  in two steps\n    - first\n- Then\r\n  rest ";
        let expected = [
            "Redesign the network\nin two steps\n- first",
            "Then\r\nrest",
        ];
        assert_eq!(entries(text), expected);
        assert_eq!(entries("  a\n  b\n   c"), ["a", "b\nc"]);
    }
}
