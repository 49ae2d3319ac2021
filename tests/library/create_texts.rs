//! Texts that formats, layouts and spreadsheet programs trip over, as strategies.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces that mean something to somebody, and pieces that put them together.
const PIECES: [&str; 81] = [
    "a",
    "7",
    "É",
    "課",
    "😀",
    "👩‍🚒",
    "\u{301}",
    "Alarm",
    // White space, also what looks like none.
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{a0}",
    "\u{85}",
    "\u{2028}",
    "\u{3000}",
    "\u{200b}",
    "\u{feff}",
    // Characters that XML has no place for, or that turn the text around.
    "\0",
    "\u{1}",
    "\u{8}",
    "\u{b}",
    "\u{1b}[31m",
    "\u{1f}",
    "\u{7f}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{10ffff}",
    "\u{202e}",
    "\u{2066}",
    // Escapes and markup, whole and in parts.
    "_x0041_",
    "_x0041",
    "_x0041\u{1}",
    "_x000D_",
    "_x005F_",
    "_x",
    "_",
    "x0041_",
    "0041_",
    "<r>",
    "</r>",
    "<r>x</r>",
    "<r><t>x</t></r>",
    "<b>",
    "]]>",
    "&amp;",
    "&#0;",
    "\"",
    "'",
    // What begins a formula, or reads as a value.
    "=1+1",
    "=HYPERLINK(\"https://a.example\")",
    "+1",
    "-1",
    "@a",
    "#REF!",
    "TRUE",
    "1",
    "007",
    "1e5",
    "2027-03-31",
    // Marks of entries.
    "- ",
    "* ",
    "• ",
    "1. ",
    "2) ",
    "(?) ",
    "(?)",
    "-",
    "•",
    // Lines of links, and words of headers and levels.
    "Card: ",
    "Cards: https://trello.com/c/a & https://trello.com/c/b",
    "https://trello.com/c/a",
    "OPS-12",
    " & ",
    "Risk",
    "Impact",
    "low",
    "none",
];

/// Any text, or none.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => vec(select(&PIECES[..]), 0..6).prop_map(|pieces| pieces.concat()),
        1 => ".{0,12}",
    ]
}

/// A text that most often has no outer white space, or none.
pub fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => text().prop_map(|text| text.trim().to_owned()),
        1 => text(),
    ]
}

/// The text of an entry of a list, which says something.
pub fn entry() -> impl Strategy<Value = String> {
    let line = || word().prop_map(|text| text.replace('\n', " ").trim().to_owned());
    let lines = vec(line(), 1..4).prop_map(|lines| lines.join("\n"));
    let entry = prop_oneof![3 => line(), 2 => lines, 1 => text()];
    entry.prop_filter("it says something", |text| !text.trim().is_empty())
}
