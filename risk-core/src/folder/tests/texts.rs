//! Texts that are hard on formats and file systems, as strategies.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::register::Stated;

/// Texts that break formats.
const AWKWARD: [&str; 40] = [
    "=1+1",
    "_x0041_",
    "\r\n",
    "\r",
    "\n",
    "\n\n",
    "\t",
    " ",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "\\",
    "\\n",
    "\\u0041",
    "\u{0}",
    "\u{1}\u{8}\u{b}\u{c}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}\u{2028}\u{2029}",
    "\u{202e}desrever\u{202c}",
    "\u{200f}\u{2067}\u{feff}",
    "👩‍👩‍👧 🏳️‍🌈",
    "e\u{301} é",
    "# not a comment",
    "[table]",
    "key = 1",
    "<<<<<<< HEAD\n=======\n>>>>>>> main",
    ", ]",
    "{ a = 1 }",
    "null",
    "true",
    "-0",
    "1e999",
    "2027-03-31",
    "a\\",
    "two\nlines",
    "\n leading\n\ttrailing \n",
    "ends in three\"\"\"",
    "\u{10ffff}",
];

/// Names that are hard on file systems.
const NAMES: [&str; 28] = [
    "R1",
    "R1",
    "R2",
    "R10",
    "r1",
    "R01",
    "",
    "",
    "CON",
    "con.txt",
    "nul",
    "COM1",
    "..",
    ".",
    "../../etc/passwd",
    "a/b",
    "a\\b",
    "a:b",
    "R1~2",
    "~1",
    "R1~2~2",
    "%2E",
    "%FF",
    " R1 ",
    "R1.toml",
    ".hidden",
    "Ünï*?|<>\"",
    "İß",
];

/// Any text, empty included.
pub fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(&AWKWARD[..]).prop_map(str::to_owned),
        2 => "[a-z ]{1,8}",
        1 => vec(any::<char>(), 1..4).prop_map(String::from_iter),
    ];
    prop_oneof![
        20 => Just(String::new()),
        10 => "[A-Za-z ]{1,12}",
        100 => vec(piece, 1..4).prop_map(|pieces| pieces.concat()),
        // More than a cell holds.
        1 => select(vec!["ab c\n", "x", "\"", "ж"]).prop_map(|part| part.repeat(40_000 / part.len())),
    ]
}

/// Text that is not blank.
pub fn words() -> impl Strategy<Value = String> {
    text().prop_map(|text| {
        let blank = text.trim().is_empty();
        if blank { format!("x{text}") } else { text }
    })
}

/// The name of a component or a risk.
pub fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(&NAMES[..]).prop_map(str::to_owned),
        2 => text(),
        1 => select(vec![119, 120, 121, 300]).prop_map(|length| "n".repeat(length)),
    ]
}

/// One of the words given, or anything else.
pub fn stated(known: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![select(known).prop_map(str::to_owned), words()]
}

/// The same, as it is understood.
pub fn recognised<T: std::str::FromStr>(known: &'static [&'static str]) -> BoxedStrategy<Stated<T>>
where
    Stated<T>: std::fmt::Debug,
{
    stated(known).prop_map(|text| Stated::parse(&text)).boxed()
}
